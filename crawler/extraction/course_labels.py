"""What labels on a page say of a course: name, code, credits, periods, year, language, description."""

import re
from dataclasses import dataclass, field

from crawler.extraction.blocks import Page
from crawler.extraction.course_lines import course_title, is_title, read_course_line
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.headline import read_code
from crawler.extraction.labelling import COURSE_FIELDS, field_of, is_sure_label
from crawler.extraction.naming import is_surely_name
from crawler.extraction.pairs import Pair
from crawler.extraction.recognisers.course_codes import LONGEST_CODE, code_likelihood, find_code, is_no_value
from crawler.extraction.recognisers.credit_sentences import credits_of_course, leading_credits
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.languages import instruction_language
from crawler.extraction.recognisers.periods import find_periods
from crawler.extraction.recognisers.school_years import school_year
from crm.text import LONGEST_DESCRIPTION, clean

_SPACED_CODE = re.compile(r"[A-Z]{2,8}[ -][A-Z]{0,3}\d{1,5}[A-Z]?")
_PARTED_NUMBER = re.compile(r"\d{2,3}[.-]\d{3,4}[A-Za-z]?")
"""How German schools number what they give: "51.201", "04-123"."""

_NUMBERED_CODE = re.compile(r"[A-Z]{1,5}[ -]?\d{1,4}(?:[.-]\d{1,4}){0,3}[A-Za-z]?|\d{1,2}(?:\.\d{1,3}){2,3}[a-z]?")
"""The number of a module behind a label for one: "MB 3.12", "V-12", "3.2.1"."""

_SHORT_CODE = re.compile(r"[A-Z]{2,6}\d{0,3}")
"""Letters and a number or none, by which a school knows a module where a label says so: "DB", "MA1"."""

_EMPTY_BRACKET = re.compile(r"\s*\(\s*\)$")
_PART_OF_LIST = re.compile(r"(?:[a-z]|\d{1,2})\)\s")
"""How the parts of a value begin that lists several: "a) lecture b) exercise"."""

_EUROPEAN = re.compile(r"\b(?:ECTS|EC)\b", re.IGNORECASE)
_BAR = re.compile(r"\s+[|·•]\s+")
"""What stands between a value and the next label in its line."""

_FIGURE = re.compile(r"\d{1,2}(?:[.,]\d{1,3})?(?:\s?[-–]\s?\d{1,2}(?:[.,]\d{1,3})?)?(?:(?:\s[A-Za-z]+)?\s?\([^()]*\))?")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f\u2010-\u2026]+")
_CODE_AT_END = re.compile(r"(?:[A-Za-z]{2,}\d{2,}|\b[A-Z]\d{3,})\w*$")


MOST_BARE = 120
"""The highest number without a unit that may be credits; one above counts hours."""


@dataclass(slots=True, eq=False)
class PageCourse:
    """A course and the lines that are about it."""

    course: FoundCourse
    start: int
    end: int
    evidence: list[tuple[str, str, Method]] = field(default_factory=list)
    """(field, words of the page, method)."""
    listed: bool = True
    places: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """Field → the line whose label or value gave it, and whether both are in that line."""


def labelled_course(page: Page, pairs: list[Pair]) -> PageCourse:
    """What the labels of a page say about its course; `name` may be missing."""
    found = PageCourse(FoundCourse(None), 0, len(page.lines), listed=False)
    _take_best_code(found, [pair for pair in pairs if pair.field == "course_code" and pair.text])
    for pair in sorted(pairs, key=_rank):
        reader = _READERS.get(pair.field)
        if reader is not None and (pair.text or pair.field == "description"):
            reader(found, pair)
    return found


def _rank(pair: Pair) -> int:
    """Which of several pairs that give credits counts: European ones before others, and "Units" only without those."""
    if pair.field != "credits":
        return 2
    if _EUROPEAN.search(f"{pair.label} {pair.inline}"):
        return 0
    return 1 if is_sure_label(pair.label) else 2


def _take_best_code(found: PageCourse, pairs: list[Pair]) -> None:
    """Of several labelled codes the one that looks most like one: a call number is none beside "Number: GU4921"."""
    rated = []
    for at, pair in enumerate(pairs):
        value = pair.inline or pair.values[0].text
        code = labelled_code(value)
        if code is not None:
            rated.append((code_likelihood(code) >= 0.5, is_sure_label(pair.label), -at, code, pair))
    if rated:
        best = max(rated, key=lambda entry: entry[:3])
        _set(found, "code", best[3], best[4])


def _set(found: PageCourse, name: str, value: object, pair: Pair) -> None:
    if value and not getattr(found.course, name):
        setattr(found.course, name, value)
        found.evidence.append((name, clean(f"{pair.label}: {pair.text}"), pair.method))
        inline = bool(pair.inline) or not pair.values
        found.places[name.removesuffix("_text")] = (pair.line if inline else pair.values[0]).index, inline


def _take_name(found: PageCourse, pair: Pair) -> None:
    value = _in_latin(pair.inline or (pair.values[0].text if pair.values else ""))
    line = read_course_line(pair.values[0].spaced if pair.values and not pair.inline else value)
    if is_surely_name(value) or (read_code(value) and not is_code(value)) or _PART_OF_LIST.match(value):
        return
    if is_code(value):
        _set(found, "code", value, pair)
    elif line is not None and line.code is None and line.name and line.credits is not None:
        _set(found, "name", clean(course_title(line.name)), pair)
        if not found.course.credits_text:
            _set(found, "credits_text", line.credits.text, pair)
            found.course.credits = line.credits.number
    elif line is not None and line.code and line.name:
        _set(found, "code", line.code, pair)
        _set(found, "name", line.name, pair)
    elif is_title(value) and _may_name(found, pair) and len(pair.values) <= 3 and not _CODE_AT_END.search(value):
        _set(found, "name", clean(course_title(value)), pair)


def _may_name(found: PageCourse, pair: Pair) -> bool:
    """Whether a label is no heading ("Course"), or one on a page whose headings are labels: its code has one too."""
    coded = any(name == "code" and method == Method.HEADING for name, _text, method in found.evidence)
    return not pair.line.level or (coded and pair.method == Method.HEADING and len(pair.values) == 1)


def _in_latin(name: str) -> str:
    """A name without the same in another script behind a slash ("Operating Systems / Λειτουργικά Συστήματα")."""
    if name.isascii() or " / " not in name:
        return name
    parts = name.split(" / ")
    latin = [part for part in parts if _LATIN.fullmatch(part)]
    return (
        latin[0]
        if len(parts) == 2 and len(latin) == 1 and not _LATIN_LETTER.search(name.replace(latin[0], ""))
        else name
    )


def _take_code(found: PageCourse, pair: Pair) -> None:
    value = pair.inline or (pair.values[0].text if pair.values else "")
    _set(found, "code", labelled_code(value), pair)


def is_code(value: str) -> bool:
    """Whether `value` is a course code without a label saying so."""
    return len(value) <= LONGEST_CODE and code_likelihood(value) >= 0.5


def labelled_code(value: str) -> str | None:
    """The code in a value behind a label for codes."""
    if is_no_value(value):
        return None
    value = _EMPTY_BRACKET.sub("", value)
    if code_likelihood(value) >= 0.2 or _SPACED_CODE.fullmatch(value) or _NUMBERED_CODE.fullmatch(value):
        return value
    return value if _SHORT_CODE.fullmatch(value) or _PARTED_NUMBER.fullmatch(value) else find_code(value)


def _take_credits(found: PageCourse, pair: Pair) -> None:
    value = pair.inline or (pair.values[0].text if pair.values else "")
    if not value or len(value) > 200 or found.course.credits is not None:
        return
    value = _own_part(pair.label, _BAR.split(value, maxsplit=1)[0])
    stated = read_credits(value, bare=True) if len(value) < 60 else read_credits(value) or credits_of_course(value)
    if stated is not None and not (value.isdigit() and int(value) > MOST_BARE):
        _set(found, "credits_text", clean(value, 200), pair)
        found.course.credits = stated.number


def _own_part(label: str, value: str) -> str:
    """Of a value behind two labels in one the part that counts credits: "Credits/Contact hours: 3 / 45"."""
    labels, values = label.split("/"), value.split("/")
    if len(labels) < 2 or len(labels) != len(values):
        return value
    own = [part.strip() for name, part in zip(labels, values, strict=True) if field_of(name.strip()) == "credits"]
    if len(own) > 1 and field_of(labels[0].strip()) == "credits" and is_sure_label(labels[-1].strip()):
        own = own[1:] if not is_sure_label(labels[0].strip()) else own  # "Hours/ECTS credits": the hours count nothing
    return own[0] if own and any(map(str.isdigit, own[0])) else value


def _take_period(found: PageCourse, pair: Pair) -> None:
    if not pair.line.level and len(pair.text) < 300:
        for period in find_periods(pair.text, bare=True):
            if period not in found.course.periods and len(found.course.periods) < 12:
                found.course.periods.append(period)
                found.evidence.append(("periods", clean(f"{pair.label}: {pair.text}"), pair.method))


def _take_year(found: PageCourse, pair: Pair) -> None:
    if len(pair.text) < 60:
        _set(found, "school_year", school_year(pair.text, bare=True), pair)


def _take_language(found: PageCourse, pair: Pair) -> None:
    if len(pair.text) < 120:
        _set(found, "language", instruction_language(pair.text), pair)


def _take_description(found: PageCourse, pair: Pair) -> None:
    text = clean(pair.text, LONGEST_DESCRIPTION)
    if len(text) > max(30, len(found.course.description or "")):
        found.course.description = text
        found.evidence.append(("description", clean(f"{pair.label}: {text}"), pair.method))


def _take_programme(found: PageCourse, pair: Pair) -> None:
    if len(pair.text) < 200:
        _set(found, "programme", clean(pair.text, 200), pair)


def _counts(text: str) -> bool:
    """Whether what stands behind "Units" counts credits: a figure and no more, or one that ends its sentence."""
    figure = text.partition(". ")[0].strip(" *†‡")
    return read_credits(text) is not None or _FIGURE.fullmatch(figure) is not None


def _take_unit(found: PageCourse, pair: Pair) -> None:
    if len(pair.text) < 200:
        if _counts(pair.text):
            _take_credits(found, pair)
        elif not pair.line.level:
            _set(found, "unit", clean(pair.text.strip(" ;"), 200), pair)


_READERS = {
    "course_name": _take_name,
    "course_code": _take_code,
    "credits": _take_credits,
    "period": _take_period,
    "school_year": _take_year,
    "language": _take_language,
    "description": _take_description,
    "programme": _take_programme,
    "unit": _take_unit,
}


def course_labels(pairs: list[Pair]) -> set[str]:
    """The distinct fields by which labels describe a course here."""
    return {pair.field for pair in pairs if pair.field in COURSE_FIELDS and (pair.text or is_sure_label(pair.label))}


def take_in_region(listed: PageCourse, pair: Pair) -> None:
    """Gives a listed course what a label in its lines says of it."""
    reader = _READERS.get(pair.field)
    wanted = {"credits", "period", "school_year", "language", "course_code"}
    if reader is not None and pair.field in wanted and pair.text:
        reader(listed, pair)
    elif pair.field == "unit" and _counts(pair.text):
        _take_credits(listed, pair)
    elif pair.field == "description" and not listed.course.credits_text:
        _take_leading_credits(listed, pair)


def _take_leading_credits(listed: PageCourse, pair: Pair) -> None:
    """Takes credits that a description begins with: "Cr. 3. (2-3). An introduction"."""
    stated = leading_credits(pair.text)
    if stated is not None:
        _set(listed, "credits_text", stated[0].text, pair)
        listed.course.credits = stated[0].number
