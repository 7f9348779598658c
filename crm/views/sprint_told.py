"""A sprint in words: its facts, its steps, and what was said of it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from crm.spoken import spoken_day, spoken_late, spoken_party, spoken_setting, spoken_sprint, spoken_step

if TYPE_CHECKING:
    from crm.views.sprints import SprintLine, StepLine


def facts_told(line: "SprintLine", today: date) -> list[tuple[str, str]]:
    """What is known of a sprint, each with its name, in reading order; what is not known is left out."""
    told: list[tuple[str, str | None]] = [
        (_("Question"), " ".join(part for part in (line.code, line.title) if part)),
        (_("How it stands"), state_told(line, today)),
        (_("School year"), line.school_year),
        (_("From, to"), days_told(line, today)),
        (_("Course"), line.course or spoken_setting(line.setting)),
        (_("School"), line.school),
        (_("Teacher"), teacher_told(line)),
        (_("Team"), team_told(line)),
        (_("Result"), line.result),
        (_("To be seen at"), line.link),
        (_("Hours of the teacher"), None if line.hours is None else f"{line.hours:g}"),
        (_("Mark"), None if line.mark is None else f"{line.mark:g}"),
    ]
    return [(name, value) for name, value in told if value]


def teacher_told(line: "SprintLine") -> str:
    """Who guides it; of one who is not on the map, that it is a name alone."""
    if line.person is None and line.is_over:
        return _("not known")
    if line.person is None:
        return _("nobody yet: who takes it over?")
    return line.person if line.person_id is not None else _("{name} (not on the map)").format(name=line.person)


def state_told(line: "SprintLine", today: date) -> str:
    """How it stands, with the day and the reason where it ended: "stopped 3 Mar: the business was sold"."""
    said = spoken_sprint(line.state(today))
    if line.ended_on is not None:
        said = f"{said} {spoken_day(line.ended_on, today)}"
    return f"{said}: {line.ended_why}" if line.ended_why else said


def days_told(line: "SprintLine", today: date) -> str | None:
    """From when to when: "8 Feb - 16 Apr"; None where nobody said."""
    if line.starts is None or line.ends is None:
        return None
    return f"{spoken_day(line.starts, today)} - {spoken_day(line.ends, today)}"


def team_told(line: "SprintLine") -> str:
    """The team and how many they are: "Team Oost, 5 students"."""
    many = ngettext("{n} student", "{n} students", line.students).format(n=line.students) if line.students else ""
    return ", ".join(part for part in (line.team, many) if part)


def steps_told(line: "SprintLine", today: date) -> Iterator[tuple[str, str, str, str]]:
    """The steps: what, who does it, which day, and whether it is done, late or fixed on its day."""
    for one in line.steps:
        yield spoken_step(one.kind), spoken_party(one.party), spoken_day(one.on, today), step_said(one, today)


def step_said(one: "StepLine", today: date) -> str:
    """How a step stands: "done 3 Mar", "2 days late", "fixed"; with what was kept of it."""
    if one.done_on is not None:
        said = _("done {day}").format(day=spoken_day(one.done_on, today))
    elif one.on < today:
        said = spoken_late((today - one.on).days)
    else:
        said = _("fixed on this day") if one.fixed else ""
    return ": ".join(part for part in (said, one.note) if part)
