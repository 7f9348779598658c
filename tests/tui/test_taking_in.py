"""A file is taken in from the app: its columns and rows are shown first, one key does it, one takes it back."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, select

from crm.tables import Person
from tui.screens.taking_in import TakingIn
from tui.screens.taking_in_asking import completed
from tui.widgets.form import Form

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World

LIST = "Wie;E-mail;School\nJan Smit;j.smit@haz.example;HAZ\nAnna Kok;a.kok@haz.example;HAZ\n;leeg@haz.example;HAZ\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list with two people and a row without a name."""
    path = tmp_path / "relaties.csv"
    path.write_text(LIST.replace("Wie", "Naam"), encoding="utf-8")
    return path


def _names(world: "World") -> set[str]:
    with Session(world.engine) as session:
        return set(session.exec(select(Person.name)))


async def test_a_file_is_shown_before_it_is_taken_in_and_taken_back_with_one_key(
    world: "World", driving: "Driving", file: Path
) -> None:
    before = _names(world)
    async with driving(world.url) as hand:
        await hand.press("2", "I")
        await hand.write(str(file))
        await hand.press("enter")
        await hand.settle()
        place = hand.app.screen
        assert isinstance(place, TakingIn)
        assert _names(world) == before
        await hand.press("y")
        await hand.settle()
        assert isinstance(hand.app.screen, Form)
        assert hand.said == ""
        await hand.press("enter")
        await hand.settle()
        assert _names(world) - before == {"Jan Smit", "Anna Kok"}
        assert (file.parent / "relaties.geweigerd.csv").exists()
        await hand.press("u")
        await hand.settle()
        assert _names(world) == before
        await hand.press("escape")
        assert not isinstance(hand.app.screen, TakingIn)


async def test_refused_rows_keep_all_out_when_the_user_says_so(world: "World", driving: "Driving", file: Path) -> None:
    before = _names(world)
    async with driving(world.url) as hand:
        await hand.press("5", "I")
        await hand.write(str(file))
        await hand.press("enter")
        await hand.settle()
        await hand.press("y")
        await hand.settle()
        await hand.press("escape")
        await hand.settle()
        assert _names(world) == before
        assert isinstance(hand.app.screen, TakingIn)


async def test_once_a_refused_row_was_met_each_row_says_what_it_is(
    world: "World", driving: "Driving", file: Path
) -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "I")
        await hand.write(str(file))
        await hand.press("enter")
        await hand.settle()
        told = []
        for key in ("end", "up", "up"):
            await hand.press(key)
            told.append(hand.text.splitlines()[-3].strip())
        assert told == ["geen naam (kolom Naam)", "Anna Kok", "Jan Smit"]


async def test_a_column_nobody_knows_is_told_what_it_holds(world: "World", driving: "Driving", tmp_path: Path) -> None:
    path = tmp_path / "vreemd.csv"
    path.write_text("Xyz;Abc\nJan Smit;j.smit@haz.example\n", encoding="utf-8")
    async with driving(world.url) as hand:
        await hand.press("2", "I")
        await hand.write(str(path))
        await hand.press("enter")
        await hand.settle()
        await hand.press("i", "right", "enter")
        await hand.settle()
        await hand.press("y")
        await hand.settle()
        assert "Jan Smit" in _names(world)


async def test_what_is_no_list_is_said_on_the_screen(world: "World", driving: "Driving", tmp_path: Path) -> None:
    path = tmp_path / "brief.csv"
    path.write_bytes(b"%PDF-1.7")
    async with driving(world.url) as hand:
        await hand.press("2", "I")
        await hand.write(str(path))
        await hand.press("enter")
        await hand.settle()
        assert "brief.csv" in hand.text
        assert "! " in hand.text


async def test_people_of_a_school_are_sought_on_linkedin(world: "World", driving: "Driving", opened: list[str]) -> None:
    async with driving(world.url) as hand:
        await hand.press("5", "p")
        await hand.settle()
    assert opened[0].startswith("https://www.linkedin.com/search/results/people/?keywords=")


def test_a_path_is_completed_to_folders_and_files_that_can_be_taken_in(tmp_path: Path) -> None:
    (tmp_path / "lijsten").mkdir()
    (tmp_path / "lijst.txt.bak").write_text("x")
    (tmp_path / "zaken.xlsx").write_text("x")
    assert completed(f"{tmp_path}/l") == f"{tmp_path}/lijsten/"
    assert completed(f"{tmp_path}/za") == f"{tmp_path}/zaken.xlsx"
    assert completed(f"{tmp_path}/q") is None


async def test_all_that_a_list_has_to_say_of_itself_is_in_sight_on_a_small_screen(
    world: "World", driving: "Driving", tmp_path: Path
) -> None:
    path = tmp_path / "relaties.csv"
    path.write_text(
        "Naam;School;Laatst gesproken\nKarim Bakkali;Hogeschol aan Zee;12-11-2025\nSanne de Wit;;12-11-2031\n", "utf-8"
    )
    async with driving(world.url, size=(80, 24)) as hand:
        await hand.press("2", "I")
        await hand.write(str(path))
        await hand.press("enter")
        await hand.settle()
        words = " ".join(hand.text.split())
        assert "Bedoelde je Hogeschool aan Zee? Verbeter dan de lijst." in words
        assert "moet nog komen: bewaard in woorden, in een notitie van vandaag" in words
        await hand.press(*["down"] * 3)
        assert "Karim Bakkali; “Hogeschol aan Zee” is geen bekende school" in " ".join(hand.text.split())
