"""What is typed before an overlay has the keys is the overlay's, not lost and not a command to the list below it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.asking import Asks

if TYPE_CHECKING:
    from sqlmodel import Session

    from tui.widgets.words import Words

T = TypeVar("T")


def to_end(field: "Input | Words") -> None:
    """Puts the cursor of a field behind its last letter."""
    if isinstance(field, Input):
        field.cursor_position = len(field.value)
    else:
        field.to_end()


class TypedAhead(ModalScreen[None], Asks):
    """An overlay with a field. The app hands it the keys that were typed for it while it was opening."""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[events.Key] = []
        self._opened = False

    def on_mount(self) -> None:
        """Takes what was typed early."""
        self._opened = True
        early, self._early = self._early, []
        for event in early:
            self.take(event)

    def take(self, event: events.Key) -> bool:
        """Takes a key that no field of its own got; False when it is no text and goes its own way."""
        if not self._opened and (event.is_printable or event.key == "enter"):
            self._early.append(event)
            return True
        if event.key == "enter":
            self.entered(event)
            return True
        field = self.typed_into()
        if not event.is_printable or not event.character or field is None:
            return False
        if self.focused is not field:
            self._give_keys(field)
            to_end(field)
        field.insert_text_at_cursor(event.character)
        return True

    def _give_keys(self, field: "Input | Words") -> None:
        """Letters go to this field from now on."""
        self.set_focus(field)

    def hand_on(self, early: Sequence[events.Key]) -> None:
        """Gives it what was typed before there was anything to type it into."""
        self._early.extend(early)

    def typed_into(self) -> "Input | Words | None":
        """The field that letters go to when none has the keys."""
        return self.query(Input).first()

    def entered(self, event: events.Key) -> None:
        """Enter was pressed before any field had the keys."""


class Opening(TypedAhead, Generic[T]):
    """Stands for an overlay whose fields must first be read, so that what is typed meanwhile is not lost.

    `question` reads in a worker; `make` makes the overlay of the answer, which takes this one's place.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = "Opening { background: transparent; }"

    def __init__(self, question: "Callable[[Session], T]", make: Callable[[T], TypedAhead]) -> None:
        super().__init__()
        self._question = question
        self._make = make
        self._waiting: list[events.Key] = []

    def take(self, event: events.Key) -> bool:
        """Every letter waits until the answer is there."""
        if event.is_printable or event.key == "enter":
            self._waiting.append(event)
            return True
        return False

    def on_mount(self) -> None:
        """Reads."""
        self.ask(self._question, self._open, group="opening", trouble=self._lost)

    def _open(self, answer: T) -> None:
        overlay = self._make(answer)
        overlay.hand_on(self._waiting)
        self.dismiss()
        self.app.push_screen(overlay)

    def _lost(self, sentence: str) -> None:
        self.dismiss()
        self.werkplaats.say(sentence, tone="late")

    def action_leave(self) -> None:
        """Leaves; nothing has changed."""
        self.dismiss()


class KeyedAhead(ModalScreen[None], Asks):
    """An overlay that answers to keys. Those that were pressed for it while it was opening are done as well."""

    def __init__(self) -> None:
        super().__init__()
        self._pressed: list[str] = []
        self._opened = False

    def on_mount(self) -> None:
        """Does what was pressed early."""
        self._opened = True
        for key in self._pressed:
            self._does(key)
        self._pressed.clear()

    def take(self, event: events.Key) -> bool:
        """Takes a key that went to the list below, or came before the overlay was there; False for one it has not."""
        if self._opened:
            return self._does(event.key)
        self._pressed.append(event.key)
        return True

    def _does(self, key: str) -> bool:
        bound = self._bindings.key_to_bindings.get(key, [])
        for binding in bound:
            self.call_next(self.run_action, binding.action)
        return bool(bound)
