"""Promises, ours and theirs: dated work that is kept or broken."""

from datetime import date

from sqlmodel import col, select

from crm.errors import UsageError
from crm.language import _
from crm.services import leads
from crm.tables import Promise
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import PromiseState, Whose

LONGEST_WORDS = 500
"""Characters kept of what was promised."""


def make(work: Work, lead_id: int, whose: Whose, what: str, due: date, *, activity_id: int | None = None) -> Promise:
    """Keeps that somebody will do something by the day `due`, as was said in an activity.

    Raises NotFoundError; UsageError for a day that has gone by, or a promise without words.
    """
    lead = leads.find(work, lead_id)
    words = clean(what, LONGEST_WORDS)
    if not words:
        raise UsageError(_("What was promised?"))
    if due < work.clock.today():
        raise UsageError(_("{day} has gone by: by when is it promised?").format(day=due.isoformat()))
    promise = Promise(
        lead_id=lead_id,
        activity_id=activity_id,
        whose=whose,
        what=words,
        due=due,
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(promise)
    work.session.flush()
    said = _("Promised to {name}: {what}") if whose is Whose.OURS else _("{name} promised: {what}")
    work.say(said.format(name=leads.name_of(work, lead), what=words))
    return promise


def kept_by(work: Work, lead_id: int, what: str) -> None:
    """Closes our open promises to a lead that are this very work, for it was done."""
    mine = select(Promise).where(
        Promise.lead_id == lead_id,
        Promise.whose == Whose.OURS,
        Promise.state == PromiseState.OPEN,
        col(Promise.what) == what,
    )
    for promise in work.session.exec(mine):
        promise.state, promise.closed_on = PromiseState.KEPT, work.clock.today()
    work.session.flush()
