"""Log while you talk: one field, what is proposed below it, enter takes it."""

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, col, select
from textual import events
from textual.widgets import Input

from crm.clock import FixedClock
from crm.services import leads
from crm.tables import ContactBasis, Draft, Introduction, Lead, Person, Promise
from crm.unit_of_work import unit_of_work
from crm.words import Basis, PromiseState, Stage, Whose
from tui.screens.leads import Leads
from tui.widgets.form import Form, OneOf
from tui.widgets.log_form import LogForm
from tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.tui.conftest import Driving, Hand, World


THURSDAY = date(2026, 11, 19)


def _shown(hand: "Hand") -> dict[str, str]:
    """What the form holds, by field; of an offer its words."""
    form = hand.app.screen
    assert isinstance(form, LogForm)
    held = {field: form.query_one(f"#field-{field}", Input).value for field in ("what", "next_on", "on")}
    for name in ("kind", "direction", "consent", "named", "promise", "stage"):
        if form.query_one(f"#line-{name}").display:
            choice = form.query_one(f"#field-{name}", OneOf)
            held[name] = dict(choice.options)[choice.value] if choice.value == "yes" else choice.value
    return held


def _rows(world: "World", table: type) -> "Sequence[object]":
    with Session(world.engine) as session:
        return session.exec(select(table)).all()


async def test_a_call_and_the_next_step_are_two_keys_besides_the_words(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        keys = 1
        await hand.press("l")
        await hand.write("gebeld, wil voorbeelden zien, volgende week terugbellen")
        shown = _shown(hand)
        assert (shown["kind"], shown["direction"]) == ("call", "in")
        assert (shown["what"], shown["next_on"]) == ("terugbellen", "ma 30 nov")
        keys += 1
        await hand.press("enter")
        assert hand.at(Leads)
        assert keys <= 4
        assert world.timeline("Bakker")[0] == ("call", "gebeld, wil voorbeelden zien, volgende week terugbellen")
        assert world.next_action("Bakker") == ("terugbellen", "2026-11-30")
        assert "terugbellen, ma 30 nov" in hand.said
        await hand.press("u")
        assert world.next_action("Bakker") == ("mailen", "2026-12-01"), "one key takes all of it back"


async def test_what_is_changed_by_hand_stays_when_one_types_on(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("l")
        await hand.write("gemaild")
        await hand.press("tab", "right")
        assert _shown(hand)["kind"] == "call"
        await hand.write(", bel wk 50")
        shown = _shown(hand)
        assert (shown["kind"], shown["next_on"]) == ("call", "ma 7 dec")
        hand.app.screen.query_one("#field-next_on", Input).focus()
        hand.app.screen.query_one("#field-next_on", Input).value = "over twee weken"
        await hand.settle()
        await hand.press("enter")
        assert world.next_action("Bakker")[1] == "2026-12-07"


async def test_a_day_that_cannot_be_is_told_and_nothing_typed_is_lost(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("l")
        await hand.write("gebeld, 31 februari mailen")
        await hand.press("enter")
        assert "31 februari" in hand.text
        assert hand.app.screen.query_one(Words).text == "gebeld, 31 februari mailen"
        hand.app.screen.query_one("#field-next_on", Input).value = "1 nov"
        await hand.settle()
        await hand.press("enter")
        assert "voorbij" in hand.text
        assert hand.app.screen.query_one(Words).text == "gebeld, 31 februari mailen"
        assert world.timeline("Bakker")[0][0] == "stage"


async def test_what_was_typed_is_there_again_after_a_crash(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("l")
        await hand.write("gebeld, en toen viel de")
        await hand.press("escape")
        await hand.settle()
    assert [draft.text for draft in _rows(world, Draft)] == ["gebeld, en toen viel de"]  # type: ignore[attr-defined] # a draft
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("l")
        await hand.write(" lijn weg")
        await hand.press("enter")
        assert world.timeline("Bakker")[0] == ("call", "gebeld, en toen viel de lijn weg")
    assert _rows(world, Draft) == []


async def test_somebody_who_is_named_comes_in_via_who_named_them(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("l")
        await hand.write("Niet ik maar Karim Bakkali")
        assert "Karim Bakkali" in _shown(hand)["named"]
        await hand.press("enter")
        assert "Karim Bakkali" in hand.said
    (lead,) = [lead for lead in _rows(world, Lead) if lead.person_id == world.person("Bakkali")]  # type: ignore[attr-defined] # a lead
    (via,) = _rows(world, Introduction)
    assert (via.lead_id, via.via_person_id) == (lead.id, world.person("Hek"))  # type: ignore[attr-defined] # as above


async def test_consent_and_a_promise_are_kept_with_their_words(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Hek")
        await hand.press("l")
        await hand.write("gebeld, stuur de nieuwsbrief maar. ik stuur donderdag de voorbeelden")
        await hand.press("enter")
    (basis,) = [row for row in _rows(world, ContactBasis) if row.person_id == world.person("Hek")]  # type: ignore[attr-defined] # a basis
    assert basis.basis is Basis.CONSENT  # type: ignore[attr-defined] # as above
    assert "stuur de nieuwsbrief maar" in basis.evidence  # type: ignore[attr-defined] # as above
    (promise,) = _rows(world, Promise)
    assert (promise.whose, promise.state, str(promise.due)) == (Whose.OURS, PromiseState.OPEN, "2026-11-26")  # type: ignore[attr-defined] # a promise


async def test_a_pasted_refusal_is_a_mail_and_ends_the_contact(world: "World", driving: "Driving") -> None:
    reply = (
        "Dag Eva,\n\nWilt u mij niet meer mailen?\n\nGroet, Bakker\n\nOp ma 2 nov schreef Eva:\n> Graag kennismaken?"
    )
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("l")
        hand.app.screen.query_one(Words).post_message(events.Paste(f"\x1b[31m{reply}"))
        await hand.settle()
        shown = _shown(hand)
        assert (shown["kind"], shown["direction"], shown["what"]) == ("mail", "in", "")
        assert "niet meer benaderen" in shown["stage"].lower()
        await hand.press("enter")
    assert world.stage("Bakker") is Stage.DO_NOT_CONTACT
    assert "Graag kennismaken" not in str(world.timeline("Bakker")), "the mail below it is not kept"


async def test_several_at_once_get_the_same_contact_and_next_step(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("space")
        hand.rows.go_to(hand.row_of("Bouhali"))
        await hand.press("space", "l")
        await hand.write("gemaild, stuur de nieuwsbrief maar, volgende week bellen")
        assert "consent" not in _shown(hand), "what one of them said is nobody else's"
        await hand.press("enter")
    assert world.next_action("Bakker") == world.next_action("Bouhali") == ("bellen", "2026-11-30")
    assert [row.person_id for row in _rows(world, ContactBasis)] == []  # type: ignore[attr-defined] # a basis


async def test_what_a_colleague_did_while_one_was_typing_is_told_once(
    world: "World", driving: "Driving", clock: FixedClock
) -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("l")
        await hand.write("gebeld, wil meedoen")
        later = FixedClock(clock.now() + timedelta(minutes=1))
        with unit_of_work(world.engine, by="noor", clock=later) as work:
            lead = work.session.exec(select(Lead).join(Person).where(col(Person.name).contains("Bakker"))).one()
            leads.plan(work, lead.id or 0, later.today(), "langsgaan")
        await hand.press("enter")
        assert isinstance(hand.app.screen, LogForm)
        assert "noor deed intussen iets" in hand.text
        assert hand.app.screen.words.text == "gebeld, wil meedoen"
        await hand.press("enter")
        assert hand.at(Leads)
        assert world.timeline("Bakker")[0] == ("call", "gebeld, wil meedoen")


@pytest.mark.parametrize(
    "bursts",
    [("l", "gebeld", "\n\nnmailen"), ("lgebeld\n\nnmailen",), ("l", "gebeld", "\n\n", "nmailen")],
    ids=["in the moment of enter", "with the words themselves", "after it"],
)
async def test_what_is_typed_behind_enter_is_not_lost_and_enter_twice_is_once(
    world: "World", driving: "Driving", bursts: tuple[str, ...]
) -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        before = len(world.timeline("Bakker"))
        for burst in bursts:
            await hand.rush(*("enter" if letter == "\n" else letter for letter in burst))
        async with asyncio.timeout(60):
            while not (isinstance(hand.app.screen, Form) and hand.app.screen.query("#field-on")):
                await hand.settle()
        assert len(world.timeline("Bakker")) == before + 1
        form = hand.app.screen
        assert isinstance(form, Form)
        assert form.query_one("#field-what", Input).value == "mailen"


async def test_after_an_error_the_keys_are_where_it_is_and_what_was_typed_is_mended_not_replaced(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("n")
        await hand.press("ctrl+a")
        await hand.write("mail voorbeelden")
        await hand.press("tab", "ctrl+a", "backspace", "shift+tab")
        await hand.press("enter")
        form = hand.app.screen
        assert isinstance(form, Form)
        assert form.focused is form.query_one("#field-on", Input), "the day is what is missing"
        await hand.write("31 feb")
        await hand.press("enter")
        assert "31" in hand.text
        await hand.write("x")
        assert form.query_one("#field-on", Input).value == "31 febx"
        assert form.query_one("#field-what", Input).value == "mail voorbeelden"


async def test_a_long_notice_covers_nothing_and_goes_with_the_next_action(world: "World", driving: "Driving") -> None:
    async with driving(world.url, size=(80, 24)) as hand:
        await hand.to_leads("Bakker")
        strip = hand.text.split("\n")[-4:-2]
        await hand.press("l")
        await hand.write("gebeld, wil voorbeelden zien van vorig jaar, volgende week terugbellen met de lijst")
        await hand.press("enter")
        assert "met de lijst" in hand.said
        assert hand.said.split(":")[0] == "P. Bakker"
        assert hand.said.endswith("u maakt ongedaan.")
        lines = hand.text.split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith(" P. Bakker: "))
        assert " ".join(line.strip() for line in lines[at : at + 3]).startswith(hand.said), "it stands there in whole"
        assert lines[at - 3].startswith(strip[0][:20]), "what is said of the row stays in sight"
        assert "▌" in hand.text, "so does the row"
        await hand.press("n")
        assert hand.said == ""
        assert "u maakt ongedaan" not in hand.text
