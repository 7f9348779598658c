"""Which bearers are worth comparing: those that share a key, of the few million millions that there are."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from crm.identity.mailboxes import is_function, split
from crm.identity.subjects import Subject

Key = tuple[Hashable, ...]

MOST = {"there": 400, "anywhere": 14, "mail": 12, "mailbox": 10, "phone": 12, "page": 12, "letter": 12}
"""Bearers under one key above which it tells nobody apart: of such a block only what another key brings is compared."""

SHORTEST = 4
"""Letters of a surname from which slips are looked for."""


def keys_of(subject: Subject) -> Iterator[Key]:
    """The keys under which a bearer is found, those of slips in the surname apart.

    At one school: each half of the surname with each letter the first name may begin with. Anywhere: the same, while
    few have it; call name and surname in either order; e-mail address, what stands before the @, telephone, page.
    """
    bearer = subject.bearer
    for name in subject.forms:
        for part in name.parts:
            for letter in name.letters or ("",):
                for place in bearer.schools:
                    yield "there", place, part, letter
                yield "letter", part, letter
        if name.tokens is not None:
            yield "anywhere", *name.tokens
            yield "letter", name.call, name.surname[:1]
    for email in bearer.emails:
        yield "mail", email
        local = split(email)[0]
        if len(local) > 4 and not is_function(email):
            yield "mailbox", local
    for phone in bearer.phones:
        yield "phone", phone
    for page in bearer.profiles:
        yield "page", page


def candidates(subjects: Sequence[Subject]) -> Iterator[tuple[int, int]]:
    """The places in `subjects` of every two that are worth comparing, each two once, the lower first."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for place, subject in enumerate(subjects):
        for key in set(keys_of(subject)):
            blocks[key].append(place)
    seen: set[int] = set()
    size = len(subjects)
    for pair in _within(blocks):
        one, other = pair if pair[0] < pair[1] else (pair[1], pair[0])
        number = one * size + other
        if number not in seen:
            seen.add(number)
            yield one, other


def _within(blocks: dict[Key, list[int]]) -> Iterator[tuple[int, int]]:
    surnames = {key[2] for key in blocks if key[0] == "there"}
    near = neighbours(surname for surname in surnames if isinstance(surname, str))
    for key, members in blocks.items():
        kind = key[0]
        if len(members) > 1 and len(members) <= MOST[str(kind)]:
            yield from combinations(members, 2)
        if kind == "there":
            for surname in near.get(str(key[2]), ()):
                others = blocks.get(("there", key[1], surname, key[3]), ())
                if len(members) * len(others) <= MOST["there"]:
                    yield from ((a, b) for a in members for b in others if a != b)


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
