"""Each screen looks as it was last approved, in both languages, narrow and wide, empty and full.

Forms and overlays are held narrow; of a screen that has room to use, a second picture is held of a wide terminal, which
it is stretched to while it is open.

`pytest tests/tui --update-snapshots` writes the pictures anew; look at them before you commit them.
"""

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crm.settings import write_setting

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World

FOLDER = Path(__file__).parent / "snapshots"
AT_A_COURSE = ("3", "right", "right", "right", "right", "down", "right", "right")
"""To the first course of HBO-ICT on the map."""

SCREENS: dict[str, tuple[str, ...]] = {
    "today": (),
    "today-later": ("z",),
    "funnel": ("2", "F"),
    "leads": ("2", "down", "down"),
    "lead-bare": ("slash", "z", "e", "e", "m", "a", "n", "enter"),
    "leads-mapped": ("2", "right"),
    "leads-marked": ("2", "space", "space"),
    "lead": ("enter",),
    "programmes": ("3",),
    "programmes-open": AT_A_COURSE,
    "programmes-add": (*AT_A_COURSE, "a"),
    "programmes-edit": (*AT_A_COURSE, "i"),
    "programmes-filter": ("3", "f", "b", "o", "u", "h"),
    "changes": ("4", "down"),
    "schools": ("5",),
    "schools-add": ("5", "a"),
    "help": ("2", "question_mark"),
    "palette": ("colon",),
    "search": ("slash", "z", "o", "e"),
    "why": ("w",),
    "log": ("l",),
    "stage": ("s",),
    "next": ("n",),
}
AT_A_TEACHER = ("5", "O", "enter", "down", "down", "down", "down", "down", "down")
"""To the page of Databases as text, on the line that names its teacher."""

SHOWN: dict[str, tuple[str, ...]] = {
    "page": ("5", "O", "enter"),
    "page-pages": ("5", "O"),
    "page-mark": (*AT_A_TEACHER, "space"),
    "page-lesson": (*AT_A_TEACHER, "space", "enter"),
    "page-rules": ("5", "L"),
    "review": ("R",),
}
FILES: dict[str, tuple[str, ...]] = {
    "import": (),
    "import-ask": ("y",),
    "import-done": ("y", "enter"),
}
"""A list of contacts that is taken in, and the keys pressed once it lies open."""

STANDING: dict[str, tuple[str, ...]] = {
    "lead-agreed": ("2", "down", "down", "enter"),
    "agreement": ("2", "down", "down", "g"),
    "step-up": ("2", "down", "down", "e"),
    "footing": ("H",),
    "ladders": ("H", "enter"),
    "year": ("J",),
    "report": ("7",),
    "report-table": ("7", "enter"),
}
"""What came of a lead, how firmly one stands, and the turn of the year."""

TWICE: dict[str, tuple[str, ...]] = {
    "duplicates": ("D",),
}
ASKED: dict[str, tuple[str, ...]] = {
    "cases": ("6",),
    "cases-add": ("6", "a"),
    "case": ("6", "down", "enter"),
    "case-state": ("6", "s"),
    "cases-paste": ("6", "I"),
    "today-asked": ("1",),
}
"""What businesses ask."""

TEAMS: dict[str, tuple[str, ...]] = {
    "sprints": ("8",),
    "sprint": ("8", "enter"),
    "sprint-end": ("8", "s"),
    "lead-sprint": ("2", "down", "down", "enter"),
}
"""What student teams work on."""

LETTERS: dict[str, tuple[str, ...]] = {
    "letter": ("m",),
    "letter-asked": ("m", "enter"),
    "letter-writing": ("m", "i"),
}
"""A first message to somebody, from an office that has said who it is."""

EMPTY: dict[str, tuple[str, ...]] = {
    "today-empty": (),
    "leads-empty": ("2",),
    "programmes-empty": ("3",),
    "changes-empty": ("4",),
    "schools-empty": ("5",),
    "review-empty": ("R",),
    "duplicates-empty": ("D",),
    "footing-empty": ("H",),
    "year-empty": ("J",),
    "report-empty": ("7",),
    "cases-empty": ("6",),
    "sprints-empty": ("8",),
}
WIDE_AS_WELL = frozenset(
    {
        *EMPTY,
        *TWICE,
        *("today", "leads", "lead", "lead-bare", "programmes-open", "changes", "schools"),
        *("page", "review", "import", "letter"),
        *("lead-agreed", "footing", "ladders", "year", "report"),
        *("cases", "case", "sprints", "sprint"),
    }
)
"""The screens themselves."""

LANGUAGES = ("nl", "en")
NARROW, WIDE = (80, 24), (160, 50)


def _text(svg: str) -> list[str]:
    """What a picture says, line by line from top to bottom, without the spaces that only place it."""
    lines: dict[str, list[str]] = {}
    for place, words in re.findall(r'<text[^>]*?y="([\d.]+)"[^>]*?>(.*?)</text>', svg, re.DOTALL):
        lines.setdefault(place, []).append(unescape(words).replace("\xa0", " ").strip())
    return [" ".join(word for word in words if word) for words in lines.values()]


async def _hold(
    driving: "Driving",
    url: str,
    name: str,
    keys: tuple[str, ...],
    language: str,
    request: object,
) -> None:
    update = request.config.getoption("--update-snapshots", default=False)  # type: ignore[attr-defined] # a pytest request
    pictures = {}
    async with driving(url, language=language, size=NARROW) as hand:
        for key in keys:
            await (hand.write(key) if "/" in key else hand.press(key))
        pictures[name] = hand.app.export_screenshot(title="Werkplaats")
        if name in WIDE_AS_WELL:
            await hand.pilot.resize_terminal(*WIDE)
            await hand.settle()
            pictures[f"{name}-wide"] = hand.app.export_screenshot(title="Werkplaats")
    for each, picture in pictures.items():
        path = FOLDER / f"{each}.{language}.svg"
        if update:
            path.write_text(picture, encoding="utf-8")
        assert path.exists(), f"no picture {path.name} yet: pytest tests/tui --update-snapshots makes it"
        assert _text(picture) == _text(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_approved(
    name: str, language: str, world: "World", driving: "Driving", request: pytest.FixtureRequest
) -> None:
    await _hold(driving, world.url, name, SCREENS[name], language, request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
async def test_what_is_shown_to_the_reader_looks_as_approved(
    name: str, language: str, world: "World", driving: "Driving", request: pytest.FixtureRequest
) -> None:
    world.doubt()
    world.archive()
    await _hold(driving, world.url, name, SHOWN[name], language, request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
async def test_an_import_looks_as_approved(
    name: str, language: str, world: "World", driving: "Driving", tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "relaties.csv"
    path.write_text(
        "Naam;E-mail;Telefoon;School;Kleur\nJan Smit;j.smit@haz.example;020 555 01 23;HAZ;rood\n"
        "P. Bakker;p.bakker@haz.example;;Hogeschool aan Zee;\n;leeg@haz.example;;HAZ;\n"
        "Jan Smit;j.smit@haz.example;020 555 01 23;HAZ;rood\nAnna [/x] Kok;geen adres;;Bakkerij Korenmolen;\n",
        encoding="utf-8",
    )
    await _hold(driving, world.url, name, ("2", "I", str(path), "enter", *FILES[name]), language, request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STANDING)
async def test_what_came_of_it_looks_as_approved(
    name: str, language: str, world: "World", driving: "Driving", request: pytest.FixtureRequest
) -> None:
    world.agree()
    if name.startswith("report"):
        world.couple()
    await _hold(driving, world.url, name, STANDING[name], language, request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TWICE)
async def test_two_people_side_by_side_look_as_approved(
    name: str, language: str, world: "World", driving: "Driving", request: pytest.FixtureRequest
) -> None:
    world.twice()
    await _hold(driving, world.url, name, TWICE[name], language, request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ASKED)
async def test_what_businesses_ask_looks_as_approved(
    name: str, language: str, world: "World", driving: "Driving", request: pytest.FixtureRequest
) -> None:
    world.ask_cases()
    await _hold(driving, world.url, name, ASKED[name], language, request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEAMS)
async def test_what_teams_work_on_looks_as_approved(
    name: str, language: str, world: "World", driving: "Driving", request: pytest.FixtureRequest
) -> None:
    world.couple()
    world.sprint()
    await _hold(driving, world.url, name, TEAMS[name], language, request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LETTERS)
async def test_a_message_looks_as_approved(
    name: str, language: str, world: "World", driving: "Driving", request: pytest.FixtureRequest
) -> None:
    for key, value in (("name", "Bureau Zeewind"), ("email", "bureau@zeewind.example"), ("address", "Kade 1, Zeestad")):
        write_setting(f"office_{key}", value)
    write_setting("signature", "Eva de Boer\\nBureau Zeewind")
    await _hold(driving, world.url, name, ("2", "down", *LETTERS[name]), language, request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EMPTY)
async def test_an_empty_place_teaches_as_approved(
    name: str, language: str, sqlite_database: str, driving: "Driving", request: pytest.FixtureRequest
) -> None:
    await _hold(driving, sqlite_database, name, EMPTY[name], language, request)


def test_no_picture_stands_idle() -> None:
    every = (*SCREENS, *SHOWN, *FILES, *STANDING, *TWICE, *ASKED, *TEAMS, *LETTERS, *EMPTY)
    names = [*every, *(f"{name}-wide" for name in WIDE_AS_WELL)]
    expected = {f"{name}.{language}.svg" for name in names for language in LANGUAGES}
    assert {path.name for path in FOLDER.glob("*.svg")} == expected
