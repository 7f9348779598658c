"""The title of a page about one course: its name and code, without the words that a system or a teacher puts around."""

import re
from functools import cache, lru_cache
from urllib.parse import unquote

from crawler.extraction.course_lines import CourseLine, course_title, is_title, read_course_line, without_lecturer
from crawler.extraction.kind import without_form
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import is_surely_name
from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.recognisers.page_words import is_page_word, text_hint
from crawler.extraction.title_credits import with_unit
from crawler.extraction.word_lists import any_as_written, word_lists
from crm.text import fold

_VIEW = re.compile(r"\s*[-–—|:]\s*([^-–—|:]{4,40})$")
_FIRST = re.compile(r"([A-Za-z0-9][\w./-]{2,24})\s*[:–—-]?\s+(?=\S)")
_BRACKET = re.compile(r"(.{3,150}?)\s*[(\[]([^()\[\]]{3,24})[)\]]")
_WHEN_IN_BRACKET = re.compile(r"(?P<head>.{3,150}?\s[(\[](?P<code>[^()\[\],;]{3,24})),\s[^()\[\]]{2,60}(?P<end>[)\]])$")
"""A term and section behind the code in brackets behind a title: "Algorithms (CSCI 3104, Spring 2018, Section 2)"."""

_REST = re.compile(
    r"[\s,;–—-]*(?:(?:collegejaar|studiejaar|academiejaar)\s)?(?:19|20)\d\d(?:\s?[-/–]\s?(?:19|20)?\d\d)?[\s,;–—-]*$"
)
"""A school year behind a title and its code: "Macro-economie 1 (EBB850) 2013/2014"."""

_NUMBERED = re.compile(r"([A-Z][A-Za-z]{2,9} \d{3,4}[A-Z]{0,2})\s*(?::|–|—|-)\s+(?=\w)")
_NUMBERED_ALONE = re.compile(r"[A-Z][A-Za-z]{2,9} \d{3,4}[A-Z]{0,2}")
_BEHIND = re.compile(r"(?P<name>.{4,200}[^\s:,–—|-])\s+(?P<code>[A-Z]{2,6}\d{3,6}[A-Z]{0,2})")
"""A title with the code behind it: "Honey and Wax: a History, 1954-80 APIAR4112"."""

SURE_CODE = 0.6
"""How likely by its looks a code behind a title is one."""

_FILE_NAME = re.compile(r"(?=\S*\d)\S*_\S*|\d+[^\W\d_]{3,}|\S+\.(?:html?|php\d?|docx?|pdf)", re.IGNORECASE)
"""What a program calls a page that nobody gave a title: "115syll_s99", "214syll.htm"."""

_FOR = re.compile(r"\s+(?:for|in|of|voor|bij|van|zur|zu|für)\s+", re.IGNORECASE)
_SLOT_NUMBER = re.compile(r"\s*(?:[-–]\s*)?(?:\d{1,2}|[IVX]{1,4}|[A-E])$|\s*\(\s*\d[^()]*\)$")
_YEAR = re.compile(r" (?:19|20)\d\d$")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-/](?:(?:19|20)?\d\d))?")
_PARTS = re.compile(r"\s*,\s+")
_ALNUM = re.compile(r"[^a-z0-9]")
LONGEST_HEAD = 30
"""Characters before a colon that may be words of a system ("Undergraduate Course: …")."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_lists("titles")[name])


def is_total(text: str) -> bool:
    """Whether a row or line is the sum of others ("Totaal", "Summe"), or holds the place of any ("Elective II")."""
    return fold(text.partition(":")[0]) in _words("totals") or fold(_SLOT_NUMBER.sub("", text)) in _words("slots")


def is_condition(text: str) -> bool:
    """Whether `text` is what must be done before a course rather than its name: "must be completed first"."""
    return text[:1].islower() or _conditions().search(text) is not None


def address_the_reader(names: list[str]) -> bool:
    """Whether many of what may be a list's titles speak to who reads them, as no courses are called.

    >>> address_the_reader(["Build your own prospectus", "Coming back? You are welcome", "See also"])
    True
    """
    words = [set(re.findall(r"[\w'’]+", name.lower())) for name in names]
    spoken = sum(name.endswith("?") or bool(of & _words("readers")) for name, of in zip(names, words, strict=True))
    return spoken * 3 >= len(names) > 1


def leading_words() -> frozenset[str]:
    """Words that lead on from what one may do to how, at the end of a line: "Find out more by:"."""
    return _words("leading")


@cache
def _conditions() -> re.Pattern[str]:
    words = any_as_written(_words("conditions"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def without_sort(title: str) -> str:
    """A title without the word for its sort in front: "Keuzedeel Webshop inrichten"; "Keuzedeel 3" stays as it is."""
    first, _, rest = title.partition(" ")
    return rest if fold(first) in _words("sorts") and rest[:1].isupper() else title


def is_frame(text: str) -> bool:
    """Whether `text` is what a system or teacher calls a page about a course: "Details", "Syllabus"."""
    return fold(text) in _words("views")


def is_framing(text: str) -> bool:
    """Whether `text` is nothing but what a teacher puts around a course's code and name: "Home Page"."""
    return fold(text) in _folded("frames")


@cache
def frame_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a teacher or a system puts before and behind a course's code and name in the title of its page."""
    words = any_as_written(_words("frames"))
    return (
        re.compile(rf"\s*(?:{words})(?!\w)\s*[-–—|:,]*\s*", re.IGNORECASE),
        re.compile(rf"\s*[-–—|:,.(]*\s*(?<!\w)(?:{words})\)?[\s.!]*$", re.IGNORECASE),
    )


def without_greeting(text: str) -> str:
    """A title without its frame and what greets in front of it: "Homepage Kristallographie"."""
    bare = without_frame(text)
    start = _greetings_first().match(bare)
    rest = bare[start.end() :] if start is not None else ""
    return rest if rest[:1].isupper() else bare


@cache
def _greetings_first() -> re.Pattern[str]:
    """The frames that speak of a site: "Welcome to", "Homepage"."""
    sites = [frame for frame in _words("frames") if any(word in frame for word in _words("site_words"))]
    words = any_as_written(sites)
    return re.compile(rf"(?:{words})(?!\w)\s*[-–—|:,]*\s*", re.IGNORECASE)


def welcomed(text: str) -> str | None:
    """What a sentence that greets on a course's page calls the course, and what follows; None where it greets to none.

    >>> welcomed("Welkom op de pagina van het vak Digitale Techniek (2012).")
    'Digitale Techniek (2012).'
    """
    match = _welcomes().match(text)
    return text[match.end() :].strip() if match is not None else None


@cache
def _welcomes() -> re.Pattern[str]:
    greetings, courses = any_as_written(_words("greetings")), any_as_written(_words("courses"))
    return re.compile(
        rf"(?:{greetings})\s(?:[^\W\d_-]+\s){{0,6}}?(?:{courses})(?!\w)[\s:]*(?=[\"“„«A-ZÀ-Þ])", re.IGNORECASE
    )


def is_sub_page(text: str) -> bool:
    """Whether a title or heading names what stands below a course's page: "Homework", "Quizzes for CS 101"."""
    return not _folded("sub_pages").isdisjoint({fold(text), fold(_FOR.split(text, maxsplit=1)[0])})


def names_other(title: str) -> bool:
    """Whether a heading or title names a file, or what stands below the page of a course."""
    return _FILE_NAME.fullmatch(title) is not None or is_message(title)


def is_message(text: str) -> bool:
    """Whether what follows a course's code tells those who take it something, or names a part of its page.

    >>> [is_message(text) for text in ("Grade Distribution is posted", "Lecture Notes 2014-15", "Project Management")]
    [True, True, False]
    """
    return _messages().search(text) is not None or _parts_first().match(text) is not None


@cache
def _messages() -> re.Pattern[str]:
    words = any_as_written(_words("messages"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _parts_first() -> re.Pattern[str]:
    words = any_as_written(_words("sub_pages"))
    return re.compile(rf"(?:{words})\s*(?:$|[\d#(\[])", re.IGNORECASE)


def is_numbered_part(text: str) -> bool:
    """Whether a title or the end of an address numbers a part of a course: "Week 3: Bees", "hw12"."""
    return _numbered_parts().match(text) is not None


@cache
def _numbered_parts() -> re.Pattern[str]:
    words = any_as_written(_words("numbered_parts"))
    return re.compile(rf"(?:{words})[\s_-]{{0,2}}#?\d{{1,2}}[a-z]?(?![\w])", re.IGNORECASE)


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold, _words(name)))


@lru_cache(maxsize=2_048)
def without_frame(text: str) -> str:
    """A title without the words that systems put around it: "Studiegids: Databases", "Databases - Details"."""
    head, _, rest = text.partition(":")
    if head.strip() and len(rest.strip()) > 2 and len(head) <= LONGEST_HEAD and code_likelihood(head.strip()) < 0.5:
        hints = text_hint(head.split()[-1])
        if field_of(head) in {"course_name", "course_code"} or hints.get("course_list") or hints.get("course"):
            text = rest.strip()
    if head.strip() and len(rest.strip()) > 2 and is_surely_name(head.strip()):
        text = rest.strip()
    text = without_form(text)
    view = _VIEW.search(text)
    return (
        text[: view.start()].strip() if view and view.start() > 2 and is_frame(view[1]) and not is_frame(text) else text
    )


@lru_cache(maxsize=2_048)
def read_own_title(text: str, url: str) -> CourseLine | None:
    """Name and code in a page's title or heading, or None where no code is in it.

    What is no code by its looks is one in front of the title where the page's address repeats it: "186.866
    Algorithmen" at `/course/186866`. "Math 101: Calculus I" has its number behind the subject's name.
    """
    text = without_lecturer(without_frame(text))
    timed = _WHEN_IN_BRACKET.match(text) if text[-1:] in {")", "]"} else None
    if timed is not None and code_likelihood(timed["code"]) >= SURE_CODE:
        text = f"{timed['head']}{timed['end']}"
    text, stated = with_unit(text) if "(" in text else (text, None)
    text = _REST.sub("", text) if text[-1:].isdecimal() and ")" in text else text
    first = _FIRST.match(text)
    if first and is_in_address(first[1], url) and is_title(text[first.end() :]):
        return CourseLine(text[first.end() :].strip(" -–—:"), first[1])
    bracket = _BRACKET.fullmatch(text)
    if bracket and code_likelihood(bracket[2]) >= 0.5 and is_title(bracket[1]):
        return CourseLine(bracket[1], bracket[2], stated)
    read = read_course_line(text)
    if read is not None and read.code:
        return read
    numbered = _NUMBERED.match(text)
    if numbered and _is_numbered(numbered[1]) and is_title(text[numbered.end() :]):
        return CourseLine(text[numbered.end() :].strip(), numbered[1])
    behind = _BEHIND.fullmatch(text)
    if behind and code_likelihood(behind["code"]) >= SURE_CODE and is_title(behind["name"]):
        return CourseLine(behind["name"], behind["code"])
    return _read_parts(text) or (CourseLine(None, text) if _is_numbered(text) else None)


def is_coded(text: str, url: str) -> bool:
    """Whether a title or heading gives both the code and the name of a course."""
    line = read_own_title(text, url)
    return line is not None and bool(line.code and line.name)


def name_in_title(text: str, url: str) -> str | None:
    """The name of the course that a title or heading gives, without code, term and frame; None where it is no name."""
    line = read_own_title(text, url)
    name = course_title(line.name if line is not None and line.name else without_frame(text), with_lesson=True)
    return name if is_title(name) and not is_page_word(name) and not names_other(name) else None


def _is_numbered(text: str) -> bool:
    """Whether all of `text` is a subject and its number, as in "Math 101"."""
    whole = _NUMBERED_ALONE.fullmatch(text)
    return whole is not None and code_likelihood(text.upper()) >= 0.5 and not _YEAR.search(text)


def is_in_address(code: str, url: str) -> bool:
    """Whether `code`, which has a digit or is in capitals, is the last part of an address or the value of a query."""
    bare = _ALNUM.sub("", code.lower())
    if len(bare) < 4 or _YEARS.fullmatch(code) or not (any(map(str.isdigit, code)) or ("_" in code and code.isupper())):
        return False
    address = unquote(url.partition("//")[2].partition("/")[2]).lower().rstrip("/")
    address = re.sub(r"\.(?:html?|php|aspx?|jsp)$", "", address)
    parts = re.split(r"[/?&=;]", address)[-6:]
    return any(_ALNUM.sub("", part) == bare for part in parts)


def _read_parts(text: str) -> CourseLine | None:
    """A code that is one part of a title between commas: "Syllabus, CMPSC 64, Fall 2019"."""
    parts = _PARTS.split(text)
    least = 0.4 if any(map(is_frame, parts)) else 0.5
    codes = [part for part in parts if code_likelihood(part) >= least or _is_numbered(part)]
    if len(parts) < 2 or len(codes) != 1:
        return None
    rest = [part for part in parts if part not in codes and not is_frame(part) and is_title(part)]
    return CourseLine(rest[0] if len(rest) == 1 and not any(map(str.isdigit, rest[0])) else None, codes[0])
