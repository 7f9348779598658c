"""`doctor`: what is wrong in plain words, and what to type."""

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from crm.database import schema
from crm.database.engine import open_engine, sqlite_url
from tui.commands import machine
from tui.commands.finding import Finding
from tui.commands.health import findings
from tui.commands.invocation import Invocation

Werkplaats = Any
Told = Callable[..., dict[str, Any]]


@pytest.fixture
def told(werkplaats: Werkplaats) -> Told:
    """What doctor says of one thing; arguments stand before it."""

    def ask(key: str, *arguments: object) -> dict[str, Any]:
        found: dict[str, Any] = {line["key"]: line for line in werkplaats("doctor", "--json", *arguments).json}
        return dict(found[key])

    return ask


def _write(database: str, statement: str) -> None:
    engine = open_engine(database)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_all_is_well_once_the_office_has_said_who_it_is(werkplaats: Werkplaats) -> None:
    answer = werkplaats("doctor", "--json")
    keys = [line["key"] for line in answer.json]
    assert (answer.code, keys[:2], "clock" in keys) == (1, ["program", "terminal"], True)
    values = {"contact": "a@office.example", "office_name": "Bureau", "office_email": "a@office.example"}
    for key, value in (values | {"office_address": "Kade 1", "signature": "Eva"}).items():
        werkplaats("settings", "set", key, value)
    answer = werkplaats("doctor", "--json")
    assert ([line for line in answer.json if not line["well"]], answer.code) == ([], 0)
    assert "✓" in werkplaats("doctor", "--language", "nl").out


def test_settings_that_are_missing_are_named(told: Told) -> None:
    line = told("settings")
    assert ("office_address" in line["what"], line["advice"]) == (True, "werkplaats settings set office_name …")


def test_looking_at_a_database_changes_nothing(told: Told, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    engine = open_engine(sqlite_url(older))
    schema.make(engine, schema.VERSIONS[-2])
    engine.dispose()
    line = told("database", "--database", older)
    assert ("older version" in line["what"], line["advice"]) == (True, "werkplaats database upgrade")
    assert "older version" in told("database", "--database", older)["what"]
    assert told("database", "--database", tmp_path / "none.db")["well"] is False
    assert not (tmp_path / "none.db").exists()
    _write(sqlite_url(older), "UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in told("database", "--database", older)["what"]
    (tmp_path / "letter.db").write_text("Beste Zoë, " * 100)
    assert "is not a database" in told("database", "--database", tmp_path / "letter.db")["what"]


def test_a_clock_that_is_behind_what_was_written_down(told: Told, sqlite_database: str) -> None:
    assert told("clock")["well"]
    later = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d %H:%M:%S}"
    _write(sqlite_database, f"INSERT INTO journal_entry (at, by, what, reversible) VALUES ('{later}', 'a', 'x', 1)")
    line = told("clock")
    assert (line["well"], line["advice"]) == (False, "timedatectl set-ntp true")


def test_a_disk_that_is_nearly_full(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=5_000_000))
    line = told("disk")
    assert (line["well"], "5 MB free" in line["what"], "200 MB" in line["advice"]) == (False, True, True)


def test_a_terminal_in_which_the_app_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    class Poor:
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Poor())
    monkeypatch.setenv("TERM", "dumb")
    [line] = machine.terminal()
    assert (line.well, "xterm-256color" in line.advice) == (False, True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", "20")
    [line] = machine.terminal()
    assert (line.well, "60" in line.what, "80" in line.advice) == (False, True, True)
    Poor.encoding = "ascii"
    [line] = machine.terminal()
    assert "UTF-8" in line.advice


def test_what_a_crash_left_behind_is_named(told: Told, tmp_path: Path) -> None:
    (tmp_path / ".copy.db.unfinished").write_text("half")
    line = told("left")
    assert (line["well"], line["advice"]) == (False, f"rm {tmp_path / '.copy.db.unfinished'}")


def test_people_who_were_not_told_in_time(told: Told, werkplaats: Werkplaats, zoe: int, sqlite_database: str) -> None:
    assert told("notices")["well"]
    long_ago = datetime.now(UTC).date() - timedelta(days=45)
    _write(sqlite_database, f"UPDATE entity SET first_seen = '{long_ago}'")
    listed = [one["person"]["id"] for one in werkplaats("privacy", "notices", "--json").json]
    line = told("notices")
    assert zoe in listed
    assert (line["well"], line["what"].split()[0], "15 days late" in line["what"]) == (False, str(len(listed)), True)
    assert line["advice"].startswith("werkplaats privacy notices")
    _write(sqlite_database, "INSERT INTO put_off VALUES ('notice', NULL, NULL, 'weten we', 'eva', '2026-11-01')")
    assert told("notices")["what"] == line["what"], "what was put off on Today is still due by law"


@pytest.mark.postgresql
def test_the_extension_that_search_rests_on(postgresql_database: str) -> None:
    run = Invocation(database=postgresql_database)

    def seen() -> Finding:
        return next(one for one in findings(run, run.engine) if one.key == "pg_trgm")

    assert seen().well
    _write(postgresql_database, "DROP EXTENSION pg_trgm CASCADE")
    assert (seen().well, seen().advice) == (False, "CREATE EXTENSION pg_trgm;")
    run.engine.dispose()
