"""One bearer among many that stay: who they may be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp

from crm.identity.bearers import Bearer
from crm.identity.blocks import MOST, Key, keys_of
from crm.identity.certainty import is_certain
from crm.identity.comparing import compare
from crm.identity.levels import Pattern
from crm.identity.model import log_odds
from crm.identity.pairs import LEAST, THRESHOLD, Surroundings, surroundings
from crm.identity.places import learned, placed_as
from crm.identity.subjects import Subject, subject, subjects


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a bearer may be, with the probability that it is so."""

    id: int
    score: float
    certain: bool
    pattern: Pattern


class Index:
    """Bearers by their keys, kept in memory."""

    def __init__(self, bearers: Iterable[Bearer]) -> None:
        """Indexes `bearers`; who has no name is left out."""
        named = [bearer for bearer in bearers if bearer.names]
        self._same = learned((bearer.schools, bearer.emails) for bearer in named)
        self._people = subjects(placed_as(bearer, self._same) for bearer in named)
        self._around = surroundings(self._people)
        self._blocks: dict[Key, list[int]] = defaultdict(list)
        for place, person in enumerate(self._people):
            for key in keys_of(person):
                self._blocks[key].append(place)

    def matches(self, bearer: Bearer, *, threshold: float = THRESHOLD) -> list[Match]:
        """Whom of the index `bearer` is with a probability of at least `threshold`, surest first."""
        if not bearer.names:
            return []
        asked = subject(placed_as(bearer, self._same))
        found: set[int] = set()
        for key in keys_of(asked):
            block = self._blocks.get(key, ())
            if len(block) <= MOST[str(key[0])]:
                found.update(block)
        return matched(asked, [self._people[place] for place in sorted(found)], self._around, threshold)


def matched(asked: Subject, others: Sequence[Subject], around: Surroundings, threshold: float) -> list[Match]:
    """Whom of `others` the bearer `asked` is: each weighed against the rest."""
    likely = []
    for other in others:
        if other.bearer.id != asked.bearer.id:
            pattern = compare(asked, other, around.frequencies, around.addresses)
            odds = log_odds(pattern)
            if odds >= LEAST:
                likely.append((other.bearer.id, exp(min(30.0, odds)), pattern))
    total = 1 + sum(odds for _, odds, _ in likely)
    scored = [(id_, odds / total, pattern) for id_, odds, pattern in likely if odds / total >= threshold]
    found = [Match(id_, round(score, 4), is_certain(pattern, score), pattern) for id_, score, pattern in scored]
    return sorted(found, key=lambda match: (-match.score, match.id))
