"""Which courses of the map fit a case, which cases fit a teacher, why, and what stands in the way.

`texts` reads what a match is read from, `index` keeps it ready in memory, `facts` says how the courses that fit stand
now, `obstacles` and `answers` what that means for a case, and `ranking` puts them in order.
"""
