"""The row of a crawl: opened or taken over, kept alive, closed. The app and the command follow it."""

import os
import socket
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from crm.clock import Clock
from crm.database.problems import told
from crm.errors import CrawlBusyError, NotFoundError
from crm.language import _
from crm.tables.sources import CrawlRun, Source
from crm.words import RunState

LIVE = (RunState.RUNNING, RunState.FOLDING)
"""States of a run that is under way, or died in it."""


@dataclass(frozen=True, slots=True)
class OpenedRun:
    """A run that may begin: the row's id, its source, and whether it goes on where a dead process left off."""

    id: int
    source: Source
    taken_over: bool


def open_run(engine: Engine, source_id: int, clock: Clock) -> OpenedRun:
    """The run to be done for a source, whose lock the caller holds: the one a dead process left, or a new one.

    Raises NotFoundError for an unknown source.
    """
    with Session(engine, expire_on_commit=False) as session:
        source = session.get(Source, source_id)
        if source is None:
            raise NotFoundError(_("There is no source {id}: `werkplaats source list` shows them.").format(id=source_id))
        run = session.exec(_live(source_id)).first()
        taken_over = run is not None
        if run is None:
            run = CrawlRun(source_id=source_id, started_at=clock.now(), heard_at=clock.now())
        run.state = RunState.RUNNING
        run.process = f"{socket.gethostname()}:{os.getpid()}"
        run.heard_at = clock.now()
        run.stop_asked = False
        session.add(run)
        session.commit()
        assert run.id is not None
        return OpenedRun(run.id, source, taken_over)


def reopened(engine: Engine, run_id: int, *, taken_over: bool) -> OpenedRun | None:
    """A run that this process opened and still has to end; None where somebody else has ended it."""
    with Session(engine, expire_on_commit=False) as session:
        run = session.get_one(CrawlRun, run_id)
        return OpenedRun(run_id, session.get_one(Source, run.source_id), taken_over) if run.state in LIVE else None


def busy(engine: Engine, source_id: int) -> CrawlBusyError:
    """The error that names the crawl which holds the lock of a source."""
    with Session(engine) as session:
        run = session.exec(_live(source_id)).first()
        source = session.get(Source, source_id)
        name = source.name if source is not None else str(source_id)
        if run is None:
            return CrawlBusyError(
                _("{name} is being crawled already: wait until that crawl has ended.").format(name=name)
            )
        return CrawlBusyError(
            _(
                "{name} is being crawled already: run {run} ({process}), {pages} pages so far. "
                "Wait until it has ended, or stop it."
            ).format(name=name, run=run.id, process=run.process, pages=run.fetched + run.unchanged)
        )


def ask_to_stop(engine: Engine, run_id: int) -> None:
    """Asks a run to stop, from whatever process: it ends within seconds and keeps what it read."""
    with Session(engine) as session:
        run = session.get(CrawlRun, run_id)
        if run is None:
            raise NotFoundError(_("There is no run {id}.").format(id=run_id))
        run.stop_asked = True
        session.add(run)
        session.commit()


def close_run(engine: Engine, run_id: int, state: RunState, message: str | None, clock: Clock) -> None:
    """Writes how a run ended."""
    url = engine.url.render_as_string(hide_password=False)
    with told(url), Session(engine) as session:
        run = session.get(CrawlRun, run_id)
        if run is None:
            raise NotFoundError(_("There is no run {id}.").format(id=run_id))
        run.state, run.message = state, message
        run.ended_at = run.heard_at = clock.now()
        session.add(run)
        session.commit()


def _live(source_id: int) -> SelectOfScalar[CrawlRun]:
    return (
        select(CrawlRun)
        .where(CrawlRun.source_id == source_id, col(CrawlRun.state).in_(LIVE))
        .order_by(col(CrawlRun.id).desc())
    )
