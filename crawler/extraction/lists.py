"""Lists that may be of courses: links into one folder, headings of one rank, or items, without code or credits.

They count only on pages whose words say that courses are listed there; `kind` weighs that.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from crawler.extraction.blocks import BOLD, Anchor, Line, Page
from crawler.extraction.course_labels import PageCourse
from crawler.extraction.course_lines import (
    LESSON_FIRST,
    LONGEST_TITLE,
    course_title,
    is_title,
    read_course_line,
)
from crawler.extraction.courses import MOST_COURSES, without_surnames
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import is_surely_name
from crawler.extraction.own_title import is_numbered_part, is_sub_page, leading_words
from crawler.extraction.recognisers.page_words import SAID_OF_PAGE, is_page_word, text_hint, url_hint
from crawler.extraction.study_parts import lines_of_parts
from crawler.extraction.tailed_titles import Tailed, cut_line
from crawler.extraction.title_credits import written_credits
from crawler.extraction.title_terms import without_when
from crm.text import clean, fold

_SUBJECT = re.compile(
    r"\S\s+\((?!(?:BA|MA|BS|MS|BSC|MSC|PHD|LLM|LLB|MBA)\b)[A-Z]{2,6}(?:(?:,\s?|\s?[/&]\s?)[A-Z]{2,6})*\)$"
)
"""A subject with its abbreviation ("Biology (BIO)"): each is a list of courses, and none itself."""

_ABBREVIATED = re.compile(r"^[A-Z]{2,5}\s+[-–]\s+(?=[A-Z])")
LONGEST_MEAN = 60
"""Characters of items on average; longer ones are sentences."""

LONGEST_ANNOUNCED = 90
"""The same right below a heading that announces courses."""

MOST_SITES = 30
"""Links of a list that lead to a folder each."""

_HOLDING_TITLES = frozenset({"li", "p", "div", "dd"})
"""Blocks that titles below a heading for a part of a programme stand in."""

_BEHIND_BOLD = re.compile(r"\s*[,(:;.–—|-]|\s+(?:with|mit|met|avec|at|an der|aan)\s")
"""How a line goes on behind a title set off at its start: "*Wax and Law*, graduate seminar"."""

_GIVEN_SO = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:under)?graduates?\b|\b(?:BSc|MSc|PhD|Bachelor|Master|BA|MA)\b|\b(?:seminar|lecture|course|vorlesung|"
    r"übung|kurs|vak|cursus|cours|ECTS|EC|credits)\b",
    re.IGNORECASE,
)
"""What such a line says of a course: when and for whom it is given."""

FEWEST = 3
"""Entries that make a list, and items that say what is given before those are a sort of their own."""

LONGEST_ITEM = 110
"""Characters of one entry."""


def possible_courses(page: Page, tails: Mapping[int, Tailed], *, announced: bool) -> list[PageCourse]:
    """The likeliest list of courses of a page, or an empty list.

    `announced`: the page's words say that it lists courses. Without that, only links into a folder of courses count.
    `tails`: the lines that go on with who teaches the course.
    """
    content = [cut_line(line, tails) for line in page.content] if tails else page.content
    entries = [(line, _shape(line)) for line in content if _may_be_entry(line)]
    given = Counter(shape[:3] for line, shape in entries if _says_what_is_given(line.text))
    groups: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line, shape in entries:
        alone = shape[3] == "given" and given[shape[:3]] < FEWEST
        groups[(*shape[:3], str(line.section)) if alone else shape].append(line)
    best: tuple[int, int, list[Line]] = (0, 0, [])
    filled = {line.section for line, shape in entries if shape[0] == "item"}
    for lines in groups.values():
        rank = _rank(page, lines, announced=announced, filled=filled)
        whole = _with_other_sections(page, lines, groups) if rank and _shape(lines[0])[0] == "item" else lines
        if rank and (rank, len(whole)) >= best[:2]:
            best = (rank, len(whole), whole)
    return _courses(page, best[2]) if best[2] else []


def may_be_given(found: list[PageCourse]) -> bool:
    """Whether what stands below a term may be what is given then: links, none to a part of one course ("Week 3")."""
    names = [entry.course.name or "" for entry in found]
    return all(entry.course.url for entry in found) and not any(
        is_numbered_part(name) or is_sub_page(name) for name in names
    )


def _with_other_sections(page: Page, lines: list[Line], groups: dict[tuple[str, ...], list[Line]]) -> list[Line]:
    """The items of a list with those of lists like it under other headings: a term, a school, a year each."""
    shape = _shape(lines[0])
    within = {id(line.box.parent) for line in lines}
    alike = [items for other, items in groups.items() if other[:3] == shape[:3] and _may_be_titles(page, items)]
    linked = groups.get(("link", *shape[1:3], ""), []) if shape[1] == "li" else []
    alike.append([line for line in linked if id(line.box.parent) in within])
    return sorted((line for items in alike for line in items), key=lambda line: line.index)


def _may_be_titles(page: Page, lines: list[Line]) -> bool:
    """Whether items are short enough to be titles; those right below a heading for courses may be longer."""
    above = next(page.under(lines[0]), None)
    longest = LONGEST_ANNOUNCED if above is not None and _announces(above) else LONGEST_MEAN
    return sum(len(course_title(line.text)) for line in lines) < longest * len(lines)


def announced_items(page: Page) -> list[PageCourse]:
    """The items below headings that announce courses ("Vakken", "Modules in year one"), or the titles below those for
    parts of a programme: three or more in all, or fewer where each says what it counts for.
    """
    found = []
    titled = _titles_of_parts(page)
    for line in page.lines:
        announced = line.section >= 0 and line.box.tag == "li" and _announces(page.lines[line.section])
        if not (announced and _may_be_entry(line)) and line.index not in titled:
            continue
        if _is_of_other(page, line):
            continue
        read = read_course_line(line.spaced)
        name = read.name if read is not None and read.name else line.text
        anchor = line.lone_anchor or _anchor_of(line, name)
        course = FoundCourse(clean(course_title(name)), url=anchor.url if anchor else None, confidence=0.7)
        if read is not None:
            course.code = read.code
            if read.credits is not None:
                course.credits, course.credits_text = read.credits.number, read.credits.text
        found.append(PageCourse(course, line.index, line.index + 1, [("name", clean(line.text), Method.TEXT)]))
    many = len({fold(entry.course.name or "") for entry in found}) >= 3
    return found[:MOST_COURSES] if many or all(entry.course.credits_text for entry in found) else []


def _is_of_other(page: Page, item: Line) -> bool:
    """Whether the line that leads on to an item's list asks how to do something: "You can find out more by:"."""
    around = item.box.parent
    if around is None or around.start == 0:
        return False
    lead = page.lines[around.start - 1]
    leads = not lead.level and lead.text.endswith(":")
    return leads and lead.text.rstrip(" :").rpartition(" ")[2].lower() in leading_words()


def in_parts(page: Page) -> int:
    """How many headings for parts of a programme ("Leerjaar 1", "Semester III") have short titles below them."""
    return len({*_titles_of_parts(page).values()})


def _titles_of_parts(page: Page) -> dict[int, int]:
    """The titles below headings for parts of a programme by the index of their line, each with that of its heading."""
    return {index: at for index, at in lines_of_parts(page).items() if _may_be_title(page.lines[index])}


def _may_be_title(line: Line) -> bool:
    """Whether a line below a heading for a part of a programme may be the title of what is given then."""
    if line.box.tag not in _HOLDING_TITLES or field_of(line.text) or not _may_name_course(line.text):
        return False
    return line.box.tag != "li" or _may_be_entry(line)


def _anchor_of(line: Line, name: str) -> Anchor | None:
    """The link that an item's name is, beside what the item says more."""
    return next((anchor for anchor in line.anchors if anchor.url and fold(anchor.text) == fold(name)), None)


def _announces(heading: Line) -> bool:
    """Whether a heading is a word for courses, perhaps with what they are of: "Vakken jaar 1"."""
    if not 0 < heading.level < BOLD or len(heading.text) > 60:
        return False
    return text_hint(heading.text).get("course_list", 0.0) >= 0.4 or field_of(heading.text) == "taught_courses"


def _is_set_off(line: Line) -> bool:
    """Whether a line begins with a title that is set off, and tells behind it when or for whom a course is given."""
    bold, behind = line.bold, line.text[len(line.bold) :]
    return (
        5 < len(bold) <= LONGEST_ITEM
        and not line.level
        and line.text.startswith(bold)
        and _BEHIND_BOLD.match(behind) is not None
        and _GIVEN_SO.search(behind) is not None
        and not bold.rstrip().endswith((":", "."))
        and not line.box.furniture
        and _may_name_course(bold)
        and not field_of(bold)
    )


def _may_be_entry(line: Line) -> bool:
    box, text = line.box, line.text
    if line.bold and _is_set_off(line):
        return True
    linked = line.lone_anchor is not None
    if not (linked or 0 < line.level < BOLD or box.tag in {"li", "dt"}):
        return False
    if box.furniture or len(text) > LONGEST_TITLE or box.tag == "button":
        return False
    if not line.level and len(text) > LONGEST_ITEM < len(course_title(text)):
        return False
    return _may_name_course(text) and (linked or _says_what_is_given(line.text) or not field_of(text))


@lru_cache(maxsize=4_096)
def _may_name_course(text: str) -> bool:
    if "@" in text or text.endswith(("…", "...", ":", "?")):
        return False
    return is_title(text) and not is_surely_name(text)


def _shape(line: Line) -> tuple[str, ...]:
    box, outer = line.box, line.box.parent
    if line.bold and _is_set_off(line):
        return ("bold", box.tag, outer.tag if outer is not None else "", "")
    kind = "link" if line.lone_anchor else f"h{line.level}" if line.level else "item"
    section = "" if kind != "item" else "given" if _says_what_is_given(line.text) else str(line.section)
    return (kind, box.tag, outer.tag if outer is not None else "", section)


def _rank(page: Page, lines: list[Line], *, announced: bool, filled: set[int]) -> int:
    """How good a list this is: 4 links into a folder of courses, 3 into one folder, or items that say what is given
    when ("(Seminar, WiSe 25/26)") or stand below a heading for courses; 2 headings, 1 items, 0 none.

    `filled`: the headings that have items below them.
    """
    if len(lines) < FEWEST or not (announced or lines[0].lone_anchor) or not _are_several(lines):
        return 0
    if lines[0].lone_anchor:
        return _rank_of_links(page, lines, announced=announced)
    if lines[0].level or _is_set_off(lines[0]):
        return 2 if _is_set_off(lines[0]) or _may_be_titled_courses(lines) else 0
    if not _may_be_titles(page, lines):
        return 0
    if lines[0].box.tag == "dt":
        return 0 if any(field_of(line.text) for line in lines) else 2
    return 3 if _says_what_is_given(lines[0].text) or _are_announced(page, lines[0], filled) else 1


def _are_several(lines: list[Line]) -> bool:
    """Whether lines say several things, most of which are no subjects with their abbreviation: "Biology (BIO)"."""
    subjects = sum(1 for line in lines if _SUBJECT.search(line.text))
    return len({fold(line.text) for line in lines}) >= FEWEST and subjects * 10 < len(lines) * 6


def _may_be_titled_courses(headings: list[Line]) -> bool:
    """Whether headings may be courses: none labels something, and those of the first rank do not announce courses."""
    told = headings[0].level > 1 or sum(not _announces(heading) for heading in headings) >= FEWEST
    return told and not any(field_of(heading.text) for heading in headings)


def _rank_of_links(page: Page, lines: list[Line], *, announced: bool) -> int:
    links = [line.lone_anchor for line in lines if line.lone_anchor]
    if any(_is_same(link.url, page.url) for link in links):
        return 0
    folder, count = Counter(_folder(link.url) for link in links).most_common(1)[0]
    hints = url_hint(folder + "x")
    of_courses = hints.get("course", 0.0) >= 0.4
    if any(text_hint(line.text).get(kind) for line in lines[:3] for kind in ("news", "events", "legal")):
        return 0
    if sum(1 for line in lines if text_hint(line.text).get("course_list", 0.0) >= SAID_OF_PAGE) * 3 >= len(lines):
        return 0  # an index of lists: "Core courses", "Electives"
    if count >= 3 and count * 10 >= len(lines) * 6 and (of_courses or (announced and not hints.get("person"))):
        return 4 if of_courses else 3
    if announced and lines[0].box.tag == "dt":
        return 2
    return 1 if announced and _lead_below(lines) else 0


def _is_same(url: str, other: str) -> bool:
    """Whether two addresses are of one page: a list of links that holds its own page is a menu."""
    return url.partition("#")[0].rstrip("/") == other.partition("#")[0].rstrip("/")


def _are_announced(page: Page, item: Line, filled: set[int]) -> bool:
    """Whether a heading above an item announces courses, or one above that: "Courses", "Latin".

    Where few of the headings of its rank have items, they are the courses, and the items what one of them reads.
    """
    above = list(page.under(item))
    if not any(map(_announces, above)):
        return False
    alike = [line.index for line in page.content if line.level == above[0].level]
    return _announces(above[0]) or len(alike) < FEWEST or len(filled & {*alike}) * 2 >= len(alike)


@lru_cache(maxsize=4_096)
def _says_what_is_given(text: str) -> bool:
    """Whether an item ends in brackets that are none of a title, or in when: "Networks (Seminar, WiSe 25/26)"."""
    bare = without_when(text)
    return bare != text or (bare.endswith(")") and course_title(bare) != bare)


def _lead_below(lines: list[Line]) -> bool:
    """Whether a few links each lead to a folder of their own on this site: the sites of the courses themselves."""
    urls = [line.lone_anchor.url for line in lines if line.lone_anchor]
    site = Counter("/".join(url.split("/")[:3]) for url in urls).most_common(1)[0]
    folders = {_folder(url) for url in urls}
    return len(lines) <= MOST_SITES and site[1] * 10 >= len(urls) * 8 and len(folders) * 10 >= len(urls) * 7


def _folder(url: str) -> str:
    return url.partition("?")[0].rstrip("/").rpartition("/")[0] + "/"


def _courses(page: Page, lines: list[Line]) -> list[PageCourse]:
    folders = Counter(_folder(line.lone_anchor.url) for line in lines if line.lone_anchor)
    most = folders.most_common(1)[0] if folders else (None, 0)
    kept = most[0] if most[1] * 10 >= len(lines) * 6 else None
    found: dict[str, PageCourse] = {}
    set_off = bool(lines[0].bold) and _is_set_off(lines[0])
    sorted_so = sum(1 for line in lines if LESSON_FIRST.match(line.text)) * 2 >= len(lines)
    ends = [line.index for line in lines[1:]] + [min(len(page.lines), lines[-1].index + 40)]
    for line, end in zip(lines, ends, strict=True):
        anchor = line.lone_anchor
        if kept is not None and anchor is not None and _folder(anchor.url) != kept:
            continue
        text = line.bold if set_off else line.text
        text = LESSON_FIRST.sub("", text) if sorted_so else text
        anchor = anchor or (_anchor_of(line, text) if set_off else None)
        text, stated = written_credits(text) or (text, None)
        name = clean(course_title(_ABBREVIATED.sub("", text)))
        if is_page_word(name):
            continue
        course = FoundCourse(name, url=anchor.url if anchor else None, confidence=0.7)
        if stated is not None:
            course.credits, course.credits_text = stated.number, clean(stated.text, 200)
        found.setdefault(fold(name), PageCourse(course, line.index, end, [("name", clean(line.text), Method.TEXT)]))
    return without_surnames(list(found.values())[:MOST_COURSES])
