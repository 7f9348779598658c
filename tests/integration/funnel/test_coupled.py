"""The figure the office is known by: which businesses count, once each, in which year."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from crm.case_words import Party, SprintState, SprintStepKind
from crm.clock import FixedClock
from crm.tables import Company, Sprint, SprintStep
from crm.views.coupled import coupled, coupled_json

TODAY = date(2026, 11, 23)
Add = Callable[..., int]


@pytest.fixture
def add(session: Session, clock: FixedClock) -> Add:
    """Adds a sprint of a company, by its name."""
    companies: dict[str, int] = {}

    def made(company: str, state: SprintState, school_year: str, **more: Any) -> int:
        if company not in companies:
            row = Company(name=company, sort_key=company.casefold(), owner="noor", by="noor", at=clock.now())
            session.add(row)
            session.flush()
            companies[company] = row.id or 0
        sprint = Sprint(
            company_id=companies[company],
            school_year=school_year,
            state=state,
            source="forty.csv, line 2",
            by="noor",
            at=clock.now(),
            **more,
        )
        session.add(sprint)
        session.flush()
        return sprint.id or 0

    return made


def test_a_business_counts_once_in_each_year_and_in_all(session: Session, add: Add) -> None:
    add("Korenmolen", SprintState.DONE, "2024-2025", starts=date(2025, 2, 3))
    add("Korenmolen", SprintState.RUNNING, "2026-2027", starts=date(2026, 9, 7))
    add("Korenmolen", SprintState.DONE, "2026-2027", starts=date(2026, 9, 7))
    add("Garage Zuid", SprintState.DONE, "2025-2026", starts=date(2026, 4, 6))
    found = coupled(session, TODAY)
    assert (found.in_school_year, found.in_calendar_year, found.in_all) == (1, 2, 2)
    assert coupled_json(found) == {
        "school_year": {"year": "2026-2027", "businesses": 1},
        "calendar_year": {"year": 2026, "businesses": 2},
        "in_all": 2,
    }


def test_one_that_was_stopped_or_is_still_to_begin_does_not_count(session: Session, add: Add) -> None:
    add("Gestopt", SprintState.STOPPED, "2026-2027", ended_why="verkocht", starts=date(2026, 9, 7))
    add("Straks", SprintState.PLANNED, "2026-2027", starts=date(2027, 2, 8))
    assert coupled(session, TODAY).in_all == 0


def test_one_that_was_planned_counts_from_its_kick_off(session: Session, add: Add) -> None:
    sprint = add("Straks", SprintState.PLANNED, "2026-2027", starts=date(2026, 11, 16))
    assert coupled(session, TODAY).in_all == 1
    step = SprintStep(sprint_id=sprint, kind=SprintStepKind.KICK_OFF, party=Party.COMPANY, on=date(2026, 11, 30))
    session.add(step)
    session.flush()
    assert coupled(session, TODAY).in_all == 0
    assert coupled(session, date(2026, 11, 30)).in_all == 1
    step.done_on = date(2026, 11, 20)
    session.flush()
    assert coupled(session, TODAY).in_all == 1


def test_one_without_a_day_is_of_the_calendar_year_in_which_its_school_year_begins(session: Session, add: Add) -> None:
    add("Ooit", SprintState.DONE, "2025-2026")
    add("Nu", SprintState.DONE, "2026-2027")
    found = coupled(session, TODAY)
    assert (found.in_school_year, found.in_calendar_year, found.in_all) == (1, 1, 2)
