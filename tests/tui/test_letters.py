"""Messages in a few keys: proposed, read, changed, opened in the mail program, and logged once one says they went."""

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, select
from textual.widgets import Input, TextArea

from crm.messages.bounces import mark_bounced
from crm.settings import read_settings, write_setting
from crm.tables import Draft, HeldMail, Manner, Message
from crm.unit_of_work import unit_of_work
from crm.words import Formality, MessageState
from tui.screens.leads import Leads
from tui.screens.letter import LetterSheet
from tui.widgets.form import Form
from tui.widgets.line import Block

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, Hand, World


@pytest.fixture
def _office() -> None:
    write_setting("office_name", "Bureau Zeewind")
    write_setting("office_email", "bureau@zeewind.example")
    write_setting("office_address", "Kade 1, Zeestad")
    write_setting("signature", "Eva de Boer\\nBureau Zeewind")


def mailing(hand: "Hand") -> list[str]:
    """What is opened in the mail program from here on."""
    opened: list[str] = []

    def opener(target: str) -> bool:
        opened.append(target)
        return True

    hand.app._mail_opener = opener
    return opened


def mail_in(path: str) -> EmailMessage:
    return message_from_bytes(Path(path).read_bytes(), policy=default)


def trouble(hand: "Hand") -> str:
    return hand.one("#letter-trouble", Block).render().plain


def letter(hand: "Hand") -> str:
    return hand.one("#letter-body", TextArea).text


@pytest.mark.usefixtures("_office")
async def test_the_proposed_message_is_sent_and_logged_in_three_keys_and_taken_back(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        opened = mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.rush("m", "enter", "y")
        assert hand.at(Leads)
        assert "verstuurd, herinnering mailen ma 30 nov" in hand.said
        assert world.timeline("Bouhali")[0][0] == "mail"
        assert world.next_action("Bouhali") == ("herinnering mailen", "2026-11-30")
        mail = mail_in(opened[0])
        assert mail["To"].addresses[0].addr_spec == "m.elbouhali@haz.example"
        assert mail["X-Unsent"] == "1"
        assert "Kade 1, Zeestad" in mail.get_content()
        await hand.press("u")
        assert world.next_action("Bouhali") == (None, "None")
        with Session(world.engine) as session:
            assert session.exec(select(Message.state)).one() is MessageState.HANDED_OVER


@pytest.mark.usefixtures("_office")
async def test_the_message_to_who_stands_higher_up_is_sent_from_where_it_lies_ready(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        opened = mailing(hand)
        await hand.to_leads("Hek")
        await hand.rush("e", *"moet vragen", "enter")
        await hand.press("enter", "y")
        assert not hand.at(LetterSheet), "it was opened and is said to be sent"
        assert mail_in(opened[0])["To"].addresses[0].addr_spec == "wit@haz.example"
        assert world.timeline("Jansen")[0][0] == "mail"


@pytest.mark.usefixtures("_office")
async def test_what_was_not_said_to_be_sent_is_asked_again_and_can_be_taken_up(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.press("m", "enter", "escape")
        assert hand.at(Leads)
        await hand.press("m")
        assert "Is het verstuurd?" in hand.text
        await hand.press("n")
        assert "Is het verstuurd?" not in hand.text
        assert letter(hand).startswith("Beste ")
        assert "Met wat je eerder typte" in hand.text


async def test_what_is_not_known_is_asked_and_what_is_the_offices_is_kept(world: "World", driving: "Driving") -> None:
    async with driving(world.url, size=(80, 24)) as hand:
        await hand.to_leads("Bouhali")
        await hand.press("m", "escape")
        told = " ".join(hand.text.replace("│", " ").split())
        assert "Ondertekening, Postadres bureau, E-mailadres bureau." in told, "all of it, on the smallest screen"
        await hand.press("enter")
        assert hand.at(Form)
        for text in ("Bureau Zeewind", "bureau@zeewind.example", "Kade 1", "Eva"):
            name = {"Bureau Zeewind": "office", "bureau@zeewind.example": "office_email", "Kade 1": "office_address"}
            hand.one(f"#field-{name.get(text, 'signature')}", Input).value = text
        await hand.press("enter")
        assert hand.at(LetterSheet)
        assert "Bureau Zeewind" in letter(hand)
        assert read_settings().office_address == "Kade 1"


@pytest.mark.usefixtures("_office")
async def test_other_words_another_form_and_another_language(world: "World", driving: "Driving") -> None:
    async with driving(world.url, size=(100, 40)) as hand:
        mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.press("m", "j")
        assert letter(hand).startswith("Geachte ")
        await hand.press("L")
        assert letter(hand).startswith("Dear ")
        await hand.press("right")
        assert hand.at(Form), "it needs somebody's name first"
        await hand.write("Joost Smit")
        await hand.press("enter")
        assert "Joost Smit mentioned you" in letter(hand)
        await hand.press("i")
        await hand.write("PS. ")
        await hand.press("escape")
        with Session(world.engine) as session:
            assert "PS. Dear" in session.exec(select(Draft.text)).one(), "a crash loses nothing"
        await hand.press("enter", "y")
        with Session(world.engine) as session:
            manner = session.exec(select(Manner)).one()
            assert (manner.form, manner.language) == (Formality.FORMAL, "en")
            assert session.exec(select(Draft)).first() is None


@pytest.mark.usefixtures("_office")
async def test_who_leaves_the_question_for_a_fact_sees_which_message_waits_for_it_and_is_asked_again(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url, size=(100, 40)) as hand:
        mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.press("m", "right")
        assert hand.at(Form)
        await hand.press("escape")
        assert hand.at(LetterSheet)
        assert "Dit bericht mist nog: Via wie." in hand.text
        assert "--fact" not in hand.text, "that is for the command line"
        assert "in het Engels" in hand.text, "it is in Dutch"
        assert "zeggen" not in hand.text, "no words yet that say je or u"
        await hand.press("enter")
        assert hand.at(Form), "it is asked again"
        await hand.write("Joost Smit")
        await hand.press("enter")
        assert "Joost Smit" in letter(hand)


@pytest.mark.usefixtures("_office")
async def test_several_are_gone_through_one_by_one(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        mailing(hand)
        await hand.press("2", "space", "down", "space", "m")
        assert "(1/2)" in hand.text
        await hand.press("escape")
        assert "(2/2)" in hand.text
        await hand.press("enter", "y")
        assert hand.at(Leads)
        with Session(world.engine) as session:
            assert len(session.exec(select(Message)).all()) == 1


@pytest.mark.usefixtures("_office")
async def test_the_users_own_editor_writes_and_one_that_fails_loses_nothing(
    world: "World", driving: "Driving", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_text('#!/bin/sh\nsed -i "s/Beste/Hallo/" "$1"\n')
    bad.write_text('#!/bin/sh\necho half >> "$1"\nexit 3\n')
    for path in (good, bad):
        path.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(good))
    async with driving(world.url) as hand:
        await hand.to_leads("Bouhali")
        await hand.press("m", "E")
        assert letter(hand).startswith("Hallo ")
        before = letter(hand)
        monkeypatch.setenv("VISUAL", str(bad))
        await hand.press("E")
        assert "eindigde met 3" in trouble(hand)
        assert letter(hand) == before
        monkeypatch.setenv("VISUAL", str(tmp_path / "none"))
        await hand.press("E")
        assert "kan niet starten" in trouble(hand)
        monkeypatch.delenv("VISUAL")
        monkeypatch.delenv("EDITOR", raising=False)
        await hand.press("E")
        assert "Er is geen editor ingesteld" in trouble(hand)


@pytest.mark.usefixtures("_office")
async def test_it_is_copied_where_no_mail_goes_and_who_is_no_lead_becomes_one(
    world: "World", driving: "Driving"
) -> None:
    with unit_of_work(world.engine, by="eva") as work:
        mark_bounced(work, "oudejans@haz.example", work.clock.today(), "550")
    async with driving(world.url) as hand:
        await hand.press("slash")
        await hand.write("oudejans")
        await hand.press("enter", "m")
        await hand.press("enter")
        assert "zoek een ander adres, of kopieer het bericht" in trouble(hand)
        await hand.press("C", "y")
        assert "verstuurd" in hand.said
        assert "Geachte S. Oudejans" in hand.app.clipboard
        assert world.timeline("Oudejans")[0][0] == "message"


@pytest.mark.usefixtures("_office")
async def test_mail_that_falls_in_the_folder_is_taken_in_once(
    world: "World", driving: "Driving", tmp_path: Path
) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    write_setting("mail_folder", str(folder))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "m.elbouhali@haz.example", "bureau@zeewind.example", "Vraagje"
    mail["Date"], mail["Message-ID"] = "Fri, 20 Nov 2026 10:00:00 +0100", "<1@haz.example>"
    mail.set_content("Kunnen we bellen?")
    (folder / "1.eml").write_bytes(mail.as_bytes())
    async with driving(world.url) as hand:
        for _turn in range(2):
            hand.app.mail_watch.look()
            await hand.settle()
        assert "Nieuwe mail: 1 antwoord" in hand.said
        assert world.timeline("Bouhali")[0] == ("mail", "Vraagje")
        assert world.next_action("Bouhali") == ("antwoorden op mail", "2026-11-23")
        write_setting("mail_folder", str(folder / "gone"))
        hand.app.mail_watch.look()
        await hand.settle()
        assert "Er is geen bestand" in hand.said


async def test_a_mail_that_is_doubted_is_believed_or_not_on_screen(world: "World", driving: "Driving") -> None:
    with unit_of_work(world.engine, by="eva") as work:
        for name in ("one", "two"):
            held = HeldMail(
                message_id=f"<{name}>",
                lead_id=1,
                sender="z@evil.example",
                subject=name,
                on=date(2026, 11, 20),
                why="SPF",
                by="eva",
            )
            work.session.add(held)
    async with driving(world.url) as hand:
        await hand.press("P")
        assert "z@evil.example" in hand.text
        await hand.press("enter", "right", "enter")
        assert "Niet bevestigd" in hand.said
        assert [line for line in world.timeline("Hek") if line[1] in {"one", "two"}] == [("mail", "one")]
        await hand.press("P")
        assert "Er wacht geen mail" in hand.said
