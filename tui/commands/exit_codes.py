"""What a command ends with, besides 0, and 1 and 2 of `crm.errors`."""

IN_PART = 3
"""Some of it was done: of several crawls one could not be, of a file rows were refused, of a list nobody was left."""

STOPPED = 130
"""What a shell expects of a program that Ctrl-C ended."""
