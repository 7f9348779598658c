"""One line of what is known of a person."""

from dataclasses import dataclass

from crm.words import EntityKind
from tui.showing import Line, Piece, fit, shown

GAP = 3
"""Cells between a heading and what stands beside it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A line: what it says, at the right what stands beside it, and what `i`, `w`, `o` and enter are about there.

    `field` None: nothing that can be edited. `page`: where it was read.
    """

    text: str
    tone: str = ""
    label: str = ""
    beside: str = ""
    mark: str = ""
    heading: bool = False
    kind: EntityKind | None = None
    id: int = 0
    field: str | None = None
    value: str = ""
    page: str | None = None
    of: str = ""
    of_id: int = 0
    """What enter opens here beside the map: an agreement, a step up."""

    def line(self, width: int) -> Line:
        """The line in `width` cells."""
        if self.heading:
            gap = " " * max(min(GAP, width - len(self.text)), 0)
            room = max(width - len(self.text) - len(gap), 0)
            return [(self.text, "key"), (gap, ""), (fit(self.beside, room), "dim")]
        label: list[Piece] = [(self.label, "dim")] if self.label else []
        beside = f" {shown(self.beside)}" if self.beside else ""
        room = width - sum(len(text) for text, _tone in label) - len(beside) - len(self.mark)
        text = shown(self.text)
        said = fit(text, room) if beside else fit(text, min(len(text), room))
        return [*label, (said, self.tone), (beside, "dim"), (self.mark, "dim")]
