"""Examples, agreements and steps higher up by keys: how few there are, and what stands on the lead after."""

from typing import TYPE_CHECKING

import pytest

from crm.words import Stage
from tui.screens.lead import LeadPlace
from tui.screens.letter import LetterSheet
from tui.widgets.form import Form
from tui.widgets.picker import Picker

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_an_example_takes_two_keys_besides_its_words(world: "World", driving: "Driving") -> None:
    async with driving(world.url, size=(160, 50)) as hand:
        await hand.to_leads("Hek")
        await hand.press("s", "enter")
        assert world.stage("Hek") is Stage.INFORMED, "the stage needs an example"
        assert "x legt er een vast" in hand.text
        await hand.press("escape")
        await hand.rush("x", *"dashboards", "enter")
        assert "voorbeeld bewaard" in hand.said
        await hand.press("s", "enter")
        assert world.stage("Hek") is Stage.EXAMPLES
        await hand.press("enter")
        assert hand.at(LeadPlace)
        assert "dashboards" in hand.text
        await hand.press("X")
        assert hand.at(Picker)
        await hand.write("dash hek")
        assert "Zoë van 't Hek" in hand.text
        await hand.press("escape", "u", "u")
        assert "dashboards" not in hand.text


async def test_an_agreement_begins_with_what_is_known_and_is_renewed_with_one_choice(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url, size=(160, 50)) as hand:
        await hand.to_leads("Bakker")
        await hand.press("g")
        assert hand.at(Form)
        assert "blok 3" in hand.text, "the period of the course is its planning"
        await hand.press("enter")
        assert hand.at(Form), "a part without words is asked for"
        form = hand.app.screen
        assert isinstance(form, Form)
        assert "Nog nodig: Opdracht, Aantal, Proces, Begeleiding." in hand.text, "all of them at once"
        assert form.focused is form.query_one("#field-type"), "the first of them has the keys"
        assert "* nodig" in hand.text
        for name, text in (("type", "adviesrapport"), ("process", "intake, eind"), ("supervision", "docent")):
            form.query_one(f"#field-{name}").value = text  # type: ignore[attr-defined] # an input
        form.query_one("#field-number").value = "0"  # type: ignore[attr-defined] # an input
        await hand.press("enter")
        assert "niet 0" in hand.text
        form.query_one("#field-number").value = "4"  # type: ignore[attr-defined] # an input
        await hand.press("enter")
        assert "samenwerkingsafspraak bewaard, 2026-2027" in hand.said
        await hand.press("enter")
        assert "4 × adviesrapport · Webontwikkeling" in hand.text
        place = hand.app.screen
        assert isinstance(place, LeadPlace)
        number = next(one for one in place.known.ids if hand.row(place.known, one).of == "agreement")
        place.known.go_to(number)
        await hand.press("enter", "enter")
        assert "verlengd voor 2027-2028" in hand.said
        assert "27/28, nog 4 plaatsen" in hand.text
        await hand.press("u")
        assert "27/28" not in hand.text
        await hand.press("escape")
        await hand.to_leads("Bouhali")
        await hand.press("g")
        assert "adviesrapport" in hand.text, "the words of the last agreement at that school stand there"


async def test_higher_up_takes_two_keys_besides_the_reason(
    world: "World", driving: "Driving", monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("NAME", "Bureau Zeewind"),
        ("EMAIL", "bureau@zeewind.example"),
        ("ADDRESS", "Kade 1, Zeestad"),
    ):
        monkeypatch.setenv(f"WERKPLAATS_OFFICE_{name}", value)
    monkeypatch.setenv("WERKPLAATS_SIGNATURE", "Eva, Bureau Zeewind")
    async with driving(world.url, size=(160, 50)) as hand:
        await hand.to_leads("Hek")
        await hand.rush("e", *"moet vragen", "enter")
        assert hand.at(LetterSheet), "the message to who stands above lies ready"
        assert "hogerop, naar K. Jansen-de Wit" in hand.said
        await hand.press("escape")
        assert hand.at(LeadPlace)
        assert "Zoë van 't Hek: moet vragen" in hand.text
        assert world.stage("Jansen") is Stage.MAPPED
        assert world.next_action("Jansen")[0] == "mailen: moet vragen"
        place = hand.app.screen
        assert isinstance(place, LeadPlace)
        number = next(one for one in place.known.ids if hand.row(place.known, one).of == "step")
        place.known.go_to(number)
        await hand.press("enter")
        await hand.write("noemt drie collega's")
        await hand.press("enter")
        assert "leverde op" in hand.text
        assert "noemt drie collega's" in hand.text
        place.timeline.focus()
        await hand.press("S")
        await hand.write("docenten jaar 2")
        await hand.press("enter")
        assert "vraagt rond, vóór ma 7 dec" in hand.said
        assert "docenten jaar 2" in hand.text
        await hand.press("u", "escape", "e")
        assert hand.at(Form)
        await hand.press("escape", "u", "u")
        assert world.stage("Jansen") is None
