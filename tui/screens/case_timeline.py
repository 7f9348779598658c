"""The last section of a case's card: what happened with the business, newest first."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from crm.words import Direction
from tui.days import short
from tui.screens.case_lines import state_tone, state_word
from tui.screens.case_sections import CardRow, heading
from tui.showing import Line, fit, shown
from tui.wording import activity_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.clock import Clock
    from crm.views.cases import CaseLine, CompanyEvent

DAY, WHAT = 7, 9
"""Cells of the day and of what it was."""


def read_section(session: "Session", case: "CaseLine", _clock: "Clock") -> "Sequence[CompanyEvent]":
    """What happened with the business, of this case or in general."""
    from crm.views.cases import events_of

    return events_of(session, case.company_id, case.id)


def section_rows(found: "Sequence[CompanyEvent]", today: date) -> list[CardRow]:
    """A line for each thing that happened."""
    rows = [CardRow(partial(_line, event, today), told=[_full(event, today)]) for event in found]
    return [heading(_("Timeline")), *rows]


def _line(event: "CompanyEvent", today: date, _width: int) -> Line:
    day: Line = [(fit(short(event.on, today), DAY), "dim")]
    if event.to_state is not None:
        says: Line = [("→ ", "dim"), (state_word(event.to_state), state_tone(event.to_state))]
        return [*day, (fit(_("state"), WHAT), ""), *says, (f" {shown(event.note)}", "dim")]
    arrow = "← " if event.direction is Direction.IN else ""
    return [*day, (fit(f"{arrow}{activity_word(event.kind)}", WHAT), ""), (shown(event.note), "")]


def _full(event: "CompanyEvent", today: date) -> Line:
    written = _("written down by {who} on {day}").format(who=shown(event.by, 60), day=short(event.at.date(), today))
    return [(shown(event.note), ""), (f" ({written})", "dim")]
