"""A school year at three invented schools, worked day by day as Today says: does it ever come at a wrong time, or late?

A coordinator does every line of every working day. Some teachers answer, some never; some work two days a week. Counted
are the times somebody was approached on a day on which they may not be, and the windows of courses that closed without
anybody having been in touch while they were open.

python -m benchmarks.school_year [LEADS]
"""

import json
import random
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from sqlmodel import Session

from crm.clock import FixedClock, school_year
from crm.database.engine import sqlite_url
from crm.database.opening import open_database
from crm.services import agreements, examples, leads
from crm.services.agreements import AgreementParts
from crm.tables import Course, Entity, Institution, Manner, Person, Role
from crm.today.asking import of_session
from crm.today.day import Day, read_day
from crm.today.rules import day_rules
from crm.unit_of_work import Work, reading, unit_of_work
from crm.views.today_lines import TodayLine
from crm.words import FUNNEL, ActivityKind, Direction, EntityKind, Level, RoleKind, Stage

FIRST, LAST = date(2026, 9, 1), date(2027, 7, 15)
SEED = 7
ANSWERS = 0.3
"""How often a message is answered."""

PERIODS = {Level.WO: 6, Level.HBO: 4, Level.MBO: 4}
WORKING_WEEKS = (None, None, [0, 1], [1, 2, 3], [3, 4], [2])


@dataclass(slots=True)
class Year:
    """What a year came to."""

    touches: int = 0
    outside: list[str] = field(default_factory=list)
    """Who was approached on which day on which they may not be."""
    windows: int = 0
    missed: list[str] = field(default_factory=list)
    """Whose window closed without anybody in touch."""
    fullest: int = 0
    touched: dict[int, list[date]] = field(default_factory=dict)


def build(engine: Engine, count: int) -> None:
    """Three schools with so many leads between them, each the teacher of a course of some period."""
    chance = random.Random(SEED)
    clock = FixedClock(_morning(FIRST))
    people: list[int] = []
    with Session(engine) as session:
        for number, level in enumerate(Level):
            school = _entity(session, EntityKind.INSTITUTION, f"school{number}")
            name = f"School {number}"
            domain = f"school{number}.example"
            session.add(Institution(id=school, name=name, sort_key=name.lower(), level=level, domain=domain))
            session.flush()
            people += [_teacher(session, chance, school, level, n) for n in range(number, count, len(Level))]
        session.commit()
    with unit_of_work(engine, by="eva", clock=clock) as work:
        for person in people:
            leads.add(work, person)


def _teacher(session: Session, chance: random.Random, school: int, level: Level, number: int) -> int:
    course = _entity(session, EntityKind.COURSE, f"course{number}")
    name = f"Vak {number}"
    period = f"blok {chance.randint(1, PERIODS[level])}"
    session.add(Course(id=course, institution_id=school, name=name, sort_key=name.lower(), period=period))
    person = _entity(session, EntityKind.PERSON, f"person{number}")
    who = f"Docent {number}"
    email = f"d{number}@school.example"
    session.add(Person(id=person, institution_id=school, name=who, sort_key=who.lower(), email=email))
    session.flush()
    role = _entity(session, EntityKind.ROLE, f"role{number}")
    session.add(Role(id=role, person_id=person, kind=RoleKind.TEACHER, of_id=course, of_kind=EntityKind.COURSE))
    works_on = chance.choice(WORKING_WEEKS)
    if works_on is not None:
        session.add(Manner(person_id=person, works_on=works_on, on=FIRST, by="eva"))
    session.flush()
    return person


def _entity(session: Session, kind: EntityKind, identity: str) -> int:
    row = Entity(kind=kind, identity=f"{kind}:{identity}", first_seen=FIRST, last_seen=FIRST)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=UTC)


def simulate(engine: Engine, last: date = LAST) -> Year:
    """Works every working day from September to `last` as Today says."""
    chance, year = random.Random(SEED), Year()
    day = FIRST
    before: Day | None = None
    answers: dict[date, list[int]] = {}
    while day <= last:
        if day.weekday() < 5:
            with reading(engine) as session:
                read = read_day(of_session(session), "eva", day, before)
                lines = read.lines()
            with unit_of_work(engine, by="eva", clock=FixedClock(_morning(day))) as work:
                for lead in answers.pop(day, ()):
                    leads.log(work, lead, ActivityKind.MAIL, "klinkt goed", direction=Direction.IN)
                for line in lines:
                    _do(work, chance, year, read, line, answers)
            year.fullest = max(year.fullest, len(lines))
            _count_missed(year, read)
            before = read
        day += timedelta(days=1)
    return year


def _do(
    work: Work, chance: random.Random, year: Year, read: Day, line: TodayLine, answers: dict[date, list[int]]
) -> None:
    """Does one line as a coordinator would."""
    if line.lead is None:
        return
    today = work.clock.today()
    fact = read.facts.leads[line.lead]
    days = read.facts.days_of(fact)
    if line.kind in {"wake", "no_next"}:
        if line.kind == "wake":
            leads.advance(work, line.lead, Stage.INFORMED, note="weer wakker")
        else:
            _further(work, chance, line.lead, fact.stage)
        leads.plan(work, line.lead, days.next_sensible_day(today + timedelta(days=chance.randint(1, 40))), "bellen")
        return
    if line.kind == "around":
        leads.advance(work, line.lead, Stage.RESTING, note="geen antwoord", until=today + timedelta(days=60))
        return
    if line.kind == "renew":
        agreements.renew(work, line.agreement or 0)
    year.touches += 1
    year.touched.setdefault(line.lead, []).append(today)
    if not days.is_sensible(today):
        year.outside.append(f"{line.kind} {line.name} {today}")
    kind = ActivityKind.CALL if line.way == "call" or line.kind in {"call", "ring"} else ActivityKind.MAIL
    leads.log(work, line.lead, kind, "gesproken" if line.kind == "call" else "bericht", direction=Direction.OUT)
    if line.kind == "call":
        leads.plan(work, line.lead, None, None)
    if chance.random() < ANSWERS:
        answers.setdefault(days.next_sensible_day(today + timedelta(days=1)), []).append(line.lead)


def _further(work: Work, chance: random.Random, lead: int, stage: Stage) -> None:
    """Somebody who answered comes a step further, often enough."""
    if chance.random() < 0.5:
        return
    if stage in {Stage.MAPPED, Stage.WARM}:
        leads.advance(work, lead, FUNNEL[FUNNEL.index(stage) + 1])
    elif stage is Stage.INFORMED:
        examples.add(work, lead, "een dashboard voor een bakker")
        leads.advance(work, lead, Stage.EXAMPLES)
    elif stage is Stage.EXAMPLES:
        agreements.make(work, lead, AgreementParts("sprint", 2, "bij de start", "wekelijks", "docent"))
        leads.advance(work, lead, Stage.AGREEMENT)


def _count_missed(year: Year, read: Day) -> None:
    """Windows that close today: was anybody in touch while they were open?"""
    facts = read.facts
    for lead in facts.leads.values():
        if lead.stage not in FUNNEL:
            continue
        for course in facts.taught.courses_of(lead.person_id):
            found = facts.windows(facts.days_of(lead), course)
            closing = [found.fill] if found.starts and not _agreed(facts.agreed, course.id, found.starts) else []
            closing += [found.room] if lead.stage in day_rules().room_stages else []
            for window in closing:
                if window is None or window.last != facts.works:
                    continue
                year.windows += 1
                touched = [*year.touched.get(lead.id, ()), *([lead.last_on] if lead.last_on else [])]
                if not any(window.opens <= day <= window.last for day in touched):
                    year.missed.append(f"{lead.name} {course.name} {window.last}")


def _agreed(agreed: dict[tuple[int, str], int], course: int, starts: date) -> bool:
    return (course, school_year(starts)) in agreed


def run(count: int = 300) -> Year:
    """A whole year of so many leads, in a database of its own."""
    with TemporaryDirectory() as folder:
        engine = open_database(sqlite_url(Path(folder) / "year.db"))
        build(engine, count)
        year = simulate(engine)
        engine.dispose()
    return year


if __name__ == "__main__":
    found = run(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    figures = {"touches": found.touches, "outside": len(found.outside), "windows": found.windows}
    print(json.dumps(figures | {"missed": len(found.missed), "fullest": found.fullest}))
    for line in (found.outside + found.missed)[:20]:
        print(line, file=sys.stderr)
