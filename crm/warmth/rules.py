"""The weights of warmth, from `data/funnel/warmth.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from math import log2

from crm.resources import data_path
from crm.warmth.happenings import Event
from crm.words import Stage


@dataclass(frozen=True, slots=True)
class Weight:
    """Points of one sort of event on its day, and the days after which half is left."""

    points: float
    half_life_days: float


@dataclass(frozen=True, slots=True)
class WarmthRules:
    """All weights. `half` points are a warmth of 50; from `known` on somebody can be a way in."""

    half: float
    doubling: float
    most: float
    events: dict[Event, Weight]
    stages: dict[Stage, float]
    known: int

    def points(self, event: Event, *, count: int, days: int) -> float:
        """What `count` events of a sort give, the last of them `days` ago."""
        weight = self.events[event]
        again = min(1 + self.doubling * log2(max(count, 1)), self.most)
        return float(weight.points * again * 2 ** (-max(days, 0) / weight.half_life_days))

    def score(self, points: float) -> int:
        """Warmth, 0 to 100, of so many points."""
        return round(100 * (1 - 2 ** (-points / self.half)))


@cache
def rules() -> WarmthRules:
    """The weights as the data have them."""
    data = tomllib.loads(data_path("funnel/warmth.toml").read_text(encoding="utf-8"))
    return WarmthRules(
        half=data["half"],
        doubling=data["again"]["doubling"],
        most=data["again"]["most"],
        events={Event(name): Weight(**weight) for name, weight in data["events"].items()},
        stages={Stage(name): share for name, share in data["stages"].items()},
        known=data["known"],
    )
