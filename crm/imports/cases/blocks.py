"""A letter in blocks, each of which may hold a question: rows, records, list items, headed blocks, or paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.imports.cases.names import is_name_alone, name_in, runs
from crm.imports.cases.sentences import asks, is_aside, sentences_of, without_asides
from crm.imports.cases.vocabulary import CaseField, helping, labels, numbered_labels
from crm.text import fold

_LABELLED = re.compile(r"^[\s>*•·▪–-]*\**\s*([^:\n]{1,40}?)\s*\**\s*:\**\s*(.*)$")
_NUMBER_BEHIND = re.compile(r"^(.*\D)\s*#?\s*\d{1,3}$")
_MARKERS = {
    "number": re.compile(r"^(\s*)\(?(\d{1,2})[.):]\)?\s+(?=\S)"),
    "letter": re.compile(r"^(\s*)([a-z])[.)]\s+(?=\S)"),
    "bullet": re.compile(r"^(\s*)([-*•·▪–])\s+(?=\S)"),
}
_INLINE = re.compile(r"(?<=[.?!;,)])\s+(?=\**([A-Z][^\W\d_]{2,20}(?: [^\W\d_]{2,20})?)\**:\s)")
_NUMBERED_HEADING = re.compile(r"^\W*[^\W\d_]{2,20}\s*#?\s*\d{1,3}\W*$")
_CELLS = re.compile(r"\t|\s*\|\s*")
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_HEADING = 60
"""Characters of a line that may be a heading."""


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


def blocks_of(lines: Sequence[str], first: int) -> Blocks:
    """The blocks of the lines of a letter, the first of which has the number `first`."""
    for found in (_rows(lines, first), _items(lines, first), _records(lines, first), _headed(lines, first)):
        if found is not None:
            return found
    return Blocks("", _paragraphs(lines, first))


def label_of(line: str) -> tuple[CaseField, str] | None:
    """The field and the value of a line "label: value"; None where no known label stands before a colon."""
    found = _LABELLED.match(line)
    if found is None:
        return None
    known = labels().get(fold(found[1]))
    if known is None:
        numbered = _NUMBER_BEHIND.match(found[1].strip())
        known = labels().get(fold(numbered[1])) if numbered and fold(numbered[1]) in numbered_labels() else None
    return None if known is None else (known, found[2].strip())


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


# Rows of a table that was pasted


def _rows(lines: Sequence[str], first: int) -> Blocks | None:
    for number, line in enumerate(lines):
        header = [labels().get(fold(cell)) for cell in _CELLS.split(line)]
        if CaseField.QUESTION in header and len({one for one in header if one}) >= 2:
            blocks = []
            for below, row in enumerate(lines[number + 1 :], number + 1):
                cells = _CELLS.split(row)
                told = {key: cell.strip() for key, cell in zip(header, cells, strict=False) if key and cell.strip()}
                if told:
                    blocks.append(Block(first + below, [], told))
            return Blocks("\n".join(lines[:number]), blocks) if blocks else None
    return None


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
        blocks.append(_labelled(Block(first + start, own, heading=heading)))
    return Blocks("\n".join(lines[: starts[0]]), blocks)


def _list_of(lines: Sequence[str]) -> tuple[str, list[int]]:
    """The outermost list of the lines: how it is marked, and the lines on which its items begin."""
    numbered = [
        number for number, line in enumerate(lines) if _numbered_label(line) and (label_of(line) or ("", ""))[1]
    ]
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


def _numbered_label(line: str) -> bool:
    found = _LABELLED.match(line)
    numbered = _NUMBER_BEHIND.match(found[1].strip()) if found is not None else None
    return numbered is not None and fold(numbered[1]) in numbered_labels()


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
    ends = [*starts[1:], len(lines)]
    blocks = [_labelled(Block(first + a, list(lines[a:b]))) for a, b in zip(starts, ends, strict=True)]
    return Blocks("\n".join(lines[: starts[0]]), blocks)


def _labelled(block: Block) -> Block:
    """Takes what labels say out of the lines of a block; a line without a label goes on with the one above it."""
    kept: list[str] = []
    last: CaseField | None = None
    for line in inline_labels(block.lines):
        found = label_of(line)
        if found is None and _NUMBERED_HEADING.match(line):
            continue
        if found is not None:
            last, value = found
            block.told[last] = " ".join(part for part in (block.told.get(last, ""), value) if part)
        elif last is not None and line.strip() and (kept == [] or last is CaseField.QUESTION):
            block.told[last] = f"{block.told[last]} {line.strip()}".strip()
        else:
            last = None if not line.strip() else last
            kept.append(line)
    block.lines = kept
    return block


# Blocks under a heading, and paragraphs


def _headed(lines: Sequence[str], first: int) -> Blocks | None:
    paragraphs = _apart(lines)
    heads = [number for number, (_at, own) in enumerate(paragraphs) if len(own) > 1 and _is_heading(own[0])]
    if len(heads) < 2 and not (heads and len(paragraphs) == 1):
        return None
    blocks: list[Block] = []
    for number, (at, own) in enumerate(paragraphs):
        if number in heads:
            blocks.append(_labelled(Block(first + at, own[1:], heading=own[0].strip().rstrip(":"))))
        elif blocks and asks(without_asides(" ".join(own))):
            blocks[-1].lines += own
    before = "\n".join(line for _at, own in paragraphs[: heads[0]] for line in own)
    return Blocks(before, blocks)


def _is_heading(line: str) -> bool:
    bare = line.strip().strip("*_# ")
    return (
        len(bare) <= _HEADING
        and not bare.endswith((".", "?", "!", ",", ";"))
        and label_of(f"{bare.rstrip(':')}: x") is None
        and all(is_name_alone(piece) for piece in _BRACKETED.sub("", bare).rstrip(": ").split(", "))
    )


def _apart(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
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


def _paragraphs(lines: Sequence[str], first: int) -> list[Block]:
    """A block for each paragraph of another business; of one business all that it says as one."""
    kept: list[Block] = []
    for at, own in _apart(lines):
        block = _labelled(Block(first + at, own, apart=False))
        block.lines = [text] if (text := without_asides(" ".join(line.strip() for line in block.lines))) else []
        if block.lines or block.told:
            kept.append(block)
    asking = [block for block in kept if asks(" ".join(block.lines)) or CaseField.QUESTION in block.told]
    names = [name_in(" ".join(block.lines)) for block in asking]
    if len(asking) > 1 and all(names) and len({fold(name) for name in names if name}) == len(asking):
        return asking
    if len(asking) == 1 and len(apart := _by_sentence(asking[0])) > 1:
        return apart
    if not asking and _asks_for_a_team(lines):
        asking = kept
    if not asking:
        return []
    whole = Block(kept[0].line, [line for block in kept for line in block.lines], apart=False)
    whole.told_so = not any(asks(" ".join(block.lines)) for block in asking)
    for block in reversed(kept):
        whole.told |= block.told
    return [whole]


def _asks_for_a_team(lines: Sequence[str]) -> bool:
    """Whether what stands around a story makes it a question: "is dat iets voor jullie studenten?"."""
    whole = sentences_of(" ".join(line.strip() for line in lines))
    return any("?" in one and is_aside(one) and helping().search(one) for one in whole)


def _by_sentence(block: Block) -> list[Block]:
    """A paragraph that speaks of several businesses in one breath, each with the sentences of its own."""
    groups: list[list[str]] = []
    names: list[str] = []
    for sentence in sentences_of(" ".join(block.lines)):
        first = next(iter(runs(sentence)), None)
        words = first.text.split() if first is not None and first.start == 0 else []
        if len(words) > 1 and (not groups or fold(words[0]) not in {fold(name.split()[0]) for name in names}):
            groups.append([sentence])
            names.append(" ".join(words))
        elif groups:
            groups[-1].append(sentence)
    if not all(asks(" ".join(group)) for group in groups):
        return []
    return [Block(block.line, [" ".join(group)], dict(block.told), apart=False) for group in groups]
