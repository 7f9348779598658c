"""A message to somebody: read, changed, handed to one's own mail program, and logged once one says it was sent.

Nothing here sends. Two keys do the usual: enter opens it in the mail program, `y` says that it went.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from crm.language import _
from crm.words import ActivityKind
from tui.days import spoken
from tui.screens.letter_desk import Desk, Doing, Handed
from tui.screens.letter_ways import Way, copy, open_address, open_file
from tui.screens.place import Place
from tui.screens.working import Subject
from tui.showing import shown
from tui.wording import stage_word

if TYPE_CHECKING:
    from crm.messages.sending import Sent
    from crm.unit_of_work import Work


class LetterSheet(Desk):
    """The message to each of some people, one after the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", show=False),
        Binding("C", "copy", show=False),
        Binding("M", "address", show=False),
        Binding("y", "yes", show=False),
        Binding("n", "no", show=False),
        Binding("escape", "leave", show=False),
    ]

    # Handing over

    def action_go(self) -> None:
        """Opens the message in the mail program; where something is still to be told, asks for it."""
        if self._when(Doing.READING, self.action_go) and not self._ask_missing():
            self._hand_over(open_file, ActivityKind.MAIL)

    def action_address(self) -> None:
        """Opens a short message as a mail address."""
        if self._when(Doing.READING, self.action_address):
            self._hand_over(open_address, ActivityKind.MAIL)

    def action_copy(self) -> None:
        """Copies the message, to paste it wherever one writes to them."""
        draft = self.draft
        if self._when(Doing.READING, self.action_copy) and draft is not None:
            kind = ActivityKind.MAIL if draft.email is not None else ActivityKind.MESSAGE
            self._hand_over(copy, kind)

    def _hand_over(self, way: Way, kind: ActivityKind) -> None:
        """Keeps the message, then lets it go by `way`, which says what became of it."""
        draft, person = self.draft, self.person
        if draft is None:
            return
        choices, app = self._choices, self.werkplaats

        def deed(work: "Work") -> tuple[int, Callable[[], str]]:
            from crm.messages import sending
            from crm.messages.mail_file import new_message_id
            from crm.settings import read_settings
            from tui.deeds import lead_of

            message_id = new_message_id(read_settings().office_email)
            go = way(app, draft, message_id)
            made = sending.hand_over(work, replace(draft, lead_id=lead_of(work, person)), message_id)
            if choices.form is not None or choices.language is not None:
                sending.keep_manner(work, person.id, form=choices.form, language=choices.language)
            assert made.id is not None
            return made.id, go

        def done(handed: tuple[int, Callable[[], str]]) -> None:
            number, go = handed
            self._handed = Handed(number, kind)
            said = go()
            self._fill(draft.subject, draft.body)
            self._go_on(Doing.ASKING)
            self._tell_where(said)

        self._doing, self._went = Doing.OPENING, True
        self.act(deed, done, trouble=self._not_gone)

    def _not_gone(self, sentence: str) -> None:
        self._went = False
        self._no_letter(sentence)

    # Was it sent?

    def action_yes(self) -> None:
        """It was sent: it is logged, and what comes next is planned."""
        handed = self._handed
        if not self._when(Doing.ASKING, self.action_yes) or handed is None:
            return

        def deed(work: "Work") -> "Sent":
            from crm.messages.sending import sent

            return sent(work, handed.id, kind=handed.kind)

        self._doing = Doing.OPENING
        self.act(deed, self._was_sent, trouble=self._no_letter)

    def _was_sent(self, sent: "Sent") -> None:
        pieces = [_("sent")]
        if sent.stage is not None:
            pieces.append(_("to {stage}").format(stage=stage_word(sent.stage).lower()))
        if sent.next_on is not None:
            today = self.werkplaats.clock.today()
            pieces.append(f"{shown(sent.next_what, 60)} {spoken(sent.next_on, today)}")
        self._next_person([self.person], ", ".join(pieces))

    def action_no(self) -> None:
        """It was not sent: back to writing."""
        if self._when(Doing.ASKING, self.action_no):
            handed, self._handed = self._handed, None

            def deed(work: "Work") -> None:
                from crm.messages.sending import reopen

                if handed is not None:
                    reopen(work, handed.id)

            self._doing = Doing.OPENING
            self.act(deed, lambda _none: self._read(), trouble=self._no_letter)

    def action_leave(self) -> None:
        """Out of the text; or to the next one, or away. What was typed is kept."""
        if self._doing is Doing.WRITING:
            self._keep()
            self._go_on(Doing.READING)
        elif self._doing is Doing.ASKING and not self.waits:
            self._next_person([], "")
        else:
            self.passed_by()

    @property
    def waits(self) -> bool:
        """Whether the message that is shown was opened before this sheet was."""
        return self._prepared is not None and self._prepared.waiting is not None

    def passed_by(self) -> None:
        """The message is left as it is, and nothing of it went now."""
        self._next_person([], "")

    def _next_person(self, done: Sequence[Subject], said: str) -> None:
        """To the next of several; after the last one the sheet closes."""
        self._handed = None
        if self._at + 1 < len(self._people):
            from crm.messages.preparing import Choices

            self._at += 1
            self._choices = Choices(template=self._template)
            self._read()
        else:
            self.dismiss()
        if done:
            self._done(done, said)


def write_to(
    place: Place,
    people: Sequence[Subject],
    *,
    done: Callable[[Sequence[Subject], str], None],
    template: str | None = None,
) -> None:
    """Opens the message to each of `people`, one after the other: of `template`, else the one that is due.

    `done` says on the status line to whom it was sent, and what follows.
    """
    place.app.push_screen(LetterSheet(people, done, template))
