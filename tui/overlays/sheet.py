"""A sheet over the screen that explains something; enter opens the page of a line in the browser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from crm.errors import WerkplaatsError
from crm.language import _
from crm.text import LONGEST_DESCRIPTION
from tui.asking import Asks
from tui.showing import Line, shown
from tui.widgets.line import Block, Told
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.pages import PageLine


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the sheet, the page it speaks of, and what is said below when the cursor is on it."""

    line: Callable[[int], Line]
    url: str | None = None
    heading: bool = False
    more: str = ""


class Sheet(ModalScreen[None], Asks):
    """Lines to read, and pages to open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,w", "leave", show=False),
        Binding("enter,o", "open", show=False),
        Binding("O", "read", show=False),
    ]
    DEFAULT_CSS = """
    Sheet { align: center middle; background: $background 40%; }
    Sheet > Vertical {
        width: 100%; max-width: 110; height: auto; max-height: 90%; border: round $tone-key; background: $surface;
        border-title-color: $tone-key; padding: 0;
    }
    Sheet Rows { background: $surface; height: auto; max-height: 18; }
    Sheet Rows > .rows--row { background: $surface; }
    Sheet #sheet-more { height: 3; padding: 0 3; color: $tone-dim; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """The lines, and how to leave."""
        with Vertical() as panel:
            panel.border_title = Content(self._title)
            yield Rows[SheetLine](lambda row, width: row.line(width), passable=lambda row: row.heading)
            yield Block(id="sheet-more")
            yield Told(self.keys())

    def keys(self) -> Line:
        """The keys that work here, with their words."""
        return [
            ("   enter", "key"),
            (f" {_('open the page')}   ", ""),
            ("O", "key"),
            (f" {_('as text')}   ", ""),
            ("esc", "key"),
            (f" {_('close')}", ""),
        ]

    def tell(self, lines: Sequence[SheetLine], at: int = 0) -> None:
        """Shows these lines, the cursor on the line `at`."""
        rows = self.query_one(Rows)
        rows.styles.height = min(max(len(lines), 1), 18)
        rows.show(range(len(lines)), dict(enumerate(lines)))
        if at:
            # once it is as high as its lines: until then it would not know which of them are in view
            rows.call_after_refresh(rows.go_to, at)
        rows.focus()

    def on_rows_moved(self) -> None:
        """Says more of the line under the cursor."""
        row = self.query_one(Rows).current
        self.query_one("#sheet-more", Block).tell([[(row.more if isinstance(row, SheetLine) else "", "")]])

    def on_rows_opened(self) -> None:
        """A double click opens as enter does."""
        self.action_open()

    def action_open(self) -> None:
        """Opens the page of the line in the browser."""
        row = self.query_one(Rows).current
        if isinstance(row, SheetLine) and row.url:
            self.werkplaats.open_page(row.url)

    def action_read(self) -> None:
        """Shows the page of the line as text, as it was crawled."""
        row = self.query_one(Rows).current
        url = row.url if isinstance(row, SheetLine) else None
        if not url:
            return

        def read(session: "Session") -> "PageLine | None":
            from crm.views.pages import page_at

            return page_at(session, url)

        def show(found: "PageLine | None") -> None:
            if found is None or not found.archived:
                self.werkplaats.say(_("That page is not in the archive: the next crawl reads it again."))
                return
            self.dismiss()
            self.werkplaats.call_later(self.werkplaats.read_page, found.id)

        self.ask(read, show, group="read")

    def write_page(self, page: str, name: str) -> None:
        """Writes a page as the file `name` in the folder of exports, closes the sheet and says where the page is."""
        from crm.exports.folder import in_export_folder
        from crm.exports.whole_file import whole_file

        path = in_export_folder(Path(name))
        try:
            with whole_file(path) as file:
                file.write(page.encode("utf-8"))
        except WerkplaatsError as error:
            self.trouble(str(error))
            return
        self.dismiss()
        self.werkplaats.say(_("Written to {file}.").format(file=path))

    def action_leave(self) -> None:
        """Closes the sheet."""
        self.dismiss()


def reading(text: str, width: int = 90) -> list[SheetLine]:
    """A longer text, as lines of at most `width` characters."""
    return [said(line) for line in wrap(shown(text, LONGEST_DESCRIPTION), width)]


def said(text: str, tone: str = "", *, heading: bool = False, more: str = "") -> SheetLine:
    """A line that is only read."""
    return SheetLine(lambda _width: [(text, tone)], heading=heading, more=more)
