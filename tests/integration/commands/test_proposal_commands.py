"""Cases put to teachers by command, as scripts call and read it."""

from datetime import UTC, date, datetime
from pathlib import Path
from shlex import split
from typing import Any

import pytest
from sqlmodel import Session

from crm.case_words import CaseState
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.tables import Case, Company, Entity, OutsideContact, Partner, Role
from crm.text import fold
from crm.words import EntityKind, RoleKind

Werkplaats = Any


@pytest.fixture
def lead(werkplaats: Werkplaats, zoe: int) -> int:
    made: int = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    assert werkplaats("lead", "advance", made, "--to", "warm").code == 0
    return made


@pytest.fixture
def case(sqlite_database: str) -> int:
    engine = open_engine(sqlite_database)
    at, on = datetime(2026, 11, 2, 9, tzinfo=UTC), date(2026, 11, 2)
    with Session(engine) as session:
        company = Company(name="Bakkerij Korenmolen", sort_key="korenmolen", owner="m", by="m", at=at)
        session.add(company)
        session.flush()
        kept: dict[str, Any] = {
            "owner": "m",
            "by": "m",
            "at": at,
            "state_since": on,
            "received_on": on,
            "source": "by hand",
        }
        made = Case(code="K1", company_id=company.id or 0, title="Webwinkel", question="?", state=CaseState.FIT, **kept)
        session.add(made)
        session.commit()
        number = made.id or 0
    engine.dispose()
    return number


def test_from_proposal_to_answer_and_back(werkplaats: Werkplaats, lead: int, case: int) -> None:
    made = werkplaats("propose", case, lead, "--note", "dashboards", "--json").json
    assert set(made) == {"action", "proposal"}
    proposal = made["proposal"]
    assert proposal["case"] == {"id": case, "title": "Webwinkel", "state": "offered"}
    assert (proposal["state"], proposal["lead"], proposal["why"]) == ("prepared", lead, "dashboards")
    code = werkplaats("case", "show", case, "--json").json["code"]
    twice = werkplaats("propose", code, lead)
    assert (twice.code, "already" in twice.err) == (1, True), "the code names the case as its number does"
    said = werkplaats("proposal", "answer", proposal["id"], "accepted", "--note", "graag", "--json").json
    assert (said["proposal"]["state"], said["proposal"]["note"]) == ("accepted", "graag")
    again = werkplaats("proposal", "answer", proposal["code"].lower(), "accepted")
    assert (again.code, "already: yes" in again.err) == (1, True)
    assert [one["id"] for one in werkplaats("proposal", "list", "--state", "accepted", "--json").json] == [1]
    assert "Bakkerij Korenmolen" in werkplaats("proposal", "list").out
    assert werkplaats("undo", "--json").json["undone"]["action"] == said["action"]
    assert werkplaats("proposal", "list", "--json").json[0]["state"] == "prepared"


def test_a_case_is_proposed_for_the_course_it_fits_best(
    werkplaats: Werkplaats, lead: int, case: int, zoe: int, sqlite_database: str
) -> None:
    courses = {one["name"]: one["id"] for one in werkplaats("map", "--json").json["courses"]}
    engine = open_engine(sqlite_database)
    with Session(engine) as session:
        day = date(2026, 11, 2)
        role = Entity(kind=EntityKind.ROLE, identity="as well", first_seen=day, last_seen=day)
        session.add(role)
        session.flush()
        teaches = courses["Datavisualisatie"]
        session.add(Role(id=role.id, person_id=zoe, kind=RoleKind.TEACHER, of_kind=EntityKind.COURSE, of_id=teaches))
        session.get_one(Case, case).question = "Wie maakt er een datavisualisatie van onze verkoop?"
        session.commit()
    engine.dispose()
    made = werkplaats("propose", case, lead)
    assert "Datavisualisatie" in made.out
    assert werkplaats("proposal", "list", "--json").json[0]["course"]["id"] == courses["Datavisualisatie"]
    assert werkplaats("undo").code == 0
    told = werkplaats("propose", case, lead, "--course", courses["Databases"], "--json").json
    assert told["proposal"]["course"]["name"] == "Databases"


def test_a_digest_says_which_cases_are_new_and_how_they_go_along(werkplaats: Werkplaats, lead: int, case: int) -> None:
    made = [
        werkplaats("case", "add", "--company", name, "--question", "Hoe slaan we dit op in een database?", "--json")
        for name in ("Garage Zuid", "Drukkerij Noord")
    ]
    codes = [one.json["case"]["code"] for one in made]
    shown = werkplaats("digest", "--json")
    assert [one["code"] for one in shown.json["left_out"]] == codes
    assert "fit to offer" in shown.json["left_out"][0]["why"]
    assert f"`werkplaats case fit {' '.join(codes)}`" in shown.err
    fit = werkplaats("case", "fit", *codes, "--json").json
    assert [one["state"] for one in fit["cases"]] == ["fit", "fit"]
    assert werkplaats("digest", "--json").json["left_out"] == []
    assert werkplaats("undo").code == 0
    assert len(werkplaats("case", "list", "--state", "new", "--json").json) == 2


def test_told_by_phone_then_maybe_then_taken_back(werkplaats: Werkplaats, lead: int, case: int) -> None:
    told = werkplaats("propose", case, lead, "--told", "call", "--json").json["proposal"]
    assert told["state"] == "sent"
    until = f"{SystemClock().today().year + 1}-02-01"
    maybe = werkplaats("proposal", "answer", told["id"], "maybe", "--until", until, "--by", "call", "--json").json
    assert maybe["proposal"]["again_on"] == until
    gone = werkplaats("proposal", "withdraw", told["id"], "--why", "te laat", "--json").json["proposal"]
    assert (gone["state"], gone["case"]["state"], gone["again_on"]) == ("withdrawn", "fit", None)


def test_wrong_words_are_wrong_usage(werkplaats: Werkplaats, lead: int, case: int) -> None:
    werkplaats("propose", case, lead)
    answer = werkplaats("proposal", "answer", 1, "perhaps")
    assert (answer.code, "accepted, declined, maybe" in answer.err) == (2, True)
    unknown = werkplaats("proposal", "answer", "QQQ-QQQ", "accepted")
    assert (unknown.code, "QQQ-QQQ" in unknown.err) == (1, True)


@pytest.fixture
def office(werkplaats: Werkplaats) -> None:
    """An office that says who it is."""
    for key, value in (
        ("office_name", "Bureau Zeewind"),
        ("office_email", "bureau@zeewind.example"),
        ("office_address", "Kade 1, Zeestad"),
        ("signature", "Eva de Boer"),
    ):
        werkplaats("settings", "set", key, value)


@pytest.mark.usefixtures("office")
def test_a_digest_is_shown_made_and_said_to_be_sent(
    werkplaats: Werkplaats, lead: int, case: int, tmp_path: Path
) -> None:
    assert (
        werkplaats("digest", "--words-only", "--lead", lead, "--json")
        .json["skipped"][0]["why"]
        .startswith("no case fits")
    )
    code = werkplaats("propose", case, lead, "--json").json["proposal"]["code"]
    shown = werkplaats("digest", "--words-only", "--json").json["digests"]
    assert [[one["code"] for one in each["cases"]] for each in shown] == [[code]]
    one_file = werkplaats("digest", "--words-only", "--output", tmp_path / "een.eml")
    assert (one_file.code, "--lead" in one_file.err) == (2, True)
    [made] = werkplaats("digest", "--words-only", "--output", tmp_path / "uit", "--json").json["digests"]
    assert Path(made["file"]).read_text(encoding="ascii").startswith("X-Unsent: 1")
    assert (made["basis"], made["notice"], code in made["body"]) == ("none", True, True)
    assert werkplaats("message", "sent", made["message"], "--json").json["lead"]["next"]["what"].startswith("mail a")
    assert werkplaats("proposal", "list", "--state", "sent", "--json").json[0]["code"] == code
    soon = werkplaats("digest", "--words-only", "--lead", lead, "--json").json["skipped"]
    assert "once in 14 days" in soon[0]["why"]
    pace = werkplaats("proposal", "pace", lead, "--every", "30d", "--json").json["pace"]
    assert pace["days"] == 30


def test_a_digest_that_makes_nothing_ends_in_part(werkplaats: Werkplaats, lead: int, tmp_path: Path) -> None:
    nothing = werkplaats("digest", "--words-only", "--lead", lead, "--output", tmp_path / "x.eml")
    assert (nothing.code, "No message was made" in nothing.err) == (3, True)
    assert werkplaats("digest", "--partner", "Zeebank").code == 1
    assert werkplaats("digest", "--partner", "Zeebank", "--lead", lead).code == 2
    assert werkplaats("digest", "--sent").code == 2


@pytest.fixture
def hub(sqlite_database: str, zoe: int) -> str:
    """A partner whose name has a space and a quote in it, with somebody to write to."""
    engine, at = open_engine(sqlite_database), datetime(2026, 11, 2, 9, tzinfo=UTC)
    with Session(engine) as session:
        partner = Partner(name="Hub 't Zand", sort_key=fold("Hub 't Zand"), by="m", at=at)
        session.add(partner)
        session.flush()
        session.add(OutsideContact(person_id=zoe, partner_id=partner.id, on=at.date(), by="m"))
        session.commit()
        name = partner.name
    engine.dispose()
    return name


@pytest.mark.usefixtures("office")
def test_a_digest_to_a_partner_says_how_it_is_kept_as_sent(werkplaats: Werkplaats, hub: str, tmp_path: Path) -> None:
    made = werkplaats("digest", "--partner", hub, "--output", tmp_path / "hub.eml")
    command = split(made.err.split("`")[1])
    assert command == ["werkplaats", "digest", "--partner", hub, "--sent"]
    assert werkplaats(*command[1:]).out == f"Kept: {hub} was told.\n"


def test_answers_are_taken_in_from_a_file(werkplaats: Werkplaats, lead: int, case: int, tmp_path: Path) -> None:
    code = werkplaats("propose", case, lead, "--told", "call", "--json").json["proposal"]["code"]
    table = tmp_path / "antwoorden.csv"
    table.write_text(f"code;antwoord;reden\n{code};nee;geen tijd\n222-222;ja;\n", encoding="utf-8")
    done = werkplaats("import", "answers", table, "--report", tmp_path / "r.csv", "--json")
    assert (done.code, done.json["added"], done.json["refused"][0]["line"]) == (3, 1, 3)
    assert "222-222" in done.json["refused"][0]["reason"]
    mended = Path(done.json["refused_file"]).read_text(encoding="utf-8-sig")
    assert mended.splitlines()[0].startswith("code;antwoord;reden;")
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()[1].startswith("2,added,")
    assert werkplaats("proposal", "list", "--json").json[0]["note"] == "geen tijd"
    reply = tmp_path / "antwoord.txt"
    reply.write_text(f"Hoi, {code}: toch wel\n{code} ja\n", encoding="utf-8")
    assert werkplaats("import", "answers", reply, "--json").json["updated"] == 1
    assert werkplaats("undo", "--json").code == 0
