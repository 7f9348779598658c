"""The places that are mapped: their schedule, how they stand, and their crawls."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.clock import OFFICE_ZONE, Clock
from crm.tables.core import ENTITY, INSTITUTION, STANDS, table_of
from crm.tables.crawled import CRAWL_RUN, SOURCE
from crm.views.review import review_counts
from crm.words import EntityKind, Level, RunKind, RunState, SourceKind

NEVER = "never"
"""State of a source that was never crawled; the others are those of its last run (`RunState`)."""


_LIVE = (RunState.RUNNING, RunState.FOLDING)

_SILENT = timedelta(minutes=5)
"""Without a sign of life for so long a run is taken to be broken off; its lock tells for certain."""


@dataclass(frozen=True, slots=True)
class RunLine:
    """One crawl: when, how far, and what it did to the map."""

    id: int
    source_id: int
    source: str
    state: RunState
    started_at: datetime
    heard_at: datetime
    ended_at: datetime | None
    fetched: int
    unchanged: int
    failed: int
    skipped: int
    waiting: int
    new: dict[str, int]
    changed: dict[str, int]
    gone: dict[str, int]
    message: str | None
    stop_asked: bool
    kind: RunKind = RunKind.CRAWL


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source as a list shows it. `every` is "7d"; `last_run` the moment its last crawl began."""

    id: int
    name: str
    url: str
    kind: SourceKind
    every: str
    last_run: datetime | None
    next_due: date | None
    state: str
    level: Level | None = None
    max_pages: int = 0
    institution_id: int | None = None
    institution: str | None = None
    run: RunLine | None = None
    counts: dict[str, int] = field(default_factory=dict)
    """What of its school stands on the map: programmes, courses, people."""
    is_alive: bool = False
    """Whether it is being crawled right now, by whatever process."""
    failing_since: date | None = None
    """Day of the first of the failed crawls in a row that brought it here; None when its last one did not fail."""
    review: int = 0
    """Things of its school that wait in the review list."""
    days_late: int = 0
    """Days since it should have been crawled."""


def sources(session: Session, clock: Clock) -> list[SourceLine]:
    """Every source by name. `next_due` is the day from which a crawl is due: today when it was never crawled."""
    connection = session.connection()
    chosen = sa.select(SOURCE, INSTITUTION.c.name.label("institution"))
    chosen = chosen.join(INSTITUTION, INSTITUTION.c.id == SOURCE.c.institution_id, isouter=True)
    last = {run.source_id: run for run in _last_runs(session)}
    counts = _counts(session)
    failing = _failing(session)
    waiting = review_counts(session, clock.today())
    return [
        replace(
            _line(row, last.get(row.id), counts.get(row.institution_id, {}), clock, failing.get(row.id)),
            review=waiting.get(row.institution_id, 0),
        )
        for row in connection.execute(chosen.order_by(sa.func.lower(SOURCE.c.name), SOURCE.c.id))
    ]


def any_source(session: Session) -> bool:
    """Whether there is a place to map at all."""
    return session.connection().execute(sa.select(SOURCE.c.id).limit(1)).first() is not None


def runs(session: Session, source_id: int | None = None, limit: int = 20) -> list[RunLine]:
    """The last crawls, newest first; of one source or of all."""
    chosen = _select_runs().order_by(CRAWL_RUN.c.id.desc()).limit(limit)
    if source_id is not None:
        chosen = chosen.where(CRAWL_RUN.c.source_id == source_id)
    return _run_lines(session.connection().execute(chosen))


def running(session: Session) -> list[RunLine]:
    """The crawls that have begun and not ended, oldest first."""
    chosen = _select_runs().where(CRAWL_RUN.c.state.in_([RunState.RUNNING, RunState.FOLDING]))
    return _run_lines(session.connection().execute(chosen.order_by(CRAWL_RUN.c.id)))


def held(session: Session) -> list[RunLine]:
    """The crawls that found far too little and wait for a decision, oldest first."""
    chosen = _select_runs().where(CRAWL_RUN.c.state == RunState.HELD)
    return _run_lines(session.connection().execute(chosen.order_by(CRAWL_RUN.c.id)))


def _select_runs() -> sa.Select[Any]:
    return sa.select(CRAWL_RUN, SOURCE.c.name.label("source")).join(SOURCE, SOURCE.c.id == CRAWL_RUN.c.source_id)


def _last_runs(session: Session) -> list[RunLine]:
    newest = (
        sa.select(sa.func.max(CRAWL_RUN.c.id)).where(CRAWL_RUN.c.kind == RunKind.CRAWL).group_by(CRAWL_RUN.c.source_id)
    )
    return _run_lines(session.connection().execute(_select_runs().where(CRAWL_RUN.c.id.in_(newest))))


def _run_lines(rows: Iterable[Any]) -> list[RunLine]:
    return [
        RunLine(
            id=row.id,
            source_id=row.source_id,
            source=row.source,
            state=row.state,
            started_at=row.started_at,
            heard_at=row.heard_at,
            ended_at=row.ended_at,
            fetched=row.fetched,
            unchanged=row.unchanged,
            failed=row.failed,
            skipped=row.skipped,
            waiting=row.waiting,
            new={"courses": row.courses_new, "people": row.people_new, "programmes": row.programmes_new},
            changed={
                "courses": row.courses_changed,
                "people": row.people_changed,
                "programmes": row.programmes_changed,
            },
            gone={"courses": row.courses_gone, "people": row.people_gone, "programmes": row.programmes_gone},
            message=row.message,
            stop_asked=row.stop_asked,
            kind=row.kind,
        )
        for row in rows
    ]


def _counts(session: Session) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = {}
    for name, kind in (
        ("programmes", EntityKind.PROGRAMME),
        ("courses", EntityKind.COURSE),
        ("people", EntityKind.PERSON),
    ):
        table = table_of(kind)
        chosen = sa.select(table.c.institution_id, sa.func.count()).join(ENTITY, ENTITY.c.id == table.c.id)
        standing = chosen.where(STANDS)
        for school, count in session.connection().execute(standing.group_by(table.c.institution_id)):
            counts.setdefault(school, {"programmes": 0, "courses": 0, "people": 0})[name] = count
    return counts


def _failing(session: Session) -> dict[int, date]:
    """Source → day of the first failed crawl after the last that did not fail."""
    crawls = CRAWL_RUN.c.kind == RunKind.CRAWL
    well = sa.select(CRAWL_RUN.c.source_id, sa.func.max(CRAWL_RUN.c.id).label("id"))
    well = well.where(crawls, CRAWL_RUN.c.state.not_in([RunState.FAILED, *_LIVE])).group_by(CRAWL_RUN.c.source_id)
    last_well = well.subquery()
    since = sa.select(CRAWL_RUN.c.source_id, sa.func.min(CRAWL_RUN.c.started_at).label("at"))
    since = since.join(last_well, last_well.c.source_id == CRAWL_RUN.c.source_id, isouter=True)
    since = since.where(
        crawls, CRAWL_RUN.c.state == RunState.FAILED, CRAWL_RUN.c.id > sa.func.coalesce(last_well.c.id, 0)
    )
    rows = session.connection().execute(since.group_by(CRAWL_RUN.c.source_id))
    return {row.source_id: row.at.astimezone(OFFICE_ZONE).date() for row in rows}


def _due(row: Any, run: RunLine | None, clock: Clock) -> date:  # noqa: ANN401 - a Row
    """The day from which a crawl is due: a broken off one at once, a failed or stopped one the day after."""
    if run is None:
        return clock.today()
    began = run.started_at.astimezone(OFFICE_ZONE).date()
    if run.state in _LIVE:
        return began
    return began + timedelta(days=1 if run.state in {RunState.FAILED, RunState.STOPPED} else row.every_days)


def _line(
    row: Any,  # noqa: ANN401 - a Row
    run: RunLine | None,
    counts: dict[str, int],
    clock: Clock,
    failing_since: date | None,
) -> SourceLine:
    due = _due(row, run, clock)
    alive = run is not None and run.state in _LIVE and clock.now() - run.heard_at < _SILENT
    return SourceLine(
        id=row.id,
        name=row.name,
        url=row.url,
        kind=row.kind,
        every=f"{row.every_days}d",
        last_run=run.started_at if run else None,
        next_due=due,
        state=str(run.state) if run else NEVER,
        level=row.level,
        max_pages=row.max_pages,
        institution_id=row.institution_id,
        institution=row.institution,
        run=run,
        counts=counts,
        is_alive=alive,
        failing_since=failing_since if run is not None and run.state is RunState.FAILED else None,
        days_late=0 if alive else max(0, (clock.today() - due).days),
    )
