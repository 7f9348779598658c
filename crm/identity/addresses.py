"""Whose an e-mail address or a telephone number is: one person's, a function's, or several people's."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from crm.identity.mailboxes import split
from crm.identity.subjects import Subject
from crm.identity.traits import NameTraits

_NOT_LETTERS = re.compile(r"[^a-z]+")

SWITCHBOARD = 3
"""Different names on one telephone number from which it is a switchboard: a couple or twins share one between two."""


@lru_cache(maxsize=200_000)
def bears_name(address: str, name: NameTraits) -> bool:
    """Whether what stands before the @ holds the surname, or the call name."""
    local = _NOT_LETTERS.sub("", split(address)[0])
    if any(len(part) > 1 and part in local for part in name.parts):
        return True
    return len(name.call) > 2 and name.call in local


@dataclass(slots=True)
class Addresses:
    """Which addresses and numbers are several people's, over everybody."""

    shared: set[str] = field(default_factory=set)
    switchboards: set[str] = field(default_factory=set)


def addresses_of(subjects: Iterable[Subject]) -> Addresses:
    """Who shares what, from everybody."""
    mailboxes: dict[str, list[NameTraits]] = defaultdict(list)
    numbers: dict[str, list[NameTraits]] = defaultdict(list)
    for each in subjects:
        for email in each.bearer.emails:
            mailboxes[email].append(each.forms[0])
        for phone in each.bearer.phones:
            numbers[phone].append(each.forms[0])
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
