"""What a rule would do, before it is kept: `y` keeps it, space shows one piece more, escape leaves it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from crm.language import _
from tui.asking import Asks
from tui.screens.page_lines import lesson_lines
from tui.widgets.line import Block, Told

if TYPE_CHECKING:
    from crawler.learning.teaching import Lesson


class LessonSheet(ModalScreen[None], Asks):
    """The preview of a rule."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "keep", show=False),
        Binding("space", "more", show=False),
        Binding("escape", "leave", show=False),
    ]
    DEFAULT_CSS = """
    LessonSheet { align: center middle; background: $background 40%; }
    LessonSheet > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 90%; border: round $tone-key; background: $surface;
        border-title-color: $tone-key; padding: 0 1;
    }
    LessonSheet VerticalScroll { height: auto; max-height: 17; background: $surface; }
    """

    def __init__(self, lesson: "Lesson", marks: int, *, keep: Callable[[], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self._lesson, self._marks, self._keep, self._leave = lesson, marks, keep, leave

    def compose(self) -> ComposeResult:
        """The lines, and the three ways on."""
        with Vertical() as panel:
            panel.border_title = Content(_("Learnt from what you showed"))
            with VerticalScroll():
                yield Block(id="lesson")
            yield Told(
                [
                    ("y", "key"),
                    (f" {_('keep it')}   ", ""),
                    ("space", "key"),
                    (f" {_('show one more')}   ", ""),
                    ("esc", "key"),
                    (f" {_('leave it')}", ""),
                ]
            )

    def on_mount(self) -> None:
        """Shows what it would do."""
        self.query_one("#lesson", Block).tell(lesson_lines(self._lesson, self._marks))

    def action_keep(self) -> None:
        """Keeps the rule."""
        self.dismiss()
        self._keep()

    def action_more(self) -> None:
        """Keeps the mark for the next one."""
        self.dismiss()
        self.werkplaats.say(_("Marked. Open another page of this sort and mark the same there."))

    def action_leave(self) -> None:
        """Leaves everything as it was, the mark too."""
        self.dismiss()
        self._leave()
