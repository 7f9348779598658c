"""The commands for the map: shapes that others rely on, corrections that stay, and clear refusals."""

from pathlib import Path
from typing import Any

import pytest

Werkplaats = Any


def test_the_map_holds_what_was_said_with_the_number_of_sightings(werkplaats: Werkplaats, school: str) -> None:
    document = werkplaats("map", "--json").json
    assert set(document) == {"institutions", "units", "programmes", "courses", "people", "roles"}
    assert [row["name"] for row in document["institutions"]] == ["Hogeschool aan Zee"]
    databases = next(row for row in document["courses"] if row["code"] == "ICT-DB-1")
    assert (databases["name"], databases["credits"], databases["target"]) == ("Databases", 5, "undecided")
    assert databases["sources"]["sightings"] == 1
    assert {row["name"] for row in document["people"]} == {"Zoë van 't Hek", "P. Bakker"}


def test_the_map_as_text_names_the_teachers_of_a_course(werkplaats: Werkplaats, school: str) -> None:
    answer = werkplaats("map")
    assert answer.code == 0
    assert "ICT-DB-1 · Databases · 5 EC" in answer.out
    assert "Zoë van 't Hek" in answer.out


def test_an_empty_map_says_how_to_begin(werkplaats: Werkplaats) -> None:
    assert "werkplaats crawl" in werkplaats("map").out


def test_search_forgives_accents_and_typos(werkplaats: Werkplaats, school: str) -> None:
    for words in ("zoe", "datavisualsatie", "ict-dv"):
        hits = werkplaats("search", words, "--json").json
        assert hits, words
        assert set(hits[0]) == {"kind", "id", "name", "where", "score"}


def test_a_search_that_finds_nothing_says_so(werkplaats: Werkplaats, school: str) -> None:
    nothing = werkplaats("search", "zzzqqq")
    assert (nothing.code, nothing.out, nothing.err.strip()) == (0, "", "Nothing found. Fewer letters may find more.")
    assert werkplaats("search", "zzzqqq", "--json").json == []


def test_why_shows_the_page_and_day_behind_a_value(werkplaats: Werkplaats, zoe: int) -> None:
    document = werkplaats("why", "person", zoe, "--json").json
    assert (document["kind"], document["id"]) == ("person", zoe)
    [sighting] = document["fields"]["email"]
    assert set(sighting) >= {"value", "page", "method", "first_seen", "last_seen", "chosen"}
    assert (sighting["value"], sighting["method"], sighting["chosen"]) == ("z.vanthek@haz.example", "label", True)


def test_a_correction_is_chosen_over_what_the_page_says_and_undo_brings_that_back(
    werkplaats: Werkplaats, zoe: int
) -> None:
    changed = werkplaats("set", "person", zoe, "email=zoe@haz.example", "--json").json
    assert changed["person"]["email"] == "zoe@haz.example"
    sightings = werkplaats("why", "person", zoe, "--json").json["fields"]["email"]
    assert {s["method"]: s["chosen"] for s in sightings} == {"manual": True, "label": False}
    assert werkplaats("undo", "--json").json["undone"]["action"] == changed["action"]
    people = werkplaats("map", "--json").json["people"]
    assert next(p["email"] for p in people if p["id"] == zoe) == "z.vanthek@haz.example"


def test_a_person_added_by_hand_is_not_doubled_when_known(werkplaats: Werkplaats, zoe: int) -> None:
    again = werkplaats("person", "add", "Zoë van 't Hek", "--at", "Hogeschool aan Zee", "--json").json
    assert again["person"] == {"id": zoe, "name": "Zoë van 't Hek", "was_known": True}
    new = werkplaats("person", "add", "Karim Bakkali", "--role", "docent", "--at", "Hogeschool aan Zee", "--json").json
    assert new["person"]["was_known"] is False
    assert "Karim Bakkali" in {row["name"] for row in werkplaats("map", "--json").json["people"]}


@pytest.mark.parametrize("typed", ["Hogeschol aan Zee", "Hogeschool aan Zeee", "zee"])
def test_a_place_that_is_mistyped_is_proposed_and_nothing_is_made(
    werkplaats: Werkplaats, school: str, typed: str
) -> None:
    before = werkplaats("map", "--json").json
    refused = werkplaats("person", "add", "Karim Bakkali", "--at", typed)
    assert refused.code == 1
    assert "Did you mean Hogeschool aan Zee?" in refused.err
    assert werkplaats("map", "--json").json == before
    assert "Did you mean Hogeschool aan Zee?" in werkplaats("visit", typed, "--on", "2031-12-09").err


def test_a_target_is_inherited_downwards(werkplaats: Werkplaats, school: str) -> None:
    programme = werkplaats("map", "--json").json["programmes"][0]["id"]
    assert werkplaats("target", "programme", programme, "yes", "--why", "ICT in the region").code == 0
    inside = werkplaats("map", "--query", "target:yes", "--json").json
    assert {row["code"] for row in inside["courses"]} == {"ICT-DB-1"}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("why", "person", "99999"), 1, "99999"),
        (("why", "building", "1"), 2, "person"),
        (("set", "person", "99999", "email=a@b.example"), 1, "99999"),
        (("set", "person", "1", "email"), 2, "FIELD=VALUE"),
        (("map", "--query", "scool:haz"), 2, "school"),
        (("changes", "--since", "31 February"), 2, "YYYY-MM-DD"),
        (("target", "course", "1", "maybe"), 2, "undecided"),
        (("source", "add", "ftp://haz.example"), 2, "http"),
        (("nosuch",), 2, "nosuch"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_message(
    werkplaats: Werkplaats, school: str, arguments: tuple[str, ...], code: int, words: str
) -> None:
    answer = werkplaats(*arguments)
    assert answer.code == code
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_the_database_named_before_a_command_wins_over_the_environment(
    werkplaats: Werkplaats, school: str, tmp_path: Path
) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert werkplaats("--database", other, "map", "--json").json["courses"] == []
    assert werkplaats("map", "--database", other, "--json").json["courses"] == []
    assert werkplaats("map", "--json").json["courses"] != []


def test_what_is_not_there_is_named_in_the_language_of_the_reader(werkplaats: Werkplaats, school: str) -> None:
    answer = werkplaats("--language", "nl", "why", "person", 999)
    assert answer.code == 1
    assert "geen persoon 999" in answer.err


def test_what_was_corrected_and_planned_is_written_down_in_the_users_words(
    werkplaats: Werkplaats, zoe: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WERKPLAATS_LANGUAGE", "nl")
    werkplaats("set", "person", zoe, "name=Zoë van het Hek", "email=zoe@haz.example")
    lead = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    werkplaats("lead", "next", lead, "--on", "2031-12-12", "--what", "bellen")
    said = [entry["what"] for entry in werkplaats("journal", "--json").json]
    assert "Zoë van het Hek: naam, e-mailadres verbeterd" in said
    assert "Zoë van het Hek: bellen op 12 dec 2031" in said


def test_where_a_list_says_something_is_said_in_the_users_language(
    werkplaats: Werkplaats, school: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text("naam;e-mail;organisatie\nKarim Bakkali;k.bakkali@haz.example;Hogeschool aan Zee\n", "utf-8")
    assert werkplaats("import", "contacts", file).code == 0
    person = next(hit["id"] for hit in werkplaats("search", "bakkali", "--json").json if hit["kind"] == "person")
    monkeypatch.setenv("WERKPLAATS_LANGUAGE", "nl")
    why = werkplaats("why", "person", person).out
    assert "lijst.csv, regel 2" in why
    assert "line" not in why
