"""What an erasure leaves outside the rows: freed room in the file, words in the search index, the log, copies."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine

from crm.log import OLDER, log_path
from crm.privacy.cutting import Theirs
from crm.tables import all_tables


def clean(engine: Engine, tables: Iterable[str]) -> bool:
    """Writes the database anew without what was freed in it: SQLite's whole file and its write-ahead log, PostgreSQL's
    `tables`. False where another program has it open, and it must be asked once more.

    On PostgreSQL the server's own write-ahead log and its backups keep what was freed until they are recycled.
    """
    if engine.dialect.name == "sqlite":
        return _clean_sqlite(engine)
    known = {table.name for table in all_tables()}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in sorted(known & {*tables, "search_text", "suppression"}):
            connection.execute(sa.text(f'VACUUM (FULL, ANALYZE) "{name}"'))
    return True


def _clean_sqlite(engine: Engine) -> bool:
    """Full-text indexes keep words that were taken out until they are made anew, freed pages until the file is."""
    engine.dispose()
    path = engine.url.database
    if not path:
        return True
    connection = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        connection.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")
        connection.execute("INSERT INTO search_trigram(search_trigram) VALUES ('rebuild')")
        connection.execute("VACUUM")
        busy, _log, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    else:
        return not busy
    finally:
        connection.close()


def clean_logs(theirs: Theirs) -> None:
    """Cuts somebody out of the log and what was put aside of it: an address of a page may bear a name."""
    path = log_path()
    for file in (path, *(path.with_name(f"{path.name}.{number}") for number in range(1, OLDER + 1))):
        if not file.is_file():
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        without = "\n".join(theirs.cut(line) for line in text.split("\n"))
        if without != text:
            with file.open("r+", encoding="utf-8") as log:  # in place: others have it open
                log.write(without)
                log.truncate()


def copies_beside(engine: Engine) -> list[str]:
    """Copies of the embedded database in its folder: those that upgrading made, and those that lie there."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return []
    path = Path(engine.url.database)
    found = {*path.parent.glob(f"{path.name}.before-*.backup"), *path.parent.glob("*.backup")}
    return sorted(str(each) for each in found)
