"""Which bearers are worth comparing: those that share a key, of the few million millions that there are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from typing import Any

from crm.identity.mailboxes import is_function, split
from crm.identity.subjects import Subject

Key = tuple[str, Hashable]
"""A kind of key, and the key."""

MOST = {"there": 400, "anywhere": 14, "mail": 12, "mailbox": 10, "phone": 12, "page": 12, "letter": 12}
"""Bearers under one key above which it tells nobody apart: of such a block only what another key brings is compared."""

SHORTEST = 4
"""Letters of a surname from which slips are looked for."""


def keys_of(subject: Subject) -> set[Key]:
    """The keys under which a bearer is found, those of slips in the surname apart."""
    return {(kind, key) for kind, keys in {**_STRONG, **_WEAK}.items() for key in keys(subject)}


def candidates(subjects: Sequence[Subject], *, weak: bool = True) -> Iterator[tuple[int, int]]:
    """The places in `subjects` of every two that are worth comparing, each two once, the lower first.

    Without `weak` those who share a strong key: whoever is not among them is nobody's double without asking.
    """
    seen: set[int] = set()
    size = len(subjects)
    for kind, keys in {**_STRONG, **(_WEAK if weak else {})}.items():
        blocks = _blocks(subjects, keys)  # of one kind at a time: those of all together are the most that is held
        slips = _slips(blocks) if kind == "there" and weak else ()
        for one, other in chain(_within(blocks, MOST[kind]), slips):
            number = one * size + other
            if number not in seen:
                seen.add(number)
                yield one, other


def _there(subject: Subject) -> Collection[tuple[str, str, str]]:
    """At a school each half of the surname with each letter the first name may begin with."""
    return [
        (place, part, letter)
        for name in subject.forms
        for part in name.parts
        for letter in name.letters or ("",)
        for place in subject.bearer.schools
    ]


def _mailbox(subject: Subject) -> Collection[str]:
    """What stands before the @ of an address of somebody's own."""
    emails = subject.bearer.emails
    return [local for email in emails if len(local := split(email)[0]) > 4 and not is_function(email)]


def _letter(subject: Subject) -> Collection[tuple[str, str]]:
    """The name anywhere, with a letter for either half."""
    found = [(part, letter) for name in subject.forms for part in name.parts for letter in name.letters or ("",)]
    return found + [(name.call, name.surname[:1]) for name in subject.forms if name.tokens is not None]


_STRONG: dict[str, Callable[[Subject], Collection[Hashable]]] = {
    "there": _there,
    "mail": lambda subject: subject.bearer.emails,
    "mailbox": _mailbox,
    "phone": lambda subject: subject.bearer.phones,
    "page": lambda subject: subject.bearer.profiles,
}

_WEAK: dict[str, Callable[[Subject], Collection[Hashable]]] = {
    "anywhere": lambda subject: [name.tokens for name in subject.forms if name.tokens is not None],
    "letter": _letter,
}
"""The name anywhere, while few have it, and call name and surname in either order."""


def _blocks(subjects: Sequence[Subject], keys: Callable[[Subject], Collection[Hashable]]) -> dict[Hashable, list[int]]:
    """The places of those under each key, in their order."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for place, subject in enumerate(subjects):
        found = keys(subject)
        for key in found if len(found) < 2 else set(found):
            blocks[key].append(place)
    return blocks


def _within(blocks: Mapping[Hashable, list[int]], most: int) -> Iterator[tuple[int, int]]:
    for members in blocks.values():
        if 1 < len(members) <= most:
            yield from combinations(members, 2)


def _slips(there: Mapping[Any, list[int]]) -> Iterator[tuple[int, int]]:
    """Those at one school whose surnames are a slip apart, the lower place first."""
    near = neighbours({surname for _, surname, _ in there})
    for (place, part, letter), members in there.items():
        for surname in near.get(part, ()):
            others = there.get((place, surname, letter))
            if others is not None and len(members) * len(others) <= MOST["there"]:
                for one, other in product(members, others):
                    if one != other:  # the same: of one bearer two spellings that are a slip apart
                        yield min(one, other), max(one, other)


def neighbours(words: Iterable[str]) -> dict[str, set[str]]:
    """Of each word those a slip of the hand away: a letter changed, dropped, doubled or swapped.

    Words that are alike but for one letter share what is left when one letter is taken out of either.
    """
    shortened: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words)):
        if len(word) >= SHORTEST:
            for form in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
                shortened[form].append(word)
    near: dict[str, set[str]] = defaultdict(set)
    for alike in shortened.values():
        if 1 < len(alike) <= 60:
            for one, other in combinations(alike, 2):
                if one < other:
                    near[one].add(other)
    return near
