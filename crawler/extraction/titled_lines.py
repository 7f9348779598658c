"""Lines that begin with a course's code: "CSC 101. Fundamentals of Computing. 4 units", "BIO 210 Ecology (3-0-3)".

What follows is the name, up to how much the course counts for. There a unit need not be written out, as a catalogue
gives no other figure there; contact hours in brackets ("(3-2)") are none of the name either.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.recognisers.credit_sentences import leading_credits
from crawler.extraction.recognisers.credits import Credits
from crawler.extraction.recognisers.vocabulary import any_of, fold_in_place, plain_in_place, vocabulary

_SUBJECT = r"[A-Z]{2,9}(?:[-_&][A-Z]{1,8}|\s?/\s?[A-Z]{2,8})?"
_START = re.compile(
    rf"[*†‡#+•–-]?\s*(?P<code>{_SUBJECT}[ \-]?\d{{2,5}}(?:[A-Z]\d|[A-Z]{{0,3}})(?:\.\d{{1,3}})?(?:/\d{{3}}[A-Z]?)?"
    r"|[A-Z]{2,9}(?:[ &/][A-Z]{2,8})? \d[A-Z]{1,2}\d{1,2}"
    r"|\d{2}-\d{3}|[A-Z]{1,4}\d{2,5}[A-Z]{0,2}|\d{3,5}[A-Z]{1,3}\d{3,5}[A-Z]?"
    r"|(?P<bare>\d{3,4}[A-Z]?)(?=\.\s))(?![\w/@]|-\w|\.\d)"
    r"(?P<join>\s*[:–—|-]+\s+|\s*[.:,]\s+|\s+)(?P<rest>\S.*)$"
)
_FIGURES = r"(?P<figures>\d{1,2}(?:[.,]\d{1,3})?(?:\s*(?:-|–|to|or|of|/|,)\s*\d{1,2}(?:[.,]\d{1,3})?)?)"
_HOURS = re.compile(r"[\s,.;]*\(\d{1,2}-\d{1,2}\)[\s.]*$|[\s,.;/(]*\b\d{1,2}\s*(?:SWS|sws)\b[\s/,;]*$")
_SCHEME = re.compile(r"[\s,.;:]*[(\[]?\b\d{1,2}(?:\.\d)?-\d{1,2}(?:\.\d)?-(?P<figures>\d{1,2}(?:\.\d)?)[)\]]?[\s.]*$")
_BRACKETS = re.compile(rf"[\s,.;:]*[(\[]\s*{_FIGURES}\s*[)\]][\s.*†‡]*$")
_SECTION = re.compile(r"^\(\d{3,6}\)\s*")
_BESIDE = re.compile(r"\s+\|\s+.*$")
_SEATS = re.compile(r"\s+(?:[A-Z][a-z]+\s*)?\(\d{1,4}/\d{1,4}\).*$")
_DASH = re.compile(r"\s+[–—-]\s+")
_OTHER_COURSE = re.compile(
    rf"\s*(?:[&+/]|\b(?:or|and|of|en|oder|und|ou|et))\s+(?P<code>{_SUBJECT}[ \-]?\d{{2,5}}[A-Z]{{0,3}})(?=\s+[A-Z])"
)
"""A second course in the line of the first: "BIO 210 Ecology (4 hr) or BIO 215 Evolution (3 hr)"."""

_CAPITAL = re.compile(r"[^\W\d_a-zà-ÿ]|\d|[\"“„«(]")
MOST = 60
"""Credits of one course at most: a year."""


@dataclass(frozen=True, slots=True)
class TitledLine:
    """Code, name and credits of a line that begins with the code."""

    code: str
    name: str
    credits: Credits | None


@cache
def _unit() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Figures with a unit behind or before them, at the end of a text."""
    words = vocabulary("credits")
    units = any_of([*words["sure"], *words["weak"]])
    return (
        re.compile(rf"[\s,.;:(\[–—-]*(?<![\w.,]){_FIGURES}[\s-]*(?P<unit>{units})\.?\s*[)\]]?[\s.*†‡]*$"),
        re.compile(rf"[\s,.;:(\[–—-]*(?<!\w)(?P<unit>{units})\.?\s*[:=]?\s*{_FIGURES}\s*[)\]]?[\s.*†‡]*$"),
    )


@lru_cache(maxsize=8_192)
def read_titled(text: str, code: str | None = None) -> TitledLine | None:
    """The parts of a line that begins with a code, or None where it does not or nothing like a name follows.

    `code`: what the caller knows the line to begin with, though by its looks it would be no code ("MATH 96").
    """
    match = _START.match(plain_in_place(text))
    if match is None or (code is not None and match["code"] != code):
        return None
    if code is None and match["bare"] is None and code_likelihood(match["code"]) < 0.5:
        return None
    beside = _BESIDE.search(text, match.start("rest"))
    rest, stated = _without_credits(_SEATS.sub("", _SECTION.sub("", _BESIDE.sub("", text[match.start("rest") :]))))
    if stated is None and beside is not None and (behind := leading_credits(beside.group())) is not None:
        stated = behind[0]
    name = rest.strip(" \t:;,.|–—-·•*†‡")
    if match["bare"] is not None and stated is None:
        return None
    other = _OTHER_COURSE.search(name)
    if other is not None and code_likelihood(other["code"]) >= 0.5:
        first, own = _without_credits(name[: other.start()])
        if own is not None:
            name, stated = first.strip(" \t:;,.|–—-·•*†‡"), own
    if not _CAPITAL.match(name) or not any(map(str.isalpha, name)):
        return None
    return TitledLine(match["code"], name, stated)


def head_of(text: str) -> int | None:
    """Where the title begins in a text that begins with a code, or None where it does not."""
    match = _START.match(plain_in_place(text))
    if match is None or match["bare"] is not None or code_likelihood(match["code"]) < 0.5:
        return None
    return match.start("rest") if _CAPITAL.match(text, match.start("rest")) else None


def subject_of(text: str) -> tuple[str, str] | None:
    """Subject and code of a line that begins with letters and a number, likely as a code or not."""
    match = _START.match(plain_in_place(text))
    if match is None or match["bare"] is not None:
        return None
    subject = re.match(r"[A-Z]+", match["code"])
    return (subject.group(), match["code"]) if subject is not None else None


def _without_credits(rest: str) -> tuple[str, Credits | None]:
    """A name without the figures at its end, and what those say."""
    found: Credits | None = None
    for _ in range(3):
        cut = _HOURS.search(rest)
        if cut is not None:
            rest = rest[: cut.start()]
            continue
        stated = _at_end(rest)
        if stated is None or found is not None:
            break
        start, found = stated
        rest = rest[:start]
    return rest, found


def _at_end(text: str) -> tuple[int, Credits] | None:
    """Where the credits at the end of a text begin, and what they are."""
    folded = fold_in_place(text)
    for pattern in (_SCHEME, *_unit(), _BRACKETS):
        match = pattern.search(folded)
        if match is None or match.start() == 0:
            continue
        figures = {float(figure.replace(",", ".")) for figure in re.findall(r"\d+(?:[.,]\d+)?", match["figures"])}
        if max(figures) > MOST:
            continue
        written = text[match.start() : match.end()].strip(" .,;:()[]*†‡–—-\t")
        return match.start(), Credits(next(iter(figures)) if len(figures) == 1 else None, written)
    return None
