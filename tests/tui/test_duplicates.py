"""Two people side by side: one key decides, the next two stand there at once, and it can be taken back."""

from typing import TYPE_CHECKING

from sqlmodel import Session, select

from crm.tables import KeptApart, Person
from tui.screens.duplicates import DuplicatesPlace
from tui.screens.lead import LeadPlace
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from crm.views.duplicates import Duplicate
    from tests.tui.conftest import Driving, Hand, World


def rows(hand: "Hand") -> "Rows[Duplicate]":
    found: Rows[Duplicate] = hand.one("#pairs", Rows)
    return found


async def opened(hand: "Hand") -> None:
    """Opens the list, and waits until it has looked: the screen stands before it begins to."""
    await hand.press("D")
    for _ in range(200):
        place = hand.app.screen
        if isinstance(place, DuplicatesPlace) and place.has_looked:
            break
        await hand.pilot.pause(0.05)
    await hand.settle()


def called(world: "World", word: str) -> list[str]:
    with Session(world.engine) as session:
        return sorted(name for name in session.exec(select(Person.name)) if word in name)


async def test_both_sides_stand_beside_each_other_with_the_reasons_and_what_differs(
    world: "World", driving: "Driving"
) -> None:
    world.twice()
    async with driving(world.url) as hand:
        await opened(hand)
        assert hand.at(DuplicatesPlace)
        page = next(line for line in hand.text.splitlines() if line.lstrip().startswith("Pagina"))
        assert "team" in page
        assert "≠" in page
        assert "zelfde voornaam en" in hand.text
        assert "Hogeschool aan Zee" in hand.text


async def test_one_key_makes_one_of_two_and_the_next_two_stand_there(world: "World", driving: "Driving") -> None:
    world.twice()
    async with driving(world.url) as hand:
        await opened(hand)
        assert len(rows(hand).ids) == 2
        await hand.press("y")
        assert len(rows(hand).ids) == 1
        assert "één persoon" in hand.text
        assert len(called(world, "Ravestein") + called(world, "Kleverla")) == 3
        await hand.press("u")
        assert len(rows(hand).ids) == 2
        assert len(called(world, "Ravestein") + called(world, "Kleverla")) == 4


async def test_one_key_keeps_two_apart_for_good(world: "World", driving: "Driving") -> None:
    world.twice()
    async with driving(world.url) as hand:
        await opened(hand)
        await hand.press("b", "b")
        assert rows(hand).ids == []
        assert "Niemand staat er dubbel in" in hand.text
        await hand.press("escape")
        await opened(hand)
        assert rows(hand).ids == []
    with Session(world.engine) as session:
        assert len(session.exec(select(KeptApart)).all()) == 2


async def test_what_is_put_off_comes_back_when_the_list_is_opened_again(world: "World", driving: "Driving") -> None:
    world.twice()
    async with driving(world.url) as hand:
        await opened(hand)
        await hand.press("z")
        assert len(rows(hand).ids) == 1
        await hand.press("escape")
        await opened(hand)
        assert len(rows(hand).ids) == 2
        await hand.press("enter")
        assert hand.at(LeadPlace)


async def test_on_a_person_the_key_shows_who_they_may_be_as_well(world: "World", driving: "Driving") -> None:
    world.twice()
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("d")
        assert hand.at(DuplicatesPlace)
        assert "Hek" in hand.text
        assert rows(hand).ids == []


async def test_a_key_that_decides_says_why_it_cannot_where_there_is_nobody(
    sqlite_database: str, driving: "Driving"
) -> None:
    async with driving(sqlite_database) as hand:
        await opened(hand)
        await hand.press("y")
        assert "Niemand staat er dubbel in" in hand.text
