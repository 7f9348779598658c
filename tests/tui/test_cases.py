"""What businesses ask, worked by keys: added, filtered, offered to be, logged, withdrawn, and taken back."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, select
from textual import events
from textual.widgets import Input

from crm.services import partners
from crm.services.outside_people import ContactSaid
from crm.settings import write_setting
from crm.tables import Case, OutsideContact, Person
from crm.unit_of_work import unit_of_work
from crm.words import Setting
from tui.screens import case_matches
from tui.screens.case import CasePlace
from tui.screens.cases import Cases
from tui.screens.taking_in_answers import AnswersTakingIn
from tui.screens.taking_in_cases import CasesTakingIn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.clock import Clock
    from crm.views.cases import CaseLine
    from crm.views.matching.ranking import MatchLine
    from tests.tui.conftest import Driving, World


async def test_a_case_is_added_worked_and_taken_back(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url) as hand:
        await hand.press("6")
        assert hand.at(Cases)
        assert "! 49 d" in hand.text, "who waits longest stands on top, and is seen to be old"
        await hand.press("f")
        await hand.write("brood")
        await hand.press("enter")
        assert "vraag van 9 nov, nog niemand gevonden" in hand.text
        assert "Garage" not in hand.text
        await hand.press("s", "enter")
        assert "aan te bieden" in hand.said
        await hand.press("l")
        await hand.write("ze stuurt de kassabonnen")
        await hand.press("enter")
        assert "gelogd" in hand.said
        await hand.press("enter")
        assert hand.at(CasePlace)
        assert "truus@korenmolen.example" in hand.text
        assert "Past bij" in hand.text, "the courses that fit stand between the question and what happened"
        await hand.press("end")
        assert "ze stuurt de kassabonnen" in hand.text
        await hand.press("escape", "slash")
        await hand.write("korenmolen")
        await hand.press("enter")
        assert hand.at(CasePlace), "search finds companies and their cases"
        await hand.press("n", "ctrl+a")
        await hand.write("bellen")
        await hand.press("tab")
        await hand.write("+3d")
        await hand.press("enter")
        assert "do 26 nov" in hand.said
        await hand.press("u", "u", "u")
        assert "Teruggenomen" in hand.said
        await hand.press("escape", "escape")
        assert "Garage" in hand.text


async def test_an_empty_place_is_filled_by_one_key(sqlite_database: str, driving: "Driving") -> None:
    async with driving(sqlite_database) as hand:
        await hand.press("6")
        assert "Hier staat wat bedrijven vragen" in hand.text
        await hand.press("l")
        assert "Zet de cursor eerst op een casus" in hand.said
        await hand.press("a")
        await hand.write("Slagerij Meeuw")
        await hand.press("tab")
        await hand.write("Kan bestellen zonder telefoon?")
        await hand.press("enter")
        assert "toegevoegd" in hand.said
        assert "Kan bestellen zonder telefoon" in hand.text
        await hand.press("u")
        assert "Hier staat wat bedrijven vragen" in hand.text


async def test_what_takes_long_of_a_case_does_not_come_beside_a_list_without_it(
    world: "World", driving: "Driving", monkeypatch: pytest.MonkeyPatch
) -> None:
    world.ask_cases()
    asked, answers, read = Event(), Event(), case_matches.read_later
    answers.set()

    def slowly(session: "Session", case: "CaseLine", clock: "Clock") -> "Sequence[MatchLine]":
        asked.set()
        assert answers.wait(30)
        return read(session, case, clock)

    monkeypatch.setattr(case_matches, "read_later", slowly)
    async with driving(world.url, size=(140, 30)) as hand:
        await hand.press("6")
        assert "Past bij" in hand.text, "the card stands beside the list"
        answers.clear()
        asked.clear()
        hand.app.post_message(events.Key("down", None))
        while not asked.is_set():
            await hand.pilot.pause(0.01)
        hand.one("#filter", Input).value = "zeppelin"
        await hand.pilot.pause()
        answers.set()
        await hand.settle()
        assert "Geen casus voldoet" in hand.text
        assert "Past bij" not in hand.text


async def test_the_card_of_a_case_says_whom_we_talk_to_at_its_partner_and_not_who_left(
    world: "World", driving: "Driving"
) -> None:
    world.ask_cases()
    with unit_of_work(world.engine, by="noor") as work:
        partners.set_contact(work, 1, ContactSaid("Inge Versteeg", "inge@zeebank.example", words="adviseur"))
        partners.set_contact(work, 1, ContactSaid("Bas Duin", "bas@zeebank.example"))
        partners.contact_left(work, 1, "Bas Duin")
    async with driving(world.url) as hand:
        await hand.press("6", "f")
        await hand.write("brood")
        await hand.press("enter", "enter")
        assert hand.at(CasePlace)
        assert "Contact daar   Inge Versteeg · adviseur · inge@zeebank.example" in hand.text
        assert "Bas Duin" not in hand.text


async def test_a_field_of_a_case_that_holds_one_of_a_few_words_is_chosen_and_the_contact_of_its_partner_typed(
    world: "World", driving: "Driving"
) -> None:
    world.ask_cases()
    async with driving(world.url) as hand:
        await hand.press("6", "f")
        await hand.write("brood")
        await hand.press("enter", "i", *["right"] * 9, "tab")
        assert "stage" in hand.text
        await hand.press("right", "right", "enter")
        assert "vorm: stage" in hand.said
        with Session(world.engine) as session:
            assert session.get_one(Case, 2).setting is Setting.INTERNSHIP
        await hand.press("i", *["right"] * 13, "tab")
        assert "naam en mailadres" in hand.text
        await hand.write("Inge Versteeg <inge@zeebank.example>")
        await hand.press("enter")
        with Session(world.engine) as session:
            contact = session.exec(select(OutsideContact).where(OutsideContact.partner_id == 1)).one()
            assert session.get_one(Person, contact.person_id).email == "inge@zeebank.example"
        await hand.press("u", "u")
        with Session(world.engine) as session:
            assert session.exec(select(OutsideContact).where(OutsideContact.partner_id == 1)).all() == []
            assert session.get_one(Case, 2).setting is None


PASTED = """Hoi,
- Slagerij Meeuw: kan bestellen zonder dat de telefoon gaat?
- Kapsalon Krul (Ria Krul, ria@krul.example): hoe sturen we een herinnering?
Groet, Inge"""


async def test_a_mail_is_pasted_shown_taken_in_and_taken_back(
    sqlite_database: str, driving: "Driving", tmp_path: Path
) -> None:
    sheet = tmp_path / "vragen.csv"
    sheet.write_text("Bedrijf;Vraag\nWerf Zout;Hoe varen we zuiniger?\nAlleen Naam;\n", encoding="utf-8")
    async with driving(sqlite_database) as hand:
        await hand.press("6", "I")
        hand.app.post_message(events.Paste(PASTED))
        await hand.settle()
        await hand.press("enter")
        assert hand.at(CasesTakingIn)
        assert "Slagerij Meeuw" in hand.text
        await hand.press("down")
        assert "ria@krul.example" in hand.text
        assert "hoe sturen we een herinnering?" in hand.text
        await hand.press("y")
        assert "ongedaan" in hand.said
        await hand.press("escape")
        assert "Kapsalon Krul" in hand.text
        await hand.press("down", "m")
        assert "Ondertekening" in hand.text, "the office has yet to say who writes"
        await hand.press("E", "v", "a", "enter")
        assert "Verstuurd?" in hand.text
        await hand.press("enter")
        assert "ontvangstbevestiging verstuurd" in hand.said
        await hand.press("u", "u", "u")
        assert "Hier staat wat bedrijven vragen" in hand.text
        await hand.press("I")
        await hand.press("tab")
        await hand.write(str(sheet))
        await hand.press("enter")
        assert "er staat geen vraag in" in hand.text
        await hand.press("y", "enter")
        assert "Geweigerde rijen" in hand.said


async def test_a_path_that_is_pasted_is_the_file_and_a_mail_without_a_question_stays_to_be_changed(
    sqlite_database: str, driving: "Driving", tmp_path: Path
) -> None:
    sheet = tmp_path / "vragen.csv"
    sheet.write_text("Bedrijf;Vraag\nWerf Zout;Hoe varen we zuiniger?\n", encoding="utf-8")
    async with driving(sqlite_database) as hand:
        await hand.press("6", "I")
        hand.app.post_message(events.Paste("Dank voor de koffie"))
        await hand.settle()
        await hand.press("enter")
        assert not hand.at(CasesTakingIn)
        assert "geen vraag van een bedrijf" in " ".join(hand.text.split())
        await hand.press("escape", "I")
        hand.app.post_message(events.Paste(f"'{sheet}'"))
        await hand.settle()
        await hand.press("enter")
        assert hand.at(CasesTakingIn)
        assert "Werf Zout" in hand.text


async def test_today_goes_through_the_receipts(sqlite_database: str, driving: "Driving") -> None:
    write_setting("signature", "Eva")
    async with driving(sqlite_database) as hand:
        await hand.press("6", "I")
        hand.app.post_message(events.Paste(PASTED))
        await hand.settle()
        await hand.press("enter", "y", "escape", "1")
        for _line in range(10):
            if "y loopt ze langs" not in hand.text:
                await hand.press("down")
        await hand.press("y")
        assert "Verstuurd?" in hand.text
        assert "nog " in hand.text
        await hand.press("enter")
        assert "Verstuurd?" in hand.text, "the next one"
        await hand.press("right", "right", "enter")
        assert "vervallen" in hand.said
        assert "ontvangstbevestigingen niet verstuurd" not in hand.text
        await hand.press("u")
        assert "ontvangst" in hand.text


async def test_answers_come_in_where_cases_do_pasted_or_by_a_table(
    world: "World", driving: "Driving", tmp_path: Path
) -> None:
    code = world.propose()
    sheet = tmp_path / "antwoorden.csv"
    sheet.write_text(f"code;antwoord\n{code};ja\nTTT-TTT;nee\n", encoding="utf-8")
    async with driving(world.url, size=(120, 40)) as hand:
        await hand.press("6", "I")
        await hand.write(f"{code}: nee, geen tijd dit jaar")
        await hand.press("enter", "enter") if not hand.at(AnswersTakingIn) else None
        assert hand.at(AnswersTakingIn)
        await hand.press("y")
        assert "Geïmporteerd" in hand.said
        assert world.answers() == ["declined"]
        await hand.press("u", "escape", "I", "tab")
        await hand.write(str(sheet))
        await hand.press("enter")
        assert hand.at(AnswersTakingIn)
        assert "TTT-TTT" in hand.text
        assert "ja" in hand.text
        await hand.press("y")
        assert world.answers() == ["accepted"]
