"""Reading what is known of the row under the cursor: at once, but not for every row that is only passed."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer
from textual.widget import Widget

REST_SECONDS = 0.1
"""While the cursor moves faster than this, it is read once, when it rests."""


class Resting:
    """Calls `read` when the cursor of `widget` came to rest: at once after a pause, else when it stops moving."""

    def __init__(self, widget: Widget, read: Callable[[], None]) -> None:
        self._widget = widget
        self._read = read
        self._timer: Timer | None = None
        self._last = 0.0

    def moved(self) -> None:
        """The cursor came to another row."""
        now, before = monotonic(), self._last
        self._last = now
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if now - before > REST_SECONDS:
            self._read()
        else:
            self._timer = self._widget.set_timer(REST_SECONDS, self._read)
