"""The place Schools."""

from typing import ClassVar

from textual.binding import BindingType

from tui.actions import SCHOOLS, bindings_for
from tui.screens.place import Place


class Schools(Place):
    """The place Schools."""

    NAME = SCHOOLS
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(SCHOOLS)
