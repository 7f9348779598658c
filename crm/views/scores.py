"""How much something asks for attention today, by the weights in `data/funnel/today.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from crm.resources import data_path
from crm.text import fold
from crm.words import Stage, Target


@dataclass(frozen=True, slots=True)
class TodayRules:
    """Weights and spans of Today."""

    kinds: dict[str, float]
    stages: dict[Stage, float]
    targets: dict[Target, float]
    late: dict[str, float]
    quiet: dict[str, float]
    warmth: dict[str, float]
    spans: dict[str, int]
    verbs: dict[str, str]

    def score(
        self, kind: str | None, stage: Stage, target: Target, *, days_late: int = 0, days_quiet: int = 0
    ) -> float:
        """The score of a line of `kind` (None: of the lead by itself), higher is sooner."""
        late = min(max(days_late, 0) * self.late["a_day"], self.late["most"])
        quiet = min(max(days_quiet, 0) * self.quiet["a_day"], self.quiet["most"])
        return round(self.kinds.get(kind or "", 0) + self.stages[stage] + self.targets[target] + late + quiet, 1)

    def kind_of(self, what: str) -> str:
        """The kind of a next action by its first word: call, mail, visit, message; `next` for anything else."""
        words = fold(what).split()
        return self.verbs.get(words[0], "next") if words else "next"


@cache
def said() -> dict[str, Any]:
    """What `data/funnel/today.toml` says."""
    return tomllib.loads(data_path("funnel/today.toml").read_text(encoding="utf-8"))


@cache
def rules() -> TodayRules:
    """The rules as the data have them."""
    data = said()
    return TodayRules(
        kinds=data["kinds"],
        stages={Stage(name): weight for name, weight in data["stages"].items()},
        targets={Target(name): weight for name, weight in data["targets"].items()},
        late=data["late"],
        quiet=data["quiet"],
        warmth=data["warmth"],
        spans=data["spans"],
        verbs={fold(word).split()[0]: kind for kind, words in data["verbs"].items() for word in words},
    )
