"""How do we stand? The funnel, and everyone in it."""

from typing import ClassVar

from textual.binding import BindingType

from tui.actions import LEADS, bindings_for
from tui.screens.working import Working


class Leads(Working):
    """The funnel and its list."""

    NAME = LEADS
    KEYS = ("enter", "log", "next", "stage", "filter", "help")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LEADS)
