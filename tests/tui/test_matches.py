"""What fits a case on its card, and what fits a teacher on theirs: gone to by enter, and back."""

from typing import TYPE_CHECKING

import pytest

from crm.views.matching import index
from tui.screens.case import CasePlace
from tui.screens.lead import LeadPlace

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


@pytest.fixture(autouse=True)
def _nothing_held() -> None:
    index.forget()


async def test_from_a_case_to_a_teacher_that_fits_and_to_the_case_again(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    world.ask("Drogist De Meeuw", "Wie maakt onze verkoopcijfers zichtbaar met datavisualisatie en dashboards?")
    async with driving(world.url) as hand:
        await hand.press("6", "f")
        await hand.write("drogist")
        await hand.press("enter", "enter")
        assert hand.at(CasePlace)
        assert "Past bij" in hand.text
        assert "Datavisualisatie" in hand.text
        while hand.app.screen.row is None or hand.app.screen.row.about is None:  # type: ignore[attr-defined]  # the card
            await hand.press("down")
        assert "beide gaan over dashboards" in hand.text
        assert "niets staat in de weg" in hand.text
        await hand.press("enter")
        place = hand.app.screen
        assert isinstance(place, LeadPlace)
        fitting = [one for one in place.known.ids if hand.row(place.known, one).of == "match"]
        place.known.go_to(fitting[0])
        await hand.settle()
        assert "Passende casussen" in hand.text
        assert "Drogist De Meeuw" in hand.text
        await hand.press("enter")
        assert hand.at(CasePlace)
        await hand.press("escape", "escape")
        assert hand.at(CasePlace)


async def test_what_is_short_stands_over_the_list_of_cases(world: "World", driving: "Driving") -> None:
    world.ask("Drogist De Meeuw", "Wie maakt onze verkoopcijfers zichtbaar met datavisualisatie en dashboards?")
    async with driving(world.url) as hand:
        await hand.press("6", "V")
        assert "1 casus vindt geen plaats" in hand.text
        assert "data en inzicht" in hand.text
        await hand.press("escape")
        assert "Drogist De Meeuw" in hand.text
