"""Profiles: what a system of schools' sites looks like and where to go in it, one data file a system.

The files are `data/profiles/*.toml`; `docs/profiles.md` says how one is written.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from crawler.learning.rules import Anchor, Rule, Says, Template, Where
from crm.resources import data_path
from crm.text import fold
from crm.words import SourceKind

READERS = frozenset({"ooapi", "osiris", "rio", "wordpress"})
"""The feeds for which there is a reader, by the name a profile calls it."""

_SELECTORS = {"record", "name", "link", "role", "mail", "phone", "unit", "description"}
_KEYS = {
    "": {"title", "kind", "reader", "recognise", "doors", "first", "labels", "records", "rules"},
    "recognise": {"url", "headers", "generator", "marks"},
    "records": _SELECTORS | {"of", "title", "default_role", "alone", "page"},
    "rules": {"says", "pages", "make", *(str(where) for where in Where)},
}
_SORTS = {"person", "course"}


class ProfileError(ValueError):
    """A profile says something that cannot be; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Records:
    """Where the records of a page stand: CSS selectors, those of the parts looked up inside the record."""

    of: str
    """`person` or `course`."""
    record: str
    name: str | None = None
    link: str | None = None
    role: str | None = None
    mail: str | None = None
    phone: str | None = None
    unit: str | None = None
    description: str | None = None
    title: re.Pattern[str] | None = None
    """Takes a course's heading apart into the groups `code`, `name` and `credits`."""
    default_role: str | None = None
    """Role kind of people without a job title; None: seen, but no contact."""
    alone: bool = False
    """The record is the page itself (a profile of one person)."""
    page: re.Pattern[str] | None = None
    """Only on pages with such an address."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One system."""

    name: str
    title: str
    kind: SourceKind | None = None
    """The `--kind` that asks for it."""
    reader: str | None = None
    url: tuple[re.Pattern[str], ...] = ()
    headers: dict[str, re.Pattern[str]] = field(default_factory=dict)
    generator: re.Pattern[str] | None = None
    marks: tuple[bytes, ...] = ()
    """Pieces of mark-up; two of them, or all there are, make the system sure."""
    doors: tuple[str, ...] = ()
    """Addresses to go to first, absolute paths or relative to the start address."""
    first: tuple[re.Pattern[str], ...] = ()
    """Addresses that go before others of the site."""
    labels: dict[str, str] = field(default_factory=dict)
    """Folded label → role kind, or name of a field."""
    records: tuple[Records, ...] = ()
    rules: tuple[Rule, ...] = ()
    """What was learnt of a site by showing it (`crawler.learning`), by which pages are read as well."""


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, by name. Raises ProfileError."""
    return read_profiles(data_path("profiles"))


def read_profiles(folder: Path) -> tuple[Profile, ...]:
    """The profiles in `folder`, by name.

    Raises ProfileError naming the file and what is wrong in it.
    """
    return tuple(read_profile(path) for path in sorted(folder.glob("*.toml")))


def read_profile(path: Path) -> Profile:
    """The profile in one file. Raises ProfileError naming the file and what is wrong in it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return _profile(path.stem, said)
    except (ValueError, TypeError, KeyError, re.error) as error:
        raise ProfileError(f"{path.name}: {error}") from error


def _profile(name: str, said: dict[str, Any]) -> Profile:
    _check(said, "")
    signs = said.get("recognise", {})
    _check(signs, "recognise")
    reader = said.get("reader")
    if reader is not None and reader not in READERS:
        raise ProfileError(f"reader {reader!r} is none of {', '.join(sorted(READERS))}")
    if not signs:
        raise ProfileError("nothing under [recognise] says how it is told from other systems")
    generator = signs.get("generator")
    return Profile(
        name,
        title=said["title"],
        kind=SourceKind(said["kind"]) if "kind" in said else None,
        reader=reader,
        url=_patterns(signs.get("url", [])),
        headers={header.lower(): re.compile(words) for header, words in signs.get("headers", {}).items()},
        generator=re.compile(generator) if generator else None,
        marks=tuple(mark.encode() for mark in signs.get("marks", [])),
        doors=tuple(said.get("doors", [])),
        first=_patterns(said.get("first", [])),
        labels={fold(label): kind for kind, labels in said.get("labels", {}).items() for label in labels},
        records=tuple(_records(each) for each in said.get("records", [])),
        rules=tuple(_rule(each) for each in said.get("rules", [])),
    )


def _rule(said: dict[str, Any]) -> Rule:
    _check(said, "rules")
    anchors = tuple(Anchor(where, text) for where in Where for text in said.get(str(where), []))
    if not anchors:
        raise ProfileError(f"[[rules]] for {said.get('says')!r} has none of {', '.join(Where)} to find its place by")
    template = Template(said["pages"], frozenset(said.get("make", [])))
    return Rule(Says(said["says"]), anchors, template)


def _records(said: dict[str, Any]) -> Records:
    from lxml.cssselect import CSSSelector

    _check(said, "records")
    if said.get("of") not in _SORTS:
        raise ProfileError(f"[[records]] of = {said.get('of')!r} is none of {', '.join(sorted(_SORTS))}")
    for name in _SELECTORS & said.keys():
        try:
            CSSSelector(said[name], translator="html")
        except SyntaxError as error:
            raise ProfileError(f"{name} = {said[name]!r} is no CSS selector: {error}") from error
    patterns: dict[str, Any] = {name: re.compile(said[name]) for name in ("title", "page") if name in said}
    return Records(**(said | patterns))


def _patterns(said: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(words) for words in said)


def _check(said: dict[str, Any], part: str) -> None:
    unknown = sorted(said.keys() - _KEYS[part])
    if unknown:
        raise ProfileError(f"unknown entry {unknown[0]!r}; known are {', '.join(sorted(_KEYS[part]))}")
