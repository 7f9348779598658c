"""Who stands where at one school, from its board down, and where is the ice broken?"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from crm.language import _, ngettext
from crm.words import EntityKind, Stage
from tui.actions import LADDERS, bindings_for
from tui.screens.working import Subject, Working
from tui.showing import Line, fit, shown
from tui.tones import stage_tone
from tui.widgets.line import Edges, Rule
from tui.widgets.rows import Rows
from tui.wording import role_word, stage_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.school_tree import TreeLine

ROLE, STAGE = 22, 14
"""Cells of the columns behind a name."""


class LaddersPlace(Working):
    """One school as a tree of people."""

    NAME = LADDERS
    KEYS = ("enter", "log", "step_up", "stage", "undo", "help")
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LADDERS)

    def __init__(self, institution_id: int, at: int | None = None) -> None:
        super().__init__()
        self._institution = institution_id
        self._at = at

    def body(self) -> Iterable[Widget]:
        """How many there are, and the tree."""
        yield Edges(id="head")
        yield Rule()
        yield Rows["TreeLine"](self._draw, id="list")

    @property
    def rows(self) -> "Rows[TreeLine]":
        """The tree."""
        return self.query_one("#list", Rows)

    @staticmethod
    def _draw(line: "TreeLine", width: int) -> Line:
        stem = "  " * line.depth
        if line.kind is not EntityKind.PERSON:
            silent = ""
            if line.silent:
                silent = ngettext("{n} teacher nobody spoke to", "{n} teachers nobody spoke to", line.silent).format(
                    n=line.silent
                )
            ice: Line = [("", "")] if line.broken else [(f"  {_('ice not broken')}", "late")]
            name = shown(line.name, max(width - len(silent) - 24, 10))
            return [(stem, ""), (name, "key" if line.depth == 0 else "strong"), *ice, (f"  {silent}", "dim")]
        role = role_word(line.role) if line.role is not None else ""
        said = stage_word(line.stage) if line.stage is not None else _("not spoken to")
        tone = stage_tone(line.stage) if line.stage is not None else "dim"
        name = fit(line.name, max(width - len(stem) - ROLE - STAGE - 2, 8))
        return [
            (stem, ""),
            ("▪ " if line.broken else "▫ ", tone),
            (name, ""),
            (fit(role, ROLE), "dim"),
            (fit(said, STAGE), tone),
        ]

    # Data

    def reload(self) -> None:
        """Reads the school."""
        institution = self._institution

        def read(session: "Session") -> "list[TreeLine]":
            from crm.views.school_tree import school_tree

            return school_tree(session, institution)

        self.ask(read, self._show, group="ladders")

    def _show(self, found: "Sequence[TreeLine]") -> None:
        self.rows.show(range(len(found)), dict(enumerate(found)))
        people = [line for line in found if line.kind is EntityKind.PERSON]
        places = [line for line in found if line.kind is EntityKind.PROGRAMME]
        broken = sum(line.broken for line in places)
        said = _("ice broken in {n} of {all} programmes").format(n=broken, all=len(places))
        name = shown(found[0].name, 60) if found else ""
        count = ngettext("{n} person", "{n} people", len(people)).format(n=len(people))
        self.query_one("#head", Edges).tell([(" ‹ ", "key"), (name, "strong")], [(f"{count} · {said} ", "dim")])
        if self._at is not None:
            at, self._at = self._at, None
            number = next((n for n, line in enumerate(found) if line.id == at and line.kind is EntityKind.PROGRAMME), 0)
            self.rows.call_after_refresh(self.rows.go_to, number)
        self.refresh_frame()

    def on_rows_moved(self) -> None:
        """Other keys may work here."""
        self.refresh_keys()

    # Actions

    def subjects(self) -> Sequence[Subject]:
        """Who or what the cursor is on."""
        line = self.rows.current if self.query("#list") else None
        if line is None:
            return ()
        stage = line.stage or Stage.MAPPED
        return [Subject(line.kind, line.id, shown(line.name), line.lead_id, stage)]

    def do_enter(self) -> None:
        """To the person, or to the place on the map."""
        for subject in self.subjects():
            self.werkplaats.show_thing(subject.kind, subject.id)

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")
