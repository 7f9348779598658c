"""The lines of an import: columns with what they hold, rows with what becomes of them, and what was done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from crm.language import _, ngettext
from tui.showing import Line, fit

if TYPE_CHECKING:
    from crm.imports.plan import Line as Row
    from crm.imports.plan import Plan
    from crm.imports.vocabulary import Columns

F = TypeVar("F", bound=StrEnum)
NAME, FIELD, NUMBER, FATE = 24, 20, 6, 13


@dataclass(frozen=True, slots=True)
class Heading:
    """Words over what follows."""

    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet, by its place."""

    sheet: int
    place: int
    name: str
    held: str
    """What it holds, as a field's value; empty: it is left out."""
    word: str
    example: str


@dataclass(frozen=True, slots=True)
class Fated:
    """A row and what becomes of it."""

    row: "Row"
    can_be_marked: bool = False


Item = Heading | Column | Fated


def is_heading(item: Item) -> bool:
    """Whether the cursor steps over it."""
    return isinstance(item, Heading)


def item_line(item: Item, width: int) -> Line:
    """One line of the list."""
    if isinstance(item, Heading):
        return [(fit(item.words, width), "key")]
    if isinstance(item, Column):
        word = item.word or _("– left out –")
        return [
            (fit(item.name, NAME), "strong" if item.word else "dim"),
            (" ", ""),
            (fit(word, FIELD), "" if item.word else "dim"),
            (" ", ""),
            (fit(item.example, width - NAME - FIELD - 2), "dim"),
        ]
    return _fate(item, width)


_TONES = {"new": "good", "same_as": "", "conflict": "late", "refused": "late", "left_out": "dim"}


def _fate(item: Fated, width: int) -> Line:
    from crm.imports.plan import Fate, Outcome

    row = item.row
    words = {
        Fate.NEW: _("new"),
        Fate.SAME_AS: _("unchanged") if row.outcome is Outcome.SAME else _("completed"),
        Fate.CONFLICT: _("differs"),
        Fate.REFUSED: _("refused"),
        Fate.LEFT_OUT: _("left out"),
    }
    word = _("twice") if row.outcome is Outcome.MERGED else words[row.fate]
    why = "; ".join([*row.conflicts, *([row.reason] if row.reason else [])]) or row.shows
    return [
        (fit(row.line, NUMBER, right=True), "dim"),
        ("  ", ""),
        (fit(word, FATE), _TONES[row.fate.value]),
        (fit(row.name, NAME), "strong"),
        (" ", ""),
        (fit(why, width - NUMBER - FATE - NAME - 3), "dim"),
    ]


def column_items(
    sheet: int,
    fields: "Columns[F]",
    example: Sequence[str],
    field_word: "Callable[[F], str]",
    beside: Mapping[int, str] | None = None,
) -> Iterator[Column]:
    """The columns of a sheet; those that hold something first. `field_word` says what a field is.

    `beside` has what columns hold that no field stands for, by their places.
    """
    words = beside or {}
    found = [
        Column(
            sheet,
            place,
            name,
            held.value if held else "",
            field_word(held) if held else words.get(place, ""),
            example[place] if place < len(example) else "",
        )
        for place, (name, held) in enumerate(zip(fields.header, fields.fields, strict=True))
    ]
    yield from sorted(found, key=lambda column: not column.word)


def counted(plan: "Plan") -> str:
    """How many rows became what: "12 new · 3 completed · 1 refused"."""
    from crm.imports.plan import Outcome, outcome_word

    counts = {**plan.counts(), Outcome.REFUSED.value: len(plan.refused())}
    told = [f"{counts[each.value]} {outcome_word(each)}" for each in Outcome if counts.get(each.value)]
    read = ngettext("{n} row", "{n} rows", counts["read"]).format(n=counts["read"])
    return " · ".join([read, *told])
