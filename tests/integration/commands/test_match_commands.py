"""Matching by command, as scripts call and read it."""

from typing import Any

import pytest
from sqlmodel import Session

from crm.case_words import CaseState
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.matching.encoders import installed
from crm.services import vectors
from crm.tables import Case, Company
from crm.views.matching import index
from tui import reading_ahead
from tui.reading_ahead import read_ahead

Werkplaats = Any


@pytest.fixture
def case(sqlite_database: str, school: str) -> int:
    index.forget()
    engine, clock = open_engine(sqlite_database), SystemClock()
    at, on = clock.now(), clock.today()
    with Session(engine) as session:
        company = Company(name="Korenmolen", sort_key="korenmolen", owner="m", by="m", at=at)
        session.add(company)
        session.flush()
        more: dict[str, Any] = {"owner": "m", "by": "m", "at": at, "state_since": on, "received_on": on, "source": "x"}
        question = "Wie maakt onze verkoopcijfers zichtbaar met datavisualisatie?"
        made = Case(
            code="K1", company_id=company.id or 0, title="Cijfers", question=question, state=CaseState.FIT, **more
        )
        session.add(made)
        session.commit()
        number = made.id or 0
    engine.dispose()
    return number


def test_the_courses_for_a_case(werkplaats: Werkplaats, case: int) -> None:
    found = werkplaats("match", case, "--words-only", "--json").json
    keys = {"course", "person", "lead", "case", "score", "reasons", "words", "obstacles"}
    assert found
    assert keys <= set(found[0])
    assert found == werkplaats("match", "K1", "--words-only", "--json").json
    assert len(werkplaats("match", case, "--words-only", "--limit", 1, "--json").json) == 1
    shown = werkplaats("match", case, "--words-only")
    assert (shown.code, "In the way" in shown.out) == (0, True)


def test_the_cases_for_a_teacher(werkplaats: Werkplaats, case: int, zoe: int) -> None:
    lead = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    found = werkplaats("match", "--lead", lead, "--words-only", "--json").json
    assert [(line["case"]["id"], line["lead"]) for line in found] == [(case, lead)]
    assert "mapped" in "; ".join(found[0]["obstacles"])


@pytest.mark.parametrize(
    "words", [("company", "show"), ("lead", "show"), ("sprint", "show"), ("sprint", "brief"), ("case", "show")]
)
def test_a_number_longer_than_any_is_unknown(werkplaats: Werkplaats, case: int, words: tuple[str, str]) -> None:
    said = werkplaats(*words, "12345678901234567890")
    assert (said.code, said.err.count("\n"), "Traceback" in said.err) == (1, 1, False)


def test_what_cannot_be_matched_is_said(werkplaats: Werkplaats, case: int) -> None:
    assert werkplaats("match").code == 2
    assert werkplaats("match", case, "--lead", 1).code == 2
    assert werkplaats("match", case, "--limit", 0).code == 2
    unknown = werkplaats("match", 99, "--words-only")
    assert (unknown.code, "99" in unknown.err) == (1, True)


def test_gaps_by_command(werkplaats: Werkplaats, case: int) -> None:
    found = werkplaats("case", "gaps", "--words-only", "--json").json
    assert {"cases", "places", "short", "themes", "periods", "schools", "calls"} <= set(found)
    assert (found["cases"], found["places"], found["short"]) == (1, 0, 1)
    shown = werkplaats("case", "gaps", "--words-only")
    assert (shown.code, "1 case finds no place" in shown.out) == (0, True)


@pytest.mark.slow
@pytest.mark.skipif(not installed(), reason="no sentence encoder is installed (extra `meaning`)")
def test_what_no_encoder_has_read_is_read_beside_the_app(
    werkplaats: Werkplaats, case: int, sqlite_database: str
) -> None:
    assert read_ahead(sqlite_database)
    assert not read_ahead(sqlite_database), "it is under way"
    process = reading_ahead._started[sqlite_database]
    assert process.wait(timeout=120) == 0
    engine = open_engine(sqlite_database)
    assert vectors.how_many_lack(engine, installed()) == 0
    engine.dispose()
    found = werkplaats("match", case, "--json").json
    assert found[0]["course"]["name"] == "Datavisualisatie"
