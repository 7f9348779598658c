"""Settings, sources, database and doctor by command."""

from pathlib import Path
from typing import Any

import pytest

Werkplaats = Any


def test_a_source_is_listed_with_its_schedule(werkplaats: Werkplaats) -> None:
    added = werkplaats("source", "add", "https://www.roczeewijk.example", "--level", "mbo", "--every", "14d", "--json")
    assert added.code == 0
    [line] = werkplaats("source", "list", "--json").json
    assert set(line) == {"name", "url", "kind", "every", "last_run", "next_due", "state"}
    assert (line["every"], line["last_run"]) == ("14d", None)


def test_a_source_known_already_is_named(werkplaats: Werkplaats) -> None:
    werkplaats("source", "add", "https://www.haz.example", "--name", "haz")
    answer = werkplaats("source", "add", "https://www.haz.example/")
    assert answer.code == 1
    assert "haz" in answer.err


def test_removing_a_source_asks_and_names_yes_without_a_terminal(werkplaats: Werkplaats, school: str) -> None:
    asked = werkplaats("source", "remove", "haz")
    assert (asked.code, "--yes" in asked.err) == (2, True)
    assert werkplaats("source", "remove", "haz", "--yes").code == 0
    assert werkplaats("source", "list", "--json").json == []


def test_a_setting_is_written_and_shown_with_its_origin(werkplaats: Werkplaats) -> None:
    assert werkplaats("settings", "set", "office_name", "Bureau Zeewind").code == 0
    lines = {line["key"]: line for line in werkplaats("settings", "--json").json}
    assert lines["office_name"]["value"] == "Bureau Zeewind"
    assert lines["office_name"]["origin"].endswith("settings.toml")


def test_a_copy_put_back_gives_the_leads_of_then(werkplaats: Werkplaats, zoe: int, tmp_path: Path) -> None:
    werkplaats("lead", "add", zoe)
    assert werkplaats("database", "backup", tmp_path / "copy.db").code == 0
    werkplaats("undo")
    assert werkplaats("leads", "--json").json == []
    assert werkplaats("database", "restore", tmp_path / "copy.db").code == 2
    assert werkplaats("database", "restore", tmp_path / "copy.db", "--yes").code == 0
    assert len(werkplaats("leads", "--json").json) == 1
    assert werkplaats("database", "check", "--json").json == {"problems": []}


def test_doctor_says_what_is_not_well_and_what_to_do(werkplaats: Werkplaats, school: str) -> None:
    answer = werkplaats("doctor", "--json")
    assert answer.code == 1
    contact = next(line for line in answer.json if "contact" in line["about"])
    assert (contact["well"], "settings set contact" in contact["advice"]) == (False, True)


def test_a_database_that_cannot_be_used_is_one_sentence(werkplaats: Werkplaats, tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Beste Zoë, " * 100)
    for place in (letter, tmp_path / "no" / "where.db"):
        answer = werkplaats("map", "--database", place)
        assert answer.code == 1
        assert str(place) in answer.err
        assert "Traceback" not in answer.err


def test_every_command_explains_itself_with_an_example(
    werkplaats: Werkplaats, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ("map", "leads", "crawl", "export", "lead advance", "source add", "database restore", "privacy basis"):
        answer = werkplaats(*words.split(), "--help")
        assert answer.code == 0
        assert "werkplaats " + words in " ".join(answer.out.split()), "wherever a narrow terminal breaks the line"


def test_saved_pages_are_read_as_json_lines_without_a_database(werkplaats: Werkplaats, tmp_path: Path) -> None:
    import json

    folder = tmp_path / "site" / "x"
    folder.mkdir(parents=True)
    page = "<title>Databases</title><h1>Databases</h1><dl><dt>Docent</dt><dd>Zoë van 't Hek</dd></dl>"
    (folder / "index.html").write_text(page)
    (tmp_path / "site" / "broken.bin").write_bytes(b"\x00\xff" * 50)
    answer = werkplaats(
        "read", tmp_path / "site", "--base-url", "https://www.haz.example/", "--database", "/no/where.db"
    )
    assert answer.code == 0
    lines = {line["page"]: line for line in map(json.loads, answer.out.splitlines())}
    assert lines["x/index.html"]["url"] == "https://www.haz.example/x/"
    assert [person["name"] for person in lines["x/index.html"]["people"]] == ["Zoë van 't Hek"]
    assert lines["broken.bin"]["kind"] == "other"


@pytest.mark.slow
@pytest.mark.usefixtures("warm_crawls")
def test_an_address_that_never_answered_may_be_tried_by_another_scheme(werkplaats: Werkplaats) -> None:
    werkplaats("source", "add", "https://127.0.0.1:1/")
    answer = werkplaats("crawl", "http://127.0.0.1:1/")
    assert (answer.code, "http://127.0.0.1:1/" in answer.err) == (1, True)
    [line] = werkplaats("source", "list", "--json").json
    assert line["url"] == "http://127.0.0.1:1/"


def test_the_demo_says_which_database_it_is_of(werkplaats: Any) -> None:
    assert "demo.db" in " ".join(werkplaats("demo", "--help").out.split())
    assert "demo.db" not in werkplaats("undo", "--help").out
