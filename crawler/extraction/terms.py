"""When a course is given, as titles and headings say it: "Fall Semester 1996", "WS 09/10", "Winter 2025"."""

import re

_SEASON = (
    r"(?:spring|summer|fall|autumn|winter|herfst|voorjaar|najaar|term|semester|quarter|"
    r"sommersemester|wintersemester|sose|wise|[sw]s)"
)
_YEAR = r"(?:(?:19|20)\d\d|['’`]?\d\d)(?:\s*[/–-]\s*(?:19|20)?\d\d)?"
TERM = re.compile(
    rf"[,(–—-]*\s*\b(?:term|semester|quarter)\s+\d\s*\({_SEASON}\),?\s*{_YEAR}\b"
    rf"|[,(–—-]*\s*\b{_SEASON}\b(?:\s+(?:semester|quarter|term|session))?\s*(?:\d\b)?\s*,?\s*{_YEAR}\b\)?"
    rf"|[,(–—-]*\s*\b{_SEASON}\s+(?:semester|quarter|term|session)\b\)?"
    rf"|[,(–—-]*\s*\bT\d\b(?:,\s*{_YEAR}\b)?\)?"
    r"|\b(?:[FSWU]|FA|SP|SU|WI)[ '’]?(?:20)?(?:9\d|[0-3]\d)\b"
    r"|[,(–—-]*\s*\b(?:19|20)\d\d(?:\s*[/–-]\s*(?:19|20)?\d\d)?\)?\s*$",
    re.IGNORECASE,
)
"""When a course is given, as the head of its page says it: "Fall Semester 1996", "(T1, 1996/97)", "WS 09/10", "F96"."""

_SEASONED = re.compile(rf"\b{_SEASON}\b(?:\s+(?:semester|quarter|term|session))?\s*,?\s*{_YEAR}\b", re.IGNORECASE)
"""A season or kind of term with its year."""

_EDGE = " \t:;,.|–—-·•*\"“”«»'"
_WORDS = re.compile(r"[^\W\d_]{4,}|[^\W\d_]*[a-zà-ÿ]{2}[^\W\d_]*")


def is_term(text: str) -> bool:
    """Whether all of `text` is when a course is given: "Fall 96-97", "Term 1 (Fall), 1996/97"."""
    return TERM.fullmatch(text.strip(_EDGE)) is not None


def has_term(text: str) -> bool:
    """Whether a title says beside its words when a course is given: "Logik (WS 2010/2011)"; a year alone is none."""
    match = _SEASONED.search(text)
    return match is not None and _WORDS.search(text[: match.start()] + text[match.end() :]) is not None


def is_season(text: str) -> bool:
    """Whether all of `text` is a term with its season: "Winter 2025", and not "2025".

    >>> is_season("Wintersemester 2025/26")
    True
    """
    return _SEASONED.fullmatch(text.strip(_EDGE)) is not None


def without_term(text: str) -> str:
    """A text without when a course is given."""
    return " ".join(TERM.sub(" ", text).split()).strip(_EDGE)
