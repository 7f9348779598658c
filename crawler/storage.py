"""The addresses of a source as they stand in the database: one transaction a page, Core statements.

What was committed survives `kill -9`: the next process goes on from these rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crawler.archive import Archived
from crm.clock import Clock
from crm.database.problems import told
from crm.tables.sources import CrawlRun, Page, PageBody
from crm.words import LeftOut, PageState

_page = Page.__table__  # type: ignore[attr-defined]  # SQLModel declares it on the metaclass, unseen by mypy
_body = PageBody.__table__  # type: ignore[attr-defined]  # SQLModel declares it on the metaclass, unseen by mypy
_run = CrawlRun.__table__  # type: ignore[attr-defined]  # SQLModel declares it on the metaclass, unseen by mypy


@dataclass(slots=True)
class Counters:
    """What a run has done so far, as its row shows it. `waiting`: addresses known and not yet asked."""

    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class KnownPage:
    """An address as an earlier process left it."""

    url: str
    state: PageState
    score: float
    depth: int
    run_id: int | None
    linked_run_id: int | None
    times_gone: int
    kind: str | None
    status: int | None
    asked_at: datetime | None = None
    rest_days: int | None = None


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What is needed to ask a known page conditionally, and to judge the answer."""

    etag: str | None
    last_modified: str | None
    body_hash: str | None
    times_gone: int
    has_findings: bool
    kind: str | None
    rest_days: int | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address that was not known before."""

    url: str
    score: float
    depth: int
    kind: str | None = None
    state: PageState = PageState.WAITING
    problem: str | None = None
    left_out: LeftOut | None = None


class PageStore:
    """The rows of one source during one run. Not for use by two threads.

    Raises DatabaseError, with what to do, when the database is locked, full or gone.
    """

    def __init__(self, engine: Engine, source_id: int, run_id: int, clock: Clock) -> None:
        self._engine = engine
        self._source = source_id
        self._run = run_id
        self._clock = clock
        self._url = engine.url.render_as_string(hide_password=False)
        insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        self._insert: Any = insert(_page).on_conflict_do_nothing(index_elements=["source_id", "url"])
        # made once: what they set is in the parameters, so SQLAlchemy compiles each form once and coerces nothing again
        self._set_page = update(_page).where(_page.c.source_id == source_id, _page.c.url == bindparam("its_url"))
        its_id = select(_page.c.id).where(_page.c.source_id == source_id, _page.c.url == bindparam("its_url"))
        keep = insert(_body).values(
            page_id=its_id.scalar_subquery(), headers=bindparam("its_headers"), body=bindparam("its_body")
        )
        kept = {"headers": keep.excluded.headers, "body": keep.excluded.body}
        self._archive: Any = keep.on_conflict_do_update(index_elements=["page_id"], set_=kept)
        self._forget = delete(_body).where(_body.c.page_id == its_id.scalar_subquery())
        self._set_run = update(_run).where(_run.c.id == bindparam("its_id"))
        with told(self._url):
            self._connection: Connection = engine.connect()

    def close(self) -> None:
        """Gives the connection back."""
        self._connection.close()

    def counters(self) -> Counters:
        """The run's figures as a process before this one left them."""
        columns = [getattr(_run.c, name) for name in Counters.__slots__]
        with told(self._url), self._connection.begin():
            row = self._connection.execute(select(*columns).where(_run.c.id == self._run)).one()
        return Counters(*row)

    def known(self) -> list[KnownPage]:
        """Every address of the source, the most promising first."""
        names = KnownPage.__dataclass_fields__
        query = (
            select(*(_page.c[name] for name in names))
            .where(_page.c.source_id == self._source)
            .order_by(_page.c.score.desc(), _page.c.id)
        )
        with told(self._url), self._connection.begin():
            return [KnownPage(*row) for row in self._connection.execute(query)]

    def last_answer(self, url: str) -> LastAnswer | None:
        """What the page at `url` answered last; None for an address that is not known."""
        c = _page.c
        query = select(
            c.etag,
            c.last_modified,
            c.body_hash,
            c.times_gone,
            c.findings.is_not(None).label("has"),
            c.kind,
            c.rest_days,
            c.read_at,
        ).where(c.source_id == self._source, c.url == url)
        with told(self._url), self._connection.begin():
            row = self._connection.execute(query).one_or_none()
        return LastAnswer(*row[:4], bool(row[4]), *row[5:]) if row is not None else None

    def findings(self, url: str) -> bytes | None:
        """What the last body of the page at `url` said, packed."""
        query = select(_page.c.findings).where(_page.c.source_id == self._source, _page.c.url == url)
        with told(self._url), self._connection.begin():
            found: bytes | None = self._connection.scalar(query)
        return found

    def write(
        self,
        url: str,
        values: dict[str, Any],
        counters: Counters,
        *,
        new: Sequence[NewAddress] = (),
        linked: Iterable[str] = (),
        archived: Archived | None = None,
    ) -> None:
        """One page's answer in one transaction: its row, its body, the addresses it brought, those it links to.

        A page whose findings are taken away loses its body too.
        """
        with told(self._url), self._connection.begin():
            self._connection.execute(self._set_page, {"its_url": url, "run_id": self._run, **values})
            if archived is not None:
                kept = {"its_url": url, "its_headers": archived.headers, "its_body": archived.body}
                self._connection.execute(self._archive, kept)
            elif "findings" in values:
                self._connection.execute(self._forget, {"its_url": url})
            self._add(new)
            marks = [{"its_url": each, "linked_run_id": self._run} for each in linked]
            if marks:
                self._connection.execute(self._set_page, marks)
            self._tell(counters)

    def write_all(
        self, urls: Iterable[str], values: dict[str, Any], counters: Counters, *, new: Sequence[NewAddress] = ()
    ) -> None:
        """The same values for many pages, and the addresses that come instead of them, in one transaction."""
        rows = [{"its_url": url, "run_id": self._run, **values} for url in urls]
        with told(self._url), self._connection.begin():
            if rows:
                self._connection.execute(self._set_page, rows)
            self._add(new)
            self._tell(counters)

    def add(self, new: Sequence[NewAddress], counters: Counters) -> None:
        """Addresses that no page brought: the start address, sitemaps and what they list."""
        with told(self._url), self._connection.begin():
            self._tell(counters)
            self._add(new)

    def stop_asked(self) -> bool:
        """Whether somebody asked this run to stop."""
        with told(self._url), self._connection.begin():
            return bool(self._connection.scalar(select(_run.c.stop_asked).where(_run.c.id == self._run)))

    def alive(self, counters: Counters) -> None:
        """Says that the run lives, and how far it is."""
        with told(self._url), self._connection.begin():
            self._tell(counters)

    def _tell(self, counters: Counters) -> None:
        figures = {"its_id": self._run, "heard_at": self._clock.now(), **asdict(counters)}
        self._connection.execute(self._set_run, figures)

    def _add(self, new: Sequence[NewAddress]) -> None:
        if not new:
            return
        rows = [
            {
                "source_id": self._source,
                "url": each.url,
                "state": each.state,
                "score": each.score,
                "depth": each.depth,
                "kind": each.kind,
                "problem": each.problem,
                "left_out": each.left_out,
                "linked_run_id": self._run,
                "times_gone": 0,
            }
            for each in new
        ]
        self._connection.execute(self._insert, rows)
