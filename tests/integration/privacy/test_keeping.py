"""How long anybody is kept, who has to be told, and what an objection ends."""

from datetime import timedelta

import pytest
from sqlmodel import select

from crm.clock import FixedClock
from crm.errors import RefusedError
from crm.messages import sending
from crm.privacy.notices import due_notices
from crm.privacy.objecting import object_
from crm.privacy.register import as_html, register
from crm.privacy.relation import proposed_relations, relations
from crm.privacy.sweeping import retention, sweep
from crm.services import leads, targets
from crm.services.basis import set_basis
from crm.services.journal import undo
from crm.tables import Activity, Change, ContactBasis, Course, Draft, Lead, MailStop, Message, Person
from crm.unit_of_work import reading
from crm.views.privacy import privacy_card
from crm.words import ActivityKind, Basis, Channel, EntityKind, MessageState, Stage, Target

from .conftest import EMAIL, NAME, Office


def _names(office: Office) -> list[str]:
    with reading(office.engine) as session:
        return sorted(session.exec(select(Person.name)))


def _aim(office: Office, target: Target) -> None:
    with reading(office.engine) as session:
        course = session.exec(select(Course.id)).one()
    assert course is not None
    office.work(lambda work: targets.set_target(work, EntityKind.COURSE, course, target))


def test_people_under_no_target_are_let_go_before_they_would_have_to_be_told(office: Office) -> None:
    office.crawl()
    office.clock.moment += timedelta(days=22)
    assert sweep(office.engine, clock=office.clock).people == 0
    office.clock.moment += timedelta(days=1)
    dry = sweep(office.engine, clock=office.clock, dry_run=True)
    assert (dry.people, len(_names(office))) == (2, 2)
    assert dry.names == ["P. Bakker", NAME]
    done = sweep(office.engine, clock=office.clock)
    assert (done.people, done.cleared, _names(office)) == (2, True, [])


def test_whoever_is_worked_with_or_under_a_target_stays(office: Office) -> None:
    office.crawl()
    office.work(lambda work: leads.add(work, office.person()))
    office.clock.moment += timedelta(days=40)
    assert sweep(office.engine, clock=office.clock).names == ["P. Bakker"]
    assert _names(office) == [NAME]


def test_a_swept_school_brings_nobody_back_until_something_is_a_target(office: Office) -> None:
    office.crawl()
    office.clock.moment += timedelta(days=30)
    sweep(office.engine, clock=office.clock)
    office.crawl()
    with reading(office.engine) as session:
        assert [line.kind for line in session.exec(select(Change)) if line.kind is EntityKind.PERSON] == []
    assert _names(office) == []
    _aim(office, Target.YES)
    office.crawl()
    assert _names(office) == ["P. Bakker", NAME]


def test_an_old_lead_goes_with_what_was_said_and_an_objection_is_kept(office: Office) -> None:
    office.crawl()
    lead = office.work(lambda work: leads.add(work, office.person()).id)
    office.work(lambda work: leads.log(work, lead, ActivityKind.CALL, "gebeld"))
    office.work(lambda work: object_(work, str(office.person("P. Bakker"))))
    office.clock.moment += timedelta(days=365 * 2 - 20)
    assert sweep(office.engine, clock=office.clock).leads == 0
    office.clock.moment += timedelta(days=60)
    done = sweep(office.engine, clock=office.clock)
    assert (done.leads, done.people) == (1, 1)
    assert done.journal > 0
    with reading(office.engine) as session:
        assert [row.stage for row in session.exec(select(Lead))] == [Stage.DO_NOT_CONTACT]
        assert "gebeld" not in list(session.exec(select(Activity.note)))


def test_who_must_be_told_is_listed_with_what_to_do(office: Office) -> None:
    office.crawl()
    lead = office.work(lambda work: leads.add(work, office.person()).id)
    office.clock.moment += timedelta(days=32)
    with reading(office.engine) as session:
        found = [each.document(office.clock.today()) for each in due_notices(session, office.clock.today())]
        said = {each.name: each.what_to_do for each in due_notices(session, office.clock.today())}
    told = {each["person"]["name"]: (each["lead"], each["days_late"], each["do"]) for each in found}
    assert told == {NAME: (lead, 2, "message"), "P. Bakker": (None, 2, "sweep")}
    assert said == {NAME: f"schrijf het eerste bericht: draft {lead}", "P. Bakker": "loslaten: privacy sweep"}
    office.work(lambda work: leads.log(work, lead, ActivityKind.CALL, "gebeld"))
    office.work(lambda work: leads.advance(work, lead, Stage.WARM, note="kent ons"))
    with reading(office.engine) as session:
        late = [each.name for each in due_notices(session, office.clock.today())]
        assert (late, privacy_card(session, office.person()).told_on) == (["P. Bakker", NAME], None)
    office.work(lambda work: work.session.add(_message(lead, office.clock, noticed=False)))
    with reading(office.engine) as session:
        assert privacy_card(session, office.person()).told_on is None
    office.work(lambda work: work.session.add(_message(lead, office.clock, noticed=True)))
    with reading(office.engine) as session:
        assert [each.name for each in due_notices(session, office.clock.today())] == ["P. Bakker"]
        assert privacy_card(session, office.person()).told_on == office.clock.today()


def test_what_told_somebody_stays_when_old_messages_are_swept(office: Office) -> None:
    office.crawl()
    lead = office.work(lambda work: leads.add(work, office.person()).id)
    assert lead is not None
    messages = [_message(lead, office.clock, noticed=noticed) for noticed in (True, False)]
    office.work(lambda work: work.session.add_all(messages))
    told = office.clock.today()
    office.clock.moment += timedelta(days=365 * 2 + 20)
    office.work(lambda work: leads.log(work, lead, ActivityKind.CALL, "gebeld"))
    assert sweep(office.engine, clock=office.clock).messages == 1
    with reading(office.engine) as session:
        assert privacy_card(session, office.person()).told_on == told


def _message(lead: int, clock: FixedClock, *, noticed: bool) -> Message:
    return Message(
        lead_id=lead,
        template="first_cold",
        language="nl",
        subject="Dag",
        body=None,
        message_id=f"<{noticed}@haz.example>",
        basis=Basis.NONE,
        attachments=[],
        noticed=noticed,
        state=MessageState.SENT,
        sent_on=clock.today(),
        by="noor",
        at=clock.now(),
    )


def test_an_objection_ends_everything_at_once_and_is_kept(peopled: Office) -> None:
    person = peopled.person()
    with reading(peopled.engine) as session:
        lead = session.exec(select(Lead.id).where(Lead.person_id == person)).one()
    assert lead is not None
    peopled.work(lambda work: set_basis(work, person, Basis.CONSENT, "mail van 12 november"))
    peopled.work(lambda work: leads.plan(work, lead, peopled.clock.today(), "bellen"))
    peopled.work(lambda work: sending.keep_typed(work, person, "Beste"))
    peopled.work(
        lambda work: work.session.add(
            Message(
                lead_id=lead,
                template="first_cold",
                language="nl",
                subject="x",
                body="y",
                message_id="<1@x>",
                basis=Basis.CONSENT,
                by="zoe",
                at=work.clock.now(),
            )
        )
    )
    done = peopled.work(lambda work: object_(work, EMAIL, "mail van 20 november: niet meer"))
    assert (done.person, done.lead) == (person, lead)
    with reading(peopled.engine) as session:
        row = session.get_one(Lead, lead)
        assert (row.stage, row.next_on) == (Stage.DO_NOT_CONTACT, None)
        for channel in Channel:
            basis = session.get_one(ContactBasis, (person, channel))
            assert (basis.basis, basis.objected, basis.evidence) == (
                Basis.NONE,
                True,
                "mail van 20 november: niet meer",
            )
        assert session.exec(select(Message.state)).all() == [MessageState.DROPPED]
        assert session.exec(select(Draft).where(Draft.about == sending.typed_key(person))).all() == []
        assert session.exec(select(MailStop.email)).all() == [EMAIL]
    with pytest.raises(RefusedError):
        peopled.work(lambda work: leads.plan(work, lead, peopled.clock.today(), "toch bellen"))
    assert peopled.work(undo).what.startswith(f"{NAME} maakte bezwaar")


def test_a_relation_is_said_of_whom_a_sprint_was_done_with(peopled: Office) -> None:
    today = peopled.clock.today()
    with reading(peopled.engine) as session:
        assert [each.evidence for each in proposed_relations(session, today)] == [
            "digitale sprint met Bakkerij Korenmolen in 2026-2027"
        ]
        assert relations(session, today, peopled.person("P. Bakker")) == []
    peopled.work(lambda work: set_basis(work, peopled.person(), Basis.NONE))
    with reading(peopled.engine) as session:
        assert proposed_relations(session, today) == []


def test_the_register_says_what_the_office_does_and_what_is_not_set(office: Office) -> None:
    office_says = {"office": "Bureau <Zeewind>", "office_email": "post@zeewind.example"}
    with reading(office.engine) as session:
        text = register(session, office_says, office.clock.today())
    page = as_html(text)
    assert "Bureau &lt;Zeewind&gt;" in page
    assert "settings set office_address" in page
    assert f"{retention()['leads']['months']} maanden na het laatste contact" in page
    assert "{" not in page.partition("<body>")[2]
