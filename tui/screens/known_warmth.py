"""How warm somebody is, and through whom to go to somebody nobody knows: lines of their screen."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from crm.language import _
from crm.words import EntityKind
from tui.days import short
from tui.screens.known_line import Known
from tui.screens.lead_lines import WARM_FROM
from tui.showing import Line

if TYPE_CHECKING:
    from crm.views.ways import WayIn
    from crm.warmth import Warmth

MOST = 5
"""Reasons of a warmth that are shown."""


def warm_pieces(score: int) -> Line:
    """The number as it stands at the top of the screen; nothing where nobody knows them."""
    if not score:
        return []
    return [(_("warm {n}").format(n=score), "stage-warm" if score >= WARM_FROM else "dim"), (" · ", "dim")]


def warmth_lines(warmth: "Warmth") -> Iterator[Known]:
    """What makes somebody warm, the strongest first."""
    if not warmth.reasons:
        return
    yield Known(_("Warm {n}, because").format(n=warmth.score), heading=True)
    for reason in warmth.reasons[:MOST]:
        yield Known(reason.text, page=reason.page)
    if len(warmth.reasons) > MOST:
        yield Known(_("and {n} more").format(n=len(warmth.reasons) - MOST), tone="dim")


def way_lines(ways: Sequence["WayIn"], today: date) -> Iterator[Known]:
    """Through whom to go, with both steps and the day each was last so; enter opens the one between."""
    if ways:
        yield Known(_("Way in"), heading=True)
    for way in ways:
        known, tied = way.hops
        warm = _("warm {n}").format(n=way.warmth)
        yield Known(way.name, beside=warm, kind=EntityKind.PERSON, id=way.via, value=way.name, page=known.page)
        yield Known(f"  {known.text}", tone="dim", page=known.page)
        seen = f", {short(tied.on, today)}" if tied.on is not None else ""
        yield Known(f"  {tied.text}{seen}", tone="dim", page=tied.page)
