"""Who is here twice? Two people side by side, one key to decide, the next two already there."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from crm.language import _, ngettext
from crm.words import EntityKind
from tui.actions import DUPLICATES, Action, bindings_for
from tui.screens.duplicates_lines import beside, pair_line, said_lines
from tui.screens.working import Subject, Working
from tui.showing import Line, shown
from tui.widgets.empty import Empty
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.duplicates import Doubles, Duplicate

MOST = 500
"""Pairs read at once, the surest: the rest comes when these are decided."""


class DuplicatesPlace(Working):
    """The pairs that are probably one person; of one person (`of`) everybody they may be."""

    NAME = DUPLICATES
    KEYS = ("yes", "no", "later", "enter", "undo", "help")
    AUTO_FOCUS = "#pairs"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(DUPLICATES)
    DEFAULT_CSS = """
    DuplicatesPlace #split { height: 1fr; }
    DuplicatesPlace #sides { height: 9; padding: 0 1; }
    DuplicatesPlace #reasons { height: 2; padding: 0 1; }
    """

    def __init__(self, of: int | None = None) -> None:
        super().__init__()
        self.of = of
        self._found: Doubles | None = None
        self._put_off: set[tuple[int, int]] = set()
        self._decided = False

    def body(self) -> Iterable[Widget]:
        """How many there are, the pairs, both sides of the one under the cursor, and why."""
        yield Edges(id="head")
        yield Rule()
        with Horizontal(id="split"):
            yield Rows["Duplicate"](self._draw, id="pairs")
            yield Empty(id="empty")
        yield Rule()
        yield Block(id="sides")
        yield Rule()
        yield Block(id="reasons")

    @property
    def rows(self) -> "Rows[Duplicate]":
        """The pairs."""
        return self.query_one("#pairs", Rows)

    @property
    def has_looked(self) -> bool:
        """Whether the pairs were read."""
        return self._found is not None

    def label(self, action: Action) -> str:
        """The decisions in the words of this question."""
        words = {"yes": _("the same"), "no": _("not the same")}
        return words.get(action.id) or super().label(action)

    def _draw(self, pair: "Duplicate", width: int) -> Line:
        sides = self._found.sides if self._found is not None else {}
        return pair_line(pair, sides, width)

    # Data

    def begin(self) -> None:
        """Says that it looks, since among very many people that takes seconds, and looks."""
        self.query_one(Empty).teach([[(_("Looking for who is here twice …"), "dim")]], self.rows)
        self.reload()

    def data_changed(self) -> None:
        """A decision of this place changed what it shows already; for anything else it looks again."""
        if self._decided:
            self._decided = False
        else:
            super().data_changed()

    def reload(self) -> None:
        """Reads the pairs, surest first."""
        of = self.of

        def read(session: "Session") -> "Doubles":
            from crm.views.duplicates import doubles, doubles_of

            return doubles(session, most=MOST) if of is None else doubles_of(session, of)

        self.ask(read, self._take, group="pairs")

    def _take(self, found: "Doubles") -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        open_ = [pair for pair in self._found.pairs if (pair.a, pair.b) not in self._put_off]
        self.query_one(Empty).teach(self._nothing() if not open_ else [], self.rows)
        ids = [pair.number for pair in open_]
        self.rows.show(ids, dict(zip(ids, open_, strict=True)))
        count = ngettext("{n} pair", "{n} pairs", len(open_)).format(n=len(open_))
        title = _("Is this one person?") if self.of is None else _("Who may be {name}").format(name=self._asked_about())
        self.query_one("#head", Edges).tell([(" ‹ ", "key"), (title, "strong")], [(f"{count} ", "dim")])
        self._tell()
        self.refresh_frame()

    def _asked_about(self) -> str:
        side = self._found.sides.get(self.of or 0) if self._found is not None else None
        return shown(side.name) if side is not None else ""

    def _nothing(self) -> list[Line]:
        lines: list[Line] = [
            [(_("Nobody is here twice, as far as can be told."), "")],
            [(_("Here stand two people who are probably one: from a page and a list, say, or under two names."), "")],
        ]
        if self._put_off:
            lines.append([(_("What you put off comes back when you open this again."), "dim")])
        return lines

    def on_rows_moved(self) -> None:
        """Shows both sides."""
        self._tell()
        self.refresh_keys()

    def on_resize(self) -> None:
        """Both sides fit the new width."""
        self._tell()

    def _tell(self) -> None:
        pair, found = self.rows.current, self._found
        sides, reasons = self.query_one("#sides", Block), self.query_one("#reasons", Block)
        if pair is None or found is None:
            sides.tell([])
            reasons.tell([[(line, "dim")] for line in found.earlier[:2]] if found is not None else [])
            return
        width = max(self.size.width - 2, 20)
        sides.tell(beside(found.sides[pair.a], found.sides[pair.b], width))
        reasons.tell(said_lines(pair, width))

    # Actions

    def things(self) -> Sequence[Subject]:
        """The first of the two."""
        pair = self.rows.current if self.is_mounted and self.query("#pairs") else None
        if pair is None or self._found is None:
            return ()
        side = self._found.sides[pair.a if pair.a != self.of else pair.b]
        url = side.page if side.page.startswith("http") else None
        return [Subject(EntityKind.PERSON, side.id, shown(side.name), url=url)]

    def why_not(self, action: str) -> str | None:
        """A decision needs two to decide about."""
        if action in {"yes", "no", "later"} and not self.things():
            return _("Nobody is here twice, as far as can be told.")
        return super().why_not(action)

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def do_enter(self) -> None:
        """Opens the person; of two the first."""
        self.werkplaats.show_thing(EntityKind.PERSON, self.things()[0].id)

    def do_yes(self) -> None:
        """They are one."""
        pair = self.rows.current
        if pair is None:
            return

        def deed(work: "Work") -> int:
            from crm.services import merges

            kept = merges.merge(work, pair.a, pair.b).id
            assert kept is not None
            return kept

        self.act(deed, lambda kept: self._after(pair, _("one person"), gone=pair.b if kept == pair.a else pair.a))

    def do_no(self) -> None:
        """They are two, and stay two."""
        pair = self.rows.current
        if pair is None:
            return

        def deed(work: "Work") -> None:
            from crm.services import merges

            merges.keep_apart(work, pair.a, pair.b)

        self.act(deed, lambda _none: self._after(pair, _("kept apart, for good"), gone=None))

    def do_later(self) -> None:
        """Not now: the pair comes back when the list is opened again."""
        pair = self.rows.current
        if pair is not None:
            self._put_off.add((pair.a, pair.b))
            self._show()

    def _after(self, pair: "Duplicate", said: str, gone: int | None) -> None:
        """Takes the decided pair off the list, and all pairs of who is no more; the next one stands there at once."""
        self._decided = True
        if self._found is not None:
            who = shown(self._found.sides[pair.a].name)
            self._found = self._found.without(pair, gone)
            self.werkplaats.say_done(who, said)
        self._show()
