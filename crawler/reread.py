"""Today's extraction over the archived pages of a source, without asking its servers for anything."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from sqlalchemy import Engine, bindparam, update
from sqlmodel import Session

from crawler.addresses import normalise
from crawler.alarm import found_in
from crawler.answers import Answer, is_pdf
from crawler.archive import answers
from crawler.directives import heed
from crawler.extraction.findings import PageFindings
from crawler.fetching import open_door
from crawler.fold import BY, gather, pack
from crawler.learning.keeping import changed_addresses, note_reading, rules_of, touches
from crawler.lock import patient_lock
from crawler.runs import busy
from crawler.side_links import side_links
from crm.clock import Clock
from crm.errors import CrawlError, NotFoundError
from crm.language import _, ngettext
from crm.statements import SchoolSaid
from crm.tables.sources import CrawlRun, Page, Source
from crm.unit_of_work import unit_of_work
from crm.views.changes import ChangeLine, changes
from crm.words import RunKind, RunState

log = logging.getLogger(__name__)

MOST_LINES = 100_000
"""Lines of the change feed that are looked at to count."""


class _NotKept(Exception):  # noqa: N818 - no error: how a transaction that only shows what would be is taken back
    """Leaves the transaction of a preview."""


@dataclass(slots=True)
class Reread:
    """What reading the archive of a source again does to the map. `run` None: nothing was written."""

    source: str
    run: int | None = None
    pages: int = 0
    """Archived pages."""
    read_otherwise: int = 0
    """Pages of which the extraction says something else than what is stored."""
    unreadable: int = 0
    lines: list[ChangeLine] = field(default_factory=list)
    """What the map gains, changes and loses, as the change feed says it."""


@dataclass(slots=True)
class _Run:
    """What a new reading says, before the map knows it."""

    source: Source
    said: SchoolSaid | None
    packs: dict[int, bytes]
    kinds: dict[int, str]
    result: Reread


def preview(engine: Engine, source_id: int, clock: Clock) -> Reread:
    """What `apply` would do, to the letter: it is done in a transaction that is then taken back. Raises as it does."""
    return _reread(engine, source_id, clock, keep=False)


def apply(engine: Engine, source_id: int, clock: Clock, *, only: Callable[[str], bool] | None = None) -> Reread:
    """Reads the archive again and takes what it says into the map, as a run of its own with its change feed.

    `only` tells by the address which pages are read. Raises NotFoundError, and CrawlError while the source is being
    crawled or when nothing of it is archived.
    """
    return _reread(engine, source_id, clock, keep=True, only=only)


def settle(engine: Engine, source_id: int, clock: Clock) -> bool:
    """Brings what is stored of the pages whose rules changed to what they say by the rules of today, and no further.

    For a run that folds afterwards and holds the source's lock. True where something was read otherwise.
    """
    with Session(engine) as session:
        changed = changed_addresses(session, source_id)
    if not changed:
        return False
    run = _read(engine, source_id, clock, only=partial(touches, changed), gathered=False)
    with Session(engine) as session:
        _store(session, run)
        note_reading(session, source_id)
        session.commit()
    return bool(run.packs)


def apply_changed_rules(engine: Engine, source_id: int, clock: Clock) -> Reread | None:
    """Reads the pages again whose rules changed since they were read last; None where there are none.

    Raises as `apply` does.
    """
    with Session(engine) as session:
        changed = changed_addresses(session, source_id)
    return apply(engine, source_id, clock, only=partial(touches, changed)) if changed else None


def apply_all_changed_rules(engine: Engine, clock: Clock) -> list[Reread]:
    """The same for every source: after an action that is taken back, nobody knows whose rule it was."""
    from sqlmodel import select

    with Session(engine) as session:
        sources = [source_id for source_id in session.exec(select(Source.id).order_by(Source.name)) if source_id]
    done = [apply_changed_rules(engine, source_id, clock) for source_id in sources]
    return [each for each in done if each is not None]


def _reread(
    engine: Engine, source_id: int, clock: Clock, *, keep: bool, only: Callable[[str], bool] | None = None
) -> Reread:
    with patient_lock(engine, source_id) as held:
        if not held:
            raise busy(engine, source_id)
        run = _read(engine, source_id, clock, only=only)
        try:
            with unit_of_work(engine, by=BY, clock=clock, journalled=False) as work:
                _write(work.session, run, clock, keep=keep)
                if not keep:
                    raise _NotKept  # noqa: TRY301 - what takes the transaction back
        except _NotKept:
            return run.result
    return run.result


def _read(
    engine: Engine,
    source_id: int,
    clock: Clock,
    *,
    only: Callable[[str], bool] | None = None,
    gathered: bool = True,
) -> _Run:
    """Reads every archived page, or those that `only` chooses; those that say the same as before are not kept.

    Without `gathered` nobody wants to know what all pages say together.
    """
    with Session(engine, expire_on_commit=False) as session:
        source = session.get(Source, source_id)
    if source is None:
        raise NotFoundError(_("There is no source {id}: `werkplaats source list` shows them.").format(id=source_id))
    start = normalise(source.url) or source.url
    read = open_door(source, start, clock.today(), rules_of(engine, source_id)).read
    result = Reread(source.name)
    packs: dict[int, bytes] = {}
    kinds: dict[int, str] = {}
    pages = answers(engine, source_id, only)
    while some := list(islice(pages, 200)):
        stored = _stored(engine, [page_id for page_id, _answer in some])
        for page_id, answer in some:
            result.pages += 1
            findings = _findings(read, answer)
            result.unreadable += findings is None
            if findings is not None and (packed := pack(findings)) != stored[page_id]:
                packs[page_id], kinds[page_id] = packed, str(findings.kind)
    if result.pages == 0 and only is None:
        raise CrawlError(
            _("Nothing of {name} is archived yet: `werkplaats crawl {name}` reads its pages.").format(name=source.name)
        )
    result.read_otherwise = len(packs)
    said = gather(engine, source, start, clock.today(), packs) if gathered else None
    return _Run(source, said, packs, kinds, result)


def _stored(engine: Engine, page_ids: list[int]) -> dict[int, bytes | None]:
    from sqlmodel import col, select

    with Session(engine) as session:
        rows = session.exec(select(Page.id, Page.findings).where(col(Page.id).in_(page_ids)))
        return {page_id: packed for page_id, packed in rows if page_id is not None}


def _findings(read: Callable[[Answer], PageFindings], answer: Answer) -> PageFindings | None:
    try:
        findings = read(answer)
    except Exception:
        # as in a crawl: no page may end it, whatever it holds
        log.exception("could not read %s again", answer.url)
        return None
    document = is_pdf(answer.body)
    if not document:
        findings.links += side_links(answer.body, answer.url)
    heed(findings, b"" if document else answer.body, answer.headers.get("x-robots-tag"))
    return findings


def _write(session: Session, run: _Run, clock: Clock, *, keep: bool) -> None:
    from crm.services import mapping

    assert run.said is not None
    source = session.get_one(Source, run.source.id)
    found = found_in(run.said)
    row = CrawlRun(
        source_id=source.id or 0,
        kind=RunKind.REREAD,
        state=RunState.FINISHED,
        started_at=clock.now(),
        heard_at=clock.now(),
        ended_at=clock.now(),
        courses_found=found.courses,
        people_found=found.people,
        programmes_found=found.programmes,
        message=ngettext("{n} archived page read again.", "{n} archived pages read again.", run.result.pages).format(
            n=run.result.pages
        ),
    )
    session.add(row)
    session.flush()
    _store(session, run)
    note_reading(session, source.id or 0)
    mapping.refresh(session, source=source, run=row, said=run.said, clock=clock)
    run.result.lines = changes(session, run=row.id, limit=MOST_LINES)
    run.result.run = row.id if keep else None


def _store(session: Session, run: _Run) -> None:
    page = Page.__table__  # type: ignore[attr-defined]  # SQLModel declares it on the metaclass, unseen by mypy
    if run.packs:
        values = [{"its_id": i, "findings": pack_, "kind": run.kinds[i]} for i, pack_ in run.packs.items()]
        session.connection().execute(update(page).where(page.c.id == bindparam("its_id")), values)
