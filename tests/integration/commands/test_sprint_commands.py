"""Sprints by command, as scripts call and read them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crm.case_words import CaseState, ProposalState
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.tables import Case, Company, Proposal
from crm.unit_of_work import unit_of_work

Werkplaats = Any
TODAY = SystemClock().today()
STARTS, ENDS = (TODAY + timedelta(days=40)).isoformat(), (TODAY + timedelta(days=100)).isoformat()


@pytest.fixture
def proposal(werkplaats: Werkplaats, sqlite_database: str, zoe: int) -> int:
    """A bakery's question, accepted by Zoë."""
    lead = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    clock, engine = SystemClock(), open_engine(sqlite_database)
    with unit_of_work(engine, by="marlies", clock=clock) as work:
        bakery = Company(name="Bakkerij Korenmolen", sort_key="bakkerij korenmolen", owner="m", by="m", at=clock.now())
        work.session.add(bakery)
        work.session.flush()
        case = Case(
            code="K7",
            company_id=bakery.id or 0,
            title="Webwinkel",
            question="Hoe verkopen wij brood online?",
            state=CaseState.OFFERED,
            state_since=TODAY,
            received_on=TODAY,
            source="by hand",
            owner="m",
            by="m",
            at=clock.now(),
        )
        work.session.add(case)
        work.session.flush()
        made = Proposal(
            code="K7-1",
            case_id=case.id or 0,
            lead_id=lead,
            state=ProposalState.ACCEPTED,
            made_on=TODAY,
            sent_on=TODAY,
            answered_on=TODAY,
            by="m",
            at=clock.now(),
        )
        work.session.add(made)
        work.session.flush()
        number = made.id or 0
    engine.dispose()
    return number


@pytest.fixture
def sprint(werkplaats: Werkplaats, proposal: int) -> int:
    made: int = werkplaats("sprint", "start", proposal, "--starts", STARTS, "--ends", ENDS, "--json").json["sprint"][
        "id"
    ]
    return made


def test_from_start_to_result_and_back(werkplaats: Werkplaats, proposal: int) -> None:
    days = ("--starts", STARTS, "--ends", ENDS)
    started = werkplaats("sprint", "start", proposal, *days, "--team", "Oost", "--students", 5, "--json").json
    assert set(started) == {"action", "sprint"}
    sprint = started["sprint"]
    assert (sprint["state"], sprint["students"], sprint["case"]["code"]) == ("planned", 5, "K7")
    assert [one["kind"] for one in sprint["steps"]] == ["intake", "kick_off", "halfway", "final", "evaluation"]
    number = sprint["id"]
    done = werkplaats("sprint", "step", number, "kick-off", "--done", "--json").json["sprint"]
    assert (done["state"], done["steps"][1]["done_on"]) == ("running", TODAY.isoformat())
    fixed = werkplaats("sprint", "step", number, "halfway", "--on", ENDS, "--json").json["sprint"]
    assert [one["fixed"] for one in fixed["steps"] if one["kind"] == "halfway"] == [True]
    finished = werkplaats("sprint", "finish", number, "--result", "a web shop", "--json").json
    assert (finished["sprint"]["state"], finished["sprint"]["result"]) == ("done", "a web shop")
    assert werkplaats("undo", "--json").json["undone"]["action"] == finished["action"]
    [listed] = werkplaats("sprint", "list", "--json").json
    assert (listed["id"], listed["state"], listed["company"]["name"]) == (number, "running", "Bakkerij Korenmolen")
    shown = werkplaats("sprint", "show", number)
    assert "Bakkerij Korenmolen" in shown.out
    assert "final presentation" in shown.out


def test_moved_stopped_and_taken_over(werkplaats: Werkplaats, sprint: int) -> None:
    later = (TODAY + timedelta(days=60)).isoformat()
    moved = werkplaats("sprint", "move", sprint, "--starts", later, "--json").json["sprint"]
    assert (moved["starts"], moved["ends"]) == (later, (TODAY + timedelta(days=120)).isoformat())
    added = werkplaats("person", "add", "P. Bakker", "--role", "teacher", "--at", "Hogeschool aan Zee", "--json").json
    bakker = added["person"]["id"]
    taken = werkplaats("sprint", "take-over", sprint, bakker, "--json").json["sprint"]
    assert taken["person"]["id"] == bakker
    stopped = werkplaats("sprint", "stop", sprint, "--why", "sold", "--json").json["sprint"]
    assert (stopped["state"], stopped["ended_why"]) == ("stopped", "sold")
    assert [one["id"] for one in werkplaats("sprint", "list", "--state", "stopped", "--json").json] == [sprint]


def test_what_cannot_be_is_said_with_its_option(werkplaats: Werkplaats, sprint: int) -> None:
    assert werkplaats("sprint", "show", 99).code == 1
    bad = werkplaats("sprint", "move", sprint, "--starts", "8 feb")
    assert (bad.code, "--starts" in bad.err) == (2, True)
    neither = werkplaats("sprint", "step", sprint, "halfway")
    assert (neither.code, "--done" in neither.err) == (2, True)
    unknown = werkplaats("sprint", "step", sprint, "party", "--done")
    assert (unknown.code, "kick_off" in unknown.err) == (2, True)


def test_what_was_said_afterwards_is_kept_and_asked_for(werkplaats: Werkplaats, sprint: int, tmp_path: Path) -> None:
    asked = werkplaats("sprint", "evaluate", sprint, "--json").json
    assert [one["party"] for one in asked] == ["company"] * 3 + ["teacher"] * 3 + ["team"] * 3
    early = werkplaats("sprint", "evaluate", sprint, "--ask", "team")
    assert (early.code, "has not begun" in early.err) == (1, True)
    werkplaats("sprint", "step", sprint, "kick_off", "--done")
    answer = ("--party", "company", "--question", "useful", "--mark", 8, "--words", "It sells.", "--may-quote")
    kept = werkplaats("sprint", "evaluate", sprint, *answer, "--json").json
    assert (kept["sprint"]["mark"], kept["sprint"]["evaluation"][0]["may_quote"]) == (8.0, True)
    whose = werkplaats("sprint", "evaluate", sprint, "--mark", 8)
    assert (whose.code, "--party" in whose.err) == (2, True)
    nobody = werkplaats("sprint", "evaluate", sprint, "--ask", "company")
    assert (nobody.code, "Nobody at" in nobody.err) == (1, True)
    for key, value in (("office_name", "Bureau"), ("office_email", "b@bureau.example"), ("signature", "Marlies")):
        werkplaats("settings", "set", key, value)
    werkplaats("settings", "set", "office_address", "Dam 1")
    file = tmp_path / "team.eml"
    written = werkplaats("sprint", "evaluate", sprint, "--ask", "team", "--output", file, "--json").json
    assert (written["file"], written["to"]["name"]) == (str(file), "Zoë van 't Hek")
    assert b"X-Unsent: 1" in file.read_bytes()


def test_a_list_of_past_sprints_is_taken_in_once(werkplaats: Werkplaats, tmp_path: Path) -> None:
    path = tmp_path / "sprints.csv"
    path.write_text("Company,Course,School year,Students,Result\nKorenmolen,Databases,2023-2024,5,a shop\n,x,2023,,\n")
    report = tmp_path / "report.csv"
    done = werkplaats("import", "sprints", path, "--report", report, "--json")
    assert (done.code, done.json["added"], done.json["refused"][0]["line"]) == (3, 1, 3)
    assert report.read_text().splitlines()[1] == "2,added,,"
    assert werkplaats("sprint", "list", "--json").json[0]["state"] == "done"
    again = werkplaats("import", "sprints", path, "--json").json
    assert (again["same"], "action" in again) == (1, False)
    assert werkplaats("undo", "--json").json["undone"]["action"] == done.json["action"]
    assert werkplaats("sprint", "list", "--json").json == []


def test_the_assignment_is_printed_or_written_as_markdown_or_html(
    werkplaats: Werkplaats, sprint: int, tmp_path: Path
) -> None:
    assert "# Opdracht: Webwinkel" in werkplaats("sprint", "brief", sprint).out
    file = tmp_path / "opdracht.html"
    assert werkplaats("sprint", "brief", sprint, "--output", file, "--json").json["file"] == str(file)
    assert file.read_text().startswith("<!doctype html>")
    wrong = werkplaats("sprint", "brief", sprint, "--output", tmp_path / "opdracht.pdf")
    assert (wrong.code, ".html" in wrong.err) == (2, True)
