"""Today: what is due, for whom, why now and by which way.

Everything is read in plain SQL through `crm.today.asking`, so that the same functions serve the app's first frame,
before the database library has been imported, and every later reading. Nothing is stored but what somebody put off.
"""
