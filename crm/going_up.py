"""The rules by which going higher up is proposed, read from `data/funnel/going_up.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from crm.resources import data_path
from crm.text import fold
from crm.words import RoleKind, Stage


@dataclass(frozen=True, slots=True)
class Rules:
    """`asked_days`: how far back a note is looked at; `quiet_days`: how long after a step nothing is proposed."""

    quiet_days: int
    most: int
    asked_days: int
    asked: re.Pattern[str]
    anchors: tuple[str, ...]
    """Of each phrase its longest word: what a note must hold before it is looked at closely."""
    teachers: int
    stages: tuple[Stage, ...]
    from_rung: RoleKind


@cache
def rules() -> Rules:
    """The rules as the data have them."""
    data = tomllib.loads(data_path("funnel/going_up.toml").read_text(encoding="utf-8"))
    phrases = [fold(phrase.replace("*", " xanyx ")).split() for phrase in data["asked"]["phrases"]]
    anchors = {max((word for word in phrase if word != "xanyx"), key=len) for phrase in phrases}
    return Rules(
        quiet_days=data["quiet_days"],
        most=data["most"],
        asked_days=data["asked"]["days"],
        asked=re.compile("|".join(_pattern(phrase) for phrase in phrases)),
        anchors=tuple(sorted(anchors)),
        teachers=data["convinced"]["teachers"],
        stages=tuple(Stage(stage) for stage in data["convinced"]["stages"]),
        from_rung=RoleKind(data["programme"]["from_rung"]),
    )


def says_they_must_ask(note: str | None) -> bool:
    """Whether a note says that somebody has to ask higher up: "dat moet ik met mijn manager overleggen"."""
    return note is not None and rules().asked.search(f" {fold(note)} ") is not None


def _pattern(words: list[str]) -> str:
    pattern = "".join(r"(?:\w+ ){0,5}" if word == "xanyx" else re.escape(word) + " " for word in words)
    return f" {pattern}"
