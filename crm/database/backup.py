"""Copies of a database: one SQLite file of whichever kind it is, made while others work, there whole or not at all."""

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from crm.database import schema
from crm.database.engine import open_engine, sqlite_url
from crm.database.problems import told
from crm.errors import DatabaseError
from crm.language import _

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much: pages of a file, or tables. Raising in it stops the copying."""

PAGES_AT_ONCE = 2_000
"""Between two words of progress: 8 MB."""

SUFFIX = ".unfinished"
"""Of the file that a copy is made in, hidden beside its final name. One that stays was left by a crash."""


def copy(engine: Engine, target: Path, progress: Progress | None = None) -> None:
    """Writes a copy of the database behind `engine` to `target`, as it stood at one moment, while others write.

    Of PostgreSQL too it is an SQLite file of this program, which either kind can be restored from. Whatever stood at
    `target` stays until the copy is whole. Raises DatabaseError when it cannot be written, or the disk is full.
    """
    if target.is_dir():
        raise DatabaseError(_("{path} is a folder: name a file in it.").format(path=target))
    unfinished = target.with_name(f".{target.name}{SUFFIX}")
    take_away(unfinished)
    try:
        with told(sqlite_url(target)):
            if engine.dialect.name == "sqlite":
                copy_file(file_behind(engine), unfinished, progress)
            else:
                _copy_rows(engine, unfinished, progress)
            at_rest(unfinished)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    finally:
        take_away(unfinished)


def copy_file(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Copies the SQLite database in `source` over the one in `target`, as one transaction of `target`.

    `source` is read as it stands when the copying begins, whoever writes in it meanwhile.
    """

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with closing(to_read(source)) as here, closing(sqlite3.connect(target, timeout=15)) as there:
        here.execute("BEGIN")
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()
        here.backup(there, pages=PAGES_AT_ONCE, progress=tell)
        here.rollback()


def to_read(path: Path) -> sqlite3.Connection:
    """The SQLite database in `path`, that nothing is written to."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def at_rest(path: Path) -> None:
    """Leaves the database in `path` as one file, with no log beside it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def check_file(path: Path) -> list[str]:
    """What is wrong with the SQLite database in `path`, a sentence each; empty when it is sound."""
    with told(sqlite_url(path)):
        connection = to_read(path)
        try:
            problems = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            connection.close()
    problems += [_("Row {row} of {table} points to nothing.").format(row=row[1], table=row[0]) for row in broken]
    if "alembic_version" not in tables:
        problems.append(_("It is not a database of werkplaats."))
    return problems


def left_behind(engine: Engine) -> list[Path]:
    """Files beside an SQLite database that a copying or a restoring left when it was cut off."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return []
    return sorted(file_behind(engine).absolute().parent.glob(f".*{SUFFIX}"))


def file_behind(engine: Engine) -> Path:
    """The file of the SQLite database behind `engine`. Raises DatabaseError for one in memory."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise DatabaseError(_("A database in memory cannot be copied."))
    return Path(engine.url.database)


def _copy_rows(engine: Engine, unfinished: Path, progress: Progress | None) -> None:
    """The rows of a PostgreSQL database of this version into a new SQLite file."""
    from crm.database.rows import copy_rows

    target = open_engine(sqlite_url(unfinished))
    try:
        schema.make(target)
        reading = engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with reading as source, target.connect() as there:
            copy_rows(source, there, progress)
    finally:
        target.dispose()


def take_away(path: Path) -> None:
    """Removes a file of SQLite that was being made, with all that stands beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def new_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that its owner alone can look into, for a file on its way into PostgreSQL."""
    return tempfile.TemporaryDirectory(prefix="werkplaats-")
