"""Which crawled page is to be shown as text: that of a thing, or one of a school's."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from tui.asking import Asks
from tui.showing import fit, shown
from tui.widgets.picker import Choice, picking
from tui.wording import page_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.pages import PageLine

KINDS = 14
"""Cells of the kind of a page."""


def ask_page(asks: Asks, title: str, read: "Callable[[Session], Sequence[PageLine]]") -> None:
    """Shows the page that `read` finds as text; of several lets the user pick one."""

    def show(found: "Sequence[PageLine]") -> None:
        kept = [page for page in found if page.archived]
        if len(kept) == 1:
            asks.werkplaats.read_page(kept[0].id)
            return
        if not kept:
            asks.werkplaats.say(_("No page of it is in the archive: the next crawl reads it again."))
            return
        choices = [_choice(asks, page) for page in kept]
        asks.app.push_screen(picking(title, _("part of an address, or a kind of page"), choices))

    asks.ask(read, show, group="pages")


def _choice(asks: Asks, page: "PageLine") -> Choice:
    address = shown(page.url).removeprefix("https://").removeprefix("http://")
    kind = page_word(page.kind)
    return Choice(
        words=f"{kind} {address}",
        draw=lambda width: [(fit(kind, KINDS), "dim"), (fit(address, max(width - KINDS, 1)), "")],
        pick=partial(asks.werkplaats.read_page, page.id),
        more=page.url,
    )
