"""`v`: what is held of somebody, and what they ask: an objection, erasure."""

from typing import TYPE_CHECKING

from sqlmodel import Session, select

from crm.tables import Lead, Person
from crm.words import Stage
from tui.overlays.privacy import ErasingForm, PrivacySheet
from tui.screens.leads import Leads

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_what_is_held_an_objection_and_an_erasure(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.to_leads("Bakker")
        await hand.press("v")
        assert hand.at(PrivacySheet)
        assert "Vindplaats" in hand.text
        assert "Grondslag om te mailen" in hand.text
        await hand.press("b")
        await hand.write("belde: niet meer")
        await hand.press("enter")
        assert hand.at(Leads)
        with Session(world.engine) as session:
            bakker = session.exec(select(Person).where(Person.sort_key.startswith("bakker"))).first()
            assert bakker is not None
            assert session.exec(select(Lead.stage).where(Lead.person_id == bakker.id)).one() is Stage.DO_NOT_CONTACT
        await hand.press("u", "v", "delete")
        assert hand.at(ErasingForm)
        await hand.press("enter")
        assert "Er is niets gedaan" in hand.said
        await hand.press("v", "delete", "right", "enter")
        assert "Gewist" in hand.said
        with Session(world.engine) as session:
            assert session.get(Person, bakker.id) is None
