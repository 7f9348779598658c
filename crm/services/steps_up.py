"""Higher up (*hogerop*): a lead taken to who stands on a rung above, why, and what came of it."""

from datetime import date

from sqlmodel import col, select

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.services import leads
from crm.spoken import spoken_role
from crm.tables import Escalation, Lead, Person
from crm.text import clean
from crm.unit_of_work import Work
from crm.views.ladder import Someone, ladder, own_rung
from crm.words import FUNNEL, RUNGS, Consent, RoleKind, Stage

LONGEST_WHY = 2_000
"""Characters kept of a reason or an outcome."""


def find(work: Work, step_id: int) -> Escalation:
    """The step up numbered `step_id`. Raises NotFoundError."""
    found = work.session.get(Escalation, step_id)
    if found is None:
        raise NotFoundError(
            _("There is no step up {id}: `werkplaats lead show` lists those of a lead.").format(id=step_id)
        )
    return found


def take_up(
    work: Work,
    lead_id: int,
    why: str,
    *,
    to: RoleKind | None = None,
    consent: Consent = Consent.NONE,
    rest_until: date | None = None,
    on: date | None = None,
) -> Escalation:
    """Takes a lead up to the rung `to`, or else to the next one on which the map knows somebody.

    Who stands there becomes a lead, with a message planned where nothing was. A rung that was named and is empty is
    kept as such: the step waits for its person. The lead itself goes on, unless it is told to rest.

    Raises NotFoundError; UsageError without a reason, or for a role that is no rung above them; RefusedError for
    somebody without a school, with nobody above, who is not to be contacted, or whom this lead was taken to already.
    """
    lead = leads.find(work, lead_id)
    words = clean(why, LONGEST_WHY)
    if not words:
        raise UsageError(_("Why does it go higher up? (--why)"))
    rung, someone = _whom(work, lead, to)
    above = None if someone is None else work.session.exec(select(Lead).where(Lead.person_id == someone.id)).first()
    _refuse(work, lead, above, rung, someone)
    day = leads.past_day(work, on)
    name = someone.name if someone is not None else spoken_role(rung)
    work.say(_("{name} taken higher up, to {above}").format(name=leads.name_of(work, lead), above=name))
    if above is None and someone is not None:
        above = leads.add(work, someone.id, on=day)
    step = Escalation(
        lead_id=lead_id,
        to_lead_id=above.id if above is not None else None,
        from_rung=own_rung(work.session, lead.person_id),
        to_rung=rung,
        why=words,
        consent=consent,
        on=day,
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(step)
    work.session.flush()
    if above is not None and above.next_on is None and above.stage in FUNNEL:
        assert above.id is not None
        leads.plan(work, above.id, work.clock.today(), _("mail: {why}").format(why=clean(words, 80)))
    if rest_until is not None:
        note = _("taken to {above}").format(above=name)
        leads.advance(work, lead_id, Stage.RESTING, note=note, on=day, until=rest_until)
    return step


def came_of(work: Work, step_id: int, outcome: str, *, on: date | None = None) -> Escalation:
    """Keeps what a step up led to, on the day `on` (default today).

    Raises NotFoundError; UsageError for no words or a day still to come.
    """
    step = find(work, step_id)
    words = clean(outcome, LONGEST_WHY)
    if not words:
        raise UsageError(_("What came of it? (--text)"))
    step.outcome, step.outcome_on = words, leads.past_day(work, on)
    work.session.flush()
    name = leads.name_of(work, leads.find(work, step.lead_id))
    work.say(_("What came of taking {name} higher up kept").format(name=name))
    return step


def may_be_named(work: Work, step_id: int, consent: Consent) -> Escalation:
    """Keeps whether the teacher may be named higher up. Raises NotFoundError."""
    step = find(work, step_id)
    step.consent = consent
    work.session.flush()
    name = leads.name_of(work, leads.find(work, step.lead_id))
    work.say(_("Whether {name} may be named kept").format(name=name))
    return step


def _whom(work: Work, lead: Lead, to: RoleKind | None) -> tuple[RoleKind, Someone | None]:
    """The rung to go to, and who stands there."""
    person = work.session.get_one(Person, lead.person_id)
    if person.institution_id is None:
        raise RefusedError(
            _("{name} is at no school on the map, so nothing stands above them: give them a school first.").format(
                name=person.name
            )
        )
    assert person.id is not None
    rungs = ladder(work.session, person.id)
    if to is None:
        for rung in rungs:
            if rung.person is not None:
                return rung.rung, rung.person
        raise RefusedError(
            _(
                "The map knows nobody above {name}: name the rung all the same, or add who stands there (`person add`)."
            ).format(name=person.name)
            + " (--to)"
        )
    if to not in RUNGS:
        known = ", ".join(rung.rung for rung in rungs)
        raise UsageError(
            _("{role} is no rung of the ladder: choose from {known}.").format(role=spoken_role(to), known=known)
        )
    found = next((rung for rung in rungs if rung.rung is to), None)
    if found is None:
        raise UsageError(
            _("{role} does not stand above {name}.").format(role=spoken_role(to).capitalize(), name=person.name)
        )
    return to, found.person


def _refuse(work: Work, lead: Lead, above: Lead | None, rung: RoleKind, someone: Someone | None) -> None:
    """Raises RefusedError where this step must not be made."""
    if above is not None and someone is not None and above.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted.").format(name=someone.name))
    same = select(Escalation).where(
        Escalation.lead_id == lead.id, Escalation.to_rung == rung, col(Escalation.outcome).is_(None)
    )
    waiting = work.session.exec(same).first()
    if waiting is not None and waiting.to_lead_id == (above.id if above is not None else None):
        raise RefusedError(
            _("{name} was taken to that rung on {day} already: what came of it? (`lead outcome {id}`)").format(
                name=leads.name_of(work, lead), day=waiting.on.isoformat(), id=waiting.id
            )
        )
