"""Profiles: each is held to an example, what is wrong in one is named, and the page that teaches it tells the truth."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from crawler.answers import Answer
from crawler.feeds.__main__ import found_in, main
from crawler.feeds.markup import read_records
from crawler.feeds.profiles import Profile, ProfileError, profiles, read_profile
from crawler.feeds.recognition import recognise
from crm.words import RoleKind, SourceKind

EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.json"))
DOC = Path(__file__).parents[4] / "docs" / "profiles.md"
FIELDS = {"role", "email", "phone", "unit"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_page_is_recognised_and_read(path: Path) -> None:
    expected: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    body = path.with_suffix(".html").read_bytes()
    guess = recognise(Answer(expected["url"], 200, {}, body))
    assert guess.system == path.stem.partition("-")[0]
    assert guess.profile is not None
    sheet = read_records(guess.profile, body, expected["url"], "text/html; charset=utf-8", None)
    assert sheet is not None
    found = found_in(sheet.findings)
    assert found["kind"] == expected["kind"]
    assert found["courses"] == expected["courses"]
    assert [{key: person[key] for key in said} for person, said in _paired(found, expected)] == expected["people"]


def _paired(found: dict[str, Any], expected: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return list(zip(found["people"], expected["people"], strict=True))


def test_every_profile_that_reads_pages_has_an_example() -> None:
    shown = {path.stem.partition("-")[0] for path in EXAMPLES}
    assert {profile.name for profile in profiles() if profile.records} <= shown


def test_every_kind_that_can_be_asked_for_has_its_profile() -> None:
    kinds = {profile.kind for profile in profiles() if profile.kind}
    assert kinds == set(SourceKind) - {SourceKind.AUTO, SourceKind.SITE}
    assert len([profile for profile in profiles() if profile.kind]) == len(kinds)


def test_labels_name_roles_or_fields() -> None:
    known = {str(kind) for kind in RoleKind} | FIELDS
    assert {kind for profile in profiles() for kind in profile.labels.values()} <= known


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ('title = "X"', "recognise"),
        ('title = "X"\nbogus = 1\n[recognise]\nmarks = ["x"]', "bogus"),
        ('[recognise]\nmarks = ["x"]', "title"),
        ('title = "X"\nkind = "moodle"\n[recognise]\nmarks = ["x"]', "moodle"),
        ('title = "X"\nreader = "moodle"\n[recognise]\nmarks = ["x"]', "moodle"),
        ("title = \"X\"\n[recognise]\nurl = ['(']", "x.toml"),
        ('title = "X"\n[recognise]\nmarks = ["x"]\n[[records]]\nof = "cow"\nrecord = "a"', "cow"),
        ('title = "X"\n[recognise]\nmarks = ["x"]\n[[records]]\nof = "person"\nrecord = "a[["', "a[["),
        ('title = "X"\n[recognise]\nmarks = ["x"]\n[[records]]\nof = "person"', "record"),
        ("title = ", "x.toml"),
    ],
)
def test_a_mistake_in_a_profile_is_named(tmp_path: Path, words: str, complaint: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(ProfileError, match=re.escape(complaint)):
        read_profile(path)


# --- the page that teaches it ---------------------------------------------------------------------------------------


def block(sort: str) -> str:
    found = re.search(rf"```{sort}\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, f"docs/profiles.md has no {sort} example"
    return found[1]


def taught(folder: Path) -> tuple[Path, Path, str]:
    profile, page = folder / "leerplein.toml", folder / "docenten.html"
    profile.write_text(block("toml"), encoding="utf-8")
    page.write_text(block("html"), encoding="utf-8")
    url = re.search(r"docenten\.html (https://\S+)", DOC.read_text(encoding="utf-8"))
    assert url is not None
    return profile, page, url[1]


def test_the_example_of_the_page_does_what_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile, page, url = taught(tmp_path)
    assert main([str(profile), str(page), url]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(block("json"))


def test_a_page_of_another_system_gives_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile, page, url = taught(tmp_path)
    page.write_text("<html><body><h1>Nieuws</h1><p>Noor Haddad won een prijs</p></body></html>", encoding="utf-8")
    assert main([str(profile), str(page), url]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["recognised"], said["people"]) == (False, [])


def test_wrong_usage_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
    assert main([str(tmp_path / "none.toml"), "x", "y"]) == 2
    assert "none.toml" in capsys.readouterr().err


def test_the_page_tells_of_every_entry_and_every_profile() -> None:
    words = DOC.read_text(encoding="utf-8")
    entries = set(Profile.__dataclass_fields__) - {"name"}
    assert [entry for entry in entries if not re.search(rf"`(?:\w*\.)?{entry}(?:`|\.)", words)] == []
    assert [profile.name for profile in profiles() if f"`{profile.name}`" not in words] == []
