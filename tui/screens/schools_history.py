"""How the crawls of a school went, what they could not read and did not visit, and where else there may be more."""

from datetime import date
from typing import TYPE_CHECKING

from crm.language import _
from tui.overlays.sheet import Sheet, SheetLine
from tui.screens.place import Place
from tui.screens.schools_lines import bare, called, figures_said, run_line
from tui.showing import Line, fit, shown
from tui.wording import left_out_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.not_visited import NotVisited
    from crm.views.not_visited import Place as Elsewhere
    from crm.views.progress import Unread
    from crm.views.sources import RunLine, SourceLine

MOST = 10


def history(place: Place, source: "SourceLine") -> None:
    """Shows a sheet with all of it."""
    sheet = Sheet(_("How the crawls went: {name}").format(name=called(source)))
    place.app.push_screen(sheet)
    today = place.werkplaats.clock.today()

    def read(session: "Session") -> list[SheetLine]:
        from crm.views.not_visited import not_visited, places
        from crm.views.progress import unread
        from crm.views.sources import runs

        lines = _lines(runs(session, source.id, MOST), unread(session, source.id), today)
        return [*lines, *_not_visited(not_visited(session, source.id)), *_elsewhere(places(session, source.id))]

    sheet.ask(read, sheet.tell, group="history")


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


def _not_visited(rest: "list[NotVisited]") -> list[SheetLine]:
    """What the crawls left, each reason with some addresses."""
    lines = [_line([(_("Not visited"), "key")], heading=True)] if rest else []
    for each in rest:
        lines.append(_line([(f"{each.pages:>7}  ", ""), (left_out_word(each.why), "")]))
        lines += [_line([(" " * 9, ""), (shown(bare(url), 100), "dim")], url=url) for url in each.examples]
    return lines


def _elsewhere(found: "list[Elsewhere]") -> list[SheetLine]:
    """Addresses on other domains that may be sources of their own."""
    title = _("Elsewhere there may be more: a on Schools adds such an address as a source")
    lines = [_line([(title, "key")], heading=True)] if found else []
    for each in found:
        said: Line = [(fit(bare(each.url), 48), ""), ("  ", ""), (shown(each.words, 60), "dim")]
        lines.append(_line(said, url=each.url))
    return lines


def _line(pieces: Line, *, url: str | None = None, heading: bool = False, more: str = "") -> SheetLine:
    return SheetLine(lambda _width: pieces, url=url, heading=heading, more=shown(more))
