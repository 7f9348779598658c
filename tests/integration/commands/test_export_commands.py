"""A newsletter by command: who is in it, what is kept, who signs off, and that the next one knows."""

import csv
from pathlib import Path
from typing import Any

import pytest

Werkplaats = Any

REASONS = {"objected", "do_not_contact", "no_basis", "no_email", "invalid_email", "bounced"}


@pytest.fixture
def zoe(werkplaats: Werkplaats, school: str) -> dict[str, Any]:
    """The teacher with an address, who gave her consent."""
    people: list[dict[str, Any]] = werkplaats("map", "--json").json["people"]
    [person] = [one for one in people if one["email"]]
    assert werkplaats("privacy", "basis", person["id"], "consent", "--evidence", "mail of 3 November").code == 0
    return person


def test_newsletter_unsubscribe_next_newsletter(werkplaats: Werkplaats, zoe: dict[str, Any], tmp_path: Path) -> None:
    path, out = tmp_path / "december.csv", tmp_path / "out.csv"
    first = werkplaats(
        "export", "--format", "listmonk", "--output", path, "--campaign", "December", "--left-out", out, "--json"
    )
    assert (first.code, first.json["written"], first.json["file"]) == (0, 1, str(path))
    assert set(first.json["left_out"]) == REASONS
    assert (first.json["left_out"]["no_email"], first.json["left_out"]["objected"]) == (0, 0)
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 1 + sum(first.json["left_out"].values())
    told = werkplaats("campaign", "show", "December", "--json").json
    assert [(one["person"], one["basis"]) for one in told["contacts"]] == [(zoe["id"], "consent")]
    back = tmp_path / "back.csv"
    back.write_text(
        f"email,event\n{zoe['email']},unsubscribed\nstranger@elsewhere.example,unsubscribed\n,\n", encoding="utf-8"
    )
    taken = werkplaats("import", "answers", back, "--json")
    assert (taken.json["read"], taken.json["added"]) == (2, 2)
    second = werkplaats(
        "export", "--format", "listmonk", "--output", path, "--campaign", "January", "--basis",
        "consent,relation,designated_address,none", "--reason", "open day", "--json",
    )  # fmt: skip
    assert (second.code, second.json["written"], second.json["left_out"]["objected"]) == (3, 0, 1)
    assert path.read_text(encoding="utf-8") == "email,name,attributes\n"
    listed = werkplaats("campaign", "list", "--json").json
    assert {one["name"]: (one["contacts"], one["stopped"]) for one in listed} == {"December": (1, 1), "January": (0, 0)}
    assert "December" in werkplaats("campaign", "list").out
    assert zoe["name"] in werkplaats("campaign", "show", "December").out
    assert werkplaats("campaign", "show", "May").code == 1
    assert werkplaats("person", "add", "Somebody", "--email", "stranger@elsewhere.example").code == 1


def test_an_address_book_of_teachers(werkplaats: Werkplaats, zoe: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "teachers.vcf"
    done = werkplaats("export", "--format", "vcard", "--of", "teachers", "--output", path, "--json")
    assert (done.code, done.json["written"]) == (0, 1)
    assert f"EMAIL;TYPE=INTERNET,PREF:{zoe['email']}\r\n".encode() in path.read_bytes()


def test_a_kept_list_and_a_query_narrow_together(werkplaats: Werkplaats, zoe: dict[str, Any], tmp_path: Path) -> None:
    assert werkplaats("lists", "keep", "With mail", "has:email").code == 0
    path = tmp_path / "list.csv"
    done = werkplaats("export", "--format", "csv", "--list", "With mail", "--output", path, "--json")
    assert done.json["written"] == 1
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1][5] == zoe["email"]
    assert werkplaats("export", "--format", "csv", "--list", "No such", "--output", path).code == 1


def test_only_who_may_takes_lists_out(werkplaats: Werkplaats, zoe: dict[str, Any], tmp_path: Path) -> None:
    assert werkplaats("team", "allow", "boss", "export", "--json").json["colleague"]["export"] is True
    refused = werkplaats("export", "--format", "csv", "--output", tmp_path / "list.csv")
    assert (refused.code, "boss" in refused.err) == (1, True)
    assert [one["name"] for one in werkplaats("team", "list", "--json").json] == ["boss"]
    assert werkplaats("team", "forbid", "boss", "export", "--as", "boss").code == 1
    assert werkplaats("team", "forget", "boss", "--as", "boss").code == 0
    assert werkplaats("export", "--format", "csv", "--output", tmp_path / "list.csv").code == 0


def test_words_that_are_not_known_are_named(werkplaats: Werkplaats, school: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    for option, given, known in (("--format", "word", "mautic"), ("--of", "pupils", "teachers")):
        asked = {"--format": "csv", "--output": path, option: given}
        refused = werkplaats("export", *(part for pair in asked.items() for part in pair))
        assert (refused.code, known in refused.err) == (2, True)
    assert not path.exists()


def test_a_list_of_one_holds_one_person(werkplaats: Werkplaats, zoe: int, tmp_path: Path) -> None:
    werkplaats("privacy", "basis", zoe, "consent", "--evidence", "said so on the phone")
    said = werkplaats("export", "--format", "csv", "--output", tmp_path / "list.csv").out
    assert said.startswith("1 person written to ")
