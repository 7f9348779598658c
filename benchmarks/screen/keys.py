"""What a key costs on a long list: from the key to the last paint it caused, in milliseconds.

python -m benchmarks.screen.keys DATABASE_URL
"""

import asyncio
import json
import sys
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.screen import Screen

from benchmarks.screen.app import SIZE, Timed
from tui.screens.leads import Leads

TURNS = 60
QUIET_SECONDS = 0.03
"""When nothing has been painted for so long, a key has had its effect."""

TYPED = ("bakker", "van 't ve", "data pr", "tahiri")


class Painted(Timed):
    """The app that remembers when it painted last, and when its list last answered."""

    painted = 0.0
    answered = 0.0

    def _display(self, screen: Screen[Any], renderable: Any) -> None:  # noqa: ANN401 - Textual's
        super()._display(screen, renderable)
        self.painted = perf_counter()

    def listen(self) -> None:
        """From here on it is noted when the rows of a list are given to the screen."""
        leads = self.screen
        assert isinstance(leads, Leads)
        leads._show_first = self._noted(leads._show_first)  # type: ignore[method-assign] # a stopwatch on it
        leads._show = self._noted(leads._show)  # type: ignore[method-assign] # the whole list may overtake it

    def _noted(self, show: Callable[..., None]) -> Callable[..., None]:
        def noted(found: Any, **options: bool) -> None:  # noqa: ANN401 - passed on
            show(found, **options)
            self.answered = perf_counter()

        return noted


async def press(app: Painted, key: str, character: str | None = None, *, asks: bool = False) -> float:
    """Milliseconds from the key to the last paint after it; with `asks` to the paint of what the database answered."""
    await asyncio.sleep(QUIET_SECONDS)
    start = perf_counter()
    app.post_message(events.Key(key, character))
    while True:
        await asyncio.sleep(0.001)
        now, since = perf_counter(), app.answered if asks else start
        if since >= start and app.painted >= since and now - app.painted >= QUIET_SECONDS:
            return (app.painted - start) * 1000
        if now - start > 2:
            raise RuntimeError(f"the key {key!r} painted nothing")


async def measure(url: str) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile for each sort of key, on everybody in the database."""
    app = Painted(url, lambda _line: None)
    found: dict[str, list[float]] = {"down": [], "page_down": [], "filter": []}
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(2)
        await pilot.press("right")
        await pilot.pause(2)
        for _turn in range(TURNS):
            found["down"].append(await press(app, "down"))
        for _turn in range(TURNS):
            found["page_down"].append(await press(app, "pagedown"))
        app.listen()
        await pilot.press("f")
        for words in TYPED:
            for letter in words:
                found["filter"].append(await press(app, _character_to_key(letter), letter, asks=True))
            for _letter in words:
                found["filter"].append(await press(app, "backspace", asks=True))
    return {name: (median(times), quantiles(times, n=20)[-1]) for name, times in found.items()}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(sys.argv[1]))))
