"""Whose an e-mail address or a telephone number is: one person's, a function's, or several people's."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from crm.identity.name_levels import can_be_one
from crm.identity.subjects import Subject
from crm.identity.traits import NameTraits

SWITCHBOARD = 3
"""Different names on one telephone number from which it is a switchboard: a couple or twins share one between two."""


@dataclass(slots=True)
class Addresses:
    """Which addresses and numbers are several people's, over everybody."""

    shared: set[str] = field(default_factory=set)
    switchboards: set[str] = field(default_factory=set)


def addresses_of(subjects: Sequence[Subject]) -> Addresses:
    """Who shares what, from everybody."""
    mailboxes = _several([(subject.bearer.emails, subject) for subject in subjects if subject.bearer.emails], 2)
    numbers = _several([(subject.bearer.phones, subject) for subject in subjects if subject.bearer.phones], SWITCHBOARD)
    return Addresses(
        {address for address, names in mailboxes.items() if _are_people(names, 2)},
        {number for number, names in numbers.items() if _are_people(names, SWITCHBOARD)},
    )


def _several(held: Sequence[tuple[frozenset[str], Subject]], least: int) -> dict[str, list[NameTraits]]:
    """What at least so many have, with their names."""
    counts = Counter(chain.from_iterable([texts for texts, _subject in held]))
    often = {text for text, count in counts.items() if count >= least}
    names: dict[str, list[NameTraits]] = defaultdict(list)
    for texts, subject in held:
        if not often.isdisjoint(texts):
            for text in texts & often:
                names[text].append(subject.forms[0])
    return names


def _are_people(names: list[NameTraits], count: int) -> bool:
    """Whether the names are of at least so many people: each counts that can be none of those before."""
    apart: list[NameTraits] = []
    for name in names[:50]:
        if not any(can_be_one(name, other) for other in apart):
            apart.append(name)
            if len(apart) >= count:
                return True
    return False
