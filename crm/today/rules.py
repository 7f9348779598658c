"""The rules of Today, from `data/funnel/today.toml` and `data/funnel/cadence.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crm.resources import data_path
from crm.views.scores import said
from crm.words import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """What is proposed after so many school days of silence."""

    do: str
    after: int


@dataclass(frozen=True, slots=True)
class DayRules:
    """How a day is filled, and what adds to the weight of a line."""

    fit: float
    fit_words: re.Pattern[str]
    student_points: float
    students_most: float
    soon_most: float
    soon_a_week: float
    fragile: float
    most: int
    at_least: int
    proposed: frozenset[str]
    approach: frozenset[str]
    last_days: int
    first_a_week: int
    notice_ahead: int
    notice_within: int
    step_up_after: int
    back_days: int
    step_ahead: int
    room_stages: frozenset[Stage]
    renew_from: str
    renew_by: str
    places_ahead: int
    cadence: Mapping[Stage, Sequence[Step]]
    answered_after: int

    def step(self, stage: Stage, unanswered: int) -> Step | None:
        """What is proposed at a stage after so many contacts without an answer; None beside the funnel."""
        steps = self.cadence.get(stage)
        return steps[min(unanswered, len(steps) - 1)] if steps else None


@cache
def day_rules() -> DayRules:
    """The rules as the data have them."""
    data = said()
    cadence = tomllib.loads(data_path("funnel/cadence.toml").read_text(encoding="utf-8"))
    words = "|".join(re.escape(word) for word in sorted(data["fit"]["words"], key=len, reverse=True) if len(word) > 2)
    short = "|".join(re.escape(word) for word in data["fit"]["words"] if len(word) <= 2)
    day, year = data["day"], data["school_year"]
    return DayRules(
        fit=data["fit"]["adds"],
        fit_words=re.compile(rf"{words}|\b(?:{short})\b", re.IGNORECASE),
        student_points=data["students"]["per_ten"],
        students_most=data["students"]["most"],
        soon_most=data["soon"]["most"],
        soon_a_week=data["soon"]["a_week"],
        fragile=data["fragile"]["adds"],
        most=day["most"],
        at_least=day["at_least"],
        proposed=frozenset(day["proposed"]),
        approach=frozenset(day["approach"]),
        last_days=day["last_days"],
        first_a_week=day["first_a_week_to_a_team"],
        notice_ahead=day["notice_ahead"],
        notice_within=day["notice_within"],
        step_up_after=day["step_up_after"],
        back_days=day["back_days"],
        step_ahead=day["step_ahead"],
        room_stages=frozenset(map(Stage, year["room_stages"])),
        renew_from=year["renew_from"],
        renew_by=year["renew_by"],
        places_ahead=year["places_ahead"],
        cadence={
            Stage(stage): tuple(Step(one["do"], one["after"]) for one in steps)
            for stage, steps in cadence["steps"].items()
        },
        answered_after=cadence["answered"]["after"],
    )
