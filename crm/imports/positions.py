"""What somebody is at a school, by the words of a function: "Docent CMD", "Opleidingsmanager HBO-ICT | innovator"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from crm.resources import data_path
from crm.text import clean, fold
from crm.words import EntityKind, Level, RoleKind

_CUTS = re.compile(r"\s*[|•·;/]\s*|\s+[–—-]\s+|,\s+|\s+(?:&|en|and|at|bij|@)\s+")
_LINKS = frozenset(("of", "van", "voor", "de", "het", "the", "for", "in", "at", "bij", "der", "des", "and", "en"))
_OUTSIDE = frozenset(("student", "emeritus", "outsider", "author"))
"""Groups of words of those who are no contact at a school, though they say its name."""


@dataclass(frozen=True, slots=True)
class Position:
    """What the words say. `kind` None: nothing that is known."""

    kind: RoleKind | None
    of: EntityKind = EntityKind.INSTITUTION
    what: str = ""
    """What stands behind the role word: "cmd"."""
    outside: bool = False
    """A student, guest or former member: no contact."""
    doubtful: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    kind: RoleKind | None
    of: EntityKind
    group: str
    levels: frozenset[str]
    doubtful: bool


@cache
def _words() -> dict[str, list[_Word]]:
    with data_path("vocabulary/roles.toml").open("rb") as file:
        said = tomllib.load(file)
    known: dict[str, list[_Word]] = {}
    for entry in said["role"]:
        for word in entry["words"]:
            known.setdefault(fold(word), []).append(_word(entry))
    for kind in RoleKind:
        known.setdefault(fold(kind.value), []).append(_word({"kind": kind.value, "of": "institution"}))
    return known


def _word(entry: dict[str, Any]) -> _Word:
    kind = RoleKind(entry["kind"]) if entry["kind"] else None
    return _Word(
        kind,
        EntityKind(entry["of"]),
        entry.get("group", ""),
        frozenset(entry.get("levels", ())),
        entry.get("doubtful", False),
    )


@cache
def _undone() -> frozenset[str]:
    with data_path("vocabulary/roles.toml").open("rb") as file:
        return frozenset(fold(word) for word in tomllib.load(file)["undone"]["words"])


@lru_cache(maxsize=20_000)
def position(text: str, level: Level | None = None) -> Position:
    """The role that `text` says at a school of `level`: of several parts the first that says one.

    What stands behind its words is what the role is of; whoever is only a student, guest or former member there is
    `outside`.
    """
    words = clean(text, 200)
    if not words:
        return Position(None)
    found = [_part(part, level) for part in _CUTS.split(words) if part.strip()]
    inside = [each for each in found if each.kind is not None]
    if inside:
        first = inside[0]
        return Position(first.kind, first.of, first.what, doubtful=first.doubtful, words=words)
    if any(each.outside for each in found):
        return Position(None, outside=True, words=words)
    return Position(None, doubtful=any(each.doubtful for each in found), words=words)


def _part(text: str, level: Level | None) -> Position:
    words = fold(text).split()
    if words and words[0] in _undone():
        return Position(None, outside=True)
    known = _words()
    for length in range(min(len(words), 6), 0, -1):
        for start in range(len(words) - length + 1):
            readings = known.get(" ".join(words[start : start + length]))
            if readings is None:
                continue
            fitting = [each for each in readings if level is None or not each.levels or level.value in each.levels]
            reading = (fitting or readings)[0]
            if reading.kind is None:
                return Position(None, outside=reading.group in _OUTSIDE, doubtful=reading.group == "phd")
            rest = words[start + length :]
            while rest and rest[0] in _LINKS:
                rest.pop(0)
            return Position(reading.kind, reading.of, " ".join(rest), doubtful=reading.doubtful or not fitting)
    return _compound(words)


_ENDINGS = (("docent", RoleKind.TEACHER), ("docente", RoleKind.TEACHER), ("leraar", RoleKind.TEACHER))
"""Ends of words that say the role by themselves: "wiskundedocent"."""


def _compound(words: list[str]) -> Position:
    for word in words:
        for ending, kind in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return Position(kind, EntityKind.COURSE, word.removesuffix(ending))
    return Position(None)
