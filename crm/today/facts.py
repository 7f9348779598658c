"""All that one reading of Today needs to know, gathered in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from crm.calendar.building import built
from crm.calendar.courses import CourseWindows, windows
from crm.calendar.days import OnesDays
from crm.calendar.school import SchoolCalendar
from crm.today.aims import Aims, read_aims
from crm.today.asking import Ask, day_of
from crm.today.contacts import NOTHING, Told, read_ties, read_told, warmth_of
from crm.today.courses import CourseFact, Taught, read_taught
from crm.today.leads import LeadFact, Whose, read_leads, whose
from crm.today.untold import MANY, Untold, read_untold
from crm.today.upward import Programmes, read_programmes
from crm.warmth.happenings import Happening
from crm.words import Level, SchoolTime, Target

SATURDAY = 5


@dataclass(slots=True)
class Facts:
    """What is known on the day `on`. `works` is the office's day: of a weekend the Monday after it."""

    ask: Ask
    on: date
    works: date
    of: Whose
    leads: Mapping[int, LeadFact]
    """By their ids."""
    taught: Taught
    told: dict[int, Told]
    ties: dict[int, list[Happening]]
    warm: dict[int, int]
    aims: Aims
    calendars: dict[int, SchoolCalendar]
    schools: dict[int, str]
    put_off: frozenset[str]
    agreed: dict[tuple[int, str], int]
    """(course, school year) → the agreement there is for it."""
    programmes: Programmes
    untold: Sequence[Untold]
    """Who has to be told that they are held, the soonest first; of more than `MANY` no more than one more."""
    _days: dict[tuple[int | None, tuple[int, ...] | None], OnesDays] = field(default_factory=dict)
    _windows: dict[tuple[OnesDays, str | None, date | None, date | None], CourseWindows] = field(default_factory=dict)

    def told_of(self, lead: LeadFact) -> Told:
        """What passed with the person of a lead."""
        return self.told.get(lead.id, NOTHING)

    def target_of(self, lead: LeadFact) -> Target:
        """What the target of the person of a lead comes down to."""
        return self.aims.of_person(self.taught.roles.get(lead.person_id, ()), lead.unit, lead.school)

    def days_of(self, lead: LeadFact) -> OnesDays:
        """The days on which the person of a lead may be approached."""
        return self.days(lead.school, lead.works_on)

    def days(self, school: int | None, works_on: tuple[int, ...] | None = None) -> OnesDays:
        """The days of who works at a school on those weekdays."""
        found = self._days.get((school, works_on))
        if found is None:
            calendar = self.calendars.get(school or 0, SchoolCalendar())
            found = self._days[school, works_on] = OnesDays.of(calendar, works_on)
        return found

    def windows(self, days: OnesDays, course: CourseFact) -> CourseWindows:
        """When a place in the course, and a lasting one, can be arranged."""
        key = (days, course.period, course.fill_by, course.room_by)
        found = self._windows.get(key)
        if found is None:
            found = self._windows[key] = windows(days, course.period, self.works, course.fill_by, course.room_by)
        return found


def office_day(on: date) -> date:
    """The day itself, or of a weekend the Monday after it: what is proposed then is for that day."""
    return on + timedelta(days=7 - on.weekday()) if on.weekday() >= SATURDAY else on


def read_facts(ask: Ask, owner: str | None, on: date) -> Facts:
    """What is known on the day `on` of the work of `owner` (None: of everybody)."""
    of = whose(ask, owner, on)
    leads = read_leads(ask, of)
    taught, told, ties = read_taught(ask), read_told(ask), read_ties(ask, None)
    levels = {level.value: level for level in Level}
    schools = ask("SELECT id, name, level, domain FROM institution")
    typed = ask("SELECT institution_id, kind, name, starts, ends FROM school_period")
    return Facts(
        ask=ask,
        on=on,
        works=office_day(on),
        of=of,
        leads={lead.id: lead for lead in leads},
        taught=taught,
        told=told,
        ties=ties,
        warm=warmth_of(leads, told, ties, on),
        aims=read_aims(ask, taught.roles),
        calendars=built(
            [(id_, levels.get(level), domain) for id_, _name, level, domain in schools],
            [
                (school, SchoolTime(kind), name, day_of(starts) or on, day_of(ends) or on)
                for school, kind, name, starts, ends in typed
            ],
        ),
        schools={id_: name for id_, name, _level, _domain in schools},
        put_off=read_put_off(ask, on),
        agreed=read_agreed(ask),
        programmes=read_programmes(ask),
        untold=read_untold(ask, on, of=of, most=MANY + 1),
    )


def read_put_off(ask: Ask, on: date) -> frozenset[str]:
    """What was put off beyond the day, or refused."""
    return frozenset(about for (about,) in ask("SELECT about FROM put_off WHERE until IS NULL OR until > ?", (on,)))


def read_agreed(ask: Ask) -> dict[tuple[int, str], int]:
    """(course, school year) → the agreement there is for it."""
    rows = ask("SELECT id, course_id, school_year FROM agreement WHERE ended_on IS NULL AND course_id IS NOT NULL")
    return {(course, year): id_ for id_, course, year in rows}
