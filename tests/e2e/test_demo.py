"""The demo as a new user meets it: crawled over real HTTP in both editions, then worked by command."""

import csv
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crm.clock import SystemClock

if TYPE_CHECKING:
    from tests.conftest import MadeOnce

pytestmark = pytest.mark.slow

AS_INSTALLED = (sys.executable, "-c", "from tui.commands import main; main()")


@dataclass(frozen=True, slots=True)
class Home:
    """A user's home folder, and the program that they run there."""

    folder: Path
    program: tuple[str, ...] = AS_INSTALLED

    @property
    def database(self) -> Path:
        """That of the demo."""
        return self.folder / "data" / "werkplaats" / "demo.db"


def _werkplaats(*arguments: object, home: Home) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("WERKPLAATS_", "XDG_"))}
    surroundings = kept | {
        "HOME": str(home.folder),
        "XDG_DATA_HOME": str(home.folder / "data"),
        "XDG_CONFIG_HOME": str(home.folder / "config"),
        "XDG_STATE_HOME": str(home.folder / "state"),
        "WERKPLAATS_LANGUAGE": "nl",
        "WERKPLAATS_USER": "marlies",
    }
    command = [*home.program, *map(str, arguments)]
    return subprocess.run(
        command, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=240
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, made_once: "MadeOnce", stand_in: Path) -> Home:
    """A home folder in which the demo has been shown once.

    The demo runs as it is installed; the commands after it begin where another process has read all their code.
    """
    folder = tmp_path_factory.mktemp("home") / "of-its-own"
    shutil.copytree(made_once("demo", _show), folder)
    return Home(folder, (str(stand_in), "-m", "tui.commands"))


def _show(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    _werkplaats("demo", home=Home(folder))


def _json(*arguments: object, home: Home) -> Any:
    return json.loads(_werkplaats(*arguments, "--database", home.database, "--json", home=home).stdout)


def test_the_demo_maps_three_schools_with_their_ladders(home: Home) -> None:
    document = _json("map", home=home)
    assert {row["name"] for row in document["institutions"]} == {
        "Hogeschool aan Zee",
        "Universiteit Zeestad",
        "ROC Zeewijk",
    }
    databases = next(row for row in document["courses"] if row["code"] == "ICT-DB-1")
    teachers = {role["person_id"] for role in document["roles"] if role["of_id"] == databases["id"]}
    assert "Zoë van 't Hek" in {row["name"] for row in document["people"] if row["id"] in teachers}
    assert {"dean", "board", "programme_director"} <= {role["kind"] for role in document["roles"]}


def test_the_second_edition_is_told_as_changes(home: Home) -> None:
    changes = _json("changes", home=home)
    replaced = next(c for c in changes if c["name"] == "UX-onderzoek" and c["field"] == "teacher")
    assert (replaced["old"], replaced["new"]) == ("A. Smit", "B. de Wit")
    assert ("gone", "ERP in het magazijn") in {(c["change"], c["name"]) for c in changes}
    assert ("new", "AI in het mkb") in {(c["change"], c["name"]) for c in changes}
    address = next(c for c in changes if c["name"] == "Yousra Tahiri" and c["field"] == "email")
    assert (address["old"], address["new"]) == ("y.tahiri@haz.example", "yousra.tahiri@haz.example")


def test_what_stood_a_week_ago_was_seen_a_week_ago(home: Home) -> None:
    today = SystemClock().today()
    days = {}
    for name in ("Databases", "AI in het mkb"):
        course = next(
            hit for hit in _json("search", name, home=home) if hit["kind"] == "course" and hit["name"] == name
        )
        seen = _json("why", "course", course["id"], home=home)["fields"]["name"]
        days[name] = (min(one["first_seen"] for one in seen), max(one["last_seen"] for one in seen))
    week_ago = (today - timedelta(days=7)).isoformat()
    assert days == {
        "Databases": (week_ago, today.isoformat()),
        "AI in het mkb": (today.isoformat(), today.isoformat()),
    }
    assert {change["on"] for change in _json("changes", home=home)} == {today.isoformat()}
    news = [line for line in _json("today", home=home) if line["kind"] == "new_person"]
    assert all(line["on"] == today.isoformat() for line in news)


def test_every_action_of_the_demo_says_what_it_was(home: Home) -> None:
    said = {entry["what"] for entry in _json("journal", home=home)}
    assert not said & {"Iets gewijzigd", "Changed something"}


def test_the_demo_holds_people_with_each_basis_and_without(home: Home, tmp_path: Path) -> None:
    written = _json("export", "--format", "json", "--output", tmp_path / "list.json", home=home)
    assert written["written"] >= 3
    assert written["left_out"]["no_basis"] > written["written"]
    bases = {row["basis"] for row in json.loads((tmp_path / "list.json").read_text())}
    assert bases == {"consent", "relation", "designated_address"}


def test_the_colleagues_network_says_whom_she_knows_and_through_whom_to_go(home: Home) -> None:
    people = {row["name"]: row["id"] for row in _json("map", home=home)["people"]}
    assert "Wim Pelgrim" not in people
    known = _json("lead", "add", people["Noor Haddad"], home=home)["lead"]["id"]
    shown = _json("lead", "show", known, home=home)
    assert shown["warmth"] > 30
    assert any("Marit Veenland" in reason for reason in shown["reasons"])
    unknown = _json("lead", "add", people["Willem ten Have"], home=home)["lead"]["id"]
    ways = _json("lead", "show", unknown, home=home)["way_in"]
    assert ("Noor Haddad", "Marit Veenland") in {(way["via"]["name"], way["whose"]) for way in ways}
    for _lead in (known, unknown):
        _werkplaats("undo", "--database", home.database, home=home)


def test_a_teacher_becomes_a_lead_moves_on_and_back_and_is_exported(home: Home, tmp_path: Path) -> None:
    person = next(hit for hit in _json("search", "yousra", home=home) if hit["kind"] == "person")
    lead = _json("lead", "add", person["id"], home=home)["lead"]["id"]
    _json("lead", "log", lead, "--kind", "call", "--note", "wil meedoen", home=home)
    moved = _json("lead", "advance", lead, "--to", "warm", "--note", "kent ons", home=home)
    assert moved["lead"]["stage"] == "warm"
    assert _json("undo", home=home)["undone"]["action"] == moved["action"]
    assert _json("lead", "show", lead, home=home)["stage"] == "mapped"
    _json("privacy", "basis", person["id"], "consent", "--evidence", "gezegd aan de telefoon", home=home)
    target = tmp_path / "list.csv"
    _json("export", "--format", "csv", "--output", target, "--query", "yousra", home=home)
    with target.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file, delimiter=";")
    assert "yousra.tahiri@haz.example" in row.values()


def test_shown_again_the_demo_finds_nothing_new_and_keeps_what_was_done(home: Home) -> None:
    before = _json("leads", home=home)
    people = len(_json("map", home=home)["people"])
    again = json.loads(_werkplaats("demo", "--json", home=home).stdout)
    assert [run["fetched"] for run in again["runs"]] == [0, 0, 0]
    assert all(run["new"] == {"courses": 0, "people": 0, "programmes": 0} for run in again["runs"])
    assert len(again["map"]["people"]) == people
    assert _json("leads", home=home) == before


def test_a_reader_that_goes_away_is_no_error(home: Home) -> None:
    script = f"{shlex.join(AS_INSTALLED)} map --json --database {home.database} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_the_demo_has_businesses_coupled_and_a_sprint_that_runs(home: Home) -> None:
    told = _json("sprint", "list", home=home)
    assert [one["state"] for one in told].count("done") == 3
    [running] = [one for one in told if one["state"] == "running"]
    assert (running["person"]["name"], running["course"]["name"]) == ("Joost de Graaf", "Webshop inrichten")
