"""The Dutch schools of wo, hbo and mbo, with their other names: facts, in `data/schools.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from crm.resources import data_path
from crm.text import fold
from crm.words import Level


@dataclass(frozen=True, slots=True)
class School:
    """One school. `domain` is what it publishes under; `aliases` are its abbreviations and other names."""

    name: str
    level: Level
    domain: str
    aliases: tuple[str, ...] = ()


@cache
def schools() -> tuple[School, ...]:
    """All schools, wo first, then hbo, then mbo."""
    said = tomllib.loads(data_path("schools.toml").read_text(encoding="utf-8"))
    return tuple(
        School(each["name"], Level(level), each["domain"], tuple(each.get("aliases", ())))
        for level in Level
        for each in said.get(level, ())
    )


@cache
def _by_domain() -> dict[str, School]:
    return {school.domain: school for school in schools()}


@cache
def _by_name() -> dict[str, School]:
    return {fold(name): school for school in schools() for name in (school.name, *school.aliases)}


def school_at(url: str) -> School | None:
    """The school under whose domain `url` (absolute) stands, or None."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    parts = host.split(".")
    return next((found for at in range(len(parts)) if (found := _by_domain().get(".".join(parts[at:])))), None)


def school_named(words: str) -> School | None:
    """The school of that name or abbreviation, accents and case aside; None for what is none's."""
    return _by_name().get(fold(words))
