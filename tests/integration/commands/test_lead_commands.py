"""The funnel by command: made, logged, moved on, taken back, exported."""

import csv
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crm.clock import SystemClock

Werkplaats = Any


def test_a_lead_from_made_to_taken_back(werkplaats: Werkplaats, zoe: int) -> None:
    made = werkplaats("lead", "add", zoe, "--json").json["lead"]
    assert (made["stage"], made["owner"], made["person"]["id"]) == ("mapped", "marlies", zoe)
    number = made["id"]
    assert werkplaats("lead", "log", number, "--kind", "call", "--note", "wil voorbeelden zien").code == 0
    moved = werkplaats("lead", "advance", number, "--to", "warm", "--note", "knows us", "--json").json
    assert moved["lead"]["stage"] == "warm"
    assert werkplaats("undo", "--json").json["undone"]["action"] == moved["action"]
    shown = werkplaats("lead", "show", number, "--json").json
    assert shown["stage"] == "mapped"
    assert [line["kind"] for line in shown["timeline"]].count("call") == 1


def test_a_lead_has_the_keys_that_scripts_read(werkplaats: Werkplaats, zoe: int) -> None:
    werkplaats("lead", "add", zoe)
    [line] = werkplaats("leads", "--json").json
    assert set(line) >= {
        "id",
        "person",
        "institution",
        "courses",
        "stage",
        "owner",
        "warmth",
        "next",
        "last_activity",
        "score",
    }
    assert (line["institution"], line["courses"]) == ("Hogeschool aan Zee", ["Databases"])
    shown = werkplaats("lead", "show", line["id"], "--json").json
    assert {"timeline", "examples", "agreements", "ladder", "escalations", "reasons"} <= set(shown)
    assert set(shown["timeline"][0]) >= {"at", "kind", "note", "by"}


def test_what_is_planned_for_today_stands_in_today_with_its_reason(werkplaats: Werkplaats, zoe: int) -> None:
    number = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    on = SystemClock().today() + timedelta(days=7)
    assert werkplaats("lead", "next", number, "--on", on.isoformat(), "--what", "bellen").code == 0
    lines = werkplaats("today", "--date", (on + timedelta(days=3)).isoformat(), "--json").json
    line = next(line for line in lines if line["lead"] == number and "bellen" in line["what"])
    assert set(line) >= {"on", "kind", "what", "why", "lead", "score"}
    assert line["why"]


def test_a_next_action_is_not_planned_on_a_day_gone_by(werkplaats: Werkplaats, zoe: int) -> None:
    number = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    answer = werkplaats("lead", "next", number, "--on", "2020-01-01", "--what", "bellen")
    assert answer.code == 2
    assert "2020-01-01 has gone by" in answer.err
    assert "bellen" not in werkplaats("lead", "show", number).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "agreement"), "--note"),
        (("--to", "resting", "--note", "busy"), "--until"),
        (("--to", "declined"), "--note"),
    ],
    ids=["skipping", "resting", "declining"],
)
def test_the_funnel_says_what_is_missing(
    werkplaats: Werkplaats, zoe: int, arguments: tuple[str, ...], words: str
) -> None:
    number = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    answer = werkplaats("lead", "advance", number, *arguments)
    assert answer.code in {1, 2}
    assert words in answer.err
    assert werkplaats("lead", "show", number, "--json").json["stage"] == "mapped"


def test_an_empty_answer_says_so_beside_it(werkplaats: Werkplaats, zoe: int, tmp_path: Path) -> None:
    assert werkplaats("today").err == "Nothing is due for marlies.\n"
    assert werkplaats("leads").err.startswith("No leads yet")
    assert werkplaats("leads", "--query", "nobody").err == "Nobody fits.\n"
    assert (werkplaats("leads", "--json").out, werkplaats("leads", "--json").err) == ("[]\n", "")
    nobody = werkplaats("export", "--format", "csv", "--output", tmp_path / "a.csv", "--query", "name:xyzzy")
    assert (nobody.code, nobody.err) == (3, "Nobody fits: the file holds its header only.\n")


def test_a_stage_is_not_among_what_can_be_logged(werkplaats: Werkplaats, zoe: int) -> None:
    number = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    answer = werkplaats("lead", "log", number, "--kind", "stage", "--note", "x")
    assert answer.code == 2
    assert answer.err.endswith("choose from mail, call, visit, message, note.\n")


def test_nothing_to_undo_is_said(werkplaats: Werkplaats) -> None:
    answer = werkplaats("undo", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err


def test_the_journal_names_who_did_what(werkplaats: Werkplaats, zoe: int) -> None:
    werkplaats("lead", "add", zoe)
    entry = werkplaats("journal", "--json").json[0]
    assert set(entry) == {"action", "at", "by", "what", "undone"}
    assert (entry["by"], entry["undone"]) == ("marlies", False)


def test_an_export_leaves_out_who_has_no_basis_and_says_how_many(
    werkplaats: Werkplaats, zoe: int, tmp_path: Path
) -> None:
    empty = werkplaats("export", "--format", "csv", "--output", tmp_path / "a.csv", "--json")
    assert empty.code == 3
    assert empty.json["written"] == 0
    assert empty.json["left_out"]["no_basis"] == 2
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    werkplaats("privacy", "basis", zoe, "consent", "--evidence", "mail of 12 November")
    filled = werkplaats("export", "--format", "csv", "--output", tmp_path / "b.csv", "--json")
    assert (filled.code, filled.json["written"]) == (0, 1)
    with (tmp_path / "b.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file, delimiter=";")
    assert "z.vanthek@haz.example" in row.values()


def test_a_basis_needs_its_evidence(werkplaats: Werkplaats, zoe: int) -> None:
    answer = werkplaats("privacy", "basis", zoe, "consent")
    assert answer.code in {1, 2}
    assert "evidence" in answer.err
