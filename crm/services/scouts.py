"""Scouts: people inside a school who ask round for the office, and the names they come back with."""

from datetime import date

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.services import leads
from crm.tables import Entity, Introduction, Lead, Person, Scouting
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import EntityKind, Stage

LONGEST_WORDS = 2_000
"""Characters kept of whom they will ask, or of what came of it."""

_PLACES = {EntityKind.INSTITUTION, EntityKind.UNIT, EntityKind.PROGRAMME, EntityKind.COURSE}


def send(work: Work, lead_id: int, *, due: date, whom: str | None = None, entity_id: int | None = None) -> Scouting:
    """Keeps that somebody will ask round: for a programme or unit (None: all of theirs), whom they will ask, by when.

    Raises NotFoundError; UsageError for a day that has gone by or something that is no place; RefusedError for who is
    not to be contacted.
    """
    lead = leads.find(work, lead_id)
    today = work.clock.today()
    name = leads.name_of(work, lead)
    if lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted.").format(name=name))
    if due < today:
        raise UsageError(_("{day} has gone by: by when will they have asked? (--by)").format(day=due.isoformat()))
    if entity_id is not None:
        place = work.session.get(Entity, entity_id)
        if place is None or place.kind not in _PLACES:
            raise NotFoundError(
                _("There is no programme or unit {id}: `werkplaats search` shows the numbers.").format(id=entity_id)
            )
    scouting = Scouting(
        lead_id=lead_id,
        entity_id=entity_id,
        whom=clean(whom, LONGEST_WORDS) or None if whom else None,
        due=due,
        on=today,
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(scouting)
    work.session.flush()
    work.say(_("{name} asks round").format(name=name))
    return scouting


def came_back(work: Work, scouting_id: int, outcome: str, *, on: date | None = None) -> Scouting:
    """Keeps what came of asking round, on the day `on` (default today). Raises NotFoundError, UsageError."""
    scouting = find(work, scouting_id)
    words = clean(outcome, LONGEST_WORDS)
    if not words:
        raise UsageError(_("What came of it? (--text)"))
    scouting.outcome, scouting.closed_on = words, leads.past_day(work, on)
    work.session.flush()
    name = leads.name_of(work, leads.find(work, scouting.lead_id))
    work.say(_("What {name} came back with kept").format(name=name))
    return scouting


def find(work: Work, scouting_id: int) -> Scouting:
    """The asking round numbered `scouting_id`. Raises NotFoundError."""
    found = work.session.get(Scouting, scouting_id)
    if found is None:
        raise NotFoundError(
            _("There is no asking round {id}: `werkplaats lead show` lists those of a lead.").format(id=scouting_id)
        )
    return found


def introduce(
    work: Work, person_id: int, via_person_id: int, *, words: str | None = None, scouting_id: int | None = None
) -> Lead:
    """Makes a lead of somebody who was named, "via" who named them; who is a lead already gets the introduction.

    Raises NotFoundError; RefusedError for somebody who names themselves, or who was named by another before.
    """
    via, named = _person(work, via_person_id), _person(work, person_id)
    if via_person_id == person_id:
        raise RefusedError(_("{name} cannot come in through themselves.").format(name=via.name))
    work.say(_("{name}, via {via}").format(name=named.name, via=via.name))
    lead = leads.of_person(work, person_id)
    assert lead.id is not None
    held = work.session.get(Introduction, lead.id)
    if held is not None:
        if held.via_person_id is None:
            raise RefusedError(
                _("{name} came in through somebody already who is not here any more.").format(name=named.name)
            )
        before = work.session.get_one(Person, held.via_person_id)
        raise RefusedError(_("{name} came in through {via} already.").format(name=named.name, via=before.name))
    work.session.add(
        Introduction(
            lead_id=lead.id,
            via_person_id=via_person_id,
            scouted=scouting_id is not None,
            scouting_id=scouting_id,
            words=clean(words, LONGEST_WORDS) or None if words else None,
            on=work.clock.today(),
            by=work.by,
        )
    )
    work.session.flush()
    return lead


def _person(work: Work, person_id: int) -> Person:
    found = work.session.get(Person, person_id)
    if found is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    return found
