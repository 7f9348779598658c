"""After an action the screen is painted once: with the form gone and what changed read again."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

ASKED_SECONDS = 0.03
"""So long it waits for a question to be asked at all."""

ANSWERED_SECONDS = 0.12
"""So long it waits for the answer: what takes longer is not worth a form that seems to hang."""


class Painting:
    """Holds the painting of an app. Every hold ends by itself; holding what is held already changes nothing."""

    def __init__(self, app: "App[None]") -> None:
        self._app = app
        self._held = ExitStack()
        self._timer: Timer | None = None
        self._after: list[Callable[[], None]] = []

    def hold(self) -> None:
        """Paints nothing until what changed was read again, or for as long as it takes to ask."""
        if self._timer is None:
            self._held.enter_context(self._app.batch_update())
            self._until(ASKED_SECONDS)

    def asked(self) -> None:
        """A question is under way: its answer is waited for."""
        if self._timer is not None:
            self._until(ANSWERED_SECONDS)

    def afterwards(self, then: Callable[[], None]) -> None:
        """Does something once what changed has been read again; soon when nothing is held.

        It does not wait for a paint: that is of one screen, which another may have come to stand over by then.
        """
        if self._timer is not None:
            self._after.append(then)
        else:
            self._app.call_later(then)

    def release(self) -> None:
        """Paints again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._held.close()
            if self._app.screen_stack:
                self._app.screen.check_idle()  # it may have come to rest while nothing was to be painted
            while self._after:
                self._app.call_later(self._after.pop(0))

    def _until(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(seconds, self.release)
