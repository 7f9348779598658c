"""Today by its keys: why it is here, later, and not this one."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.widgets import Input

from crm.clock import FixedClock
from tui.overlays.sheet import Sheet
from tui.screens.today import Today
from tui.widgets.form import Form
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, Hand, World


def _abouts(hand: "Hand") -> list[str]:
    """What the lines in view are about, in order."""
    rows = hand.one("#due", Rows)
    return [hand.row(rows, one).about for one in rows.ids]


async def test_a_line_says_why_it_is_here_waits_and_is_refused(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("w")
        assert hand.at(Sheet)
        assert "soort werk: bellen" in hand.text
        assert "4 dagen te laat" in hand.text
        assert "samen" in hand.text
        await hand.press("escape", "z", "right", "enter")
        assert world.next_action("Hek") == ("bellen", "2026-11-30")
        assert hand.at(Today)
        first = _abouts(hand)[0]
        await hand.press("y")
        assert "Hier valt geen ja op te zeggen" in hand.text
        await hand.press("b", "enter")
        assert hand.at(Form)
        assert "Waarom niet?" in hand.text
        await hand.write("met pensioen")
        await hand.press("enter")
        assert hand.at(Today)
        assert first not in _abouts(hand)
        await hand.press("u")
        assert first in _abouts(hand)


async def _to_line(hand: "Hand", kind: str) -> None:
    """The cursor on the first line of this kind."""
    rows = hand.one("#due", Rows)
    at = [hand.row(rows, one).kind for one in rows.ids].index(kind)
    await hand.press("home", *["down"] * at)


async def test_a_case_is_worked_where_its_line_stands(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url) as hand:
        await _to_line(hand, "company_next")
        assert "Bakkerij Korenmolen: bellen over de data" in hand.text
        await hand.rush("l", *"stuurt ze morgen")
        assert hand.at(Form)
        assert hand.one("#field-note", Input).value == "stuurt ze morgen"
        await hand.press("tab", "right", "enter")
        assert hand.at(Today)
        assert "Bakkerij Korenmolen: gebeld gelogd" in hand.said
        assert "Bakkerij Korenmolen: bellen over de data" not in hand.text, "it was done by that"
        await hand.press("u")
        await _to_line(hand, "case_old")
        line = hand.one("#due", Rows).current
        assert line is not None
        await hand.press("s")
        assert f"Staat: {line.name}" in hand.text
        await hand.press("escape", "n")
        assert f"Hierna: {line.name}" in hand.text
        await hand.press("escape", "home", "l")
        assert "Loggen: Zoë van 't Hek" in hand.text, "a line about a person is as ever"


async def test_who_goes_away_says_who_covers_and_a_list_is_kept_and_chosen(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("W", "tab")
        await hand.write("31 feb")
        await hand.press("enter")
        assert "31 feb" in hand.text
        assert hand.at(Form)
        hand.one("#field-until", Input).value = "+3d"
        hand.one("#field-cover", Input).value = "sam"
        await hand.press("enter")
        assert "sam ziet je werk tot en met" in hand.text
        await hand.press("2", "M")
        assert hand.one("#filter", Input).value == "van:mij"
        await hand.press("K")
        await hand.write("van mij")
        await hand.press("enter")
        assert "Lijst “van mij” bewaard" in hand.text
        await hand.press("M")
        assert hand.one("#filter", Input).value == ""
        await hand.press("K", "enter")
        assert hand.one("#filter", Input).value == "van:mij"
        await hand.press("F")
        assert "die er ooit kwamen" in hand.text
        await hand.press("escape", "G")
        assert "sam" in hand.text
        await hand.write("sam")
        assert "nieuw hier" not in hand.text
        await hand.press("enter")
        assert "nu van sam" in hand.text


async def test_an_owner_who_is_not_known_here_is_said_to_be_new(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "G")
        assert "eva" in hand.text
        await hand.write("Quirijn")
        assert "“Quirijn”, nieuw hier" in hand.text
        await hand.press("escape")
        assert "nu van" not in hand.text
        await hand.press("G")
        await hand.write("Quirijn")
        await hand.press("enter")
        assert "nu van Quirijn" in hand.text


async def test_a_day_to_wait_until_is_offered_once(world: "World", clock: FixedClock, driving: "Driving") -> None:
    clock.moment = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
    async with driving(world.url) as hand:
        await hand.press("z")
        assert "morgen (" in hand.text
        assert "volgende week" not in hand.text


async def test_what_is_planned_with_a_business_says_how_late_it_is(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url) as hand:
        line = next(line for line in hand.text.splitlines() if "bellen over de data" in line)
        assert "! Bedrijf" in line
        assert line.endswith("3 dagen te laat")
