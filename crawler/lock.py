"""One crawl a source at a time: a lock that the kernel or the server frees when its holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

_ADVISORY_CLASS = 0x5743
"""First key of the advisory locks, so that they meet no other program's."""


@contextmanager
def crawl_lock(engine: Engine, source_id: int) -> Iterator[bool]:
    """Holds the lock of a source inside the block; False where another process holds it.

    SQLite: a locked file `DATABASE.crawl-ID.lock` beside the database. PostgreSQL: an advisory lock on a connection
    of its own, which works across machines.
    """
    if engine.dialect.name == "postgresql":
        with _advisory(engine, source_id) as held:
            yield held
    else:
        with _file(Path(f"{engine.url.database}.crawl-{source_id}.lock")) as held:
            yield held


@contextmanager
def patient_lock(engine: Engine, source_id: int, *, seconds: float = 0.5) -> Iterator[bool]:
    """As `crawl_lock`, but tries for `seconds`: a follower that looks whether a run lives holds it for a blink."""
    end = time.monotonic() + seconds
    while True:
        with crawl_lock(engine, source_id) as held:
            if held or time.monotonic() >= end:
                yield held
                return
        time.sleep(0.05)


@contextmanager
def _file(path: Path) -> Iterator[bool]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


@contextmanager
def _advisory(engine: Engine, source_id: int) -> Iterator[bool]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        keys = {"first": _ADVISORY_CLASS, "second": source_id}
        held = connection.scalar(text("SELECT pg_try_advisory_lock(:first, :second)"), keys)
        try:
            yield bool(held)
        finally:
            if held:
                connection.execute(text("SELECT pg_advisory_unlock(:first, :second)"), keys)
