"""The Dutch schools of wo, hbo and mbo, with their other names: facts, in `data/schools.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from crm.resources import data_path
from crm.text import fold
from crm.words import Level

BY_NAME = "name:"
"""How the domain of a school begins of which a file gave the name alone; the first crawl of it brings the domain."""


@dataclass(frozen=True, slots=True)
class School:
    """One school. `domain` is what it publishes under; `aliases` are its abbreviations and other names."""

    name: str
    level: Level
    domain: str
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other domains of the school: those of its mail, an older one, one for readers abroad."""


@cache
def schools() -> tuple[School, ...]:
    """All schools, wo first, then hbo, then mbo."""
    said = tomllib.loads(data_path("schools.toml").read_text(encoding="utf-8"))
    return tuple(
        School(each["name"], Level(level), each["domain"], tuple(each.get("aliases", ())), tuple(each.get("also", ())))
        for level in Level
        for each in said.get(level, ())
    )


@cache
def _by_domain() -> dict[str, School]:
    return {domain: school for school in schools() for domain in (school.domain, *school.also)}


@cache
def _by_name() -> dict[str, School]:
    return {fold(name): school for school in schools() for name in (school.name, *school.aliases)}


@cache
def _shared() -> tuple[str, ...]:
    said = tomllib.loads(data_path("schools.toml").read_text(encoding="utf-8"))
    return tuple(said["shared"]["domains"])


@cache
def _forms() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Each form of a school's name as a pattern over folded text, with all that stand for it; the longest first."""
    said = tomllib.loads(data_path("schools.toml").read_text(encoding="utf-8"))["other_names"]["forms"]
    found = [(re.compile(form.replace("{}", "(.+)")), form, tuple(forms)) for forms in said for form in forms]
    return tuple((pattern, forms) for pattern, form, forms in sorted(found, key=lambda each: -len(each[1])))


def other_names(name: str) -> tuple[str, ...]:
    """What a school may be called besides, folded: "Universiteit Zeestad" is "zeestad university" to readers abroad.

    Made of the words for a sort of school alone (`data/schools.toml`), so that another school may be called so; none
    for a name without such a word.
    """
    folded = fold(name)
    for pattern, forms in _forms():
        found = pattern.fullmatch(folded)
        if found is not None:
            return tuple(other for form in forms if (other := form.replace("{}", found[1])) != folded)
    return ()


def school_at(url: str) -> School | None:
    """The school under whose domain `url` (absolute) stands, or None.

    A domain that schools share ("hva.osiris-student.nl") is told by the name before it.
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    for shared in _shared():
        if host.endswith(f".{shared}"):
            return school_named(host.removesuffix(f".{shared}"))
    parts = host.split(".")
    return next((found for at in range(len(parts)) if (found := _by_domain().get(".".join(parts[at:])))), None)


def shared_host(url: str) -> str | None:
    """The host of `url` where it stands on a domain that schools share, so that only the host tells them apart."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host if any(host.endswith(f".{shared}") for shared in _shared()) else None


def school_named(words: str) -> School | None:
    """The school of that name or abbreviation, accents and case aside; None for what is none's."""
    return _by_name().get(fold(words))
