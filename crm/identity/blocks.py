"""Which bearers are worth comparing: those that share a key, of the few million millions that there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from crm.identity.codes import Ints, each_once, turns
from crm.identity.columns import Columns
from crm.names.misread import printed

MOST = {"there": 400, "anywhere": 14, "mail": 12, "mailbox": 10, "phone": 12, "page": 12, "letter": 12}
"""Bearers under one key above which it tells nobody apart: of such a block only what another key brings is compared."""

SHORTEST = 4
"""Letters of a surname from which slips are looked for."""

Keyed = tuple[Ints, Ints]
"""Bearers, each beside a key under which it is found; one that has several keys comes several times."""


def candidates(columns: Columns, *, weak: bool = True) -> tuple[Ints, Ints]:
    """The places of every two bearers that are worth comparing, each two once, the lower first.

    Without `weak` those who share a strong key: whoever is not among them is nobody's double without asking.
    """
    size, there = len(columns.people), _blocks(_there(columns))
    found: list[Ints] = []
    for kind, blocks in _kinds(columns, there, weak=weak):
        found += [one * size + other for one, other in _within(blocks, MOST[kind])]
    if weak:
        one, other = _slips(columns, there)
        found.append(one * size + other)
    both = each_once(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
    return both // max(size, 1), both % max(size, 1)


class Blocks(NamedTuple):
    """Bearers put together by key, each under a key once and the lower place first."""

    people: Ints
    keys: Ints
    """Each key once, the least first."""
    begins: Ints
    """Where in `people` those of each key begin."""
    counts: Ints


def _blocks(keyed: Keyed) -> Blocks:
    person, key = keyed
    order = np.lexsort((person, key))
    person, key = person[order], key[order]
    new = np.ones(len(key), dtype=bool)
    new[1:] = (key[1:] != key[:-1]) | (person[1:] != person[:-1])
    person, key = person[new], key[new]
    begins = np.flatnonzero(np.diff(key, prepend=key[:1] - 1))
    return Blocks(person, key[begins], begins, np.diff(begins, append=len(key)))


def _kinds(columns: Columns, there: Blocks, *, weak: bool) -> Iterator[tuple[str, Blocks]]:
    """The blocks of each kind of key; one at a time, since those of all together are the most that is held."""
    yield "there", there
    yield "there", _blocks(_joined(columns))
    yield "mail", _blocks(columns.emails.apart())
    yield "mailbox", _blocks(columns.emails.mailboxes())
    yield "phone", _blocks(columns.phones.apart())
    yield "page", _blocks(columns.profiles.apart())
    if weak:  # the name anywhere, while few have it, and call name and surname in either order
        yield "anywhere", _blocks(_anywhere(columns))
        yield "letter", _blocks(_letter(columns))


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


def _joined(columns: Columns) -> Keyed:
    """At a school the names that are one with and without the tussenvoegsel in one word ("van den Berg", "Vandenberg").

    Beside the letter the first name may begin with.
    """
    forms = columns.forms
    width = len(columns.words)
    ways = each_once(forms.joined * width + forms.surname)
    several = np.bincount(ways // width) > 1
    form = np.flatnonzero(several[forms.joined])
    again, letter = forms.letter_lists.spread(forms.letters[form])
    person = forms.of[form[again]]
    at, school = columns.schools.lists.spread(columns.schools.numbers[person])
    key = forms.joined[form[again]][at] * width + letter[at]
    return person[at], key * columns.schools.size + school


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


def _within(blocks: Blocks, most: int) -> Iterator[tuple[Ints, Ints]]:
    """Every two under one key, the lower place first, where it has no more than `most`."""
    person, _keys, begins, counts = blocks
    for count in each_once(counts[(counts > 1) & (counts <= most)]).tolist():
        members = person[begins[counts == count][:, None] + np.arange(count)]
        one, other = np.triu_indices(count, 1)
        yield members[:, one].ravel(), members[:, other].ravel()


def _slips(columns: Columns, there: Blocks) -> tuple[Ints, Ints]:
    """Those at one school whose surnames are a slip apart, the lower place first."""
    person, keys, begins, counts = there
    width = len(columns.words) * columns.schools.size
    halves = keys // width
    words, number = columns.words.values(), columns.words.number
    near = neighbours(words[half] for half in each_once(halves).tolist())
    pairs = [(number(word), number(other)) for word, others in near.items() for other in others]
    mine, theirs = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
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
    return np.minimum(a, b)[apart], np.maximum(a, b)[apart]


def neighbours(words: Iterable[str]) -> dict[str, set[str]]:
    """Of each word those a slip of the hand away: a letter changed, dropped, doubled or swapped, or two read as one.

    Words that are alike but for one letter share what is left when one letter is taken out of either.
    """
    shortened: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words)):
        if len(word) >= SHORTEST:
            for form in {word, printed(word), *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
                shortened[form].append(word)
    near: dict[str, set[str]] = defaultdict(set)
    for alike in shortened.values():
        if 1 < len(alike) <= 60:
            for one, other in combinations(alike, 2):
                if one < other:
                    near[one].add(other)
    return near
