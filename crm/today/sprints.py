"""What sprints ask for: their dated steps, what came of those that are over, and who takes over from who left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.case_words import Party, SprintStepKind
from crm.today.asking import Ask, day_of, marks
from crm.today.candidate import Candidate
from crm.today.facts import Facts
from crm.today.leads import LeadFact
from crm.today.rules import day_rules
from crm.today.weighing import addends, basic, total
from crm.words import Target

_SPRINTS = """
    SELECT sprint.id, sprint.lead_id, coalesce(lead.owner, company_case.owner, sprint.by), company.name,
        coalesce(course.name, sprint.course_name, ''), sprint.course_id, sprint.person_id, sprint.institution_id,
        sprint.state, sprint.ends, teacher.gone_on IS NOT NULL, sprint.teacher_name IS NOT NULL
    FROM sprint JOIN company ON company.id = sprint.company_id LEFT JOIN lead ON lead.id = sprint.lead_id
    LEFT JOIN company_case ON company_case.id = sprint.case_id LEFT JOIN course ON course.id = sprint.course_id
    LEFT JOIN entity AS teacher ON teacher.id = sprint.person_id
    WHERE sprint.state IN ('planned', 'running') OR sprint.state = 'done' AND EXISTS (
        SELECT 1 FROM sprint_step WHERE sprint_step.sprint_id = sprint.id AND sprint_step.done_on IS NULL
        AND sprint_step.kind = 'evaluation')
"""

_STEPS = """
    SELECT sprint_id, kind, party, "on" FROM sprint_step WHERE done_on IS NULL AND "on" <= ? ORDER BY "on", id
"""

_TEACHERS = """
    SELECT role.of_id, role.person_id, person.name, entity.gone_on IS NULL FROM role
    JOIN entity ON entity.id = role.id JOIN person ON person.id = role.person_id
    WHERE role.kind IN ('teacher', 'course_coordinator') AND NOT entity.in_review AND role.of_id IN ({})
    ORDER BY role.kind DESC, person.sort_key
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sprint that asks for something. `gone`: its teacher is on no page any more; `named`: is a name alone."""

    id: int
    lead: int | None
    owner: str
    company: str
    course: str
    course_id: int | None
    person: int | None
    school: int | None
    state: str
    ends: date | None
    gone: bool
    named: bool = False

    @property
    def over(self) -> bool:
        """Whether its result is known."""
        return self.state == "done"


def sprint_lines(facts: Facts) -> Iterator[Candidate]:
    """The lines about sprints of whose work it is."""
    mine = {one.id: one for one in _read(facts.ask) if facts.of.has(one.owner)}
    if not mine:
        return
    for found in (*_steps(facts, mine), *_ended(facts, mine), *_left(facts, mine)):
        if found.about not in facts.put_off:
            yield found


def _read(ask: Ask) -> list[Placed]:
    return [
        Placed(
            id_, lead, owner, company, course, course_id, person, school, state, day_of(ends), bool(gone), bool(named)
        )
        for id_, lead, owner, company, course, course_id, person, school, state, ends, gone, named in ask(_SPRINTS)
    ]


def _line(
    facts: Facts, lead: LeadFact | None, kind: str, about: str, one: Placed, on: date, **extra: object
) -> Candidate:
    late = max((facts.on - on).days, 0)
    if lead is None:
        weighed = basic(kind, None, Target.UNDECIDED, late=late)
    else:
        target = facts.target_of(lead)
        weighed = addends(facts, lead, kind, target, late=late)
    more = {"sprint": one, "sprint_id": one.id, "school": one.school, "person": one.person, **extra}
    return Candidate(kind, about, on, lead, weighed, total(weighed), late, name=one.company, extra=more)


def _steps(facts: Facts, mine: dict[int, Placed]) -> Iterator[Candidate]:
    """The first step of each sprint that is due, or nearly; once the result is known only looking back is left."""
    seen: set[int] = set()
    for id_, kind, party, on in facts.ask(_STEPS, (facts.on + timedelta(days=day_rules().step_ahead),)):
        one = mine.get(id_)
        step = SprintStepKind(kind)
        if one is None or id_ in seen or (one.over and step is not SprintStepKind.EVALUATION):
            continue
        seen.add(id_)
        day = day_of(on) or facts.on
        about, lead = f"sprint_step:{id_}:{kind}", facts.leads.get(one.lead or 0)
        yield _line(facts, lead, "sprint_step", about, one, day, step=step, party=Party(party))


def _ended(facts: Facts, mine: dict[int, Placed]) -> Iterator[Candidate]:
    """Sprints whose last day has been and of which nobody said what came of them."""
    for one in mine.values():
        if not one.over and one.ends is not None and one.ends < facts.on:
            yield _line(facts, facts.leads.get(one.lead or 0), "sprint_end", f"sprint_end:{one.id}", one, one.ends)


def _left(facts: Facts, mine: dict[int, Placed]) -> Iterator[Candidate]:
    """Sprints that go on while their teacher no longer gives the course, is on no page, or was erased."""
    going = [one for one in mine.values() if not one.over]
    gave = _teachers(facts.ask, sorted({one.course_id for one in going if one.course_id is not None}))
    for one in going:
        of_course = gave.get(one.course_id or 0, [])
        own = [stands for person, _name, stands in of_course if person == one.person]
        if one.named or (one.person is not None and not one.gone and (not own or any(own))):
            continue
        others = [(person, name) for person, name, stands in of_course if stands and person != one.person]
        person, name = others[0] if others else (None, None)
        about = f"sprint_teacher:{one.id}:{one.person or 0}"
        yield _line(
            facts, facts.leads.get(one.lead or 0), "sprint_teacher", about, one, facts.on, takes_over=person, new=name
        )


def _teachers(ask: Ask, courses: Sequence[int]) -> dict[int, list[tuple[int, str, bool]]]:
    """Course → who gives it or gave it: person, name, and whether they do so still."""
    found: dict[int, list[tuple[int, str, bool]]] = {}
    if courses:
        for course, person, name, stands in ask(_TEACHERS.format(marks(courses)), courses):
            found.setdefault(course, []).append((person, name, bool(stands)))
    return found
