"""Courses and people that a page holds as state for its scripts to draw are put into the page as they may be drawn.

A list becomes a table with the names of its fields as headers, a single record a heading with labels and values, and
only what the page does not show itself. What these mean is for the readers of tables and labels to say.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from crawler.extraction.labelling import field_of
from crawler.extraction.page_state import page_states
from crawler.extraction.word_lists import word_lists

FEWEST = 3
"""Records that make a list."""

MOST_ROWS, MOST_COLUMNS, MOST_RECORDS = 1_000, 12, 24
LONGEST_VALUE = 400
"""Characters of a value; longer ones are texts."""

MOST_VALUES = 50_000
"""Values of a page's state that are looked at."""

SEEN = 5
"""Values of a list by which it is told whether the page shows it itself."""

Record = dict[str, Any]

_OF_COURSE = frozenset({"course_code", "credits", "teacher", "course_coordinator"})
_TELLING = _OF_COURSE | {"course_name", "person_name", "email", "position"}
_OF_PERSON = frozenset({"email", "position", "phone"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-$]+")
_TAG = re.compile(r"<[^<>]{1,200}>")


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(word_lists("state")[name])


def draw_state(root: "etree._Element", source: bytes) -> None:
    """Appends to the body of `root` what its state tells of courses and people, and its text does not."""
    body = root.find("body")
    found = [rows for state in page_states(root, source) for rows in _within(state)][:MOST_RECORDS]
    if body is None or not found:
        return
    shown = " ".join(body.xpath(".//text()[not(parent::script) and not(parent::style)]"))
    for rows in found:
        if not _is_shown(rows, shown):
            body.append(_table(rows) if len(rows) > 1 else _entry(rows[0], alone=len(found) == 1))


def _within(state: object) -> Iterator[list[Record]]:
    """The lists of records in a state, and the single records, as lists of one."""
    stack, seen = [state], 0
    while stack and seen < MOST_VALUES:
        seen += 1
        value = stack.pop()
        if isinstance(value, dict):
            if _is_record(value):
                yield [value]
            else:
                stack += [part for key, part in reversed(value.items()) if _label(str(key)) not in _words("aside")]
        elif isinstance(value, list):
            rows = [row for row in value if isinstance(row, dict)]
            if len(rows) >= FEWEST and _tells(rows[0]):
                yield rows[:MOST_ROWS]
            else:
                stack += reversed(value)


def _label(key: str) -> str:
    return " ".join(_CAMEL.sub(" ", key).lower().split())


def _fields(row: Record) -> set[str | None]:
    return {field_of(_label(str(key))) for key, value in row.items() if value not in (None, "", [])}


def _tells(row: Record) -> bool:
    """Whether two fields of a record or more are facts of courses, or of people."""
    fields = _fields(row)
    return len(fields & _TELLING) >= 2 or (bool(fields & _OF_PERSON) and bool(_name(row)))


def _is_record(row: Record) -> bool:
    """Whether a record that stands by itself is a course with a code, credits or a teacher, or a person."""
    if not _name(row):
        return False
    fields = _fields(row)
    return len(fields & _OF_COURSE) >= 2 or ("position" in fields and bool(fields & {"email", "phone", "person_name"}))


def _name(row: Record) -> str:
    """What a record calls its course or person; "" where it says none, or nothing short."""
    named = {_label(str(key)): value for key, value in row.items()}
    for word in _words("names"):
        if word in named and (text := _text(named[word])):
            return text
    parts = [_text(named[word]) for words in ("first", "between", "last") for word in _words(words) if word in named]
    return " ".join(filter(None, parts))


def _is_shown(rows: list[Record], shown: str) -> bool:
    """Whether the page's text names half of the first records or more, or they have no name."""
    names = list(filter(None, map(_name, rows[:SEEN])))
    return not names or sum(name in shown for name in names) * 2 >= len(names)


def _table(rows: list[Record]) -> "etree._Element":
    keys = [key for key in rows[0] if any(_text(row.get(key)) for row in rows[:SEEN])][:MOST_COLUMNS]
    table = etree.Element("table")
    _row(table, "th", list(map(_label, keys)))
    for row in rows:
        _row(table, "td", [_text(row.get(key)) for key in keys])
    return table


def _row(table: "etree._Element", tag: str, texts: list[str]) -> None:
    line = etree.SubElement(table, "tr")
    for text in texts:
        etree.SubElement(line, tag).text = text


def _entry(row: Record, *, alone: bool) -> "etree._Element":
    """A heading with labels and values; the page's own where it is the only record."""
    entry = etree.Element("section")
    etree.SubElement(entry, "h1" if alone else "h2").text = _name(row)
    facts = etree.SubElement(entry, "dl")
    for key, value in list(row.items()):
        label, text = _label(str(key)), _text(value)
        if text and label not in _words("names") and field_of(label) not in {None, "person_name", "course_name"}:
            etree.SubElement(facts, "dt").text = label
            etree.SubElement(facts, "dd").text = text
    return entry


def _text(value: object) -> str:
    """A value as a cell shows it: figures, strings without marks, and the names in lists."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        said = value[:1] if _is_of_languages(value) else value[:10]
        return ", ".join(filter(None, map(_text, said)))[:LONGEST_VALUE]
    if isinstance(value, dict):
        return _described(value)
    text = " ".join(_TAG.sub(" ", value).split()) if isinstance(value, str) else ""
    return "".join(letter for letter in text if letter.isprintable()) if len(text) <= LONGEST_VALUE else ""


def _described(value: Record) -> str:
    """Who or what an object within a record is: its name, and the address behind it; or its text in one language."""
    name = _name(value)
    if not name:
        named = {_label(str(key)): part for key, part in value.items()}
        return next((_text(named[word]) for word in _words("values") if isinstance(named.get(word), str)), "")
    address = next((_text(each) for key, each in value.items() if field_of(_label(str(key))) == "email"), "")
    return f"{name} ({address})" if name and address else name


def _is_of_languages(value: list[Any]) -> bool:
    """Whether a list says one thing in several languages."""
    return all(isinstance(part, dict) and {"language", "value"} <= part.keys() for part in value)
