"""The section of a case's card that says to whom it was put, and what they answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from crm.case_words import ProposalState
from crm.language import _
from tui.screens.case_sections import CardRow, heading
from tui.screens.offer_answers import offer_answers, settled_said
from tui.showing import Line, fit, shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.clock import Clock
    from crm.views.cases import CaseLine
    from crm.views.proposals import ProposalLine
    from tui.screens.case_deeds import CaseDeeds

NAME, HOW = 28, 34
"""Cells of the teacher, and of how it stands."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal under the cursor."""

    line: "ProposalLine"

    def open_in(self, place: "CaseDeeds") -> None:
        """Offers the answers."""
        offer_answers(place, self.line)


def read_section(session: "Session", case: "CaseLine", _clock: "Clock") -> "Sequence[ProposalLine]":
    """The proposals of the case, the newest first."""
    from crm.views.proposals import proposals

    return proposals(session, case_id=case.id)


def section_rows(found: "Sequence[ProposalLine]", today: date) -> list[CardRow]:
    """A line for each; where there is none, the key that makes one."""
    if not found:
        nobody: Line = [(_("nobody yet; c proposes it"), "dim")]
        return [heading(_("Proposed to")), CardRow(lambda _width: nobody), CardRow(lambda _width: [])]
    rows = [CardRow(partial(_line, one, today), told=_told(one), about=ProposalRow(one)) for one in found]
    return [heading(_("Proposed to")), *rows, CardRow(lambda _width: [])]


def _line(one: "ProposalLine", today: date, _width: int) -> Line:
    tone = "good" if one.state is ProposalState.ACCEPTED else ""
    where = " · ".join(part for part in (one.course_name, one.school) if part)
    return [
        (fit(shown(one.person, 60), NAME) + " ", "strong"),
        (fit(settled_said(one, today), HOW) + " ", tone),
        (shown(one.note or where), "dim"),
    ]


def _told(one: "ProposalLine") -> Sequence[Line]:
    lines: list[Line] = [[(f"{one.code}  ", "key"), (shown(one.why or ""), "dim")]]
    if one.note:
        lines.append([(shown(one.note), "")])
    return lines
