"""What follows from a mail: it is logged, a message becomes sent, what was planned gives way, an address is marked."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from crm.calendar.reading import days_of
from crm.language import _
from crm.mail.case_answers import answers_in
from crm.mail.known import Known
from crm.mail.parsing import Mail
from crm.mail.rules import rules
from crm.mail.sorting import Sort, Sorted, day_of, same_subject
from crm.messages.bounces import mark_bounced
from crm.messages.sending import sent
from crm.messages.steps import rules as step_rules
from crm.services import leads
from crm.tables import HeldMail, Lead, Message, Person, SeenMail
from crm.text import clean
from crm.understanding.replies import Intent, Reply, read_reply
from crm.unit_of_work import Work
from crm.views.scores import rules as scores
from crm.words import ActivityKind, Direction, MessageState, Stage

LONGEST_QUOTE = 300
"""Characters of a mail that are kept when the user asks for a quote."""


@dataclass(slots=True)
class Writer:
    """Writes what follows from mails, oldest first, within one unit of work."""

    work: Work
    known: Known
    quotes: bool = False
    """Whether the first words of an answer are kept."""
    told: str = ""
    """Of the last answer to cases: what of it could not be taken, and why."""

    def take_in(self, mail: Mail, found: Sorted) -> bool:
        """Writes what follows from one mail; True where it completes what was known rather than adds to it."""
        if found.sort is Sort.HELD:
            self._hold(mail, found)
            return False
        deed = {
            Sort.SENT: self._sent,
            Sort.ANSWER: self._answered,
            Sort.AUTOMATIC: self._automatic,
            Sort.BOUNCE: self._bounced,
        }[found.sort]
        updated, self.told = False, ""
        for person_id in found.people:
            lead = self._lead(person_id, day_of(mail))
            activity_id, completed = deed(mail, lead)
            updated = updated or completed
            self._count(mail, lead, activity_id)
        return updated

    def _lead(self, person_id: int, on: date) -> Lead:
        lead = leads.of_person(self.work, person_id, on=on)
        assert lead.id is not None
        self.known.person_of_lead[lead.id] = person_id
        return lead

    def _count(self, mail: Mail, lead: Lead, activity_id: int | None) -> None:
        assert lead.id is not None
        if mail.id not in self.known.counted:
            self.work.session.add(
                SeenMail(message_id=mail.id, lead_id=lead.id, activity_id=activity_id, on=day_of(mail))
            )
            self.work.session.flush()
        self.known.counted.add(mail.id)
        self.known.lead_of_mail.setdefault(mail.id, lead.id)

    def _hold(self, mail: Mail, found: Sorted) -> None:
        lead = self._lead(found.people[0], day_of(mail))
        assert lead.id is not None
        self.work.session.add(
            HeldMail(
                message_id=mail.id,
                lead_id=lead.id,
                sender=mail.sender,
                subject=mail.subject,
                on=day_of(mail),
                why=found.why,
                by=self.work.by,
            )
        )
        self.work.session.flush()
        self.known.waiting.add(mail.id)

    # Sent

    def _sent(self, mail: Mail, lead: Lead) -> tuple[int, bool]:
        """A mail of ours: the message that waited for it is sent now; any other is logged."""
        message = self._message(mail, lead)
        if message is not None:
            assert message.id is not None
            return sent(self.work, message.id, on=day_of(mail)).activity_id, True
        activity = self._log(mail, lead, ActivityKind.MAIL, mail.subject, Direction.OUT)
        planned = lead.next_what
        if planned and lead.next_on and lead.next_on <= day_of(mail) and scores().kind_of(planned) == "mail":
            self._plan(lead, None, None)
        return activity, False

    def _message(self, mail: Mail, lead: Lead) -> Message | None:
        """The message that this mail is: by its id, else, as mail programs give their own, by its subject."""
        waiting = select(Message).where(
            Message.lead_id == lead.id, col(Message.state).in_((MessageState.HANDED_OVER, MessageState.DROPPED))
        )
        found = list(self.work.session.exec(waiting.order_by(col(Message.id).desc())))
        exact = next((one for one in found if one.message_id == mail.id), None)
        handed = (one for one in found if one.state is MessageState.HANDED_OVER)
        return exact or next((one for one in handed if same_subject(one.subject, mail.subject)), None)

    # Received

    def _answered(self, mail: Mail, lead: Lead) -> tuple[int, bool]:
        """An answer, or a mail of their own: a cadence stops, and what they ask for is planned."""
        reply = self._read(mail, lead)
        note = mail.subject
        if self.quotes and reply.text:
            note = f"{note}: “{clean(reply.text, LONGEST_QUOTE)}”"
        activity = self._log(mail, lead, ActivityKind.MAIL, note, Direction.IN)
        asks = lead.stage is not Stage.DO_NOT_CONTACT and self._gives_way(lead)
        answered, self.told = answers_in(self.work, mail, lead)
        if asks and not answered:
            self._plan(lead, *self._next(mail, lead, reply))
        return activity, False

    def answer_is_due(self, lead: Lead) -> None:
        """An answer was believed: a cadence gives way to answering it."""
        if lead.stage is not Stage.DO_NOT_CONTACT and self._gives_way(lead):
            self._plan(lead, self.work.clock.today(), rules().plan("answer"))

    def _next(self, mail: Mail, lead: Lead, reply: Reply) -> tuple[date, str]:
        """What an answer asks for: never before today, and on a day on which they may be approached."""
        told, today = rules(), max(self.work.clock.today(), day_of(mail))
        if reply.intent is Intent.UNSUBSCRIBE:
            return today, told.plan("objection")
        if reply.intent is Intent.REFER and reply.refer_to:
            return today, told.plan("refer", who=clean(reply.refer_to, 100))
        if reply.intent is Intent.LATER and reply.later is not None:
            day = days_of(self.work.session, lead.person_id).next_sensible_day(reply.later)
            return max(day, today), told.plan("later")
        return today, told.plan("answer")

    def _read(self, mail: Mail, lead: Lead) -> Reply:
        days = days_of(self.work.session, lead.person_id)
        return read_reply(mail.words, day_of(mail), days.after)

    def _gives_way(self, lead: Lead) -> bool:
        """Whether what is planned is a cadence's, a mail, or due: what somebody planned for later stays."""
        if lead.next_what is None or lead.next_on is None:
            return True
        steps = (step.after for step in step_rules().steps.values() if step.after is not None)
        of_cadence = {words for after in steps for words in after.words.values()}
        of_mail = {words for plan in rules().plans.values() for words in plan.values()}
        due = lead.next_on <= self.work.clock.today()
        return due or lead.next_what in of_cadence | of_mail or scores().kind_of(lead.next_what) == "mail"

    def _automatic(self, mail: Mail, lead: Lead) -> tuple[int, bool]:
        """A machine answered: no answer, but what is planned waits until they are back."""
        note = _("automatic reply: {subject}").format(subject=mail.subject)
        activity = self._log(mail, lead, ActivityKind.NOTE, note, Direction.IN)
        back = self._read(mail, lead).later
        if back is not None and lead.next_on is not None and lead.next_on < back:
            day = days_of(self.work.session, lead.person_id).next_sensible_day(back)
            self._plan(lead, day, lead.next_what)
        return activity, False

    def _bounced(self, mail: Mail, lead: Lead) -> tuple[int, bool]:
        """A mail came back: the address is marked, and another is to be found."""
        person = self.work.session.get_one(Person, lead.person_id)
        address = (person.email or "").lower()
        why = next((one.why for one in mail.failed if one.email == address), "")
        mark_bounced(self.work, address, day_of(mail), why)
        said = _("mail to {email} came back: {why}") if why else _("mail to {email} came back")
        activity = self._log(mail, lead, ActivityKind.NOTE, said.format(email=address, why=why), Direction.IN)
        if lead.stage is not Stage.DO_NOT_CONTACT and self._gives_way(lead):
            self._plan(lead, max(self.work.clock.today(), day_of(mail)), rules().plan("bounced"))
        return activity, False

    def _log(self, mail: Mail, lead: Lead, kind: ActivityKind, note: str, direction: Direction) -> int:
        assert lead.id is not None
        words = note or _("(no subject)")
        activity = leads.log(self.work, lead.id, kind, words, on=day_of(mail), direction=direction)
        assert activity.id is not None
        return activity.id

    def _plan(self, lead: Lead, on: date | None, what: str | None) -> None:
        assert lead.id is not None
        leads.plan(self.work, lead.id, on, what)
