"""The turn of the school year: each agreement on a line; renew it, ask first, or end it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from crm.clock import school_year
from crm.language import _, ngettext
from crm.services.years import next_year
from crm.words import EntityKind, Stage
from tui.actions import YEAR, Action, bindings_for, key_of
from tui.days import short
from tui.screens.lead_done import ask_end, renew
from tui.screens.working import Subject, Working
from tui.showing import Line, fit, shown
from tui.widgets.empty import Empty
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows
from tui.wording import places_said

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.agreements import AgreementLine

STATE, NAME = 18, 20
"""Cells of what has become of it, and of the teacher."""


class YearPlace(Working):
    """The agreements of one school year, `left` and `right` another."""

    NAME = YEAR
    KEYS = ("yes", "next", "no", "enter", "undo", "help")
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(YEAR),
        Binding("left", "year(-1)", show=False),
        Binding("right", "year(1)", show=False),
    ]
    DEFAULT_CSS = """
    YearPlace #split { height: 1fr; }
    YearPlace #strip { height: 2; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._year = ""

    def body(self) -> Iterable[Widget]:
        """Which year, the list, and more of the one under the cursor."""
        yield Edges(id="head")
        yield Rule()
        with Horizontal(id="split"):
            yield Rows["AgreementLine"](self._draw, id="list")
            yield Empty(id="empty")
        yield Rule()
        yield Block(id="strip")

    @property
    def rows(self) -> "Rows[AgreementLine]":
        """The list."""
        return self.query_one("#list", Rows)

    def _draw(self, line: "AgreementLine", width: int) -> Line:
        state, tone = self._state(line)
        rest = max(width - NAME - STATE - 2, 10)
        about = " · ".join(part for part in (line.course_name, line.planning, line.school) if part)
        return [
            (fit(line.person, NAME), "strong"),
            (" ", ""),
            (fit(about, rest), ""),
            (" ", ""),
            (fit(state, STATE), tone),
        ]

    @staticmethod
    def _state(line: "AgreementLine") -> tuple[str, str]:
        if line.renewed_id is not None:
            return _("renewed"), "good"
        return places_said(line.places_left), "dim"

    # Data

    def reload(self) -> None:
        """Reads the agreements of the year."""
        year = self._year = self._year or school_year(self.werkplaats.clock.today())

        def read(session: "Session") -> "list[AgreementLine]":
            from crm.views.agreements import agreements_in

            return agreements_in(session, year)

        self.ask(read, self._show, group="year")

    def _show(self, found: "Sequence[AgreementLine]") -> None:
        self.query_one(Empty).teach(self._nothing() if not found else [], self.rows)
        self.rows.show([line.id for line in found], {line.id: line for line in found})
        waiting = sum(line.renewed_id is None for line in found)
        said = ngettext("{n} not renewed yet", "{n} not renewed yet", waiting).format(n=waiting)
        title = _("Turn of the year: {year}").format(year=self._year)
        self.query_one("#head", Edges).tell(
            [(" ‹ ", "key"), (title, "strong"), (f"   ← → {_('another year')}", "dim")], [(f"{said} ", "dim")]
        )
        self._tell_strip()
        self.refresh_frame()

    def _nothing(self) -> list[Line]:
        keys = _("Here each agreement of the year stands on a line: ‹y› renews it, ‹n› asks first, ‹b› ends it.")
        return [
            [(_("No agreement stands for {year}.").format(year=self._year), "")],
            [(keys, "dim")],
            [],
            [(key_of("agreement"), "key"), (f"  {_('on a person keeps an agreement')}", "")],
        ]

    def on_rows_moved(self) -> None:
        """Tells more of the one under the cursor."""
        self._tell_strip()
        self.refresh_keys()

    def _tell_strip(self) -> None:
        line, strip = self.rows.current, self.query_one("#strip", Block)
        if line is None:
            strip.tell([])
            return
        day = short(line.agreed_on, self.werkplaats.clock.today())
        agreed = _("{n} × {type}, agreed on {day}").format(n=line.number, type=shown(line.type, 60), day=day)
        wish = _("wishes next time: {wish}").format(wish=shown(line.wish, 120)) if line.wish else ""
        about = " · ".join(shown(part, 80) for part in (line.process, line.supervision))
        strip.tell([[(agreed, ""), (f" · {about}", "dim")], [(wish, "good")]])

    def action_year(self, by: int) -> None:
        """Another school year."""
        first = int(self._year[:4]) + by
        self._year = f"{first}-{first + 1}"
        self.reload()

    # Actions

    def label(self, action: Action) -> str:
        """Here the three are to renew, to ask first, and to end."""
        words = {"yes": _("renew"), "next": _("ask first"), "no": _("end")}
        return words.get(action.id) or super().label(action)

    def subjects(self) -> Sequence[Subject]:
        """The teacher of the agreement under the cursor."""
        line = self.rows.current if self.query("#list") else None
        if line is None:
            return ()
        return [Subject(EntityKind.PERSON, line.person_id, shown(line.person), line.lead_id, Stage.AGREEMENT)]

    def why_not(self, action: str) -> str | None:
        """What has been renewed is not renewed again."""
        line = self.rows.current if self.query("#list") else None
        if action in {"yes", "no"} and line is None:
            return _("There is nothing under the cursor.")
        if action == "yes" and line is not None and line.renewed_id is not None:
            return _("That agreement has been renewed for {year} already.").format(year=next_year(line.school_year))
        return super().why_not(action)

    def do_enter(self) -> None:
        """To the teacher."""
        for subject in self.subjects():
            self.werkplaats.show_thing(subject.kind, subject.id)

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def do_yes(self) -> None:
        """Renews it for the next year."""
        line = self.rows.current
        if line is not None:
            renew(self, line)

    def do_next(self) -> None:
        """Plans to ask whether it goes on: a mail, tomorrow."""
        line = self.rows.current
        if line is None:
            return
        tomorrow = self.werkplaats.clock.today() + timedelta(days=1)
        lead_id, year = line.lead_id, next_year(line.school_year)
        what = _("mail: does it go on in {year}?").format(year=year)

        def deed(work: "Work") -> None:
            from crm.services import leads

            leads.plan(work, lead_id, tomorrow, what)

        subjects = self.subjects()
        self.act(deed, lambda _none: self.done(subjects, f"{what}, {short(tomorrow, self.werkplaats.clock.today())}"))

    def do_no(self) -> None:
        """Asks why it ends, and ends it."""
        line = self.rows.current
        if line is not None:
            ask_end(self, line)
