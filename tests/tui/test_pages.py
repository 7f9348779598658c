"""A crawled page as text: what was found shows, one mark teaches the others, and all of it is taken back."""

from typing import TYPE_CHECKING

from sqlmodel import Session, select

from crm.tables import Entity, Person, SiteRule
from crm.words import Method
from tui.overlays.lesson import LessonSheet
from tui.screens.page import PagePlace
from tui.screens.review import ReviewPlace
from tui.widgets.picker import Picker

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World

AT_A_TEACHER = ("5", "O", "enter", "down", "down", "down", "down", "down", "down")


def methods(world: "World", name: str) -> set[str]:
    """How the sightings that stand of somebody were read."""
    from crm.tables import Sighting

    with Session(world.engine) as session:
        chosen = select(Sighting.method).where(Sighting.entity_id == world.person(name))
        return {str(method) for method in session.exec(chosen.where(Sighting.ended_on.is_(None)))}  # type: ignore[union-attr]  # a column


async def test_a_page_of_a_school_shows_what_was_found(world: "World", driving: "Driving") -> None:
    world.archive()
    async with driving(world.url) as hand:
        await hand.press("5", "O")
        assert "ICT-WO-1.html" in hand.text
        await hand.press("enter")
        assert isinstance(hand.app.screen, PagePlace)
        assert "» Databases" in hand.text
        assert "# ICT-DB-1" in hand.text
        await hand.press("escape")
        assert not isinstance(hand.app.screen, PagePlace)


async def test_what_space_does_is_said_in_the_same_words_wherever_one_looks(world: "World", driving: "Driving") -> None:
    world.archive()
    async with driving(world.url) as hand:
        await hand.press("2", "question_mark")
        await hand.write("markeert")
        assert "op een pagina" not in hand.text
        await hand.press("escape", *AT_A_TEACHER)
        assert "space wat het is" in hand.text
        await hand.press("question_mark")
        await hand.write("wat het is")
        assert "Zegt wat het stuk onder de cursor is" in hand.text
        assert "markeer" not in hand.text


async def test_one_mark_teaches_all_pages_and_y_keeps_it(world: "World", driving: "Driving") -> None:
    world.archive()
    async with driving(world.url) as hand:
        await hand.press(*AT_A_TEACHER, "space")
        assert isinstance(hand.app.screen, Picker)
        await hand.press("enter")
        assert isinstance(hand.app.screen, LessonSheet)
        assert "3 × docent" in hand.text
        await hand.press("y")
        assert "Regel 1 is bewaard" in hand.text
        with Session(world.engine) as session:
            assert session.exec(select(SiteRule.says)).all() == ["teacher"]
        assert str(Method.PROFILE) in methods(world, "Bakker")
        await hand.press("u")
        with Session(world.engine) as session:
            assert session.exec(select(SiteRule)).all() == []


async def test_left_alone_nothing_is_learnt(world: "World", driving: "Driving") -> None:
    world.archive()
    async with driving(world.url) as hand:
        await hand.press(*AT_A_TEACHER, "space", "enter", "escape")
        assert isinstance(hand.app.screen, PagePlace)
        assert hand.app.marks == {}
        with Session(world.engine) as session:
            assert session.exec(select(SiteRule)).all() == []


async def test_a_line_without_anything_says_so(world: "World", driving: "Driving") -> None:
    world.archive()
    async with driving(world.url) as hand:
        await hand.press("5", "O", "enter", "end", "space")
        assert isinstance(hand.app.screen, PagePlace)


async def test_review_is_decided_with_one_key_and_taken_back(world: "World", driving: "Driving") -> None:
    world.doubt()

    def hidden(name: str) -> bool:
        with Session(world.engine) as session:
            return session.get_one(Entity, world.person(name)).in_review

    async with driving(world.url) as hand:
        await hand.press("5")
        assert "2 te beoordelen" in hand.text
        await hand.press("R")
        assert isinstance(hand.app.screen, ReviewPlace)
        assert "Jip Molenaar" in hand.text
        await hand.press("y")
        assert not hidden("Molenaar")
        await hand.press("u")
        assert hidden("Molenaar")
        await hand.press("home", "b")
        assert hidden("Molenaar")
        assert "Jip Molenaar" not in "\n".join(hand.text.splitlines()[3:20])
        with Session(world.engine) as session:
            assert session.exec(select(Person.id).where(Person.name == "Jip Molenaar")).one()
