"""What can go wrong, each with a message its reader can act on.

    WerkplaatsError          one clear sentence or two: what, where, what to do
    ├── UsageError           the command or its words are wrong            exit 2
    │   ├── QueryError       a query that cannot be understood
    │   └── MissingFactsError  a message needs what is not known yet
    ├── NotFoundError        no such id, name or file                      exit 1
    ├── RefusedError         a rule of the domain says no                  exit 1
    │   ├── StageError       a stage may not be entered like this
    │   └── UndoError        rows were touched since, or nothing to undo
    ├── DatabaseError        cannot be opened, locked, read-only, newer    exit 1
    ├── FileError            a file that was given cannot be read          exit 1
    │   └── TemplateError    a template says what cannot be filled in
    ├── CrawlError           a source cannot be crawled                    exit 1
    └── SettingsError        a setting is missing or wrong                 exit 1

The command line shows the message on stderr and ends with `exit_code`; the app shows it in a line.
"""


class WerkplaatsError(Exception):
    """Anything that is told to the user in a sentence. `exit_code` is what the command ends with."""

    exit_code = 1


class UsageError(WerkplaatsError):
    """The command or its words are wrong."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be understood; the message names the closest known field or value."""


class MissingFactsError(UsageError):
    """A message needs facts that are not known: `facts` names them, so that they can be asked for."""

    def __init__(self, message: str, facts: tuple[str, ...]) -> None:
        """Keeps which facts are missing."""
        super().__init__(message)
        self.facts = facts


class NotFoundError(WerkplaatsError):
    """No such id, name or file."""


class RefusedError(WerkplaatsError):
    """A rule of the domain says no."""


class StageError(RefusedError):
    """A stage may not be entered like this; the message says what is missing."""


class UndoError(RefusedError):
    """Nothing to undo, or the rows were touched since; the message says by whom and what."""


class DatabaseError(WerkplaatsError):
    """The database cannot be opened or written; the message says why and what to do."""


class FileError(WerkplaatsError):
    """A file that was given cannot be read; the message names it, the line where it is known, and what to do."""


class TemplateError(FileError):
    """A template of a message cannot be used; the message names its file, the line and the field."""


class CrawlError(WerkplaatsError):
    """A source cannot be crawled; the message says why and what to do."""


class CrawlBusyError(CrawlError):
    """Another process crawls that source; the message says which."""


class SettingsError(WerkplaatsError):
    """A setting is missing or wrong; the message names it, where it is read from, and what it takes."""
