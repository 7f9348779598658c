"""What the law asks, by command."""

from pathlib import Path
from typing import Any

import pytest

Werkplaats = Any


@pytest.fixture
def zoe(werkplaats: Werkplaats, school: str) -> int:
    """The teacher with an address, a lead; her number."""
    [person] = [p for p in werkplaats("map", "--json").json["people"] if p["email"]]
    assert werkplaats("lead", "add", person["id"]).code == 0
    return int(person["id"])


def test_access_and_erase_find_somebody_by_address(werkplaats: Werkplaats, zoe: int, tmp_path: Path) -> None:
    email = next(p["email"] for p in werkplaats("map", "--json").json["people"] if p["id"] == zoe)
    page = tmp_path / "access.html"
    held = werkplaats("privacy", "access", email, "--html", page, "--json").json
    assert held["person"]["id"] == zoe
    assert {"lead", "sighting"} <= {part["table"] for part in held["held"]}
    assert email in page.read_text(encoding="utf-8")
    asked = werkplaats("privacy", "erase", email)
    assert (asked.code, "--yes" in asked.err) == (2, True)
    erased = werkplaats("privacy", "erase", email, "--yes", "--json").json
    assert erased["suppressed"] is True
    assert erased["erased"]["rows"] > 3
    assert werkplaats("privacy", "access", email).code == 1
    assert werkplaats("person", "add", "Zoë van 't Hek", "--email", email).code == 1
    (tmp_path / "in.csv").write_text(f"name,email\nZoë van 't Hek,{email}\n", encoding="utf-8")
    taken = werkplaats("import", "contacts", tmp_path / "in.csv")
    assert "every row was left out" in taken.out + taken.err


def test_only_who_may_erase_does(werkplaats: Werkplaats, zoe: int) -> None:
    assert werkplaats("team", "allow", "baas", "erase").code == 0
    refused = werkplaats("privacy", "erase", zoe, "--yes")
    assert (refused.code, "baas" in refused.err) == (1, True)


def test_a_name_that_stands_alone_is_shown_before_and_cut_where_it_is_said(werkplaats: Werkplaats, zoe: int) -> None:
    other = werkplaats("person", "add", "Pim Bakkenes", "--at", "Hogeschool aan Zee", "--json").json["person"]["id"]
    lead = werkplaats("lead", "add", other, "--json").json["lead"]["id"]
    for note in ("Mevrouw Van 't Hek is ziek", "Zoë komt mee", "Dat past niet"):
        assert werkplaats("lead", "log", lead, "--kind", "note", "--note", note).code == 0
    twin = werkplaats("person", "add", "Z. van 't Hek", "--email", "zz@haz.example", "--json").json["person"]["id"]
    dry = werkplaats("privacy", "erase", zoe, "--dry-run", "--json").json
    assert [each["words"] for each in dry["names_alone"]] == ["Mevrouw Van 't Hek is ziek", "Zoë komt mee"]
    assert [each["id"] for each in dry["perhaps_the_same"]] == [twin]
    assert werkplaats("privacy", "erase", zoe, "--yes", "--alone", "7").code == 2
    done = werkplaats("privacy", "erase", zoe, "--yes", "--alone", "1", "--json").json
    assert done["erased"]["cut_alone"] == 1
    assert [each["words"] for each in done["names_alone"]] == ["Zoë komt mee"]
    notes = [each["note"] for each in werkplaats("lead", "show", lead, "--json").json["timeline"] if each["note"]]
    assert "Mevrouw […] is ziek" in notes
    assert "Zoë komt mee" in notes


def test_a_copy_put_back_is_erased_again(werkplaats: Werkplaats, zoe: int, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert werkplaats("database", "backup", copy).code == 0
    assert werkplaats("privacy", "erase", zoe, "--yes").code == 0
    assert werkplaats("database", "restore", copy, "--yes", "--json").json["erased_again"] == 1
    assert werkplaats("privacy", "access", zoe).code == 1


def test_an_objection_is_written_down_and_taken_back(werkplaats: Werkplaats, zoe: int) -> None:
    done = werkplaats("privacy", "object", zoe, "--evidence", "mail of 20 November", "--json").json
    assert (done["person"], done["objected"]) == (zoe, True)
    [lead] = werkplaats("leads", "--json").json
    assert lead["stage"] == "do_not_contact"
    assert werkplaats("undo", "--json").json["undone"]["action"] == done["action"]
    assert werkplaats("privacy", "object", "nobody@haz.example", "--json").json["person"] is None


def test_a_ground_and_an_objection_are_of_one_channel(werkplaats: Werkplaats, zoe: int, tmp_path: Path) -> None:
    assert werkplaats("set", "person", zoe, "phone=020 555 0123").code == 0
    said = werkplaats("privacy", "basis", zoe, "consent", "--evidence", "belde", "--channel", "phone", "--json").json
    told = {"id": zoe, "basis": "consent", "evidence": "belde", "channel": "phone", "address": None}
    assert said["person"] == told
    out = tmp_path / "lijst.csv"
    assert werkplaats("export", "--format", "csv", "--output", out).code == 3
    assert werkplaats("export", "--format", "csv", "--output", out, "--channel", "phone", "--json").json["written"] == 1
    assert "020 555 0123" in out.read_text(encoding="utf-8")
    done = werkplaats("privacy", "object", zoe, "--evidence", "niet bellen", "--channel", "phone", "--json").json
    assert (done["objected"], done["channel"]) == (True, "phone")
    [lead] = werkplaats("leads", "--json").json
    assert lead["stage"] == "mapped"
    assert werkplaats("lead", "show", lead["id"], "--json").json["bases"]["phone"] == "none"
    left_out = werkplaats("export", "--format", "csv", "--output", out, "--channel", "phone", "--json").json["left_out"]
    assert left_out["objected"] == 1
    assert werkplaats("privacy", "basis", zoe, "consent", "--evidence", "x", "--channel", "fax").code == 2


def test_an_objection_outlives_a_copy_of_before(werkplaats: Werkplaats, zoe: int, tmp_path: Path) -> None:
    copy, out = tmp_path / "copy.db", tmp_path / "lijst.csv"
    assert werkplaats("set", "person", zoe, "phone=020 555 0123").code == 0
    for channel in ("email", "phone"):
        said = werkplaats("privacy", "basis", zoe, "consent", "--evidence", "belde", "--channel", channel)
        assert said.code == 0
    assert werkplaats("database", "backup", copy).code == 0
    assert werkplaats("privacy", "object", zoe).code == 0
    assert werkplaats("database", "restore", copy, "--yes").code == 0
    for channel in ("email", "phone"):
        done = werkplaats("export", "--format", "csv", "--output", out, "--channel", channel, "--json").json
        assert (done["written"], done["left_out"]["objected"]) == (0, 1)


def test_notices_sweep_and_register_answer_for_people_and_programs(
    werkplaats: Werkplaats, zoe: int, tmp_path: Path
) -> None:
    assert werkplaats("privacy", "notices", "--json").json == []
    assert werkplaats("privacy", "sweep", "--dry-run", "--json").json["people"] == 0
    assert werkplaats("privacy", "sweep").code == 0
    page = tmp_path / "register.html"
    assert werkplaats("privacy", "register", "--html", page).code == 0
    assert "Balancing test" in page.read_text(encoding="utf-8")
    assert werkplaats("privacy", "basis", "--json").json == []
    assert werkplaats("privacy", "basis", zoe).code == 2
    assert werkplaats("privacy", "basis", zoe, "relation").code == 2
