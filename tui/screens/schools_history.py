"""How the crawls of a school went, and which of its pages could not be read."""

from datetime import date
from typing import TYPE_CHECKING

from crm.language import _
from tui.overlays.sheet import Sheet, SheetLine
from tui.screens.place import Place
from tui.screens.schools_lines import bare, called, figures_said, run_line
from tui.showing import Line, fit, shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.progress import Unread
    from crm.views.sources import RunLine, SourceLine

MOST = 10


def history(place: Place, source: "SourceLine") -> None:
    """Shows a sheet with both."""
    sheet = Sheet(_("How the crawls went: {name}").format(name=called(source)))
    place.app.push_screen(sheet)
    today = place.werkplaats.clock.today()

    def read(session: "Session") -> "tuple[list[RunLine], list[Unread]]":
        from crm.views.progress import unread
        from crm.views.sources import runs

        return runs(session, source.id, MOST), unread(session, source.id)

    sheet.ask(read, lambda found: sheet.tell(_lines(*found, today)), group="history")


def _lines(runs: "list[RunLine]", pages: "list[Unread]", today: date) -> list[SheetLine]:
    lines: list[SheetLine] = []
    if not runs:
        lines.append(_line([(_("Not crawled yet: r begins."), "dim")]))
    for run in runs:
        lines.append(_line(run_line(run, today), more=run.message or ""))
        lines.append(_line([(" " * 11, ""), (figures_said(run), "dim")], more=run.message or ""))
    if pages:
        lines.append(_line([(_("Pages that could not be read"), "key")], heading=True))
    for page in pages:
        pieces: Line = [(fit(bare(page.url), 48), ""), ("  ", ""), (shown(page.problem), "dim")]
        lines.append(_line(pieces, url=page.url, more=page.problem or ""))
    return lines


def _line(pieces: Line, *, url: str | None = None, heading: bool = False, more: str = "") -> SheetLine:
    return SheetLine(lambda _width: pieces, url=url, heading=heading, more=shown(more))
