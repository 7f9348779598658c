"""The end of a run: which pages are gone, what goes into the map, and what is to be told about it."""

import logging
from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Session, col, select, update

from crawler import archive
from crawler.feeds.candidates import Candidate, candidates
from crawler.feeds.remarks import schools_found
from crawler.fetched import Fetched
from crawler.fold import BY, Folded, fold, unpack
from crawler.held import how_to_decide, supersede
from crawler.learning.mending import propose
from crawler.learning.rules import Says
from crawler.reread import settle
from crawler.runs import OpenedRun, close_run
from crm.clock import Clock
from crm.errors import CrawlError
from crm.language import _, ngettext
from crm.tables.sources import CrawlRun, Page
from crm.words import PageState, RunState

log = logging.getLogger(__name__)

GONE = (404, 410)
"""Statuses by which a server says that a page is no more."""


def finish(engine: Engine, run: OpenedRun, fetched: Fetched, clock: Clock) -> None:
    """Ends a run whose fetching has ended, whatever ended it. Raises CrawlError where nothing at all could be had."""
    if fetched.read == 0 and not fetched.stopped:
        raise CrawlError(nothing_read(fetched))
    with Session(engine) as session:
        gone = settle_gone(session, run)
        # what is gone is left out, as every other link to nothing: it did not fail
        counts = {"failed": CrawlRun.failed - gone, "skipped": CrawlRun.skipped + gone}
        session.exec(update(CrawlRun).where(col(CrawlRun.id) == run.id).values(state=RunState.FOLDING, **counts))
        session.commit()
    settled = settle(engine, run.source.id or 0, clock)
    folded = fold(engine, run, fetched.url, clock, changed=settled or fetched.news or gone > 0)
    if folded is not None and folded.alarm is not None:
        healed = healing(engine, run, clock)
        close_run(engine, run.id, RunState.HELD, f"{folded.alarm} {healed}{how_to_decide(run.id)}", clock)
        return
    supersede(engine, run)
    state = RunState.STOPPED if fetched.stopped else RunState.FINISHED
    schools = candidates(engine, run.source.id) if fetched.system == "rio" else []
    close_run(engine, run.id, state, remark(fetched, folded, schools), clock)


def healing(engine: Engine, run: OpenedRun, clock: Clock) -> str:
    """Lets a run that found too little teach itself the site's new templates. What came of it, in a sentence, or ""."""
    try:
        mended = propose(engine, run.source, run.id, clock.today(), by=BY)
    except Exception:
        # a run is held all the same, whatever its pages hold
        log.exception("could not learn from what is known of %s", run.source.name)
        return ""
    rules = sum(rule.says is not Says.UNSURE for rule in mended.rules)
    if not rules or mended.found is None:
        return ""
    sentence = ngettext(
        "What is known was found again on the new pages: with {n} rule learnt from it there are {courses} courses and "
        "{people} people. ",
        "What is known was found again on the new pages: with the {n} rules learnt from it there are {courses} courses "
        "and {people} people. ",
        rules,
    )
    return sentence.format(n=rules, courses=mended.found.courses, people=mended.found.people)


def settle_gone(session: Session, run: OpenedRun) -> int:
    """Decides which pages that answered 404 or 410 are gone. Returns how many.

    At once when no page that stands links to them, read in this run or, where it did not come to all, before it; else
    on the second such run in a row. Errors and time-outs never come here.
    """
    missed = session.exec(
        select(Page).where(
            Page.source_id == run.source.id,
            Page.run_id == run.id,
            Page.state == PageState.FAILED,
            col(Page.status).in_(GONE),
        )
    ).all()
    if not missed:
        return 0
    doubtful = {page.url for page in missed if page.times_gone < 2 and page.linked_run_id != run.id}
    unlinked = doubtful - _linked_by_unchanged(session, run, doubtful)
    gone = [page for page in missed if page.times_gone >= 2 or page.url in unlinked]
    for page in gone:
        page.state = PageState.GONE
        page.findings = page.etag = page.last_modified = page.body_hash = None
        session.add(page)
    archive.forget(session, [page.id for page in gone if page.id is not None])
    return len(gone)


def _linked_by_unchanged(session: Session, run: OpenedRun, urls: set[str]) -> set[str]:
    """Those of `urls` to which a page links that stands: read in this run or, where only some were asked, before it."""
    from crawler.addresses import normalise

    found: set[str] = set()
    standing = (
        select(Page.findings)
        .where(Page.source_id == run.source.id, Page.state == PageState.READ, col(Page.findings).is_not(None))
        .execution_options(yield_per=500)
    )
    for packed in session.exec(standing) if urls else ():
        if packed is not None:
            found |= urls & {normalise(link.url) or "" for link in unpack(packed).links}
    return found


def nothing_read(fetched: Fetched) -> str:
    """Why a run read nothing, in a sentence or two."""
    if fetched.forbidden:
        return _(
            "{url}: robots.txt forbids all reading, and that is obeyed. Ask the school to allow “werkplaats” in its "
            "robots.txt, or add people by hand."
        ).format(url=fetched.url)
    why = fetched.start_problem or _("no page could be read")
    return _(
        "{url} cannot be crawled: {why}. Look in a browser which address of the school does open and crawl that, or "
        "try again later; what was mapped before stays."
    ).format(url=fetched.url, why=why)


def remark(fetched: Fetched, folded: Folded | None, schools: Sequence[Candidate] = ()) -> str | None:
    """What is to be known about a run that ended; None for nothing. `schools`: those whose addresses it found."""
    waiting, read = fetched.waiting, fetched.read
    if fetched.night_is_over:
        return _(
            "The night is over after {read} pages; {waiting} addresses wait. The next crawl goes on there."
        ).format(read=read, waiting=waiting)
    if fetched.stopped:
        return _("Stopped after {read} pages; {waiting} addresses wait. The next crawl goes on there.").format(
            read=read, waiting=waiting
        )
    remarks = []
    if waiting and not fetched.complete:
        remarks.append(
            ngettext(
                "The limit of {most} pages was reached; {waiting} address was not visited (--max-pages).",
                "The limit of {most} pages was reached; {waiting} addresses were not visited (--max-pages).",
                waiting,
            ).format(most=fetched.max_pages, waiting=waiting)
        )
    remarks += [*schools_found(schools), *fetched.remarks]
    if fetched.elsewhere:
        first = ", ".join(fetched.elsewhere)
        remarks.append(
            _("Elsewhere there may be more: {first}. `werkplaats source candidates` shows all.").format(first=first)
        )
    if folded is not None and folded.found.courses == 0 and fetched.system != "rio":
        remarks.append(
            _(
                "No courses were found at {url}. Is there a study guide at another address? Add that as a source. Or "
                "show on a page what is what: `O` at the school in the app, or `werkplaats learn`."
            ).format(url=fetched.url)
        )
    return " ".join(remarks) or None
