"""A ground for one channel is none for another: lists, messages, undo, merges, and a designated address."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from crm.clock import FixedClock
from crm.errors import RefusedError, UsageError
from crm.exports import ExportFormat, export
from crm.messages.drafting import drafted
from crm.messages.facts import Office
from crm.privacy.objecting import object_
from crm.services import basis, journal, leads, merges
from crm.tables import Person
from crm.today.leads import read_leads, whose
from crm.views.grounds import ground, grounds
from crm.views.lead import lead_json
from crm.words import Basis, Channel, StopKind

ZOE, PIM = "z.vanthek@haz.example", "p.bakker@haz.example"


@pytest.fixture
def zoe(school: Any, session: Session) -> int:
    """A teacher with an address and a number."""
    made: int = school.person("Zoë van 't Hek", email=ZOE)
    session.get_one(Person, made).phone = "020 555 0123"
    session.commit()
    return made


def _list(working: Any, folder: Path, channel: Channel, **more: Any) -> tuple[list[dict[str, Any]], dict[str, int]]:
    path = folder / "lijst.json"
    with working() as work:
        done = export(work, format=ExportFormat.JSON, path=path, channel=channel, **more)
    return json.loads(path.read_text(encoding="utf-8")), done.left_out


def test_consent_to_mail_is_not_consent_to_be_called(zoe: int, working: Any, tmp_path: Path) -> None:
    with working() as work:
        basis.set_basis(work, zoe, Basis.CONSENT, "mail van 12 november")
    assert [one["email"] for one in _list(working, tmp_path, Channel.EMAIL)[0]] == [ZOE]
    listed, left_out = _list(working, tmp_path, Channel.PHONE)
    assert (listed, left_out) == ([], {"objected": 0, "do_not_contact": 0, "no_basis": 1, "no_phone": 0})
    with working() as work:
        basis.set_basis(work, zoe, Basis.RELATION, "sprint van 25/26", Channel.PHONE)
    ((one,), _left_out) = _list(working, tmp_path, Channel.PHONE)
    assert (one["phone"], one["basis"]) == ("020 555 0123", "relation")
    with working() as work:
        assert "telefoon" in journal.undo(work).what
    assert _list(working, tmp_path, Channel.PHONE)[0] == []


def test_a_call_list_asks_for_a_number_and_for_a_file_that_people_read(zoe: int, working: Any, tmp_path: Path) -> None:
    with working() as work:
        basis.set_basis(work, zoe, Basis.CONSENT, "belde", Channel.PHONE)
        work.session.get_one(Person, zoe).phone = "toestel 3"
    assert _list(working, tmp_path, Channel.PHONE)[1]["no_phone"] == 1
    for kind, channel in ((ExportFormat.LISTMONK, Channel.PHONE), (ExportFormat.CSV, Channel.LINKEDIN)):
        with pytest.raises(UsageError), working() as work:
            export(work, format=kind, path=tmp_path / "x", channel=channel)
    assert not (tmp_path / "x").exists()


def test_who_objects_to_calls_is_still_mailed_and_the_number_leaves_the_list(
    zoe: int, working: Any, session: Session, tmp_path: Path
) -> None:
    with working() as work:
        lead = leads.add(work, zoe).id or 0
        basis.set_basis(work, zoe, Basis.CONSENT, "mail van 12 november")
        basis.set_basis(work, zoe, Basis.CONSENT, "mail van 12 november", Channel.PHONE)
    with working() as work:
        object_(work, str(zoe), "liever niet bellen", Channel.PHONE)
    every = frozenset(Basis)
    assert _list(working, tmp_path, Channel.PHONE, basis=every, reason="toch")[1]["objected"] == 1
    ((one,), _left_out) = _list(working, tmp_path, Channel.EMAIL)
    assert (one["email"], one["phone"]) == (ZOE, None)
    session.expire_all()
    assert ground(session, zoe, Channel.PHONE).stopped is StopKind.OBJECTED
    assert ground(session, zoe).stopped is None
    assert lead_json(session, lead)["bases"] == {"email": "consent", "phone": "none", "linkedin": "none"}
    with pytest.raises(RefusedError, match="telefoon"), working() as work:
        basis.set_basis(work, zoe, Basis.RELATION, "sprint van 25/26", Channel.PHONE)
    with working() as work:
        basis.set_basis(work, zoe, Basis.CONSENT, "belde zelf: mag weer", Channel.PHONE)
    assert len(_list(working, tmp_path, Channel.PHONE)[0]) == 1


def test_who_objects_to_linkedin_has_no_profile_in_a_list(
    zoe: int, working: Any, session: Session, tmp_path: Path
) -> None:
    profile, path = "https://www.linkedin.com/in/zoe-zee-example", tmp_path / "lijst.csv"
    session.get_one(Person, zoe).profile = profile
    session.commit()

    def listed() -> str:
        with working() as work:
            export(work, format=ExportFormat.MAUTIC, path=path)
        return path.read_text(encoding="utf-8")

    with working() as work:
        basis.set_basis(work, zoe, Basis.CONSENT, "mail van 12 november")
    assert profile in listed()
    with working() as work:
        object_(work, str(zoe), "niet via LinkedIn", Channel.LINKEDIN)
    assert ZOE in listed()
    assert profile not in listed()


def test_who_objects_to_mail_gets_none_and_may_be_called(
    zoe: int, working: Any, session: Session, clock: FixedClock, tmp_path: Path
) -> None:
    with working() as work:
        lead = leads.add(work, zoe).id or 0
        basis.set_basis(work, zoe, Basis.CONSENT, "belde", Channel.PHONE)
        object_(work, str(zoe), "geen mail meer", Channel.EMAIL)
    every = frozenset(Basis)
    assert _list(working, tmp_path, Channel.EMAIL, basis=every, reason="toch")[1]["objected"] == 1
    ((one,), _left_out) = _list(working, tmp_path, Channel.PHONE)
    assert (one["email"], one["phone"]) == ("", "020 555 0123")
    session.expire_all()
    session.get_one(Person, zoe).email = "zoe@elders.example"
    session.flush()
    with pytest.raises(RefusedError, match="meldde zich af"):
        drafted(session, lead, "first_cold", office=Office(name="x"), clock=clock)


def test_today_proposes_no_call_to_who_objects_to_calls(zoe: int, working: Any, session: Session) -> None:
    with working() as work:
        leads.add(work, zoe)

    def ask(statement: str, values: Any = ()) -> Any:
        return session.connection().exec_driver_sql(statement, tuple(values)).all()

    def facts() -> tuple[bool, bool]:
        session.expire_all()
        (lead,) = read_leads(ask, whose(ask, None, FixedClock.today))  # type: ignore[arg-type]  # of everybody no day is asked
        return lead.has_email, lead.has_phone

    assert facts() == (True, True)
    with working() as work:
        object_(work, str(zoe), "liever niet bellen", Channel.PHONE)
    assert facts() == (True, False)
    with working() as work:
        object_(work, str(zoe), "ook geen mail", Channel.EMAIL)
    assert facts() == (False, False)


def test_a_designated_address_holds_for_that_address_alone(
    zoe: int, working: Any, session: Session, tmp_path: Path
) -> None:
    with working() as work:
        assert basis.set_basis(work, zoe, Basis.DESIGNATED_ADDRESS, "Mail uw opdracht").address == ZOE
    assert len(_list(working, tmp_path, Channel.EMAIL, query="basis:designated_address")[0]) == 1
    assert _list(working, tmp_path, Channel.PHONE)[1]["no_basis"] == 1
    session.get_one(Person, zoe).email = "zoe@thuis.example"
    session.commit()
    assert _list(working, tmp_path, Channel.EMAIL)[1]["no_basis"] == 1
    assert _list(working, tmp_path, Channel.EMAIL, query="has:basis")[1]["no_basis"] == 0
    assert ground(session, zoe).basis is Basis.NONE


def test_a_relation_is_no_ground_for_linkedin_and_what_is_not_there_is_not_designated(zoe: int, working: Any) -> None:
    for ground_, channel in ((Basis.RELATION, Channel.LINKEDIN), (Basis.DESIGNATED_ADDRESS, Channel.LINKEDIN)):
        with pytest.raises(UsageError), working() as work:
            basis.set_basis(work, zoe, ground_, "sprint", channel)


def test_of_two_people_found_to_be_one_an_objection_stays_and_undo_parts_them(
    school: Any, zoe: int, working: Any, session: Session
) -> None:
    pim = school.person("Pim Bakker", email=PIM)
    session.commit()
    with working() as work:
        basis.set_basis(work, zoe, Basis.CONSENT, "belde", Channel.PHONE)
        basis.set_basis(work, pim, Basis.CONSENT, "mail van 12 november")
        object_(work, str(pim), "niet bellen", Channel.PHONE)
    with working() as work:
        merges.merge(work, zoe, pim)
    session.expire_all()
    said = grounds(session, zoe)
    assert (said[Channel.EMAIL].basis, said[Channel.PHONE].stopped) == (Basis.CONSENT, StopKind.OBJECTED)
    with working() as work:
        journal.undo(work)
    session.expire_all()
    assert ground(session, zoe, Channel.PHONE).basis is Basis.CONSENT
    assert ground(session, pim, Channel.PHONE).stopped is StopKind.OBJECTED
