"""Who is this, and what next? Everything known of one person, on one screen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from crm.language import _
from crm.words import EntityKind, Stage
from tui.actions import LEAD, bindings_for, key_of
from tui.days import late, spoken
from tui.screens.known import Footnotes, known_lines
from tui.screens.known_done import PROPOSAL
from tui.screens.known_line import Known
from tui.screens.known_warmth import warm_pieces
from tui.screens.lead_done import open_done
from tui.screens.offer_answers import Answering
from tui.screens.timeline import Event, events
from tui.screens.working import Subject, Working
from tui.showing import Line, shown
from tui.tones import stage_tone
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows
from tui.wording import stage_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.going_up import Upward
    from crm.views.matching.ranking import MatchLine
    from crm.views.person import PersonDetail
    from crm.views.proposals import ProposalLine


class LeadPlace(Answering, Working):
    """One person: what is known at the left, what happened at the right, what comes next below."""

    NAME = LEAD
    KEYS = ("log", "message", "stage", "step_up", "undo", "help")
    AUTO_FOCUS = "#known"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(LEAD),
        Binding("left", "side('#known')", show=False),
        Binding("right", "side('#timeline')", show=False),
    ]
    DEFAULT_CSS = """
    LeadPlace #known { width: 1.2fr; }
    LeadPlace #timeline { width: 1fr; border-left: solid $tone-rule; }
    LeadPlace #notes { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, person_id: int) -> None:
        super().__init__()
        self.person_id = person_id
        self.detail: PersonDetail | None = None
        self._footnotes: Footnotes | None = None
        self._advice: Upward | None = None
        self._matches: Sequence[MatchLine] = ()

    def body(self) -> Iterable[Widget]:
        """Head, two columns, next action, footnotes."""
        yield Edges(id="who")
        yield Edges(id="where")
        yield Rule()
        with Horizontal():
            yield Rows[Known](
                lambda row, width: row.line(width),
                passable=lambda row: row.heading,
                lit_without_focus=False,
                id="known",
            )
            yield Rows[Event](lambda row, width: row.line(width), lit_without_focus=False, id="timeline")
        yield Rule()
        yield Edges(id="next")
        yield Block(id="notes")

    @property
    def known(self) -> Rows[Known]:
        """The left column."""
        return self.query_one("#known", Rows)

    @property
    def timeline(self) -> Rows[Event]:
        """The right column."""
        return self.query_one("#timeline", Rows)

    # Data

    def reload(self) -> None:
        """Reads the person anew."""
        from crm.views.person import person_detail

        clock, person_id = self.werkplaats.clock, self.person_id
        self.ask(lambda session: person_detail(session, person_id, clock=clock), self._show, group="person")

    def _ask_advice(self, lead_id: int) -> None:
        """Asks whether going higher up is proposed: it looks at the whole programme, and so comes a little later."""
        today = self.werkplaats.clock.today()

        def read(session: "Session") -> "Upward | None":
            from crm.views.going_up import proposals

            return next(iter(proposals(session, today, lead_id=lead_id)), None)

        def show(advice: "Upward | None") -> None:
            if advice != self._advice and self.detail is not None:
                self._advice = advice
                self._show_known(self.detail)

        self.ask(read, show, group="advice")

    def _ask_matches(self, lead_id: int) -> None:
        """Asks which open cases fit: all of them are held against the courses, and so it comes a little later."""
        today = self.werkplaats.clock.today()

        def read(session: "Session") -> "Sequence[MatchLine]":
            from tui.screens.known_matches import read_matches

            return read_matches(session, lead_id, today)

        def show(matches: "Sequence[MatchLine]") -> None:
            if matches != self._matches and self.detail is not None:
                self._matches = matches
                self._show_known(self.detail)

        self.ask(read, show, group="matches")

    def _show_known(self, detail: "PersonDetail") -> None:
        footnotes = Footnotes(self.werkplaats.clock.today())
        lines = known_lines(detail, footnotes, self._advice, self._matches)
        self.known.show(range(len(lines)), dict(enumerate(lines)))
        self._footnotes = footnotes
        self._tell_notes()

    def _show(self, detail: "PersonDetail") -> None:
        self.detail = detail
        today = self.werkplaats.clock.today()
        self._show_known(detail)
        happened = events(detail, today)
        self.timeline.show(range(len(happened)), dict(enumerate(happened)))
        self._tell_head(detail)
        self._tell_next(detail)
        self.refresh_frame()
        if detail.lead is not None:
            self._ask_advice(detail.lead.id)
            self._ask_matches(detail.lead.id)

    def _tell_head(self, detail: "PersonDetail") -> None:
        contact, lead = detail.contact, detail.lead
        came_from: Line = [(" ‹ ", "key"), (shown(self._came_from()), "dim"), ("   ", "")]
        gone: Line = [(f"  {_('no longer on any page')}", "late")] if detail.gone_on is not None else []
        stage: Line = [(stage_word(contact.stage), stage_tone(contact.stage))]
        stage.append((" " if lead is None else f" · {lead.days} d ", "dim"))
        self.query_one("#who", Edges).tell([*came_from, (shown(contact.name, 80), "strong"), *gone], stage)
        place = [*contact.programmes[:2], contact.institution or ""]
        owner = self._owner(lead.owner) if lead is not None else _("not a lead yet")
        self.query_one("#where", Edges).tell(
            [(f" {shown(' · '.join(part for part in place if part), 160)}", "dim")],
            [*warm_pieces(detail.warmth.score), (f"{owner} ", "dim")],
        )

    def _owner(self, name: str) -> str:
        if name.casefold() == self.werkplaats.user.casefold():
            return _("yours")
        return _("of {name}").format(name=shown(name, 30))

    def _came_from(self) -> str:
        from tui.actions import BY_ID

        mode, behind = self.werkplaats.behind(self)
        if isinstance(behind, LeadPlace) and behind.detail is not None:
            return behind.detail.contact.name
        return _(BY_ID[mode].label)

    def _tell_next(self, detail: "PersonDetail") -> None:
        head, lead, today = self.query_one("#next", Edges), detail.lead, self.werkplaats.clock.today()
        if lead is None:
            head.tell(
                [(f" {_('Nobody has spoken to them: ‹l› logs the first contact, ‹k› makes a lead.')}", "dim")], []
            )
            return
        plans: Line = [(key_of("next"), "key"), (f" {_('plans')} ", "dim")]
        if lead.next_on is not None:
            when, tone = late(lead.next_on, today), "late" if lead.next_on < today else "dim"
            day = "" if lead.next_on > today else f", {spoken(lead.next_on, today)}"
            said: Line = [(shown(lead.next_what, 120), "strong"), (day, ""), (f" ({when})", tone)]
        elif lead.wakes_on is not None:
            said = [(_("rests until {day}").format(day=spoken(lead.wakes_on, today)), "")]
        else:
            said = [(_("nothing planned"), "dim")]
        head.tell([(f" {_('Next')}: ", "dim"), *said], plans)

    # Actions

    def subjects(self) -> Sequence[Subject]:
        """The person."""
        detail = self.detail
        if detail is None:
            return ()
        contact = detail.contact
        stage = contact.stage if detail.lead is not None else Stage.MAPPED
        return [Subject(EntityKind.PERSON, contact.id, contact.name, contact.lead_id, stage, contact.institution or "")]

    def things(self) -> Sequence[Subject]:
        """What the cursor is on: the person, or one of their courses, or somebody on the ladder."""
        line = self.known.current
        if line is None or line.kind is None or self.timeline.has_focus:
            return self.subjects()
        name = line.value if line.field is None else self.subjects()[0].name
        return [Subject(line.kind, line.id, name, url=line.page, field=line.field)]

    def why_not(self, action: str) -> str | None:
        """Editing needs a value of the person under the cursor."""
        line = self.known.current
        if action == "edit" and (line is None or line.field is None or self.timeline.has_focus):
            return _("Put the cursor on a value of the person: name, e-mail, phone, page.")
        return super().why_not(action)

    @property
    def proposal(self) -> "ProposalLine | None":
        """The proposal under the cursor."""
        line = self.known.current
        if line is None or line.of != PROPOSAL or self.detail is None or self.timeline.has_focus:
            return None
        return next((one for one in self.detail.done.proposals if one.id == line.of_id), None)

    def do_propose(self) -> None:
        """Proposes the case under the cursor, else offers those that fit."""
        from tui.screens.known_matches import MATCH
        from tui.screens.offer_asking import propose_match

        line = self.known.current
        of_id = line.of_id if line is not None and line.of == MATCH else None
        found = next((one for one in self._matches if one.case.id == of_id), None)
        if found is not None:
            propose_match(self, found)
        else:
            super().do_propose()

    def taught(self) -> Sequence[tuple[int, str]]:
        """The courses of the person."""
        roles = self.detail.roles if self.detail is not None else ()
        courses = {
            role.of_id: role.name for role in roles if role.of_kind is EntityKind.COURSE and role.gone_on is None
        }
        return list(courses.items())

    def action_side(self, side: str) -> None:
        """To the other column."""
        self.query_one(side).focus()

    def do_enter(self) -> None:
        """Opens what the cursor is on: somebody on the ladder, a course on the map, a page, a note."""
        if self.timeline.has_focus:
            self._tell_event()
            return
        line = self.known.current
        if line is None:
            return
        if line.of and self.detail is not None:
            open_done(self, self.detail, line.of, line.of_id)
        elif line.field is not None or line.kind is None:
            self.werkplaats.do("why" if line.field != "url" else "open")
        elif line.id != self.person_id:
            self.werkplaats.show_thing(line.kind, line.id)

    def _tell_event(self) -> None:
        from tui.overlays.sheet import Sheet, reading

        event = self.timeline.current
        if event is not None:
            sheet = Sheet(f"{event.day} {event.what}")
            self.app.push_screen(sheet)
            sheet.call_after_refresh(sheet.tell, reading(event.full))

    def do_edit(self) -> None:
        """Asks for the right value."""
        from tui.deeds import ask_value

        line = self.known.current
        if line is not None and line.field is not None:
            ask_value(self, self.subjects()[0], line.field, line.value)

    def on_rows_opened(self) -> None:
        """A double click opens."""
        self.werkplaats.do("enter")

    def on_rows_moved(self) -> None:
        """Other keys may work on this line; its source stands first below."""
        self._tell_notes()
        self.refresh_keys()

    def _tell_notes(self) -> None:
        line = self.known.current
        if self._footnotes is not None:
            mark = line.mark.strip() if line is not None else ""
            self.query_one("#notes", Block).tell([self._footnotes.line(mark)])

    def on_descendant_focus(self) -> None:
        """Other keys may work in this column."""
        self.refresh_keys()
