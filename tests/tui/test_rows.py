"""The list that is drawn on demand: what it keeps, what it asks, and where its cursor stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest

from tui.widgets import rows as rows_module

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_rows_that_are_gone_are_asked_once(world: "World", driving: "Driving") -> None:
    asked: list[Sequence[int]] = []

    def nothing(_session: object, ids: Sequence[int]) -> list[tuple[int, Any]]:
        asked.append(ids)
        return []

    async with driving(world.url) as hand:
        await hand.press("2")
        hand.rows._fetch = nothing
        hand.rows.show([900_001, 900_002])
        await hand.settle()
        assert len(asked) == 1
        assert hand.rows.current is None


async def test_what_is_marked_is_acted_on_however_far_one_scrolled(
    world: "World", driving: "Driving", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_module, "KEPT", 1)
    async with driving(world.url) as hand:
        await hand.press("2", "space", "space")
        hand.app.data_changed()
        await hand.settle()
        assert len(hand.place.subjects()) == 2  # type: ignore[attr-defined] # the leads are a place of people


async def test_the_cursor_goes_to_the_neighbour_when_its_row_leaves_the_list(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "down")
        ids = list(hand.rows.ids)
        hand.rows.show([ids[0], ids[2]])
        await hand.settle()
        assert hand.rows.current_id == ids[2]


async def test_a_list_of_a_hundred_thousand_holds_only_what_is_near(world: "World", driving: "Driving") -> None:
    asked: list[int] = []

    def made_up(_session: object, ids: Sequence[int]) -> list[tuple[int, Any]]:
        asked.extend(ids)
        return [(one, hand.row(hand.rows, known)) for one in ids]

    async with driving(world.url) as hand:
        await hand.press("2")
        known = hand.rows.ids[0]
        hand.rows._fetch = made_up
        hand.rows.show([known, *range(10_000, 110_000)])
        await hand.settle()
        await hand.press("end", "home", "pagedown")
        assert len(asked) < 1_000
        assert hand.rows.cursor < 20


async def test_a_row_is_drawn_anew_when_the_window_becomes_wider(world: "World", driving: "Driving") -> None:
    async with driving(world.url, size=(40, 10)) as hand:
        await hand.press("2")
        await hand.pilot.resize_terminal(100, 24)
        await hand.settle()
        line = next(line for line in hand.text.splitlines() if line.startswith("▌"))
        assert len(line) > 60
        assert "Bakker" in line
