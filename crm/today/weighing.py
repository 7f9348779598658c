"""What a line weighs, addend by addend."""

from datetime import date
from typing import NamedTuple

from crm.calendar.courses import Window
from crm.today.courses import CourseFact
from crm.today.facts import Facts
from crm.today.leads import LeadFact
from crm.today.rules import day_rules
from crm.views.scores import rules
from crm.words import Stage, Target


class Addend(NamedTuple):
    """So many points for something. `what` is its name, `of` what it is of or how much ("data", 12)."""

    what: str
    points: float
    of: object = None


class Chance(NamedTuple):
    """A course in which a place, or a lasting one, can be arranged now."""

    course: CourseFact
    window: Window
    starts: date | None


def addends(
    facts: Facts,
    lead: LeadFact,
    kind: str,
    target: Target,
    *,
    late: int = 0,
    quiet: int = 0,
    soon: Chance | None = None,
) -> list[Addend]:
    """All that gives a line of `kind` about a lead its weight. Days: `late` past its day, `quiet` since contact."""
    found = [*basic(kind, lead.stage, target, late=late, quiet=quiet)]
    warm = facts.warm.get(lead.person_id, 0)
    if warm:
        found.append(Addend("warmth", round(rules().warmth["a_degree"] * warm, 1), warm))
    by, courses = day_rules(), facts.taught.courses_of(lead.person_id)
    fits = next((course for course in courses if by.fit_words.search(course.name)), None)
    if fits is not None:
        found.append(Addend("fit", by.fit, fits.name))
    students = sum(course.students or 0 for course in courses)
    if students:
        found.append(Addend("students", round(min(students / 10 * by.student_points, by.students_most), 1), students))
    if soon is not None:
        weeks = max((soon.window.last - facts.works).days, 0) // 7
        points = round(by.soon_most - weeks * by.soon_a_week, 1)
        if points > 0:
            found.append(Addend("soon", points, soon.course.name))
    if lead.person_id in facts.taught.sole:
        found.append(Addend("fragile", by.fragile))
    return found


def basic(kind: str, stage: Stage | None, target: Target, *, late: int = 0, quiet: int = 0) -> list[Addend]:
    """What every line has: its kind, stage and target, and the days it is late or quiet."""
    by = rules()
    found = [Addend("kind", by.kinds.get(kind, 0), kind)]
    if stage is not None and by.stages[stage]:
        found.append(Addend("stage", by.stages[stage], stage))
    if by.targets[target]:
        found.append(Addend("target", by.targets[target]))
    if late > 0:
        found.append(Addend("late", min(late * by.late["a_day"], by.late["most"]), late))
    if quiet > 0:
        found.append(Addend("quiet", round(min(quiet * by.quiet["a_day"], by.quiet["most"]), 1), quiet))
    return found


def total(found: list[Addend]) -> float:
    """The weight: higher comes first."""
    return round(sum(one.points for one in found), 1)
