"""What is proposed for a text that is typed or pasted about somebody: what to log, to plan, and what else it asks for.

One question for a line ("gebeld, volgende week terugbellen") and for a pasted reply of any length: the reader that
suits is chosen here, and their readings come back in the same form. Nothing is decided: each part can be changed.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crm.language import _
from crm.understanding.clauses import clauses_of
from crm.understanding.day_words import is_english
from crm.understanding.days import Calendar, Mention, find_days
from crm.understanding.log_lines import LogLine, Outcome, read_log_line
from crm.understanding.mentions import workday
from crm.understanding.named import people_in
from crm.understanding.newest import newest_of
from crm.understanding.next_steps import NextStep
from crm.understanding.phrases import phrases, vocabulary
from crm.understanding.replies import MOST_UNDERSTOOD, Intent, Reply, read_reply
from crm.understanding.step_words import LONGEST, step_words
from crm.words import ActivityKind, Direction, Whose

_LONG = 240
"""Characters from which on a text is a reply that was pasted rather than a line that was typed."""


class Refusal(StrEnum):
    """What somebody does not want: to take part, or to hear from us at all."""

    DECLINES = "declines"
    OBJECTS = "objects"


@dataclass(frozen=True, slots=True)
class Promised:
    """Who will do what, by when."""

    whose: Whose
    what: str
    due: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a text makes one propose. `note` is what is kept of it: of a mail what was written now."""

    kind: ActivityKind
    direction: Direction
    note: str
    what: str | None = None
    on: date | None = None
    when: str | None = None
    """Words for a day that is not known ("na de diploma-uitreiking")."""
    rough: int = 0
    """Days that `on` may be off."""
    problem: str | None = None
    """Why a day that is named cannot be."""
    consent: str | None = None
    """The words by which they ask for the newsletter."""
    refusal: Refusal | None = None
    named: str | None = None
    """Somebody whom they name instead, in full."""
    promise: Promised | None = None


def propose(text: str, today: date, calendar: Calendar | None = None) -> Proposal:
    """What a text typed or pasted on `today` makes one propose."""
    if is_mail(text):
        return _of_reply(read_reply(text, today, calendar), today, calendar)
    consent = _consent(text)
    said = text if consent is None else text.replace(consent, " " * len(consent))
    return _of_line(text, read_log_line(said, today, calendar), today, calendar)


def is_mail(text: str) -> bool:
    """Whether a text is a reply that was pasted rather than a line that was typed."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if not lines:
        return False
    greets = re.match(r"[\w.]+", lines[0].lower())
    greeting = greets is not None and greets[0] in vocabulary("proposals")["mail"]["greeting"]
    return len(text) > _LONG or (len(lines) > 1 and (greeting or len(lines) > 2 or newest_of(text).quoted))


def _of_line(text: str, line: LogLine, today: date, calendar: Calendar | None) -> Proposal:
    reached = line.outcome in {Outcome.ANSWERED, Outcome.POSITIVE, Outcome.NEGATIVE}
    direction = Direction.IN if reached and line.kind is not ActivityKind.NOTE else Direction.OUT
    intent = read_reply(text, today).intent
    refusal = None
    if intent is Intent.UNSUBSCRIBE:
        refusal = Refusal.OBJECTS
    elif line.outcome is Outcome.NEGATIVE and line.next is None:
        refusal = Refusal.DECLINES
    days = find_days(text, today, calendar)
    consent = _consent(text)
    step = line.next if refusal is None else None
    kind = line.kind
    if consent is not None and kind is ActivityKind.NOTE:
        kind, direction = ActivityKind.CALL, Direction.IN
    what = step_words(step, text) if step is not None else None
    problem = _problem(days)
    on = _day(step, today) if problem is None else None
    return Proposal(
        kind=kind,
        direction=direction,
        note=text.strip(),
        what=what,
        on=on,
        when=step.when if step is not None and step.on is None else None,
        rough=step.rough if step is not None else 0,
        problem=problem,
        consent=consent,
        refusal=refusal,
        named=_named(text),
        promise=None if refusal is not None else _same_work(_promise(text, days, pasted=False), what, on),
    )


def _of_reply(reply: Reply, today: date, calendar: Calendar | None) -> Proposal:
    refusal = {Intent.NEGATIVE: Refusal.DECLINES, Intent.UNSUBSCRIBE: Refusal.OBJECTS}.get(reply.intent)
    text = reply.text[:MOST_UNDERSTOOD]
    days = find_days(text, today, calendar)
    heard = reply.intent is not Intent.BOUNCE
    said = vocabulary("proposals")["replies"].get(reply.intent.value)
    on = reply.later if reply.intent in {Intent.LATER, Intent.OUT_OF_OFFICE} else _workday(today)
    return Proposal(
        kind=ActivityKind.MAIL,
        direction=Direction.IN if heard else Direction.OUT,
        note=reply.text,
        what=said[is_english(text)] if said is not None else None,
        on=on if said is not None else None,
        when=reply.when,
        problem=None,
        consent=_consent(text) if refusal is None else None,
        refusal=refusal,
        named=reply.refer_to if reply.refer_to and _is_full(reply.refer_to) else None,
        promise=None if refusal is not None else _promise(text, days, pasted=True),
    )


def _workday(today: date) -> date:
    """The next weekday after today."""
    ahead = 3 if today.weekday() == 4 else 2 if today.weekday() == 5 else 1
    return today + timedelta(days=ahead)


def _day(step: NextStep | None, today: date) -> date | None:
    """The day of the next step, a workday where it is loosely meant: today where it is ours to do and none is said."""
    if step is None:
        return None
    if step.on is not None:
        return workday(step.on, step.rough)
    return None if step.when else today


def _problem(days: list[Mention]) -> str | None:
    """Why a day that the text names cannot be: there is none, or it has gone by."""
    named = next((day.problem for day in days if day.problem), None)
    if named is not None:
        return named
    gone = next((day for day in days if day.past and day.exact and re.search(r"20\d\d", day.words)), None)
    return None if gone is None else _("“{words}” has gone by.").format(words=gone.words.strip())


def _consent(text: str) -> str | None:
    """The clause in which they ask for the newsletter, as evidence."""
    if phrases("proposals", "consent", "not").search(text):
        return None
    match = phrases("proposals", "consent", "words").search(text)
    if match is None:
        return None
    clause = next((one.words for one in clauses_of(text) if one.holds(match.start())), match[0])
    return clause.strip(" ,\"'")


def _named(text: str) -> str | None:
    """Whom a line names instead of whom it is about."""
    pointing = phrases("proposals", "named", "words").search(text)
    if pointing is None:
        return None
    behind = [one.name for one in people_in(text) if one.end > pointing.end() and _is_full(one.name)]
    return behind[0] if behind else None


def _is_full(name: str) -> bool:
    """Whether a name is more than a first name, and no function."""
    return len(name.split()) > 1 and name[0].isupper()


def _promise(text: str, days: list[Mention], *, pasted: bool) -> Promised | None:
    """The first promise with a day."""
    for clause in clauses_of(text):
        day = next((one for one in days if clause.holds(one.start) and one.usable), None)
        if day is None or day.on is None:
            continue
        for name in ("ours", "theirs"):
            if phrases("proposals", "promise", name).search(clause.words):
                whose = Whose.THEIRS if pasted or name == "theirs" else Whose.OURS
                return Promised(whose, _without(text, clause.start, clause.end, days), day.on)
    return None


def _same_work(promise: Promised | None, what: str | None, on: date | None) -> Promised | None:
    """The promise in the words of the next step, where that is the same work: it is shown once."""
    if promise is None or what is None or promise.due != on:
        return promise
    return Promised(promise.whose, what, promise.due)


def _without(text: str, start: int, end: int, days: list[Mention]) -> str:
    """A clause without its days."""
    said, place = "", start
    for day in days:
        if start <= day.start < end:
            said, place = f"{said}{text[place : day.start]} ", day.end
    return " ".join(f"{said}{text[place:end]}".split()).strip(" ,.;:")[:LONGEST]
