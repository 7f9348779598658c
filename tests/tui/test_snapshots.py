"""Each screen looks as it was last approved, in both languages.

`pytest tests/tui --update-snapshots` writes the pictures anew; look at them before you commit them.
"""

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World

FOLDER = Path(__file__).parent / "snapshots"
SCREENS: dict[str, tuple[str, ...]] = {
    "today": (),
    "leads": ("2", "down", "down"),
    "leads-mapped": ("2", "right"),
    "leads-marked": ("2", "space", "space"),
    "lead": ("enter",),
    "programmes": ("3",),
    "changes": ("4",),
    "schools": ("5",),
    "help": ("2", "question_mark"),
    "palette": ("colon",),
    "search": ("slash", "z", "o", "e"),
    "why": ("w",),
    "log": ("l",),
    "stage": ("s",),
    "next": ("n",),
}
LANGUAGES = ("nl", "en")


def _text(svg: str) -> list[str]:
    """What a picture says, line by line from top to bottom, without the spaces that only place it."""
    lines: dict[str, list[str]] = {}
    for place, words in re.findall(r'<text[^>]*?y="([\d.]+)"[^>]*?>(.*?)</text>', svg, re.DOTALL):
        lines.setdefault(place, []).append(unescape(words).replace("\xa0", " ").strip())
    return [" ".join(word for word in words if word) for words in lines.values()]


async def _hold(driving: "Driving", url: str, name: str, keys: tuple[str, ...], language: str, request: object) -> None:
    update = request.config.getoption("--update-snapshots", default=False)  # type: ignore[attr-defined] # a pytest request
    path = FOLDER / f"{name}.{language}.svg"
    async with driving(url, language=language) as hand:
        await hand.press(*keys)
        picture = hand.app.export_screenshot(title="Werkplaats")
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
async def test_an_empty_day_looks_as_approved(
    language: str, sqlite_database: str, driving: "Driving", request: pytest.FixtureRequest
) -> None:
    await _hold(driving, sqlite_database, "today-empty", (), language, request)


def test_no_picture_stands_idle() -> None:
    expected = {f"{name}.{language}.svg" for name in (*SCREENS, "today-empty") for language in LANGUAGES}
    assert {path.name for path in FOLDER.glob("*.svg")} == expected
