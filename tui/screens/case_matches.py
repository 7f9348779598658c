"""The section of a case's card with the courses that fit it: whom to ask, why, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from crm.words import EntityKind
from tui.screens.case_sections import CardRow, heading
from tui.showing import Line, Piece, fit, shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.clock import Clock
    from crm.views.cases import CaseLine
    from crm.views.matching.ranking import MatchLine
    from tui.screens.place import Place

MOST = 10
"""Courses that are listed."""

LEAST = 3
"""Courses that are listed where none fits."""

SCORE, COURSE, WHO = 5, 24, 18
"""Cells of the score, the course, and who gives it; the rest says what stands in the way."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A course that fits the case, for the actions on its line."""

    line: "MatchLine"

    @property
    def lead_id(self) -> int | None:
        """Whom the case would be put to, where they are a lead."""
        return self.line.teacher.lead_id if self.line.teacher is not None else None

    def open_in(self, place: "Place") -> None:
        """Opens who gives it, or the course on the map where nobody is known."""
        teacher = self.line.teacher
        if teacher is None and self.line.course.id is not None:
            place.werkplaats.show_thing(EntityKind.COURSE, self.line.course.id)
        elif teacher is not None:
            place.werkplaats.show_thing(EntityKind.PERSON, teacher.person_id)


def read_later(session: "Session", case: "CaseLine", clock: "Clock") -> "Sequence[MatchLine]":
    """The courses that fit, best first; none for a case that waits for nobody.

    Those for which little speaks are left out where others fit. What no encoder has read yet is read from now on.
    """
    from crm.matching.encoders import installed
    from crm.views.matching.index import index_of
    from crm.views.matching.obstacles import Stands
    from crm.views.matching.ranking import for_case
    from tui.reading_ahead import read_ahead

    if not case.is_open:
        return ()
    encoders = installed()
    lines = for_case(session, case.id, encoders, today=clock.today(), limit=MOST)
    if encoders and index_of(session, encoders).unread:
        read_ahead(session.get_bind().engine.url.render_as_string(hide_password=False))
    fitting = [line for line in lines if all(one.stands is not Stands.LITTLE_FIT for one in line.obstacles)]
    return fitting or lines[:LEAST]


def section_rows(found: "Sequence[MatchLine] | None", _today: date) -> list[CardRow]:
    """A line for each course; what is said of it stands in the strip below."""
    if found is None:
        return [heading(_("Fits")), CardRow(lambda _width: [(f" {_('is being looked for …')}", "dim")]), _nothing()]
    if not found:
        return []
    rows = [CardRow(partial(match_line, line), told=told_of(line), about=Matched(line)) for line in found]
    return [heading(_("Fits")), *rows, _nothing()]


def _nothing() -> CardRow:
    return CardRow(lambda _width: [])


def match_line(line: "MatchLine", width: int) -> Line:
    """A match: how well, the course, who gives it, and what stands in the way."""
    more = max(width - 100, 0) // 3
    who = line.teacher.name if line.teacher is not None else "–"
    told: Piece = (f"  {shown(line.obstacles[0].said)}", "dim") if line.obstacles else ("", "")
    tone = "dim" if line.obstacles else "strong"
    score = fit(line.shown_score, SCORE - 1, right=True)
    return [
        (f"{score} ", "dim"),
        (fit(line.course.name, COURSE + more), tone),
        (" ", ""),
        (fit(who, WHO + more), "dim"),
        told,
    ]


def told_of(line: "MatchLine") -> list[Line]:
    """What stands in the way, where it is, and why it fits."""
    barred = "; ".join(one.said for one in line.obstacles)
    place = " · ".join([line.course.school, *line.course.programmes[:1]])
    first: Line = [(shown(barred), "late")] if barred else [(_("nothing stands in the way"), "good")]
    why: Line = [(shown("; ".join(line.reasons)), "")]
    if line.words:
        why.append((f"  ({shown(', '.join(line.words))})", "dim"))
    return [[*first, (f"  {shown(place)}", "dim")], why]
