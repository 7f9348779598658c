"""The courses of a page: the one it is about, and those it lists in tables, titled lines, links or headings."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from crawler.extraction.blocks import BOLD, Line, Page
from crawler.extraction.course_labels import PageCourse, take_in_region
from crawler.extraction.course_lines import (
    LONGEST_TITLE,
    CourseLine,
    course_title,
    is_title,
    read_course_line,
)
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import is_surely_name, whole_name
from crawler.extraction.own_title import is_condition
from crawler.extraction.pairs import Pair
from crawler.extraction.recognisers.course_codes import is_placeholder
from crawler.extraction.recognisers.credit_sentences import closing_credits, leading_credits
from crawler.extraction.recognisers.credits import Credits, read_credits
from crawler.extraction.run_on_lines import read_run_on
from crawler.extraction.split_titles import is_numbered, numbered_titles, titles_above, titles_behind
from crawler.extraction.tables import Grid
from crawler.extraction.tailed_titles import Tailed, cut_line
from crawler.extraction.title_credits import credits_among_facts
from crawler.extraction.title_terms import STARTS_WITH_TERM
from crawler.extraction.titled_lines import head_of, read_titled, subject_of
from crm.names.vocabulary import is_never
from crm.text import clean, fold

MOST_COURSES = 2_000
FEWEST_OF_SUBJECT = 3
"""Codes of one subject in a list from which on a shorter number of that subject is one too ("MATH 96")."""
LONGEST_LINE = 220
"""Characters of a line that may be a title and what is said beside it."""

FEWEST_LINKS = 3
"""Links in a longer line, in brackets behind the title: one to the site of each term in which the course was given."""

LONGEST_FACTS = 60
"""Characters of a line of facts below a course's title."""

WORDS_OF_NO_LABEL = 3
"""Spaces in a title from which on a word in it that labels something is no label ("Text, History and Literature")."""

_CITED = re.compile(r"\bVol(?:ume)?\b.{0,12}\d|\bpp?\. ?\d|\bIS[SB]N\b|\bdoi\b", re.IGNORECASE)
"""Where something was published: no course is called so."""

LINES_WITH_CREDITS = 2
"""Lines under a course's title in which a description may begin with what the course counts for."""


FEWEST_TITLES, FEWEST_COUNTED = 4, 3
"""Titles without a code in one sort of place that make a list, and such with credits and their unit."""

_ByPlace = dict[tuple[str, int, bool, str], list[tuple[Line, CourseLine]]]
"""Lines that title courses, by the sort of place where they stand."""


def titled_lines(page: Page, tables: list[Grid], tails: Mapping[int, Tailed]) -> list[PageCourse]:
    """Lines that hold a code or credits with a title, where at least two stand in the same sort of place.

    `tails`: the lines that go on with who teaches the course.
    """
    skipped: set[int] = set()
    for grid in tables:
        if grid.has_header and any(grid.fields):
            skipped.update(range(grid.row_boxes[0].start, grid.row_boxes[-1].end))
    by_place: _ByPlace = defaultdict(list)
    unread: list[Line] = []
    named: _ByPlace = defaultdict(list)
    for line in page.numbered:
        if line.index not in skipped:
            _take_line(page, cut_line(line, tails), by_place, named, unread)
    _take_names(named, by_place)
    _take_short_codes(unread, by_place)
    behind = titles_behind(page, skipped)
    above = titles_above(page, skipped | {line.index for line, _ in behind})
    for apart in (behind, above, numbered_titles(unread)):
        for line, read in apart:
            if _may_be_course(read.name or ""):
                place = _place(line, coded=True)
                by_place[(f"{place[0]} apart", *place[1:])].append((line, read))
    _drop_groups(by_place)
    heads = Counter(_head(line, read) for lines in by_place.values() for line, read in lines)
    found = []
    for place, entries in by_place.items():
        lines = [(line, read) for line, read in entries if heads[_head(line, read)] < 2 or not _head(line, read)]
        fewest, distinct = (2, len(lines)) if place[2] else (_fewest(lines), len({read.name for _, read in lines}))
        if distinct >= fewest:
            found += _region_courses(page, lines)
    return without_surnames(sorted(found, key=lambda course: course.start)[:MOST_COURSES])


def _fewest(lines: list[tuple[Line, CourseLine]]) -> int:
    """How many titles without a code make a list: fewer where each is an item of a list with its credits and unit."""
    counted = all(
        line.box.tag == "li" and read.credits is not None and any(map(str.isalpha, read.credits.text))
        for line, read in lines
    )
    return FEWEST_COUNTED if counted else FEWEST_TITLES


_SURNAMES_BEHIND = re.compile(r"\s+\((?P<who>[A-Z][\w'’-]{2,20}(?:\s?[,/&]\s?[A-Z][\w'’-]{2,20}){0,3})\)$")
_BETWEEN = re.compile(r"\s?[,/&]\s?")


def without_surnames(found: list[PageCourse]) -> list[PageCourse]:
    """The courses of a list without the bracket behind most of their names that says by surname who teaches each.

    Words of subjects are none, nor is one word behind all of them: "(Lab)".
    """
    behind = {
        at: match
        for at, listed in enumerate(found)
        if (match := _SURNAMES_BEHIND.search(listed.course.name or "")) is not None
        and not any(map(is_never, _BETWEEN.split(match["who"])))
    }
    told = {match["who"] for match in behind.values()}
    if len(behind) < FEWEST_OF_SUBJECT or len(behind) * 10 < 6 * len(found) or len(told) < 2:
        return found
    for at, match in behind.items():
        found[at].course.name = match.string[: match.start()]
    return found


def _take_line(
    page: Page,
    line: Line,
    by_place: _ByPlace,
    named: _ByPlace,
    unread: list[Line],
) -> None:
    """Puts a line that titles a course with others of its place, or one that says nothing by itself with the unread.

    One whose title looks like a person's name goes to `named`.
    """
    if line.section >= 0 and _asks_first(page.lines[line.section].text):
        return
    run_on = read_run_on(line)
    if run_on is not None and _may_be_course(run_on.name):
        place = _place(line, coded=True)
        stated = run_on.credits or closing_credits(line.text)
        title = CourseLine(course_title(run_on.name), run_on.code, stated)
        by_place[(f"{place[0]} run on", *place[1:])].append((line, title))
        return
    spaced = line.spaced
    if len(line.text) > LONGEST_TITLE and len(line.anchors) >= FEWEST_LINKS:
        spaced = line.text.partition(" (")[0]
    if len(spaced) > LONGEST_LINE or (field_of(line.text) and head_of(line.text) is None):
        return
    read = read_course_line(spaced)
    if read is not None and read.code:
        read = replace(read, name=title_below(page, line) or read.name)
    if read is None or (read.code is None and is_numbered(line.text)):
        unread.append(line)
    elif read.name and _may_be_course(read.name):
        by_place[_place(line, coded=read.code is not None)].append((line, read))
    elif read.name and read.code and is_surely_name(read.name) and not whole_name(line.text):
        named[_place(line, coded=True)].append((line, read))


def _take_names(named: _ByPlace, by_place: _ByPlace) -> None:
    """Adds titles with a code that look like a person's name where most of their place do not: "Czech A (SLAV0017)"."""
    for place, entries in named.items():
        if len(by_place.get(place, ())) >= 2 * len(entries):
            by_place[place] = sorted([*by_place[place], *entries], key=lambda entry: entry[0].index)


@lru_cache(maxsize=1_024)
def _asks_first(heading: str) -> bool:
    """Whether a heading announces what must be done before a course: the courses below it are others."""
    return len(heading) <= LONGEST_FACTS and field_of(heading) == "other" and is_condition(heading)


def _place(line: Line, *, coded: bool) -> tuple[str, int, bool, str]:
    """The sort of place where a line stands: those of one list stand in one."""
    return line.box.tag, line.level, coded, line.box.parent.signature if line.box.parent else ""


def _may_be_course(name: str) -> bool:
    """Whether a name beside a code is a title and no person, label or condition ("must be completed")."""
    return (
        is_title(name)
        and not is_surely_name(name)
        and not is_condition(name)
        and not is_placeholder(name)
        and not _CITED.search(name)
        and (name.count(" ") >= WORDS_OF_NO_LABEL or field_of(name) != "other")
    )


def _take_short_codes(
    lines: list[Line], by_place: dict[tuple[str, int, bool, str], list[tuple[Line, CourseLine]]]
) -> None:
    """Adds lines that begin with a number too short for a code, but with the subject of the codes of their place."""
    subjects: dict[tuple[str, int, bool, str], Counter[str]] = {
        place: Counter(known[0] for _, read in entries if (known := subject_of(f"{read.code} x")) is not None)
        for place, entries in by_place.items()
        if place[2]
    }
    for line in lines if subjects else ():
        place = _place(line, coded=True)
        known = subject_of(line.text) if place in subjects else None
        if known is None or subjects[place][known[0]] < FEWEST_OF_SUBJECT:
            continue
        read = read_titled(line.text, known[1])
        if read is not None and _may_be_course(read.name):
            by_place[place].append((line, CourseLine(course_title(read.name), read.code, read.credits)))
    for place in subjects:
        by_place[place].sort(key=lambda entry: entry[0].index)


def _drop_groups(by_place: dict[tuple[str, int, bool, str], list[tuple[Line, CourseLine]]]) -> None:
    """Takes headings without a code away below most of which courses with one stand: "Core courses (15 credits)"."""
    coded = sorted(line.index for place, entries in by_place.items() if place[2] for line, _ in entries)
    for place in [place for place in by_place if not place[2]] if len(coded) >= FEWEST_OF_SUBJECT else ():
        names = {read.name for _, read in by_place[place]}
        if len(by_place[place]) >= len(coded) // 2 and 2 * len(names) <= len(by_place[place]):
            del by_place[place]  # what courses have in common: "Graphic Design · Fall · 3 cr"
    for place in [place for place in by_place if not place[2] and place[1]] if len(coded) >= FEWEST_OF_SUBJECT else ():
        starts = [line.index for line, _ in by_place[place]]
        ends = [*starts[1:], coded[-1] + 1]
        filled = sum(
            1
            for start, end in zip(starts, ends, strict=True)
            if bisect_right(coded, start) < bisect_right(coded, max(start, end - 1))
        )
        if filled * 2 >= len(starts):
            del by_place[place]


def _head(line: Line, read: CourseLine) -> str:
    """What stands before a colon and the code: where it comes back ("Corequisite(s): CHEM 114") it is a label."""
    head, colon, rest = line.text.partition(": ")
    return head if colon and len(head) <= 40 and (read.code is None or read.code in rest) else ""


def title_below(page: Page, line: Line) -> str | None:
    """The title under a line that gives term, subject and code ("Spring 2020 Computer Science W1004"), if it is one."""
    if not STARTS_WITH_TERM.match(line.text) or line.index + 1 >= len(page.lines):
        return None
    below = page.lines[line.index + 1]
    if below.box.furniture or field_of(below.text) or ":" in below.text or not is_title(below.text):
        return None
    return below.text


def _region_courses(page: Page, lines: list[tuple[Line, CourseLine]]) -> list[PageCourse]:
    """Each titled line with what follows it up to the next."""
    found = []
    ends = [line.index for line, _ in lines[1:]] + [len(page.lines)]
    for (line, read), end in zip(lines, ends, strict=True):
        course = FoundCourse(clean(read.name or "") or None, code=read.code)
        if read.credits is not None:
            course.credits, course.credits_text = read.credits.number, read.credits.text
        anchor = next((anchor for anchor in line.anchors if anchor.url), None)
        course.url = anchor.url if anchor is not None else None
        found.append(PageCourse(course, line.index, end, [("name", clean(line.text), Method.TEXT)]))
    return found


def fill_regions(courses: list[PageCourse], pairs: list[Pair], page: Page) -> None:
    """Gives listed courses what labels and lines inside their region say of credits and periods."""
    for listed in courses:
        if listed.course.credits_text or listed.end - listed.start > 80:
            continue
        level = page.lines[listed.start].level
        for line in page.lines[listed.start + 1 : min(listed.end, listed.start + 25)]:
            if 0 < line.level < (level or BOLD) and line.text != listed.course.name:
                break
            stated = _credits_of(line, near=line.index <= listed.start + LINES_WITH_CREDITS)
            if stated is not None:
                listed.course.credits, listed.course.credits_text = stated.number, stated.text
                listed.evidence.append(("credits", clean(line.text), Method.TEXT))
                break
    starts = [listed.start for listed in courses]
    for pair in pairs:
        at = bisect_right(starts, pair.line.index) - 1
        if at >= 0 and pair.line.index < courses[at].end:
            take_in_region(courses[at], pair)


def _credits_of(line: Line, *, near: bool) -> Credits | None:
    """What a line below a title says of credits: a short one in any place, a description where it begins or ends.

    `near`: the line is right below the title; further on a description's edges may speak of something else.
    """
    if len(line.text) <= LONGEST_FACTS:
        stated = read_credits(line.text)
        if stated is None and " · " in line.text:
            stated = next((read for piece in line.text.split(" · ") if (read := read_credits(piece)) is not None), None)
        return stated if stated is not None or not near else credits_among_facts(line.text)
    if not near:
        return None
    leading = leading_credits(line.text)
    return leading[0] if leading is not None else closing_credits(line.text)


def without_twins(courses: list[PageCourse]) -> list[PageCourse]:
    """`courses` without those that stand, without a code, in the lines of one that has their name and a code."""
    coded = [(found, fold(found.course.name or "\0")) for found in courses if found.course.code]

    def is_twin(found: PageCourse) -> bool:
        name = fold(found.course.name or "")
        return any(one.start <= found.start < one.end and name.startswith(own) for one, own in coded)

    return [found for found in courses if found.course.code or not is_twin(found)] if coded else courses


def merged(courses: list[PageCourse]) -> list[PageCourse]:
    """One of each: sections of one course have the same code, or the same name where there is no code."""
    known: dict[str, PageCourse] = {}
    counted: Counter[str] = Counter()
    result = []
    for found in courses:
        key = (found.course.code or found.course.name or "").casefold().replace(" ", "")
        counted[key] += 1
        first = known.get(key)
        if first is None:
            known[key] = found
            result.append(found)
            continue
        if _told_below(found) and first.course.credits_text and not _told_below(first):
            found.course.credits, found.course.credits_text = None, None
        _merge(first.course, found.course)
    return result


def _told_below(found: PageCourse) -> bool:
    """Whether a course's credits stand in lines below its title, which may speak of something else, and not in it."""
    return any(name == "credits" and method == Method.TEXT for name, _, method in found.evidence)


def _merge(kept: FoundCourse, other: FoundCourse) -> None:
    kept.name = kept.name or other.name
    kept.url = kept.url or other.url
    if other.credits_text and not kept.credits_text:
        kept.credits, kept.credits_text = other.credits, other.credits_text
    elif other.credits_text and kept.credits != other.credits and other.credits_text not in (kept.credits_text or ""):
        kept.credits, kept.credits_text = None, clean(f"{kept.credits_text} / {other.credits_text}", 200)
    kept.periods += [period for period in other.periods if period not in kept.periods][: 12 - len(kept.periods)]
