"""What mail tools give back: bounces, unsubscribes, complaints, clicks to object; and that these hold everywhere."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.exports import ExportFormat, export
from crm.imports.answers import import_answers, open_answers
from crm.imports.importing import Imported
from crm.messages.drafting import drafted
from crm.messages.facts import Office
from crm.privacy import suppression
from crm.privacy.access import access
from crm.services import basis, journal, leads, mail_stops
from crm.tables import Activity, BouncedAddress, Lead, MailStop, Person
from crm.unit_of_work import Work
from crm.views.grounds import ground, stopped_among
from crm.views.privacy import privacy_card
from crm.views.today import today
from crm.words import Basis, Channel, Stage, StopKind

ZOE, PIM = "z.vanthek@haz.example", "p.bakker@haz.example"
OFFICE = Office("Bureau Zeewind", "bureau@zeewind.example", "Kade 1, Zeestad", "Eva de Boer")


@pytest.fixture
def people(school: Any, session: Session, working: Any) -> dict[str, int]:
    course = school.course("Datavisualisatie")
    made = {
        ZOE: school.person("Zoë van 't Hek", email=ZOE, teaches=course),
        PIM: school.person("Pim Bakker", email=PIM, teaches=course),
    }
    session.commit()
    with working() as work:
        for person in made.values():
            basis.set_basis(work, person, Basis.CONSENT, "mail van 3 november")
        leads.add(work, made[ZOE])
    return made


@pytest.fixture
def take(engine: Engine, clock: FixedClock, tmp_path: Path) -> Any:
    def taken(text: str, **how: Any) -> Imported:
        path = tmp_path / "mailing.csv"
        path.write_text(text, encoding="utf-8")
        return import_answers(engine, open_answers(path), by="noor", clock=clock, **how)

    return taken


def _listed(working: Any, tmp_path: Path) -> tuple[set[str], dict[str, int]]:
    path = tmp_path / "lijst.json"
    with working() as work:
        done = export(work, format=ExportFormat.JSON, path=path)
    return {one["email"] for one in json.loads(path.read_text(encoding="utf-8"))}, done.left_out


FILES = {
    "listmonk, a blocklisted subscriber": "uuid,email,name,attributes,status\n1,{email},Zoë,{{}},blocklisted\n",
    "Mailchimp, its list of who left": "Email Address,UNSUB_TIME,UNSUB_REASON\n{email},2026-11-20 09:41:53,NORMAL\n",
    "Brevo, its log": "st_text;ts;sub;email\nUnsubscribed;20-11-2026 09:41;Nieuwsbrief;{email}\n",
    "Mautic, do not contact": "id,email,doNotEmail\n7,{email},1\n",
    "Laposta, who signed off": "email;voornaam;datum afgemeld\n{email};Zoë;2026-11-20\n",
    "a sheet": "E-mailadres;Gebeurtenis\n{email};uitgeschreven\n",
}  # fmt: skip


@pytest.mark.parametrize("tool", FILES)
def test_an_unsubscribe_keeps_somebody_out_of_every_list(
    people: dict[str, int], take: Any, working: Any, tmp_path: Path, tool: str
) -> None:
    done = take(FILES[tool].format(email=ZOE))
    assert done.plan.counts()["added"] == 1
    addresses, left_out = _listed(working, tmp_path)
    assert (addresses, left_out["objected"]) == ({PIM}, 1)


def test_an_unsubscribe_ends_mail_and_no_other_approach(
    people: dict[str, int], take: Any, session: Session, clock: FixedClock
) -> None:
    take(FILES["a sheet"].format(email=ZOE))
    lead = session.exec(select(Lead).where(Lead.person_id == people[ZOE])).one()
    assert lead.stage is Stage.MAPPED
    notes = [one.note or "" for one in session.exec(select(Activity).where(Activity.lead_id == lead.id))]
    assert any("meldde zich af" in note for note in notes)
    with pytest.raises(RefusedError, match="meldde zich af"):
        drafted(session, lead.id or 0, "first_cold", office=OFFICE, clock=clock)


def test_what_is_shown_of_them_says_so_whatever_the_ground(people: dict[str, int], take: Any, session: Session) -> None:
    take(f"email,status\n{ZOE},unsubscribed\n")
    shown = privacy_card(session, people[ZOE]).grounds
    assert (shown[Channel.EMAIL].basis, shown[Channel.EMAIL].stopped) == (Basis.CONSENT, StopKind.UNSUBSCRIBED)
    assert shown[Channel.PHONE].stopped is None
    assert ground(session, people[ZOE]) == shown[Channel.EMAIL]
    assert ground(session, people[PIM]).stopped is None


def test_of_somebody_unknown_who_unsubscribed_only_a_hash_is_held(take: Any, session: Session) -> None:
    take("email,status\niemand@elders.example,unsubscribed\n")
    with pytest.raises(NotFoundError, match="versleuteld kenmerk"):
        access(session, "iemand@elders.example")
    with pytest.raises(NotFoundError, match="heeft dat adres"):
        access(session, "niemand@elders.example")


def test_the_cadence_stops(people: dict[str, int], take: Any, session: Session, clock: FixedClock) -> None:
    before = [line.kind for line in today(session, clock=clock, owner="noor")]
    assert "first" in before
    take(FILES["a sheet"].format(email=ZOE))
    session.expire_all()
    assert "first" not in [line.kind for line in today(session, clock=clock, owner="noor")]


@pytest.mark.parametrize(("event", "kind"), [("spam", StopKind.COMPLAINED), ("bezwaar", StopKind.OBJECTED)])
def test_who_complains_or_objects_is_not_approached_at_all(
    people: dict[str, int], take: Any, session: Session, event: str, kind: StopKind
) -> None:
    take(f"email,event\n{PIM.upper()},{event}\n")
    lead = session.exec(select(Lead).where(Lead.person_id == people[PIM])).one()
    assert lead.stage is Stage.DO_NOT_CONTACT
    assert session.get_one(MailStop, PIM).kind is kind


def test_a_click_counts_when_it_is_on_the_link_to_object(people: dict[str, int], take: Any, session: Session) -> None:
    done = take(
        f"email,event,url\n{ZOE},clicked,https://zeewind.example/agenda\n{PIM},clicked,https://zeewind.example/bezwaar?x=1\n"
    )
    assert [line.outcome.value for line in done.plan.lines] == ["left_out", "added"]
    assert [stop.email for stop in session.exec(select(MailStop))] == [PIM]


def test_hard_bounces_count_and_soft_ones_do_not(people: dict[str, int], take: Any, session: Session) -> None:
    done = take(f"email,type,created_at\n{ZOE},soft,2026-11-20\n{PIM},hard,2026-11-20\n")
    assert [line.outcome.value for line in done.plan.lines] == ["left_out", "added"]
    assert [lost.email for lost in session.exec(select(BouncedAddress))] == [PIM]


def test_somebody_unknown_is_kept_away_and_not_kept(people: dict[str, int], take: Any, session: Session) -> None:
    done = take("email,event\nonbekend@elders.example,unsubscribed\n")
    assert done.plan.lines[0].outcome.value == "added"
    assert session.exec(select(MailStop)).all() == []
    assert suppression.load(session.connection()).has_email("Onbekend@elders.example")


def test_a_second_time_is_the_same_and_a_weightier_word_is_not(
    people: dict[str, int], take: Any, session: Session
) -> None:
    take(f"email,event\n{ZOE},unsubscribed\n")
    done = take(f"email,event\n{ZOE},unsubscribed\n{ZOE},bezwaar\n{ZOE},unsubscribed\n")
    assert [line.outcome.value for line in done.plan.lines] == ["same", "added", "same"]
    assert session.get_one(MailStop, ZOE).kind is StopKind.OBJECTED


def test_rows_that_cannot_be_read_are_told_and_keep_nothing_else_out(
    people: dict[str, int], take: Any, session: Session
) -> None:
    done = take(f"email,event,date\na@hva,unsubscribed,\n{ZOE},flauwekul,\n{PIM},unsubscribed,ooit\n")
    assert [line.outcome.value for line in done.plan.lines] == ["refused", "refused", "added"]
    assert "a@hva" in done.plan.lines[0].reason
    assert [stop.email for stop in session.exec(select(MailStop))] == [PIM]


def test_another_address_of_the_same_person_gets_nothing_either(
    people: dict[str, int], take: Any, working: Any, session: Session, tmp_path: Path
) -> None:
    take(f"email,event\n{ZOE},unsubscribed\n")
    session.get_one(Person, people[ZOE]).email = "zoe@nieuw.example"
    session.commit()
    assert _listed(working, tmp_path)[0] == {PIM}


def test_who_asks_for_mail_anew_gets_it_and_who_objected_does_not(
    people: dict[str, int], take: Any, working: Any, session: Session, tmp_path: Path
) -> None:
    take(f"email,event\n{ZOE},unsubscribed\n{PIM},bezwaar\n")
    with working() as work:
        assert mail_stops.resume(work, ZOE.upper(), "mail van 3 december") == [people[ZOE]]
    assert _listed(working, tmp_path)[0] == {ZOE}
    with pytest.raises(RefusedError, match=PIM), working() as work:
        mail_stops.resume(work, PIM, "mail van 3 december")
    with pytest.raises(NotFoundError, match=ZOE), working() as work:
        mail_stops.resume(work, ZOE, "mail van 3 december")
    take(f"email,event\n{ZOE},unsubscribed\n")
    with pytest.raises(UsageError), working() as work:
        mail_stops.resume(work, ZOE, " ")
    assert _listed(working, tmp_path)[0] == set()


@pytest.mark.parametrize(
    "kinds", [(StopKind.UNSUBSCRIBED, StopKind.OBJECTED), (StopKind.OBJECTED, StopKind.UNSUBSCRIBED)]
)
def test_of_two_stops_on_one_person_the_weightier_holds(
    people: dict[str, int], working: Any, session: Session, kinds: tuple[StopKind, StopKind]
) -> None:
    with working() as work:
        _stop(work, people[ZOE], **{"a@oud.example": kinds[0], "b@oud.example": kinds[1]})
    held = ground(session, people[ZOE], Channel.PHONE)
    assert (held.stopped, ground(session, people[ZOE]).stopped) == (StopKind.OBJECTED, StopKind.OBJECTED)
    assert stopped_among(session, list(people.values())) == {people[ZOE]: StopKind.OBJECTED}
    session.rollback()
    with pytest.raises(RefusedError, match=r"@oud\.example"), working() as work:
        mail_stops.resume(work, ZOE, "mail van 3 december")


def test_who_asks_for_mail_anew_is_not_held_back_by_another_address_which_gets_none_itself(
    people: dict[str, int], working: Any, session: Session, tmp_path: Path
) -> None:
    with working() as work:
        _stop(work, people[ZOE], **{ZOE: StopKind.UNSUBSCRIBED, "zoe@oud.example": StopKind.UNSUBSCRIBED})
    with working() as work:
        mail_stops.resume(work, ZOE, "mail van 3 december")
    assert _listed(working, tmp_path)[0] == {ZOE, PIM}
    assert ground(session, people[ZOE]).stopped is None
    session.get_one(Person, people[ZOE]).email = "zoe@oud.example"
    session.commit()
    assert _listed(working, tmp_path)[0] == {PIM}
    assert ground(session, people[ZOE]).stopped is StopKind.UNSUBSCRIBED


def test_who_unsubscribed_at_a_former_address_asks_for_mail_at_the_one_they_have(
    people: dict[str, int], working: Any, session: Session, tmp_path: Path
) -> None:
    with working() as work:
        _stop(work, people[ZOE], **{"zoe@oud.example": StopKind.UNSUBSCRIBED})
    assert _listed(working, tmp_path)[0] == {PIM}
    with working() as work:
        assert mail_stops.resume(work, ZOE, "mail van 3 december") == [people[ZOE]]
    assert _listed(working, tmp_path)[0] == {ZOE, PIM}


def _stop(work: Work, person: int, **stops: StopKind) -> None:
    about: dict[str, Any] = {"on": work.clock.today(), "source": "lijst.csv", "by": "noor"}
    work.session.add_all(MailStop(email=email, person_id=person, kind=kind, **about) for email, kind in stops.items())


def test_a_dry_run_changes_nothing_and_undo_takes_it_back(
    people: dict[str, int], take: Any, working: Any, session: Session, tmp_path: Path
) -> None:
    take(f"email,event\n{ZOE},bezwaar\n", dry_run=True)
    assert _listed(working, tmp_path)[0] == {ZOE, PIM}
    take(f"email,event\n{ZOE},bezwaar\n")
    assert _listed(working, tmp_path)[0] == {PIM}
    with working() as work:
        journal.undo(work)
    assert _listed(working, tmp_path)[0] == {ZOE, PIM}
