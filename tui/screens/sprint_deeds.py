"""What can be done with a sprint wherever one stands on one: its next step, other days, its end, who guides it."""

from typing import TYPE_CHECKING

from crm.case_words import SprintState
from crm.language import _
from crm.spoken import spoken_step
from tui.actions import Action
from tui.screens.place import Place
from tui.showing import shown

if TYPE_CHECKING:
    from crm.unit_of_work import Work
    from crm.views.sprints import SprintLine, StepLine

_ON_A_SPRINT = frozenset(("enter", "yes", "next", "stage", "give", "evaluate", "save", "edit"))
_WHILE_IT_GOES = frozenset(("next", "stage", "give"))


class SprintDeeds(Place):
    """A place in which sprints are worked. It says on which by `sprint`, and on which step by `step`."""

    @property
    def sprint(self) -> "SprintLine | None":
        """The sprint that an action is about."""
        return None

    @property
    def step(self) -> "StepLine | None":
        """The step that an action is about: the first that is not done."""
        return self.sprint.next_step if self.sprint is not None else None

    def why_not(self, action: str) -> str | None:
        """An action needs a sprint, and one that goes on where it would change it."""
        one = self.sprint
        if action in _ON_A_SPRINT and one is None:
            return _("Put the cursor on a sprint first.")
        if one is None:
            return super().why_not(action)
        reason = self._ended(action, one) or self._no_step(action, one)
        if action == "evaluate" and one.state(self.werkplaats.clock.today()) is SprintState.PLANNED:
            return _("It has not begun: there is nothing to look back on yet.")
        return reason or super().why_not(action)

    @staticmethod
    def _ended(action: str, one: "SprintLine") -> str | None:
        if action == "give" and one.person_id is None:
            return None
        ended = action in _WHILE_IT_GOES and one.is_over
        return _("This sprint has ended; ‹u› takes back your last action.") if ended else None

    def _no_step(self, action: str, one: "SprintLine") -> str | None:
        if action != "yes":
            return None
        if self.step is None:
            return _("Every step of it is done.") if one.steps else _("It has no dated steps: ‹n› gives it its days.")
        return _("That step is done already.") if self.step.done_on is not None else None

    def label(self, action: Action) -> str:
        """Here `y` does a step, `n` moves, `s` ends, `B` writes the assignment."""
        words = {
            "yes": _("done"),
            "next": _("move"),
            "stage": _("end"),
            "give": _("other teacher"),
            "save": _("assignment"),
            "edit": _("day of a step"),
        }
        return words.get(action.id) or super().label(action)

    def do_yes(self) -> None:
        """Says that the step was done."""
        one, step = self.sprint, self.step
        if one is None or step is None:
            return
        number, kind = one.id, step.kind

        def deed(work: "Work") -> None:
            from crm.services import sprint_steps, sprints

            sprint_steps.do(work, sprints.find(work, number), kind)

        said = _("{step} done").format(step=spoken_step(kind))
        self.act(deed, lambda _none: self.told(one, said))

    def do_next(self) -> None:
        """Asks for other days, and moves it."""
        from tui.screens.sprint_asking import ask_days

        if self.sprint is not None:
            ask_days(self, self.sprint)

    def do_stage(self) -> None:
        """Asks what came of it, or why it stops, and ends it."""
        from tui.screens.sprint_asking import ask_end

        if self.sprint is not None:
            ask_end(self, self.sprint)

    def do_give(self) -> None:
        """Asks who guides it now."""
        from tui.screens.sprint_asking import ask_teacher

        if self.sprint is not None:
            ask_teacher(self, self.sprint)

    def do_evaluate(self) -> None:
        """Asks for an answer, or makes the message that asks for one."""
        from tui.screens.sprint_looking_back import look_back

        if self.sprint is not None:
            look_back(self, self.sprint)

    def do_save(self) -> None:
        """Asks for a folder, and writes the assignment there."""
        from tui.screens.sprint_asking import ask_brief

        if self.sprint is not None:
            ask_brief(self, self.sprint)

    def told(self, one: "SprintLine", said: str) -> None:
        """Says on the status line what was done, and how to take it back."""
        self.werkplaats.say_done(shown(one.company, 60), said)
