"""Which bearers are worth comparing: those that share a key, of the few million millions that there are."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations, product

from crm.identity.mailboxes import is_function, split
from crm.identity.subjects import Subject

Key = tuple[Hashable, ...]

MOST = {"there": 400, "anywhere": 14, "mail": 12, "mailbox": 10, "phone": 12, "page": 12, "letter": 12}
"""Bearers under one key above which it tells nobody apart: of such a block only what another key brings is compared."""

SHORTEST = 4
"""Letters of a surname from which slips are looked for."""


def keys_of(subject: Subject, *, weak: bool = True) -> set[Key]:
    """The keys under which a bearer is found, those of slips in the surname apart; without `weak` the strong alone.

    Strong are, at one school, each half of the surname with each letter the first name may begin with; and e-mail
    address, what stands before the @, telephone, page. Weak are those names anywhere, while few have them, and call
    name and surname in either order.
    """
    bearer = subject.bearer
    found: list[Key] = []
    for name in subject.forms:
        for part in name.parts:
            letters = name.letters or ("",)
            found += [("there", place, part, letter) for place in bearer.schools for letter in letters]
            if weak:
                found += [("letter", part, letter) for letter in letters]
        if weak and name.tokens is not None:
            found += [("anywhere", *name.tokens), ("letter", name.call, name.surname[:1])]
    for email in bearer.emails:
        found.append(("mail", email))
        local = split(email)[0]
        if len(local) > 4 and not is_function(email):
            found.append(("mailbox", local))
    found += [("phone", phone) for phone in bearer.phones]
    found += [("page", page) for page in bearer.profiles]
    return set(found)


def candidates(subjects: Sequence[Subject], *, weak: bool = True) -> Iterator[tuple[int, int]]:
    """The places in `subjects` of every two that are worth comparing, each two once, the lower first.

    Without `weak` those who share a strong key: whoever is not among them is nobody's double without asking.
    """
    blocks: dict[Key, list[int]] = defaultdict(list)
    for place, subject in enumerate(subjects):
        for key in keys_of(subject, weak=weak):
            blocks[key].append(place)
    seen: set[int] = set()
    size = len(subjects)
    for pair in _within(blocks, slips=weak):
        one, other = pair if pair[0] < pair[1] else (pair[1], pair[0])
        if one == other:  # of one bearer two spellings that are a slip apart
            continue
        number = one * size + other
        if number not in seen:
            seen.add(number)
            yield one, other


def _within(blocks: dict[Key, list[int]], *, slips: bool) -> Iterator[tuple[int, int]]:
    surnames = {key[2] for key in blocks if key[0] == "there"} if slips else set()
    near = neighbours(surname for surname in surnames if isinstance(surname, str))
    for key, members in blocks.items():
        kind = key[0]
        if len(members) > 1 and len(members) <= MOST[str(kind)]:
            yield from combinations(members, 2)
        if kind == "there":
            for surname in near.get(str(key[2]), ()):
                others = blocks.get(("there", key[1], surname, key[3]))
                if others is not None and len(members) * len(others) <= MOST["there"]:
                    yield from product(members, others)


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
