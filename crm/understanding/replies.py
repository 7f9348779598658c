"""What a teacher answered: the intent of the newest text, until when it is put off, and whom they name instead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from crm.understanding import pieces
from crm.understanding.cues import Said
from crm.understanding.days import Calendar, Mention, Side, find_days
from crm.understanding.named import Named, people_in, roles_in
from crm.understanding.newest import newest_of
from crm.understanding.phrases import ends_in, phrases

_GREETING = 50
"""Characters of a line that may be a greeting alone."""
_POINTED = re.compile(r"(?<!\w)(?:a\.u\.b\.|s\.v\.p\.|a\.j\.b\.)", re.IGNORECASE)
_ONE_SENTENCE = re.compile(r"[^.!?\n]{1,100}\.?")
_FAR_OFF = timedelta(days=14)
"""From which on a time to come back at is no appointment."""
_PHRASES = 0.35
"""How much what the phrases say counts beside the scores: of .2 to .7 the best on what neither had in view."""
_NEAR = 45
"""Characters behind a word that refers in which a first name is whom it refers to."""


class Intent(StrEnum):
    """What a reply wants."""

    POSITIVE = "positive"
    LATER = "later"
    ASK = "ask"
    REFER = "refer"
    NEGATIVE = "negative"
    UNSUBSCRIBE = "unsubscribe"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"


MOST_UNDERSTOOD = 10_000
"""Characters of a reply that are understood; what stands beyond is kept, and it is no answer (0.2 s of work)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it is understood; `text` is its newest part."""

    intent: Intent
    text: str
    later: date | None = None
    when: str | None = None
    """The words for a day that only a school's calendar tells."""
    refer_to: str | None = None
    quoted: bool = False


def read_reply(mail: str, received: date, calendar: Calendar | None = None) -> Reply:
    """What a mail received on a day answers. Without a calendar, days that only it tells stay open."""
    newest = newest_of(mail)
    said = _said(newest.text, received, calendar)
    intent = weighed(_intent(said), pieces.intent_scores(said.text))
    later, when = _later(said, intent)
    return Reply(intent, newest.text, later, when, _refer_to(said, intent), newest.quoted)


def _said(newest: str, received: date, calendar: Calendar | None) -> Said:
    text = _answered(newest)
    return Said(text, tuple(find_days(text, received, calendar)), received)


def _answered(newest: str) -> str:
    """The newest text without what is greeting and courtesy."""
    text = _POINTED.sub(lambda match: match[0].replace(".", ""), newest[:MOST_UNDERSTOOD].replace("’", "'"))
    said = phrases("replies", "courtesy", "words").sub(" ", _ungreeted(text))
    is_asked = _ONE_SENTENCE.fullmatch(said.strip()) and phrases("replies", "weigh", "unmarked").match(said.strip())
    return f"{said.rstrip('. ')}?" if is_asked else said


def answered_text(mail: str) -> str:
    """The text of a mail in which its intent is looked for."""
    return _answered(newest_of(mail).text)


def intent_by_words(mail: str, received: date) -> Intent:
    """The intent of a mail as phrases say it."""
    return _intent(_said(newest_of(mail).text, received, None))


def weighed(intent: Intent, scores: Mapping[str, float]) -> Intent:
    """The intent by phrases and by all words: that of the phrases, unless the words speak clearly for another.

    Who says in words that they want no more mail is taken at their word, and so is a machine.
    """
    if intent in {Intent.UNSUBSCRIBE, Intent.BOUNCE}:
        return intent
    return max(Intent, key=lambda one: scores.get(one.value, 0.0) + (_PHRASES if one is intent else 0.0))


def reply_answer(mail: str, received: date) -> dict[str, Any]:
    """The reading of a reply as the keys in which answers are given."""
    reply = read_reply(mail, received)
    return {
        "intent": reply.intent.value,
        "later": reply.later.isoformat() if reply.later is not None else None,
        "refer_to": reply.refer_to,
        "quoted_history": reply.quoted,
    }


def _intent(said: Said) -> Intent:
    """The intent: what a machine or a refusal says before what is wished, a yes beside a no before either.

    A kind word alone is no yes beside a question for facts, a time to come back at, or somebody else to turn to.
    """
    for intent in (Intent.BOUNCE, Intent.UNSUBSCRIBE):
        if said.says("intent", intent.value):
            return intent
    if said.says("intent", "out_of_office"):
        return Intent.LATER if said.wants_us_back and not said.says("weigh", "machine") else Intent.OUT_OF_OFFICE
    positive, negative = said.agrees, said.declines
    kind = positive and (said.only_kind or said.says("weigh", "undecided"))
    refers = said.says("intent", "refer") and bool(people_in(said.text) or roles_in(said.text))
    rules = (
        (said.says("weigh", "not_now") and (said.wants_us_back or said.put_off), Intent.LATER),
        (_is_called_off_till_later(said, negative=negative), Intent.LATER),
        (positive and negative and said.says("weigh", "turns"), Intent.POSITIVE),
        (refers and said.wants_us_back and said.put_off and not people_in(said.text), Intent.LATER),
        (refers and (not positive or kind) and not _only_asks_of(said), Intent.REFER),
        (_is_put_off(said, positive=positive and not kind, negative=negative), Intent.LATER),
        (negative and _names_another(said), Intent.REFER),
        (negative, Intent.NEGATIVE),
        (kind and said.asks_first, Intent.ASK),
        (kind and said.turns_to_no, Intent.NEGATIVE),
        (positive, Intent.POSITIVE),
    )
    return next((intent for holds, intent in rules if holds), None) or _by_default(said)


def _names_another(said: Said) -> bool:
    """Whether somebody is named in full in a sentence that says what they do ("that is what Hein Overbeek does")."""
    full = [one for one in people_in(said.text) if " " in one.name]
    does = phrases("replies", "people", "does")
    return any(
        match.start() <= one.start < match.end() and does.search(match[0])
        for match in _SENTENCE.finditer(said.text)
        for one in full
    )


def _only_asks_of(said: Said) -> bool:
    """Whether a function is named in a question alone ("does the exam office allow this?")."""
    return said.is_all_question and not people_in(said.text)


def _is_called_off_till_later(said: Said, *, negative: bool) -> bool:
    """Whether they cannot now and ask to hear from us at another time, or at one that is far off."""
    if not said.wants_us_back or not said.put_off or said.says("weigh", "firm_yes"):
        return False
    far = any(day.needs or (day.on is not None and day.usable and day.on - said.on >= _FAR_OFF) for day in said.days)
    return negative or far or said.says("weigh", "puts_off")


def _is_put_off(said: Said, *, positive: bool, negative: bool) -> bool:
    if said.says("weigh", "firm_no"):
        return False
    defers = said.says("intent", "later")
    firm = said.says("weigh", "firm_yes")
    if positive and (firm or not (said.says("weigh", "puts_off") or said.says("weigh", "defers"))):
        return False
    if negative and not (said.says("weigh", "puts_off") or defers):
        return False
    return said.put_off or (defers and not said.asks and not negative)


def _by_default(said: Said) -> Intent:
    """Where no word says it: a question asks, somebody named in full is whom to ask, a denial is a no."""
    if said.asks:
        return Intent.POSITIVE if said.asks_how_to_go_on else Intent.ASK
    if any(" " in one.name for one in people_in(said.text)):
        return Intent.REFER
    if said.put_off:
        return Intent.LATER
    return Intent.NEGATIVE if said.denies else Intent.POSITIVE


def _ungreeted(text: str) -> str:
    """The text without the greeting, which names whom it is written to."""
    first, mark, rest = text.partition("\n")
    greets = phrases("replies", "greeting", "words").match(first)
    if greets is None:
        return text
    if mark and len(first) < _GREETING and rest.strip():
        return rest.strip()
    return re.sub(r"^[^,.!?\n]{1,40}[,.!]\s*", "", text) or text


def _later(said: Said, intent: Intent) -> tuple[date | None, str | None]:
    """The day until which it is put off, or of return; and the words for it where only a calendar tells."""
    if intent is Intent.OUT_OF_OFFICE:
        return _return_day(said), None
    if intent is not Intent.LATER:
        return None, None
    meant = next((day for day in said.days if _is_meant(said, day)), None)
    if meant is not None:
        return (None, meant.words.strip()) if meant.on is None else (_first_free(meant), None)
    days = [day for day in said.days if _is_told(day)]
    open_days = [day for day in said.days if day.needs and not day.denied and day.on is None]
    if days and not (open_days and open_days[0].start < days[0].start and not days[0].exact):
        return _first_free(days[0]), None
    return None, open_days[0].words.strip() if open_days else None


def _is_told(day: Mention) -> bool:
    """Whether a day is one on which something can be, and no habit."""
    return day.usable and not day.habit


def _is_absence(day: Mention) -> bool:
    """Whether a day is the end of a time at which they are not there."""
    return day.denied and day.on is not None and day.side in {Side.UNTIL, Side.THROUGH}


def _is_meant(said: Said, day: Mention) -> bool:
    """Whether the words right before a day say that it is the one to come back at ("liever na de zomer")."""
    if day.denied or day.past or (day.on is None and not day.needs):
        return False
    return ends_in(said.close_before(day.start), phrases("replies", "weigh", "then"))


def _first_free(day: Mention) -> date | None:
    """The day itself; of a time through which they cannot, the day or week after."""
    return day.after if day.side is Side.THROUGH else day.on


_SENTENCE = re.compile(r"(?:[^.!?;\n]|(?<=\d)\.(?=\s))+")


def _return_day(said: Said) -> date | None:
    """The day that stands beside "back", where it is one and no habit ("mail is read on Monday and Friday"); else the
    day after the last of the absence.
    """
    days = [day for day in said.days if _is_told(day) or _is_absence(day)]
    for sentence in _SENTENCE.finditer(said.text):
        inside = [day for day in days if sentence.start() <= day.start < sentence.end()]
        if (
            not inside
            or not phrases("replies", "return", "words").search(sentence[0])
            or sum(day.weekday for day in inside) > 1
        ):
            continue
        last = inside[-1]
        if last.side is Side.THROUGH:
            continue
        return last.on
    for day in reversed(days):
        if day.on is None or (day.weekday and day.side is Side.ON):
            continue
        if day.side is Side.UNTIL:
            return day.on
        return day.after
    return None


def _refer_to(said: Said, intent: Intent) -> str | None:
    """Whom they name: the person nearest behind or before a word that refers; else a desk or function."""
    if intent not in {Intent.REFER, Intent.OUT_OF_OFFICE}:
        return None
    places = [match.start() for match in phrases("replies", "intent", "refer").finditer(said.text)]
    named = people_in(said.text)
    if intent is Intent.OUT_OF_OFFICE:
        named = [one for one in named if " " in one.name or any(0 <= one.start - at <= _NEAR for at in places)]
    if named:
        return _nearest(named, places).name
    if intent is Intent.OUT_OF_OFFICE:
        return None
    roles = roles_in(said.text)
    return _nearest(roles, places).name if roles else None


def _nearest(named: list[Named], places: list[int]) -> Named:
    """The one nearest to a word that refers; of a first name or surname alone only where nobody is named in full."""
    full = [one for one in named if " " in one.name] or named
    return min(full, key=lambda one: min((abs(one.start - place) for place in places), default=0))
