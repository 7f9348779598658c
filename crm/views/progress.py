"""How a crawl that runs is getting on."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables.crawled import PAGE
from crm.views.sources import RunLine, running, runs
from crm.words import PageState


@dataclass(frozen=True, slots=True)
class Progress:
    """A run under way: its row, how many pages of each kind it read, and the page it read last."""

    run: RunLine
    kinds: dict[str, int] = field(default_factory=dict)
    page: str | None = None

    @property
    def done(self) -> int:
        """Addresses that have been asked."""
        return self.run.fetched + self.run.unchanged + self.run.failed


def under_way(session: Session) -> list[Progress]:
    """The crawls that have begun and not ended, oldest first."""
    return [_progress(session, run) for run in running(session)]


def last_run(session: Session, source_id: int) -> RunLine | None:
    """The newest crawl of a source."""
    found = runs(session, source_id, limit=1)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that could not be read, and why."""

    url: str
    problem: str | None


def unread(session: Session, source_id: int, limit: int = 200) -> list[Unread]:
    """The pages of a source that failed when they were last asked."""
    chosen = sa.select(PAGE.c.url, PAGE.c.problem).where(
        PAGE.c.source_id == source_id, PAGE.c.state == PageState.FAILED
    )
    rows = session.connection().execute(chosen.order_by(PAGE.c.url).limit(limit))
    return [Unread(row.url, row.problem) for row in rows]


def _progress(session: Session, run: RunLine) -> Progress:
    connection = session.connection()
    read = (PAGE.c.source_id == run.source_id, PAGE.c.state == PageState.READ, PAGE.c.run_id == run.id)
    kinds = sa.select(PAGE.c.kind, sa.func.count()).where(*read, PAGE.c.kind.is_not(None)).group_by(PAGE.c.kind)
    newest = sa.select(PAGE.c.url).where(*read).order_by(PAGE.c.asked_at.desc(), PAGE.c.id.desc()).limit(1)
    return Progress(
        run=run,
        kinds={row[0]: row[1] for row in connection.execute(kinds)},
        page=connection.scalar(newest),
    )
