"""Whose an e-mail address or a telephone number is: one person's, a function's, or several people's."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from crm.identity.bearer import Bearer
from crm.identity.traits import NameTraits, traits_of
from crm.resources import data_path

_PIECES = re.compile(r"[._\-+]+")
_NOT_LETTERS = re.compile(r"[^a-z]+")

SWITCHBOARD = 3
"""Different names on one telephone number from which it is a switchboard: a couple or twins share one between two."""


@dataclass(frozen=True, slots=True)
class _Words:
    functions: frozenset[str]
    inside: tuple[str, ...]
    private: frozenset[str]


@cache
def _words() -> _Words:
    emails = tomllib.loads(data_path("vocabulary/emails.toml").read_text(encoding="utf-8"))["functional"]
    own = tomllib.loads(data_path("identity/matching.toml").read_text(encoding="utf-8"))
    return _Words(
        functions=frozenset(emails["words"]) | frozenset(own["functions"]["words"]),
        inside=(*emails["inside"], *own["functions"]["inside"]),
        private=frozenset(own["private"]["domains"]),
    )


@lru_cache(maxsize=200_000)
def split(address: str) -> tuple[str, str]:
    """An address as what stands before and after the @."""
    local, _, domain = address.rpartition("@")
    return local.partition("+")[0], domain


@lru_cache(maxsize=200_000)
def is_function(address: str) -> bool:
    """Whether an address is a function's or a department's ("stagebureau@…"), which passes to whoever comes next."""
    local = split(address)[0]
    words = _words()
    return any(piece in words.functions for piece in _PIECES.split(local)) or any(w in local for w in words.inside)


@lru_cache(maxsize=200_000)
def is_private(address: str) -> bool:
    """Whether an address is at a provider of private mail."""
    return split(address)[1] in _words().private


@lru_cache(maxsize=200_000)
def bears_name(address: str, name: NameTraits) -> bool:
    """Whether what stands before the @ holds the surname, or the call name."""
    local = _NOT_LETTERS.sub("", split(address)[0])
    if any(len(part) > 1 and part in local for part in name.parts):
        return True
    return len(name.call) > 2 and name.call in local


@dataclass(slots=True)
class Addresses:
    """Which addresses and numbers are several people's, over all bearers."""

    shared: set[str] = field(default_factory=set)
    switchboards: set[str] = field(default_factory=set)


def addresses_of(bearers: Iterable[Bearer]) -> Addresses:
    """Who shares what, from all bearers."""
    mailboxes: dict[str, list[NameTraits]] = defaultdict(list)
    numbers: dict[str, list[NameTraits]] = defaultdict(list)
    for each in bearers:
        if not each.names:
            continue
        name = traits_of(each.names[0])
        for email in each.emails:
            mailboxes[email].append(name)
        for phone in each.phones:
            numbers[phone].append(name)
    return Addresses(
        {address for address, names in mailboxes.items() if len(names) > 1 and _people(names) > 1},
        {number for number, names in numbers.items() if len(names) >= SWITCHBOARD and _people(names) >= SWITCHBOARD},
    )


def _people(names: list[NameTraits]) -> int:
    """How many people the names are of at least: each counts that can be none of those before."""
    from crm.identity.comparing import can_be_one

    apart: list[NameTraits] = []
    for name in names[:50]:
        if not any(can_be_one(name, other) for other in apart):
            apart.append(name)
    return len(apart)
