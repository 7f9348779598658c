"""Imports, measured: a list of 100,000 contacts, and a LinkedIn archive of a long career."""
