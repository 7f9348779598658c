"""Titles of courses as pages write them: with code, credits, section or year in the same line, or bare."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from crawler.extraction.naming import are_surely_names, whole_name
from crawler.extraction.recognisers.course_codes import code_likelihood, find_code
from crawler.extraction.recognisers.credits import Credits, read_credits
from crawler.extraction.recognisers.periods import find_periods
from crawler.extraction.recognisers.school_years import school_year
from crawler.extraction.recognisers.vocabulary import has_digit
from crawler.extraction.title_credits import bracketed_credits, with_unit, without_hours, written_credits
from crawler.extraction.title_terms import (
    YEARS_BEHIND,
    begins_with_hours,
    is_only_periods,
    without_bracketed_school,
    without_term_behind,
    without_term_in_front,
    without_terms_given,
    without_when,
)
from crawler.extraction.titled_lines import read_titled
from crawler.extraction.word_lists import word_lists
from crm.text import fold, may_begin

LONGEST_TITLE = 160
"""Characters of the longest title of a course."""

SHORTEST = 3
"""Characters of a title before a bracket that is none of it."""

SURE_CODE = 0.5
"""How likely by its looks what stands in brackets behind a name is the code of the course."""

MOST_TITLED = 3
"""Pieces of a line that begins with a code, is told by a name and ends in credits; more are columns of a table."""

_PIECES = re.compile(r"\s{2,}|\s+[-–—|•·]+\s+|\t|\s*\|\s*")
_NUMBER_BEHIND = re.compile(r"\s*\((\d{1,2}(?:[.,]\d{1,2})?)\)\s*[*†‡]?\s*$")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{0,80})[)\]]\s*")
_CODE_SLASH = re.compile(r"^([A-Z]{2,5}[ -]?\d{2,4}[A-Z]?)\s+/\s+(?=[A-Z])")
"""A code with a slash behind it: "BEE 101 / Introduction to Bees"."""

_QUOTED = re.compile(r"[\"„“”«»](?=\S)([^\"„“”«»]{4,150})[\"„“”«»]")
_SORTS = (
    r"(?:\w*[üÜ]bung(?:en)?|tutori(?:um|als?)|[\w-]*vorlesung|(?:[\w-]+-|haupt|pro|block|ober)?seminar|praktikum|kolloquium|"
    r"kurs|vortrag|(?:bachelor|master)-?[\w-]*modul|"
    r"lectures?|exercises?|talk|course(?=\s*[:–\"“-])|(?:\w+ ){1,2}class(?:es)?|hoorcollege|werkcollege|cours)"
)
_MARKS = ':–-"„“«'
"""What sets the sort of lesson off from the title behind it."""

WORDS_OF_TITLE = 4
"""Words from which on what stands behind the sort is a title by itself."""

LESSON_FIRST = re.compile(
    r"(?:V|S|P|K|T|VL|VO|Ü|UE|ÜB|PS|HS|OS|SE|VU|KO|KQ|PR|KS|TU|TUT)(?:[/+](?:V|S|VL|VO|Ü|UE|ÜB|PS|HS|SE|PR|P))*:?\s+(?=[A-ZÄÖÜ])"
)
"""The sort of lesson in front of titles, where most of a list have one: "V/Ü Statistik", "S Netzwerke"."""

_LESSON = re.compile(
    rf"(?:{_SORTS}(?:\s*(?:/|und|and|en|&|,)\s*)?)+"
    r"(?:\s+(?:zur|zum|zu|for|of|bij)(?: the| der)?(?: (?:vorlesung|lecture|course|cursus)\b)?)?"
    r"\s*[:–-]?\s*(?-i:(?=[A-ZÀ-Þ\"„“«])(?![IVX]{1,4}(?!\w)))",
    re.IGNORECASE,
)
"""The sort of lesson in front of a title; a part that is only numbered has no other name: "Seminar II"."""

_SENTENCE = re.compile(r"[A-Z][a-z]+\s(?:[^\s.;:|()]+\s){7,}[A-Z]{2,6} ?\d{2,4}[A-Z]?\.")
"""A sentence that ends in a code: "In the seventies, the second course in bees had the number BEE 211."."""

_SMALL = re.compile(r"(?:in|on|of|for|im|in den|zu|zur|zum|over|op|van|voor|über|to|at|and|und|en)\s", re.IGNORECASE)
"""What goes on from a word for a sort of lesson: "SEMINAR IN ALGEBRA" is called so."""

_ENUMERATED = re.compile(r"\d{1,2}[.)]\s+(?=[^\W\d_a-zß-öø-ÿ])")
"""The number of a title in a list: "2. Honey and Wax"."""

_SORT_BEHIND = re.compile(rf"\s*[,;]\s*{_SORTS}\b", re.IGNORECASE)
"""What is given, behind a title in quotes: "„Logik“, Vorlesung, Mo 10-12"."""

_LAST_SORT = re.compile(rf"\s*\((?:{_SORTS})(?:s|e|en)?\b[^()]*\)\s*$", re.IGNORECASE)
"""What is given, in brackets behind the title: "(Seminar, WiSe 25/26)"."""

_DASHED_SORT = re.compile(rf"(?<=\w)\s+[–—-]\s+{_SORTS}(?:\s*(?:/|und|and|en|&|\+)\s*{_SORTS})*\s*$", re.IGNORECASE)
"""What is given, behind a dash: "Logik – Proseminar", "Databases - Lecture and Exercises"."""

_DASHES = frozenset("–—-")

_SQUARED = re.compile(r"(?<=\w)(?:\s*\[[^\[\]]{1,60}\])+\s*$")
"""Remarks in square brackets behind a title: "Spatial Analysis [Python][MSc]"."""

_FILE = re.compile(
    r"(?<=\w)\s*(?:\.(?:pdf|docx?)|[(\[](?:pdf|docx?)(?:[,;\s][^()\[\]]{0,20})?[)\]])\s*$", re.IGNORECASE
)
"""How a link to a file ends: "Wax and Honey.pdf", "Wax and Honey (PDF, 200 KB)"."""

_FILE_ENDS = (")", "]", "f", "c", "x", "F", "C", "X")

_LEVEL = re.compile(r"\s*\((?:[^()]{0,60}[,;/]\s*)?(?:BA|MA|B\.A\.|M\.A\.|BSc|MSc|PhD|Ph\.D\.|Bachelor|Master)\)\s*$")
"""For whom a course is, in brackets behind its title, alone or behind a teacher's name: "(Kohl, MA)"."""

_LAST_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{3,80})[)\]]\s*$")
_NUMBERS = re.compile(r"[\s\d,;&-]+")
_EDGE = ' \t:;,.|–—-•·*"“”'
_WORD = re.compile(r"[^\W\d_]{3,}")
_MODULE_WORDS = "modul|module|kurs|course|cursus|vak|unit|subject|lehrveranstaltung|onderwijseenheid"
_MODULE = re.compile(
    rf"(?:{_MODULE_WORDS})"
    r"(?:[- ]?(?:nr|no|nummer|code)\b\.?)?\s+"
    r"(?-i:(?P<code>[A-Z](?:[A-Z][\w./-]*\d|\d{2})[\w./-]*)\s*(?::|–|—|-(?=\s))\s*(?P<name>[^\W\d_a-zß-öø-ÿ].{2,}))$",
    re.IGNORECASE,
)
"""A word for a course, its code and its name: "Modul BI1: Bienenkunde"; "Module 1: Bees" only numbers a part."""

CALLED = re.compile(
    rf"(?<![\w-])(?:[^\W\d_]+-)?(?:{_MODULE_WORDS})\s+(?-i:(?P<code>[A-Z]{{2,}}[\w/-]*\d[\w/-]*))(?![\w.]*\w)",
    re.IGNORECASE,
)
"""A word for a course and its code in a sentence: "Die Vorlesung entspricht Master-Modul INF-MSc-606."."""

_NUMBERED_MODULE = re.compile(
    rf"(?:{_MODULE_WORDS})\s+(?-i:(?P<code>\d{{4,6}})\s+(?P<name>[^\W\d_a-zß-öø-ÿ].{{3,}}))$", re.IGNORECASE
)
"""A word for a course with its number in front of the name: "Modul 21410 Bienenkunde"."""

_BEHIND_CODE = re.compile(
    r"(?P<name>[^\W\d_].{2,120}?)\s+[(\[](?P<code>[A-Z][\w .&/-]{2,16})[)\]]\s*"
    r"(?:[,:;–—-]|\b(?:door|by|bei|von)\b)\s*(?P<who>\S.*)$"
)
"""A name with its code in brackets, and who teaches it: "Honigkunde (BEE101), dr. A. Vos"."""

_BEGINS_MODULE = frozenset(_MODULE_WORDS.split("|"))

_GOES_ON = re.compile(r"(?:or|and|oder|und|of|en|et|ou|bzw\.?)\s")


@dataclass(slots=True)
class CourseLine:
    """What a line says of a course."""

    name: str | None = None
    code: str | None = None
    credits: Credits | None = None
    numbers: list[str] = field(default_factory=list)
    """Pieces that are only digits: section or class numbers."""


@lru_cache(maxsize=4_096)
def course_title(text: str, *, with_lesson: bool = False) -> str:
    """`text` without the term, school year, sort of lesson and quotes that a course's title may carry.

    `with_lesson`: the sort of lesson stays, as it does where a page is about that lesson ("Übung zu Analysis").
    """
    title = _ENUMERATED.sub("", text.strip(), count=1) if text[:1].isdigit() else without_term_in_front(text.strip())
    title = without_lecturer(without_when(title))
    lesson = None if with_lesson else _LESSON.match(title)
    quoted = _QUOTED.search(title)
    if quoted and (lesson or (quoted.start() == 0 and _SORT_BEHIND.match(title, quoted.end()))):
        return quoted.group(1).strip()
    # each of these ends in its own way: most titles end in a letter, and need not be searched from end to end
    if not with_lesson and title.endswith(")"):
        title = _LAST_SORT.sub("", _LEVEL.sub("", title))
    title = without_terms_given(without_bracketed_school(title))
    if title.endswith("]"):
        title = _SQUARED.sub("", title)
    if title.endswith(_FILE_ENDS):
        title = _FILE.sub("", title)
    if lesson and not _SMALL.match(title, lesson.end()) and _is_set_off(title, lesson):
        title = title[lesson.end() :]
    title = _without_teacher(title) if title.endswith((")", "]")) else title
    for _ in range(2 if title.endswith((")", "]")) else 0):
        aside = _LAST_BRACKET.search(title)
        if aside is None or aside.start() < SHORTEST or not is_aside(aside[1]):
            break
        title = title[: aside.start()]
    whole = title.count("(") == title.count(")")
    title = without_term_behind(without_term_behind(title))
    if whole and title.count("(") > title.count(")"):
        title = title[: title.rfind("(")]  # what stood before the term in its bracket
    if not _DASHES.isdisjoint(title):
        title = _DASHED_SORT.sub("", title)
    stripped = title.strip(" \t:;,|–—-•·*")
    return stripped if stripped.count("(") == stripped.count(")") else stripped.strip("()")


def _is_set_off(title: str, lesson: "re.Match[str]") -> bool:
    """Whether the sort of lesson is none of the title behind it: a mark stands between, or the rest is one by itself.

    "Praktikum Smart Grid" is what a course is called, "Seminar Aktuelle Fragen der Bienenkunde" is a seminar so called.
    """
    sort = lesson.group()
    marked = (
        sort[-1:] != " " or sort.rstrip()[-1:] in _MARKS or " zu" in sort or sort.rstrip().lower().endswith("modul")
    )
    return marked or title.count(" ", lesson.end()) >= WORDS_OF_TITLE - 1


@lru_cache(maxsize=4_096)
def is_aside(text: str) -> bool:
    """Whether what stands in brackets behind a title is none of it: "(core)", "(prerequisite BIO 101)"."""
    first, _, rest = fold(text).partition(" ")
    known = _asides()
    return first in known or any(f"{first} {word}" in known for word in (rest.partition(" ")[0], rest) if word)


@cache
def _asides() -> frozenset[str]:
    return frozenset(map(fold, word_lists("titles")["asides"]))


@cache
def _left() -> frozenset[str]:
    """What is left of the title of a page about a course once its code and numbers are gone: "Sections 2 & 3"."""
    return frozenset(word_lists("titles")["left"])


@cache
def _told() -> frozenset[str]:
    return frozenset(word_lists("titles")["told"])


def _is_told(text: str) -> bool:
    """Whether a line is a sentence that tells of a course rather than lists it."""
    return text[-1] == "." and _SENTENCE.fullmatch(text) is not None and text.partition(" ")[0].lower() in _told()


def _without_teacher(title: str) -> str:
    """A title without the bracket that says who teaches: "Kansrekening (prof. dr. A. de Wit)"."""
    last = _LAST_BRACKET.search(title)
    if last is None or not _WORD.search(title[: last.start()]) or not are_surely_names(last[1]):
        return title
    return title[: last.start()]


def without_lecturer(title: str) -> str:
    """A title without the term and the lecturer's titled name behind commas: "Algorithms, Spring 2026, Dr. Vos"."""
    before, comma, last = title.rpartition(",")
    if not comma or "." not in last or last.count("(") != last.count(")") or not _WORD.search(before):
        return title
    named = whole_name(last.strip())
    return without_term_behind(before.rstrip()) if named is not None and named.parsed.titles else title


def read_course_line(spaced: str) -> CourseLine | None:
    """The parts of a line that names a course, or None where there is neither a code nor credits in it.

    "CHEM 090  Introduction to Chemistry  3 Credit Hours", "Introduction To X - 22505 - COM 10200 - 002",
    "ICT-DB-1: Databases (5 EC)", "Composition I (3)". Lines of a template come back on every page, so answers are kept:
    they are not to be changed.
    """
    if not 4 <= len(spaced) <= 300 or not has_digit(spaced) or _is_told(spaced):
        return None
    return _read(spaced)


@lru_cache(maxsize=4_096)
def _read(spaced: str) -> CourseLine | None:
    spaced = without_term_in_front(_CODE_SLASH.sub(r"\1 - ", spaced.strip(), count=1))
    bare = " ".join(spaced.split())
    called = _behind_word(bare) or _behind_name(bare)
    if called is not None:
        return called
    pieces = _PIECES.split(spaced)
    titled = read_titled(bare) if len(pieces) <= MOST_TITLED else None
    if titled is not None and is_title(titled.name) and not titled.name.endswith("?"):
        return CourseLine(course_title(titled.name), titled.code, titled.credits)
    beside = bracketed_credits(bare) if "(" in bare else None
    if beside is not None and is_title(beside[0]) and find_code(beside[0]) is None:
        return CourseLine(course_title(beside[0]), None, beside[1])
    line = CourseLine()
    rest: list[str] = []
    for piece in pieces:
        _take_piece(piece.strip(), line, rest)
    if line.code is None and line.credits is None:
        written = written_credits(bare)
        named = written is not None and is_title(written[0])
        return CourseLine(course_title(written[0]), None, written[1]) if written is not None and named else None
    titles = [piece for piece in rest if _WORD.search(piece)]
    if titles and line.code is not None and (before := _before_bracket(pieces, line.code)) is not None:
        titles = [before]
    if titles:
        line.name = course_title(
            titles[0] if line.code is None or len(titles) == 1 else max(titles[:3], key=_titleness)
        )
        if line.credits is not None:
            line.name = without_hours(line.name)
    return line if line.name or line.code else None


def _behind_word(line: str) -> CourseLine | None:
    """Code and name of a line that begins with a word for a course: "Modul BI1: Bienenkunde"."""
    if not may_begin(line, _BEGINS_MODULE):
        return None
    module = _MODULE.match(line) or (None if YEARS_BEHIND.search(line[:15]) else _NUMBERED_MODULE.match(line))
    if module is None or not is_title(module["name"]):
        return None
    name, counted = with_unit(module["name"])
    return CourseLine(course_title(name), module["code"], counted)


def _behind_name(line: str) -> CourseLine | None:
    """Name and code of a line that says behind both who teaches the course."""
    match = _BEHIND_CODE.match(line) if "(" in line or "[" in line else None
    if match is None or code_likelihood(match["code"]) < SURE_CODE or not is_title(match["name"]):
        return None
    return CourseLine(course_title(match["name"]), match["code"]) if are_surely_names(match["who"]) else None


def _before_bracket(pieces: list[str], code: str) -> str | None:
    """The title with the code in brackets behind it, whatever stands beside both: "Wax (BEE101) | Course catalogue"."""
    behind = (f"({code})", f"[{code}]")
    named = [piece.strip()[: -len(behind[0])].strip(_EDGE) for piece in pieces if piece.strip().endswith(behind)]
    return named[0] if len(named) == 1 and _WORD.search(named[0]) else None


def _titleness(piece: str) -> tuple[bool, int]:
    """A piece with a label in it ("L01 Link Id: A2") is no title beside one without."""
    return ": " not in piece, min(len(piece), 60)


def _take_piece(piece: str, line: CourseLine, rest: list[str]) -> None:
    if not piece:
        return
    if piece.isdigit():
        line.numbers.append(piece)
        return
    number = _NUMBER_BEHIND.search(piece)
    if number and line.credits is None and _WORD.search(piece[: number.start()]):
        line.credits = Credits(float(number[1].replace(",", ".")), number[1])
        piece = piece[: number.start()]
    elif line.credits is None:
        stated = read_credits(piece)
        if stated is not None:
            line.credits = stated
            at = piece.find(stated.text)
            if at >= 0:
                piece = _without_figures(f"{piece[:at]} {piece[at + len(stated.text) :]}")
    if line.code is None:
        piece = _without_code(piece, line)
    if piece.strip(_EDGE):
        rest.append(piece.strip(_EDGE + "()") if piece.count("(") != piece.count(")") else piece.strip(_EDGE))


def _without_figures(piece: str) -> str:
    """A title whose credits were taken out: a bracket that holds nothing more, or only a period, goes too."""
    for match in _BRACKETS.finditer(piece):
        inner = match.group(1).strip(" ,;/-–")
        if not inner or find_periods(inner):
            piece = piece[: match.start()] + " " + piece[match.end() :]
            break
    return piece.replace("( )", " ").strip(_EDGE)


def _without_code(piece: str, line: CourseLine) -> str:
    """Takes a code from the start or the end of a piece, or from brackets in it."""
    code = find_code(piece)
    if code is None:
        return piece
    at = piece.find(code)
    before, behind = piece[:at], piece[at + len(code) :]
    if before.strip(_EDGE + "([") and behind.strip(_EDGE + ")]"):
        return piece
    line.code = code
    return f"{before} {behind}".replace("( )", " ").replace("[ ]", " ").strip(_EDGE + "()[]")


@lru_cache(maxsize=4_096)
def is_title(text: str) -> bool:
    """Whether `text` could be the title of a course: words, not a sentence, no number or date alone."""
    if not 2 <= len(text) <= LONGEST_TITLE or (not _WORD.search(text) and not text.isupper()):
        return False
    if _GOES_ON.match(text) or text[0] in ".&/<>={}[]#$%\\" or text.endswith((";", "{", "}")):
        return False
    if text.endswith((".", "!", "?", ":")) and text.count(" ") > 5:
        return False
    if begins_with_hours(text):
        return False
    if has_digit(text) and fold(_NUMBERS.sub(" ", text)) in _left():
        return False
    return not (school_year(text) and len(text) < 12) and not is_only_periods(text)
