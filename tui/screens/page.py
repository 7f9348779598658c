"""A crawled page as text, with what was found marked in it; here one shows the reader what stands where."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm.language import _
from tui.actions import PAGE, Action, bindings_for
from tui.screens.page_lines import page_line, strip_lines
from tui.screens.place import Place
from tui.showing import Line, fit, shown
from tui.widgets.empty import Empty
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.picker import Choice, picking
from tui.widgets.rows import Rows
from tui.wording import says_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crawler.learning.rules import Mark, Says
    from crawler.learning.teaching import Lesson, ShownLine, ShownPage


class PagePlace(Place):
    """One crawled page."""

    NAME = PAGE
    KEYS = ("mark", "rules", "open", "back", "undo", "help")
    AUTO_FOCUS = "#lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(PAGE),
        Binding("left", "piece(-1)", show=False),
        Binding("right", "piece(1)", show=False),
    ]
    DEFAULT_CSS = """
    PagePlace #lines { height: 1fr; }
    PagePlace #strip { height: 1; padding: 0 1; }
    """

    def __init__(self, page_id: int) -> None:
        super().__init__()
        self.page_id = page_id
        self._page: ShownPage | None = None
        self._piece = 0

    def body(self) -> Iterable[Widget]:
        """Its address, its text, and what was found under the cursor."""
        yield Edges(id="head")
        yield Rule()
        yield Rows["ShownLine"](self._draw, id="lines")
        yield Empty(id="empty")
        yield Rule()
        yield Block(id="strip")

    @property
    def rows(self) -> "Rows[ShownLine]":
        """The text."""
        return self.query_one("#lines", Rows)

    def _draw(self, line: "ShownLine", width: int) -> Line:
        return page_line(line, width, self._marked(line.index))

    def _marked(self, index: int) -> "Mark | None":
        page = self._page
        marks = self.werkplaats.marks.get(page.source_id, []) if page is not None else []
        return next((m for m in marks if page is not None and m.url == page.url and m.line == index), None)

    # Data

    def reload(self) -> None:
        """Reads the page from the archive."""

        def read(_session: "Session") -> "ShownPage":
            from crawler.learning.teaching import shown_page

            return shown_page(self.werkplaats.store.engine(), self.page_id)

        self.ask(read, self._show, group="page", trouble=self._lost)

    def _show(self, page: "ShownPage") -> None:
        self._page = page
        found = sum(len(line.pieces) for line in page.lines)
        address = shown(page.url).removeprefix("https://").removeprefix("http://")
        self.query_one("#head", Edges).tell(
            [(" ‹ ", "key"), (address, "strong")],
            [(f"{_('{n} found').format(n=found)} · {shown(page.source, 30)} ", "dim")],
        )
        self.query_one(Empty).teach([] if page.lines else [[(_("There is no text on this page."), "")]], self.rows)
        first = next((line.index for line in page.lines if line.pieces), None)
        fresh = not self.rows.ids
        self.rows.show([line.index for line in page.lines], {line.index: line for line in page.lines})
        if fresh and first is not None:
            self.rows.go_to(first)
        self._tell_strip()
        self.refresh_frame()

    def _lost(self, sentence: str) -> None:
        self.query_one(Empty).teach([[(sentence, "")]], self.rows)

    def on_rows_moved(self) -> None:
        """Says what was found in the line."""
        self._piece = 0
        self._tell_strip()
        self.refresh_keys()

    def action_piece(self, by: int) -> None:
        """To the next piece of the line, or the one before."""
        self._piece += by
        self._tell_strip()

    def _tell_strip(self) -> None:
        self.query_one("#strip", Block).tell(strip_lines(self.rows.current, self._piece))

    # Actions

    def why_not(self, action: str) -> str | None:
        """Marking needs a line."""
        if action in {"mark", "enter", "why"} and (self._page is None or self.rows.current is None):
            return _("There is nothing under the cursor.")
        return super().why_not(action)

    def label(self, action: Action) -> str:
        """A mark here says what a piece is."""
        return _("what it is") if action.id in {"mark", "enter"} else super().label(action)

    def says(self, action: Action) -> str:
        """As the label."""
        if action.id in {"mark", "enter"}:
            return _("Says what the piece under the cursor is: a name, a role, a code, nobody.")
        return super().says(action)

    def on_rows_opened(self) -> None:
        """A double click marks."""
        self.werkplaats.do("mark")

    def do_enter(self) -> None:
        """Marks, as space does."""
        self.do_mark()

    def do_why(self) -> None:
        """Says all that was found in the line."""
        from tui.overlays.sheet import Sheet, said
        from tui.screens.page_lines import piece_said

        line = self.rows.current
        if line is not None:
            sheet = Sheet(shown(line.text, 60))
            self.app.push_screen(sheet)
            told = [said(f"{piece.words}: {piece_said(piece)}") for piece in line.pieces]
            sheet.call_after_refresh(sheet.tell, told or [said(_("Nothing was found in this line."), "dim")])

    def do_open(self) -> None:
        """Opens the page in the browser."""
        if self._page is not None:
            self.werkplaats.open_page(self._page.url)

    def do_mark(self) -> None:
        """Offers what the line may be; then learns from it."""
        line = self.rows.current
        if line is None:
            return
        index = line.index

        def read(_session: "Session") -> "list[tuple[Says, tuple[str, ...]]]":
            from crawler.learning.teaching import offered

            return offered(self.werkplaats.store.engine(), self.page_id, index)

        self.ask(read, partial(self._offer, line), group="offer")

    def _offer(self, line: "ShownLine", found: "list[tuple[Says, tuple[str, ...]]]") -> None:
        if not found:
            self.werkplaats.say(_("Nothing in this line is recognised as a name, a code, credits or an address."))
            return
        choices = [self._choice(line, says, words) for says, words in found]
        self.app.push_screen(picking(_("What is this?"), shown(line.text, 60), choices))

    def _choice(self, line: "ShownLine", says: "Says", words: tuple[str, ...]) -> Choice:
        said = says_word(says)
        value = ", ".join(shown(each, 60) for each in words)
        part = words[0] if str(says) == "nobody" and len(words) == 1 else None
        return Choice(
            words=said,
            draw=lambda width: [(fit(said, 30), "strong"), (fit(value, max(width - 30, 1)), "dim")],
            pick=partial(self._mark, line, says, part),
        )

    def _mark(self, line: "ShownLine", says: "Says", part: str | None) -> None:
        from crawler.learning.rules import Mark

        page = self._page
        if page is None:
            return
        mark = Mark(page.url, line.index, says, part or line.text[:300], part)
        marks = [each for each in self.werkplaats.marks.get(page.source_id, []) if each.says is says]
        marks = [each for each in marks if (each.url, each.line) != (mark.url, mark.line)]
        self.werkplaats.marks[page.source_id] = [*marks, mark]
        self.werkplaats.say(_("Learning, and trying it on the archived pages …"))
        self.rows.show(self.rows.ids, {line.index: line for line in page.lines})
        source_id, given = page.source_id, self.werkplaats.marks[page.source_id]

        def read(_session: "Session") -> "Lesson":
            from crawler.learning.teaching import teach

            return teach(self.werkplaats.store.engine(), source_id, given, self.werkplaats.clock)

        self.ask(read, partial(self._teach, len(given)), group="teach", trouble=self._refused)

    def _refused(self, sentence: str) -> None:
        self._forget()
        self.werkplaats.say(sentence, "late")

    def _teach(self, marks: int, lesson: "Lesson") -> None:
        from tui.overlays.lesson import LessonSheet

        self.werkplaats.say("")
        self.app.push_screen(LessonSheet(lesson, marks, keep=partial(self._keep, lesson), leave=self._forget))

    def _forget(self) -> None:
        page = self._page
        if page is not None:
            self.werkplaats.marks.pop(page.source_id, None)
            self.rows.show(self.rows.ids, {line.index: line for line in page.lines})

    def _keep(self, lesson: "Lesson") -> None:
        self._forget()
        words = f"{says_word(lesson.rule.says)}: {lesson.rule.spoken}"
        self.werkplaats.say(_("Kept. The pages are being read by it …"))

        def deed(_session: "Session") -> int:
            from crawler.learning.teaching import keep
            from crawler.reread import apply_changed_rules

            store = self.werkplaats.store
            number, _action = keep(store.engine(), lesson, words, by=store.user, clock=store.clock)
            apply_changed_rules(store.engine(), lesson.source_id, store.clock)
            return number

        def done(number: int) -> None:
            self.werkplaats.say(_("Rule {id} is kept, and the map follows it. ‹u› takes it back.").format(id=number))
            self.werkplaats.data_changed()

        self.ask(deed, done, group="keep")

    def do_rules(self) -> None:
        """Lists what was learnt of the site."""
        from tui.screens.rules_asking import ask_rules

        if self._page is not None:
            ask_rules(self, self._page.source_id, self._page.source)
