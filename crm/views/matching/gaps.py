"""Open cases against free places: what is short by theme, period and school, and whom to call to close it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session

from crm.calendar.school import SchoolCalendar, first_year_of
from crm.language import _, current_language
from crm.matching.encoders import Encoder
from crm.matching.themes import OTHER, theme_names, theme_of
from crm.tables.core import ACTIVITY
from crm.views.matching.asked import Asked, open_cases
from crm.views.matching.facts import CourseFacts, Teacher, facts_of
from crm.views.matching.index import Index, index_of
from crm.views.matching.obstacles import Stands, landing, obstacles
from crm.views.matching.places import Place, free_places, taken
from crm.views.matching.texts import Of
from crm.views.matching.weights import weights
from crm.words import REACHED_OUT, Direction, Stage, Target


@dataclass(frozen=True, slots=True)
class Count:
    """Cases and places of one theme, or of one period. `short`: cases that find no place."""

    key: str
    name: str
    cases: int
    places: int
    short: int


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """The places of a school, and how many of them an open case could take."""

    id: int | None
    name: str
    places: int
    taken: int


@dataclass(frozen=True, slots=True)
class Call:
    """A course that nobody was ever approached for, and the cases without a place that would fit there."""

    course: CourseFacts
    teacher: Teacher | None
    cases: tuple[Asked, ...]
    score: float
    """How well they fit, added up."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """How open cases and free places stand to each other."""

    cases: int
    places: int
    without: tuple[Asked, ...]
    """Cases that find no place, oldest first."""
    themes: tuple[Count, ...]
    periods: tuple[Count, ...]
    schools: tuple[SchoolCount, ...]
    calls: tuple[Call, ...]


def gaps(session: Session, encoders: Sequence[Encoder] = (), *, today: date, limit: int = 20) -> Gaps:
    """What is short today, and at most `limit` courses to call for, those that close most first."""
    cases, places = open_cases(session), free_places(session, today)
    found = taken(session, cases, places, encoders, today)
    without = tuple(case for case in cases if case.id not in found)
    return Gaps(
        cases=len(cases),
        places=sum(place.left for place in places),
        without=without,
        themes=_by_theme(cases, places, without, index_of(session, encoders)),
        periods=_by_period(cases, places, without, today),
        schools=_by_school(places, found),
        calls=tuple(_calls(session, without, encoders, today)[:limit]),
    )


def _by_theme(
    cases: Sequence[Asked], places: Sequence[Place], without: Sequence[Asked], index: Index
) -> tuple[Count, ...]:
    of_case = {case.id: theme_of(case.text.whole) for case in cases}
    open_, short = Counter(of_case.values()), Counter(of_case[case.id] for case in without)
    free: Counter[str] = Counter()
    for place in places:
        free[theme_of(_text(place, index))] += place.left
    names = {**theme_names("nl" if current_language() == "nl" else "en"), OTHER: _("other")}
    keys = [key for key in names if open_[key] or free[key]]
    counts = [Count(key, names[key], open_[key], free[key], short[key]) for key in keys]
    return tuple(sorted(counts, key=lambda one: (-one.short, -one.cases, one.name)))


def _text(place: Place, index: Index) -> str:
    """What a place is about: its agreed assignment, and its course."""
    at = index.places.get(Of("course", place.agreement.course_id or 0))
    course = index.matcher.courses[at].whole if at is not None else place.agreement.course_name or ""
    return f"{place.agreement.type} {course}"


def _by_period(
    cases: Sequence[Asked], places: Sequence[Place], without: Sequence[Asked], today: date
) -> tuple[Count, ...]:
    """By the periods of a school year as it usually runs: cases by when they are wanted, places by when they start."""
    periods = _periods(today)
    lacking = {case.id for case in without}
    open_, short, free = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        key = _period(periods, case.wanted_by)
        open_[key] += 1
        short[key] += case.id in lacking
    for place in places:
        free[_period(periods, place.starts)] += place.left
    names = {key: name for key, name, _starts, _ends in periods} | {"": _("no day said")}
    return tuple(
        Count(key or "any", name, open_[key], free[key], short[key])
        for key, name in names.items()
        if open_[key] or free[key]
    )


def _periods(today: date) -> list[tuple[str, str, date, date]]:
    """The periods from today on, of this school year and the next: key, name, first and last day."""
    calendar = SchoolCalendar()
    main = f"{calendar.pattern.sort(calendar.pattern.main)}-"
    first = first_year_of(today)
    return [
        (f"{year}-{year + 1} {one.key}", f"{one.name}, {year}-{year + 1}", one.starts, one.ends)
        for year in (first, first + 1)
        for one in calendar.year(year)
        if one.key.startswith(main) and one.ends >= today
    ]


def _period(periods: Sequence[tuple[str, str, date, date]], day: date | None) -> str:
    """The period in which a day falls, or the one before it; "" for no day, or one beyond all."""
    if day is None or not periods or day > periods[-1][3]:
        return ""
    started = [key for key, _name, starts, _ends in periods if starts <= day]
    return started[-1] if started else periods[0][0]


def _by_school(places: Sequence[Place], found: dict[int, Place]) -> tuple[SchoolCount, ...]:
    free: Counter[int | None] = Counter()
    used: Counter[int | None] = Counter()
    names: dict[int | None, str] = {}
    for place in places:
        free[place.agreement.institution_id] += place.left
        names[place.agreement.institution_id] = place.agreement.school or _("no school known")
    for place in found.values():
        used[place.agreement.institution_id] += 1
    counts = [SchoolCount(id_, names[id_], free[id_], used[id_]) for id_ in free]
    return tuple(sorted(counts, key=lambda one: (one.name.casefold(), one.id or 0)))


def _calls(session: Session, without: Sequence[Asked], encoders: Sequence[Encoder], today: date) -> list[Call]:
    """The courses that would close the gap, of whose teachers none was ever approached; targets first."""
    index, reached = index_of(session, encoders), _reached(session)
    near = [(case, _near(index, case)) for case in without]
    facts = facts_of(session, sorted({id_ for _case, ids in near for id_, _score in ids}), today)
    fitting: dict[int, list[tuple[float, Asked]]] = defaultdict(list)
    for case, ids in near:
        named = 0
        for id_, score in ids:
            course = facts.courses.get(id_)
            if named < weights().gap_calls and course is not None and _is_to_call(course, reached):
                of = landing(case, course, next(iter(course.teachers), None), facts, today)
                if not any(one.stands is Stands.IN_THE_WAY for one in obstacles(of, score)):
                    named += 1
                    fitting[id_].append((score, case))
    calls = [
        Call(
            facts.courses[id_],
            next(iter(facts.courses[id_].teachers), None),
            tuple(case for _score, case in sorted(cases, key=lambda one: (-one[0], one[1].id))),
            round(sum(score for score, _case in cases), 2),
        )
        for id_, cases in fitting.items()
    ]
    return sorted(
        calls, key=lambda one: (one.course.target is not Target.YES, -len(one.cases), -one.score, one.course.id)
    )


def _near(index: Index, case: Asked) -> list[tuple[int, float]]:
    """The courses whose texts fit a case well, best first: number and score."""
    by, scores = weights(), index.scores(case.text)[: index.courses]
    best = np.argsort(-scores, kind="stable")[: by.looked_at]
    return [(index.of[place].id, float(scores[place])) for place in best if scores[place] >= by.gap_fits]


def _is_to_call(course: CourseFacts, reached: frozenset[int]) -> bool:
    """Whether the office may be after it and none of its teachers was ever approached."""
    return course.target is not Target.NO and all(
        one.lead_id is None or (one.stage is Stage.MAPPED and one.lead_id not in reached) for one in course.teachers
    )


def _reached(session: Session) -> frozenset[int]:
    """Leads that somebody has written to or called."""
    out = sa.select(ACTIVITY.c.lead_id).where(ACTIVITY.c.direction == Direction.OUT, ACTIVITY.c.kind.in_(REACHED_OUT))
    return frozenset(session.connection().scalars(out.distinct()))


def gaps_json(found: Gaps) -> dict[str, Any]:
    """The gaps as commands give them."""
    return {
        "cases": found.cases,
        "places": found.places,
        "short": len(found.without),
        "without": [_case(case) for case in found.without],
        "themes": [_count(one, "theme") for one in found.themes],
        "periods": [_count(one, "period") for one in found.periods],
        "schools": [
            {"school": {"id": one.id, "name": one.name}, "places": one.places, "taken": one.taken}
            for one in found.schools
        ],
        "calls": [
            {
                "course": {"id": one.course.id, "name": one.course.name},
                "school": one.course.school,
                "target": one.course.target.value,
                "person": None if one.teacher is None else {"id": one.teacher.person_id, "name": one.teacher.name},
                "lead": None if one.teacher is None else one.teacher.lead_id,
                "cases": [_case(case) for case in one.cases],
                "score": one.score,
            }
            for one in found.calls
        ],
    }


def _count(one: Count, of: str) -> dict[str, Any]:
    return {of: one.key, "name": one.name, "cases": one.cases, "places": one.places, "short": one.short}


def _case(case: Asked) -> dict[str, Any]:
    return {"id": case.id, "code": case.code, "title": case.title, "company": case.company}
