"""A field for words of any length: enter is done, what is pasted keeps its lines."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

LONGEST = 20_000
"""Characters taken of what is typed or pasted."""


class Words(TextArea):
    """Lines of text. Down from the last line goes to the next field, up from the first to the one before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "below", show=False),
        Binding("up", "above", show=False),
    ]
    DEFAULT_CSS = """
    Words { height: auto; max-height: 6; border: none; padding: 0; background: $panel; width: 1fr; }
    Words:focus { border: none; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__("", id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    @property
    def value(self) -> str:
        """The text, as other fields call it."""
        return self.text

    def insert_text_at_cursor(self, text: str) -> None:
        """Puts text where the cursor is, as other fields do."""
        self.insert(text)

    def to_end(self) -> None:
        """Puts the cursor behind the last letter."""
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        """Takes lines and letters; what a terminal would obey stays out."""
        event.stop()
        event.prevent_default()
        room = max(LONGEST - len(self.text), 0)
        lines = event.text.replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(letter for letter in lines if letter in {"\n", "\t"} or letter.isprintable())
        self.insert(kept.replace("\t", " ")[:room])

    def action_below(self) -> None:
        """A line down; from the last one to the next field."""
        if self.cursor_at_last_line:
            self.screen.focus_next()
        else:
            self.action_cursor_down()

    def action_above(self) -> None:
        """A line up; from the first one to the field before."""
        if self.cursor_at_first_line:
            self.screen.focus_previous()
        else:
            self.action_cursor_up()
