"""What is typed behind enter waits until what was done stands on the screen; then it comes, in the order of typing.

The app holds the keys itself: a form that is on its way out, and the place that is not back yet, lose none of them.
"""

from bisect import insort
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

PATIENCE_SECONDS = 10.0
"""So long they wait at most: nobody is kept from typing by a deed that never ends."""

ALWAYS = frozenset({"escape", "ctrl+c", "ctrl+q"})
"""Leaving never waits."""

Typed = events.Key | events.Paste


class NextHeld(Message, bubble=False):
    """The next key that was held may have its turn."""


class HeldKeys:
    """The keys of an app that wait. Holding what is held already changes nothing; enter pressed twice is once."""

    def __init__(self, app: "App[None]") -> None:
        self._app = app
        self._held: list[Typed] = []
        self._holding = False
        self._held_since = 0.0
        self._giving = False

    def hold(self) -> None:
        """From now on what is typed waits."""
        self._holding, self._held_since = True, monotonic()

    def takes(self, event: events.Event) -> bool:
        """Whether this waits: what is typed while others wait comes behind them."""
        if not isinstance(event, Typed) or event.is_forwarded or not (self._holding or self._held):
            return False
        if isinstance(event, events.Key) and event.key in ALWAYS:
            return False
        self._keep(event)
        if self._holding and monotonic() - self._held_since > PATIENCE_SECONDS:
            self.release()
        return True

    def add(self, key: events.Key) -> None:
        """A key that was typed behind enter before the app could know that it was: it has its turn anew."""
        again = events.Key(key.key, key.character)
        again.time = key.time
        self._keep(again)
        self._next()

    def release(self) -> None:
        """What waits comes, one after the other, unless one of them makes the rest wait again."""
        self._holding = False
        self._next()

    def drop(self) -> None:
        """The deed was not done: what was typed for after it is for nothing."""
        self._held.clear()
        self._holding = False

    def turn(self) -> Typed | None:
        """The one whose turn it is now, None when all must wait again or nothing is left."""
        self._giving = False
        event = self._held.pop(0) if self._held and not self._holding else None
        self._next()
        return event

    def _keep(self, event: Typed) -> None:
        """Keeps it in the order of typing."""
        if self._held or not (isinstance(event, events.Key) and event.key == "enter"):
            insort(self._held, event, key=lambda one: one.time)

    def _next(self) -> None:
        if self._held and not self._holding and not self._giving:
            self._giving = True
            self._app.post_message(NextHeld())
