"""What is done on Today with the one case that a line is about: its state, what was said, and what comes next."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.screens.working import Working
from tui.showing import shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.cases import CaseLine
    from tui.widgets.form import Form

ON_A_CASE = frozenset(("log", "stage", "next"))
"""What is done with the case of a line, where it is about one."""


class WorkingCases(Working):
    """A place with people, some of whose lines are about one case: it says by `case_number` which."""

    @property
    def case_number(self) -> int | None:
        """The number of the one case that the line under the cursor is about."""
        return None

    def why_not(self, action: str) -> str | None:
        """A case takes the place of a person."""
        return None if action in ON_A_CASE and self.case_number is not None else super().why_not(action)

    def told(self, case: "CaseLine", said: str) -> None:
        """Says what was done with a case, and how to take it back."""
        self.werkplaats.say_done(shown(case.company, 60), said)

    def do_log(self) -> None:
        """Asks what happened, with the business where the line is about its case."""
        from tui.screens.case_asking import contact_form

        if not self._asked(contact_form):
            super().do_log()

    def do_stage(self) -> None:
        """Asks for another stage; of a case for another state."""
        from tui.screens.case_asking import state_form

        if not self._asked(state_form):
            super().do_stage()

    def do_next(self) -> None:
        """Asks what comes next, with the business where the line is about its case."""
        from tui.screens.case_asking import next_form

        if not self._asked(next_form):
            super().do_next()

    def _asked(self, form: "Callable[[WorkingCases, CaseLine], Form]") -> bool:
        """Asks about the case of the line; False where it is about none."""
        from tui.widgets.ahead import Opening

        number = self.case_number
        if number is None:
            return False

        def read(session: "Session") -> "CaseLine":
            from crm.views.cases import one_case

            return one_case(session, number)

        self.app.push_screen(Opening(read, partial(form, self)))
        return True
