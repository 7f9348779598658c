"""A case is proposed to who fits best, and answered, by keys: from a teacher's side and from the business's."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import Session, col, select

from crm.case_words import ProposalState
from crm.clock import FixedClock
from crm.services import proposals as offers
from crm.settings import write_setting
from crm.tables import Case, Proposal
from crm.unit_of_work import unit_of_work
from tui.screens.case import CasePlace
from tui.screens.case_proposals import ProposalRow
from tui.screens.cases import Cases
from tui.screens.known_done import PROPOSAL
from tui.screens.leads import Leads
from tui.screens.letter import LetterSheet
from tui.widgets.picker import Picker
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, Hand, World


@pytest.fixture(autouse=True)
def _office() -> None:
    """An office that says who it is."""
    for key, value in (
        ("office_name", "Bureau Zeewind"),
        ("office_email", "bureau@zeewind.example"),
        ("office_address", "Kade 1, Zeestad"),
        ("signature", "Eva de Boer"),
    ):
        write_setting(key, value)


def mailing(hand: "Hand") -> list[str]:
    """What is opened in the mail program from here on."""
    opened: list[str] = []

    def opener(target: str) -> bool:
        opened.append(target)
        return True

    hand.app._mail_opener = opener
    return opened


def states(world: "World") -> list[ProposalState]:
    with Session(world.engine) as session:
        return [one.state for one in session.exec(select(Proposal).order_by(col(Proposal.id))).all()]


def put_on(rows: "Rows[Any]", what: Callable[[Any], bool]) -> None:
    """Puts the cursor on the first line that is so."""
    rows.go_to(next(one for one in rows.ids if what(rows.row(one))))


async def test_the_first_match_is_proposed_and_logged_in_four_keys(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url) as hand:
        opened = mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.press("c", "enter", "enter", "y")
        assert hand.at(Leads)
        assert "verstuurd" in hand.said
        assert len(opened) == 1
        assert states(world) == [ProposalState.SENT]
        assert world.timeline("Bouhali")[0][0] == "mail"
        assert world.next_action("Bouhali") == ("herinnering mailen over de casussen", "2026-11-30")
        await hand.press("u", "u", "u")
        assert states(world) == []


async def test_a_lead_says_where_one_came_from_also_under_its_message(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url) as hand:
        mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.press("enter")
        assert " ‹ Leads   M. El Bouhali" in hand.text
        await hand.press("c", "enter", "escape", "down", "enter")
        assert " ‹ Leads   M. El Bouhali" in hand.text


async def test_where_nothing_is_called_what_was_typed_that_is_said(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url) as hand:
        await hand.to_leads("Bouhali")
        await hand.press("c")
        await hand.write("zeppelin")
        assert "Zo heet hier niets." in hand.text


async def test_a_message_that_is_left_asks_whether_the_proposal_stands(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    with Session(world.engine) as session:
        before = {one.id: one.state for one in session.exec(select(Case)).all()}
    async with driving(world.url) as hand:
        mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.press("c", "enter")
        assert hand.at(LetterSheet)
        assert states(world) == [ProposalState.PREPARED]
        await hand.press("escape")
        assert hand.at(Picker)
        await hand.press("escape")
        assert hand.at(LetterSheet)
        await hand.press("escape", "enter")
        assert hand.at(Leads)
        assert "Voorstel teruggenomen" in hand.said
        assert states(world) == []
        with Session(world.engine) as session:
            assert {one.id: one.state for one in session.exec(select(Case)).all()} == before
        await hand.press("c", "enter", "escape", "down", "enter")
        assert hand.at(Leads)
        assert "volgende bericht" in hand.said
        assert states(world) == [ProposalState.PREPARED]
        await hand.press("u")
        assert states(world) == []


async def test_a_proposal_that_cannot_be_taken_back_is_asked_about_again(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url) as hand:
        mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.press("c", "enter")
        with Session(world.engine) as session:
            session.exec(select(Proposal)).one().why = "a colleague wrote this meanwhile"
            session.commit()
        for _time in range(2):
            await hand.press("escape")
            assert hand.at(Picker)
            await hand.press("enter")
            assert hand.at(LetterSheet)
        assert states(world) == [ProposalState.PREPARED]


async def test_of_messages_that_are_gone_through_each_proposal_is_asked_about_alone(
    world: "World", driving: "Driving"
) -> None:
    world.ask_cases()
    async with driving(world.url, size=(100, 40)) as hand:
        mailing(hand)
        put_on(hand.one("#due", Rows), lambda row: row.kind == "digest")
        await hand.press("y")
        many = len(states(world))
        sheet = hand.app.screen
        assert isinstance(sheet, LetterSheet)
        await hand.press("escape")
        assert hand.at(Picker)
        await hand.press("enter")
        left = states(world)
        assert len(left) < many
        while isinstance(hand.app.screen, LetterSheet):
            await hand.press("escape", "down", "enter")
        assert states(world) == left
        assert set(left) <= {ProposalState.PREPARED}


async def test_answers_by_one_key_on_the_lead(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url, size=(120, 50)) as hand:
        mailing(hand)
        await hand.to_leads("Bouhali")
        await hand.press("c")
        assert hand.at(Picker)
        await hand.press("enter")
        assert hand.at(LetterSheet)
        await hand.press("escape", "down", "enter")
        assert states(world) == [ProposalState.PREPARED], "it waits for the next message"
        await hand.press("enter")
        await hand.press("y")
        assert "Zet de cursor op een voorstel" in hand.said
        put_on(hand.one("#known", Rows), lambda row: row.of == PROPOSAL)
        await hand.press("z")
        await hand.write("later in blok 3")
        await hand.press("enter")
        assert states(world) == [ProposalState.MAYBE]
        assert "opnieuw vragen op 11 jan" in hand.said
        put_on(hand.one("#known", Rows), lambda row: row.of == PROPOSAL)
        await hand.press("y")
        assert states(world) == [ProposalState.ACCEPTED]
        await hand.press("u", "u")
        assert states(world) == [ProposalState.PREPARED]


async def test_a_case_is_proposed_to_the_best_teacher_and_answered(
    world: "World", driving: "Driving", clock: FixedClock
) -> None:
    world.ask_cases()
    with unit_of_work(world.engine, by="eva", clock=clock) as work:
        offers.propose(work, 1, 3)
    async with driving(world.url, size=(120, 50)) as hand:
        mailing(hand)
        await hand.press("6")
        assert hand.at(Cases)
        await hand.press("c")
        assert hand.at(Picker)
        await hand.press("escape", "enter")
        assert hand.at(CasePlace)
        assert "Voorgelegd aan" in hand.text
        put_on(hand.one("#card-rows", Rows), lambda row: isinstance(row.about, ProposalRow))
        await hand.press("b")
        await hand.write("te groot")
        await hand.press("enter")
        assert states(world) == [ProposalState.DECLINED]
        assert "te groot" in hand.text


async def test_the_messages_with_cases_are_gone_through_from_today(world: "World", driving: "Driving") -> None:
    world.ask_cases()
    async with driving(world.url, size=(100, 40)) as hand:
        opened = mailing(hand)
        rows = hand.one("#due", Rows)
        put_on(rows, lambda row: row.kind == "digest")
        await hand.press("y")
        assert hand.at(LetterSheet)
        await hand.press("enter", "y", "escape")
        assert len(opened) == 1
        assert states(world).count(ProposalState.SENT) >= 1
