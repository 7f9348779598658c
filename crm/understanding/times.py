"""Times of the day in words and figures, as office hours: "half 3" is 14:30, "kwart over 2" 14:15."""

import re
from dataclasses import dataclass
from functools import cache

from crm.understanding.day_words import day_words, one_of

_MINUTES = {"vijf": 5, "tien": 10, "twintig": 20, "five": 5, "ten": 10, "twenty": 20}
_FIRST_HOUR = 7
"""Hours before this one that are said without morning or night are in the afternoon."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names; `said` is "14:30"."""

    start: int
    end: int
    said: str


def find_times(text: str, taken: list[tuple[int, int]]) -> list[Time]:
    """The times in `text`, of a span its start, in order; `taken` are the places of days, which are no times."""
    lowered = text.lower().replace("’", "'")
    found: list[Time] = []
    for kind, expression in _expressions():
        for match in expression.finditer(lowered):
            spans = [*taken, *((one.start, one.end) for one in found)]
            if any(match.start() < end and start < match.end() for start, end in spans):
                continue
            said = _said(kind, match, lowered)
            if said is not None:
                found.append(Time(match.start(), match.end(), said))
    return sorted(found, key=lambda one: one.start)


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = day_words()
    hour = rf"(?P<h>\d{{1,2}}|{one_of(words.hours)})"
    suffix = words.one_of("times.hour")
    at = words.one_of("times.at")
    span = r"(?:\s*(?:-|–|tot|to|till|en|and)\s*\d{1,2}(?:[.:]\d\d)?)?"
    minutes = rf"(?P<m>\d{{1,2}}|{one_of(_MINUTES)})\s+(?:minuten\s+|minutes\s+)?"
    sources = (
        ("noon", words.one_of("times.noon")),
        ("hour", r"(?P<h>\d{1,2})\s*-?ish"),
        ("half_past", rf"{words.one_of('times.half_past')}\s+{hour}"),
        ("half_before", rf"half\s+{hour}(?:\s*{suffix})?"),
        ("quarter_past", rf"{words.one_of('times.quarter')}\s+{words.one_of('times.past')}\s+{hour}"),
        ("quarter_to", rf"{words.one_of('times.quarter')}\s+{words.one_of('times.to')}\s+{hour}"),
        ("minutes_past", rf"{minutes}(?:over|past)\s+{hour}"),
        ("minutes_to", rf"{minutes}(?:voor|to)\s+{hour}"),
        ("clock", rf"(?P<h>\d{{1,2}})[:.](?P<m>[0-5]\d){span}\s*(?P<ap>a\.?m\.?|p\.?m\.?)?(?:\s*{suffix})?"),
        ("clock", r"(?P<h>\d{1,2})\s*(?:u|h|uur)\s*(?P<m>[0-5]\d)"),
        ("ampm", r"(?P<h>\d{1,2})(?:\s*-\s*\d{1,2})?\s*(?P<ap>a\.?m\.?|p\.?m\.?)"),
        ("hour", rf"(?P<h>\d{{1,2}}){span}\s*{suffix}"),
        ("hour", rf"{hour}\s+(?:uur|o'clock)"),
        ("span", r"(?P<h>\d{1,2})\s*-\s*(?P<to>\d{1,2})"),
        ("between", rf"(?:tussen|between)\s+{hour}\s+(?:en|and)\s+(?:\d{{1,2}}|{one_of(words.hours)})"),
        (
            "between",
            rf"(?:van|from)\s+{hour}\s+(?:tot|to|till|until)\s+(?:\d{{1,2}}|{one_of(words.hours)})(?=\s*(?:$|[.,;!)]|{suffix}|uur))",
        ),
        (
            "at",
            rf"{at}\s+{hour}(?!\s*(?:{one_of(words.units)}|[%/]|\d|{one_of(words.months)}|e\b|docent\w*|teams?|stud\w*|groep\w*|mensen|people|casus\w*|cases?|x))",
        ),
    )
    return tuple(
        (kind, re.compile(rf"(?<![\w/:.,'-])(?:{source})(?![\w/]|[.:]\d)", re.IGNORECASE)) for kind, source in sources
    )


_HALF, _QUARTER, _THREE_QUARTERS = 30, 15, 45


def _said(kind: str, match: re.Match[str], text: str) -> str | None:
    groups = match.groupdict()
    if kind == "noon":
        return "12:00"
    hour = _hour(groups["h"])
    minute = _minute(groups.get("m"))
    if kind == "half_before":
        hour, minute = hour - 1 or 12, _HALF
    elif kind == "half_past":
        minute = _HALF
    elif kind == "quarter_past":
        minute = _QUARTER
    elif kind == "quarter_to":
        hour, minute = hour - 1 or 12, _THREE_QUARTERS
    elif kind == "minutes_to":
        hour, minute = hour - 1 or 12, 60 - minute
    if _is_no_time(kind, match, text):
        return None
    hour = _of_the_day(hour, groups.get("ap"), exact=bool(re.match(r"0\d", groups["h"])))
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _is_no_time(kind: str, match: re.Match[str], text: str) -> bool:
    before = text[: match.start()]
    if re.search(rf"(?<!\w){day_words().one_of('times.not_after')}\s*$", before):
        return True
    if kind == "span":
        beside = re.search(rf"(?:{one_of(day_words().weekdays)}|tussen|om|at|from|van|between)\.?\s*$", before)
        return not beside or int(match["h"]) >= int(match["to"]) or int(match["to"]) > 20
    if kind == "at":
        word = match[0].split()[0]
        if word in {"om", "at", "@", "tussen", "between"}:
            return match["h"] in {"een", "één", "one"}
        return not (
            match["h"].endswith(("ieën", "weeën", "enen", "ieren", "ijven", "essen", "achten", "tienen", "elven"))
            or re.match(r"\s*(?:[.,;!?\n)\"]|$)", text[match.end() :])
        )
    return kind == "clock" and "." in match[0] and not _is_clock(match, text)


def _is_clock(match: re.Match[str], text: str) -> bool:
    """Whether "9.30" is a time: of an hour in which people work."""
    return int(match["h"]) in range(1, 24) and not re.match(r"\s*(?:%|ec\b|euro|jaar)", text[match.end() :])


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else day_words().hours[word]


def _minute(word: str | None) -> int:
    if not word:
        return 0
    return int(word) if word.isdigit() else _MINUTES[word]


def _of_the_day(hour: int, half: str | None, *, exact: bool) -> int:
    if half:
        return hour % 12 + (12 if half.startswith("p") else 0)
    return hour + 12 if 0 < hour < _FIRST_HOUR and not exact else hour
