"""How firmly does each wanted programme stand, and on whom?"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from crm.language import _, ngettext
from crm.words import EntityKind
from tui.actions import FOOTING, bindings_for
from tui.screens.footing_lines import footing_line, heading, school_line, strip_lines
from tui.screens.working import Subject, Working
from tui.showing import Line, shown
from tui.widgets.empty import Empty, keyed
from tui.widgets.form import Field, Form, Values
from tui.widgets.line import Block, Edges, Rule, Told
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.footing import Footing
    from crm.views.footing_told import SchoolFooting


class FootingPlace(Working):
    """The wanted programmes, each with its legs."""

    NAME = FOOTING
    KEYS = ("enter", "yes", "edit", "target", "undo", "help")
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(FOOTING)
    DEFAULT_CSS = """
    FootingPlace #columns { height: 1; padding: 0 1; }
    FootingPlace #split { height: 1fr; }
    FootingPlace #strip { height: 3; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def body(self) -> Iterable[Widget]:
        """How many, the list, and more of the one under the cursor."""
        yield Edges(id="head")
        yield Rule()
        yield Told(id="columns")
        with Horizontal(id="split"):
            yield Rows["Footing | SchoolFooting"](
                self._draw, passable=lambda row: not hasattr(row, "programme_id"), id="list"
            )
            yield Empty(id="empty")
        yield Rule()
        yield Block(id="strip")

    @property
    def rows(self) -> "Rows[Footing | SchoolFooting]":
        """The list."""
        return self.query_one("#list", Rows)

    @property
    def footing(self) -> "Footing | None":
        """The programme under the cursor."""
        from crm.views.footing import Footing

        row = self.rows.current if self.query("#list") else None
        return row if isinstance(row, Footing) else None

    @staticmethod
    def _draw(row: "Footing | SchoolFooting", width: int) -> Line:
        from crm.views.footing import Footing

        return footing_line(row, width) if isinstance(row, Footing) else school_line(row, width)

    # Data

    def reload(self) -> None:
        """Reads how they stand."""
        today = self.werkplaats.clock.today()

        def read(session: "Session") -> "list[Footing | SchoolFooting]":
            from crm.views.footing import footings
            from crm.views.footing_told import by_school

            found = footings(session, today)
            rows: list[Footing | SchoolFooting] = []
            for school in by_school(found):
                rows.append(school)
                rows += [one for one in found if one.institution_id == school.institution_id]
            return rows

        self.ask(read, self._show, group="footing")

    def _show(self, found: "Sequence[Footing | SchoolFooting]") -> None:
        from crm.views.footing import Footing

        self.query_one(Empty).teach(self._nothing() if not found else [], self.rows)
        self.rows.show([_number(row) for row in found], {_number(row): row for row in found})
        programmes = [row for row in found if isinstance(row, Footing)]
        single = sum(row.single is not None for row in programmes)
        count = ngettext("{n} programme", "{n} programmes", len(programmes)).format(n=len(programmes))
        hang = ngettext("{n} hangs on one person", "{n} hang on one person", single).format(n=single)
        self.query_one("#head", Edges).tell(
            [(" ‹ ", "key"), (_("How firmly do we stand?"), "strong")],
            [(f"{count} · {hang} ", "dim")],
        )
        self.query_one("#columns", Told).tell(heading(self.size.width - 4) if found else [])
        self._tell_strip()
        self.refresh_frame()

    @staticmethod
    def _nothing() -> list[Line]:
        return [
            [
                (
                    _(
                        "Here stands how firmly you are in each programme you are after: on whom it rests, "
                        "how high up it is known, and whether it is in the study guide."
                    ),
                    "",
                )
            ],
            [],
            keyed(_("{programmes} goes to the programmes; there {target} marks a target.")),
        ]

    def on_rows_moved(self) -> None:
        """Tells more of the one under the cursor."""
        self._tell_strip()
        self.refresh_keys()

    def on_resize(self) -> None:
        """The columns follow the width."""
        if self.query("#columns") and self.rows.ids:
            self.query_one("#columns", Told).tell(heading(self.size.width - 4))

    def _tell_strip(self) -> None:
        one = self.footing
        today = self.werkplaats.clock.today()
        self.query_one("#strip", Block).tell(strip_lines(one, today) if one is not None else [])

    # Actions

    def things(self) -> Sequence[Subject]:
        """The programme under the cursor."""
        one = self.footing
        if one is None:
            return ()
        shows = one.proposed or one.embedded
        return [Subject(EntityKind.PROGRAMME, one.programme_id, shown(one.programme), url=shows.page)]

    def why_not(self, action: str) -> str | None:
        """A yes needs something proposed."""
        one = self.footing
        if action in {"yes", "edit"} and one is None:
            return _("There is nothing under the cursor.")
        if action == "yes" and one is not None and one.proposed is None:
            return _("No page says anything of this programme that waits for a yes.")
        return super().why_not(action)

    def do_enter(self) -> None:
        """Shows who stands where at its school."""
        from tui.screens.ladders import LaddersPlace

        one = self.footing
        if one is not None:
            self.app.push_screen(LaddersPlace(one.institution_id, one.programme_id))

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def do_yes(self) -> None:
        """It is so: what a crawl read counts from now on."""
        one = self.footing
        if one is None or one.proposed is None or one.proposed.id is None:
            return
        number, name = one.proposed.id, shown(one.programme)

        def deed(work: "Work") -> None:
            from crm.services import embedding

            embedding.accept(work, number)

        self.act(deed, lambda _none: self.werkplaats.say(_("{who}: kept. ‹u› takes it back.").format(who=name)))

    def do_edit(self) -> None:
        """Asks how firmly it stands in the programme, and what shows that."""
        from crm.services.embedding import BY_AGREEMENT
        from crm.views.footing_told import level_said
        from crm.words import EmbeddingLevel

        one = self.footing
        if one is None:
            return
        levels = [level for level in EmbeddingLevel if level not in {EmbeddingLevel.NONE, *BY_AGREEMENT}]
        fields = [
            Field("level", _("In it"), options=[(level.value, level_said(level)) for level in levels]),
            Field("evidence", _("Shown by"), hint=_("their words, the page, the day")),
        ]
        number, name = one.programme_id, shown(one.programme)

        def submit(form: Form, values: Values) -> None:
            def deed(work: "Work") -> None:
                from crm.services import embedding

                embedding.say(work, number, EmbeddingLevel(values["level"]), values["evidence"])

            said = _("{who}: kept. ‹u› takes it back.").format(who=name)
            form.carry_out(deed, lambda _none: self.werkplaats.say(said))

        self.app.push_screen(Form(_("How firmly: {who}").format(who=name), fields, submit))


def _number(row: "Footing | SchoolFooting") -> int:
    """A programme by its number, the heading of a school below zero."""
    from crm.views.footing import Footing

    return row.programme_id if isinstance(row, Footing) else -row.institution_id
