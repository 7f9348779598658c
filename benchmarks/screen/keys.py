"""What a key costs on a long list: from the key to the last paint it caused, in milliseconds.

python -m benchmarks.screen.keys DATABASE_URL
"""

import asyncio
import json
import sys
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from textual.screen import Screen

from benchmarks.screen.app import SIZE, Timed

TURNS = 60
QUIET_SECONDS = 0.03
"""When nothing has been painted for so long, a key has had its effect."""

TYPED = ("bakker", "van 't ve", "data pr", "tahiri")


class Painted(Timed):
    """The app that remembers when it painted last."""

    painted = 0.0

    def _display(self, screen: Screen[Any], renderable: Any) -> None:  # noqa: ANN401 - Textual's
        super()._display(screen, renderable)
        self.painted = perf_counter()


async def press(app: Painted, key: str) -> float:
    """Milliseconds from the key to the last paint after it."""
    await asyncio.sleep(QUIET_SECONDS)
    start = perf_counter()
    app.simulate_key(key)
    while app.painted < start or perf_counter() - app.painted < QUIET_SECONDS:
        await asyncio.sleep(0.001)
        if perf_counter() - start > 2:
            raise RuntimeError(f"the key {key!r} painted nothing")
    return (app.painted - start) * 1000


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
        await pilot.press("f")
        for words in TYPED:
            for letter in words:
                found["filter"].append(await press(app, "space" if letter == " " else letter))
            for _letter in words:
                found["filter"].append(await press(app, "backspace"))
    return {name: (median(times), quantiles(times, n=20)[-1]) for name, times in found.items()}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(sys.argv[1]))))
