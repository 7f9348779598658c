"""What becomes of a run that was held because it found far too little."""

from sqlalchemy import Engine
from sqlmodel import Session, col, select, update

from crawler.addresses import normalise
from crawler.fold import BY, fold
from crawler.lock import patient_lock
from crawler.reread import settle
from crawler.runs import OpenedRun, busy, close_run
from crm.clock import Clock
from crm.errors import NotFoundError, RefusedError
from crm.language import _
from crm.services import site_rules
from crm.tables.sources import CrawlRun, Source
from crm.unit_of_work import unit_of_work
from crm.words import RunKind, RunState


def how_to_decide(run_id: int) -> str:
    """The sentence that names both commands."""
    return _(
        "Look at the site. `werkplaats run accept {run}` takes it over into the map all the same; "
        "`werkplaats run discard {run}` leaves the map as it is."
    ).format(run=run_id)


def held_run(engine: Engine, run_id: int) -> OpenedRun:
    """The run `run_id`, with its source.

    Raises NotFoundError; RefusedError for a run that is not held, or after which its source was crawled again.
    """
    with Session(engine, expire_on_commit=False) as session:
        run = session.get(CrawlRun, run_id)
        if run is None:
            raise NotFoundError(_("There is no run {id}.").format(id=run_id))
        if run.state is not RunState.HELD:
            raise RefusedError(_("Run {id} is not held: there is nothing to decide.").format(id=run_id))
        later = select(CrawlRun.id).where(
            CrawlRun.source_id == run.source_id, col(CrawlRun.id) > run_id, CrawlRun.kind == RunKind.CRAWL
        )
        newest = session.exec(later.order_by(col(CrawlRun.id).desc())).first()
        if newest is not None:
            raise RefusedError(
                _("Run {id} is no longer the last of its source: run {newest} came after it.").format(
                    id=run_id, newest=newest
                )
            )
        return OpenedRun(run_id, session.get_one(Source, run.source_id), taken_over=True)


def accept(engine: Engine, run_id: int, clock: Clock, *, with_rules: bool = True) -> None:
    """Takes what a held run found over into the map, with its lines in the change feed.

    The rules that it proposes are kept first, and its pages read by them; without `with_rules` they are thrown away.
    Raises NotFoundError, RefusedError, and CrawlError while its source is being crawled.
    """
    _decide(engine, run_id, clock, RunState.FINISHED, with_rules=with_rules)


def discard(engine: Engine, run_id: int, clock: Clock) -> None:
    """Leaves the map as it was before a held run. Raises as `accept` does."""
    _decide(engine, run_id, clock, RunState.DISCARDED)


def _decide(engine: Engine, run_id: int, clock: Clock, state: RunState, *, with_rules: bool = False) -> None:
    run = held_run(engine, run_id)
    assert run.source.id is not None
    with patient_lock(engine, run.source.id) as held:
        if not held:
            raise busy(engine, run.source.id)
        with unit_of_work(engine, by=BY, clock=clock, journalled=False) as work:
            (site_rules.accept if with_rules else site_rules.discard)(work, run.source.id)
        if state is RunState.FINISHED:
            settle(engine, run.source.id, clock)
            start = normalise(run.source.url) or run.source.url
            fold(engine, run, start, clock, changed=True, accepted=True)
        close_run(engine, run_id, state, _words(state), clock)


def _words(state: RunState) -> str:
    if state is RunState.FINISHED:
        return _("It found far less than before, and was accepted.")
    return _("It found far less than before, and was discarded: the map stayed as it was.")


def supersede(engine: Engine, run: OpenedRun) -> None:
    """Discards the held runs of a source that was crawled well after them."""
    held = update(CrawlRun).where(
        col(CrawlRun.source_id) == run.source.id,
        col(CrawlRun.id) < run.id,
        col(CrawlRun.state) == RunState.HELD,
    )
    words = _("It found far less than before; run {run} came after it.").format(run=run.id)
    with unit_of_work(engine, by=BY, journalled=False) as work:
        if work.session.connection().execute(held.values(state=RunState.DISCARDED, message=words)).rowcount:
            site_rules.discard(work, run.source.id or 0)
