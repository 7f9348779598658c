"""What happened with somebody and what follows from it, written down at once: contact, next step, and what was said."""

from dataclasses import dataclass, field
from datetime import date

from crm.errors import UsageError
from crm.language import _
from crm.services import answers_taken, basis, drafts, edits, leads, promises, scouts
from crm.services.answering import answer_word
from crm.tables import Person
from crm.understanding.case_answers import read_answers
from crm.understanding.newest import newest_of
from crm.unit_of_work import Work
from crm.views.scores import rules
from crm.words import ActivityKind, Basis, Direction, Stage, Whose


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written down. Everything below `on` may stay empty, and then leaves things as they are."""

    kind: ActivityKind
    direction: Direction
    note: str
    on: date
    """Day on which it happened."""
    what: str | None = None
    next_on: date | None = None
    consent: str | None = None
    """The words by which they ask for the newsletter: the evidence of a basis of consent."""
    stage: Stage | None = None
    """`declined` or `do_not_contact`, where that was said."""
    named: str | None = None
    """Somebody at the same school whom they named: added, and a lead "via" them."""
    promise: tuple[Whose, str, date] | None = None
    draft: str | None = None
    """The field it was typed in, of which the draft is let go."""


@dataclass(slots=True)
class Written:
    """What became of it: the planned actions that it carried out, and the lead made of who was named."""

    lead_id: int
    carried: list[str] = field(default_factory=list)
    named_lead_id: int | None = None
    answered: list[str] = field(default_factory=list)
    """What became of each code of a case that stands in the note."""


def write(work: Work, person_id: int, entry: Entry) -> Written:
    """Writes an entry about a person, who becomes a lead where they are none; all of it or nothing.

    Raises the errors of the services it calls; UsageError for a next step without a day or on one that has gone by.
    """
    _check_next(work, entry)
    lead = leads.of_person(work, person_id)
    assert lead.id is not None
    activity = leads.log(work, lead.id, entry.kind, entry.note, on=entry.on, direction=entry.direction)
    written = Written(lead.id, carry_out(work, lead.id, entry.kind, entry.direction, entry.on))
    if entry.promise is not None:
        whose, what, due = entry.promise
        promises.make(work, lead.id, whose, what, due, activity_id=activity.id)
    if entry.consent:
        basis.set_basis(work, person_id, Basis.CONSENT, _evidence(entry))
    if entry.named:
        written.named_lead_id = _name(work, person_id, entry)
    if entry.stage is not None and entry.stage is not lead.stage:
        leads.advance(work, lead.id, entry.stage, note=entry.note, on=entry.on)
    if entry.what and entry.next_on is not None:
        leads.plan(work, lead.id, entry.next_on, entry.what)
    if entry.draft:
        drafts.forget(work, entry.draft)
    written.answered = _answer_cases(work, lead.id, entry, activity.id)
    return written


def _answer_cases(work: Work, lead_id: int, entry: Entry, activity_id: int | None) -> list[str]:
    """Applies what a note says, by code, to cases that were put to them; what we wrote ourselves answers none."""
    if entry.direction is Direction.OUT and entry.kind in {ActivityKind.MAIL, ActivityKind.MESSAGE}:
        return []
    found = read_answers("", newest_of(entry.note).text, entry.on)
    told = answers_taken.take_all(work, found, f"log:{activity_id}", entry.on, lead_id)
    answers = {code: answer_word(said.state) for code, said in found.items() if said is not None}
    return [f"{code}: {one.reason or answers[code]}" for code, one in told]


def carry_out(work: Work, lead_id: int, kind: ActivityKind, direction: Direction, on: date) -> list[str]:
    """Takes away what was planned when this carries it out, and gives its words; our promise of the same is kept.

    That is: an action of the same kind, planned for that day or before. A mail or message from them carries out
    nothing, for it has yet to be answered.
    """
    lead = leads.find(work, lead_id)
    planned, day = lead.next_what, lead.next_on
    if planned is None or day is None or day > on or rules().kind_of(planned) != kind.value:
        return []
    if direction is Direction.IN and kind in {ActivityKind.MAIL, ActivityKind.MESSAGE}:
        return []
    leads.plan(work, lead_id, None, None)
    promises.kept_by(work, lead_id, planned)
    return [planned]


def _check_next(work: Work, entry: Entry) -> None:
    if entry.what and entry.next_on is None:
        raise UsageError(_("When? Type a day: tomorrow, Tuesday, +3d, 1 dec."))
    if entry.next_on is not None:
        leads.refuse_gone_by(work, entry.next_on)


def _evidence(entry: Entry) -> str:
    return f"“{entry.consent}” ({entry.kind.value}, {entry.on.isoformat()})"


def _name(work: Work, person_id: int, entry: Entry) -> int | None:
    """Adds who was named at the school of who named them, as a lead through them."""
    person = work.session.get_one(Person, person_id)
    school = str(person.institution_id) if person.institution_id is not None else None
    added = edits.add_person(work, entry.named or "", at=school)
    return scouts.introduce(work, added.person_id, person_id, words=entry.note).id
