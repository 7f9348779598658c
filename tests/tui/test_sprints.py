"""A sprint in the app: started from a yes, its steps done, moved, looked back on, ended; by keys, and taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

from crm.spoken import as_sentence
from crm.words import Stage
from tui.screens.case_lines import source_said
from tui.screens.lead import LeadPlace
from tui.screens.sprint import SprintPlace
from tui.screens.sprints import SprintsPlace
from tui.screens.taking_in_sprints import SprintsTakingIn
from tui.widgets.form import Form
from tui.widgets.picker import Picker

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_from_a_yes_to_a_sprint_with_its_steps(world: "World", driving: "Driving", tmp_path: Path) -> None:
    world.accept()
    async with driving(world.url, size=(120, 40)) as hand:
        await hand.press("8")
        assert hand.at(SprintsPlace)
        assert "Nog geen sprint" in hand.text
        await hand.press("a")
        assert hand.at(Picker)
        assert "Bakkerij Korenmolen" in hand.text
        await hand.press("enter")
        await hand.write("8 feb")
        await hand.press("tab")
        await hand.write("2 apr")
        await hand.press("enter")
        assert "de sprint is gepland" in hand.said
        assert world.stage("Hek") is Stage.SPRINT
        await hand.press("enter")
        assert hand.at(SprintPlace)
        assert "eindpresentatie" in hand.text
        await hand.press("y")
        assert "intake gedaan" in hand.said
        await hand.press("n")
        await hand.press("ctrl+u")
        await hand.write("1 mrt")
        await hand.press("enter")
        assert "vanaf" in hand.said
        assert "1 mrt" in hand.text
        await hand.press("down", "i")
        assert hand.at(Form)
        await hand.press("ctrl+u")
        await hand.write("3 mrt")
        await hand.press("enter")
        assert "ligt vast op deze dag" in hand.text
        await hand.press("B")
        await hand.press("ctrl+u")
        await hand.write(str(tmp_path))
        await hand.press("enter")
        assert (tmp_path / "opdracht-1.html").exists()
        await hand.press("u", "u", "u", "u")
        assert hand.at(SprintsPlace), "the sprint is no more"
        assert world.stage("Hek") is Stage.INFORMED


async def test_what_came_of_it_is_kept_and_stands_on_the_lead(world: "World", driving: "Driving") -> None:
    world.sprint()
    async with driving(world.url, size=(120, 40)) as hand:
        await hand.press("8", "T")
        assert hand.at(Picker)
        await hand.press("down", "down", "down", "enter")
        await hand.write("8")
        await hand.press("tab")
        await hand.write("we verkopen nu online")
        await hand.press("enter")
        assert "antwoord bewaard" in hand.said
        await hand.press("enter")
        assert "we verkopen nu online" in hand.text
        await hand.press("s")
        await hand.write("een webwinkel")
        await hand.press("enter")
        assert "afgerond" in hand.said
        await hand.press("n")
        assert "voorbij" in hand.said
        await hand.press("enter")
        assert hand.at(LeadPlace)
        assert "een webwinkel" in hand.text
        assert "klaar: Bakkerij Korenmolen" in hand.text


async def test_today_shows_the_step_that_is_due_and_y_does_it(world: "World", driving: "Driving") -> None:
    world.sprint()
    async with driving(world.url, size=(120, 40)) as hand:
        assert "Sprint     Bakkerij Koren" in hand.text
        await hand.press("down", "enter")
        assert hand.at(SprintPlace)
        await hand.press("escape", "y")
        assert "tussenstand gedaan" in hand.said


async def test_past_sprints_come_in_by_a_list(world: "World", driving: "Driving", tmp_path: Path) -> None:
    sheet = tmp_path / "sprints.csv"
    sheet.write_text(
        "bedrijf;vak;schooljaar;studenten\nBakkerij Korenmolen;Databases;2023-2024;4\n;Databases;2023-2024;4\n",
        encoding="utf-8",
    )
    async with driving(world.url, size=(120, 40)) as hand:
        await hand.press("8", "I")
        await hand.write(str(sheet))
        await hand.press("enter")
        assert hand.at(SprintsTakingIn)
        assert "Bakkerij Korenmolen" in hand.text
        assert "schooljaar" in hand.text
        await hand.press("y", "enter")
        assert "Geweigerde rijen" in hand.said
        await hand.press("escape")
        assert "Bakkerij Korenmolen" in hand.text
        assert "1 bedrijf gekoppeld" in hand.text
        await hand.press("u")
        assert "Nog geen sprint" in hand.text


def test_where_something_came_from_is_said_in_the_words_of_the_screen() -> None:
    assert source_said("sprints.csv, line 2") == "sprints.csv, regel 2"
    assert source_said("proposal 3") == source_said("voorstel 3") == "voorstel 3"
    assert source_said("by hand") == "met de hand"


def test_a_title_that_asks_gets_no_point_behind_its_mark() -> None:
    assert [as_sentence(title) for title in ("Wie weet het?", "Een webwinkel", "Te lang…")] == [
        "Wie weet het?",
        "Een webwinkel.",
        "Te lang…",
    ]
