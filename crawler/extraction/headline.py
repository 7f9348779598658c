"""The course that the head of a page is about: its code and name in the title, the headings and the lines on top.

A course's own site calls it by its code in the title, in the heading and often in the address, each time in other
words: "CS 112: Intro CS II---Home Page", "Welcome to CPS 291, Introduction to the Internet". One of them alone may be
anything; two that agree, or a heading that is nothing but code and name, are the course's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from crawler.extraction.blocks import BOLD, Line
from crawler.extraction.course_lines import course_title, is_title
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.own_title import frame_words, is_frame, is_message
from crawler.extraction.recognisers.course_codes import is_head_code
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.units import read_unit
from crawler.extraction.recognisers.vocabulary import has_digit
from crawler.extraction.terms import TERM
from crawler.extraction.title_credits import with_unit
from crawler.extraction.word_lists import any_as_written, word_lists

TOP_LINES = 12
"""Lines of a page's content among which its head is looked for, beside its title and headings."""

MOST_CODES = 3
"""Codes of as many courses in a page's head are a list."""

LONGEST_HEAD = 110
"""Characters of the longest line that may be a page's head."""

LONGEST_INITIALS = 5
"""Letters of a word in capitals that may be a school's or system's name."""

FIRST_LINES = 3
"""Lines of a page without headings of which one that stands out is as much as a heading."""

LONGEST_ALONE = 24
"""Characters of a line that is a code and nothing else."""

MOST_REPEATED = 80
"""Lines of a page's content in which its course's code may stand again, alone above the name."""

LONGEST_GREETING = 140
"""The same of a line that begins with what is put around a course: "This is the home page of BEE 101, given by"."""

SURE = 2.4
"""Weight of the places that agree on a code from which on the page is believed to be about that course."""

_CODE = (
    r"(?:[A-Z]{2,8} [A-Z]{1,2}\d{2,4}[A-Z]?"
    r"|(?:[A-Z]{2,8}(?:[&/][A-Z]{1,4}){0,3}|[A-Z][a-z]{1,8})[ -]?"
    r"\d{1,4}(?:[A-Z]{1,2}|[a-c]{1,3}\b)?(?:\.\d{1,3})?(?:/\d{2,4}[A-Z]?)?"
    r"|[A-Z]{2,8}(?:-[A-Z]{2,8}){1,2} \d{2,4}[A-Z]?|[A-Z]{2,6}\*\d{3,4}|[A-Z]{2,6}-\d{4,5}"
    r"|[A-Z]{2}\.\d{3}\.\d{3}|[A-Z]\.[A-Z][a-z]{1,4}\.\d{3,4}|\d[A-Z]{2,4}\d[A-Z\d]{1,5}|20[0-3]\d{6}"
    r"|[A-Z]\d{2}\.\d{4}"
    r"|[A-Z]\d{2,4}[A-Z]?(?:/\d{2,4}[A-Z]?)?"
    r"|(?:[A-Z][a-z]{2,14} (?:and |& )?){1,3}\d{1,4}[A-Z]?(?![:\w])"
    r"|\d{1,2}[A-Za-z](?::\d{1,3}|\d{2,3})[A-Z]?(?!\d)"
    r"|\d{1,2}[.-]\d{3}[A-Z]?|\d{3}[:.-]\d{3}(?!\d))"
)
_OTHER_CODE = rf"(?:\s?[/&]\s?(?:{_CODE}|\d{{2,3}}:\d{{2,3}}))?"
_STARTS = re.compile(
    rf"(?P<code>{_CODE}(?:(?<=[A-Z\d]\d{{3}})-\d{{2}}(?!\d))?){_OTHER_CODE}(?:[-.]\d{{1,3}}\b)?(?P<join>\s+/\s+|\s*[:,–—|-]+\s*|\.?\s+|$)(?P<rest>.*)$"
)
_BRACKETED = re.compile(
    rf"(?P<before>.*?)\s*[(\[](?P<code>{_CODE}){_OTHER_CODE}(?:[)\]]|[,;]?\s*(?:[Ss]ection|[Gg]roup|[Gg]ruppe|[Gg]roep)\s\w{{1,4}}[)\]]?)?\s*$"
)
_BEHIND = re.compile(
    r"(?P<before>.*?\w)"
    r"(?:\s+[–—|-]\s+(?P<code>[A-Z]{2,8}(?:/[A-Z]{1,4})?[ -]?\d{2,4}[A-Z]?)|\s+(?P<numbered>\d{2}[A-Z]:\d{3}))$"
)
"""A name with the code behind it: "Operating Systems - CPS 110", "Computational Geometry 22C:196"."""

_INSTITUTION = re.compile(r"(?:[A-Z]{2,5}\s+){1,3}(?:(?:course|class|module|vak|kurs)\s+)?(?=[A-Z]{2,8}[ -]?\d)")
_CUT = re.compile(r"\s*-{2,}\s*|\s+[–—|·•-]\s+|\s*::\s*")
_EDGE = " \t:;,.|–—-·•*\"“”«»'"
_YEAR_RANGE = re.compile(r"^\D*\b(?:0\d|1\d|2\d|9\d)[-/](?:0\d|1\d|2\d|3\d|9\d)\b")
"""A school year behind a subject ("Computer Science 14-15"), which is no number of a course."""

_UNFINISHED = re.compile(r"^please\b|\b(?:to|by|with|from|of|the|and|at)$", re.IGNORECASE)
"""A line that asks something or goes on elsewhere is no title."""

_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s|.*\b\d{1,2}:\d{2}\b")
"""A numbered part of a page ("1 Course Basics"), or where and when is met ("110 Main Hall, 9:30 am"): no title."""

_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:[0-5]\d(?![\d:])")
"""An hour: the line tells when and where is met, and its numbers are rooms'."""

_COUNTED = re.compile(r"(?<=[^\W\d_])\s*\(\d{1,2}(?:[.,]\d{1,2}|\s?[-–]\s?\d{1,2})?\)$")
"""What a course counts for, behind its code and name: "BEE 101. Wax (4)"."""

_YEARLY = re.compile(r"\s+(?:19|20)\d\d[WS]\b.*$")
"""Term and facts behind a name: "Bienen und Honig 2025W, VU, 4.0h"."""

_SHORTENED = re.compile(r"\b\w{2,5}\. \w")
_WORDS = re.compile(r"[^\W\d_]{4,}|[^\W\d_]*[a-zà-ÿ]{2}[^\W\d_]*")
_ALNUM = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Head:
    """A code in a line or title, with what that calls the course."""

    code: str
    name: str | None
    alone: bool
    """True where the text is code and name and nothing else."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The course that a page's head names, and how much speaks for it."""

    code: str
    name: str | None
    text: str
    weight: float
    line: Line | None = None
    """The heading in which it stands."""

    @property
    def is_sure(self) -> bool:
        """Whether the page is believed to be about that course."""
        return self.weight >= SURE


def course_headline(outline: Outline) -> Headline | None:
    """The course of a page's head, or None where no code stands there, or where several do: those are listed."""
    places = list(_places(outline))
    heads = [_Place(weight, text, line, head) for weight, text, line in places if (head := read_head(text)) is not None]
    if not heads:
        return None
    weights: dict[str, float] = {}
    for place in heads:
        key = _key(place.head.code)
        weights[key] = weights.get(key, 0.0) + place.weight * (1.25 if place.head.alone and place.head.name else 1.0)
    # a bare word with a number, in a line that is no heading, may be a room
    told = (place for place in heads if place.line is None or place.line.level or place.head.name)
    if len({_number(_key(place.head.code)) for place in told}) >= MOST_CODES:
        return None
    path = _ALNUM.sub("", unquote(_path(outline.page.url)).lower())
    framed = any(_without_frames(text)[1] for _, text, _ in places)
    for place in heads:
        weights[_key(place.head.code)] += _support(place, heads, path, framed=framed)
    best = max(weights, key=lambda key: weights[key])
    own = [place for place in heads if _key(place.head.code) == best]
    spelt = [place for place in heads if place not in own and _number(_key(place.head.code)) == _number(best)]
    other = [place for place in heads if place not in own and place.line is not None and place.line.level]
    name = _best_name(outline, [*own, *spelt]) or _name_of_other(other)
    line = next((x.line for x in [*own, *spelt, *other] if x.line is not None and x.line.level), None)
    return Headline(own[0].head.code, name, own[0].text, weights[best], line)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a page's head where a code stands."""

    weight: float
    text: str
    line: Line | None
    head: Head


def _name_of_other(places: list[_Place]) -> str | None:
    """The name beside the one other code of the headings: a page made from another's keeps its code here or there."""
    named = [place.head.name for place in places if place.head.name]
    return named[0] if len(places) == 1 and named else None


def _support(place: _Place, places: list[_Place], path: str, *, framed: bool) -> float:
    """What speaks for a code besides the place where it stands: address, another spelling, a term or frame nearby."""
    key = _key(place.head.code)
    of_key = sum(1 for other in places if _key(other.head.code) == key)
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", place.head.code.lower())) + _number(key)
    in_path = len(key) >= 4 and (key in path or (" " in place.head.code and len(initials) > 2 and initials in path))
    spelt = any(_key(other.head.code) != key and _number(_key(other.head.code)) == _number(key) for other in places)
    return (1.5 * in_path + 1.0 * spelt + 0.75 * framed) / of_key


def _best_name(outline: Outline, own: list[_Place]) -> str | None:
    """The name in a heading, unless it is cut short there; else in the title, or beside the code."""
    named = [place for place in own if place.head.name and not _is_initials(place)]
    whole = [place for place in named if not _SHORTENED.search(place.head.name or "")]
    for place in [*(p for p in whole if p.line is not None and _is_heading(p.line)), *whole, *named]:
        return _with_second_part(outline, place)
    return _name_beside(outline, own) or next((place.head.name for place in own if place.head.name), None)


def _is_heading(line: Line) -> bool:
    """Whether a line stands out as a heading does; an item in bold is one of a list."""
    return line.level > 0 and (line.level < BOLD or line.box.tag != "li")


def _is_initials(place: "_Place") -> bool:
    """Whether all that a title has beside the code is a word in capitals, as a school is called: "EE 282 METU"."""
    name = place.head.name or ""
    return place.line is None and name.isupper() and " " not in name and len(name) <= LONGEST_INITIALS


_SECOND = re.compile(r"\s+[–—-]\s+(?P<part>[^–—|·•]+)$")


def _with_second_part(outline: Outline, place: _Place) -> str | None:
    """The name of a heading with what a dash sets behind it: "BIO 101 - Plants - Growth and Form".

    What is a site's name, a term, a person or a frame behind a dash is no part of it.
    """
    name = place.head.name
    if name is None or place.line is None or not place.line.level or name not in place.text:
        return name
    match = _SECOND.match(place.text, place.text.find(name) + len(name))
    part = match["part"].strip() if match is not None else ""
    if not part or _name(part) != part or part in outline.title_pieces or read_credits(part) is not None:
        return name
    return f"{name} - {part}"


def _places(outline: Outline) -> Iterator[tuple[float, str, Line | None]]:
    """Where a page says what it is about: weight, text, line. What it says twice in the same words counts once.

    The first line of a page without headings is as much as a heading, if it stands out.
    """
    page, seen = outline.page, set()
    if page.title:
        seen.add(page.title)
        yield 2.0, page.title, None
    top = page.content[:TOP_LINES]
    heading = outline.main_heading
    if heading is not None and heading not in top:
        top.insert(0, heading)
    for line in top:
        text = line.text
        longest = LONGEST_GREETING if len(text) > LONGEST_HEAD and frame_words()[0].match(text) else LONGEST_HEAD
        if len(text) > longest or (text in seen and not line.level) or (line.lone_anchor and not line.level):
            continue
        seen.add(text)
        first = heading is None and line in (top[:FIRST_LINES] if line.level else top[:1])
        weight = 1.5 if line.level else 1.0
        yield 2.0 if line is heading else weight + 0.5 * first, text, line


@lru_cache(maxsize=4_096)
def read_head(text: str) -> Head | None:
    """Code and name in a title or heading of a course's page, without frames, terms and what the school is called.

    >>> read_head("BU CLA CS 112: Intro CS II---Home Page").code
    'CS 112'
    """
    if not has_digit(text) or len(text) > 300 or _CLOCK.search(text):
        return None
    bare, framed = _without_frames(text)
    for start in (bare, _INSTITUTION.sub("", bare, count=1)):
        match = _STARTS.match(start)
        if match is not None and is_head_code(match["code"]) and _YEAR_RANGE.search(start) is None:
            name = _name(match["rest"])
            return Head(match["code"].strip(), name, alone=not framed)
    for pattern in (_BRACKETED, _BEHIND):
        match = pattern.match(bare)
        code = match and (match["code"] or match.groupdict().get("numbered"))
        if match is not None and code and is_head_code(code):
            return Head(code, _name(match["before"]), alone=not framed)
    return None


@lru_cache(maxsize=4_096)
def _without_frames(text: str) -> tuple[str, bool]:
    """`text` without the words that a teacher or a system puts around a course, and whether there were any."""
    before, behind = frame_words()
    bare = " ".join(TERM.sub(" ", text).split()).strip(_EDGE)
    for _ in range(3):
        start = before.match(bare)
        bare = behind.sub("", bare[start.end() :] if start is not None else bare).strip(_EDGE)
    if bare.count("(") != bare.count(")"):
        bare = bare.strip("() ")
    return bare, len(bare) < len(text.strip(_EDGE)) - 1


@cache
def _taught() -> re.Pattern[str]:
    """Who gives a course and when, behind its name in a sentence: "Waves and Optics, taught by …"."""
    return re.compile(rf",?\s+(?:{any_as_written(word_lists('phrases')['given']['verbs'])})\s.*$")


def _name(rest: str) -> str | None:
    """The name in what follows a code: its first part that can be a title."""
    if is_message(rest.strip(_EDGE)):
        return None
    for piece in _CUT.split(_taught().sub("", _YEARLY.sub("", rest))):
        bare = frame_words()[1].sub("", " ".join(TERM.sub(" ", piece).split())).strip(_EDGE)
        if bare.startswith("(") and bare.endswith(")"):
            bare = bare[1:-1].strip(_EDGE)
        if len(bare) > 2 and is_title(bare) and _WORDS.search(bare) and not is_frame(bare) and not _is_other(bare):
            return _COUNTED.sub("", with_unit(course_title(bare))[0].strip(_EDGE))
    return None


def _is_other(text: str) -> bool:
    """Whether a text beside a code is no name of a course: a school, a person, a label, another code."""
    return (
        bool(read_unit(text))
        or is_surely_name(text)
        or field_of(text.rstrip(":")) is not None
        or (read_code(text) is not None)
        or TERM.fullmatch(text.strip()) is not None
    )


def is_unfinished(text: str) -> bool:
    """Whether a line asks something or goes on elsewhere: "Please report any problems to"."""
    return _UNFINISHED.search(text) is not None


def title_below_code(heading: Line, lines: list[Line]) -> str | None:
    """The title right below a heading that is a course's code and nothing else."""
    if read_code(heading.text) is None or heading.index + 1 >= len(lines):
        return None
    return title_of(lines[heading.index + 1])


def read_code(text: str) -> str | None:
    """The code that all of `text` is."""
    match = _STARTS.match(text)
    return match["code"] if match is not None and not match["rest"] and is_head_code(match["code"]) else None


def _name_beside(outline: Outline, own: list[_Place]) -> str | None:
    """The name that stands under the code, or above it where the code is in brackets."""
    lines = outline.page.lines
    for place in own:
        if place.line is None:
            continue
        at = place.line.index
        above, below = lines[max(0, at - 1) : at], lines[at + 1 : at + 2]
        for near in [*above, *below] if place.text.startswith(("(", "[")) else [*below, *above]:
            name = title_of(near)
            if name is not None:
                return name
    first = next((p.line for p in own if p.line is not None and p.line.level), None)
    return (_next_heading(lines, first) if first is not None else None) or _name_below_again(outline, own)


def _name_below_again(outline: Outline, own: list[_Place]) -> str | None:
    """The name under the code where it stands again further down, alone: "EE 202", "Circuit Theory II"."""
    keys = {_key(place.head.code) for place in own}
    lines = outline.page.lines
    for line in outline.page.content[TOP_LINES : TOP_LINES + MOST_REPEATED]:
        code = read_code(line.text) if len(line.text) <= LONGEST_ALONE and has_digit(line.text) else None
        if code is not None and _key(code) in keys and line.index + 1 < len(lines):
            name = title_of(lines[line.index + 1])
            if name is not None:
                return name
    return None


def title_of(line: Line) -> str | None:
    """The title that a line beside a code is: words in capitals, or a heading."""
    text = line.text
    if line.box.furniture or line.lone_anchor or len(text) > LONGEST_HEAD or text.endswith((":", ".")) or ": " in text:
        return None
    if _UNFINISHED.search(text) or _SECTION.match(text):
        return None
    words = [word for word in text.split() if len(word) > 3]
    if not line.level and sum(word[0].isupper() for word in words) * 3 < len(words) * 2:
        return None
    name = _name(text)
    return name if name is not None and name.count(" ") <= 12 else None


def _next_heading(lines: list[Line], first: Line) -> str | None:
    """The heading under one that is a code alone, where only links stand between them."""
    for line in lines[first.index + 1 : first.index + 15]:
        if line.level:
            return title_of(line)
        if not line.box.furniture and not line.lone_anchor:
            return None
    return None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _key(code: str) -> str:
    return _ALNUM.sub("", code.lower())


def _number(key: str) -> str:
    match = re.search(r"\d+", key)
    return match.group() if match is not None else key
