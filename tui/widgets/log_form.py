"""The form behind `l`: one field for what was said, and below it what is proposed, each part to be changed.

Nothing that is typed is lost: it is kept while one types, and stands there again after a crash or an escape.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea

from crm.language import _
from crm.understanding.proposals import Proposal, Refusal, propose
from crm.words import ActivityKind, Direction
from tui.days import spoken
from tui.showing import Line, shown
from tui.widgets.form import Field, Form, OneOf, Values
from tui.widgets.line import Block
from tui.widgets.words import Words
from tui.wording import activity_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.understanding.mentions import Calendar
    from crm.unit_of_work import Work

T = TypeVar("T")
KEEP_SECONDS = 0.4
"""Rest after the last letter before what is typed is kept."""

OFFERS = ("consent", "named", "promise", "stage")
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class About:
    """Whom it is about. `draft` names the field, for what is typed in it and not saved; `alone`: it is one person."""

    title: str
    name: str
    draft: str
    person_id: int
    alone: bool


def _fields() -> list[Field]:
    kinds = [kind for kind in ActivityKind if kind is not ActivityKind.STAGE]
    return [
        Field("kind", _("What"), options=[(kind.value, activity_word(kind)) for kind in kinds]),
        Field(
            "direction",
            _("Who"),
            options=[("out", _("we reached out")), ("in", _("they did, or answered"))],
            when=lambda values: values["kind"] != ActivityKind.NOTE.value,
        ),
        Field("on", _("When"), value=_("today")),
        Field("what", _("Next"), hint=_("nothing planned")),
        Field("next_on", _("On"), hint=_("tomorrow, Tuesday, +3d, 1 dec, 2026-12-01"), when=lambda v: bool(v["what"])),
        *(Field(name, _("Also"), options=[(YES, "–"), (NO, _("leave it"))]) for name in OFFERS),
    ]


class LogForm(Form):
    """Asks what was said. `submit` gets the form and the values, with the text as `note`."""

    DEFAULT_CSS = """
    LogForm #line-note { height: auto; margin-bottom: 1; }
    LogForm #log-hint { display: none; }
    LogForm #log-hint.-told { display: block; }
    """

    def __init__(self, about: About, submit: "Callable[[Form, Values], None]") -> None:
        super().__init__(about.title, _fields(), submit)
        self.about = about
        self.proposal = Proposal(ActivityKind.MAIL, Direction.OUT, "")
        self.calendar: Calendar | None = None
        """That of their school, once it is read."""
        self._filled: Values = {}
        self._understood: str | None = None
        """The text of which the proposal is."""
        self._touched: set[str] = set()
        self._keeping: Timer | None = None
        self._text = ""
        self._saved = False
        self._restored = False
        self.knows_draft = False
        """Whether what was typed before has been read: only then is it let go."""

    def head(self) -> Iterable[Widget]:
        """The field for what was said, above the others."""
        with Horizontal(id="line-note"):
            yield Label(_("What was said"), markup=False)
            yield Words(id="field-note")
        yield Block(id="log-hint")

    @property
    def words(self) -> Words:
        """The field for what was said."""
        return self.query_one(Words)

    @property
    def values(self) -> Values:
        """What the fields hold, the text among them; an offer that is not made is no."""
        held = super().values | {"note": self.words.text.strip()}
        return held | {name: held[name] if self._offered(name) else NO for name in OFFERS}

    def on_mount(self) -> None:
        """Asks for what was typed before, and for the calendar of their school."""
        draft, person_id, by = self.about.draft, self.about.person_id, self.werkplaats.user
        today = self.werkplaats.clock.today()

        def read(session: "Session") -> "tuple[str, Calendar]":
            from crm.calendar.reading import days_of
            from crm.services import logbook  # noqa: F401 - what enter asks for is there by then
            from crm.services.drafts import kept
            from crm.understanding.school_days import asked_of

            propose("gebeld, morgen terugbellen", today)  # what it is read by is made ready while one begins to type
            return kept(session, by, draft), asked_of(days_of(session, person_id))

        self._suit()
        self.words.focus()
        self.ask(read, self._ready, group="log-draft")

    def _ready(self, read: "tuple[str, Calendar]") -> None:
        typed, self.calendar = read
        self.knows_draft = True
        if typed:
            mine = self.words.text
            self._restored = True
            self.words.load_text(f"{typed}\n{mine}" if mine and not typed.endswith(mine) else typed)
            self.words.to_end()
        self._read()

    # What is typed

    def typed_into(self) -> Words:
        """Letters are what was said, whatever has the keys."""
        return self.words

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Proposes anew, and keeps what was typed."""
        event.stop()
        self._text = self.words.text
        self._read()
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP_SECONDS, self._keep)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is changed by hand stays so."""
        name = (event.input.id or "").removeprefix("field-")
        if event.value != self._filled.get(name, event.input.value if name not in self._filled else ""):
            self._touched.add(name)
        self._suit()

    def on_one_of_changed(self) -> None:
        """What is chosen by hand stays so."""
        if self.focused is not None and isinstance(self.focused, OneOf):
            self._touched.add((self.focused.id or "").removeprefix("field-"))
        self._suit()

    def on_unmount(self, event: events.Unmount) -> None:  # noqa: ARG002 - Textual's
        """Keeps what was typed, unless it is saved."""
        if not self._saved and self._keeping is not None:
            self._keep()

    def _keep(self) -> None:
        text, about = self._text, self.about.draft

        def deed(work: "Work") -> None:
            from crm.services import drafts

            if not self._saved:
                drafts.keep(work, about, text)

        self.werkplaats.keep_quietly(deed)

    # What is proposed

    def _read(self) -> None:
        """Reads the text and shows what it makes one propose, but in fields that were changed by hand."""
        text, today = self.words.text, self.werkplaats.clock.today()
        self._understood = text
        if text.strip():
            self.proposal = propose(text, today, self.calendar)
        else:
            self.proposal = Proposal(ActivityKind.MAIL, Direction.OUT, "")
        said = self.proposal
        self._fill("kind", said.kind.value)
        self._fill("direction", said.direction.value)
        self._fill("what", said.what or "")
        self._fill("next_on", spoken(said.on, today) if said.on is not None else "")
        for name in OFFERS:
            self.query_one(f"#field-{name}", OneOf).say(YES, self._offer(name))
        self._suit()
        self._hint()

    def _fill(self, name: str, value: str) -> None:
        if name in self._touched:
            return
        self._filled[name] = value
        field = self.query_one(f"#field-{name}")
        if isinstance(field, OneOf):
            field.show(value)
        elif isinstance(field, Input) and field.value != value:
            field.value = value

    def is_proposed(self, name: str) -> bool:
        """Whether a field holds what was proposed."""
        return name not in self._touched

    def _offered(self, name: str) -> bool:
        held = {"consent": self.proposal.consent, "named": self._stranger(), "promise": self.proposal.promise}
        return self.about.alone and bool(held.get(name, self.proposal.refusal))

    def _stranger(self) -> str | None:
        """Whom the text names, unless that is who it is about."""
        named = self.proposal.named
        return None if named is None or named.split()[-1].lower() in self.about.name.lower().split() else named

    def _offer(self, name: str) -> str:
        """An offer in words."""
        said, today = self.proposal, self.werkplaats.clock.today()
        if name == "consent" and said.consent:
            return _("may be mailed: “{words}”").format(words=shown(said.consent, 40))
        if name == "named" and (named := self._stranger()):
            return _("add {named}, via {name}").format(named=shown(named, 40), name=shown(self.about.name, 30))
        if name == "promise" and said.promise is not None:
            words = {"what": shown(said.promise.what, 40), "day": spoken(said.promise.due, today)}
            ours = said.promise.whose.value == "ours"
            return (_("promised by us: {what}, {day}") if ours else _("promised to us: {what}, {day}")).format(**words)
        if name == "stage" and said.refusal is not None:
            return _("do not contact any more") if said.refusal is Refusal.OBJECTS else _("declined")
        return "–"

    def _suit(self) -> None:
        super()._suit()
        for name in OFFERS:
            self.query_one(f"#line-{name}").display = self._offered(name)

    def _hint(self) -> None:
        """Says below the text what is not sure, what cannot be, or that it was typed before."""
        said: Sequence[Line] = ()
        if self.proposal.problem is not None:
            said = [[("! ", "late"), (shown(self.proposal.problem, 200), "late")]]
        elif self.proposal.when is not None and self.proposal.on is None:
            ask = _("“{words}”: which day is that? Type it below.").format(words=shown(self.proposal.when, 60))
            said = [[(ask, "dim")]]
        elif self._restored:
            said = [[(_("This is what you typed before."), "dim")]]
        block = self.query_one("#log-hint", Block)
        block.set_class(bool(said), "-told")
        block.tell(said)

    # Done

    def action_submit(self) -> None:
        """Writes it down, unless a value is wrong: then all that was typed stays."""
        if self._keeping is not None:
            self._keeping.stop()
        self._text = self.words.text
        if self._text != self._understood:
            self._read()
        if self.proposal.problem is not None and self.is_proposed("what") and self.is_proposed("next_on"):
            self.trouble(self.proposal.problem)
            return
        super().action_submit()

    def carry_out(self, deed: "Callable[[Work], T]", then: Callable[[T], None]) -> None:
        """Does it; from then on nothing of what was typed is kept."""
        self._saved = True
        super().carry_out(deed, then)

    def trouble(self, sentence: str) -> None:
        """Says what is wrong; what was typed goes on being kept."""
        self._saved = False
        self._keep()
        super().trouble(sentence)
