"""From a message to its answer and back, on both kinds of database."""

from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.mail.known import Ours
from crm.mail.taking_in import held_mails, import_mail, settle_held
from crm.messages import sending
from crm.messages.bounces import mark_bounced
from crm.messages.drafting import drafted
from crm.messages.facts import Office
from crm.services import leads
from crm.services.journal import undo
from crm.tables import Lead, SeenMail

if TYPE_CHECKING:
    from tests.integration.funnel.conftest import School, Working


def test_a_message_its_answer_and_what_may_be_forged_are_taken_in_and_back(
    session: Session, school: "School", working: "Working", engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    person = school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=school.course("Datavisualisatie"))
    session.commit()
    with working() as work:
        lead = leads.add(work, person).id
        assert lead is not None
        office = Office("Bureau Zeewind", "bureau@zeewind.example", "Kade 1", "Eva")
        made = drafted(work.session, lead, "first_cold", office=office, clock=clock)
        number = sending.hand_over(work, made, "<ours@zeewind.example>").id
        assert number is not None
        sending.sent(work, number, on=date(2026, 11, 16))
        mark_bounced(work, "old@haz.example", clock.today(), "550")
    for name, doubt in (("good", ""), ("forged", "mx; dmarc=fail")):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "z.vanthek@haz.example", "bureau@zeewind.example", f"Re: {name}"
        mail["Date"], mail["Message-ID"] = "Fri, 20 Nov 2026 10:00:00 +0100", f"<{name}@haz.example>"
        mail["In-Reply-To"] = "<ours@zeewind.example>"
        if doubt:
            mail["Authentication-Results"] = doubt
        mail.set_content("Na de kerstvakantie graag.")
        (tmp_path / f"{name}.eml").write_bytes(mail.as_bytes())
    ours = Ours.of("bureau@zeewind.example")
    done = import_mail(engine, tmp_path, ours=ours, by="noor", clock=clock, progress=lambda *_told: None)
    assert done.counts() == {"answer": 1, "sent": 0, "automatic": 0, "bounce": 0, "held": 1}
    planned = session.get_one(Lead, lead).next_on
    assert planned is not None
    assert planned > date(2027, 1, 1), "the school's calendar says when that holiday is over"
    (held,) = held_mails(session)
    session.rollback()
    with working() as work:
        settle_held(work, held.message_id, believed=False)
    for _turn in range(2):
        with working() as work:
            undo(work)
    session.expire_all()
    assert session.exec(select(SeenMail)).first() is None
    assert session.get_one(Lead, lead).next_on == date(2026, 11, 23)
