"""What each step of the work asks of a message, and what comes after it: `data/templates/steps.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from crm.resources import data_path
from crm.words import MessageStep, RoleKind, Stage


@dataclass(frozen=True, slots=True)
class After:
    """The next action once a message is sent: in so many days, in the words of each language, and its template."""

    days: int
    words: Mapping[str, str]
    step: MessageStep | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step: whether it is a first contact, to which stage it brings a lead, and what comes after."""

    first: bool
    formal: bool
    stage: Stage | None
    after: After | None


@dataclass(frozen=True, slots=True)
class Rules:
    """All of the file."""

    steps: Mapping[MessageStep, Step]
    formal_roles: frozenset[RoleKind]
    formal_titles: frozenset[str]
    unanswered_days: int
    by_role: Mapping[RoleKind, MessageStep]
    by_stage: Mapping[Stage, MessageStep]


@cache
def rules() -> Rules:
    """The rules as the data say them."""
    told = tomllib.loads(data_path("templates/steps.toml").read_text(encoding="utf-8"))
    proposed = told["proposed"]
    return Rules(
        steps={step: _step(told[step.value]) for step in MessageStep},
        formal_roles=frozenset(RoleKind(kind) for kind in told["formal"]["roles"]),
        formal_titles=frozenset(told["formal"]["titles"]),
        unanswered_days=proposed["unanswered_days"],
        by_role={RoleKind(kind): MessageStep(step) for kind, step in proposed["roles"].items()},
        by_stage={Stage(stage): MessageStep(step) for stage, step in proposed["stages"].items()},
    )


def _step(told: dict[str, object]) -> Step:
    after, stage = told.get("after"), told.get("stage")
    return Step(
        first=bool(told.get("first")),
        formal=bool(told.get("formal")),
        stage=None if stage is None else Stage(str(stage)),
        after=_after(after) if isinstance(after, dict) else None,
    )


def _after(told: dict[str, object]) -> After:
    step = told.get("step")
    return After(
        days=int(str(told["days"])),
        words={language: str(told[language]) for language in ("nl", "en")},
        step=None if step is None else MessageStep(str(step)),
    )
