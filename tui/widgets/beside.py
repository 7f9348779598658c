"""The panel beside a list, from 120 columns on: who the row under the cursor is."""

from typing import TYPE_CHECKING

from textual.timer import Timer

from crm.language import _
from tui.asking import Asks
from tui.showing import Line, fitted, shown, stacked
from tui.tones import stage_tone
from tui.wording import stage_word

if TYPE_CHECKING:
    from textual.content import Content

    from crm.views.person import PersonDetail

REST_SECONDS = 0.12
"""How long the cursor must rest on a row before its person is read."""


class Beside(Asks):
    """Everything known of the person under the cursor, following it."""

    DEFAULT_CSS = """
    Beside { display: none; width: 54; height: 1fr; border-left: solid $tone-rule; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._person: int | None = None
        self._detail: PersonDetail | None = None
        self._timer: Timer | None = None

    def follow(self, person_id: int | None) -> None:
        """Shows this person, once the cursor rests."""
        self._person = person_id
        if not self.display:
            return
        self.wait()
        if person_id is None:
            self._detail = None
            self.refresh()
            return
        self._timer = self.set_timer(REST_SECONDS, self._read)

    def wait(self) -> None:
        """Another list is under way: whom the cursor is on now need not be read."""
        if self._timer is not None:
            self._timer.stop()

    def on_show(self) -> None:
        """The window became wide enough: shows whom the cursor is on by now."""
        self.follow(self._person)

    def _read(self) -> None:
        from crm.views.person import person_detail

        person, clock = self._person, self.werkplaats.clock
        if person is not None:
            self.ask(lambda session: person_detail(session, person, clock=clock), self._show, group="beside")

    def _show(self, detail: "PersonDetail") -> None:
        self._detail = detail
        self.refresh()

    def render(self) -> "Content":
        """The person, as on their own screen."""
        return stacked([] if self._detail is None else self._lines(self._detail))

    def _lines(self, detail: "PersonDetail") -> list[Line]:
        from tui.screens.known import Footnotes, known_lines
        from tui.screens.timeline import events

        today, width = self.werkplaats.clock.today(), max(self.size.width, 10)
        footnotes = Footnotes(today)
        contact = detail.contact
        lines: list[Line] = [
            [(shown(contact.name, 80), "strong"), ("  ", ""), (stage_word(contact.stage), stage_tone(contact.stage))],
            [(shown(contact.institution), "dim")],
            [],
        ]
        told = [known for known in known_lines(detail, footnotes) if known.field != "name"]
        lines += [known.line(width) for known in told if known.field is None or known.value]
        lines += [[], [(_("Timeline"), "key")]]
        lines += [event.line(width) for event in events(detail, today)[:8]]
        return [fitted(line, width) for line in lines]
