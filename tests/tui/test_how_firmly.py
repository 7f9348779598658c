"""How firmly one stands, who stands where, and the turn of the year: by keys, and taken back."""

from typing import TYPE_CHECKING

from tui.screens.footing import FootingPlace
from tui.screens.ladders import LaddersPlace
from tui.screens.lead import LeadPlace
from tui.screens.year import YearPlace
from tui.widgets.form import Form

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_how_firmly_it_stands_and_what_a_page_proposes(world: "World", driving: "Driving") -> None:
    world.agree()
    async with driving(world.url, size=(160, 50)) as hand:
        await hand.press("3", "right", "right", "right", "right")
        assert "rust op 1 docent" in hand.text, "the mark on the map"
        await hand.press("H")
        assert hand.at(FootingPlace)
        assert "! Zoë van 't Hek" in hand.text
        assert "y: in de studiegids?" in hand.text
        await hand.press("y")
        assert "bewaard" in hand.said
        assert "y: in de studiegids?" not in hand.text
        await hand.press("y")
        assert "wacht" in hand.said
        await hand.press("i")
        assert hand.at(Form)
        await hand.write("mail van 3 nov")
        await hand.press("enter", "u", "u")
        assert "y: in de studiegids?" in hand.text
        await hand.press("enter")
        assert hand.at(LaddersPlace)
        assert "ijs gebroken in 2 van 2 opleidingen" in hand.text
        await hand.press("down", "down", "enter")
        assert hand.at(LeadPlace)
        assert "Zoë van 't Hek" in hand.text


async def test_the_turn_of_the_year_renews_asks_and_ends(world: "World", driving: "Driving") -> None:
    world.agree()
    async with driving(world.url, size=(160, 50)) as hand:
        await hand.press("J")
        assert hand.at(YearPlace)
        assert "wenst volgende keer: kleinere teams" in hand.text
        await hand.press("n")
        assert world.next_action("Hek") == ("mailen: gaat het door in 2027-2028?", "2026-11-24")
        await hand.press("y")
        assert "verlengd voor 2027-2028" in hand.said
        await hand.press("y")
        assert "al verlengd" in hand.said
        await hand.press("right")
        assert "Jaarwisseling: 2027-2028" in hand.text
        await hand.press("b")
        await hand.write("vak vervalt")
        await hand.press("enter")
        assert "Er staat geen samenwerkingsafspraak voor 2027-2028" in hand.text
        await hand.press("u", "left")
        assert "verlengd" in hand.text
        await hand.press("enter")
        assert hand.at(LeadPlace)
