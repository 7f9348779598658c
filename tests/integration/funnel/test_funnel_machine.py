"""Whatever is done with a lead, in whatever order: no stage without its activity, and undo restores exactly."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlmodel import Session

from crm.clock import FixedClock
from crm.database.engine import open_engine, sqlite_url
from crm.errors import RefusedError, UndoError, UsageError
from crm.services import agreements, basis, examples, journal, leads, steps_up
from crm.tables import table_named
from crm.unit_of_work import unit_of_work
from crm.words import FUNNEL, ActivityKind, Basis, Direction, EntityKind, RoleKind, Setting, Stage

TABLES = ("lead", "activity", "contact_basis", "example", "agreement", "escalation")
AGREED = agreements.AgreementParts("advies", 2, "blok 1", "intake", "docent", setting=Setting.GRADUATION)
NOTES = st.sampled_from([None, "", "toetsweek", "kent ons"])
DAYS = st.integers(-40, 3).map(lambda days: date(2026, 11, 23) + timedelta(days=days))
WHO = st.sampled_from(["noor", "sam"])
Rows = dict[str, list[tuple[Any, ...]]]


class Funnel(RuleBasedStateMachine):
    """Two people at work on the leads of two teachers in one file."""

    template: Path
    people: tuple[int, ...]

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "werkplaats.db"
        shutil.copy(self.template, path)
        self.engine = open_engine(sqlite_url(path))
        self.clock = FixedClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
        self.before: list[tuple[str, Rows]] = []

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    def rows(self) -> Rows:
        with self.engine.connect() as connection:
            return {
                name: [
                    tuple(row)
                    for row in connection.execute(sa.select(table_named(name)).order_by(*table_named(name).primary_key))
                ]
                for name in TABLES
            }

    def lead_ids(self) -> list[int]:
        with self.engine.connect() as connection:
            return list(connection.execute(sa.select(table_named("lead").c.id)).scalars())

    def act(self, who: str, action: Any) -> None:
        """Does `action`; when a rule of the domain refuses it, nothing has changed."""
        before = self.rows()
        try:
            with unit_of_work(self.engine, by=who, clock=self.clock) as work:
                action(work)
        except (RefusedError, UsageError):
            assert self.rows() == before
            return
        if work.entry_id is None:
            assert self.rows() == before
        else:
            self.before.append((who, before))

    @rule(who=WHO, person=st.integers(0, 1))
    def add(self, who: str, person: int) -> None:
        self.act(who, lambda work: leads.add(work, self.people[person]))

    @precondition(lambda self: self.lead_ids())
    @rule(who=WHO, to=st.sampled_from(Stage), note=NOTES, on=DAYS, until=st.one_of(st.none(), DAYS), data=st.data())
    def advance(self, who: str, to: Stage, note: str | None, on: date, until: date | None, data: Any) -> None:
        lead = data.draw(st.sampled_from(self.lead_ids()))
        self.act(who, lambda work: leads.advance(work, lead, to, note=note, on=on, until=until))

    @precondition(lambda self: self.lead_ids())
    @rule(who=WHO, kind=st.sampled_from(ActivityKind), on=DAYS, direction=st.sampled_from(Direction), data=st.data())
    def log(self, who: str, kind: ActivityKind, on: date, direction: Direction, data: Any) -> None:
        lead = data.draw(st.sampled_from(self.lead_ids()))
        self.act(who, lambda work: leads.log(work, lead, kind, "gesproken", on=on, direction=direction))

    @precondition(lambda self: self.lead_ids())
    @rule(who=WHO, on=st.one_of(st.none(), DAYS), what=st.sampled_from([None, "bellen"]), data=st.data())
    def plan(self, who: str, on: date | None, what: str | None, data: Any) -> None:
        lead = data.draw(st.sampled_from(self.lead_ids()))
        self.act(who, lambda work: leads.plan(work, lead, on, what))

    @rule(who=WHO, person=st.integers(0, 1), ground=st.sampled_from(Basis))
    def ground(self, who: str, person: int, ground: Basis) -> None:
        self.act(who, lambda work: basis.set_basis(work, self.people[person], ground, "mail"))

    @precondition(lambda self: self.lead_ids())
    @rule(who=WHO, what=st.sampled_from(["example", "agreement"]), data=st.data())
    def tell(self, who: str, what: str, data: Any) -> None:
        lead = data.draw(st.sampled_from(self.lead_ids()))
        if what == "example":
            self.act(who, lambda work: examples.add(work, lead, "dashboards"))
        else:
            self.act(who, lambda work: agreements.make(work, lead, AGREED))

    @precondition(lambda self: self.lead_ids())
    @rule(
        who=WHO,
        to=st.sampled_from([None, RoleKind.DEAN, RoleKind.TEACHER]),
        until=st.one_of(st.none(), DAYS),
        data=st.data(),
    )
    def take_up(self, who: str, to: RoleKind | None, until: date | None, data: Any) -> None:
        lead = data.draw(st.sampled_from(self.lead_ids()))
        self.act(who, lambda work: steps_up.take_up(work, lead, "moet vragen", to=to, rest_until=until))

    @precondition(lambda self: self.before)
    @rule()
    def take_back_the_very_last(self) -> None:
        who, before = self.before.pop()
        with unit_of_work(self.engine, by=who, clock=self.clock) as work:
            journal.undo(work)
        assert self.rows() == before

    @rule(who=WHO)
    def take_back_ones_own_last(self, who: str) -> None:
        before = self.rows()
        try:
            with unit_of_work(self.engine, by=who, clock=self.clock) as work:
                journal.undo(work)
        except UndoError:
            assert self.rows() == before
            return
        if self.before and self.before[-1][0] == who:
            assert self.rows() == self.before.pop()[1]
        else:
            # what others did since stands on a past that is no more: it cannot be compared with it
            self.before.clear()

    @invariant()
    def every_stage_has_the_activity_that_says_so(self) -> None:
        lead, activity = table_named("lead"), table_named("activity")
        with self.engine.connect() as connection:
            stages = connection.execute(
                sa.select(lead.c.stage, activity.c.to_stage, lead.c.stage_since, activity.c.on).outerjoin(
                    activity,
                    sa.and_(activity.c.id == lead.c.stage_activity_id, activity.c.lead_id == lead.c.id),
                )
            ).all()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert all(stage == said and since == on for stage, said, since, on in stages)
        assert broken == []

    @invariant()
    def the_newest_contact_is_remembered(self) -> None:
        with self.engine.connect() as connection:
            kept = [tuple(row) for row in connection.exec_driver_sql("SELECT id, last_activity_on FROM lead")]
            newest = connection.exec_driver_sql(
                'SELECT lead_id, max("on") FROM activity WHERE direction IS NOT NULL GROUP BY lead_id'
            )
            found = [tuple(row) for row in newest]
        assert sorted(row for row in kept if row[1]) == sorted(found)

    @invariant()
    def who_stands_in_the_funnel_does_not_rest(self) -> None:
        lead = table_named("lead")
        with self.engine.connect() as connection:
            resting = connection.execute(
                sa.select(lead.c.id).where(lead.c.stage.in_(FUNNEL), lead.c.wakes_on.is_not(None))
            ).all()
        assert resting == []


@pytest.mark.slow
def test_no_stage_without_its_activity_and_undo_restores_exactly(
    sqlite_database: str, request: pytest.FixtureRequest
) -> None:
    engine = open_engine(sqlite_database)
    with Session(engine) as session:
        school = request.getfixturevalue("new_school")(session)
        zoe, bakker = school.person("Zoë van 't Hek"), school.person("P. Bakker")
        school.role(bakker, RoleKind.DEAN, school.id, EntityKind.INSTITUTION)
        people = (zoe, bakker)
        session.commit()
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    Funnel.template, Funnel.people = Path(str(engine.url.database)), people
    run_state_machine_as_test(
        Funnel,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
