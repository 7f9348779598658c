"""What now? Everything that is due, each with its reason."""

from typing import ClassVar

from textual.binding import BindingType

from tui.actions import TODAY, bindings_for
from tui.screens.working import Working


class Today(Working):
    """The day's work."""

    NAME = TODAY
    KEYS = ("enter", "log", "next", "stage", "search", "help")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(TODAY)
