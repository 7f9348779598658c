"""When a course is given, and at which school, as titles say it: terms, school years, days and hours are no name."""

import re

_SEASONS = (
    r"(?:(?:sommer|winter)semester|sose|wise|ss|ws|spring|summer|fall|autumn|winter|semester|herfst|voorjaar|najaar)"
)
STARTS_WITH_TERM = re.compile(rf"{_SEASONS}\s+(?:19|20)\d{{2}}\s+\S", re.IGNORECASE)
"""A line that begins with a term is about an offering: the course's title stands below it."""
_TERM = re.compile(
    rf"\s*[,(–-]*\s*(?:\b(?:im|in the|in het|au)\s+)?\b{_SEASONS}\b[\s'’]*"
    r"(?:19|20)?\d{2}(?:\s*[/-]\s*(?:19|20)?\d{2})?\)?\s*$",
    re.IGNORECASE,
)
_TERM_CODE = re.compile(r"(?<=\w)(?:\s*[,(–-]+\s*|\s+)20\d{2}[WS]\)?\s*$")
"""A term in short: "2026W"."""

_TERM_ENDS = (")", "W", "S")
"""How a term may end that does not end in a digit."""

_WHEN_FIRST = re.compile(
    rf"^(?:(?:{_SEASONS}[\s'’]*(?:19|20)?\d{{2}}(?:\s*[/-]\s*(?:19|20)?\d{{2}})?"
    r"|(?:blok|block|periode|period|semester|term|kwartaal|quarter|onderwijsperiode|ue)\s+\d(?:[.]\d)?))"
    r"(?:\s*(?::|[–—-](?=\s))\s*(?=[^\W\d_])|,?\s+(?-i:(?=[A-Z]{2,8}[ -]?\d{3,4}[A-Z]?(?:[.:]| [–—-])\s)))",
    re.IGNORECASE,
)
"""When a course is given, in front of its title: "Fall 2026: Bees", "Blok 2 - Bijen"."""

YEARS_BEHIND = re.compile(
    r"\s*[,(–|-]*\s*\b(?:(?:collegejaar|studiejaar|academic year|academiejaar)\s*)?"
    r"20\d{2}\s*[-–/]\s*(?:20)?\d{2}\)?\s*$",
    re.IGNORECASE,
)
"""The school year behind a title: "Bees, collegejaar 2026/27"."""

_GIVEN = (
    r"(?:(?:[FSWU]|Fa|Sp|Su|Wi|Spr|Sum|Win|Fall|Spring|Summer|Winter|Autumn|[WSHF]S|WiSe|SoSe) ?(?:19|20)\d\d|20\d\d)"
    r"(?:\s?[/–-]\s?\d{1,4})?[a-z]?"
)
"""A term in short, as lists of them have it: "F2008/9", "Sum2004", "2011"."""

_TERMS_BEHIND = re.compile(
    rf"(?<=\w)\s*\(\s*{_GIVEN}(?:\s*[,;&]\s*{_GIVEN})*[\s,;]*\)[\s,;]*(?:{_GIVEN}(?:\s*[,;&]\s*{_GIVEN})*)?\s*$"
)
"""The terms in which a course was given, in brackets behind its title: "Graph Theory (F2008/9, S2014)"."""

_WEEKDAYS = (
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|"
    "monday|tuesday|wednesday|thursday|friday|saturday|lundi|mardi|mercredi|jeudi|vendredi|samedi"
)
_ONLY_PERIODS = re.compile(
    r"(?:(?:semester|blok|block|periode|period|term|kwartaal|quarter|trimester|week|weken|fall|spring|summer|winter|autumn|"
    rf"herfst|voorjaar|najaar|zomer|jaar|year|{_WEEKDAYS})s?\b|\d{{1,4}}|en|and|und|et|tot|t/m|to|[\s,;./&–-])+",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\(?(?:[MTWRFSU][A-Za-z]{0,5}\s+)?\d{1,2}:\d\d|.*\d{1,2}:\d\d\s?(?:[ap]m)?\s?[-–]\s?\d{1,2}:\d\d", re.IGNORECASE
)
"""From when to when: the hour at which a course is given is not what it is called."""

_ON_DAY = (
    rf"(?:{_WEEKDAYS}|mo|di|mi|do|fr)s?"
    r"[.,:]?\s+\d{1,2}(?:[:.h]\d{2})?\s?(?:[-–]|uhr|uur|h\b|to\b|bis\b|tot\b)"
)
_ON_DAYS = re.compile(_ON_DAY, re.IGNORECASE)
"""A day with its hours: "Mittwoch 11-13h, SR C"."""

_WHEN_BEHIND = re.compile(
    rf"(?<=[\w)\"”])\s*[,;]\s+(?:{_ON_DAY}.*|block(?:seminar|veranstaltung|kurs|termine?)?|n\.\s?v\.?)$", re.IGNORECASE
)
"""When a course is given, behind its title: "Logik (Vos), Mo 10-12, HS 1"."""

_SCHOOL = r"\b(?:Universit(?:y|é|ät|eit)|College|Hochschule|Hogeschool|Institute of Technology)\b"
_SCHOOL_BEHIND = re.compile(rf"(?<=\w),\s+[^,]{{0,60}}{_SCHOOL}[^,]{{0,60}}$")
"""The school where a course is given, behind its title: "Bees, University of Wax"."""

_SCHOOL_BRACKET = re.compile(rf"(?<=\w)\s+\([^()]{{0,60}}{_SCHOOL}[^()]{{0,60}}\)$")
"""The same in brackets: "Bees (University of Wax)"."""


def without_term_in_front(title: str) -> str:
    """A title without the term or block in front of it: "Fall 2026: Bees"."""
    return _WHEN_FIRST.sub("", title, count=1)


def without_bracketed_school(title: str) -> str:
    """A title without the school in brackets behind it."""
    return _SCHOOL_BRACKET.sub("", title) if title.endswith(")") else title


def without_terms_given(title: str) -> str:
    """A title without the terms in which the course was given, in brackets behind it."""
    return _TERMS_BEHIND.sub("", title) if title.endswith(_TERM_ENDS) or title[-1:].isdecimal() else title


def without_when(title: str) -> str:
    """A title without the day and hours behind it."""
    return _WHEN_BEHIND.sub("", title) if "," in title or ";" in title else title


def without_term_behind(title: str) -> str:
    """A title without the term, the years and the school behind it."""
    if title.endswith(_TERM_ENDS) or title[-1:].isdecimal():
        title = YEARS_BEHIND.sub("", _TERM_CODE.sub("", _TERM.sub("", title)))
    title = title.strip()
    return _SCHOOL_BEHIND.sub("", title) if "," in title else title


def begins_with_hours(text: str) -> bool:
    """Whether a text begins with the hours at which a course is given, or with a day and its hours."""
    return (":" in text and _HOURS.match(text) is not None) or _ON_DAYS.match(text) is not None


def is_only_periods(text: str) -> bool:
    """Whether a text says when something is given and nothing else: "Blok 1 en 2", "Montag"."""
    return _ONLY_PERIODS.fullmatch(text) is not None
