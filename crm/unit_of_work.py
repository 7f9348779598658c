"""One action of one user: one transaction, and one journal entry with every row before and after."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from crm.clock import Clock, SystemClock
from crm.database.problems import told
from crm.journal_rows import Recorder
from crm.language import _, ngettext
from crm.tables import JournalEntry


@dataclass(slots=True)
class Work:
    """What a service works with: the session of the transaction, who acts, the clock, and the words for the journal."""

    session: Session
    by: str
    clock: Clock
    entry_id: int | None = None
    """Number of the journal entry, after the commit; None when nothing changed."""
    recorder: Recorder | None = None
    words: list[str] = field(default_factory=list)
    details: dict[str, Any] | None = None
    reversible: bool = True

    def say(self, what: str) -> None:
        """Says in a sentence what is being done; the journal shows it, and undo repeats it."""
        self.words.append(what)

    def note_rows(self, table: str, rows: list[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]) -> None:
        """Journals rows that were written past the session: (before, after), each with all primary key columns.

        `before` is None for a row that was made, `after` for one that was taken away.
        """
        if self.recorder is not None:
            for before, after in rows:
                self.recorder.note(table, before, after)

    def log(self, details: dict[str, Any]) -> None:
        """Journals an action that changes no row (an export) with its figures; undo passes it by."""
        self.details = details

    def cannot_be_undone(self) -> None:
        """Marks the action as one that undo refuses."""
        self.reversible = False


@contextmanager
def unit_of_work(
    engine: Engine, *, by: str, what: str | None = None, clock: Clock | None = None, journalled: bool = True
) -> Iterator[Work]:
    """One transaction that commits on leaving and rolls back on an error.

    Every insert, update and delete the session flushes becomes a row of one journal entry. `what` is its sentence;
    without it the services say it. `journalled=False` is for crawls, which are no action of a user.

    Raises DatabaseError when the database is locked, read-only or full.
    """
    with told(_url(engine)), Session(engine, expire_on_commit=False) as session:
        _begin(session, writing=True)
        recorder = Recorder(session) if journalled else None
        work = Work(session=session, by=by, clock=clock or SystemClock(), recorder=recorder)
        yield work
        session.flush()
        if recorder is not None:
            _write_entry(work, recorder, what)
        session.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for views: everything read in it stands at one moment, and nothing is written."""
    with told(_url(engine)), Session(engine) as session:
        _begin(session, writing=False)
        try:
            yield session
        finally:
            session.rollback()


def _begin(session: Session, *, writing: bool) -> None:
    """Starts the transaction itself: sqlite3 would only at the first write, after what it builds on was read."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _write_entry(work: Work, recorder: Recorder, what: str | None) -> None:
    rows = recorder.rows()
    if not rows and work.details is None:
        return
    entry = JournalEntry(
        at=work.clock.now(), by=work.by, what=what or _sentence(work), reversible=work.reversible, details=work.details
    )
    work.session.add(entry)
    work.session.flush()
    assert entry.id is not None
    work.session.add_all(row.of_entry(entry.id) for row in rows)
    work.session.flush()
    work.entry_id = entry.id


def _sentence(work: Work) -> str:
    if not work.words:
        return _("Changed something")
    if len(work.words) == 1:
        return work.words[0]
    more = len(work.words) - 1
    return ngettext("{what}, and {n} more", "{what}, and {n} more", more).format(what=work.words[0], n=more)
