"""Putting a copy back in place of a database: wholly, or not at all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from crm.database import schema
from crm.database.backup import (
    SUFFIX,
    Progress,
    at_rest,
    check_file,
    copy_file,
    file_behind,
    new_folder,
    take_away,
    to_read,
)
from crm.database.carrying_over import carry_over
from crm.database.engine import open_engine, sqlite_url
from crm.database.problems import told
from crm.database.upgrading import upgrade
from crm.errors import DatabaseError, NotFoundError
from crm.language import _

Last = Callable[[Engine], None]
"""What is done with the copy, once it is of this version, before it takes the place."""


def restore(engine: Engine, backup: Path, progress: Progress | None = None, *, last: Last | None = None) -> None:
    """Replaces all in the database behind `engine` by what is in `backup`, a copy of either kind of database.

    The copy is looked through, brought to this version, and made to know what must hold after it too
    (`crm.database.carrying_over`, then `last`), all in a file of its own; only then it takes the place, in one
    transaction: whatever `last` mends, nobody sees it unmended. Raises
    NotFoundError when there is no such file, DatabaseError when it is not sound, of a newer version, or no database of
    this program: then what was there is as it was.
    """
    if not backup.is_file():
        raise NotFoundError(_("There is no backup {path}.").format(path=backup))
    _refuse_garbage(backup)
    with _room(engine) as folder:
        ready = folder / f".{backup.name}.restored{SUFFIX}"
        try:
            with told(sqlite_url(ready)):
                _prepare(engine, backup, ready, last)
            with told(engine.url.render_as_string(hide_password=False)):
                _put_back(engine, ready, progress)
        finally:
            take_away(ready)


def _refuse_garbage(backup: Path) -> None:
    refused = _("{path} is not restored, and nothing was changed: {problem}")
    try:
        problems = check_file(backup)
    except DatabaseError as error:
        why = _("it is no copy of a werkplaats database, or it is damaged.")
        raise DatabaseError(refused.format(path=backup, problem=why)) from error
    if problems:
        raise DatabaseError(refused.format(path=backup, problem=problems[0]))
    with closing(to_read(backup)) as connection:
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if version is None or version[0] not in schema.VERSIONS:
        why = _("it was made by a newer version of werkplaats: install that version.")
        raise DatabaseError(refused.format(path=backup, problem=why))


@contextmanager
def _room(engine: Engine) -> Iterator[Path]:
    """Where the copy is made ready: beside an SQLite database, else in a folder of its own."""
    if engine.dialect.name == "sqlite":
        yield file_behind(engine).absolute().parent
    else:
        with new_folder() as folder:
            yield Path(folder)


def _prepare(engine: Engine, backup: Path, ready: Path, last: Last | None) -> None:
    """A file of this version with what is in `backup`, and what is carried over from the database as it is now."""
    ready.unlink(missing_ok=True)
    copy_file(backup, ready)
    ready.chmod(0o600)
    prepared = open_engine(sqlite_url(ready))
    try:
        schema.bring_up(prepared)
        if _readable(engine):
            with prepared.begin() as restored, engine.connect() as now:
                carry_over(now, restored)
        if last is not None:
            last(prepared)
    finally:
        prepared.dispose()
    at_rest(ready)


def _readable(engine: Engine) -> bool:
    """Whether there is anything in the database that is replaced; one of an older version is brought up to tell it."""
    if engine.dialect.name == "sqlite" and not _is_database(file_behind(engine)):
        return False
    with engine.connect() as connection:
        form = schema.form_of(connection)
    schema.refuse_unknown(form, engine)
    if form is schema.Form.OLDER:
        upgrade(engine)
    return form is not schema.Form.EMPTY


def _put_back(engine: Engine, ready: Path, progress: Progress | None) -> None:
    engine.dispose()
    if engine.dialect.name != "sqlite":
        _into_server(engine, ready, progress)
        return
    target = file_behind(engine)
    if _is_database(target):
        copy_file(ready, target, progress)
        return
    if target.exists() and target.stat().st_size:
        target.replace(target.with_name(f"{target.name}.damaged"))
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    ready.replace(target)


def _is_database(path: Path) -> bool:
    """Whether SQLite takes the file for a database with something in it."""
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        with closing(to_read(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            return False
        raise
    return True


def _into_server(engine: Engine, ready: Path, progress: Progress | None) -> None:
    from crm.database.rows import copy_rows

    upgrade(engine)
    source = open_engine(sqlite_url(ready))
    try:
        with source.connect() as here, engine.connect() as there:
            copy_rows(here, there, progress)
    finally:
        source.dispose()
    engine.dispose()
