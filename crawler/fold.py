"""From the stored findings of a source to the map: all of them, at once, in one transaction."""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from sys import intern

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crawler.alarm import Found, alarm, filled_before, filled_by, found_in, last_found
from crawler.extraction.findings import PageFindings
from crawler.feeds.references import join
from crawler.guard import school_domain
from crawler.runs import OpenedRun
from crawler.school_names import school_name
from crawler.statements import ReadPage, school_said
from crawler.twins import Twins
from crm.clock import OFFICE_ZONE, Clock
from crm.privacy.swept import is_behind
from crm.schools import school_at
from crm.statements import SchoolSaid
from crm.tables.sources import CrawlRun, Page, Source
from crm.unit_of_work import unit_of_work
from crm.words import PageState, RunState

BY = "crawl"
"""Who writes what a crawl found; a crawl is no action of a user and is not in the journal."""


@dataclass(frozen=True, slots=True)
class Folded:
    """What all pages name, and why it did not go into the map: `alarm` is a sentence, None where it did."""

    found: Found
    alarm: str | None = None


def fold(
    engine: Engine, run: OpenedRun, start: str, clock: Clock, *, changed: bool, accepted: bool = False
) -> Folded | None:
    """Folds all that a source's pages say into the map. Without `changed` only the days of what stands move on: None.

    `start` is the start address, normalised. Reading takes no lock; the map is written in one transaction. Done twice
    it changes nothing. A source whose last run never came to folding is folded whole in any case. Where far less is
    found than before, nothing goes into the map, unless somebody has `accepted` it.
    """
    from crm.services import mapping, meeting

    assert run.source.id is not None
    before = last_found(engine, run.source.id, before=run.id)
    whole = changed or _is_behind(engine, run)
    said = gather(engine, run.source, start, clock.today()) if whole else None
    found = found_in(said) if said is not None else before
    trouble = None
    if said is not None and found is not None and before is not None and not accepted:
        had = filled_before(engine, run.source.id, said.pages)
        trouble = alarm(before, found, said.domain, had, filled_by(said))
    with unit_of_work(engine, by=BY, clock=clock, journalled=False) as work:
        source, row = work.session.get_one(Source, run.source.id), work.session.get_one(CrawlRun, run.id)
        if found is not None:
            row.courses_found, row.people_found, row.programmes_found = found.courses, found.people, found.programmes
        if said is None:
            pages = _confirmed(work.session, source, row)
            mapping.confirm(work.session, source=source, run=row, pages=pages, on=clock.today())
            return None
        newest = meeting.newest(work.session)
        if trouble is None:
            mapping.refresh(work.session, source=source, run=row, said=said, clock=clock)
    meeting.meet(engine, source_id=run.source.id, after=newest, by=BY, clock=clock)
    assert found is not None
    return Folded(found, trouble)


def gather(
    engine: Engine, source: Source, start: str, today: date, instead: Mapping[int, bytes] | None = None
) -> SchoolSaid:
    """All that the stored findings of a source say, after the pages have helped each other.

    `instead` has the packed findings that count for some pages, by id, in place of those that are stored.
    """
    from crawler.extraction.gathering import Gathering
    from crawler.extraction.site import settle

    days: dict[str, date] = {}
    gathering, twins = Gathering(), Twins(start)
    stored = (
        select(Page.id, Page.url, Page.findings, Page.asked_at)
        .where(Page.source_id == source.id, col(Page.findings).is_not(None))
        .order_by(Page.url)
        .execution_options(yield_per=500)
    )
    with Session(engine) as session:
        for page_id, url, packed, asked_at in session.exec(stored):
            days[intern(url)] = _day(asked_at, today)
            now = (instead or {}).get(page_id or 0, packed)
            if now is not None:
                page = unpack(now, furniture=False)
                twins.saw(page)
                gathering.take(page)
    site = settle(join(gathering.pages))
    firsts = twins.firsts(days)
    del gathering, twins
    known = school_at(start)
    title = known.name if known else next((each.title for each in site if each.url == start), None)
    urls = frozenset(each.url for each in site)
    said = school_said(
        (ReadPage(each, days.get(each.url, today), firsts) for each in _given_away(site)),
        domain=school_domain(start),
        name=school_name(source.name, title),
        url=start,
        level=source.level or (known.level if known else None),
        on=today,
    )
    said.pages = urls
    return said


def _given_away(pages: list[PageFindings]) -> Iterator[PageFindings]:
    """`pages` in order; each is let go as it is given, so that what is made of it takes its place in memory."""
    pages.reverse()
    while pages:
        yield pages.pop()


def pack(findings: PageFindings) -> bytes:
    """Findings as they are stored: JSON, zlib-compressed."""
    return zlib.compress(json.dumps(findings.to_json(), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes, *, furniture: bool = True) -> PageFindings:
    """Stored findings; without `furniture` the links of navigation are left out, which are most of a page's."""
    stored = json.loads(zlib.decompress(packed))
    if not furniture and "links" in stored:
        stored["links"] = [link for link in stored["links"] if not link.get("furniture")]
    return PageFindings.from_json(stored)


def _day(moment: datetime | None, today: date) -> date:
    return moment.astimezone(OFFICE_ZONE).date() if moment is not None else today


def _is_behind(engine: Engine, run: OpenedRun) -> bool:
    """Whether the map may lack what was read before: this run was taken over, or the one before was not folded."""
    if run.taken_over:
        return True
    with Session(engine) as session:
        if is_behind(session.connection(), run.source.institution_id):
            return True
        before = session.exec(
            select(CrawlRun.state)
            .where(CrawlRun.source_id == run.source.id, CrawlRun.id != run.id)
            .order_by(col(CrawlRun.id).desc())
        ).first()
    return before not in {RunState.FINISHED, RunState.STOPPED}


def _confirmed(session: Session, source: Source, run: CrawlRun) -> list[str]:
    return list(
        session.exec(
            select(Page.url).where(Page.source_id == source.id, Page.run_id == run.id, Page.state == PageState.READ)
        ).all()
    )
