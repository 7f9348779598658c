"""Which bearers are worth comparing: those that share a key, of the few million millions that there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np

from crm.identity.codes import Ints, each_once, in_groups, turns
from crm.identity.columns import Columns

MOST = {"there": 400, "anywhere": 14, "mail": 12, "mailbox": 10, "phone": 12, "page": 12, "letter": 12}
"""Bearers under one key above which it tells nobody apart: of such a block only what another key brings is compared."""

SHORTEST_MAILBOX = 5
"""Letters before the @ from which they are few people's."""

SHORTEST = 4
"""Letters of a surname from which slips are looked for."""

Keyed = tuple[Ints, Ints]
"""Bearers, each beside a key under which it is found; one that has several keys comes several times."""


def candidates(columns: Columns, *, weak: bool = True) -> tuple[Ints, Ints]:
    """The places of every two bearers that are worth comparing, each two once, the lower first.

    Without `weak` those who share a strong key: whoever is not among them is nobody's double without asking.
    """
    size, there = len(columns.people), _there(columns)
    found: list[Ints] = []
    for kind, keyed in _kinds(columns, there, weak=weak):
        found += [one * size + other for one, other in _within(keyed, MOST[kind])]
    if weak:
        found += [one * size + other for one, other in _slips(columns, there)]
    both = each_once(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
    return both // max(size, 1), both % max(size, 1)


def _kinds(columns: Columns, there: Keyed, *, weak: bool) -> Iterator[tuple[str, Keyed]]:
    """The kinds of keys; one at a time, since those of all together are the most that is held."""
    yield "there", there
    yield "mail", columns.emails.apart()
    yield "mailbox", columns.emails.mailboxes(SHORTEST_MAILBOX)
    yield "phone", columns.phones.apart()
    yield "page", columns.profiles.apart()
    if weak:  # the name anywhere, while few have it, and call name and surname in either order
        yield "anywhere", _anywhere(columns)
        yield "letter", _letter(columns)


def _halves(columns: Columns) -> tuple[Ints, Ints, Ints]:
    """Each half of each form's surname with each letter its first name may begin with: form, half, letter."""
    forms = columns.forms
    at, half = forms.part_lists.spread(forms.parts)
    again, letter = forms.letter_lists.spread(forms.letters[at])
    return at[again], half[again], letter


def _there(columns: Columns) -> Keyed:
    """At a school each half of the surname with each letter the first name may begin with.

    The half counts for most in the key, then the letter, then the school: `_slips` relies on it.
    """
    form, half, letter = _halves(columns)
    person = columns.forms.of[form]
    size = columns.schools.size
    at, school = columns.schools.lists.spread(columns.schools.numbers[person])
    return person[at], (half[at] * len(columns.words) + letter[at]) * size + school


def _anywhere(columns: Columns) -> Keyed:
    """Call name and surname, in either order."""
    forms = columns.forms
    whole = np.flatnonzero((forms.call > 0) & (forms.surname > 0))
    call, surname = forms.call[whole], forms.surname[whole]
    return forms.of[whole], np.minimum(call, surname) * len(columns.words) + np.maximum(call, surname)


def _letter(columns: Columns) -> Keyed:
    """The name anywhere, with a letter for either half."""
    forms, size = columns.forms, len(columns.words)
    form, half, letter = _halves(columns)
    whole = np.flatnonzero((forms.call > 0) & (forms.surname > 0))
    swapped = forms.call[whole] * size + columns.first_letters[forms.surname[whole]]
    return (
        np.concatenate([forms.of[form], forms.of[whole]]),
        np.concatenate([half * size + letter, swapped]),
    )


def _each_once(keyed: Keyed) -> Keyed:
    """The bearers by key, each under a key once."""
    person, key = keyed
    order = np.lexsort((person, key))
    person, key = person[order], key[order]
    new = np.ones(len(key), dtype=bool)
    new[1:] = (key[1:] != key[:-1]) | (person[1:] != person[:-1])
    return person[new], key[new]


def _within(keyed: Keyed, most: int) -> Iterator[tuple[Ints, Ints]]:
    """Every two under one key, the lower place first, where it has no more than `most`."""
    person, key = _each_once(keyed)
    _order, begins, counts = in_groups(key)
    for count in each_once(counts[(counts > 1) & (counts <= most)]).tolist():
        members = person[begins[counts == count][:, None] + np.arange(count)]
        one, other = np.triu_indices(count, 1)
        yield members[:, one].ravel(), members[:, other].ravel()


def _slips(columns: Columns, there: Keyed) -> Iterator[tuple[Ints, Ints]]:
    """Those at one school whose surnames are a slip apart, the lower place first."""
    person, key = _each_once(there)
    _order, begins, counts = in_groups(key)
    keys = key[begins]
    width = len(columns.words) * columns.schools.size
    halves = keys // width
    words = columns.words.values()
    near = neighbours(words[half] for half in each_once(halves).tolist())
    number = {word: place for place, word in enumerate(words)}
    pairs = [(number[word], number[other]) for word, others in near.items() for other in others]
    if not pairs:
        return
    mine, theirs = np.array(pairs, dtype=np.int64).T
    first, last = np.searchsorted(halves, mine), np.searchsorted(halves, mine, side="right")
    pair, turn = turns(last - first)
    one = first[pair] + turn
    wanted = keys[one] + (theirs - mine)[pair] * width
    other = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    met = (keys[other] == wanted) & (counts[one] * counts[other] <= MOST["there"])
    one, other = one[met], other[met]
    both, turn = turns(counts[one] * counts[other])
    a = person[begins[one[both]] + turn // counts[other[both]]]
    b = person[begins[other[both]] + turn % counts[other[both]]]
    apart = a != b  # the same: of one bearer two spellings that are a slip apart
    yield np.minimum(a, b)[apart], np.maximum(a, b)[apart]


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
