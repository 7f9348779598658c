"""What is typed before an overlay has the keys is the overlay's, not lost and not a command to the list below it."""

from textual import events
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.asking import Asks


class TypedAhead(ModalScreen[None], Asks):
    """An overlay with a field. The app hands it the keys that were typed for it while it was opening."""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[events.Key] = []
        self._opened = False

    def on_mount(self) -> None:
        """Takes what was typed early."""
        self._opened = True
        for event in self._early:
            self.take(event)
        self._early.clear()

    def take(self, event: events.Key) -> bool:
        """Takes a key that no field of its own got; False when it is no text and goes its own way."""
        if not self._opened and (event.is_printable or event.key == "enter"):
            self._early.append(event)
            return True
        if event.key == "enter" and event in self._early:
            self.entered()
            return True
        field = self.typed_into()
        if not event.is_printable or not event.character or field is None:
            return False
        if self.focused is not field:
            self.set_focus(field)
            field.cursor_position = len(field.value)
        field.insert_text_at_cursor(event.character)
        return True

    def typed_into(self) -> Input | None:
        """The field that letters go to when none has the keys."""
        return self.query(Input).first()

    def entered(self) -> None:
        """Enter was pressed before any field had the keys."""
