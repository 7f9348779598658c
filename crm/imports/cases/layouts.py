"""A letter in blocks, each of which may hold a question: rows, records, list items, headed blocks, or paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence

from crm.imports.cases.blocks import Block, Blocks, apart, label_of, labelled, numbered_label
from crm.imports.cases.names import is_name_alone
from crm.imports.cases.paragraphs import paragraphs
from crm.imports.cases.sentences import asks, without_asides
from crm.imports.cases.vocabulary import CaseField, field_of, field_of_cell

_MARKERS = {
    "number": re.compile(r"^(\s*)\(?(\d{1,2})[.):]\)?\s+(?=\S)"),
    "letter": re.compile(r"^(\s*)([a-z])[.)]\s+(?=\S)"),
    "bullet": re.compile(r"^(\s*)([-*•·▪–])\s+(?=\S)"),
}
_CELLS = re.compile(r"\t|\s*\|\s*")
_BRACKETED = re.compile(r"\s*\([^()]*\)")
LEAST_WORDS = 4
"""Words of a cell, on average, from which a column holds sentences."""
_HEADING = 60
"""Characters of a line that may be a heading."""


def blocks_of(lines: Sequence[str], first: int, email: str = "") -> Blocks:
    """The blocks of the lines of a letter from `email`, the first of which has the number `first`."""
    for layout in (_rows, _headed_lists, _items, _records, _headed):
        found = layout(lines, first)
        if found is not None:
            return found
    return Blocks("", paragraphs(lines, first, email))


# Rows of a table that was pasted


def _rows(lines: Sequence[str], first: int) -> Blocks | None:
    for number, line in enumerate(lines):
        header = _header_of(_CELLS.split(line), lines[number + 1 :])
        if CaseField.QUESTION in header and len({one for one in header if one}) >= 2:
            blocks = []
            for below, row in enumerate(lines[number + 1 :], number + 1):
                cells = _CELLS.split(row)
                told = {key: cell.strip() for key, cell in zip(header, cells, strict=False) if key and cell.strip()}
                if told:
                    blocks.append(Block(first + below, [], told))
            return Blocks("\n".join(lines[:number]), blocks) if blocks else None
    return None


def _header_of(cells: Sequence[str], below: Sequence[str]) -> list[CaseField | None]:
    """What the columns hold: by their names, and the question where one unknown column holds whole sentences."""
    header: list[CaseField | None] = [field_of(cell) for cell in cells]
    if CaseField.QUESTION in header:
        return header
    known = {one for one in header if one}
    named = [field_of_cell(cell) for cell in cells]
    if known and named.count(CaseField.QUESTION) == 1:
        return named
    if len(known) < 2 or CaseField.COMPANY not in known:
        return header
    rows = [_CELLS.split(row) for row in below if row.strip()]
    words = [sum(len(row[column].split()) for row in rows if column < len(row)) for column in range(len(cells))]
    most = max(range(len(cells)), key=words.__getitem__, default=0)
    if header[most] is None and words[most] >= LEAST_WORDS * len(rows) > 0:
        header[most] = CaseField.QUESTION
    return header


# Items of a list


def _items(lines: Sequence[str], first: int) -> Blocks | None:
    style, starts = _list_of(lines)
    if len(starts) < 2 and not (starts and style == "label"):
        return None
    ends = [*starts[1:], len(lines)]
    spaced = any(
        _goes_on_after_a_gap(lines[start + 1 : end]) for start, end in zip(starts[:-1], ends[:-1], strict=True)
    )
    if not spaced:
        ends[-1] = starts[-1] + 1 + _until_gap(lines[starts[-1] + 1 :])
    blocks = []
    for start, end in zip(starts, ends, strict=True):
        own = [_unmarked(lines[start], style), *lines[start + 1 : end]]
        heading = ""
        if style == "label":
            heading, own = own[0], own[1:]
        blocks.append(labelled(Block(first + start, own, heading=heading)))
    return Blocks("\n".join(lines[: starts[0]]), blocks)


def _list_of(lines: Sequence[str]) -> tuple[str, list[int]]:
    """The outermost list of the lines: how it is marked, and the lines on which its items begin."""
    numbered = [number for number, line in enumerate(lines) if numbered_label(line) and (label_of(line) or ("", ""))[1]]
    if len(numbered) >= 2 and all(label_of(lines[one]) for one in numbered):
        return "label", numbered
    best: tuple[str, list[int]] = ("", [])
    for style, pattern in _MARKERS.items():
        marked = [(number, found) for number, line in enumerate(lines) if (found := pattern.match(line)) is not None]
        if not marked:
            continue
        indent = min(len(found[1].expandtabs()) for _number, found in marked)
        outer = [(number, found) for number, found in marked if len(found[1].expandtabs()) <= indent + 1]
        if style != "bullet" and not _ascends([found[2] for _number, found in outer]):
            continue
        starts = [number for number, _found in outer]
        if not best[1] or (len(starts) >= 2 and starts[0] < best[1][0]) or len(best[1]) < 2:
            best = (style, starts)
    return best


def _ascends(marks: Sequence[str]) -> bool:
    order = [int(mark) if mark.isdigit() else ord(mark) for mark in marks]
    return order == list(range(order[0], order[0] + len(order)))


def _unmarked(line: str, style: str) -> str:
    if style == "label":
        found = label_of(line)
        return found[1] if found is not None else line
    return _MARKERS[style].sub("", line, count=1)


def _goes_on_after_a_gap(lines: Sequence[str]) -> bool:
    gap = next((number for number, line in enumerate(lines) if not line.strip()), None)
    return gap is not None and any(line.strip() for line in lines[gap:])


def _until_gap(lines: Sequence[str]) -> int:
    """How many lines go on with the last item: up to a gap behind which a line begins at the edge."""
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if not line.strip() and after.strip() and not after.startswith((" ", "\t")) and label_of(after) is None:
            return number
    return len(lines)


# Records of labels and values


def _records(lines: Sequence[str], first: int) -> Blocks | None:
    found = [label_of(line) for line in lines]
    counted = Counter(one[0] for one in found if one is not None)
    if not (counted[CaseField.QUESTION] or counted[CaseField.COMPANY]) or len(counted) < 2:
        return None
    starts = _whole_records(lines, found)
    if not starts:
        starts = _by_what_begins(found, counted)
    ends = [*starts[1:], len(lines)]
    blocks = [labelled(Block(first + a, list(lines[a:b]))) for a, b in zip(starts, ends, strict=True)]
    return Blocks("\n".join(lines[: starts[0]]), blocks)


def _whole_records(lines: Sequence[str], found: Sequence[tuple[CaseField, str] | None]) -> list[int]:
    """Where records begin that a blank line sets apart, each with company and question; none where not all are so."""
    starts: list[int] = []
    for at, own in apart(lines):
        fields = {one[0] for one in found[at : at + len(own)] if one is not None}
        if {CaseField.COMPANY, CaseField.QUESTION} <= fields:
            starts.append(at)
        elif fields:
            return []
    return starts


def _by_what_begins(found: Sequence[tuple[CaseField, str] | None], counted: Counter[CaseField]) -> list[int]:
    """Where records begin of which each begins with the same label."""
    begins = CaseField.COMPANY if counted[CaseField.COMPANY] else next(one[0] for one in found if one is not None)
    starts: list[int] = []
    seen: set[CaseField] = set()
    for number, one in enumerate(found):
        if one is None:
            continue
        if not starts or (one[0] is begins and begins in seen):
            starts.append(number)
            seen = set()
        seen.add(one[0])
    return starts


# Blocks under a heading


def _headed_lists(lines: Sequence[str], first: int) -> Blocks | None:
    """Lists each of which stands under the name of a business: the list is one question, not each of its items."""
    listed = [
        own
        for _at, own in apart(lines)
        if len(own) > 1 and _is_heading(own[0]) and all(line[:1] in " \t" or _is_item(line) for line in own[1:])
    ]
    return _headed(lines, first) if len(listed) > 1 and not any(_is_item(own[0]) for own in listed) else None


def _is_item(line: str) -> bool:
    return any(pattern.match(line) for pattern in _MARKERS.values())


def _headed(lines: Sequence[str], first: int) -> Blocks | None:
    parts = apart(lines)
    heads = [number for number, (_at, own) in enumerate(parts) if len(own) > 1 and _is_heading(own[0])]
    if len(heads) < 2 and not (heads and len(parts) == 1):
        return None
    blocks: list[Block] = []
    for number, (at, own) in enumerate(parts):
        if number in heads:
            blocks.append(labelled(Block(first + at, own[1:], heading=own[0].strip().rstrip(":"))))
        elif blocks and asks(without_asides(" ".join(own))):
            blocks[-1].lines += own
    before = "\n".join(line for _at, own in parts[: heads[0]] for line in own)
    return Blocks(before, blocks)


def _is_heading(line: str) -> bool:
    bare = line.strip().strip("*_# ")
    return (
        len(bare) <= _HEADING
        and not bare.endswith((".", "?", "!", ",", ";"))
        and label_of(f"{bare.rstrip(':')}: x") is None
        and all(is_name_alone(piece) for piece in _BRACKETED.sub("", bare).rstrip(": ").split(", "))
    )
