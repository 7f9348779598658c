"""Rows that a mail tool gives back of a mailing: bounces, unsubscribes, complaints, clicks on the link to object."""

import tomllib
from datetime import date
from enum import StrEnum
from functools import cache

from crm.exports.addresses import is_address
from crm.imports.answer_columns import AnswerField, AnswerRow
from crm.imports.days import day_in
from crm.imports.plan import Outcome
from crm.language import _
from crm.messages.bounces import mark_bounced
from crm.resources import data_path
from crm.services.answers_taken import Taken
from crm.services.mail_stops import people_at, stop
from crm.text import clean, fold
from crm.unit_of_work import Work
from crm.words import StopKind


class MailingEvent(StrEnum):
    """What a row says that happened; `nothing`: what asks nothing of us, as a mail that was opened."""

    HARD_BOUNCE = "hard_bounce"
    SOFT_BOUNCE = "soft_bounce"
    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    OBJECTED = "objected"
    CLICKED = "clicked"
    NOTHING = "nothing"


_STOPS = {
    MailingEvent.UNSUBSCRIBED: StopKind.UNSUBSCRIBED,
    MailingEvent.COMPLAINED: StopKind.COMPLAINED,
    MailingEvent.OBJECTED: StopKind.OBJECTED,
}


@cache
def _words() -> tuple[dict[str, MailingEvent], tuple[str, ...]]:
    """Folded words of events, and the words in a link by which somebody objects."""
    told = tomllib.loads(data_path("imports/answers.toml").read_text(encoding="utf-8"))["mailing"]
    events = {fold(word): event for event in MailingEvent for word in (*told[event.value], event.value)}
    return events, tuple(told["objecting_link"])


class MailingRows:
    """Rows with an address and an event, as listmonk, Mailchimp, Brevo, Mautic and Laposta export them."""

    def holds(self, row: AnswerRow) -> bool:
        """Whether it has an address and says what happened."""
        return bool(row.get(AnswerField.EMAIL) and row.get(AnswerField.EVENT))

    def take(self, work: Work, row: AnswerRow) -> Taken:
        """Does what the event asks. A day that cannot be read never keeps an objection out: then it is today's."""
        email = row.get(AnswerField.EMAIL).strip().lower()
        if not is_address(email):
            return Taken(Outcome.REFUSED, _("no e-mail address stands there: {given}").format(given=clean(email, 60)))
        event = event_of(row)
        if event is None:
            given = clean(row.get(AnswerField.EVENT), 60)
            return Taken(Outcome.REFUSED, _("what happened is not understood: {given}").format(given=given))
        campaign = row.get(AnswerField.CAMPAIGN)
        source = ", ".join(part for part in (campaign, _("line {n}").format(n=row.line)) if part)
        on = _past_day(row.get(AnswerField.ON), work.clock.today())
        if event in _STOPS:
            return _stopped(work, email, _STOPS[event], on, source)
        if event is MailingEvent.HARD_BOUNCE:
            return _bounced(work, email, on, row.get(AnswerField.NOTE) or source)
        why = _("it may still arrive: a soft bounce") if event is MailingEvent.SOFT_BOUNCE else _("asks nothing of us")
        return Taken(Outcome.LEFT_OUT, why)


def event_of(row: AnswerRow) -> MailingEvent | None:
    """What the row says that happened; a click counts when its link is the one by which somebody objects."""
    events, objecting = _words()
    event = events.get(fold(row.get(AnswerField.EVENT)))
    if event is not MailingEvent.CLICKED:
        return event
    link = row.get(AnswerField.LINK).lower()
    return MailingEvent.OBJECTED if any(word in link for word in objecting) else MailingEvent.NOTHING


def _stopped(work: Work, email: str, kind: StopKind, on: date, source: str) -> Taken:
    done = stop(work, email, kind, on=on, source=source)
    outcome = Outcome.ADDED if done.new else Outcome.SAME
    if not done.people:
        return Taken(outcome, _("nobody here has the address: it is kept away"))
    return Taken(outcome, "", done.people[0])


def _bounced(work: Work, email: str, on: date, why: str) -> Taken:
    people = people_at(work.session, email)
    if not people:
        return Taken(Outcome.LEFT_OUT, _("nobody here has the address"))
    new = mark_bounced(work, email, on, clean(why))
    return Taken(Outcome.ADDED if new else Outcome.SAME, "", people[0])


def _past_day(text: str, today: date) -> date:
    found = day_in(text) if text else None
    return found if found is not None and found <= today else today
