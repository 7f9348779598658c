"""Copies of a database: made while others work, and put back whole or not at all."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from crm.database.engine import sqlite_url
from crm.database.problems import told
from crm.errors import DatabaseError, NotFoundError
from crm.language import _


def copy(engine: Engine, target: Path) -> None:
    """Writes a copy of the SQLite database behind `engine` to `target`, consistent while others write.

    Raises DatabaseError for PostgreSQL (use `pg_dump`) and for a target that cannot be written.
    """
    source = _file_of(engine)
    _copy_file(source, target)


def restore(engine: Engine, backup: Path) -> None:
    """Replaces the database behind `engine` by `backup`, after checking that it is whole.

    Raises NotFoundError when there is no such file, DatabaseError when it is no sound database of this program.
    """
    target = _file_of(engine)
    if not backup.is_file():
        raise NotFoundError(_("There is no backup {path}.").format(path=backup))
    problems = check_file(backup)
    if problems:
        raise DatabaseError(_("{path} is not restored: {problem}").format(path=backup, problem=problems[0]))
    engine.dispose()
    with told(sqlite_url(target)), sqlite3.connect(backup) as source, sqlite3.connect(target) as there:
        source.backup(there)
    source.close()
    there.close()


def check_file(path: Path) -> list[str]:
    """What is wrong with the SQLite database in `path`, a sentence each; empty when it is sound."""
    with told(sqlite_url(path)):
        connection = sqlite3.connect(f"file:{path.absolute()}?mode=ro", uri=True)
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


def _file_of(engine: Engine) -> Path:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise DatabaseError(_("A PostgreSQL database is copied and put back with pg_dump and pg_restore."))
    return Path(engine.url.database)


def _copy_file(source: Path, target: Path) -> None:
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with told(sqlite_url(target)):
            there = sqlite3.connect(unfinished)
            here = sqlite3.connect(source)
            try:
                here.backup(there)
                there.execute("PRAGMA journal_mode = DELETE")
            finally:
                here.close()
                there.close()
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
