"""What stands below the question on a case's card: one section after the other, each from a module of its own.

A module of a section has two functions, and its name in `SECTIONS`, in the order in which they stand:

    read_section(session, case, clock) -> what it reads of the case, in the worker
    section_rows(found, today) -> its rows: a heading first, then the lines; none where there is nothing to say

What takes longer has `read_later` instead of `read_section`: the card is shown without it, it is read by itself, and
`section_rows` is given None until then.

A row that an action is about carries that in `about`: `CaseDeeds.row` gives the one under the cursor, and enter calls
its `open_in`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from tui.showing import Line

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.clock import Clock
    from crm.views.cases import CaseLine
    from tui.screens.case_deeds import CaseDeeds
    from tui.screens.place import Place

SECTIONS = (
    "tui.screens.case_question",
    "tui.screens.case_proposals",
    "tui.screens.case_sprints",
    "tui.screens.case_matches",
    "tui.screens.case_timeline",
)
"""The modules of the sections."""

LONGEST_SECTION = 10_000
"""More lines than any section has."""


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

    def rows(self, today: date) -> dict[int, CardRow]:
        """The rows of all sections, by numbers that stay theirs while another section grows."""
        rows: dict[int, CardRow] = {}
        for place, (name, found) in enumerate(zip(SECTIONS, self.found, strict=True)):
            rows |= enumerate(import_module(name).section_rows(found, today), place * LONGEST_SECTION)
        return rows

    def with_found(self, section: str, found: object) -> "Card":
        """The card with what one section has read."""
        pairs = zip(SECTIONS, self.found, strict=True)
        return Card(self.case, tuple(found if name == section else before for name, before in pairs))

    def with_later_of(self, before: "Card") -> "Card":
        """The card, with what takes longer as it was read before, until it has been read again."""
        card = self
        for name, found in zip(SECTIONS, before.found, strict=True):
            card = card.with_found(name, found) if name in later_sections() else card
        return card


def later_sections() -> list[str]:
    """The sections that are read by themselves."""
    return [name for name in SECTIONS if hasattr(import_module(name), "read_later")]


def ask_later(place: "Place", card: Card, then: Callable[[str, object], None]) -> None:
    """Reads each section that takes longer by itself, in a worker, and gives its name and what it found to `then`."""
    clock = place.werkplaats.clock
    for name in later_sections():
        read = partial(import_module(name).read_later, case=card.case, clock=clock)
        place.ask(read, partial(then, name), group=name)


def read_card(session: "Session", case_id: int, clock: "Clock") -> Card:
    """The card of a case, without what takes longer. Raises NotFoundError."""
    from crm.views.cases import one_case

    case = one_case(session, case_id)
    later = later_sections()
    return Card(
        case,
        tuple(None if name in later else import_module(name).read_section(session, case, clock) for name in SECTIONS),
    )


def heading(words: str) -> CardRow:
    """Words over a section."""
    return CardRow(lambda _width: [(words, "key")], heading=True)


def text_rows(text: str, width: int, tone: str = "") -> list[CardRow]:
    """A longer text, as lines of at most `width` characters."""
    from textwrap import wrap

    from tui.showing import shown

    return [CardRow(lambda _width, line=line: [(line, tone)]) for line in wrap(shown(text, 10_000), width)]  # type: ignore[misc] # the line is bound as it is now
