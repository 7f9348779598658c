"""Codes and titles that stand apart, in cards and lists where three or more do so alike.

The title may stand in the box right behind its code, or be the heading above a line with code and facts. Lines that
begin with a number as some schools use ("6.006 Algorithms", "15-213 Systems") are courses only beside others alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from crawler.extraction.blocks import Line, Page
from crawler.extraction.course_labels import is_code
from crawler.extraction.course_lines import LONGEST_TITLE, CourseLine, course_title, is_title
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import is_surely_name
from crawler.extraction.recognisers.course_codes import is_head_code
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.vocabulary import has_digit
from crawler.extraction.title_credits import bracketed_credits
from crawler.extraction.titled_lines import read_titled

FEWEST = 3
"""Codes that stand alike."""

LONGEST_CODE = 30
"""Characters of a line that is a code alone."""

LONGEST_FACTS = 100
"""Characters of a line with a code and facts of its course."""

_ALTERNATIVE = re.compile(r"\s+(?:or|and|of|en|oder|und)$")
_PIECES = re.compile(r"\s{2,}|\s*[|·•,;]\s*|\s+[–—-]\s+")
_WORDED = re.compile(r"([A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,14})?) \d{1,3}[A-Z]{0,2}(?:/\d{1,3}[A-Z]{0,2})?")
"""A subject in full with its number ("Philosophy 108/208G"): a code only beside others alike with titles."""

_COUNTED = re.compile(r"(?:\w+:? )?\d{1,2}(?:[.,]\d{1,2})?(?:\s\w[\w.-]*){0,2}")
"""A figure with a word before or two behind it: what a course counts for, and not what it is called."""

_HUNDREDS = re.compile(r"\d{3}")
_SORTS = (
    "Ü|ÜB|HS|OS|GK|AK|KS|VO|VU|VL|UE|SE|PS|KO|PR|LU|SP|EX|PUE|PJ|KU|AG|RE|TU|KV|IL|UV|UK|FS|DK"
    "|Vorlesung|Übung|Seminar|Proseminar|Hauptseminar|Praktikum|Tutorium|Kolloquium"
)
_SORT = rf"(?:(?:{_SORTS})(?:\s?[+,]\s?(?:{_SORTS}))?,?)"
"""Sorts of lessons, short or in full, between number and title: "250081 VO Riemannian Geometry"."""

_NUMBERED = re.compile(
    r"(?P<code>(?P<kind>\d{1,2})(?:\.\d{3,4}[A-Z]?|-\d{3})"
    r"|(?P<long>(?:\d{3}[ .]?\d{2,3}|\d{2}[ .]\d{3}|\d{8})(?:-\d{1,2}(?:/\d{1,2})?|/\d{2})?)"
    rf"(?=,?\s{_SORT}\s)"
    r"|(?P<subject>[A-Z](?:[A-Za-z]{0,10}[a-z][A-Za-z]{0,10})) \d{3,4}(?:\.\d)?[A-Z]?)"
    rf"(?:[:.,]\s*|\s+[–—-]\s+|\s+)(?:(?<=\s){_SORT}\s+)?(?P<name>[A-ZÄÖÜ]\S.*)$"
)
"""A number as some schools use, or a subject written as a word is: "6.006 Algorithms", "ChE 301 Heat Transfer"."""


def titles_behind(page: Page, skipped: set[int]) -> list[tuple[Line, CourseLine]]:
    """Codes that stand alone with the title in the box right behind, or around, theirs."""
    found: dict[tuple[str, int], list[tuple[Line, CourseLine]]] = defaultdict(list)
    worded: dict[tuple[str, str, int], list[tuple[Line, CourseLine]]] = defaultdict(list)
    for line in page.numbered:
        if len(line.text) > LONGEST_CODE or line.index in skipped or line.index + 1 == len(page.lines):
            continue
        if not is_code(line.text):
            subject = _WORDED.fullmatch(line.text) if line.text[:1].isupper() else None
            title = _title_in_row(page, line) if subject is not None else None
            if subject is not None and title is not None:
                worded[subject[1], line.box.signature, line.level].append((line, CourseLine(title, line.text)))
            continue
        titled = _heading_of_card(page, line) or page.lines[line.index + 1]
        name = titled.text.lstrip(" :–—-")
        beside = titled.box is line.box.parent or titled.box.parent in {line.box.parent, line.box}
        if _COUNTED.fullmatch(name):
            continue
        if beside and len(name) <= LONGEST_TITLE and not is_code(name) and not field_of(name):
            counted = bracketed_credits(name)
            read = read_titled(f"{line.text} {name}") or CourseLine(name, line.text)
            if counted is not None and is_title(counted[0]):
                read = CourseLine(counted[0], line.text, counted[1])
            title = course_title(_ALTERNATIVE.sub("", read.name or "").rstrip("*†‡ "))
            found[line.box.signature, line.level].append((line, CourseLine(title, line.text, read.credits)))
    return _alike([*found.values(), *filter(_are_of_subject, worded.values())])


def _heading_of_card(page: Page, line: Line) -> Line | None:
    """The heading of a card that begins with a code and a word on the sort of course ("GD 540", "Core")."""
    word, *behind = page.lines[line.index + 1 : line.index + 3]
    if line.level or word.level or not behind or not behind[0].level:
        return None
    return behind[0] if behind[0].box.parent is line.box.parent else None


def _title_in_row(page: Page, line: Line) -> str | None:
    """The title in the next cell of a row of which `line` is one; marks between the two are no cells."""
    row = line.box.nearest("tr")
    for behind in page.lines[line.index + 1 : line.index + 3] if row is not None else ():
        if behind.box.nearest("tr") is not row:
            return None
        if any(map(str.isalnum, behind.text)):
            untitled = _WORDED.fullmatch(behind.text) or field_of(behind.text) or not is_title(behind.text)
            return None if untitled else course_title(behind.text)
    return None


def _are_of_subject(entries: list[tuple[Line, CourseLine]]) -> bool:
    """Whether a word with numbers behind it is a subject: chapters and weeks do not go on beyond a hundred."""
    codes = {read.code for _, read in entries if read.code and is_head_code(read.code)}
    return len(codes) >= FEWEST and any(_HUNDREDS.search(code) for code in codes)


def titles_above(page: Page, skipped: set[int]) -> list[tuple[Line, CourseLine]]:
    """Headings with a line right below that holds a code beside credits, periods and the like, and no other title; and
    plain lines above a code alone."""
    found: dict[tuple[str, int], list[tuple[Line, CourseLine]]] = defaultdict(list)
    for below in page.numbered:
        if len(below.text) > LONGEST_FACTS or below.index in skipped or not below.index:
            continue
        line = page.lines[below.index - 1]
        coded = is_code(below.text) if below.level or not line.level else False
        if not (line.level or (coded and _may_title(line, below))) or (below.level and not coded):
            continue
        pieces = [piece for piece in _PIECES.split(below.spaced) if piece.strip()]
        codes = [piece for piece in pieces if is_code(piece) and any(map(str.isdigit, piece))]
        if len(codes) != 1 or not is_title(line.text) or field_of(line.text) or read_titled(line.text):
            continue
        stated = next((read for piece in pieces if (read := read_credits(piece)) is not None), None)
        found[line.box.signature, line.level].append((line, CourseLine(course_title(line.text), codes[0], stated)))
    return _alike(found.values())


def _may_title(line: Line, below: Line) -> bool:
    """Whether a plain line right above a code alone, in one box with it, may be its title: cards without headings."""
    beside = line.box.parent in {below.box.parent, below.box.parent.parent if below.box.parent is not None else None}
    return beside and not line.furniture and not is_surely_name(line.text) and not is_code(line.text)


@lru_cache(maxsize=4_096)
def _numbered(text: str) -> re.Match[str] | None:
    return _NUMBERED.match(text)


def sorted_title(text: str) -> tuple[str, str] | None:
    """Number and name of a title with the sort of lesson between: "040123 VO Mikroökonomie"; None of others."""
    match = _NUMBERED.match(text) if has_digit(text[:1]) else None
    if match is None or match["long"] is None or not is_title(match["name"]):
        return None
    return match["code"], course_title(match["name"])


def is_numbered(text: str) -> bool:
    """Whether a line begins as those do that are courses only beside others alike."""
    match = _numbered(text) if has_digit(text) else None
    return match is not None and (bool(match["kind"] or match["long"]) or is_head_code(match["code"]))


def numbered_titles(lines: list[Line]) -> list[tuple[Line, CourseLine]]:
    """Of `lines` with a digit those that begin with a number of a department and a course, as several others do."""
    found: dict[tuple[str, int], list[tuple[Line, CourseLine]]] = defaultdict(list)
    for line in lines:
        match = _numbered(line.text)
        if match is None or not is_title(match["name"]):
            continue
        kind, code = match["kind"], match["code"]
        if kind is None and match["long"] is None and not is_head_code(code):
            continue
        sort = match["subject"] or ("long" if kind is None else f"{kind}{code[len(kind)]}")
        key = (f"{sort} {line.box.tag}", line.level)
        read = read_titled(f"XX 101 {match['name']}")
        name, stated = (read.name, read.credits) if read is not None else (match["name"], None)
        found[key].append((line, CourseLine(course_title(name), code, stated)))
    # a course of every year has another number each time
    yearly = [entry for (sort, _), entries in found.items() if sort.startswith("long ") for entry in entries]
    shorter = [entries for (sort, _), entries in found.items() if not sort.startswith("long ")]
    return sorted([*_alike(shorter), *(yearly if len(yearly) >= FEWEST else [])], key=lambda entry: entry[0].index)


def _alike(groups: Iterable[list[tuple[Line, CourseLine]]]) -> list[tuple[Line, CourseLine]]:
    """The entries of those groups that hold enough codes, with a title for nearly each."""
    found: list[tuple[Line, CourseLine]] = []
    for entries in groups:
        codes, names = ({getattr(read, part) for _, read in entries} for part in ("code", "name"))
        if len(codes) >= FEWEST and 10 * len(names) >= 9 * len(codes):
            found += entries
    return sorted(found, key=lambda entry: entry[0].index)
