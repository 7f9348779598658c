"""What a database says when it cannot, told as a sentence with what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import OperationalError

from crm.errors import DatabaseError, NotFoundError
from crm.language import _

_TOO_LARGE = "too large to convert to SQLite INTEGER"
"""What SQLite's driver says of a number that is longer than any row's."""


@contextmanager
def told(url: str) -> Iterator[None]:
    """Inside the block, a database that is locked, read-only, full, damaged or out of reach raises DatabaseError.

    A number longer than it can hold raises NotFoundError: there is no row of that number.
    """
    try:
        yield
    except (OperationalError, DriverError, sqlite3.DatabaseError) as error:
        sentence = explain(error, url)
        if sentence is None:
            raise
        raise DatabaseError(sentence) from error
    except OverflowError as error:
        if _TOO_LARGE not in str(error):
            raise
        raise NotFoundError(_("Unknown number: nothing has one that long.")) from error


def explain(error: Exception, url: str) -> str | None:
    """The sentence for `error` of the database at `url`; None for an error of the code."""
    where = place(url)
    text = str(getattr(error, "orig", error)).lower()
    for sign, sentence in _sentences().items():
        if sign in text:
            return sentence.format(where=where)
    return None


def place(url: str) -> str:
    """The database as it may be shown: the file's path, or the URL without its password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or ":memory:"
    return parsed.render_as_string(hide_password=True)


def shown_place(engine: Engine) -> str:
    """The database of `engine` as it may be shown."""
    return place(engine.url.render_as_string(hide_password=True))


def _sentences() -> dict[str, str]:
    unreachable = _("The database {where} cannot be reached: check the address and that the server runs.")
    return {
        "locked": _("The database {where} is locked by another program: close it, or try again in a moment."),
        "readonly": _("The database {where} is read-only: give write permission on the file and its folder."),
        "read-only": _("The database {where} is read-only: give write permission on the file and its folder."),
        "not a database": _("{where} is not a database: name another file with --database, or restore a backup."),
        "malformed": _("The database {where} is damaged: restore a backup with `werkplaats database restore FILE`."),
        "unable to open": _("The database {where} cannot be opened: check that the folder exists and may be written."),
        "disk is full": _("The disk is full: nothing was written to {where}. Make room and try again."),
        "no space left": _("The disk is full: nothing was written to {where}. Make room and try again."),
        "disk i/o error": _(
            "{where}: the disk refuses to be read or written: see whether it is full, or has a limit or a fault."
        ),
        "connection refused": unreachable,
        "connection failed": unreachable,
        "could not translate host": unreachable,
        "failed to resolve host": unreachable,
        "password authentication failed": _("The server of {where} refuses this name or password."),
    }
