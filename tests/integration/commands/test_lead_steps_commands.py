"""What comes of a lead by command: examples, agreements, steps higher up, scouts; as scripts call and read them."""

from typing import Any

import pytest

Werkplaats = Any
PARTS = ("--type", "adviesrapport", "--planning", "blok 3", "--process", "intake, eind", "--supervision", "docent")


@pytest.fixture
def lead(werkplaats: Werkplaats, zoe: int) -> int:
    made: int = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    return made


def test_from_example_to_agreement_and_back(werkplaats: Werkplaats, lead: int) -> None:
    werkplaats("lead", "advance", lead, "--to", "informed", "--note", "told")
    refused = werkplaats("lead", "advance", lead, "--to", "examples")
    assert (refused.code, "lead example" in refused.err) == (1, True)
    kept = werkplaats("lead", "example", lead, "--text", "dashboards", "--helps", "sees what sells", "--json").json
    assert set(kept["lead"]["examples"][0]) >= {"id", "text", "helps"}
    assert kept["example"]["text"] == "dashboards"
    assert werkplaats("lead", "advance", lead, "--to", "examples").code == 0
    agreed = werkplaats("lead", "agree", lead, *PARTS, "--number", 4, "--json").json
    assert set(agreed["lead"]["agreements"][0]) >= {
        "id",
        "type",
        "number",
        "planning",
        "process",
        "supervision",
        "course",
        "setting",
        "school_year",
        "places_left",
    }
    assert agreed["agreement"]["course"]["name"] == "Databases"
    assert werkplaats("undo", "--json").json["undone"]["action"] == agreed["action"]
    shown = werkplaats("lead", "show", lead)
    assert "Example: dashboards" in shown.out
    assert "example " in shown.out


def test_an_agreement_without_places_is_wrong_usage(werkplaats: Werkplaats, lead: int) -> None:
    answer = werkplaats("lead", "agree", lead, *PARTS, "--number", 0)
    assert (answer.code, "not 0" in answer.err, "--number" in answer.err) == (2, True, True)
    assert werkplaats("lead", "show", lead, "--json").json["agreements"] == []


def test_higher_up_and_what_came_of_it(werkplaats: Werkplaats, lead: int) -> None:
    nobody = werkplaats("lead", "escalate", lead, "--why", "has to ask")
    assert (nobody.code, "nobody above" in nobody.err) == (1, True)
    above = werkplaats("person", "add", "K. Jansen", "--role", "dean", "--at", "Hogeschool aan Zee", "--json").json[
        "person"
    ]["id"]
    up = werkplaats("lead", "escalate", lead, "--why", "has to ask", "--consent", "yes", "--json").json
    assert {key: up["escalation"][key] for key in ("from", "to", "why", "outcome", "consent")} == {
        "from": "teacher",
        "to": "dean",
        "why": "has to ask",
        "outcome": None,
        "consent": "yes",
    }
    assert up["escalation"]["to_person"]["id"] == above
    number = up["escalation"]["id"]
    came = werkplaats("lead", "outcome", number, "--text", "names three", "--json").json
    assert came["escalation"]["outcome"] == "names three"
    assert werkplaats("lead", "consent", number, "no", "--json").json["escalation"]["consent"] == "no"
    wrong = werkplaats("lead", "escalate", lead, "--why", "x", "--to", "teacher")
    assert (wrong.code, "course_coordinator" in wrong.err) == (2, True)
    assert "names three" in werkplaats("lead", "show", lead).out


def test_a_scout_and_who_was_named(werkplaats: Werkplaats, lead: int) -> None:
    sent = werkplaats("lead", "scout", lead, "--by", "2099-01-08", "--whom", "year 2", "--json").json
    assert (sent["scouting"]["whom"], sent["scouting"]["outcome"]) == ("year 2", None)
    bakker = next(hit["id"] for hit in werkplaats("search", "bakker", "--json").json if hit["kind"] == "person")
    named = werkplaats("lead", "via", lead, bakker, "--scouting", sent["scouting"]["id"], "--json").json
    assert named["lead"]["via"]["name"] == "Zoë van 't Hek"
    back = werkplaats("lead", "scouted", sent["scouting"]["id"], "--text", "one name", "--json").json
    assert (back["scouting"]["outcome"], back["scouting"]["named"]) == ("one name", 1)


def test_an_option_that_is_like_none_names_where_they_are_and_no_other(werkplaats: Werkplaats, lead: int) -> None:
    unlike = werkplaats("lead", "escalate", lead, "--reason", "has to ask")
    assert unlike.code == 2
    assert "--json" not in unlike.err
    assert "lead escalate --help" in unlike.err
    assert "Did you mean --consent?" in werkplaats("lead", "escalate", lead, "--why", "x", "--concent", "yes").err
