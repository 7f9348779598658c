"""Two people side by side, as lines: what differs stands out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from crm.language import _
from tui.showing import Line, fit, shown

if TYPE_CHECKING:
    from crm.views.duplicates import Duplicate, Side

LABEL = 10
"""Cells of the name of a field."""

CHANCE = 5
"""Cells of the probability."""


def pair_line(pair: "Duplicate", sides: "Mapping[int, Side]", width: int) -> Line:
    """A pair in the list: how probable, both names, and where."""
    one, other = sides.get(pair.a), sides.get(pair.b)
    if one is None or other is None:
        return []
    room = max((width - CHANCE - 2) // 3, 8)
    where = one.school if one.school == other.school else " / ".join(s for s in (one.school, other.school) if s)
    return [
        (fit(f"{pair.score:.0%}", CHANCE), "dim"),
        (fit(one.name, room), "strong"),
        (" ", ""),
        (fit(other.name, room), "strong"),
        (" ", ""),
        (fit(where, max(width - CHANCE - 2 - 2 * room, 1)), "dim"),
    ]


def beside(one: "Side", other: "Side", width: int) -> list[Line]:
    """Both sides, a line a field; a value that differs from the other's is marked and stands out."""
    column = max((width - LABEL - 3) // 2, 8)
    return [_field_line(label, mine, theirs, column) for label, mine, theirs in _fields(one, other)]


def _fields(one: "Side", other: "Side") -> list[tuple[str, str, str]]:
    return [
        (_("Number"), str(one.id), str(other.id)),
        (_("Name"), one.name, other.name),
        (_("School"), one.school, other.school),
        (_("Unit"), one.unit, other.unit),
        (_("Role"), ", ".join(one.roles), ", ".join(other.roles)),
        (_("E-mail"), one.email, other.email),
        (_("Phone"), one.phone, other.phone),
        (_("Page"), _bare(one.page), _bare(other.page)),
        (_("Lead"), one.lead, other.lead),
    ]


def _bare(page: str) -> str:
    return page.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def _field_line(label: str, mine: str, theirs: str, column: int) -> Line:
    differ = bool(mine and theirs) and mine.casefold() != theirs.casefold() and label != _("Number")
    tone, mark = ("key", "≠") if differ else ("", " ")
    return [
        (fit(label, LABEL), "dim"),
        (fit(mine or "–", column), tone if mine else "dim"),
        (f" {mark} ", tone),
        (fit(theirs or "–", column), tone if theirs else "dim"),
    ]


def said_lines(pair: "Duplicate", width: int) -> list[Line]:
    """The reasons, over two lines."""
    lines: list[str] = [""]
    for reason in pair.reasons:
        joined = f"{lines[-1]}; {reason}" if lines[-1] else reason
        if len(joined) > width and lines[-1] and len(lines) < 2:
            lines.append(reason)
        else:
            lines[-1] = joined
    return [[(shown(line), "")] for line in lines]
