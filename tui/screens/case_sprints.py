"""The section of a case's card with the sprint it became."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from tui.screens.case_sections import CardRow, heading
from tui.screens.sprint_lines import next_said, state_tone
from tui.showing import Line, shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.clock import Clock
    from crm.views.cases import CaseLine
    from crm.views.sprints import SprintLine
    from tui.screens.place import Place


@dataclass(frozen=True, slots=True)
class OfSprint:
    """The sprint that a line is about."""

    number: int

    def open_in(self, place: "Place") -> None:
        """Opens the sprint."""
        place.werkplaats.show_sprint(self.number)


def read_section(session: "Session", case: "CaseLine", _clock: "Clock") -> "Sequence[SprintLine]":
    """The sprints of the case."""
    from crm.views.sprints import sprints_of_case

    return sprints_of_case(session, case.id)


def section_rows(found: "Sequence[SprintLine]", today: date) -> list[CardRow]:
    """A line for each."""
    if not found:
        return []
    rows = [CardRow(partial(_line, one, today), about=OfSprint(one.id)) for one in found]
    return [heading(_("Sprint")), *rows, CardRow(lambda _width: [])]


def _line(one: "SprintLine", today: date, _width: int) -> Line:
    from crm.spoken import spoken_sprint

    state = one.state(today)
    about = " · ".join(part for part in (one.course, one.school, one.person) if part)
    said, tone = next_said(one, today)
    return [(spoken_sprint(state), state_tone(state)), (f"  {shown(about)}", ""), (f"  {said}", tone or "dim")]
