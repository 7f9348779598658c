"""What decides the order of a match beside the texts, from `data/matching/weights.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from crm.resources import data_path
from crm.text import fold


@dataclass(frozen=True, slots=True)
class Weights:
    """All of the file; scores as `crm.matching` gives them, days as whole days."""

    little: float
    example: float
    agreement: float
    chance: float
    alike: tuple[float, float]
    alike_by_words: tuple[float, float]
    accepted: float
    declined: float
    maybe: float
    other_course: float
    moment: float
    most: float
    moment_words: tuple[str, ...]
    late_days: int
    looked_at: int
    gap_fits: float
    gap_calls: int


@cache
def weights() -> Weights:
    """The weights as the data have them."""
    said: dict[str, Any] = tomllib.loads(data_path("matching/weights.toml").read_text(encoding="utf-8"))
    told, answers = said["told"], said["answers"]
    return Weights(
        little=said["fit"]["little"],
        example=told["example"],
        agreement=told["agreement"],
        chance=told["chance"],
        alike=_from_to(answers["alike"]),
        alike_by_words=_from_to(answers["alike_by_words"]),
        accepted=answers["accepted"],
        declined=answers["declined"],
        maybe=answers["maybe"],
        other_course=answers["other_course"],
        moment=answers["moment"],
        most=answers["most"],
        moment_words=tuple(fold(word) for word in said["reasons"]["moment"].split(",") if word.strip()),
        late_days=said["timing"]["late_days"],
        looked_at=said["candidates"]["looked_at"],
        gap_fits=said["gaps"]["fits"],
        gap_calls=said["gaps"]["calls"],
    )


def _from_to(said: list[float]) -> tuple[float, float]:
    first, last = said
    return first, last
