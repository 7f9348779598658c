"""Days in words, Dutch and English: which days a text speaks of, seen from the day on which it was typed.

What words mean, and how loosely: a weekday is the first such day to come, "next Tuesday" that of the next ISO week, a
week its Monday, "half maart" the 15th, "over een maand" the same day a month on. Dates without a year are the next
such date. What only a school's calendar tells ("na de toetsweek") has no day unless a calendar is given.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from crm.understanding.day_dates import (
    by_date,
    day_of_month,
    edge_month,
    edge_relative,
    feast,
    half_of_month,
    iso,
    iso_week,
    may_be_day,
    month_alone,
    nth_week,
    season,
    week_of_date,
    weekday_of_month,
)
from crm.understanding.day_patterns import patterns
from crm.understanding.day_reading import Reading
from crm.understanding.day_steps import (
    after_break,
    after_weekend,
    ahead,
    behind_us,
    by_weekday,
    day_plus_weeks,
    days_on,
    due_by_friday,
    erna,
    fortnight,
    half_more,
    half_year,
    next_weekday,
    relative,
    relative_weekday,
    this_week,
    week_after_next,
    week_from,
    week_on_top,
    weekday_week,
)
from crm.understanding.day_words import day_words, is_english
from crm.understanding.mentions import MONTH_ROUGH, Calendar, Mention, Side

__all__ = ["LONGEST", "Calendar", "Mention", "Side", "find_days"]

LONGEST = 8_000
"""Characters read of a text."""


def find_days(text: str, today: date, calendar: Calendar | None = None) -> list[Mention]:
    """The days that `text` speaks of, in order."""
    lowered = text[:LONGEST].lower().replace("’", "'")
    if len(lowered) != len(text[:LONGEST]):
        lowered = text[:LONGEST].replace("’", "'")
    english = is_english(lowered)
    found: list[Mention] = []
    for name, match in _matches(lowered, today):
        if name == "weekday" and _is_other_word(lowered, match, english=english):
            continue
        if name == "month" and _is_other_month_word(lowered, match):
            continue
        reading = Reading(name, match, today, found[-1] if found else None, calendar)
        mention = _READERS[name](reading)
        if mention is not None:
            found.append(_sided(lowered, mention))
    return _joined(lowered, found)


def _matches(text: str, today: date) -> list[tuple[str, re.Match[str]]]:
    """What the patterns find, without overlap, in the order of the text."""
    taken = bytearray(len(text))
    kept: list[tuple[str, re.Match[str]]] = []
    for pattern in patterns():
        for match in pattern.expression.finditer(text):
            start, end = match.span()
            if end > start and not any(taken[start:end]) and may_be_day(pattern.name, match, today):
                taken[start:end] = b"\1" * (end - start)
                kept.append((pattern.name, match))
    return sorted(kept, key=lambda one: one[1].start())


def _is_other_word(text: str, match: re.Match[str], *, english: bool) -> bool:
    """Whether what looks like a weekday is another word here ("do it", "zo gebeld", "vrij t/m")."""
    lists = day_words().lists
    word = match["wd"]
    before, behind = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    pointed = match[0] != match["wd"] and bool(re.match(r"(?:op|on)\s|.*\.$", match[0]))
    beside = (
        pointed or bool(match["part"]) or bool(re.match(r"\d{1,2}([.:]\d\d|\s?(u|uur|h|am|pm)\b)|om\s|at\s|\d", behind))
    )
    if word == "vrij":
        return any(behind.startswith(free) for free in lists["doubtful.free"]) or not behind or behind[0] in ".,;"
    if word in lists["doubtful.beside"] and not beside:
        return not (word in {"mon", "wed"} and english)
    if word in lists["doubtful.dutch"] and english and not beside:
        return True
    return word == "do" and bool(re.search(r"(?:can|to|will|not|n't|does|we|they|i|you|please)$", before))


def _is_other_month_word(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a month is another word here ("may", a Jan)."""
    words = day_words()
    if match["mw"] not in words.lists["month_needs.words"] or match["by"]:
        return False
    return not re.search(rf"\b{words.one_of('month_needs.before')}\s*[.,]?\s*$", text[: match.start()])


def _sided(text: str, mention: Mention) -> Mention:
    """The mention, with what the words around it make of it: before, until, not then, no more."""
    one_of = day_words().one_of
    before, behind = text[: mention.start], text[mention.end : mention.end + 40]

    def stands(name: str) -> bool:
        return bool(re.search(rf"(?<!\w){one_of(name)}\s+(?:(?:de|het|the|op|on|en\s+met)\s+)?$", before))

    side = mention.side
    own = f"{mention.words} "
    if stands("behind.through") or re.match(rf"{one_of('behind.through')}\s", own):
        side = Side.THROUGH
    elif stands("behind.until") or re.match(rf"{one_of('behind.until')}\s", own):
        side = Side.UNTIL
    elif stands("behind.before") or re.match(rf"{one_of('behind.before')}\s", own):
        side = Side.BEFORE
    denied = stands("behind.not_then") or bool(re.match(rf"\s+{one_of('behind.not_behind')}\b", behind))
    return mention_with(mention, side=side, denied=mention.denied or denied)


def mention_with(mention: Mention, *, side: Side, denied: bool) -> Mention:
    """The mention on another side of its day; a weekday that something is due before is the day before it."""
    on, rough = mention.on, mention.rough
    if side is Side.BEFORE and mention.weekday and on is not None:
        on, rough = on - timedelta(days=1), max(rough, 1)
    return replace(mention, on=on, rough=rough, side=side, denied=denied)


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """Mentions side by side that say one day ("volgende week woensdag 20 jan") as one: the one that is most exact."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and _is_same(text, last, mention):
            joined[-1] = _one_of_both(text, last, mention)
        else:
            joined.append(mention)
    return joined


def _is_same(text: str, first: Mention, second: Mention) -> bool:
    """Whether two mentions say one day; a later one behind that of an absence is another ("t/m eind feb, 2 maart")."""
    between = text[first.end : second.start]
    if not re.fullmatch(r"\s*[,(]?\s*(?:op|on|in|dus|namelijk)?\s*", between) or "\n" in between:
        return False
    if first.on is None or second.on is None or first.denied != second.denied:
        return False
    if "," in between and first.side in {Side.UNTIL, Side.THROUGH} and second.on > first.on:
        return False
    if next(_years(first, second), None) is not None and not second.exact:
        return True
    return first.exact != second.exact or abs((first.on - second.on).days) <= max(first.rough, second.rough)


def _one_of_both(text: str, first: Mention, second: Mention) -> Mention:
    best = first if first.exact and not second.exact else second
    if not first.exact and not second.exact:
        best = min(first, second, key=lambda one: one.rough)
    year = next(_years(first, second), None)
    on = best.on
    if year is not None and on is not None and on.year < year:
        on = on.replace(year=year, day=1) if best.rough == MONTH_ROUGH else on.replace(year=year)
    side = first.side if first.side is not Side.ON else second.side
    return replace(
        best,
        start=first.start,
        end=second.end,
        words=text[first.start : second.end],
        on=on,
        side=side,
        past=first.past or second.past,
        denied=first.denied or second.denied,
    )


def _years(*mentions: Mention) -> Iterator[int]:
    """The year that one of them says ("volgend jaar, maart")."""
    for mention in mentions:
        if mention.on is not None and re.search(r"\b(jaar|year)\b", mention.words) and mention.on.month in {1, 9}:
            yield mention.on.year


_READERS: dict[str, Callable[[Reading], Mention | None]] = {
    "iso": iso,
    "break": after_break,
    "event": after_break,
    "once": after_break,
    "during": after_break,
    "weekof": week_of_date,
    "daymonth": by_date,
    "monthday": by_date,
    "numeric": by_date,
    "dotted": by_date,
    "nthweek": nth_week,
    "week": iso_week,
    "edgemonth": edge_month,
    "edgerelative": edge_relative,
    "weekenddue": due_by_friday,
    "afterweekend": after_weekend,
    "dayafterweek": day_plus_weeks,
    "weekdayweek": weekday_week,
    "weekontop": week_on_top,
    "waiting": ahead,
    "weekfrom": week_from,
    "nextweekday": next_weekday,
    "weekdaynext": next_weekday,
    "relweekday": relative_weekday,
    "weekdaynth": weekday_of_month,
    "halfmonth": half_of_month,
    "season": season,
    "feast": feast,
    "fortnight": fortnight,
    "halfyear": half_year,
    "halfmore": half_more,
    "in": ahead,
    "fromnow": ahead,
    "weekafternext": week_after_next,
    "erna": erna,
    "thisweek": this_week,
    "rel": relative,
    "past": behind_us,
    "pastday": behind_us,
    "day_after": days_on(2),
    "tomorrow": days_on(1),
    "today": days_on(0),
    "nth": day_of_month,
    "weekday": by_weekday,
    "month": month_alone,
}
