"""The map: it opens key by key, and whatever one does there can be seen, and taken back."""

from typing import TYPE_CHECKING

from sqlmodel import Session, select
from textual.widgets import Input

from crm.language import language
from crm.tables import Course, Person, Role
from crm.views.tree import TreeNode
from crm.words import EntityKind, RoleKind, Stage, Target
from tui.screens.lead import LeadPlace
from tui.screens.programmes import Programmes
from tui.screens.programmes_lines import Columns, _person, footing
from tui.screens.programmes_nodes import Node
from tui.widgets.form import Form
from tui.widgets.line import Block
from tui.widgets.tree import Branch, Tree

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, Hand, World


def tree(hand: "Hand") -> Tree[Node]:
    found: Tree[Node] = hand.one("#tree", Tree)
    return found


def names(hand: "Hand") -> list[str]:
    return [branch.part.name for branch in tree(hand).lines.values()]


def here(hand: "Hand") -> Branch[Node]:
    branch = tree(hand).current
    assert branch is not None
    return branch


async def fill(hand: "Hand", field: str, text: str) -> None:
    """Puts a text into a field, as pasting does."""
    hand.one(field, Input).value = text
    await hand.settle()


async def to(hand: "Hand", *way: str) -> None:
    """To the map, opening what is named on the way; the cursor ends on the last."""
    await hand.press("3")
    for name in way:
        lines = tree(hand).lines
        number = next(one for one, branch in lines.items() if branch.part.name == name)
        tree(hand).go_to(number)
        await hand.settle()
        if name != way[-1]:
            await hand.press("right")
    await hand.settle()


COURSE = ("Hogeschool aan Zee", "Faculteit ICT", "HBO-ICT", "Databases")
PERSON = (*COURSE, "Zoë van 't Hek")


async def test_the_map_opens_with_the_schools_and_reads_below_them_when_they_open(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await hand.press("3")
        assert names(hand) == ["Hogeschool aan Zee"]
        await hand.press("enter")
        assert names(hand)[:2] == ["Hogeschool aan Zee", "Faculteit ICT"]
        await hand.press("enter")
        assert names(hand) == ["Hogeschool aan Zee"]


async def test_left_and_right_close_and_open_and_go_up_and_down(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        await hand.press("left")
        assert here(hand).part.name == "HBO-ICT"
        await hand.press("left")
        assert not here(hand).open
        await hand.press("right", "right")
        assert here(hand).depth == 3


async def test_a_course_shows_its_code_its_credits_its_period_and_who_teaches_it(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        line = next(line for line in hand.text.splitlines() if "ICT-DB-1" in line)
        assert "5 EC" in line
        assert "blok 1" in line
        assert "Zoë van 't" in line


def a_person(said: str, role: RoleKind | None = RoleKind.TEACHER) -> Node:
    return Node(TreeNode(EntityKind.PERSON, 1, "Zoë", role=role, role_words=said))


def spoken(node: Node, width: int = 96) -> str:
    return "".join(text for text, _tone in _person(node, Columns.of(width)))


def test_the_label_of_a_form_is_no_role_and_what_somebody_is_called_stays() -> None:
    with language("nl"):
        assert spoken(a_person("Docent(en)")).startswith("docent ")
        assert spoken(a_person("Academiedirecteur", RoleKind.DEAN)).startswith("Academiedirecteur ")
        assert spoken(a_person("Docent (gast)")).startswith("Docent (gast) ")


def test_people_at_a_stage_are_counted_and_not_what_they_gave() -> None:
    told = {Stage.WARM: 2, Stage.EXAMPLES: 1}
    with language("nl"):
        assert "".join(text for text, _tone in footing(told)) == "2 warm · 1 met voorbeelden"
    with language("en"):
        assert "".join(text for text, _tone in footing(told)) == "2 warm · 1 with examples"


async def test_new_and_gone_are_said_in_words(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        lines = hand.text.splitlines()
        assert any("Cloud" in line and "nieuw" in line for line in lines)
        assert any("Java" in line and "weg" in line for line in lines)


async def test_a_target_is_inherited_and_goes_round_with_one_key_and_back_with_another(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        assert (here(hand).part.thing.target, here(hand).part.thing.effective) == (Target.UNDECIDED, Target.YES)
        await hand.press("t", "t")
        assert here(hand).part.thing.target is Target.NO
        assert "geen doel" in hand.said
        await hand.press("u")
        assert here(hand).part.thing.target is Target.YES


async def test_a_person_is_no_target_and_the_key_says_so(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, *PERSON)
        await hand.press("t")
        assert hand.said


async def test_enter_goes_to_a_person_and_esc_comes_back_to_the_row(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, *PERSON)
        path = here(hand).path
        await hand.press("enter")
        assert hand.at(LeadPlace)
        await hand.press("escape")
        assert hand.at(Programmes)
        assert here(hand).path == path


async def test_any_person_on_the_map_becomes_a_lead_with_one_key(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, "Hogeschool aan Zee", "Faculteit ICT", "HBO-ICT", "UX-onderzoek", "B. de Wit")
        await hand.press("k")
        assert world.stage("B. de Wit") is Stage.MAPPED
        await hand.press("u")
        assert world.stage("B. de Wit") is None


async def test_a_pasted_line_is_shown_as_it_was_understood_and_then_becomes_a_person_there(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        await hand.press("a")
        await fill(hand, "#field-line", "Noor Haddad, docent, n.haddad@haz.example")
        await hand.press("enter")
        assert hand.at(Form)
        assert hand.one("#field-name", Input).value == "Noor Haddad"
        assert hand.one("#field-email", Input).value == "n.haddad@haz.example"
        assert _people(world, "Noor Haddad") == []
        await hand.press("enter")
        assert _people(world, "Noor Haddad") == ["n.haddad@haz.example"]
        assert _course_of(world, "Noor Haddad") == "Databases"
        assert "Noor Haddad" in hand.said
        await hand.press("u")
        assert _people(world, "Noor Haddad") == []


async def test_a_line_without_a_name_is_refused_in_the_form(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        await hand.press("a", "enter")
        assert hand.at(Form)
        assert "Plak of typ" in hand.text


async def test_a_value_corrected_in_place_stands_after_the_next_crawl(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        await hand.press("i")
        hand.one("#field-period", Input).value = "blok 2"
        await hand.press("enter")
        assert _period(world) == "blok 2"
        world.crawl_again()
        assert _period(world) == "blok 2"


async def test_a_filter_leaves_what_fits_with_all_above_it_and_everything_under_it(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await hand.press("3", "f")
        await fill(hand, "#filter", "webontw")
        assert names(hand)[:4] == ["Hogeschool aan Zee", "Faculteit ICT", "Business IT & Management", "Webontwikkeling"]
        assert {"P. Bakker", "M. El Bouhali"} <= set(names(hand))
        assert "Databases" not in names(hand)


async def test_a_filter_speaks_the_query_language(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("3", "f")
        await fill(hand, "#filter", "fase:geïnformeerd")
        assert {"Databases", "Datavisualisatie", "Zoë van 't Hek"} <= set(names(hand))
        assert "Webontwikkeling" not in names(hand)


async def test_a_filter_hides_what_it_excludes_with_all_under_it(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("3", "f")
        await fill(hand, "#filter", "-databases")
        assert {"Hogeschool aan Zee", "HBO-ICT", "Datavisualisatie"} <= set(names(hand))
        assert "Databases" not in names(hand)


async def test_a_filter_that_is_not_understood_says_what_was_probably_meant(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("3", "f")
        await fill(hand, "#filter", "shcool:haz")
        assert "school" in hand.one("#strip", Block).render().plain
        await hand.press("escape", "escape")
        assert names(hand) == ["Hogeschool aan Zee"]


async def test_escape_takes_the_filter_away_and_what_was_open_is_open_again(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, "Hogeschool aan Zee", "Faculteit ICT")
        before = names(hand)
        await hand.press("f")
        await fill(hand, "#filter", "bouhali")
        assert names(hand) != before
        await hand.press("escape", "escape")
        tree(hand).go_to(next(iter(tree(hand).lines)))
        assert set(before) <= set(names(hand))


async def test_the_cursor_stays_on_its_thing_when_another_program_changes_the_map(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await to(hand, *PERSON)
        path, before = here(hand).path, len(tree(hand).ids)
        with Session(world.engine) as session:
            course = session.exec(select(Course).where(Course.name == "Databases")).one()
            course.name, course.sort_key = "Zz", "zz"
            session.add(course)
            session.commit()
        hand.app.data_changed()
        await hand.settle()
        assert len(tree(hand).ids) == before
        assert here(hand).path == path


async def test_search_and_changes_open_the_map_at_the_very_thing(world: "World", driving: "Driving") -> None:
    with Session(world.engine) as session:
        cloud = session.exec(select(Course.id).where(Course.name == "Cloud")).one()
    assert cloud is not None
    async with driving(world.url) as hand:
        hand.app.show_thing(EntityKind.COURSE, cloud)
        await hand.settle()
        await hand.settle()
        assert here(hand).part.name == "Cloud"
        await hand.press("escape")
        assert not hand.at(Programmes)


async def test_the_page_opens_in_the_browser_and_people_are_sought_on_linkedin(
    world: "World", driving: "Driving", opened: list[str]
) -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        await hand.press("o", "p")
        assert opened[0] == "https://studiegids.haz.example/ICT-DB-1.html"
        assert opened[1].startswith("https://www.linkedin.com/search/results/people/?keywords=Databases")


async def test_why_shows_every_page_that_says_something(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, *COURSE)
        await hand.press("w")
        assert "studiegids.haz.example" in hand.text


async def test_hostile_names_stand_as_plain_text(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await to(hand, "Hogeschool aan Zee", "Faculteit ICT", "HBO-ICT", "Datavisualisatie")
        await hand.press("right")
        assert "Jan [/x]" in hand.text
        assert "\x1b" not in hand.text
        assert "\u202e" not in hand.text


async def test_in_a_wide_window_what_is_known_stands_beside_and_follows_the_cursor(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url, size=(160, 40)) as hand:
        await to(hand, *COURSE)
        beside = hand.one("#card", Block).render().plain
        assert "Databases" in beside
        assert "2026-2027" in beside
        await hand.press("up")
        await hand.settle()
        assert "Cloud" in hand.one("#card", Block).render().plain


async def test_an_empty_map_says_what_it_is_for_and_which_key_fills_it(
    sqlite_database: str, driving: "Driving"
) -> None:
    async with driving(sqlite_database) as hand:
        await hand.press("3")
        assert "wie wat waar geeft" in hand.text
        await hand.press("t")
        assert hand.said
        await hand.press("5")
        assert not hand.at(Programmes)


def _people(world: "World", name: str) -> list[str | None]:
    with Session(world.engine) as session:
        return list(session.exec(select(Person.email).where(Person.name == name)))


def _course_of(world: "World", name: str) -> str:
    with Session(world.engine) as session:
        person = session.exec(select(Person.id).where(Person.name == name)).one()
        of = session.exec(select(Role.of_id).where(Role.person_id == person)).one()
        return session.get_one(Course, of).name


def _period(world: "World") -> str | None:
    with Session(world.engine) as session:
        return session.exec(select(Course.period).where(Course.code == "ICT-DB-1")).one()
