"""What is said of a name: by the line before it, or by one that names several people."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from crawler.extraction.blocks import BOLD, Line
from crawler.extraction.findings import Method
from crawler.extraction.labelling import POSTS
from crawler.extraction.mention import Mention, role_before
from crawler.extraction.naming import sentences, told_sentences
from crawler.extraction.recognisers.roles import RoleReading
from crawler.extraction.word_lists import word_lists

_PART = re.compile(r";\s+|\s[|·•]\s")
_SET_OFF = re.compile(r"\s*[,|]|\s+[–—-]\s")
"""What sets a name at the start of a line off from what it goes on with."""

_OF_ANYBODY = re.compile(r"(?:de|het|een|onze|elke|the|our|an?|each|every|der|die|das|ein|unsere)\s", re.IGNORECASE)
_BETWEEN = " :,.("
"""Marks that may stand between a role and the name that it is said of."""

LONGEST_ROLE_LINE = 200
"""Characters of a line in which a role word is looked for; longer ones are sentences about somebody's life."""

MOST_ABOVE = 3
"""Lines of a box above the heading in it, of which the last may say what somebody is."""

MOST_CELLS = 5
"""Filled cells of a row whose first says what somebody is and whose second names them."""


def said_among_others(mention: Mention, others: Iterable[str], roles: Callable[[str], list[RoleReading]]) -> str:
    """The words of a mention's line that are said of it, its name left out.

    `others` are the names in the line as written, this one among them; none where the line is only long, of which the
    sentence with the name counts. A role counts for the name right behind it, else for the one it stands behind.
    """
    raw = mention.named.raw
    parts = [part for sentence in sentences(mention.line.text) for part in _PART.split(sentence)]
    text = next((part for part in parts if raw.rstrip(" .") in part), mention.line.text)
    if len(text) > LONGEST_ROLE_LINE and text.startswith(raw) and _SET_OFF.match(text, len(raw)):
        # "Anna Vos, Professor of Logic, B.S., University of X, 1983, Ph.D., …": the post stands in front
        text = text[:LONGEST_ROLE_LINE].rpartition(",")[0]
    elif len(text) > LONGEST_ROLE_LINE and mention.said:
        text = next((part for part in told_sentences(text) if raw in part), text)
    whole = text.replace(raw, f"{role_before(mention.named)} | ")
    if not others or (mention.said and mention.method != Method.TEXT):
        return whole
    own = _beside(mention, text, others, roles)
    return whole if mention.said and not roles(own) else own


def _beside(mention: Mention, text: str, others: Iterable[str], roles: Callable[[str], list[RoleReading]]) -> str:
    """What stands right before or behind a name in a text with `others`, as what is said of it."""
    raw = mention.named.raw
    own = text.find(raw)
    places = [(at, at + len(name)) for name in others if (at := text.find(name)) >= 0]
    start = max((end for at, end in places if at < own), default=0)
    end = min((at for at, _ in places if at > own), default=len(text))
    before, behind = text[start:own], text[own + len(raw) : end]
    said = [role_before(mention.named)]
    said += [before for role in roles(before) if before[role.end :].strip(_BETWEEN) in _copulas()]
    said += [behind for role in roles(behind) if end == len(text) or behind[role.end :].strip()]
    return " | ".join(dict.fromkeys(part for part in said if part))


@cache
def _copulas() -> frozenset[str]:
    """What else may stand between a role and a name: "The dean *is* Anna Vos", or nothing."""
    return frozenset({"", *word_lists("phrases")["being"]["words"]})


def without_others(readings: list[RoleReading]) -> list[RoleReading]:
    """What a sentence says that somebody is: of who has a post, without the teachers it speaks of as well."""
    posts = any(reading.kind in POSTS for reading in readings)
    return [reading for reading in readings if reading.kind != "teacher"] if posts else readings


def stands_before(before: Line, line: Line) -> bool:
    """Whether a line stands before a name as what is said of it: a heading, a term, a cell, bold, or the eyebrow.

    Before a name that is a heading only the page's own counts: others stand over several people.
    """
    if before.box is line.box and (before.level == BOLD or (line.level == BOLD and before.index == line.box.start)):
        return True
    if 0 < line.level < BOLD:
        return (before.level == 1 < line.level) or _is_eyebrow(before, line) or _is_term(before, line)
    bold = before.level == BOLD and not line.level and before.box.parent is line.box.parent
    return bold or 0 < before.level < BOLD or _is_term(before, line)


def _is_eyebrow(before: Line, line: Line) -> bool:
    """Whether a line is one of the first of the box that a heading stands in, right above it."""
    box = line.box.parent
    if box is None or not box.start <= before.index < box.start + MOST_ABOVE:
        return False
    return not before.level and box in (before.box, before.box.parent)


def _is_term(before: Line, line: Line) -> bool:
    """Whether `before` is the term of a definition, or the first of two cells, of which `line` is the other half."""
    if line.box.tag == "dd":
        return before.box.tag == "dt"
    cell, other = line.box.nearest("td"), before.box.nearest("td", "th")
    if cell is None or other is None or cell is other or cell.parent is not other.parent or cell.parent is None:
        return False
    filled = [kid for kid in cell.parent.kids if kid.end > kid.start]
    return 2 <= len(filled) <= MOST_CELLS and filled[:2] == [other, cell] and other.end - other.start == 1


def in_one_row(line: Line, own: Line) -> bool:
    """Whether a cell stands in the row of a name's cell: a word for a role alone in it says what they are."""
    return own.box.tag == "td" and line.box is not own.box and line.box.parent is own.box.parent


def is_next_item(line: Line, own: Line) -> bool:
    """Whether a line is another item of the list in which a name has one of its own."""
    return own.box.tag == line.box.tag == "li" and line.box is not own.box and line.box.parent is own.box.parent


def is_told(text: str) -> bool:
    """Whether a line is a sentence, and no function: it may be about anybody."""
    return text.endswith((".", "!", "?")) and text.count(" ") >= 7 and _OF_ANYBODY.match(text) is not None
