"""What happened with somebody, newest first."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm.language import _
from crm.words import ActivityKind, Direction
from tui.days import short
from tui.screens.known import bare
from tui.showing import Line, fit, shown
from tui.tones import stage_tone
from tui.wording import contact_word, happened_word, stage_word

if TYPE_CHECKING:
    from crm.views.lead import TimelineLine
    from crm.views.person import PersonDetail

DAY, WHAT = 7, 10
"""Cells of the day and of what it was."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as it stands in the column and as it is told in full."""

    day: str
    what: str
    says: Line
    full: str

    def line(self, width: int) -> Line:  # noqa: ARG002 - the list cuts it
        """The event on one line."""
        return [(fit(self.day, DAY), "dim"), (f"{fit(self.what, WHAT - 1)} ", ""), *self.says]


def events(detail: "PersonDetail", today: date) -> list[Event]:
    """Everything that happened with a person, and the day they were found: before what was done that day, for one
    may well have spoken to somebody whom the school's site names only later.
    """
    later = [_event(line, today) for line in detail.timeline if line.on >= detail.first_seen]
    before = [_event(line, today) for line in detail.timeline if line.on < detail.first_seen]
    page = detail.values["name"].page
    where = _("found on {page}").format(page=shown(bare(page), 80)) if page else _("found")
    return [*later, Event(short(detail.first_seen, today), _("new"), [(where, "dim")], where), *before]


def _event(line: "TimelineLine", today: date) -> Event:
    written = _("written down by {who} on {day}").format(who=shown(line.by, 60), day=short(line.at.date(), today))
    if line.kind is ActivityKind.STAGE and line.to_stage is not None:
        says: Line = []
        if line.from_stage is not None:
            says += [(stage_word(line.from_stage).lower(), stage_tone(line.from_stage)), (" → ", "dim")]
        says.append((stage_word(line.to_stage).lower(), stage_tone(line.to_stage)))
        if line.note:
            says.append((f" {shown(line.note)}", "dim"))
        what = happened_word(line.kind)
    else:
        arrow = "← " if line.direction is Direction.IN else ""
        what, says = f"{arrow}{contact_word(line.kind, line.direction)}", [(shown(line.note), "")]
    full = "".join(text for text, _tone in says)
    return Event(short(line.on, today), what, says, f"{line.note or full} ({written})")
