"""What is done with a line of Today: later, or not this one; what a colleague did meanwhile is told first."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.services import leads
from crm.services.funnel import stage_name
from crm.spoken import spoken_day
from crm.tables import JournalEntry, JournalRow, Lead, Person, Promise, PutOff
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import ActivityKind, PromiseState, Stage

LONGEST_WHY = 500
"""Characters kept of why a line is not wanted."""

LOOKED_BACK = 50
"""Journal rows that are looked through for who changed a lead."""

PLANNED = "next:lead:"
"""How the name of a line begins that somebody planned: it is the lead's next action itself that is put off."""


def later(work: Work, about: str, until: date, *, lead_id: int | None = None) -> None:
    """Puts a line off until a day: what was planned is planned for then, what was proposed is not shown before.

    Raises UsageError for a day that is not still to come, NotFoundError for a lead that is no more.
    """
    if until <= work.clock.today():
        raise UsageError(_("{day} is not still to come: put it off to a later day.").format(day=until.isoformat()))
    if about.startswith(PLANNED) and lead_id is not None:
        leads.plan(work, lead_id, until, leads.find(work, lead_id).next_what or _("pick up again"))
        return
    _write(work, about, lead_id, until, "")
    work.say(_("Put off until {day}").format(day=spoken_day(until, work.clock.today())))


def refuse(work: Work, about: str, why: str, *, lead_id: int | None = None) -> None:
    """Takes a line away for good, with why. What was planned is cleared, and a note says so.

    Raises UsageError without words.
    """
    words = clean(why, LONGEST_WHY)
    if not words:
        raise UsageError(_("Why not? A few words, so that a colleague knows."))
    if about.startswith(PLANNED) and lead_id is not None:
        planned = leads.find(work, lead_id).next_what
        leads.plan(work, lead_id, None, None)
        leads.log(work, lead_id, ActivityKind.NOTE, _("Not: {what}. {why}").format(what=planned, why=words))
        return
    _write(work, about, lead_id, None, words)
    work.say(_("Not this one: {why}").format(why=words))


def _write(work: Work, about: str, lead_id: int | None, until: date | None, why: str) -> None:
    row = work.session.get(PutOff, about)
    today = work.clock.today()
    if row is None:
        work.session.add(PutOff(about=about, lead_id=lead_id, until=until, why=why, by=work.by, on=today))
    else:
        row.until, row.why, row.by, row.on = until, why, work.by, today
    work.session.flush()


def close_promise(work: Work, promise_id: int, state: PromiseState) -> Promise:
    """Says whether a promise was kept.

    Raises NotFoundError, and RefusedError when that was said already.
    """
    promise = work.session.get(Promise, promise_id)
    if promise is None:
        raise NotFoundError(_("There is no promise {id}.").format(id=promise_id))
    if promise.state is not PromiseState.OPEN:
        raise RefusedError(_("That promise is closed already."))
    promise.state = state
    promise.closed_on = work.clock.today() if state is not PromiseState.OPEN else None
    work.session.flush()
    kept = _("Kept: {what}") if state is PromiseState.KEPT else _("Not kept: {what}")
    work.say(kept.format(what=promise.what))
    return promise


def check_unchanged(work: Work, lead_id: int | None, seen: Sequence[object]) -> None:
    """Nothing, when the lead stands as it did: `seen` is its stage, next action (day, words) and last contact.

    Raises RefusedError that says what has changed meanwhile and by whom; NotFoundError for a lead that is no more.
    """
    if lead_id is None or not seen:
        return
    lead = leads.find(work, lead_id)
    now = (lead.stage.value, lead.next_on, lead.next_what, lead.last_activity_on)
    if tuple(seen) == now:
        return
    person = work.session.get(Person, lead.person_id)
    said = _("{name} was changed meanwhile by {by}: {what}. Look again, then do it.")
    who = _who_changed(work, lead_id) or _("another program")
    raise RefusedError(said.format(name=person.name if person else lead_id, by=who, what=_changed(work, lead, seen)))


def _changed(work: Work, lead: Lead, seen: Sequence[object]) -> str:
    today = work.clock.today()
    parts = []
    if seen[0] != lead.stage.value:
        parts.append(_("now at {stage}").format(stage=stage_name(Stage(lead.stage))))
    if (seen[1], seen[2]) != (lead.next_on, lead.next_what):
        if lead.next_on is None:
            parts.append(_("nothing planned any more"))
        else:
            planned = _("planned: {what}, {day}")
            parts.append(planned.format(what=lead.next_what, day=spoken_day(lead.next_on, today)))
    if seen[3] != lead.last_activity_on and lead.last_activity_on is not None:
        parts.append(_("contact on {day}").format(day=spoken_day(lead.last_activity_on, today)))
    return ", ".join(parts)


def _who_changed(work: Work, lead_id: int) -> str | None:
    rows = work.session.exec(
        select(JournalRow.key, JournalEntry.by)
        .join(JournalEntry, col(JournalEntry.id) == col(JournalRow.entry_id))
        .where(JournalRow.table == "lead", col(JournalEntry.undone_at).is_(None))
        .order_by(col(JournalRow.id).desc())
        .limit(LOOKED_BACK)
    )
    return next((by for key, by in rows if key == {"id": lead_id}), None)
