"""Lines that begin with a course's code: "CSC 101. Fundamentals of Computing. 4 units", "BIO 210 Ecology (3-0-3)".

What follows is the name, up to how much the course counts for. There a unit need not be written out, as a catalogue
gives no other figure there; contact hours in brackets ("(3-2)") are none of the name either.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction.recognisers.course_codes import LIKELY, begins_with_year, code_likelihood
from crawler.extraction.recognisers.credits import Credits
from crawler.extraction.recognisers.vocabulary import plain_in_place
from crawler.extraction.title_credits import credits_beside, credits_in_front, without_credits

_SUBJECT = r"[A-Z]{2,9}(?:[-_&][A-Z]{1,8}|\s?/\s?[A-Z]{2,8})?"
_START = re.compile(
    rf"[*†‡#+•–-]?\s*(?P<code>{_SUBJECT}[ \-]?\d{{2,5}}(?:[A-Z]\d|[A-Z]{{0,3}})(?:\.\d{{1,3}})?(?:/\d{{3}}[A-Z]?)?"
    r"|[A-Z]{2,9}(?:[ &/][A-Z]{2,8})? \d[A-Z]{1,2}\d{1,2}"
    r"|[A-Z]{2,6}\*\d{3,4}|[A-Z]{2}\.\d{3}\.\d{3}|[A-Z]\.[A-Z][a-z]{1,4}\.\d{3,4}|\d{3}\.[A-Z]\d{2}"
    r"|\d[A-Z]{2,4}\d[A-Z\d]{1,5}|20[0-3]\d{6}"
    r"|\d{2}-\d{3}|[A-Z]{1,4}\d{2,5}[A-Z]{0,2}|\d{3,5}[A-Z]{1,3}\d{3,5}[A-Z]?"
    r"|(?P<bare>\d{3,4}[A-Z]?)(?=\.\s))(?![\w/@]|-\w|\.\d)"
    rf"(?:\s?[&/]\s?{_SUBJECT} ?\d{{2,5}}[A-Z]{{0,2}}(?:\.\d{{1,3}})?(?![\w/@]|-\w|\.\d))?"
    r"(?P<join>\s*[:–—|-]+\s+|\s*[.:,]\s+|\s+)(?P<rest>\S.*)$"
)
_SECTION = re.compile(r"^\((?:\d{3,6}|[a-z][^()]{3,40})\)\s*:?\s*")
"""A section's number, or the code of before, between code and title: "(previously 4741): Learning"."""

_FORMER = re.compile(
    r"\s*\((?:previously|formerly|voorheen|vroeger|früher|ehemals|vormals)\b[^()]*\)\s*$", re.IGNORECASE
)
"""What a course was called before, behind its title."""

_BESIDE = re.compile(r"\s+\|\s+.*$")
_SEATS = re.compile(r"\s+(?:[A-Z][a-z]+\s*)?\(\d{1,4}/\d{1,4}\).*$")
_DASH = re.compile(r"\s+[–—-]\s+")
_OTHER_COURSE = re.compile(
    rf"\s*(?:[&+/]|\b(?:or|and|of|en|oder|und|ou|et))\s+(?P<code>{_SUBJECT}[ \-]?\d{{2,5}}[A-Z]{{0,3}})(?=\s+[A-Z])"
)
"""A second course in the line of the first: "BIO 210 Ecology (4 hr) or BIO 215 Evolution (3 hr)"."""

_CAPITAL = re.compile(r"[^\W\d_a-zà-ÿ]|\d|[\"“„«(]")


@dataclass(frozen=True, slots=True)
class TitledLine:
    """Code, name and credits of a line that begins with the code."""

    code: str
    name: str
    credits: Credits | None


@lru_cache(maxsize=4_096)
def read_titled(text: str, code: str | None = None) -> TitledLine | None:
    """The parts of a line that begins with a code, or None where it does not or nothing like a name follows.

    `code`: what the caller knows the line to begin with, though by its looks it would be no code ("MATH 96").
    """
    match = _START.match(plain_in_place(text))
    if match is None or (code is not None and match["code"] != code):
        return None
    if code is None and match["bare"] is None and not _is_sure(match["code"]):
        return None
    beside = _BESIDE.search(text, match.start("rest"))
    rest, in_front = credits_in_front(_SECTION.sub("", _BESIDE.sub("", text[match.start("rest") :])))
    rest, stated = without_credits(_SEATS.sub("", rest))
    stated = stated or in_front
    if stated is None and beside is not None:
        stated = credits_beside(beside.group())
    name = _FORMER.sub("", rest).strip(" \t:;,.|–—-·•*†‡")
    if match["bare"] is not None and stated is None:
        return None
    other = _OTHER_COURSE.search(name)
    if other is not None and code_likelihood(other["code"]) >= 0.5:
        first, own = without_credits(name[: other.start()])
        if own is not None:
            name, stated = first.strip(" \t:;,.|–—-·•*†‡"), own
    if not _CAPITAL.match(name) or not any(map(str.isalpha, name)):
        return None
    return TitledLine(match["code"], name, stated)


def _is_sure(code: str) -> bool:
    """Whether what begins a line is a code by its looks."""
    return code_likelihood(code) >= LIKELY or begins_with_year(code)


def head_of(text: str) -> int | None:
    """Where the title begins in a text that begins with a code, or None where it does not."""
    match = _START.match(plain_in_place(text))
    if match is None or match["bare"] is not None or not _is_sure(match["code"]):
        return None
    return match.start("rest") if _CAPITAL.match(text, match.start("rest")) else None


def subject_of(text: str) -> tuple[str, str] | None:
    """Subject and code of a line that begins with letters and a number, likely as a code or not."""
    match = _START.match(plain_in_place(text))
    if match is None or match["bare"] is not None:
        return None
    subject = re.match(r"[A-Z]+", match["code"])
    return (subject.group(), match["code"]) if subject is not None else None
