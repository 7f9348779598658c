"""Makes the pictures in `docs/screens/`: the demo crawled for real, then each screen of the app in both languages.

usage: python docs/screens.py
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.keys import _character_to_key

from crm.clock import SystemClock
from crm.language import LANGUAGES, use_language
from tui.app import WerkplaatsApp

SCREENS = Path(__file__).parent / "screens"
SIZES = {"": (100, 30), "-wide": (160, 45)}
WIDE = {"leads", "lead", "programmes", "schools"}
"""Pictures that are taken wide as well: list left, detail right."""

SHOTS: dict[str, Sequence[str]] = {
    "today": ("1",),
    "leads": ("2",),
    "lead": ("2", "down", "enter"),
    "programmes": ("3", "right", "down", "right"),
    "changes": ("4",),
    "schools": ("5",),
    "keys": ("1", "?"),
    "search": ("1", "/", *"bouhali"),
    "way": ("/", *"ten have", "enter"),
    "page": ("/", *"ten have", "enter", "O"),
    "review": ("R",),
    "import": ("I",),
}
"""Picture → the keys that lead to it."""


ZOE = ("/", "=zoe van t hek", "enter")

WEEK: Sequence[tuple[str, Sequence[str]]] = (
    ("monday", ("1",)),
    ("monday-why", ("w",)),
    ("call", ("escape", *ZOE, "l", "=gebeld, wil voorbeelden zien, donderdag terugbellen")),
    ("called", ("enter",)),
    ("message", ("m",)),
    ("sent", ("enter", "y")),
    ("example", ("x", "=dashboards van verkoopcijfers", "tab", "=een winkelier ziet wat blijft liggen", "enter")),
    ("stage", ("s",)),
    (
        "agreement",
        (
            "enter",
            "g",
            *("tab", "tab", "tab", "=een prototype met advies", "tab", "=2", "tab", "tab"),
            *("=intake, tussenstand, presentatie", "tab", "=de docent, elke week een uur"),
        ),
    ),
    ("agreed", ("enter", "s", "enter")),
    ("higher", ("e", "right", "right", "tab", "=drie docenten doen mee: tijd voor een vaste plek")),
    ("director", ("enter",)),
    ("friday", ("escape", "1")),
)
"""The week of a coordinator, played in one sitting: picture → the keys that lead from the one before it to this one.
What begins with `=` is typed."""

OFFICE = {
    "WERKPLAATS_SIGNATURE": "Marlies Veen, Bureau Zeewind",
    "WERKPLAATS_OFFICE_NAME": "Bureau Zeewind",
    "WERKPLAATS_OFFICE_ADDRESS": "Kade 1, 1234 AB Zeestad",
    "WERKPLAATS_OFFICE_EMAIL": "bureau@zeewind.example",
}


def main() -> int:
    """Crawls the demo into a database of its own and takes every picture."""
    from tui.commands.demo import show_demo
    from tui.commands.invocation import Invocation

    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            use_language(language)  # what a crawl says of itself is kept in its language
            database = f"sqlite:///{folder}/demo-{language}.db"
            show_demo(Invocation(database=database, user="marlies", json=True))
            for suffix, size in SIZES.items():
                asyncio.run(take(database, language, suffix, size))
        use_language(LANGUAGES[0])
        os.environ.update(OFFICE)
        asyncio.run(play(f"sqlite:///{folder}/demo-{LANGUAGES[0]}.db"))
    return 0


async def play(database: str) -> None:
    """Plays the week, and takes a picture after each step."""
    app = WerkplaatsApp(database, user="marlies", language="nl", clock=SystemClock(), mail_opener=lambda _target: True)
    async with app.run_test(size=SIZES[""]) as pilot:
        await pilot.pause(4.0)
        for name, keys in WEEK:
            for key in keys:
                if key.startswith("="):
                    for letter in key[1:]:
                        app.post_message(events.Key(_character_to_key(letter), letter))
                else:
                    await pilot.press(key)
                await pilot.pause(0.8)
            await pilot.pause(0.5)
            picture = app.export_screenshot(title="Werkplaats")
            (SCREENS / f"week-{name}.svg").write_text(without_fonts(picture), encoding="utf-8")


async def take(database: str, language: str, suffix: str, size: tuple[int, int]) -> None:
    """Takes the pictures of one language at one size."""
    for name, keys in SHOTS.items():
        if suffix and name not in WIDE:
            continue
        app = WerkplaatsApp(database, user="marlies", language=language, clock=SystemClock())
        async with app.run_test(size=size) as pilot:
            await pilot.pause(2.0)
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.6)
            picture = app.export_screenshot(title="Werkplaats")
        target = SCREENS / f"{name}{suffix}-{language}.svg"
        target.write_text(without_fonts(picture), encoding="utf-8")


def without_fonts(picture: str) -> str:
    """The picture without fonts from elsewhere: it is shown in the reader's own."""
    return re.sub(r"@font-face\s*\{.*?\}\s*", "", picture, flags=re.DOTALL)


if __name__ == "__main__":
    sys.exit(main())
