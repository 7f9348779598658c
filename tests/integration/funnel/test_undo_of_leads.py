"""An action is taken back whole, or refused with the reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, StageError, UndoError, UsageError
from crm.services import basis, journal, leads
from crm.tables import Activity, JournalEntry, Lead, table_named
from crm.unit_of_work import Work, unit_of_work
from crm.words import ActivityKind, Basis, Direction, Stage


@pytest.fixture
def zoe(school: Any, session: Session) -> int:
    """A teacher of Datavisualisatie."""
    made: int = school.person(
        "Zoë van 't Hek", email="z.vanthek@haz.example", teaches=school.course("Datavisualisatie")
    )
    session.commit()
    return made


@pytest.fixture
def lead(zoe: int, working: Any) -> int:
    """Noor's lead."""
    with working() as work:
        made = leads.add(work, zoe)
    assert made.id is not None
    return made.id


def _everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in map(table_named, ("lead", "activity", "contact_basis"))
        }


def test_a_lead_begins_at_mapped_with_an_activity_that_says_so(engine: Engine, lead: int) -> None:
    with Session(engine) as session:
        made = session.get_one(Lead, lead)
        activity = session.get_one(Activity, made.stage_activity_id)
    assert (made.stage, made.owner) == (Stage.MAPPED, "noor")
    assert (activity.lead_id, activity.to_stage, activity.by) == (lead, Stage.MAPPED, "noor")


def test_a_person_is_a_lead_once(lead: int, zoe: int, working: Any) -> None:
    with pytest.raises(RefusedError, match=f"lead {lead}"), working() as work:
        leads.add(work, zoe)


def test_the_database_itself_refuses_a_stage_without_its_activity(engine: Engine, lead: int) -> None:
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(sa.update(Lead).where(col(Lead.id) == lead).values(stage=Stage.INFORMED))


def test_an_action_is_one_entry_in_the_journal_with_who_and_what(engine: Engine, lead: int, working: Any) -> None:
    with working("sam") as work:
        leads.advance(work, lead, Stage.WARM)
    with Session(engine) as session:
        entry = session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc())).first()
    assert entry is not None
    assert (entry.by, entry.id) == ("sam", work.entry_id)
    assert "Zoë van 't Hek" in entry.what


def test_what_changes_nothing_is_no_action(engine: Engine, lead: int, working: Any) -> None:
    with working() as work:
        leads.plan(work, lead, None, None)
    assert work.entry_id is None


ACTIONS: dict[str, Callable[[Work, int], object]] = {
    "advance": lambda work, lead: leads.advance(work, lead, Stage.WARM, note="kwam langs"),
    "rest": lambda work, lead: leads.advance(work, lead, Stage.RESTING, note="toetsweek", until=date(2026, 12, 1)),
    "log": lambda work, lead: leads.log(work, lead, ActivityKind.CALL, "wil voorbeelden zien"),
    "plan": lambda work, lead: leads.plan(work, lead, date(2026, 12, 1), "bellen"),
    "give": lambda work, lead: leads.give(work, lead, "sam"),
    "basis": lambda work, lead: basis.set_basis(work, leads.find(work, lead).person_id, Basis.CONSENT, "mail 3 nov"),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_undo_restores_every_row_exactly(engine: Engine, lead: int, working: Any, action: str) -> None:
    before = _everything(engine)
    with working() as work:
        ACTIONS[action](work, lead)
    assert _everything(engine) != before
    with working() as back:
        undone = journal.undo(back)
    assert _everything(engine) == before
    assert (undone.action, back.entry_id) == (work.entry_id, None)


def test_undo_of_a_new_lead_removes_it_with_its_activity(engine: Engine, lead: int, working: Any) -> None:
    with working() as work:
        journal.undo(work)
    assert _everything(engine) == {"lead": [], "activity": [], "contact_basis": []}


def test_undo_goes_back_one_action_at_a_time(engine: Engine, lead: int, working: Any) -> None:
    with working() as work:
        leads.advance(work, lead, Stage.WARM)
    with working() as work:
        leads.log(work, lead, ActivityKind.MAIL, "eerste bericht")
    for _ in range(3):
        with working() as work:
            journal.undo(work)
    with pytest.raises(UndoError, match="noor"), working() as work:
        journal.undo(work)
    assert _everything(engine)["lead"] == []


def test_undo_takes_only_ones_own_action(engine: Engine, lead: int, working: Any) -> None:
    with working("sam") as work:
        leads.log(work, lead, ActivityKind.CALL, "sam belde")
    with pytest.raises(UndoError, match="sam"), working("noor") as work:
        journal.undo(work)
    with working("sam") as work:
        journal.undo(work)
    with working("noor") as work:
        journal.undo(work)
    assert _everything(engine)["lead"] == []


def test_undo_says_who_has_touched_the_same_since(lead: int, working: Any) -> None:
    with working("noor") as work:
        leads.plan(work, lead, date(2026, 12, 1), "bellen")
    with working("sam") as work:
        leads.plan(work, lead, date(2026, 12, 8), "mailen")
    with pytest.raises(UndoError, match=r"sam.*mailen"), working("noor") as work:
        journal.undo(work)


def test_what_others_did_elsewhere_in_the_same_lead_is_no_obstacle(engine: Engine, lead: int, working: Any) -> None:
    with working("noor") as work:
        leads.advance(work, lead, Stage.WARM)
    with working("sam") as work:
        leads.plan(work, lead, date(2026, 12, 8), "mailen")
        leads.log(work, lead, ActivityKind.CALL, "sam belde")
    with working("noor") as work:
        journal.undo(work)
    with Session(engine) as session:
        now = session.get_one(Lead, lead)
    assert (now.stage, now.next_what, now.last_activity_on) == (Stage.MAPPED, "mailen", date(2026, 11, 23))


def test_several_leads_in_one_action_are_taken_back_together(
    engine: Engine, school: Any, session: Session, working: Any
) -> None:
    people = [school.person(f"Persoon {letter}") for letter in "abc"]
    session.commit()
    with working() as work:
        for person in people:
            leads.add(work, person)
    with working() as work:
        undone = journal.undo(work)
    assert "Persoon a" in undone.what
    assert "2" in undone.what
    assert _everything(engine)["lead"] == []


def test_an_error_in_the_middle_leaves_nothing(engine: Engine, lead: int, working: Any) -> None:
    before = _everything(engine)

    def call_and_skip() -> None:
        with working() as work:
            leads.log(work, lead, ActivityKind.CALL, "gebeld")
            leads.advance(work, lead, Stage.AGREEMENT)

    with pytest.raises(StageError):
        call_and_skip()
    assert _everything(engine) == before


@pytest.mark.parametrize("to", [Stage.INFORMED, Stage.EXAMPLES, Stage.AGREEMENT, Stage.DECLINED])
def test_skipping_and_declining_need_a_note(lead: int, working: Any, to: Stage) -> None:
    with pytest.raises(StageError, match="--note"), working() as work:
        leads.advance(work, lead, to, note="  ")
    with working() as work:
        assert leads.advance(work, lead, to, note="kent ons al").stage is to


def test_going_back_needs_a_note(lead: int, working: Any) -> None:
    with working() as work:
        leads.advance(work, lead, Stage.WARM)
    with pytest.raises(StageError, match="--note"), working() as work:
        leads.advance(work, lead, Stage.MAPPED)


def test_resting_needs_its_end_and_waking_up_where_it_stood_needs_nothing(lead: int, working: Any) -> None:
    with working() as work:
        leads.advance(work, lead, Stage.WARM)
    with pytest.raises(StageError, match="--until"), working() as work:
        leads.advance(work, lead, Stage.RESTING, note="toetsweek")
    with pytest.raises(StageError, match="2026-11-23"), working() as work:
        leads.advance(work, lead, Stage.RESTING, note="toetsweek", until=date(2026, 11, 23))
    with working() as work:
        leads.advance(work, lead, Stage.RESTING, note="toetsweek", until=date(2026, 12, 1))
    with working() as work:
        woken = leads.advance(work, lead, Stage.WARM)
    assert (woken.stage, woken.wakes_on) == (Stage.WARM, None)


def test_a_sprint_runs_only_under_an_agreement(lead: int, working: Any) -> None:
    with pytest.raises(StageError), working() as work:
        leads.advance(work, lead, Stage.SPRINT, note="alvast")


def test_who_is_not_to_be_contacted_gets_no_next_action(lead: int, working: Any) -> None:
    with working() as work:
        leads.plan(work, lead, date(2026, 12, 1), "bellen")
    with working() as work:
        moved = leads.advance(work, lead, Stage.DO_NOT_CONTACT, note="wil geen berichten")
    assert moved.next_on is None
    with pytest.raises(RefusedError), working() as work:
        leads.plan(work, lead, date(2026, 12, 1), "toch bellen")


def test_what_happened_has_a_day_up_to_today(lead: int, working: Any) -> None:
    with pytest.raises(UsageError, match="2026-11-24"), working() as work:
        leads.log(work, lead, ActivityKind.CALL, "", on=date(2026, 11, 24))
    with working() as work:
        assert leads.log(work, lead, ActivityKind.CALL, "", on=date(2026, 11, 2)).on == date(2026, 11, 2)


def test_a_note_counts_as_no_contact(lead: int, working: Any, engine: Engine) -> None:
    with working() as work:
        leads.log(work, lead, ActivityKind.NOTE, "kent J. Smit")
        leads.log(work, lead, ActivityKind.MAIL, "antwoord", direction=Direction.IN, on=date(2026, 11, 12))
    with Session(engine) as session:
        assert session.get_one(Lead, lead).last_activity_on == date(2026, 11, 12)


def test_unknown_ids_are_named(working: Any) -> None:
    with pytest.raises(NotFoundError, match="4711"), working() as work:
        leads.add(work, 4711)
    with pytest.raises(NotFoundError, match="4711"), working() as work:
        leads.find(work, 4711)


def test_a_crawl_is_no_action(engine: Engine, zoe: int, clock: FixedClock) -> None:
    with unit_of_work(engine, by="crawl", clock=clock, journalled=False) as work:
        leads.add(work, zoe)
    assert work.entry_id is None


def test_old_values_that_were_not_loaded_are_journalled_as_well(engine: Engine, lead: int, working: Any) -> None:
    with working() as work:
        row = leads.find(work, lead)
        work.session.expire(row, ["owner"])
        row.owner = "sam"
    with working() as work:
        journal.undo(work)
    with Session(engine) as session:
        assert session.get_one(Lead, lead).owner == "noor"
