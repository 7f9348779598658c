"""Who is this, and what next?"""

from typing import ClassVar

from textual.binding import BindingType

from tui.actions import LEAD, bindings_for
from tui.screens.working import Working


class LeadPlace(Working):
    """One person, with everything known."""

    NAME = LEAD
    KEYS = ("log", "next", "stage", "edit", "undo", "help")
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(LEAD)

    def __init__(self, person_id: int) -> None:
        super().__init__()
        self.person_id = person_id
