"""Typing in a filter costs no new layout of the screen."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_a_letter_in_the_filter_moves_nothing_else(
    world: "World", driving: "Driving", monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "f")
        laid_out: list[object] = []
        place = hand.place
        before = place._refresh_layout

        def noted(*given: Any) -> None:
            laid_out.append(given)
            before(*given)

        monkeypatch.setattr(place, "_refresh_layout", noted)
        await hand.write("bak")
        assert laid_out == []
        assert all("Bakker" in name for name in hand.names)
        assert hand.names
