"""The place Programmes."""

from typing import ClassVar

from textual.binding import BindingType

from tui.actions import PROGRAMMES, bindings_for
from tui.screens.place import Place


class Programmes(Place):
    """The place Programmes."""

    NAME = PROGRAMMES
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(PROGRAMMES)
