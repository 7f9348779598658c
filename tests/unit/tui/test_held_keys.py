"""Keys that wait: in the order of typing, none lost, and never for good."""

from typing import Any

import pytest
from textual import events

from tui import held_keys
from tui.held_keys import HeldKeys


class App:
    """As much of an app as they ask of it."""

    def __init__(self) -> None:
        self.posted: list[Any] = []

    def post_message(self, message: object) -> None:
        """Keeps what was posted."""
        self.posted.append(message)


def _key(key: str, at: float) -> events.Key:
    made = events.Key(key, key if len(key) == 1 else None)
    made.time = at
    return made


def _given(app: App, keys: HeldKeys) -> list[str]:
    given = []
    while app.posted:
        app.posted.pop(0)
        event = keys.turn()
        given.append(event.key if isinstance(event, events.Key) else "")
    return given


def test_they_come_in_the_order_of_typing_once_released() -> None:
    app = App()
    keys = HeldKeys(app)  # type: ignore[arg-type]  # as much of one as it needs
    assert not keys.takes(_key("a", 1))
    keys.hold()
    assert keys.takes(_key("enter", 2)), "enter pressed twice is once"
    assert keys.takes(_key("c", 5))
    keys.add(_key("b", 3))
    assert not keys.takes(_key("escape", 6)), "leaving never waits"
    assert app.posted == []
    keys.release()
    assert keys.takes(_key("d", 7)), "what is typed while others wait comes behind them"
    assert _given(app, keys) == ["b", "c", "d"]
    assert not keys.takes(_key("e", 8))


def test_what_was_typed_for_after_a_deed_that_was_not_done_is_for_nothing() -> None:
    app = App()
    keys = HeldKeys(app)  # type: ignore[arg-type]  # as above
    keys.hold()
    assert keys.takes(_key("a", 1))
    keys.drop()
    assert (app.posted, keys.takes(_key("b", 2))) == ([], False)


def test_nobody_is_kept_from_typing_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    app = App()
    keys = HeldKeys(app)  # type: ignore[arg-type]  # as above
    now = 100.0
    monkeypatch.setattr(held_keys, "monotonic", lambda: now)
    keys.hold()
    assert keys.takes(_key("a", 1))
    now += held_keys.PATIENCE_SECONDS + 1
    assert keys.takes(_key("b", 2))
    assert _given(app, keys) == ["a", "b"]
