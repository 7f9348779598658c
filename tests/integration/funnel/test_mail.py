"""Mail that is taken in: on the right lead, once, by whom it is believed, of nobody else, and taken back as one."""

import mailbox
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crm.clock import FixedClock
from crm.errors import FileError
from crm.language import language
from crm.mail.known import Ours
from crm.mail.taking_in import Taken, held_mails, import_mail, settle_held
from crm.messages import sending
from crm.messages.bounces import bounced
from crm.messages.drafting import drafted
from crm.messages.facts import Office
from crm.services import leads
from crm.services.journal import undo
from crm.tables import Activity, HeldMail, Lead, Message, SeenMail
from crm.words import ActivityKind, Direction, MessageState, Stage

if TYPE_CHECKING:
    from tests.integration.funnel.conftest import School, Working

OURS = Ours.of("bureau@zeewind.example")
ZOE, BAKKER, EVA = "z.vanthek@haz.example", "p.bakker@haz.example", "Eva <eva@zeewind.example>"
OURS_ID = "<ours-1@zeewind.example>"


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> str:
    """What is asked of the database here is told on both kinds by `test_mail_story`."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


def mail(
    sender: str = ZOE,
    to: str = EVA,
    subject: str = "Re: Een echte vraag",
    body: str = "Leuk, vertel eens meer?",
    on: str = "Fri, 20 Nov 2026 10:00:00 +0100",
    **headers: str,
) -> EmailMessage:
    """A mail, by hand."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    if on:
        made["Date"] = on
    made["Message-ID"] = f"<{abs(hash((sender, subject, on, body)))}@haz.example>"
    for name, value in headers.items():
        key = name.replace("_", "-")
        del made[key]
        made[key] = value
    made.set_content(body)
    return made


class Box:
    """A folder of mail, and the office that takes it in."""

    def __init__(self, engine: Engine, clock: FixedClock, folder: Path) -> None:
        self.engine, self.clock, self.folder = engine, clock, folder
        self._count = 0

    def take(self, *mails: EmailMessage, **more: Any) -> Taken:
        """Takes in these mails and all that lie there."""
        for one in mails:
            self._count += 1
            (self.folder / f"{self._count:03}.eml").write_bytes(one.as_bytes())
        return self.read(self.folder, **more)

    def read(self, path: Path, **more: Any) -> Taken:
        """Takes in a file or folder."""
        silent: Any = lambda *_told: None  # noqa: E731
        return import_mail(self.engine, path, ours=OURS, by="noor", clock=self.clock, progress=silent, **more)


@pytest.fixture
def box(engine: Engine, clock: FixedClock, tmp_path: Path) -> Box:
    """An empty folder."""
    folder = tmp_path / "mail"
    folder.mkdir()
    return Box(engine, clock, folder)


@pytest.fixture
def zoe(session: Session, school: "School", working: "Working", clock: FixedClock) -> int:
    """Zoë, to whom a first message was handed over, and her colleague who is no lead."""
    course = school.course("Datavisualisatie")
    person = school.person("Zoë van 't Hek", email=ZOE, teaches=course)
    school.person("P. Bakker", email=BAKKER, teaches=course)
    session.commit()
    with working() as work:
        lead = leads.add(work, person).id
        assert lead is not None
        office = Office("Bureau Zeewind", "bureau@zeewind.example", "Kade 1", "Eva")
        made = drafted(work.session, lead, "first_cold", office=office, clock=clock)
        sending.hand_over(work, made, OURS_ID)
    return lead


def contacts(session: Session, lead: int) -> list[tuple[ActivityKind, Direction | None, date, str | None]]:
    """What was logged with a lead."""
    session.expire_all()
    rows = session.exec(select(Activity).where(Activity.lead_id == lead).order_by(col(Activity.id)))
    return [(a.kind, a.direction, a.on, a.note) for a in rows if a.kind is not ActivityKind.STAGE]


def planned(session: Session, lead: int) -> tuple[date | None, str | None]:
    """What comes next with a lead."""
    session.expire_all()
    found = session.get_one(Lead, lead)
    return found.next_on, found.next_what


def test_an_answer_is_logged_by_its_thread_with_date_and_subject_alone(session: Session, box: Box, zoe: int) -> None:
    done = box.take(mail(In_Reply_To=OURS_ID))
    assert done.plan.counts() == {"read": 1, "added": 1, "updated": 0, "same": 0, "merged": 0, "left_out": 0}
    assert contacts(session, zoe) == [
        (ActivityKind.MAIL, Direction.IN, date(2026, 11, 20), "Re: Een echte vraag"),
    ]
    assert planned(session, zoe) == (date(2026, 11, 23), "antwoorden op mail")


def test_the_first_words_are_kept_only_when_asked(session: Session, box: Box, zoe: int) -> None:
    box.take(mail(In_Reply_To=OURS_ID), quotes=True)
    assert contacts(session, zoe)[0][3] == "Re: Een echte vraag: “Leuk, vertel eens meer?”"


def test_the_copy_in_the_sent_folder_makes_the_message_sent_and_the_answer_stops_its_cadence(
    session: Session, box: Box, zoe: int
) -> None:
    own = "Een echte vraag van een bedrijf in Datavisualisatie?"
    sent = mail(EVA, f"Zoë <{ZOE}>", own, "…", "Mon, 16 Nov 2026 09:00:00 +0100", Message_ID="<other@mail.example>")
    assert box.take(sent).plan.counts()["updated"] == 1
    message = session.exec(select(Message)).one()
    assert (message.state, message.sent_on) == (MessageState.SENT, date(2026, 11, 16))
    assert planned(session, zoe) == (date(2026, 11, 23), "herinnering mailen")
    done = box.take(mail(In_Reply_To="<other@mail.example>", body="Na 1 december graag, nu is het te druk."))
    assert done.plan.counts()["same"] == 1
    on, what = planned(session, zoe)
    assert what == "mailen: zij vroegen om later terug te komen"
    assert on is not None
    assert on >= date(2026, 12, 1)


def test_what_somebody_planned_for_later_themselves_stays(
    session: Session, working: "Working", box: Box, zoe: int
) -> None:
    with working() as work:
        leads.plan(work, zoe, date(2026, 12, 4), "bezoek aan de presentaties")
    box.take(mail(In_Reply_To=OURS_ID))
    assert planned(session, zoe) == (date(2026, 12, 4), "bezoek aan de presentaties")


def test_a_mail_counts_once_however_often_and_in_whatever_file_it_comes(
    session: Session, box: Box, zoe: int, tmp_path: Path
) -> None:
    one = mail(In_Reply_To=OURS_ID)
    box.take(one, one)
    lines = [line.outcome.value for line in box.take().plan.lines]
    assert lines == ["same", "merged"]
    made = mailbox.mbox(tmp_path / "all.mbox")
    made.add(one)
    made.add(mail(body="Nog iets", subject="Re: nog iets", In_Reply_To=OURS_ID))
    made.close()
    maildir = mailbox.Maildir(tmp_path / "maildir")
    maildir.add(one)
    assert [line.outcome.value for line in box.read(tmp_path / "all.mbox").plan.lines] == ["same", "added"]
    assert [line.outcome.value for line in box.read(tmp_path / "maildir").plan.lines] == ["same"]
    assert len(contacts(session, zoe)) == 2
    assert len(list((tmp_path / "maildir" / "new").iterdir())) == 1, "it is read and left as it is"


def test_of_nobody_else_anything_is_kept(session: Session, box: Box, zoe: int) -> None:
    done = box.take(
        mail("tante@elders.example", subject="Verjaardag"),
        mail(EVA, "tante@elders.example", "Re: Verjaardag"),
        mail("tante@elders.example", subject="Re: Verjaardag 2", In_Reply_To="<unknown@elders.example>"),
    )
    assert done.plan.counts()["left_out"] == 3
    assert not any("Verjaardag" in line.reason or line.person for line in done.plan.lines)
    assert done.action is None, "nothing was written"
    assert contacts(session, zoe) == []


def test_a_person_we_know_who_is_no_lead_becomes_one(session: Session, box: Box, zoe: int) -> None:
    box.take(mail(BAKKER, subject="Vraagje"))
    lead = session.exec(select(Lead).where(Lead.id != zoe)).one()
    assert lead.id is not None
    assert contacts(session, lead.id) == [(ActivityKind.MAIL, Direction.IN, date(2026, 11, 20), "Vraagje")]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"Subject": "Automatisch antwoord: Een echte vraag"},
        {"Subject": "Out of office Re: Een echte vraag"},
    ],
)
def test_an_automatic_reply_is_no_answer_but_waits_until_they_are_back(
    session: Session, working: "Working", box: Box, zoe: int, headers: dict[str, str]
) -> None:
    with working() as work:
        leads.plan(work, zoe, date(2026, 11, 24), "herinnering mailen")
    box.take(mail(body="Ik ben afwezig. Ik ben terug op 7 december.", In_Reply_To=OURS_ID, **headers))
    assert [(kind, direction) for kind, direction, _on, _note in contacts(session, zoe)] == [(ActivityKind.NOTE, None)]
    assert planned(session, zoe) == (date(2026, 12, 7), "herinnering mailen")


def report(message_id: str, email: str = ZOE, action: str = "failed", status: str = "5.1.1") -> EmailMessage:
    """A mail server's report that a mail did not arrive (RFC 3464)."""
    made = EmailMessage()
    made["From"], made["To"] = "MAILER-DAEMON@mx.zeewind.example", EVA
    made["Subject"], made["Date"] = "Undelivered Mail", "Fri, 20 Nov 2026 10:00:00 +0100"
    made["Message-ID"] = f"<bounce-{status}@mx.zeewind.example>"
    body = (
        f"--b\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        f"Final-Recipient: rfc822; {email}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: {message_id}\r\n\r\n--b--\r\n"
    )
    made.set_payload(body)
    made["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="b"'
    return made


def test_a_mail_that_came_back_marks_the_address(session: Session, box: Box, zoe: int) -> None:
    box.take(report(OURS_ID))
    assert bounced(session, ZOE) == date(2026, 11, 20)
    assert contacts(session, zoe)[0][3] == f"mail aan {ZOE} kwam terug: 550 no such user"
    assert planned(session, zoe)[1] == "ander adres zoeken: mail kwam terug"


def test_a_report_of_a_mail_that_is_late_or_not_ours_marks_nothing(session: Session, box: Box, zoe: int) -> None:
    done = box.take(report(OURS_ID, action="delayed", status="4.4.1"), report("<forged@evil.example>"))
    assert bounced(session, ZOE) is None
    assert done.held == 1
    assert contacts(session, zoe) == []


@pytest.mark.parametrize(
    "forged",
    [
        mail(In_Reply_To=OURS_ID, Authentication_Results="mx.zeewind.example; dmarc=fail header.from=haz.example"),
        mail(Authentication_Results="mx.zeewind.example; spf=fail; dkim=none"),
        mail(Reply_To="z.vanthek@evil.example"),
        mail("Zoë van 't Hek <zoe@prive.example>", In_Reply_To=OURS_ID),
    ],
    ids=["dmarc", "spf", "reply-to", "other-address"],
)
def test_what_may_be_forged_waits_and_is_logged_once_it_is_believed(
    session: Session, working: "Working", box: Box, zoe: int, forged: EmailMessage
) -> None:
    done = box.take(forged)
    assert done.plan.counts()["left_out"] == 1
    assert contacts(session, zoe) == []
    assert box.take().plan.counts()["same"] == 1, "it is asked once"
    (held,) = held_mails(session)
    session.rollback()
    with working() as work:
        assert settle_held(work, held.message_id, believed=True) == zoe
    assert contacts(session, zoe)[0][1] is Direction.IN
    assert session.exec(select(HeldMail)).first() is None
    session.rollback()
    assert box.take().plan.counts()["same"] == 1
    with working() as work:
        undo(work)
    session.expire_all()
    assert len(held_mails(session)) == 1


def test_a_signed_mail_of_their_own_is_taken_in_whoever_answers_go_to(session: Session, box: Box, zoe: int) -> None:
    passed = "mx.zeewind.example; dkim=pass header.d=haz.example; spf=fail"
    box.take(mail(In_Reply_To=OURS_ID, Authentication_Results=passed))
    assert len(contacts(session, zoe)) == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (mail(on=""), "it has no date"),
        (mail(on="Fri, 31 Foo 2026"), "it has no date"),
        (mail(on="Fri, 20 Nov 2099 10:00:00 +0100"), "its date is still to come: 2099-11-20"),
        (mail(sender=f"{ZOE}, x@evil.example"), "it says that several sent it"),
    ],
)
def test_a_mail_that_cannot_be_placed_is_refused_with_the_reason_and_the_others_are_taken_in(
    session: Session, box: Box, zoe: int, wrong: EmailMessage, reason: str
) -> None:
    with language("en"):
        done = box.take(wrong, mail(In_Reply_To=OURS_ID))
    assert [(one.sheet, one.reason) for one in done.plan.refused()] == [("001.eml", reason)]
    assert len(contacts(session, zoe)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 100,
        b"From: =?utf-8?b?////?= <z@haz.example>\nDate: Fri, 20 Nov 2026 10:00:00 +0100\nSubject: =?x?q?=\n\nx",
        b"From: " + b"a@b.example, " * 5000 + b"\nDate: x\n\n",
        b"Content-Type: multipart/mixed; boundary=a\nDate: Fri, 20 Nov 2026 10:00:00 +0100\nFrom: z@haz.example\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 300,
    ],
)
def test_no_bytes_break_it(box: Box, zoe: int, content: bytes) -> None:
    (box.folder / "x.eml").write_bytes(content)
    assert len(box.take().plan.lines) == 1


def test_a_dry_run_says_the_same_and_writes_nothing(session: Session, box: Box, zoe: int) -> None:
    done = box.take(mail(In_Reply_To=OURS_ID), dry_run=True)
    assert done.plan.counts()["added"] == 1
    assert done.action is None
    assert contacts(session, zoe) == []
    assert session.exec(select(SeenMail)).first() is None


def test_the_whole_is_taken_back_as_one(session: Session, working: "Working", box: Box, zoe: int) -> None:
    box.take(mail(In_Reply_To=OURS_ID), mail(BAKKER, subject="Vraagje"), report(OURS_ID))
    session.rollback()
    with working() as work:
        assert undo(work).what == "Mail uit mail opgenomen: 2 antwoorden, 1 kwam terug"
    assert contacts(session, zoe) == []
    assert planned(session, zoe) == (None, None)
    assert session.exec(select(Lead).where(Lead.id != zoe)).first() is None
    assert bounced(session, ZOE) is None
    assert box.take().plan.counts()["added"] == 3, "and comes in again"


def test_who_objected_gets_nothing_planned_and_who_objects_now_is_told(
    session: Session, working: "Working", box: Box, zoe: int
) -> None:
    box.take(mail(In_Reply_To=OURS_ID, body="Haal mij van de lijst, ik wil geen mail meer ontvangen."))
    assert planned(session, zoe)[1] == "bezwaar verwerken: zij willen geen mail"
    with working() as work:
        leads.advance(work, zoe, Stage.DO_NOT_CONTACT, note="bezwaar")
    box.take(mail(In_Reply_To=OURS_ID, subject="Re: dank"))
    assert planned(session, zoe) == (None, None)


def test_a_file_that_is_not_there_is_told(box: Box) -> None:
    with language("en"), pytest.raises(FileError, match="There is no file"):
        box.read(box.folder / "none.mbox")
