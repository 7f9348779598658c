"""The sheet on which a message is read and changed: another template or form, in the app or in one's own editor."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, TextArea

from crm.errors import WerkplaatsError
from crm.language import _
from crm.words import ActivityKind, Formality
from tui.screens.letter_asking import ask_facts
from tui.screens.letter_lines import asking_keys, editing_keys, head_lines, needed_lines, reading_keys
from tui.screens.working import Subject
from tui.showing import shown
from tui.widgets.ahead import KeyedAhead
from tui.widgets.line import Block, Rule

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.messages.drafting import Drafted
    from crm.messages.preparing import Prepared, Waiting
    from crm.unit_of_work import Work


REST_SECONDS = 0.8
"""How long the typing must rest before it is kept."""


class Doing(Enum):
    """What one is doing with the message."""

    OPENING = "opening"
    READING = "reading"
    WRITING = "writing"
    ASKING = "asking"


@dataclass(slots=True)
class Handed:
    """A message that was handed over: its number, and as what it will be logged."""

    id: int
    kind: ActivityKind


class Desk(KeyedAhead):
    """A message to each of some people: shown, and changed in whatever way."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "write", show=False),
        Binding("E", "editor", show=False),
        Binding("left", "other(-1)", show=False),
        Binding("right", "other(1)", show=False),
        Binding("j", "form", show=False),
        Binding("L", "language", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("pagedown", "scroll(8)", show=False),
    ]
    DEFAULT_CSS = """
    Desk { align: center middle; background: $background 40%; }
    Desk > Vertical {
        width: 100%; max-width: 100; height: 100%; max-height: 44; border: round $tone-key; background: $surface;
        border-title-color: $tone-key; padding: 0 1;
    }
    Desk #letter-head { text-wrap: nowrap; text-overflow: ellipsis; }
    Desk #letter-head.-whole { text-wrap: wrap; }
    Desk #letter-subject { border: none; height: 1; padding: 0; background: $surface; text-style: bold; }
    Desk #letter-subject:focus { background: $panel; }
    Desk #letter-body {
        border: none; padding: 0; height: 1fr; background: $surface; scrollbar-size-vertical: 1;
        scrollbar-background: $surface; scrollbar-color: $tone-rule;
    }
    Desk #letter-body:focus { background: $panel; }
    Desk #letter-trouble { display: none; }
    Desk #letter-trouble.-told { display: block; }
    """

    def __init__(
        self, people: Sequence[Subject], done: Callable[[Sequence[Subject], str], None], template: str | None = None
    ) -> None:
        super().__init__()
        from crm.messages.preparing import Choices

        self._done = done
        self._template = template
        self._people = list(people)
        self._at = 0
        self._choices: Choices = Choices(template=template)
        self._prepared: Prepared | None = None
        self._handed: Handed | None = None
        self._doing = Doing.OPENING
        self._early: list[Callable[[], None]] = []
        self._rest: Timer | None = None
        self._went = False

    def compose(self) -> ComposeResult:
        """What is around it, subject, text, and the keys."""
        with Vertical():
            yield Block(id="letter-head")
            yield Rule()
            yield Input(id="letter-subject", select_on_focus=False)
            yield TextArea(id="letter-body", soft_wrap=True, read_only=True, show_line_numbers=False)
            yield Block(id="letter-trouble")
            yield Rule()
            yield Block(id="letter-keys")

    def on_mount(self) -> None:
        """Reads the first."""
        self.subject.can_focus = self.text.can_focus = False
        self._read()

    @property
    def person(self) -> Subject:
        """To whom."""
        return self._people[self._at]

    @property
    def subject(self) -> Input:
        """The field of the subject."""
        return self.query_one("#letter-subject", Input)

    @property
    def text(self) -> TextArea:
        """The field of the words."""
        return self.query_one("#letter-body", TextArea)

    @property
    def draft(self) -> "Drafted | None":
        """The draft with what was typed in it."""
        made = self._prepared.draft if self._prepared is not None else None
        return None if made is None else made.edited(self.subject.value, self.text.text)

    # Reading it

    def _read(self, *, typed: bool = True) -> None:
        self._doing = Doing.OPENING
        person, choices, store = self.person, self._choices, self.werkplaats.store

        def question(session: "Session") -> "Prepared":
            from crm.messages.facts import office_of
            from crm.messages.preparing import prepare
            from crm.settings import read_settings

            office = office_of(read_settings())
            return prepare(session, person.id, choices, office=office, by=store.user, clock=store.clock, typed=typed)

        self.ask(question, self._show, group="letter", trouble=self._no_letter)

    def _show(self, prepared: "Prepared") -> None:
        self._prepared = prepared
        self._went = False
        count = f" ({self._at + 1}/{len(self._people)})" if len(self._people) > 1 else ""
        title = self._title(prepared)
        self.query_one(Vertical).border_title = Content(f"{title}: {shown(prepared.name, 60)}{count}")
        self._tell_trouble("")
        self.query_one("#letter-head").remove_class("-whole")
        if prepared.waiting is not None:
            self._show_waiting(prepared.waiting)
        elif prepared.draft is not None:
            self._fill(prepared.draft.subject, prepared.draft.body)
            lines = head_lines(prepared.draft, self.werkplaats.clock.today())
            if prepared.typed:
                lines.append([(_("With what you typed earlier; ← → begins anew."), "new")])
            self.query_one("#letter-head", Block).tell(lines)
            self._go_on(Doing.READING)
        else:
            self._show_none(prepared)

    def _show_none(self, prepared: "Prepared") -> None:
        """Says why there is no message yet, or what it still needs, and asks for that."""
        self._fill("", "")
        head = self.query_one("#letter-head", Block)
        head.add_class("-whole")
        head.tell(needed_lines(prepared.missing))
        if prepared.missing:
            self._early.clear()  # they were for a message, and what is pressed from here on is for the form
        self._go_on(Doing.READING)
        if not self._ask_missing():
            self._tell_trouble(prepared.why)

    def _title(self, prepared: "Prepared") -> str:
        return _("Message") if prepared.waiting is not None else prepared.title

    def _show_waiting(self, waiting: "Waiting") -> None:
        self._handed = Handed(waiting.id, ActivityKind.MAIL)
        self._fill(waiting.subject, waiting.body)
        self._tell_where(_("This message was opened in your mail program earlier."))
        self._go_on(Doing.ASKING)

    def _tell_where(self, said: str) -> None:
        """Says where the message is now, in whole: it may be a path."""
        block = self.query_one("#letter-head", Block)
        block.add_class("-whole")
        block.tell([[(said, "new")]])

    def _fill(self, subject: str, body: str) -> None:
        self.subject.value = subject
        self.text.load_text(body)

    def _go_on(self, doing: Doing) -> None:
        """From here on one does this; a key that was pressed too early is done now."""
        if self._rest is not None:
            self._rest.stop()
        self._doing = doing
        writing = doing is Doing.WRITING
        self.subject.can_focus = self.text.can_focus = writing
        self.text.read_only = not writing
        self.set_focus(self.text if writing else None)
        self._tell_keys()
        early, self._early = self._early, []
        for deed in early:
            deed()

    def _tell_keys(self) -> None:
        keys = {Doing.WRITING: editing_keys, Doing.ASKING: asking_keys}.get(self._doing)
        self.query_one("#letter-keys", Block).tell(keys() if keys else reading_keys(self._prepared))

    def _tell_trouble(self, sentence: str) -> None:
        block = self.query_one("#letter-trouble", Block)
        block.set_class(bool(sentence), "-told")
        block.tell([[("! ", "late"), (shown(sentence, 400), "late")]] if sentence else [])

    def _no_letter(self, sentence: str) -> None:
        self._go_on(Doing.READING)
        self._tell_trouble(sentence)

    def _when(self, doing: Doing, deed: Callable[[], None]) -> bool:
        """Whether the key is for now; one that comes while the draft is being opened waits for it."""
        if self._doing is Doing.OPENING:
            self._early.append(deed)
        return self._doing is doing

    def _ask_missing(self) -> bool:
        """Asks for what the message still needs; whether it needs anything."""
        missing = self._prepared.missing if self._prepared is not None else ()
        if missing:
            self._ask_facts(missing)
        return bool(missing)

    def _ask_facts(self, missing: Sequence[str]) -> None:
        def told(given: dict[str, str]) -> None:
            self._choices = replace(self._choices, facts={**self._choices.facts, **given})
            self._read()

        ask_facts(self, self.person.name, missing, told)

    # Another message, form or language

    def action_other(self, by: int) -> None:
        """The template after this one, or before it."""
        prepared = self._prepared
        if self._doing is not Doing.READING or prepared is None or not prepared.others:
            return
        at = prepared.others.index(prepared.at) if prepared.at in prepared.others else 0
        self._choices = replace(self._choices, template=prepared.others[(at + by) % len(prepared.others)])
        self._read(typed=False)

    def action_form(self) -> None:
        """Je becomes u, or the other way round; it is kept once the message goes."""
        if self._when(Doing.READING, self.action_form) and self._prepared is not None:
            draft = self._prepared.draft
            if draft is not None:
                formal = draft.form is Formality.FORMAL
                self._choices = replace(self._choices, form=Formality.INFORMAL if formal else Formality.FORMAL)
                self._read(typed=False)

    def action_language(self) -> None:
        """Dutch becomes English, or the other way round; it is kept once the message goes."""
        if self._when(Doing.READING, self.action_language) and self._prepared is not None:
            at = self._prepared.at
            language = "en" if self._prepared.language == "nl" else "nl"
            self._choices = replace(self._choices, template=at, language=language)
            self._read(typed=False)

    # Writing

    def action_write(self) -> None:
        """Writes in the sheet itself; where something is still to be told, asks for it."""
        if self._when(Doing.READING, self.action_write) and not self._ask_missing() and self.draft is not None:
            self._go_on(Doing.WRITING)

    def on_text_area_changed(self) -> None:
        """What is typed is kept after a moment's rest."""
        self._keep_soon()

    def on_input_changed(self) -> None:
        """As for the words."""
        self._keep_soon()

    def on_input_submitted(self) -> None:
        """From the subject to the words."""
        self.set_focus(self.text)

    def _keep_soon(self) -> None:
        if self._doing is Doing.WRITING:
            if self._rest is not None:
                self._rest.stop()
            self._rest = self.set_timer(REST_SECONDS, self._keep)

    def _keep(self) -> None:
        draft = self.draft
        if draft is None:
            return
        from crm.messages.sending import typed_text

        facts = self._choices.facts
        text = typed_text(draft.template, draft.subject, draft.body, form=draft.form, facts=facts)
        person = self.person.id

        def deed(work: "Work") -> None:
            from crm.messages.sending import keep_typed

            if not self._went:  # it went while this waited for the database
                keep_typed(work, person, text)

        self._in_worker(partial(self.werkplaats.store.act, deed), lambda _none: None, "keep", None, exclusive=False)

    def action_editor(self) -> None:
        """Writes in the user's own editor; the app waits."""
        draft = self.draft
        if not self._when(Doing.READING, self.action_editor) or draft is None:
            return
        from tui.mail_program import edited

        label = _("Subject")
        try:
            with self._suspended():
                after = edited(f"{label}: {draft.subject}\n\n{draft.body}\n")
        except WerkplaatsError as error:
            self._tell_trouble(str(error))
            return
        first, _newline, rest = after.partition("\n")
        subject = first.partition(":")[2].strip() if first.startswith(f"{label}:") else ""
        self._fill(subject or draft.subject, rest.strip("\n") if subject else after.strip("\n"))
        self._tell_trouble("")
        self._keep()

    @contextmanager
    def _suspended(self) -> Iterator[None]:
        """The terminal is the editor's; where the app has none of its own there is nothing to give away."""
        with ExitStack() as stack:
            with suppress(SuspendNotSupported):
                stack.enter_context(self.app.suspend())
            yield

    def action_scroll(self, by: int) -> None:
        """Up and down the words."""
        self.text.scroll_relative(y=by, animate=False)
