"""The change feed: what the crawls saw, in sentences, and the way to what they are about."""

from typing import TYPE_CHECKING

from textual.widgets import Input

from tui.overlays.sheet import Sheet
from tui.screens.changes import Changes
from tui.screens.changes_lines import Heading
from tui.screens.lead import LeadPlace
from tui.screens.programmes import Programmes
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from crm.views.changes import ChangeLine
    from tests.tui.conftest import Driving, Hand, World


def feed(hand: "Hand") -> "Rows[Heading | ChangeLine]":
    found: Rows[Heading | ChangeLine] = hand.one("#feed", Rows)
    return found


def line_with(hand: "Hand", *words: str) -> str:
    """The line of the screen that has all these words."""
    return next(line for line in hand.text.splitlines() if all(word in line for word in words))


async def fill(hand: "Hand", field: str, text: str) -> None:
    """Puts a text into a field, as pasting does."""
    hand.one(field, Input).value = text
    await hand.settle()


async def to(hand: "Hand", name: str, field: str | None = None) -> None:
    """To the change of that name."""
    await hand.press("4")
    rows = feed(hand)
    number = next(
        one
        for one in rows.ids
        if not isinstance(row := hand.row(rows, one), Heading) and row.name == name and field in {None, row.field}
    )
    rows.go_to(number)
    await hand.settle()


async def test_each_crawl_has_a_heading_with_the_school_and_how_much_changed(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await hand.press("4")
        heading = line_with(hand, "Hogeschool aan Zee", "zo 22 nov")
        assert "nieuw" in heading
        assert "weg" in heading


async def test_a_role_that_passed_on_is_said_in_a_sentence_with_its_year(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("4")
        assert "A. Smit → B. de Wit geeft UX-onderzoek vanaf 2026-2027" in hand.text


async def test_it_is_said_in_english_too(world: "World", driving: "Driving") -> None:
    async with driving(world.url, language="en") as hand:
        await hand.press("4")
        assert "A. Smit → B. de Wit teaches UX-onderzoek from 2026-2027" in hand.text


async def test_the_cursor_passes_headings_by(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("4")
        assert not isinstance(feed(hand).current, Heading)
        await hand.press("up")
        assert not isinstance(feed(hand).current, Heading)


async def test_enter_goes_to_a_course_on_the_map_and_esc_comes_back_to_the_line(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await to(hand, "Cloud")
        number = feed(hand).current_id
        await hand.press("enter")
        assert hand.at(Programmes)
        assert "Cloud" in hand.text
        await hand.press("escape")
        assert hand.at(Changes)
        assert feed(hand).current_id == number


async def test_enter_goes_to_a_person(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, "B. de Wit")
        await hand.press("enter")
        assert hand.at(LeadPlace)
        assert "B. de Wit" in hand.text
        await hand.press("escape")
        assert hand.at(Changes)


async def test_its_page_opens_in_the_browser_and_why_says_where_it_was_read(
    world: "World", driving: "Driving", opened: list[str]
) -> None:
    async with driving(world.url) as hand:
        await to(hand, "Cloud")
        await hand.press("o")
        assert opened == ["https://studiegids.haz.example/ICT-CL-4.html"]
        await hand.press("w")
        assert hand.at(Sheet)
        assert "studiegids.haz.example" in hand.text


async def test_a_filter_leaves_the_changes_with_those_words_and_esc_takes_it_away(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await hand.press("4")
        every = len(feed(hand).ids)
        await hand.press("f")
        await fill(hand, "#filter", "smit geeft")
        left = [hand.row(feed(hand), one) for one in feed(hand).ids]
        assert [type(one) for one in left].count(Heading) == 1
        assert len(left) == 2
        await fill(hand, "#filter", "smit geeft zzz")
        assert "Geen wijziging past" in hand.text
        await hand.press("escape", "escape")
        assert len(feed(hand).ids) == every


async def test_the_first_crawl_of_a_school_is_no_news(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("4")
        headings = [one for one in feed(hand).ids if one < 0]
        assert len(headings) == 1


async def test_in_a_wide_window_the_thing_stands_beside(world: "World", driving: "Driving") -> None:
    async with driving(world.url, size=(160, 40)) as hand:
        await to(hand, "Cloud")
        await hand.settle()
        assert "ICT-CL-4" in hand.text


async def test_without_changes_it_says_what_it_is_for(sqlite_database: str, driving: "Driving") -> None:
    async with driving(sqlite_database) as hand:
        await hand.press("4")
        assert "Hier staat wat er op de sites" in hand.text
        await hand.press("enter", "w", "o")
        assert hand.at(Changes)
        assert hand.said
