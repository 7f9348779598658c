"""What stands below the question on a case's card: one section after the other, each from a module of its own.

A module of a section has two functions, and its name in `SECTIONS`, in the order in which they stand:

    read_section(session, case, clock) -> what it reads of the case, in the worker
    section_rows(found, today) -> its rows: a heading first, then the lines; none where there is nothing to say

A row that an action is about carries that in `about`: `CaseDeeds.row` gives the one under the cursor, and enter calls
its `open_in`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from tui.showing import Line

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.clock import Clock
    from crm.views.cases import CaseLine
    from tui.screens.case_deeds import CaseDeeds

SECTIONS = ("tui.screens.case_question", "tui.screens.case_timeline")
"""The modules of the sections."""


class About(Protocol):
    """What a line is about: a teacher that fits, a proposal, a sprint."""

    def open_in(self, place: "CaseDeeds") -> None:
        """What enter does."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of the card. `told`: what the strip below says of it; `about`: what an action on it is about."""

    line: Callable[[int], Line]
    heading: bool = False
    told: Sequence[Line] = field(default=())
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A case with all that its sections read of it."""

    case: "CaseLine"
    found: tuple[Any, ...]

    def rows(self, today: date) -> list[CardRow]:
        """The rows of all sections."""
        rows: list[CardRow] = []
        for module, found in zip(SECTIONS, self.found, strict=True):
            rows += import_module(module).section_rows(found, today)
        return rows


def read_card(session: "Session", case_id: int, clock: "Clock") -> Card:
    """The card of a case. Raises NotFoundError."""
    from crm.views.cases import one_case

    case = one_case(session, case_id)
    return Card(case, tuple(import_module(module).read_section(session, case, clock) for module in SECTIONS))


def heading(words: str) -> CardRow:
    """Words over a section."""
    return CardRow(lambda _width: [(words, "key")], heading=True)


def text_rows(text: str, width: int, tone: str = "") -> list[CardRow]:
    """A longer text, as lines of at most `width` characters."""
    from textwrap import wrap

    from tui.showing import shown

    return [CardRow(lambda _width, line=line: [(line, tone)]) for line in wrap(shown(text, 10_000), width)]  # type: ignore[misc] # the line is bound as it is now
