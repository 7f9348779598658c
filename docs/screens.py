"""Makes the pictures in `docs/screens/`: the demo crawled for real, then each screen of the app in both languages.

usage: python docs/screens.py
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

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


def main() -> int:
    """Crawls the demo into a database of its own and takes every picture."""
    from tui.commands.demo import show_demo
    from tui.commands.invocation import Invocation

    SCREENS.mkdir(exist_ok=True)
    use_language(LANGUAGES[0])
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/demo.db"
        show_demo(Invocation(database=database, user="marlies", json=True))
        for language in LANGUAGES:
            for suffix, size in SIZES.items():
                asyncio.run(take(database, language, suffix, size))
    return 0


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
