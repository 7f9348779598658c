"""The open cases that fit the courses of a teacher, among what is known of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from crm.language import _
from tui.screens.known_line import Known

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.matching.ranking import MatchLine

MATCH = "match"
"""What enter opens on such a line: the case."""

MOST = 5
"""Cases that are listed; `match --lead` gives more."""


def read_matches(session: "Session", lead_id: int, today: date) -> "Sequence[MatchLine]":
    """The open cases that fit, best first: not those for which little speaks."""
    from crm.matching.encoders import installed
    from crm.views.matching.obstacles import Stands
    from crm.views.matching.ranking import for_lead

    found = for_lead(session, lead_id, installed(), today=today, limit=2 * MOST)
    fitting = [line for line in found if all(one.stands is not Stands.LITTLE_FIT for one in line.obstacles)]
    return fitting[:MOST]


def match_lines(matches: "Sequence[MatchLine]") -> Iterator[Known]:
    """A line for each case: who asks what, and how well it fits; dim where something stands in the way."""
    if matches:
        yield Known(_("Cases that fit"), heading=True)
    for line in matches:
        yield Known(
            text=f"{line.case.company}: {line.case.title}",
            tone="dim" if line.obstacles else "",
            beside=str(line.shown_score),
            of=MATCH,
            of_id=line.case.id,
        )
