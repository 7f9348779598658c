"""One bearer among others: who they may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from crm.identity.certainty import is_certain
from crm.identity.comparing import compare
from crm.identity.levels import Pattern
from crm.identity.model import log_odds
from crm.identity.pairs import LEAST, Surroundings
from crm.identity.subjects import Subject


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a bearer may be, with the probability that it is so."""

    id: int
    score: float
    certain: bool
    pattern: Pattern


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
