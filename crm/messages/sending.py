"""What becomes of a message: handed to the mail program, sent (logged, the next action planned), or dropped.

Nothing here sends anything: a person does, and says so.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from crm.calendar.reading import days_of
from crm.errors import NotFoundError, RefusedError
from crm.language import _, current_language
from crm.messages.drafting import Drafted
from crm.messages.steps import Step, rules
from crm.messages.templates import templates
from crm.services import drafts, leads
from crm.tables import Lead, Manner, Message, Person
from crm.text import clean
from crm.unit_of_work import Work
from crm.views.grounds import refuse_stopped
from crm.views.scores import rules as scores
from crm.words import FUNNEL, ActivityKind, Formality, MessageState, MessageStep, Stage


@dataclass(frozen=True, slots=True)
class Sent:
    """What followed from a message that was sent: its activity, what is planned, and a stage that was reached."""

    message: Message
    activity_id: int
    next_on: date | None
    next_what: str | None
    stage: Stage | None


def hand_over(work: Work, draft: Drafted, message_id: str) -> Message:
    """Keeps a message that goes to the mail program, or to the clipboard; how they are addressed is kept as well.

    Raises RefusedError for somebody who is not to be contacted, or a message with cases in which none is left.
    """
    lead = leads.find(work, draft.lead_id)
    if lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted: no message is made.").format(name=draft.name))
    refuse_stopped(work.session, work.session.get_one(Person, lead.person_id))
    message = Message(
        lead_id=draft.lead_id,
        template=draft.template,
        language=draft.language,
        subject=draft.subject,
        body=draft.body,
        message_id=message_id,
        basis=draft.basis.basis,
        attachments=[file.kept() for file in draft.files],
        noticed=draft.noticed,
        state=MessageState.HANDED_OVER,
        by=work.by,
        at=work.clock.now(),
    )
    _drop_older(work, draft.lead_id)
    work.session.add(message)
    work.session.flush()
    if draft.step is MessageStep.CASES:
        from crm.services import digests

        digests.handed_over(work, message, draft.body)
    forget_typed(work, draft.person_id)
    work.say(_("Message to {name} made: {subject}").format(name=draft.name, subject=draft.subject))
    return message


def keep_manner(work: Work, person_id: int, *, form: Formality | None = None, language: str | None = None) -> None:
    """Keeps whether somebody is called je or u, and in which language they are written to."""
    manner = work.session.get(Manner, person_id)
    today = work.clock.today()
    if manner is None:
        manner = Manner(person_id=person_id, form=form, language=language, on=today, by=work.by)
        work.session.add(manner)
        work.session.flush()
    else:
        changed = (form or manner.form, language or manner.language)
        if changed != (manner.form, manner.language):
            manner.form, manner.language = changed
            manner.on, manner.by = today, work.by
            work.session.flush()


def sent(
    work: Work,
    message_id: int,
    *,
    on: date | None = None,
    kind: ActivityKind = ActivityKind.MAIL,
    plans: bool = True,
) -> Sent:
    """A message was sent on the day `on` (default today): it is logged, and what comes next is planned.

    The stage moves where the step says so and the lead stands right below it.

    `kind` MESSAGE is for one that was pasted elsewhere. Raises NotFoundError, RefusedError for one that was sent
    already, UsageError for a day that is still to come.
    """
    message = _message(work, message_id)
    if message.state is MessageState.SENT:
        raise RefusedError(_("That message was sent on {day} already.").format(day=message.sent_on))
    day = on or work.clock.today()
    activity = leads.log(work, message.lead_id, kind, message.subject, on=day)
    assert activity.id is not None
    lead = leads.find(work, message.lead_id)
    step = _step(message.template)
    message.state, message.sent_on, message.activity_id, message.body = MessageState.SENT, day, activity.id, None
    work.session.flush()
    stage = _move(work, lead, step, day, message.subject)
    if step is MessageStep.CASES:
        from crm.services import digests

        digests.sent(work, message, day)
    if plans:
        _plan(work, lead, step, day)
    work.words[:] = [_("Message to {name} sent: {subject}").format(name=_name(work, lead), subject=message.subject)]
    return Sent(message, activity.id, lead.next_on, lead.next_what, stage)


def drop(work: Work, message_id: int) -> None:
    """A message will not be sent after all; its words go.

    Raises NotFoundError, RefusedError for one that was sent.
    """
    message = _message(work, message_id)
    if message.state is MessageState.SENT:
        raise RefusedError(_("That message was sent on {day} already.").format(day=message.sent_on))
    message.state, message.body = MessageState.DROPPED, None
    work.session.flush()
    lead = leads.find(work, message.lead_id)
    work.say(_("Message to {name} dropped: {subject}").format(name=_name(work, lead), subject=message.subject))


def waiting(session: Session, lead_id: int) -> Message | None:
    """The message to a lead that was handed over and of which nobody has said yet whether it was sent."""
    newest = (
        select(Message)
        .where(Message.lead_id == lead_id, Message.state == MessageState.HANDED_OVER)
        .order_by(col(Message.id).desc())
    )
    return session.exec(newest).first()


def reopen(work: Work, message_id: int) -> None:
    """A message that was handed over was not sent: its words are on the table again.

    Raises NotFoundError, RefusedError for one that was sent.
    """
    message = _message(work, message_id)
    lead = leads.find(work, message.lead_id)
    if message.body is not None:
        keep_typed(work, lead.person_id, typed_text(message.template, message.subject, message.body))
    drop(work, message_id)


def typed_text(
    template: str, subject: str, body: str, *, form: Formality | None = None, facts: Mapping[str, str] | None = None
) -> str:
    """What is kept of a message while it is being typed."""
    told = {"template": template, "form": form, "subject": subject, "body": body, "facts": dict(facts or {})}
    return json.dumps(told, ensure_ascii=False)


def typed_key(person_id: int) -> str:
    """Under which name what somebody types to a person is kept until it is handed over."""
    return f"person:{person_id}:message"


def keep_typed(work: Work, person_id: int, text: str) -> None:
    """Keeps what is being typed, so that a crash loses nothing."""
    drafts.keep(work, typed_key(person_id), text)


def forget_typed(work: Work, person_id: int) -> None:
    """Lets go of what was typed: it has been handed over, or is not wanted."""
    drafts.forget(work, typed_key(person_id))


def _drop_older(work: Work, lead_id: int) -> None:
    """An earlier message to the same lead that was never sent is dropped: there is one at a time."""
    older = select(Message).where(
        Message.lead_id == lead_id, col(Message.state).in_((MessageState.HANDED_OVER, MessageState.DRAFT))
    )
    for message in work.session.exec(older):
        if message.id is not None:
            message.state, message.body = MessageState.DROPPED, None


def _step(template: str) -> MessageStep | None:
    """The step of a template by its name; None for one that is there no more."""
    return next((one.step for one in templates() if one.name == template), None)


def _move(work: Work, lead: Lead, step: MessageStep | None, day: date, subject: str) -> Stage | None:
    to = _rule(step).stage
    if to is None or lead.stage not in FUNNEL or FUNNEL.index(to) != FUNNEL.index(lead.stage) + 1:
        return None
    assert lead.id is not None
    note = _("sent: {subject}").format(subject=subject)
    leads.advance(work, lead.id, to, note=note, on=max(day, lead.stage_since))
    return to


def _plan(work: Work, lead: Lead, step: MessageStep | None, day: date) -> None:
    """Plans what comes after the step, counted from the day it was sent, on a day on which they may be approached.

    A call or visit that is agreed for a day before that stays.
    """
    assert lead.id is not None
    after = _rule(step).after
    if after is None:
        if lead.next_on is not None and lead.next_on <= day:
            leads.plan(work, lead.id, None, None)
        return
    on = days_of(work.session, lead.person_id).next_sensible_day(day + timedelta(days=after.days))
    if not _is_agreed_before(lead, day, on):
        leads.plan(work, lead.id, on, after.words[current_language()])


def _is_agreed_before(lead: Lead, day: date, on: date) -> bool:
    """Whether a call or visit stands planned between the day of a message and what would follow on it: that stays."""
    planned = lead.next_on is not None and day < lead.next_on <= on
    return planned and scores().kind_of(lead.next_what or "") in {ActivityKind.CALL, ActivityKind.VISIT}


def _rule(step: MessageStep | None) -> Step:
    return rules().steps[step] if step is not None else Step(first=False, formal=False, stage=None, after=None)


def _message(work: Work, message_id: int) -> Message:
    message = work.session.get(Message, message_id)
    if message is None:
        raise NotFoundError(_("There is no message {id}.").format(id=message_id))
    return message


def _name(work: Work, lead: Lead) -> str:
    person = work.session.get(Person, lead.person_id)
    return clean(person.name) if person is not None else str(lead.person_id)
