"""Who decides on a setting at a school, and which words are side doors: read from `data/funnel/deciders.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from crm.language import current_language
from crm.resources import data_path
from crm.text import fold
from crm.words import Level, RoleKind, Setting

ROOM = "room"
"""Lasting room in the programme: no setting of a case, but decided on as one."""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: kinds of role, and how it is said. `programme`: a teacher alone cannot give room in it."""

    roles: tuple[RoleKind, ...]
    nl: str
    en: str
    programme: bool = False

    @property
    def said(self) -> str:
        """In the current language."""
        return self.nl if current_language() == "nl" else self.en


def who_decides(setting: Setting | str, level: Level | None, domain: str | None = None) -> Decider | None:
    """Who decides on `setting` (or on `ROOM`) at a school of `level`; a line for its `domain` goes first.

    None where nothing is known: a school without a level, or a setting that is not there.
    """
    data = _data()
    for name in (str(setting), data["like"].get(str(setting))):
        for school in (domain, None):
            found = data["decides"].get((name, level, school))
            if found is not None:
                return _as_decider(found)
    return None


def needs_programme(setting: Setting, level: Level | None, domain: str | None = None) -> bool:
    """Whether a teacher alone cannot give room in this setting."""
    decider = who_decides(setting, level, domain)
    return decider is not None and decider.programme


def is_side_door(words: str | None) -> bool:
    """Whether the words of a page call somebody of the staff a side door."""
    told = f" {fold(words or '')} "
    return _doors().search(told) is not None


def most_doors() -> int:
    """How many side doors are shown."""
    return int(_data()["doors"]["most"])


def _as_decider(line: dict[str, Any]) -> Decider:
    roles = tuple(RoleKind(role) for role in line["roles"])
    return Decider(roles, line["nl"], line["en"], line.get("programme", False))


@cache
def _data() -> dict[str, Any]:
    data = tomllib.loads(data_path("funnel/deciders.toml").read_text(encoding="utf-8"))
    lines = {(line["setting"], Level(line["level"]), line.get("school")): line for line in data["decides"]}
    return {"decides": lines, "like": data["like"], "doors": data["doors"]}


@cache
def _doors() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in _data()["doors"]["words"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
