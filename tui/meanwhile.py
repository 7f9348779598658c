"""A colleague who changed a lead while its form was open: told once, with all that was typed still there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from crm.errors import RefusedError

if TYPE_CHECKING:
    from crm.unit_of_work import Work
    from tui.screens.working import Subject


@dataclass(slots=True)
class Meanwhile:
    """What others did since a form was opened."""

    since: datetime
    _told: bool = False

    def check(self, work: "Work", people: "Sequence[Subject]") -> None:
        """Raises RefusedError where somebody else did something with one of them; the second time nothing any more."""
        from crm.services.meanwhile import check_nobody_else

        if self._told:
            return
        try:
            check_nobody_else(work, {one.lead_id for one in people if one.lead_id is not None}, self.since)
        except RefusedError:
            self._told = True
            raise
