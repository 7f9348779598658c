"""Lists that a page's script holds and draws in the browser: `const courses = [{"code": "BIO 101", "title": …}]`.

They are put into the page as tables with the names of their fields as headers, where only the script says them; what
these tables mean is for the readers of tables to say. Nothing of a script is run.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawler.extraction.labelling import field_of

FEWEST = 3
"""Records that make a list."""

MOST_ROWS, MOST_COLUMNS, MOST_LISTS = 1_000, 12, 12
LONGEST_SCRIPT = 600_000
"""Characters of a script that are looked at."""

LONGEST_VALUE = 400
"""Characters of a value; longer ones are texts."""

DEEPEST = 6
"""Levels of a state object in which lists are looked for."""

SEEN = 5
"""Values of a list by which it is told whether the page shows it itself."""

_TELLING = frozenset(
    {"course_name", "course_code", "credits", "teacher", "course_coordinator", "person_name", "email", "position"}
)
_PEOPLE = frozenset({"email", "position", "phone"})
_BEGINS = re.compile(r"\[\s{0,99}\{\s{0,99}[\"'`]?[A-Za-z_$][\w$-]{0,60}(?: [\w$-]{1,60}){0,5}[\"'`]?\s{0,9}:")
_MAY_HOLD = re.compile(rb"\[\s{0,99}\{\s{0,99}[\"'`]?[A-Za-z_$]")
_TOKEN = re.compile(
    r"\"(?:[^\"\\\n]|\\.){0,9999}+\"|'(?:[^'\\\n]|\\.){0,9999}+'|`(?:[^`\\$]|\\.){0,9999}+`|//[^\n]*|/\*.{0,999}?\*/"
    r"|[\[\]{}]|(?<![\w$])[A-Za-z_$][\w$]{0,60}+(?=\s{0,99}:)|,(?=\s{0,99}[\]}])|[\"'`\\]|/\*",
    re.DOTALL,
)
_OPEN = frozenset({'"', "'", "`", "\\", "/*"})
"""What begins something that does not end."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-$]+")
_TAG = re.compile(r"<[^<>]{1,200}>")


def draw_lists(root: "etree._Element", source: bytes) -> None:
    """Appends to the body of `root` a table for each list in its scripts that tells of courses or people."""
    if _MAY_HOLD.search(source) is None:
        return
    body = root.find("body")
    found = [rows for script in root.iter("script") for rows in _lists(script)][:MOST_LISTS]
    if body is None or not found:
        return
    shown = " ".join(body.xpath(".//text()[not(parent::script) and not(parent::style)]"))
    for rows in found:
        table = _table(rows, shown)
        if table is not None:
            body.append(table)


def _lists(script: "etree._Element") -> Iterator[list[dict[str, Any]]]:
    code = script.text or ""
    kind = (script.get("type") or "").lower()
    if not 2 * FEWEST < len(code) <= LONGEST_SCRIPT or "ld+json" in kind:
        return
    if "json" in kind:
        try:
            yield from _within(json.loads(code), 0)
        except (ValueError, RecursionError):
            return
        return
    end = 0
    for match in _BEGINS.finditer(code):
        if match.start() >= end:
            text, end = _balanced(code, match.start())
            yield from _within(_loaded(text), 0)


def _balanced(code: str, start: int) -> tuple[str, int]:
    """The array that begins at `start`, as JSON, and where it ends; "" where it never does, or holds an open string."""
    parts: list[str] = []
    depth, at = 0, start
    for match in _TOKEN.finditer(code, start):
        piece = match.group()
        parts.append(code[at : match.start()])
        at = match.end()
        if piece in "[{":
            depth += 1
        elif piece in "]}":
            depth -= 1
        elif piece in _OPEN:
            break
        parts.append(_as_json(piece))
        if depth == 0:
            return "".join(parts), at
    return "", len(code)


def _as_json(piece: str) -> str:
    """A piece of a script as JSON writes it: strings in double quotes, keys quoted, no comments or last commas."""
    if piece[0] in "'`":
        return json.dumps(piece[1:-1].replace("\\'", "'").replace("\\n", " "))
    if piece[0].isalpha() or piece[0] in "_$":
        return json.dumps(piece)
    return "" if piece[0] in "/," else piece


def _loaded(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _within(value: object, depth: int) -> Iterator[list[dict[str, Any]]]:
    """The lists of records in a value, the outer ones first."""
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        if len(rows) >= FEWEST and _tells(rows[0]):
            yield rows[:MOST_ROWS]
            return
    if depth < DEEPEST and isinstance(value, list | dict):
        for inner in value if isinstance(value, list) else value.values():
            yield from _within(inner, depth + 1)


def _label(key: str) -> str:
    return " ".join(_CAMEL.sub(" ", key).lower().split())


def _tells(row: dict[str, Any]) -> bool:
    """Whether two fields of a record or more are facts of courses, or of people."""
    fields = {field_of(_label(str(key))) for key in row}
    return len(fields & _TELLING) >= 2 or (bool(fields & _PEOPLE) and "name" in map(_label, map(str, row)))


def _table(rows: list[dict[str, Any]], shown: str) -> "etree._Element | None":
    keys = [key for key in rows[0] if _text(rows[0][key]) or any(_text(row.get(key)) for row in rows[:SEEN])]
    keys = [key for key in keys if isinstance(key, str)][:MOST_COLUMNS]
    names = [key for key in keys if field_of(_label(key)) in {"course_name", "person_name"} or _label(key) == "name"]
    values = [text for row in rows[:SEEN] for key in names[:1] if (text := _text(row.get(key)))]
    if not values or sum(value in shown for value in values) * 2 >= len(values):
        return None
    table = etree.Element("table")
    _row(table, "th", list(map(_label, keys)))
    for row in rows:
        _row(table, "td", [_text(row.get(key)) for key in keys])
    return table


def _row(table: "etree._Element", tag: str, texts: list[str]) -> None:
    line = etree.SubElement(table, "tr")
    for text in texts:
        etree.SubElement(line, tag).text = text


def _text(value: object) -> str:
    """A value as a cell shows it: figures, strings without marks, and the names in lists."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value[:10])))[:LONGEST_VALUE]
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title") or value.get("label"))
    text = " ".join(_TAG.sub(" ", value).split()) if isinstance(value, str) else ""
    return "".join(letter for letter in text if letter.isprintable()) if len(text) <= LONGEST_VALUE else ""
