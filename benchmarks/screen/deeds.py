"""What a deed costs on Today: from the key that does it to the screen with the day read anew, in milliseconds.

Logging, advancing and planning each change what is due, so the day is read again from the database; the stopwatch runs
from the enter in the form until the first paint in which the new day stands.

python -m benchmarks.screen.deeds DATABASE_URL [--cpu]

With `--cpu` the milliseconds are those of the process itself, for a machine that has other work as well.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from benchmarks.screen.app import SIZE
from benchmarks.screen.keys import QUIET_SECONDS, Painted
from crm.words import Stage
from tui.screens.today import Today
from tui.widgets.form import Form, OneOf
from tui.widgets.words import Words

TURNS = 20
"""Of each deed."""

PATIENCE_SECONDS = 60.0

POLL_SECONDS = 0.004
"""How often it is looked whether something has come: looking costs time as well."""

KEYS = {"log": "l", "advance": "s", "plan": "n"}
"""Deed → the key that asks for it."""

BACK = {Stage.INFORMED: Stage.WARM, Stage.EXAMPLES: Stage.INFORMED, Stage.AGREEMENT: Stage.EXAMPLES}
"""Where more must be true to go on: from here a lead goes one stage back instead."""


class Day(Painted):
    """The app on Today; it notes when a day that was read anew stood on the screen."""

    DEFAULT_MODE = "today"

    redrawn = 0.0
    spent = 0.0

    def listen(self) -> None:
        """From here on it is noted when a day is on the screen."""
        today = self.screen
        assert isinstance(today, Today)
        show = today._show

        def shown(day: Any) -> None:  # noqa: ANN401 - passed on
            show(day)
            self.call_after_refresh(self._stands)

        today._show = shown  # type: ignore[method-assign] # a stopwatch on it

    def _stands(self) -> None:
        self.redrawn, self.spent = perf_counter(), process_time()


async def until(true: Callable[[], bool], what: str) -> None:
    """Waits for it; raises RuntimeError when it does not come."""
    start = perf_counter()
    while not true():
        if perf_counter() - start > PATIENCE_SECONDS:
            raise RuntimeError(f"it never came: {what}")
        await asyncio.sleep(POLL_SECONDS)


async def quiet(app: Day) -> None:
    """Waits until nothing has been painted for a while: nothing of the deed before is under way."""
    await until(lambda: perf_counter() - app.painted >= 4 * QUIET_SECONDS, "quiet")


def filled(form: Form, name: str, stage: Stage | None, day: int) -> None:
    """Fills the form of the deed in, for a line at this stage."""
    if name == "plan":
        form.query_one("#field-what", Input).value = "bellen"
        form.query_one("#field-on", Input).value = f"+{day}d"
        return
    note = form.query_one("#field-note")
    note.focus()
    if isinstance(note, Words):
        note.text = "gebeld, wil het programma zien, over twee weken terugbellen"
    elif isinstance(note, Input):
        note.value = "op verzoek"
    if name == "advance" and stage in BACK:
        to = form.query_one("#field-to", OneOf)
        to.chosen = list(Stage).index(BACK[stage])


async def deed(app: Day, pilot: Pilot[None], name: str, day: int, *, cpu: bool) -> float:
    """Does it on the line under the cursor: milliseconds from the last enter to the day read anew."""
    await until(lambda: app.rows.current is not None, "the line under the cursor")
    line = app.rows.current
    assert line is not None
    await pilot.press(KEYS[name])
    await until(lambda: isinstance(app.screen, Form), f"the form to {name} {line.what}")
    assert isinstance(app.screen, Form)
    filled(app.screen, name, line.stage, day)
    await quiet(app)
    start, spent = perf_counter(), process_time()
    app.post_message(events.Key("enter", None))
    await until(lambda: app.redrawn > start, f"the day after {name} of {line.what}")
    taken = ((app.spent - spent) if cpu else (app.redrawn - start)) * 1000
    await until(lambda: isinstance(app.screen, Today), "the list")
    await quiet(app)
    await pilot.press("down")
    return taken


async def measure(url: str, *, cpu: bool = False) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of each deed, on all the leads of the database."""
    app = Day(url, lambda _line: None)
    found: dict[str, list[float]] = {name: [] for name in KEYS}
    async with app.run_test(size=SIZE) as pilot:
        await until(lambda: isinstance(app.screen, Today) and app.rows.current is not None, "the first day")
        today = app.screen
        assert isinstance(today, Today)
        await until(lambda: today._ways is not None, "the library that reads the database")
        await quiet(app)
        app.listen()
        for turn in range(TURNS):
            for name, times in found.items():
                times.append(await deed(app, pilot, name, turn + 1, cpu=cpu))
    return {name: (median(times), quantiles(times, n=20)[-1]) for name, times in found.items()}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(sys.argv[1], cpu="--cpu" in sys.argv))))
