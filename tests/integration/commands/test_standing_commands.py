"""`report` of how firmly it stands, `handover`, `visit`, `embed` and `agreement` as scripts call them."""

from pathlib import Path
from typing import Any

import pytest

Werkplaats = Any
PARTS = ("--type", "advies", "--number", 2, "--planning", "blok 3", "--process", "intake", "--supervision", "docent")


@pytest.fixture
def lead(werkplaats: Werkplaats, zoe: int) -> int:
    made: int = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    werkplaats("lead", "advance", made, "--to", "informed", "--note", "called")
    return made


def test_how_firmly_and_without_whom(werkplaats: Werkplaats, lead: int, zoe: int) -> None:
    assert "target" in werkplaats("report").err
    ict = werkplaats("map", "--json").json["programmes"][0]["id"]
    werkplaats("target", "programme", ict, "yes")
    werkplaats("lead", "agree", lead, *PARTS)
    told = werkplaats("report", "--json").json
    [line] = told["programmes"]
    assert (line["programme"]["id"], line["informed"], line["agreed"], line["single"]) == (ict, 1, 1, "Zoë van 't Hek")
    assert line["embedding"]["level"] == "year"
    assert told["schools"][0]["single"] == 1
    kept = werkplaats("embed", ict, "study_guide", "--evidence", "je werkt in sprints", "--json").json
    assert kept["embedding"]["level"] == "study_guide"
    assert werkplaats("report", "--json").json["programmes"][0]["embedding"]["level"] == "study_guide"
    without = werkplaats("report", "--without", zoe, "--json").json["without"]
    assert [one["name"] for one in without["falls"]["programmes"]] == ["HBO-ICT"]
    assert without["introductions"][0]["person"]["name"] == "P. Bakker"
    text = werkplaats("report", "--without", "zoë van 't hek").out
    assert "Without Zoë van 't Hek:" in text
    assert "nobody" in text
    assert werkplaats("report", "--without", "Nobody At All").code == 1
    assert "How firmly each programme stands\nSchool" in werkplaats("report", "--school", "haz").out


def test_pages_to_take_along(werkplaats: Werkplaats, lead: int, tmp_path: Path) -> None:
    page = werkplaats("handover", lead)
    assert page.out.startswith("# Zoë van 't Hek\n")
    file = tmp_path / "haz.md"
    told = werkplaats("handover", "haz.example", "--output", file, "--json").json
    assert file.read_text("utf-8") == told["page"]
    day = werkplaats("visit", "haz", "--on", "2026-12-03", "--json").json
    assert (day["on"], day["people"][0]["lead"]) == ("2026-12-03", lead)
    kept = werkplaats("visit", "haz", "--on", "2026-01-15", "--met", lead, "--note", "koffie", "--json").json
    assert kept["visit"]["leads"] == [lead]
    assert "koffie" in werkplaats("lead", "show", lead).out
    wrong = werkplaats("visit", "haz", "--on", "2026-01-15", "--met", "Zoë")
    assert (wrong.code, "--met" in wrong.err) == (2, True)
    assert werkplaats("visit", "nowhere", "--on", "2026-12-03").code == 1
    assert werkplaats("visit", "haz", "--on", "31-02").code == 2


def test_an_agreement_from_renewed_to_printed(werkplaats: Werkplaats, lead: int, zoe: int, tmp_path: Path) -> None:
    number = werkplaats("lead", "agree", lead, *PARTS, "--school-year", "26/27", "--json").json["agreement"]["id"]
    assert werkplaats("agreement", "wish", number, "--text", "smaller teams").code == 0
    new = werkplaats("agreement", "renew", number, "--json").json["agreement"]
    assert (new["school_year"], new["wished"], new["renews"]) == ("2027-2028", "smaller teams", number)
    assert werkplaats("agreement", "renew", number).code == 1
    listed = werkplaats("agreement", "list", "--school-year", "2027-2028", "--json").json
    assert [one["id"] for one in listed] == [new["id"]]
    ended = werkplaats("agreement", "end", new["id"], "--why", "stops", "--json").json["agreement"]
    assert (ended["ended_why"], ended["places_left"]) == ("stops", 0)
    page = werkplaats("agreement", "confirm", number)
    assert "| Assignment | advice |".replace("advice", "advies") in page.out
    file = tmp_path / "a.html"
    werkplaats("agreement", "confirm", number, "--format", "html", "--output", file)
    assert "<td>advies</td>" in file.read_text("utf-8")
    assert werkplaats("agreement", "confirm", number, "--format", "pdf").code == 2
    other = next(hit["id"] for hit in werkplaats("search", "bakker", "--json").json if hit["kind"] == "person")
    taken = werkplaats("agreement", "take-over", number, other, "--json").json["agreement"]
    assert taken["person"]["name"] == "P. Bakker"
    werkplaats("lead", "example", lead, "--text", "dashboards")
    found = werkplaats("examples", "--query", "dash", "--json").json
    assert found[0]["person"]["id"] == zoe
    assert werkplaats("examples", "--query", "nothing").err == "No example fits.\n"
