"""`v`: what is held of somebody, and what they ask: an objection, erasure."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, select

from crm.exports.folder import export_folder
from crm.tables import ContactBasis, Lead, Person
from crm.words import Basis, Channel, Stage
from tui.overlays.office_privacy import OfficePrivacySheet
from tui.overlays.privacy import ErasingForm, PrivacySheet
from tui.screens.lead import LeadPlace
from tui.screens.leads import Leads
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_what_is_held_an_objection_and_an_erasure(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("v")
        assert hand.at(PrivacySheet)
        assert "Vindplaats" in hand.text
        assert "Grondslag, per kanaal" in hand.text
        await hand.press("b")
        await hand.write("belde: niet meer")
        await hand.press("enter")
        assert hand.at(Leads)
        with Session(world.engine) as session:
            bakker = session.exec(select(Person).where(Person.sort_key.startswith("bakker"))).first()
            assert bakker is not None
            assert session.exec(select(Lead.stage).where(Lead.person_id == bakker.id)).one() is Stage.DO_NOT_CONTACT
        await hand.press("v")
        assert "bezwaar" in hand.text
        await hand.press("escape", "u", "v", "delete")
        assert hand.at(ErasingForm)
        await hand.press("enter")
        assert "Er is niets gedaan" in hand.said
        await hand.press("v", "delete", "right", "enter")
        assert "Gewist" in hand.said
        with Session(world.engine) as session:
            assert session.get(Person, bakker.id) is None


async def test_an_objection_may_be_to_one_channel(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("v", "b")
        await hand.write("liever niet bellen")
        await hand.press("down", "right", "right", "enter")
        assert "bezwaar tegen telefoon" in hand.said
        with Session(world.engine) as session:
            (row,) = session.exec(select(ContactBasis).where(ContactBasis.objected)).all()
            assert (row.channel, row.evidence) == (Channel.PHONE, "liever niet bellen")
            assert (
                session.exec(select(Lead.stage).where(Lead.person_id == row.person_id)).one()
                is not Stage.DO_NOT_CONTACT
            )
        await hand.press("v")
        assert "maakte bezwaar" in hand.text


async def test_a_ground_is_written_down_for_a_channel_with_its_words_and_taken_back(
    world: "World", driving: "Driving"
) -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("v", "g", "down", "right", "enter")
        assert "bewijs" in hand.text, "a ground without words is none: the form says so, stays, and goes to them"
        await hand.write("zei 3 nov: bel gerust")
        await hand.press("enter")
        assert "grondslag voor telefoon: toestemming" in hand.said
        with Session(world.engine) as session:
            (row,) = session.exec(select(ContactBasis).where(ContactBasis.channel == Channel.PHONE)).all()
            assert (row.basis, row.evidence, row.objected) == (Basis.CONSENT, "zei 3 nov: bel gerust", False)
        await hand.press("v")
        assert "telefoon  toestemming: zei 3 nov: bel gerust" in hand.text
        await hand.press("escape", "u")
        with Session(world.engine) as session:
            assert session.exec(select(ContactBasis).where(ContactBasis.channel == Channel.PHONE)).all() == []


async def test_the_privacy_line_of_today_shows_who_is_due_and_the_sweep_lets_go(
    world: "World", driving: "Driving", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with world.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE programme SET target = 'undecided'")
    async with driving(world.url) as hand:
        rows = hand.one("#due", Rows)
        at = [hand.row(rows, one).kind for one in rows.ids].index("notice")
        await hand.press(*["down"] * at, "enter")
        assert hand.at(OfficePrivacySheet)
        assert "Moeten horen dat ze hierin staan" in hand.text
        assert "S. Oudejans" in hand.text
        await hand.press("B")
        assert "Belangenafweging" in (export_folder() / "register.html").read_text(encoding="utf-8")
        assert f"Geschreven naar {export_folder()}/register.html." in hand.said
        await hand.press("N", "enter")
        assert hand.at(LeadPlace)
        await hand.press("escape", "N", "delete", "enter")
        assert "Er is niets gedaan" in hand.said
        before = world.people()
        await hand.press("N", "delete", "right", "enter")
        assert "Losgelaten" in hand.said
        assert world.people() < before
