"""The app's way to the database: opened in a worker, after the first screen has been painted."""

import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from crm.clock import Clock

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Connection, Engine
    from sqlmodel import Session

    from crm.unit_of_work import Work

T = TypeVar("T")

_NEWEST = """
    SELECT (SELECT coalesce(max(id), 0) FROM journal_entry)
         + (SELECT coalesce(sum(fetched + unchanged + failed + skipped + id), 0) FROM crawl_run)
         + (SELECT count(*) FROM journal_entry WHERE undone_at IS NOT NULL)
"""
"""Where the database itself keeps no count of its writes: one that every action, undo and crawl raises."""

WORTH_A_ROUND = 10_000
"""Objects made since the last round of the garbage collector from which on another one is worth it."""


@dataclass(slots=True)
class Store:
    """One database for one user. Every method takes time and belongs in a worker, never in the screen's own thread."""

    url: str
    user: str
    clock: Clock
    _engine: "Engine | None" = None
    _watching: "Connection | None" = None
    _opening: Lock = field(default_factory=Lock)
    _looking: Lock = field(default_factory=Lock)
    _closed: bool = False

    def engine(self) -> "Engine":
        """The engine, opened (and the schema seen to) at first use."""
        with self._opening:
            if self._engine is None:
                self._engine = _opened(self.url)
            return self._engine

    @property
    def is_open(self) -> bool:
        """Whether the database has been opened; takes no time."""
        return self._engine is not None

    def glance(self, look: "Callable[[sqlite3.Connection], T]") -> T | None:
        """What `look` reads of the embedded database before it has been opened; None where that is of no use."""
        from crm.database.embedded import glance

        return glance(self.url, look) if self._engine is None else None

    def read(self, question: "Callable[[Session], T]") -> T:
        """What `question` reads. Raises the errors of `crm.errors`."""
        from crm.unit_of_work import reading

        with reading(self.engine()) as session:
            return question(session)

    def act(self, deed: "Callable[[Work], T]") -> T:
        """Does `deed` as one action of the user: one transaction, one journal entry. Raises those of `crm.errors`."""
        from crm.unit_of_work import unit_of_work

        with unit_of_work(self.engine(), by=self.user, clock=self.clock) as work:
            return deed(work)

    def version(self) -> int | None:
        """A number that changes when somebody else has written: an action, a crawl. None once it is closed."""
        engine = self.engine()
        statement = "PRAGMA data_version" if engine.dialect.name == "sqlite" else _NEWEST
        with self._looking:
            if self._closed:
                return None
            if self._watching is None:
                self._watching = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            return int(self._watching.exec_driver_sql(statement).scalar_one())

    def close(self) -> None:
        """Gives the connections back, once nobody looks any more: SQLite does not survive a close during a question."""
        with self._looking:
            self._closed = True
            if self._watching is not None:
                self._watching.close()
        if self._engine is not None:
            self._engine.dispose()


def collecting() -> None:
    """Lets the garbage collector do its rounds again, without what has been imported: that stays.

    Measured: of the time to the first frame its rounds over freshly imported modules are a tenth. A round by itself, in
    the middle of an action, takes 70 ms with thousands of leads at hand; so it comes when nobody types (`tidy`), and
    by itself only where somebody types on and on.
    """
    gc.freeze()
    gc.set_threshold(500_000, 20, 20)
    gc.enable()


def tidy() -> None:
    """Lets the garbage collector do a round now, if much was made since the last one."""
    if gc.get_count()[0] >= WORTH_A_ROUND:
        gc.collect()


def _opened(url: str) -> "Engine":
    """The database, with all that is imported for it left out of the garbage collector's rounds.

    Measured: importing SQLModel and the tables makes 150,000 objects that stay; collecting among them while they are
    made costs a tenth of the time to the first rows.
    """
    gc.disable()
    try:
        from crm.database.opening import open_database
        from crm.log import keep_log

        keep_log()
        return open_database(url)
    finally:
        collecting()
