"""What takes a while says so on the status line."""

import asyncio
from threading import Event
from typing import TYPE_CHECKING

from tui.waiting import LONG_SECONDS

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, Hand, World


async def _after(hand: "Hand", seconds: float) -> str:
    await asyncio.sleep(seconds)
    await hand.pilot.pause()
    return hand.text


async def test_an_answer_that_takes_long_is_told_until_it_is_there(world: "World", driving: "Driving") -> None:
    answered = Event()
    async with driving(world.url) as hand:
        hand.place.ask(lambda _session: answered.wait(30), lambda _: None, group="slow")
        assert "een ogenblik" not in await _after(hand, 0)
        assert "een ogenblik …" in await _after(hand, 2 * LONG_SECONDS)
        answered.set()
        await hand.settle()
        assert "een ogenblik" not in hand.text


async def test_what_was_just_done_is_not_hidden_by_waiting(world: "World", driving: "Driving") -> None:
    answered = Event()
    async with driving(world.url) as hand:
        hand.place.ask(lambda _session: answered.wait(30), lambda _: None, group="slow")
        hand.app.say("Gelogd")
        text = await _after(hand, 2 * LONG_SECONDS)
        answered.set()
        assert "Gelogd" in text
        assert "een ogenblik" not in text


async def test_a_question_that_a_newer_one_replaced_is_not_waited_for(world: "World", driving: "Driving") -> None:
    answered = Event()
    async with driving(world.url) as hand:
        hand.place.ask(lambda _session: answered.wait(30), lambda _: None, group="slow")
        hand.place.ask(lambda _session: None, lambda _: None, group="slow")
        text = await _after(hand, 2 * LONG_SECONDS)
        answered.set()
        assert "een ogenblik" not in text
