"""A message to a lead: filled with what the database knows, lawful, logged once it was sent, and taken back."""

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import MissingFactsError, RefusedError
from crm.language import language
from crm.messages import sending
from crm.messages.bounces import mark_bounced
from crm.messages.drafting import Drafted, draft_for, drafted
from crm.messages.facts import Office
from crm.messages.mail_file import LONGEST_MAILTO, mail_bytes, mailto, new_message_id
from crm.messages.proposing import proposed_step
from crm.messages.told import told_on
from crm.services import leads
from crm.services.basis import set_basis
from crm.services.journal import undo
from crm.settings import write_setting
from crm.tables import Activity, Example, Introduction, JournalEntry, Lead, Manner, Message
from crm.words import (
    ActivityKind,
    Basis,
    Direction,
    EntityKind,
    Formality,
    MessageState,
    MessageStep,
    RoleKind,
    Stage,
    Target,
)

if TYPE_CHECKING:
    from tests.integration.funnel.conftest import School, Working

OFFICE = Office(
    name="Bureau Zeewind",
    email="bureau@zeewind.example",
    address="Kade 1, Zeestad",
    signature="Eva de Boer\\nBureau Zeewind",
    results="Sinds 2019 hielpen studenten 43 bedrijven verder.",
)


@pytest.fixture
def zoe(session: Session, school: "School", working: "Working") -> int:
    """The lead of Zoë van 't Hek, who teaches two courses, one of them wanted."""
    ict = school.programme("HBO-ICT")
    school.course("Algebra", ict)
    wanted = school.course("Datavisualisatie", ict, Target.YES)
    person = school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=wanted)
    school.role(person, RoleKind.TEACHER, school.course("Databases", ict), EntityKind.COURSE)
    colleague = school.person("P. Bakker", email="p.bakker@haz.example", of=ict)
    session.commit()
    with working() as work:
        number = leads.add(work, person).id
        leads.add(work, colleague)
    assert number is not None
    return number


def draft(session: Session, clock: FixedClock, lead: int, template: str = "first_cold", **more: object) -> Drafted:
    return drafted(session, lead, template, office=OFFICE, clock=clock, **more)  # type: ignore[arg-type] # as given


def send(working: "Working", session: Session, clock: FixedClock, lead: int, template: str) -> sending.Sent:
    """Makes a message, hands it over and says that it was sent."""
    made = draft(session, clock, lead, template)
    session.rollback()
    with working() as work:
        number = sending.hand_over(work, made, new_message_id(OFFICE.email)).id
    assert number is not None
    with working() as work:
        return sending.sent(work, number)


def test_a_first_message_speaks_of_the_course_the_office_is_after(
    session: Session, clock: FixedClock, zoe: int
) -> None:
    made = draft(session, clock, zoe)
    assert made.subject == "Een echte vraag van een bedrijf in Datavisualisatie?"
    assert made.body.startswith("Beste Zoë,\n\nJe geeft Datavisualisatie bij HBO-ICT.")
    assert "Eva de Boer\nBureau Zeewind" in made.body
    assert made.email == "z.vanthek@haz.example"
    assert (made.template, made.language, made.form) == ("first-cold-nl", "nl", Formality.INFORMAL)


def test_a_first_message_says_who_writes_where_they_were_found_and_what_they_may_do(
    session: Session, clock: FixedClock, zoe: int
) -> None:
    made = draft(session, clock, zoe)
    assert made.noticed
    for piece in (
        "Wij zijn Bureau Zeewind, Kade 1, Zeestad, bureau@zeewind.example.",
        "vonden we op https://hogeschoolaanzee.example/team (gezien op 22 november)",
        "artikel 6 lid 1 onder f AVG",
        "bezwaar maken",
        "Autoriteit Persoonsgegevens",
    ):
        assert piece in made.body


def test_an_edited_message_gets_back_what_the_law_asks(session: Session, clock: FixedClock, zoe: int) -> None:
    made = draft(session, clock, zoe).edited("Hoi\r\nBcc: x@y.example", "Kort maar krachtig.\x1b[2J")
    assert made.body.startswith("Kort maar krachtig.\n\nOver je gegevens")
    assert made.subject == "Hoi Bcc: x@y.example"


@pytest.mark.parametrize(
    ("office", "facts"),
    [
        (Office(), ("office", "signature", "office_address", "office_email")),
        (Office(name="B", email="b@b.example", signature="E"), ("office_address",)),
    ],
)
def test_without_what_the_law_asks_a_first_message_is_not_made_and_all_of_it_is_asked_at_once(
    session: Session, clock: FixedClock, zoe: int, office: Office, facts: tuple[str, ...]
) -> None:
    with pytest.raises(MissingFactsError) as raised:
        drafted(session, zoe, "first_cold", office=office, clock=clock)
    assert set(raised.value.facts) == set(facts)


def test_somebody_typed_by_hand_is_asked_where_they_were_found(
    session: Session, clock: FixedClock, working: "Working", school: "School"
) -> None:
    from crm.services import edits

    session.commit()
    with working() as work:
        person = edits.add_person(work, "Karim Bakkali", email="k.bakkali@haz.example", at=school.name).person_id
        lead = leads.add(work, person).id
    assert lead is not None
    session.expire_all()
    with pytest.raises(MissingFactsError) as raised:
        draft(session, clock, lead, facts={"course": "Databases"})
    assert raised.value.facts == ("found_where",)
    told = {"course": "Databases", "found_where": "Zoë van 't Hek"}
    assert "kwamen van Zoë van 't Hek" in draft(session, clock, lead, facts=told).body


def test_a_template_of_ones_own_that_leaves_out_what_the_law_asks_is_refused(
    session: Session, clock: FixedClock, zoe: int
) -> None:
    from crm.messages.templates import own_folder

    own_folder().mkdir(parents=True)
    text = "Step: first_cold\nLanguage: nl\nTitle: Kort\nSubject: Dag\n\n{{ greeting }}, doe je mee?"
    (own_folder() / "kort.txt").write_text(text, encoding="utf-8")
    with language("en"), pytest.raises(RefusedError, match=r"kort\.txt: .*identity, source, purpose"):
        draft(session, clock, zoe, "kort")


def test_the_notice_goes_along_once(working: "Working", session: Session, clock: FixedClock, zoe: int) -> None:
    assert "Over je gegevens" in draft(session, clock, zoe, "information").body, "whatever is sent first"
    send(working, session, clock, zoe, "first_cold")
    session.expire_all()
    assert told_on(session, zoe) == clock.today()
    assert "Over je gegevens" not in draft(session, clock, zoe, "information").body


def test_who_objected_gets_no_message(working: "Working", session: Session, clock: FixedClock, zoe: int) -> None:
    made = draft(session, clock, zoe)
    session.rollback()
    with working() as work:
        leads.advance(work, zoe, Stage.DO_NOT_CONTACT, note="wil niet")
    session.expire_all()
    with language("en"), pytest.raises(RefusedError, match="not to be contacted"):
        draft(session, clock, zoe)
    with language("en"), pytest.raises(RefusedError, match="not to be contacted"), working() as work:
        sending.hand_over(work, made, "<a@b>")


def test_sent_is_logged_and_what_comes_next_is_planned_and_one_key_takes_it_back(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    before = len(session.exec(select(JournalEntry)).all())
    done = send(working, session, clock, zoe, "first_cold")
    session.expire_all()
    lead = session.get_one(Lead, zoe)
    assert (lead.next_on, lead.next_what) == (date(2026, 11, 30), "herinnering mailen")
    assert lead.last_activity_on == clock.today()
    activity = session.get_one(Activity, done.activity_id)
    assert (activity.kind, activity.direction) == (ActivityKind.MAIL, Direction.OUT)
    assert activity.note == "Een echte vraag van een bedrijf in Datavisualisatie?"
    message = session.exec(select(Message)).one()
    assert (message.state, message.sent_on, message.body) == (MessageState.SENT, clock.today(), None)
    assert message.noticed
    assert len(session.exec(select(JournalEntry)).all()) == before + 2, "handed over, and sent: two actions"
    session.rollback()
    with working() as work:
        assert (
            undo(work).what
            == "Bericht aan Zoë van 't Hek verstuurd: Een echte vraag van een bedrijf in Datavisualisatie?"
        )
    session.expire_all()
    assert session.get(Activity, done.activity_id) is None
    assert session.get_one(Lead, zoe).next_what is None
    assert session.exec(select(Message.state)).one() is MessageState.HANDED_OVER
    session.rollback()
    with language("en"), working() as work:
        sending.sent(work, message.id or 0)
    with language("en"), pytest.raises(RefusedError, match="was sent on 2026-11-23 already"), working() as work:
        sending.sent(work, message.id or 0)


def test_what_comes_next_falls_on_a_day_they_work(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    session.add(Manner(person_id=session.get_one(Lead, zoe).person_id, works_on=[1, 3], on=clock.today(), by="noor"))
    session.commit()
    assert send(working, session, clock, zoe, "first_cold").next_on == date(2026, 12, 1), "a Tuesday"


@pytest.mark.parametrize(
    ("what", "days", "next_what"),
    [
        ("terugbellen", 3, "terugbellen"),
        ("langsgaan, 10:00", 7, "langsgaan, 10:00"),
        ("bellen", 30, "herinnering mailen"),
        ("mailen: voorbeelden sturen", 3, "herinnering mailen"),
    ],
)
def test_a_call_that_is_agreed_for_an_earlier_day_is_not_lost_to_a_reminder(
    working: "Working", session: Session, clock: FixedClock, zoe: int, what: str, days: int, next_what: str
) -> None:
    with working() as work:
        leads.plan(work, zoe, clock.today() + timedelta(days=days), what)
    assert send(working, session, clock, zoe, "first_cold").next_what == next_what


def test_information_makes_who_was_warm_informed_and_nobody_skips(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    assert send(working, session, clock, zoe, "information").stage is None
    with working() as work:
        leads.advance(work, zoe, Stage.WARM)
    assert send(working, session, clock, zoe, "information").stage is Stage.INFORMED
    session.expire_all()
    assert session.get_one(Lead, zoe).stage is Stage.INFORMED


def test_who_of_us_wrote_to_this_team_last_stands_beside_it(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    assert draft(session, clock, zoe).last_written is None
    session.rollback()
    with working("marlies") as work:
        leads.log(work, zoe + 1, ActivityKind.MAIL, "eerste bericht", on=date(2026, 11, 20))
    session.expire_all()
    written = draft(session, clock, zoe).last_written
    assert written is not None
    assert (written.by, written.on, written.name) == ("marlies", date(2026, 11, 20), "P. Bakker")


def test_the_basis_stands_beside_it(working: "Working", session: Session, clock: FixedClock, zoe: int) -> None:
    assert draft(session, clock, zoe).basis.basis is Basis.NONE
    person = session.get_one(Lead, zoe).person_id
    session.rollback()
    with working() as work:
        set_basis(work, person, Basis.CONSENT, "stuur maar")
    session.expire_all()
    assert draft(session, clock, zoe).basis.evidence == "stuur maar"


def test_examples_of_others_go_along_without_their_names(
    session: Session, school: "School", clock: FixedClock, zoe: int
) -> None:
    def example(lead: int, text: str, helps: str | None = None) -> None:
        session.add(Example(lead_id=lead, text=text, helps=helps, on=clock.today(), by="noor", at=clock.now()))

    example(zoe + 1, "Een planbord", "nu ziet de monteur zijn dag")
    example(zoe + 1, "Een datavisualisatie van broodverkoop")
    example(zoe, "Kaarten van fietsroutes")
    session.commit()
    body = draft(session, clock, zoe, "information").body
    assert "- Een datavisualisatie van broodverkoop.\n- Een planbord. Nu ziet de monteur zijn dag." in body
    assert "Bakker," not in body
    assert "- Kaarten van fietsroutes" in draft(session, clock, zoe, "examples").body


@pytest.mark.parametrize(
    ("name", "form", "starts"),
    [
        ("Zoë van 't Hek", Formality.INFORMAL, "Beste Zoë,"),
        ("Zoë van 't Hek", Formality.FORMAL, "Geachte Zoë van 't Hek,"),
        ("J.M. van der Berg", Formality.INFORMAL, "Beste J.M. van der Berg,"),
    ],
)
def test_nobody_is_called_sir_or_madam(
    session: Session, school: "School", clock: FixedClock, name: str, form: Formality, starts: str
) -> None:
    person = school.person(name, teaches=school.course("Databases"))
    session.commit()
    from crm.unit_of_work import Work

    lead = leads.add(Work(session, "noor", clock), person).id
    assert lead is not None
    assert draft(session, clock, lead, form=form).body.startswith(starts)


def test_a_dean_is_called_u_until_something_else_is_known(
    session: Session, school: "School", clock: FixedClock
) -> None:
    from crm.unit_of_work import Work

    person = school.person("Siem Oudejans", role=RoleKind.DEAN, of=school.programme("HBO-ICT"))
    lead = leads.add(Work(session, "noor", clock), person).id
    assert lead is not None
    assert proposed_step(session, lead, clock) is MessageStep.DIRECTOR
    assert draft(session, clock, lead, "director").form is Formality.FORMAL
    session.add(Manner(person_id=person, form=Formality.INFORMAL, language="en", on=clock.today(), by="noor"))
    session.flush()
    made = draft(session, clock, lead, "director")
    assert (made.form, made.template) == (Formality.INFORMAL, "director-en")
    assert made.body.startswith("Hi Siem,")


def test_the_proposed_message_goes_by_who_they_are_where_they_stand_and_whether_they_answered(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    def proposed() -> MessageStep:
        session.expire_all()
        step = proposed_step(session, zoe, clock)
        session.rollback()
        return step

    assert proposed() is MessageStep.FIRST_COLD
    session.add(
        Introduction(lead_id=zoe, via_person_id=session.get_one(Lead, zoe + 1).person_id, on=clock.today(), by="n")
    )
    session.commit()
    assert proposed() is MessageStep.FIRST_WARM
    with working() as work:
        leads.log(work, zoe, ActivityKind.MAIL, "eerste", on=clock.today() - timedelta(days=5))
    assert proposed() is MessageStep.REMINDER
    with working() as work:
        leads.log(work, zoe, ActivityKind.CALL, "wil meer weten", direction=Direction.IN)
        leads.advance(work, zoe, Stage.WARM)
    assert proposed() is MessageStep.INFORMATION
    with working() as work:
        leads.advance(work, zoe, Stage.INFORMED)
    assert proposed() is MessageStep.EXAMPLES
    with working() as work:
        leads.log(work, zoe, ActivityKind.CALL, "wil eerst voorbeelden zien")
    assert proposed() is MessageStep.INFORMATION
    with working() as work:
        leads.log(work, zoe, ActivityKind.MAIL, "gestuurd: wil je voorbeelden zien?", direction=Direction.OUT)
    assert proposed() is MessageStep.EXAMPLES


def test_a_mail_is_unsent_whole_and_has_no_header_from_outside(
    session: Session, school: "School", clock: FixedClock, zoe: int
) -> None:
    made = draft(session, clock, zoe, facts={"course": "Data\r\nBcc: x@y.example\r\n\r\nvis"})
    content = mail_bytes(made, "<one@zeewind.example>", office=OFFICE.name, office_email=OFFICE.email)
    mail = message_from_bytes(content, policy=default)
    assert mail["X-Unsent"] == "1"
    assert mail["Bcc"] is None
    assert mail["To"] == "Zoë van 't Hek <z.vanthek@haz.example>"
    assert mail["From"] == "Bureau Zeewind <bureau@zeewind.example>"
    assert mail["Message-ID"] == "<one@zeewind.example>"
    assert mail["Subject"] == "Een echte vraag van een bedrijf in Data Bcc: x@y.example vis?"
    assert str(mail["List-Unsubscribe"]).strip().startswith("<mailto:bureau@zeewind.example")
    assert mail.get_content().replace("\r\n", "\n").strip() == made.body
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    content.decode("ascii")


def test_attachments_go_along_and_which_version_is_kept(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    import hashlib

    from crm.messages.templates import own_folder

    folder = own_folder() / "attachments"
    folder.mkdir(parents=True)
    (folder / "digitale-sprint.pdf").write_bytes(b"%PDF-1.4 one page")
    made = draft(session, clock, zoe, "information")
    assert "In de bijlage" in made.body
    mail = message_from_bytes(mail_bytes(made, "<a@b.example>", office=None, office_email=None), policy=default)
    assert [part.get_filename() for part in mail.iter_attachments()] == ["digitale-sprint.pdf"]
    session.rollback()
    with working() as work:
        kept = sending.hand_over(work, made, "<a@b.example>").attachments
    assert kept == [{"name": "digitale-sprint.pdf", "sha256": hashlib.sha256(b"%PDF-1.4 one page").hexdigest()}]
    with language("en"), pytest.raises(RefusedError, match="with attachments"):
        mailto(made)


def test_a_short_message_fits_a_mail_address_and_a_long_one_does_not(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    with language("en"), pytest.raises(RefusedError, match="too long"):
        mailto(draft(session, clock, zoe))
    session.rollback()
    send(working, session, clock, zoe, "first_cold")
    session.expire_all()
    address = mailto(draft(session, clock, zoe, "thanks", facts={"occasion": "je mail"}))
    assert address.startswith(
        "mailto:z.vanthek@haz.example?subject=Dank%20voor%20je%20mail&body=Beste%20Zo%C3%AB%2C%0D%0A"
    )
    assert len(address) <= LONGEST_MAILTO


def test_an_address_that_bounced_gets_no_mail(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    with working() as work:
        assert mark_bounced(work, "Z.vantHek@haz.example", clock.today(), "550 no such user")
    session.expire_all()
    with language("en"):
        made = draft(session, clock, zoe)
    assert made.email is None
    with pytest.raises(RefusedError, match="came back on 23 Nov: look for another"):
        mail_bytes(made, "<a@b.example>", office=None, office_email=None)


def test_what_is_typed_is_kept_until_it_is_handed_over(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    from crm.tables import Draft

    with working() as work:
        sending.keep_typed(work, session.get_one(Lead, zoe).person_id, "half a sen")
    with working() as work:
        sending.keep_typed(work, session.get_one(Lead, zoe).person_id, "half a sentence")
    assert session.exec(select(Draft.text)).one() == "half a sentence"
    made = draft(session, clock, zoe)
    session.rollback()
    with working() as work:
        sending.hand_over(work, made, "<a@b.example>")
    session.expire_all()
    assert session.exec(select(Draft)).first() is None


def test_one_message_at_a_time_waits_for_a_lead(
    working: "Working", session: Session, clock: FixedClock, zoe: int
) -> None:
    made = draft(session, clock, zoe)
    session.rollback()
    for number in ("one", "two"):
        with working() as work:
            sending.hand_over(work, made, f"<{number}@b.example>")
    states = {row.message_id: row.state for row in session.exec(select(Message))}
    assert states == {"<one@b.example>": MessageState.DROPPED, "<two@b.example>": MessageState.HANDED_OVER}


def test_another_service_gets_a_message_with_facts_of_its_own(working: "Working", zoe: int) -> None:
    for key, value in (("office_name", "Bureau Zeewind"), ("office_email", "b@zeewind.example"), ("signature", "Eva")):
        write_setting(key, value)
    write_setting("office_address", "Kade 1")
    with working() as work:
        made = draft_for(work, zoe, "coordinator", {"done_so_far": "Drie docenten doen mee."})
    assert made.subject == "Bedrijfsvragen in HBO-ICT: met wie kan ik praten?"
    assert "Drie docenten doen mee." in made.body
