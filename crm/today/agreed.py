"""What agreements ask for: renewal in May, places that are left, and a new teacher who may take one over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crm.calendar.courses import start_of
from crm.calendar.period_words import parts_of
from crm.clock import school_year
from crm.places import PLACED, places_left
from crm.today.asking import Ask
from crm.today.candidate import Candidate
from crm.today.facts import Facts
from crm.today.leads import LeadFact
from crm.today.rules import day_rules
from crm.today.weighing import addends, total


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement that has not ended."""

    id: int
    lead: int
    course: int | None
    name: str
    year: str
    number: int
    wish: str | None
    renewed: bool
    left: int = 0


_AGREEMENTS = f"""
    SELECT agreement.id, agreement.lead_id, agreement.course_id, coalesce(course.name, agreement.course_name, ''),
        agreement.school_year, agreement.number, agreement.wish,
        EXISTS (SELECT 1 FROM agreement AS next WHERE next.renews_id = agreement.id), {PLACED}
    FROM agreement LEFT JOIN course ON course.id = agreement.course_id WHERE agreement.ended_on IS NULL
"""  # noqa: S608 - the rule of places stands in it, no value

_TEACHERS = """
    SELECT agreement.id, role.person_id, person.name FROM agreement
    JOIN role ON role.of_id = agreement.course_id AND role.kind IN ('teacher', 'course_coordinator')
    JOIN entity ON entity.id = role.id JOIN person ON person.id = role.person_id
    WHERE agreement.ended_on IS NULL AND entity.gone_on IS NULL AND NOT entity.in_review
    ORDER BY role.kind DESC, person.sort_key
"""


def agreed_lines(facts: Facts) -> Iterator[Candidate]:
    """The lines about agreements of these leads."""
    mine = [one for one in _read(facts.ask) if one.lead in facts.leads]
    if not mine:
        return
    teachers = _teachers(facts.ask)
    for one in mine:
        lead = facts.leads[one.lead]
        for found in (
            _take_over(facts, one, lead, teachers.get(one.id, {})),
            _renew(facts, one, lead),
            _places(facts, one, lead),
        ):
            if found is not None and found.about not in facts.put_off:
                yield found


def _read(ask: Ask) -> list[Agreed]:
    return [
        Agreed(id_, lead, course, name, year, number, wish, bool(renewed), places_left(number, placed))
        for id_, lead, course, name, year, number, wish, renewed, placed in ask(_AGREEMENTS)
    ]


def _teachers(ask: Ask) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for agreement, person, name in ask(_TEACHERS):
        found.setdefault(agreement, {})[person] = name
    return found


def _line(facts: Facts, lead: LeadFact, kind: str, one: Agreed, *, waits: bool = False, **extra: object) -> Candidate:
    weighed = addends(facts, lead, kind, facts.target_of(lead))
    more = {"agreement": one, **extra}
    return Candidate(
        kind, f"{kind}:agreement:{one.id}", facts.works, lead, weighed, total(weighed), 0, waits, lead.name, more
    )


def _take_over(facts: Facts, one: Agreed, lead: LeadFact, teachers: dict[int, str]) -> Candidate | None:
    """The agreement is the course's and the year's: when its teacher no longer gives the course, another one may."""
    if one.year < school_year(facts.on) or not teachers or lead.person_id in teachers:
        return None
    gave = any(
        role.of_id == one.course and not role.stands and not role.in_review
        for role in facts.taught.roles.get(lead.person_id, ())
    )
    if not gave:
        return None
    person, name = next(iter(teachers.items()))
    return _line(facts, lead, "take_over", one, person=person, new=name)


def _renew(facts: Facts, one: Agreed, lead: LeadFact) -> Candidate | None:
    year = school_year(facts.on)
    if one.year != year or one.renewed or (one.course or 0, _following(year)) in facts.agreed:
        return None
    spring, by = int(year[5:]), day_rules()
    days = facts.days_of(lead)
    opens = date.fromisoformat(f"{spring}-{by.renew_from}")
    closes = days.last_sensible_day(date.fromisoformat(f"{spring}-{by.renew_by}"))
    if not (opens <= facts.works <= closes) or not days.is_sensible(facts.works):
        return None
    return _line(facts, lead, "renew", one, closes=closes)


def _places(facts: Facts, one: Agreed, lead: LeadFact) -> Candidate | None:
    """Places of this year that nothing fills yet, while the period is near and has not begun."""
    course = facts.taught.courses.get(one.course or 0)
    days = facts.days_of(lead)
    if not one.left or course is None or one.year < school_year(facts.on) or not days.is_sensible(facts.works):
        return None
    first = int(one.year[:4])
    starts = [
        day for part in parts_of(course.period or "") if (day := start_of(days.calendar, part, first)) is not None
    ]
    ahead = timedelta(days=day_rules().places_ahead)
    begin = next((day for day in sorted(starts) if facts.works < day <= facts.works + ahead), None)
    return None if begin is None else _line(facts, lead, "places", one, waits=True, starts=begin)


def _following(year: str) -> str:
    return f"{int(year[:4]) + 1}-{int(year[:4]) + 2}"
