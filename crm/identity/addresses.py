"""Whose an e-mail address or a telephone number is: one person's, a function's, or several people's."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.identity.mailboxes import family_words, is_function, is_private, letters_before
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
        {address for address, names in mailboxes.items() if _is_shared(address, names)},
        {number for number, names in numbers.items() if _are_people(names, SWITCHBOARD)},
    )


def _several(held: Sequence[tuple[frozenset[str], Subject]], least: int) -> dict[str, list[NameTraits]]:
    """What at least so many have, with their names."""
    first: dict[str, Subject] = {}
    more: dict[str, list[Subject]] = defaultdict(list)
    for texts, subject in held:
        for text in texts:
            known = first.setdefault(text, subject)
            if known is not subject:
                more[text].append(subject)
    return {
        text: [each.forms[0] for each in (first[text], *others)]
        for text, others in more.items()
        if len(others) + 1 >= least
    }


def _is_shared(address: str, names: list[NameTraits]) -> bool:
    return _is_family(address, names) or (_are_people(names, 2) and not _is_ones(address, names))


def _is_family(address: str, names: list[NameTraits]) -> bool:
    """Whether a private address holds the surname of its users and no first name ("smit82@…", "famsmit@…")."""
    local = letters_before(address)
    return is_private(address) and any(
        local.endswith(name.surname) and local[: -len(name.surname)] in {"", name.prefix, *family_words()}
        for name in names
        if name.surname
    )


def _is_ones(address: str, names: list[NameTraits]) -> bool:
    """Whether an address is one person's though the names on it cannot be one's: who goes by another of their names.

    It holds the surname that all bear ("J.W. Smit" and "Wim Smit" with "j.w.smit@…"), or that of one of them who are
    all called the same. One at home may be a couple's, where two call names stand on it.
    """
    local, first = letters_before(address), names[0]
    if is_function(address) or not any(len(name.surname) > 2 and name.surname in local for name in names):
        return False
    calls = {name.call for name in names if name.call}
    if all(name.call == first.call and name.call for name in names):
        return True
    return all(name.surname == first.surname for name in names) and (len(calls) < 2 or not is_private(address))


def _are_people(names: list[NameTraits], count: int) -> bool:
    """Whether the names are of at least so many people: each counts that can be none of those before."""
    apart: list[NameTraits] = []
    for name in names[:50]:
        if not any(can_be_one(name, other) for other in apart):
            apart.append(name)
            if len(apart) >= count:
                return True
    return False
