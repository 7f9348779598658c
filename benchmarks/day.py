"""A day of whatever a coordinator does, with undo, restarts and a crawl between: no rule of the house is broken.

python -m benchmarks.day [ACTIONS] [DAYS]
"""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import select

from crm.clock import FixedClock
from crm.database.engine import open_engine, sqlite_url
from crm.database.opening import open_database
from crm.errors import NotFoundError, RefusedError, UndoError, UsageError
from crm.services import absence, agreements, edits, examples, journal, leads, mapping, putting_off, sources, steps_up
from crm.statements import CourseSaid, PersonSaid, ProgrammeSaid, RoleSaid, SchoolSaid
from crm.tables import CrawlRun, Source
from crm.today.asking import of_session
from crm.today.day import Day, read_day
from crm.unit_of_work import Work, reading, unit_of_work
from crm.views.today_lines import TodayLine
from crm.words import ActivityKind, Direction, EntityKind, Level, Method, RunState, Stage

START = date(2026, 11, 23)
NAMES = ("Zoë van 't Hek", "P. Bakker", "M. El Bouhali", "S. Oudejans")
GUIDE = "https://studiegids.haz.example"
WHO = st.sampled_from(["noor", "sam"])
LINE = st.integers(0, 40)
TYPED = "06 12 34 56 78"
AGREED = agreements.AgreementParts("sprint", 2, "bij de start", "wekelijks", "docent")
REFUSED = (RefusedError, UsageError, NotFoundError)


def _says(on: date, gone: frozenset[str]) -> SchoolSaid:
    """What the school says on a day: its teachers but those who have gone, and a dean."""
    people = [
        PersonSaid(
            page=f"{GUIDE}/{number}.html",
            on=on,
            method=Method.LABEL,
            name=name,
            email=f"p{number}@haz.example",
            phone="020 555 01 23",
            roles=[RoleSaid(kind="teacher", of="course", name=f"Vak {number}", code=f"V-{number}")],
        )
        for number, name in enumerate(NAMES)
        if name not in gone
    ]
    courses = [
        CourseSaid(
            page=f"{GUIDE}/{number}.html",
            on=on,
            method=Method.LABEL,
            name=f"Vak {number}",
            code=f"V-{number}",
            periods=["blok 3"],
            programme="HBO-ICT",
        )
        for number, name in enumerate(NAMES)
        if name not in gone
    ]
    page = f"{GUIDE}/opleidingen"
    return SchoolSaid(
        domain="haz.example",
        name="Hogeschool aan Zee",
        level=Level.HBO,
        url="https://www.haz.example/",
        page=page,
        on=on,
        programmes=[ProgrammeSaid(page=page, on=on, method=Method.HEADING, name="HBO-ICT")],
        courses=courses,
        people=people,
    )


def _add(person: int, work: Work) -> None:
    leads.add(work, person)


class WorkingDay(RuleBasedStateMachine):
    """Two coordinators, four teachers, and a school that is crawled now and then."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "werkplaats.db"
        shutil.copy(self.template, self.path)
        self.engine = open_engine(sqlite_url(self.path))
        self.day = START
        self.days: dict[str, Day] = {}
        self.corrected: set[int] = set()

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    @property
    def clock(self) -> FixedClock:
        return FixedClock(datetime(self.day.year, self.day.month, self.day.day, 8, 0, tzinfo=UTC))

    def act(self, who: str, action: Callable[[Work], object]) -> bool:
        try:
            with unit_of_work(self.engine, by=who, clock=self.clock) as work:
                action(work)
        except REFUSED:
            return False
        return True

    def read(self, who: str) -> Day:
        with reading(self.engine) as session:
            self.days[who] = read_day(of_session(session), who, self.day, self.days.get(who))
        return self.days[who]

    def line(self, who: str, number: int) -> TodayLine | None:
        with reading(self.engine) as session:
            day = read_day(of_session(session), who, self.day, self.days.get(who))
            lines = day.lines()
        self.days[who] = day
        return lines[number % len(lines)] if lines else None

    def rows(self, statement: str) -> list[Any]:
        with self.engine.connect() as connection:
            return list(connection.exec_driver_sql(statement))

    # What happens on a day

    @initialize()
    def crawled_once(self) -> None:
        self.crawl(frozenset())
        for (person,) in self.rows("SELECT id FROM person ORDER BY id"):
            self.act("noor", partial(_add, person))

    @rule(gone=st.frozensets(st.sampled_from(NAMES), max_size=2))
    def crawl(self, gone: frozenset[str]) -> None:
        pages = frozenset(f"{GUIDE}/{number}.html" for number, name in enumerate(NAMES) if name not in gone)
        said = replace(_says(self.day, gone), pages=pages | {f"{GUIDE}/opleidingen"})
        with unit_of_work(self.engine, by="crawl", clock=self.clock, journalled=False) as work:
            source = work.session.exec(select(Source)).first()
            if source is None:
                source = sources.add(work, "https://www.haz.example/", name="haz", level=Level.HBO)
            moment = self.clock.now()
            run = CrawlRun(source_id=source.id or 0, state=RunState.FINISHED, started_at=moment, heard_at=moment)
            work.session.add(run)
            work.session.flush()
            mapping.refresh(work.session, source=source, run=run, said=said, clock=self.clock)

    @rule()
    def restart(self) -> None:
        self.engine.dispose()
        self.engine = open_engine(sqlite_url(self.path))
        self.days.clear()

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(who=WHO, number=LINE, answer=st.booleans(), kind=st.sampled_from(["mail", "call", "visit"]))
    def log(self, who: str, number: int, kind: str, *, answer: bool) -> None:
        line = self.line(who, number)
        if line is not None and line.lead is not None:
            way = Direction.IN if answer else Direction.OUT
            lead = line.lead
            self.act(who, lambda work: leads.log(work, lead, ActivityKind(kind), "sprak", direction=way))

    @rule(who=WHO, number=LINE, ahead=st.integers(-3, 30))
    def later(self, who: str, number: int, ahead: int) -> None:
        line, until = self.line(who, number), self.day + timedelta(days=ahead)
        if line is not None:
            done = self.act(who, lambda work: putting_off.later(work, line.about, until, lead_id=line.lead))
            assert done == (ahead > 0)
            if done:
                assert line.about not in {one.about for one in self.read(who).candidates}

    @rule(who=WHO, number=LINE)
    def not_this_one(self, who: str, number: int) -> None:
        line = self.line(who, number)
        if line is not None:
            assert self.act(who, lambda work: putting_off.refuse(work, line.about, "geen tijd", lead_id=line.lead))

    @rule(who=WHO, number=st.integers(0, 5), to=st.sampled_from(list(Stage)))
    def advance(self, who: str, number: int, to: Stage) -> None:
        lead = self._lead(number)
        until = self.day + timedelta(days=20) if to is Stage.RESTING else None
        if lead is not None:
            self.act(who, lambda work: leads.advance(work, lead, to, note="op verzoek", until=until))

    @rule(who=WHO, number=st.integers(0, 5), what=st.sampled_from(["example", "agreement", "step_up", "renew", "away"]))
    def keep(self, who: str, number: int, what: str) -> None:
        lead = self._lead(number)
        other = "sam" if who == "noor" else "noor"
        if lead is None:
            return
        agreed = self.rows(f"SELECT max(id) FROM agreement WHERE lead_id = {lead}")[0][0]
        deeds: dict[str, Callable[[Work], object]] = {
            "example": lambda work: examples.add(work, lead, "een dashboard"),
            "agreement": lambda work: agreements.make(work, lead, AGREED),
            "step_up": lambda work: steps_up.take_up(work, lead, "moet het vragen"),
            "renew": lambda work: agreements.renew(work, agreed or 0),
            "away": lambda work: absence.go_away(work, self.day, self.day + timedelta(days=2), other),
        }
        self.act(who, deeds[what])

    @rule(who=WHO, number=st.integers(0, 3))
    def correct(self, who: str, number: int) -> None:
        people = self.rows("SELECT id FROM person ORDER BY id")
        person = people[number % len(people)][0]
        if self.act(who, lambda work: edits.set_values(work, EntityKind.PERSON, person, {"phone": TYPED})):
            self.corrected.add(person)

    @rule(who=WHO)
    def undo(self, who: str) -> None:
        try:
            with unit_of_work(self.engine, by=who, clock=self.clock, journalled=False) as work:
                journal.undo(work)
        except UndoError:
            return
        manual = {row[0] for row in self.rows("SELECT entity_id FROM sighting WHERE method = 'manual'")}
        self.corrected &= manual

    def _lead(self, number: int) -> int | None:
        found = [row[0] for row in self.rows("SELECT id FROM lead ORDER BY id")]
        return found[number % len(found)] if found else None

    # What must never happen

    @invariant()
    def a_stage_has_its_activity(self) -> None:
        wrong = self.rows(
            "SELECT lead.id FROM lead LEFT JOIN activity ON activity.id = lead.stage_activity_id "
            "AND activity.lead_id = lead.id AND activity.to_stage = lead.stage WHERE activity.id IS NULL"
        )
        assert wrong == []

    @invariant()
    def nobody_is_there_twice(self) -> None:
        assert self.rows("SELECT name FROM person GROUP BY name HAVING count(*) > 1") == []

    @invariant()
    def no_correction_is_lost(self) -> None:
        phones = dict(self.rows("SELECT id, phone FROM person"))
        assert {person for person in self.corrected if phones.get(person) not in {None, phones.get(person)}} == set()
        for person in self.corrected & phones.keys():
            assert "12345678" in (phones[person] or "").replace(" ", "")

    @invariant()
    def every_contact_has_a_source(self) -> None:
        lonely = "SELECT id FROM person WHERE id NOT IN (SELECT entity_id FROM sighting)"
        assert self.rows(lonely) == []

    @invariant()
    def nobody_who_objected_is_approached_or_exported(self) -> None:
        silent = {row[0] for row in self.rows("SELECT id FROM lead WHERE stage IN ('do_not_contact', 'declined')")}
        for who in ("noor", "sam"):
            assert silent.isdisjoint({one.lead.id for one in self.read(who).candidates if one.lead is not None})

    @invariant()
    def a_day_read_after_an_action_is_the_day_read_whole(self) -> None:
        for who in ("noor", "sam"):
            again = self.read(who)
            with reading(self.engine) as session:
                whole = read_day(of_session(session), who, self.day)
            assert [(one.about, one.score) for one in again.candidates] == [
                (one.about, one.score) for one in whole.candidates
            ]

    @invariant()
    def the_database_is_sound(self) -> None:
        assert self.rows("PRAGMA foreign_key_check") == []


def run(template: Path, *, days: int, actions: int) -> None:
    """So many days of so many random actions each, every one in a copy of the empty database `template`.

    Raises AssertionError with the actions that broke a rule.
    """
    WorkingDay.template = template
    run_state_machine_as_test(
        WorkingDay,
        settings=settings(
            max_examples=days,
            stateful_step_count=actions,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def main(arguments: Sequence[str]) -> None:
    """The command: as JSON how many actions broke no rule."""
    actions, days = int(arguments[0]) if arguments else 200, int(arguments[1]) if len(arguments) > 1 else 5
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_database(sqlite_url(path)).dispose()
        run(path, days=days, actions=actions)
    print(json.dumps({"days": days, "actions": actions, "broken": 0}))


if __name__ == "__main__":
    main(sys.argv[1:])
