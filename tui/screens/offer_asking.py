"""`c`: the case that fits a teacher best, or the teacher whom a case fits best; enter takes the first, and writes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from crm.words import EntityKind
from tui.screens.offer_letter import write_offers
from tui.screens.place import Place
from tui.screens.working import Subject, Working
from tui.showing import Line, fit, shown
from tui.widgets.ahead import Opening
from tui.widgets.picker import Choice, Picker, picking

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.cases import CaseLine
    from crm.views.matching.ranking import MatchLine

MOST = 20
"""Fits that are offered."""

SCORE = 4
"""Cells of the score; a third of the rest each: what is offered, whose it is, and what stands in the way or speaks."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One line to pick: what it is called, whose it is, why, what stands in the way, and which case goes to whom."""

    name: str
    where: str
    score: int
    why: str
    obstacles: str
    case_id: int
    lead_id: int
    person: Subject
    course_id: int | None
    agreement_id: int | None
    reason: Mapping[str, str]


def ask_case(place: Working, person: Subject) -> None:
    """Offers the open cases that fit a teacher, the best first, and proposes the one that is picked."""
    lead_id, today = person.lead_id or 0, place.werkplaats.clock.today()

    def read(session: "Session") -> list[Offered]:
        from crm.matching.encoders import installed
        from crm.views.matching.ranking import for_lead

        lines = for_lead(session, lead_id, installed(), today=today, limit=MOST)
        return [_offered(line, person, lead_id, line.case.title, line.case.company) for line in lines]

    title = _("Propose a case to {who}").format(who=person.name)
    nothing = _("No open case, or no course of theirs on the map.")
    place.app.push_screen(Opening(read, partial(_picker, place, place.done, title, nothing)))


def ask_teacher(place: Place, case: "CaseLine") -> None:
    """Offers the teachers whom a case fits, the best first, and proposes it to the one that is picked."""
    today = place.werkplaats.clock.today()

    def read(session: "Session") -> list[Offered]:
        from crm.matching.encoders import installed
        from crm.views.matching.ranking import for_case

        lines = for_case(session, case.id, installed(), today=today, limit=MOST)
        return [_of_teacher(line) for line in lines if line.teacher is not None and line.teacher.lead_id is not None]

    title = _("Propose to a teacher: {what}").format(what=case.title)
    nothing = _("No teacher who is a lead gives a course that it fits: `werkplaats match` says more.")
    place.app.push_screen(Opening(read, partial(_picker, place, _said(place), title, nothing)))


def propose_match(place: Place, line: "MatchLine") -> None:
    """Proposes the case of a match to who gives its course, and opens the message."""
    _propose(place, _said(place), _of_teacher(line))


def _said(place: Place) -> "Done":
    """Says what was done where no place of people does."""

    def done(people: Sequence[Subject], said: str) -> None:
        place.werkplaats.say_done(people[0].name if people else "", said)

    return done


def _of_teacher(line: "MatchLine") -> Offered:
    teacher = line.teacher
    assert teacher is not None
    person = Subject(EntityKind.PERSON, teacher.person_id, teacher.name, lead_id=teacher.lead_id)
    return _offered(line, person, teacher.lead_id or 0, teacher.name, f"{line.course.name}, {line.course.school or ''}")


def _offered(line: "MatchLine", person: Subject, lead_id: int, name: str, where: str) -> Offered:
    return Offered(
        name=name,
        where=where.strip(", "),
        score=line.shown_score,
        why="; ".join(line.reasons),
        obstacles="; ".join(one.said for one in line.obstacles),
        case_id=line.case.id,
        lead_id=lead_id,
        person=person,
        course_id=line.course.id,
        agreement_id=line.course.agreement_id,
        reason=line.why,
    )


Done = Callable[[Sequence[Subject], str], None]


def _picker(place: Place, done: Done, title: str, nothing: str, found: Sequence[Offered]) -> Picker:
    choices = [
        Choice(
            words=f"{one.name} {one.where}",
            more=one.obstacles or one.why,
            draw=partial(_drawn, one),
            pick=partial(_propose, place, done, one),
        )
        for one in found
    ]

    return picking(shown(title, 70), _("enter proposes it, and opens the message"), choices, nothing)


def _drawn(one: Offered, width: int) -> Line:
    tone = "dim" if one.obstacles else "strong"
    rest = max(width - SCORE - 3, 3)
    name = where = rest // 3
    tail = f"! {one.obstacles}" if one.obstacles else one.why
    return [
        (fit(one.score, SCORE, right=True) + " ", "dim"),
        (fit(shown(one.name, 80), name) + " ", tone),
        (fit(shown(one.where, 80), where) + " ", "dim"),
        (fit(tail, rest - name - where), "dim"),
    ]


def _propose(place: Place, done: Done, one: Offered) -> None:
    """Proposes it, and opens the message with all that is ready for that teacher."""

    def deed(work: "Work") -> "tuple[str | None, Work]":
        from crm.matching.encoders import installed
        from crm.services import proposals
        from crm.tables import Course
        from crm.views.matching.ranking import landings

        found = landings(work.session, one.case_id, one.lead_id, installed(), today=work.clock.today())
        among = sorted(found, key=lambda it: (it.id, it.agreement_id) != (one.course_id, one.agreement_id))
        made = proposals.propose(work, one.case_id, one.lead_id, proposals.Offer(among=among, why=one.reason))
        course = work.session.get(Course, made.course_id) if made.course_id is not None else None
        return (course.name if course is not None else None), work

    def proposed(made: "tuple[str | None, Work]") -> None:
        course, work = made
        who = one.person.name if course is None else f"{one.person.name}, {shown(course, 60)}"
        place.werkplaats.say(_("Proposed to {who}. ‹u› takes it back.").format(who=who))
        write_offers(place, [one.person], {one.person.id: work.entry_id or 0}, done=done)

    place.act(deed, proposed)
