"""A sprint on one line of a list, and the lines of its card."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm.case_words import SprintState
from crm.language import _
from crm.spoken import spoken_party, spoken_sprint, spoken_step
from crm.views.sprint_told import facts_told, step_said
from tui.days import late, short
from tui.showing import Line, fit, shown

if TYPE_CHECKING:
    from crm.services.evaluations import Question
    from crm.views.sprints import SprintLine, StepLine

STATE, YEAR, NEXT, NAME = 8, 5, 23, 19
"""Cells of how it stands, the school year, what comes next, and the business."""

LABEL, STEP, WHO, DAY = 22, 20, 14, 10
"""Cells of the columns of the card."""

_TONES = {
    SprintState.PLANNED: "dim",
    SprintState.RUNNING: "good",
    SprintState.DONE: "stage-sprint",
    SprintState.STOPPED: "late",
}


def state_tone(state: SprintState) -> str:
    """The colour of how a sprint stands."""
    return _TONES[state]


def year_said(year: str) -> str:
    """ "26/27"."""
    return f"{year[2:4]}/{year[7:]}"


def heading(width: int) -> Line:
    """The names of the columns."""
    columns = ((_("Business"), NAME), (_("Course, school"), _rest(width)), (_("Stands"), STATE))
    named: Line = []
    for name, cells in (*columns, (_("Year"), YEAR), (_("Next"), _next(width))):
        named += [(fit(name, cells), "dim"), (" ", "")]
    return named


def _rest(width: int) -> int:
    return max(width - _next(width) - NAME - STATE - YEAR - 4, 8)


def _next(width: int) -> int:
    """Cells of what comes next: more where there is room."""
    return NEXT + max(width - 90, 0) // 2


def sprint_line(one: "SprintLine", width: int, today: date) -> Line:
    """A sprint: whose question, where, how it stands, and what comes next or came of it."""
    state = one.state(today)
    about = " · ".join(part for part in (one.course, one.school) if part)
    following, tone = next_said(one, today)
    return [
        (fit(shown(one.company), NAME), "strong"),
        (" ", ""),
        (fit(shown(about), _rest(width)), "dim"),
        (" ", ""),
        (fit(spoken_sprint(state), STATE), state_tone(state)),
        (" ", ""),
        (fit(year_said(one.school_year), YEAR), "dim"),
        (" ", ""),
        (fit(following, _next(width)), tone),
    ]


def next_said(one: "SprintLine", today: date) -> tuple[str, str]:
    """What comes next in a sprint, or what came of it; with its colour."""
    state = one.state(today)
    if state is SprintState.STOPPED:
        return shown(one.ended_why or ""), "dim"
    step = one.next_step
    if state is SprintState.DONE:
        return shown(one.result or ""), "dim"
    if one.person is None:
        return _("who guides it?"), "late"
    if step is None:
        return "", ""
    said = f"{spoken_step(step.kind)} {late(step.on, today, brief=True)}"
    return said, "late" if step.on < today else ""


def strip_lines(one: "SprintLine", today: date) -> list[Line]:
    """What there is to say of the sprint under the cursor."""
    first: Line = [(shown(one.title or one.company), "strong"), (f"  {shown(one.person or _nobody(one))}", "dim")]
    if one.starts is not None and one.ends is not None:
        first.append((f"  {short(one.starts, today)} – {short(one.ends, today)}", "dim"))
    said = one.result or one.ended_why or ""
    return [first, [(shown(said), "")]]


def _nobody(one: "SprintLine") -> str:
    """What stands where a teacher would: of one that is over it is not known who it was."""
    return _("teacher not known") if one.is_over else _("nobody yet")


@dataclass(frozen=True, slots=True)
class SprintRow:
    """A line of the card; `step`: the one that `y` does there."""

    pieces: Line
    heading: bool = False
    step: "StepLine | None" = None
    told: str = ""

    def line(self, _width: int) -> Line:
        """The line."""
        return self.pieces


def card_rows(one: "SprintLine", asked: "list[Question]", today: date) -> Iterator[SprintRow]:
    """The facts, the steps and what was said afterwards."""
    for name, value in facts_told(one, today):
        yield SprintRow([(fit(name, LABEL), "dim"), (shown(value), "")], told=value)
    if one.steps:
        yield SprintRow([])
        yield SprintRow([(_("Steps"), "key"), (f"   {_('y: done · i: another day')}", "dim")], heading=True)
    for step in one.steps:
        yield _step_row(step, today)
    if one.answers:
        yield SprintRow([])
        yield SprintRow([(_("Afterwards"), "key")], heading=True)
    words = {(question.party, question.key): question.said for question in asked}
    for answer in one.answers:
        mark = "" if answer.mark is None else f"{answer.mark} "
        quoted = f" ({_('may be quoted')})" if answer.may_quote else ""
        yield SprintRow(
            [
                (fit(spoken_party(answer.party), LABEL), "dim"),
                (mark, "strong"),
                (shown(answer.words or ""), ""),
                (quoted, "dim"),
            ],
            told=words.get((answer.party, answer.question), ""),
        )


def _step_row(step: "StepLine", today: date) -> SprintRow:
    done = step.done_on is not None
    tone = "dim" if done else "late" if step.on < today else ""
    return SprintRow(
        [
            ("✓ " if done else "· ", "good" if done else "dim"),
            (fit(spoken_step(step.kind), STEP - 2), "dim" if done else "strong"),
            (fit(spoken_party(step.party), WHO), "dim"),
            (fit(short(step.on, today), DAY), tone),
            (step_said(step, today), tone),
        ],
        step=step,
        told=step.note or "",
    )
