"""Somebody who came in by every road, by the commands a coordinator gives: erased, and found nowhere any more."""

import os
from pathlib import Path

import pytest

from benchmarks.erasure.run import everywhere

pytestmark = pytest.mark.slow

WAYS = ("crawl", "imports", "undo", "restore")


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the scenario sets in the environment is taken back after it."""
    for name in ("NAME", "EMAIL", "ADDRESS"):
        monkeypatch.setenv(f"WERKPLAATS_OFFICE_{name}", "")
    for name in ("DATABASE", "USER", "LANGUAGE", "SIGNATURE"):
        monkeypatch.setenv(f"WERKPLAATS_{name}", "")
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):  # settings and log lie where traces are looked for
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "xdg" / name.lower()))


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_nothing_is_found_after_an_erasure_and_nothing_brings_them_back(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    own = f"sqlite:///{tmp_path / 'xdg' / 'data' / 'werkplaats' / 'werkplaats.db'}"
    url = own if kind == "sqlite" else request.getfixturevalue("postgresql_database")
    said = everywhere(url, tmp_path, os.environ, WAYS)
    assert len(said.pop("before")) > 120
    dry, done, *twins = said.pop("erased")
    assert len(dry["names_alone"]) == done["erased"]["cut_alone"] == 3
    assert [each["beside"].partition(",")[0] for each in dry["perhaps_the_same"]] == ["zwaantje@thuis.example"]
    assert len(twins) == 1
    assert {each["file"] for each in done["lists"]} == {"lijst.csv", "lijst.listmonk"}
    assert said == {"after": [], **{f"after {number}, {way}": [] for number, way in enumerate(WAYS, 1)}}
