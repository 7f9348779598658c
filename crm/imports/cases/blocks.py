"""A piece of a letter that may hold a question, and what labels in it say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.imports.cases.vocabulary import CaseField, field_of, field_of_cell, numbered_labels
from crm.text import fold

_LABELLED = re.compile(r"^[\s>*•·▪–-]*\**\s*([^:\n]{1,40}?)\s*\**\s*:\**\s*(.*)$")
_BESIDE = re.compile(r"^\s*([^\t|.\n]{1,80}?)\s*(?:\t|\||\s{2,})\s*(\S.*)$")
_NUMBERED = re.compile(r"^[\s>*•·▪–-]*([^\W\d_]{2,20})\s*#?\s*\d{1,3}\s*[*]*\s*[:.)–—-]\**\s*(.*)$")
_INLINE = re.compile(r"(?<=[.?!;,)])\s+(?=\**([A-Z][^\W\d_]{2,20}(?: [^\W\d_]{2,20})?)\**:\s)")
_NUMBERED_HEADING = re.compile(r"^\W*[^\W\d_]{2,20}\s*#?\s*\d{1,3}\W*$")


LABEL_WORDS = 3
"""Words of a label that we do not know; more are a sentence with a colon in it."""


@dataclass(slots=True)
class Block:
    """A piece of a letter: its lines, and what labels say. `line` is the number of its first line in the mail.

    `apart`: it is set apart by the letter itself, and so is a question of its own. `heading`: the line above it.
    """

    line: int
    lines: list[str]
    told: dict[CaseField, str] = field(default_factory=dict)
    heading: str = ""
    apart: bool = True
    told_so: bool = False
    """It is a question by what stands around it."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a letter, and what stands before them."""

    before: str
    blocks: list[Block]


def label_of(line: str) -> tuple[CaseField, str] | None:
    """The field and the value of a line "label: value", or of a row "label | value"; None where no label is known."""
    numbered = _NUMBERED.match(line)
    if numbered is not None and fold(numbered[1]) in numbered_labels() and (known := field_of(numbered[1])):
        return known, numbered[2].strip()
    found = _LABELLED.match(line)
    known = field_of(found[1]) if found is not None else None
    if found is None or known is None:
        found = _BESIDE.match(line)
        known = field_of_cell(found[1]) if found is not None else None
    return None if found is None or known is None else (known, found[2].strip())


def numbered_label(line: str) -> bool:
    """Whether a line begins with a label with a number: "Vraag 2: …"."""
    numbered = _NUMBERED.match(line)
    return numbered is not None and fold(numbered[1]) in numbered_labels()


def inline_labels(lines: Sequence[str]) -> list[str]:
    """The lines, one that holds a label behind a sentence split there: "… per dag. Bedrijf: Witgoedservice Klaver"."""
    joined: list[str] = []
    for line in lines:
        if joined and line.strip() and label_of(line) is None and joined[-1].rstrip().endswith(":"):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    found: list[str] = []
    for line in joined:
        start = 0
        for match in _INLINE.finditer(line):
            if label_of(line[match.end() :]) is not None:
                found.append(line[start : match.start()])
                start = match.end()
        found.append(line[start:])
    return found


def labelled(block: Block) -> Block:
    """Takes what labels say out of the lines of a block; a line without a label goes on with the one above it."""
    kept: list[str] = []
    last: CaseField | None = None
    for line in inline_labels(block.lines):
        found = label_of(line)
        if found is None and (_NUMBERED_HEADING.match(line) or _is_other_field(line)):
            continue
        if found is not None:
            last, value = found
            block.told[last] = " ".join(part for part in (block.told.get(last, ""), value) if part)
        elif last is not None and line.strip() and _goes_on(line) and (not kept or last is CaseField.QUESTION):
            block.told[last] = f"{block.told[last]} {line.strip()}".strip()
        else:
            last = None if not line.strip() else last
            kept.append(line)
    block.lines = kept
    return block


def _goes_on(line: str) -> bool:
    """Whether a line goes on with what stands above it, rather than begin with a label that we do not know."""
    found = _LABELLED.match(line)
    return found is None or not found[2] or not found[1][:1].isupper() or len(found[1].split()) > LABEL_WORDS


def _is_other_field(line: str) -> bool:
    """Whether a row of a form says what is nothing to us: "Akkoord met delen | Ja"."""
    found = re.fullmatch(r"\s*([^\t|]{1,80}?)\s*(?:\t|\|)\s*([^\t|]{0,40})", line)
    return found is not None and len(found[2].split()) <= 3


def apart(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The paragraphs: the number of the first line of each, and its lines."""
    found: list[tuple[int, list[str]]] = []
    open_ = False
    for number, line in enumerate(lines):
        if not line.strip():
            open_ = False
        elif open_:
            found[-1][1].append(line)
        else:
            found.append((number, [line]))
            open_ = True
    return found
