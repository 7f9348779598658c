"""The place Changes."""

from typing import ClassVar

from textual.binding import BindingType

from tui.actions import CHANGES, bindings_for
from tui.screens.place import Place


class Changes(Place):
    """The place Changes."""

    NAME = CHANGES
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(CHANGES)
