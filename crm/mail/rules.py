"""How mail is told apart, as data: `data/imports/mail.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from crm.language import current_language
from crm.resources import data_path


@dataclass(frozen=True, slots=True)
class Rules:
    """All of the file."""

    automatic_headers: tuple[str, ...]
    not_automatic: frozenset[str]
    precedence: frozenset[str]
    begins: tuple[str, ...]
    holds: tuple[str, ...]
    servers: frozenset[str]
    fails: frozenset[str]
    plans: Mapping[str, Mapping[str, str]]

    def plan(self, name: str, **gaps: str) -> str:
        """The words of what is planned, in the current language."""
        return self.plans[name][current_language()].format(**gaps)


@cache
def rules() -> Rules:
    """The rules as the data say them."""
    told: dict[str, Any] = tomllib.loads(data_path("imports/mail.toml").read_text(encoding="utf-8"))
    automatic = told["automatic"]
    return Rules(
        automatic_headers=tuple(automatic["headers"]),
        not_automatic=frozenset(automatic["not_automatic"]),
        precedence=frozenset(automatic["precedence"]),
        begins=tuple(automatic["begins"]),
        holds=tuple(automatic["holds"]),
        servers=frozenset(told["report"]["servers"]),
        fails=frozenset(told["held"]["fails"]),
        plans=told["plans"],
    )
