"""What keys do: they answer at once, act on what the cursor is on, and can be taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from crm.words import Stage
from tui.screens.lead import LeadPlace
from tui.screens.leads import Leads
from tui.screens.today import Today
from tui.widgets.form import Form
from tui.widgets.log_form import LogForm
from tui.widgets.picker import Picker
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_numbers_switch_places(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        for key, name in zip("12345", ("today", "leads", "programmes", "changes", "schools"), strict=True):
            await hand.press(key)
            assert name == hand.place.NAME


async def test_escape_comes_back_to_the_very_row(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "down", "down")
        before = hand.rows.current_id
        await hand.press("enter")
        assert hand.at(LeadPlace)
        await hand.press("escape")
        assert hand.at(Leads)
        assert hand.rows.current_id == before


async def test_the_cursor_stays_on_its_row_when_the_data_change_under_it(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        before = hand.rows.current_id
        world.make_lead("B. de Wit")
        hand.app.data_changed()
        await hand.settle()
        rows = hand.rows
        assert len(rows.ids) == 4
        assert rows.current_id == before


async def test_what_another_program_writes_is_seen(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2")
        hand.app._watch()
        await hand.settle()
        world.make_lead("B. de Wit")
        hand.app._watch()
        await hand.settle()
        assert len(hand.rows.ids) == 4


async def test_a_call_is_logged(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("l")
        assert hand.at(Form)
        await hand.write("gebeld, belt maandag terug")
        await hand.press("enter")
        assert hand.at(Leads)
        assert "gebeld gelogd" in hand.said
        assert world.timeline("Bakker")[0] == ("call", "gebeld, belt maandag terug")


async def test_a_call_that_was_planned_is_done_once_it_is_logged(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("l")
        await hand.write("gemaild")
        await hand.press("enter")
        assert world.next_action("Hek") == ("bellen", "2026-11-19"), "a mail is no call"
        await hand.press("l")
        await hand.write("gebeld, was aardig")
        await hand.press("enter")
        assert "“bellen” is gedaan" in hand.said
        assert world.next_action("Hek") == (None, "None")
        await hand.press("u")
        assert world.next_action("Hek") == ("bellen", "2026-11-19"), "one key takes both back"


async def test_a_plan_of_a_later_day_outlives_a_call_of_today(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("l", "enter")
        assert world.next_action("Bakker") == ("mailen", "2026-12-01")


async def test_what_is_typed_at_a_choice_is_the_note_and_chooses_nothing(world: "World", driving: "Driving") -> None:
    world.keep_example("Hek")
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("s")
        await hand.write("afspraak rust nu")
        await hand.press("enter")
        assert world.stage("Hek") is Stage.EXAMPLES
        assert "afspraak rust nu" in (world.timeline("Hek")[0][1] or "")


async def test_typing_faster_than_the_form_opens_loses_no_letter(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.rush("l", *"zei", "space", *"ja", "enter")
        assert world.timeline("Bakker")[0] == ("call", "zei ja")


async def test_a_stage_goes_one_on_and_is_taken_back(world: "World", driving: "Driving") -> None:
    world.keep_example("Hek")
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("s", "enter")
        assert world.stage("Hek") is Stage.EXAMPLES
        assert "naar voorbeelden" in hand.said
        await hand.press("u")
        assert world.stage("Hek") is Stage.INFORMED
        assert "Teruggenomen" in hand.said
        assert "Hek" in hand.said


async def test_skipping_a_stage_asks_why_and_the_form_stays(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bouhali")
        await hand.press("s", "right", "right", "enter")
        assert hand.at(Form)
        assert world.stage("Bouhali") is Stage.WARM
        await hand.press("tab")
        await hand.write("heeft al een afspraak")
        await hand.press("enter")
        assert world.stage("Bouhali") is Stage.AGREEMENT


async def test_several_marked_rows_are_moved_at_once_and_taken_back_at_once(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("space")
        await hand.to_leads("Bouhali")
        await hand.press("space", "s", "enter")
        assert (world.stage("Bakker"), world.stage("Bouhali")) == (Stage.INFORMED, Stage.INFORMED)
        await hand.press("u")
        assert (world.stage("Bakker"), world.stage("Bouhali")) == (Stage.WARM, Stage.WARM)


async def test_a_next_action_is_planned_in_words(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bouhali")
        await hand.press("n")
        await hand.write("koffie drinken")
        await hand.press("tab")
        await hand.write("dinsdag")
        await hand.press("enter")
        assert world.next_action("Bouhali") == ("koffie drinken", "2026-11-24")


@pytest.mark.parametrize("day", ["ooit", "32 jan"])
async def test_a_day_that_is_none_is_said_in_the_form(world: "World", driving: "Driving", day: str) -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bouhali")
        await hand.press("n")
        await hand.write("bellen")
        await hand.press("tab")
        await hand.write(day)
        await hand.press("enter")
        assert hand.at(Form)
        assert "is geen dag" in hand.text


async def test_a_day_gone_by_is_none_to_plan_on_and_what_was_typed_stays(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bouhali")
        before = world.next_action("Bouhali")
        await hand.press("n")
        await hand.write("bellen over de zaal")
        await hand.press("tab")
        await hand.write("1 jan 2020")
        await hand.press("enter")
        assert hand.at(Form)
        assert "2020-01-01 is al voorbij" in hand.text
        assert "bellen over de zaal" in hand.text
        assert world.next_action("Bouhali") == before


async def test_what_is_due_can_be_put_off(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("z", "enter")
        assert world.next_action("Hek") == ("bellen", "2026-11-24")
        assert hand.at(Today)


async def test_a_value_is_corrected_in_place_and_survives_the_next_crawl(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("enter", "down", "i")
        field = hand.one("#field-value", Input)
        field.value = "zoe.vanthek@haz.example"
        await hand.press("enter")
        assert "zoe.vanthek@haz.example" in hand.text
        world.crawl_again()
        assert world.email("Hek") == "zoe.vanthek@haz.example"


async def test_everybody_in_the_map_is_shown_and_made_a_lead(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "right")
        assert any("Oudejans" in name for name in hand.names)
        hand.rows.go_to(hand.row_of("Oudejans"))
        await hand.press("k")
        assert world.stage("Oudejans") is Stage.MAPPED
        assert "is nu een lead" in hand.said


async def test_the_filter_follows_every_letter(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "f")
        await hand.write("zoe")
        assert hand.names == ["Zoë van 't Hek"]
        await hand.press("escape")
        assert hand.rows.has_focus
        assert hand.names == ["Zoë van 't Hek"]
        await hand.press("escape")
        assert len(hand.names) == 3


async def test_what_is_typed_right_behind_f_is_the_filter_and_no_command(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2")
        await hand.rush("f", *"zoe")
        assert hand.one("#filter", Input).value == "zoe"
        assert len(hand.names) == 1


async def test_letters_are_text_in_the_filter(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "f")
        await hand.write("slu2/?:")
        assert hand.at(Leads)
        assert hand.one("#filter", Input).value == "slu2/?:"


async def test_a_field_the_query_does_not_know_is_said_with_the_closest(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "f")
        await hand.write("schol:zee")
        assert "school" in hand.text
        assert "!" in hand.text


async def test_search_forgives_a_typing_error_and_opens_the_person(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("slash")
        await hand.write("oudejasn")
        await hand.press("enter")
        assert hand.at(LeadPlace)
        assert "S. Oudejans" in hand.text
        await hand.press("escape")
        assert hand.at(Today)


async def test_the_palette_does_any_action_by_name(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("colon")
        assert hand.at(Picker)
        await hand.write("scholen")
        await hand.press("enter")
        assert hand.place.NAME == "schools"


@pytest.mark.parametrize("word", ["export", "exporteren", "contactlijst"])
async def test_the_palette_finds_the_contact_list_by_what_it_does(
    world: "World", driving: "Driving", word: str
) -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "colon")
        await hand.write(word)
        assert "contactlijst" in hand.text


@pytest.mark.parametrize(
    ("word", "label", "goes_to"),
    [("scout", "vraagt rond", "leads"), ("terugk", "terugkijken", "sprints"), ("cijfers als", "als pagina", "report")],
)
async def test_the_palette_knows_what_works_only_on_a_thing_that_was_opened(
    world: "World", driving: "Driving", word: str, label: str, goes_to: str
) -> None:
    async with driving(world.url) as hand:
        await hand.press("colon")
        await hand.write(word)
        rows = hand.one("Rows", Rows)
        assert hand.row(rows, 0).words == label
        assert len(rows.ids) < 5, "letters found here and there in a sentence are no hit"
        await hand.press("enter")
        assert goes_to == hand.place.NAME


async def test_help_lists_the_keys_of_this_place_and_does_them(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "question_mark")
        assert "log" in hand.text
        assert "wat tekortkomt" not in hand.text, "a key of another place"
        await hand.write("filter")
        await hand.press("enter")
        assert hand.one("#filter", Input).has_focus


async def test_a_key_that_cannot_work_now_says_why(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("k")
        assert hand.said == "Dat is al een lead."


async def test_why_names_the_pages_and_opens_one(world: "World", driving: "Driving", opened: list[str]) -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("w")
        text = hand.text
        assert "studiegids.haz.example/ICT-DV-2.html" in text
        assert "ingevuld door eva" in text
        await hand.press("enter")
        assert opened
        assert opened[0].startswith("https://studiegids.haz.example/")
        await hand.press("escape")
        assert hand.at(Leads)


async def test_why_begins_at_the_value_under_the_cursor(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("enter")
        known = hand.one("#known", Rows)
        known.go_to(next(one for one in known.ids if hand.row(known, one).field == "phone"))
        await hand.press("w")
        assert next(line for line in hand.text.splitlines() if "▌" in line and "020" in line)


async def test_the_timeline_stands_in_the_order_of_the_days(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bouhali")
        await hand.press("enter")
        timeline = hand.one("#timeline", Rows)
        days = [hand.row(timeline, one).day for one in timeline.ids]
        assert days == ["30 okt", "14 okt", "14 okt"], "spoken to before a page named them"


async def test_of_ones_own_lead_it_says_mine(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("enter")
        assert "van mij" in hand.text
    async with driving(world.url, user="noor") as hand:
        await hand.to_leads("Hek")
        await hand.press("enter")
        assert "van eva" in hand.text


async def test_the_strip_keeps_its_second_line_however_long_the_first_is(world: "World", driving: "Driving") -> None:
    async with driving(world.url, size=(44, 24)) as hand:
        await hand.to_leads("Hek")
        assert "Geïnformeerd · " in hand.text


async def test_linkedin_is_searched_in_their_own_browser(world: "World", driving: "Driving", opened: list[str]) -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("p")
        assert opened[0].startswith("https://www.linkedin.com/search/results/people/?keywords=Zo%C3%AB")


async def test_a_person_above_is_opened_from_the_ladder(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("enter")
        known = hand.one("#known", Rows)
        known.go_to(next(one for one in known.ids if "Jansen" in hand.row(known, one).text))
        await hand.press("enter")
        assert "K. Jansen-de Wit" in hand.text
        await hand.press("escape")
        assert "Zoë van 't Hek" in hand.text


async def test_a_number_leads_to_its_list_from_wherever_one_is(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "enter")
        assert hand.at(LeadPlace)
        await hand.press("2")
        assert hand.at(Leads)
        await hand.press("enter", "7", "1", "enter")
        assert hand.at(LeadPlace), "opened from Today"
        await hand.press("2")
        assert hand.at(Leads), "not what lay open there before"


@pytest.mark.parametrize(("language", "last"), [("nl", "7 Rapport 8 Sprints"), ("en", "7 Report 8 Sprints")])
async def test_every_place_of_the_bar_is_in_sight_at_80_columns_and_the_one_where_one_is_stands_out(
    world: "World", driving: "Driving", language: str, last: str
) -> None:
    async with driving(world.url, size=(80, 24), language=language) as hand:
        bar = hand.text.split("\n")[0]
        assert bar.endswith(last)
        assert all(f" {number} " in bar for number in range(1, 9))
        for key, name in (("7", "report"), ("8", "sprints"), ("3", "programmes"), ("4", "changes")):
            await hand.press(key)
            assert hand.place.bar_name == name
        await hand.pilot.resize_terminal(120, 30)
        await hand.settle()
        assert ("Opleidingen" if language == "nl" else "Programmes") in hand.text.split("\n")[0]
        assert "23" in hand.text.split("\n")[0], "the day, where there is room"


async def test_an_empty_database_teaches_the_first_key(sqlite_database: str, driving: "Driving") -> None:
    async with driving(sqlite_database) as hand:
        assert "voegt een school toe" in hand.text
        await hand.press("2")
        assert "Nog geen leads" in hand.text


async def test_a_database_that_is_none_is_said_in_a_sentence(tmp_path: Path, driving: "Driving") -> None:
    path = tmp_path / "brief.db"
    path.write_text("Dit is een brief, geen database. " * 50)
    async with driving(f"sqlite:///{path}") as hand:
        assert "brief.db" in hand.said
        await hand.press("2")
        assert hand.at(Leads)


async def test_nothing_hostile_reaches_the_screen(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "f")
        await hand.write("stage:mapped test")
        await hand.press("enter", "enter")
        text = hand.text
        assert "Jan [/x]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        await hand.press("w", "escape", "l", "escape", "s", "escape")
        assert hand.at(LeadPlace)


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (119, 30), (120, 30), (200, 60)])
async def test_every_size_shows_list_and_keys(world: "World", driving: "Driving", size: tuple[int, int]) -> None:
    async with driving(world.url, size=size) as hand:
        await hand.press("2")
        text = hand.text
        assert "van 't" in text
        assert "log" in text
        await hand.pilot.resize_terminal(100, 20)
        await hand.press("down", "enter", "escape")
        assert hand.at(Leads)


async def test_the_panel_beside_follows_the_cursor(world: "World", driving: "Driving") -> None:
    async with driving(world.url, size=(140, 30)) as hand:
        await hand.to_leads("Hek")
        assert "020 555 01 23" in hand.text


async def test_the_mouse_selects_and_opens(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2")
        await hand.pilot.click("#list", offset=(10, 1))
        await hand.settle()
        assert hand.rows.cursor == 1
        await hand.pilot.click("#list", offset=(10, 2), times=2)
        await hand.settle()
        assert hand.at(LeadPlace)


async def test_a_place_in_the_bar_and_a_key_in_the_footer_can_be_clicked(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.pilot.click("PlaceBar", offset=(14, 0))
        await hand.settle()
        assert hand.at(Leads)
        await hand.pilot.click("Keys", offset=(2, 0))
        await hand.settle()
        assert hand.at(LeadPlace)


async def test_a_stage_makes_a_lead_of_who_had_none(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("2", "right")
        hand.rows.go_to(hand.row_of("B. de Wit"))
        await hand.press("s", "enter")
        assert world.stage("B. de Wit") is Stage.WARM
        await hand.press("u")
        assert world.stage("B. de Wit") is None


async def test_a_long_note_is_read_in_full(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("enter", "right", "enter")
        assert "wil voorbeelden zien (opgeschreven door eva op 12 nov)" in hand.text


async def test_a_course_on_the_screen_of_a_person_is_a_target(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("enter")
        known = hand.one("#known", Rows)
        known.go_to(next(one for one in known.ids if hand.row(known, one).text == "Webontwikkeling"))
        await hand.press("t", "enter")
        assert "doel" in hand.said


async def test_english_is_english(world: "World", driving: "Driving") -> None:
    world.keep_example("Hek")
    async with driving(world.url, language="en") as hand:
        await hand.press("2", "question_mark")
        assert "The keys that work here" in hand.text
        await hand.press("escape", "down", "down", "s", "enter")
        assert "u takes it back" in hand.said


async def test_two_people_on_one_database_see_each_others_work(world: "World", driving: "Driving") -> None:
    async with driving(world.url, user="eva") as hers, driving(world.url, user="noor") as his:
        await his.press("2")
        his.app._watch()
        await his.settle()
        await hers.to_leads("Bakker")
        await hers.press("s", "enter")
        his.app._watch()
        await his.settle()
        assert his.row(his.rows, his.row_of("Bakker")).stage is Stage.INFORMED
        await his.press("u")
        assert world.stage("Bakker") is Stage.INFORMED
        assert "noor" in his.said


@pytest.mark.postgresql
async def test_the_app_works_on_a_team_database(postgresql_database: str, driving: "Driving", world: "World") -> None:
    team = type(world)(postgresql_database)
    team.fill()
    team.keep_example("Hek")
    async with driving(postgresql_database) as hand:
        assert "Zoë van 't Hek" in hand.text
        await hand.to_leads("Hek")
        await hand.press("s", "enter")
        assert team.stage("Hek") is Stage.EXAMPLES
        await hand.press("u", "f")
        assert team.stage("Hek") is Stage.INFORMED
        await hand.write("zoe")
        assert hand.names == ["Zoë van 't Hek"]
        await hand.press("escape", "slash")
        await hand.write("oudejasn")
        assert "S. Oudejans" in hand.text
    team.engine.dispose()


async def test_a_key_of_ones_own_does_what_the_usual_key_did_and_is_shown(world: "World", driving: "Driving") -> None:
    async with driving(world.url, keys={"log": "j"}) as hand:
        await hand.press("2", "l")
        assert hand.at(Leads)
        await hand.press("j")
        assert isinstance(hand.app.screen, LogForm)
        await hand.press("escape", "question_mark")
        assert " j " in hand.text
