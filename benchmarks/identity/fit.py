"""Fits the weights of the matcher on invented contacts, and writes them to `data/identity/weights.toml`.

python -m benchmarks.identity.fit [--dry-run]

A logistic regression by Newton's method, with a small penalty on large weights, over all pairs that the matcher
compares in worlds of many sizes and sorts. Deterministic: the worlds have fixed seeds. What it comes to on worlds it
was not fitted on is what `python -m benchmarks identity` measures.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.identity.bearers import bearer_of
from benchmarks.identity.people import rows_of
from benchmarks.identity.worlds import World
from crm.identity.certainty import is_certain
from crm.identity.levels import Pattern
from crm.identity.model import features, name_features, probability, sort_name
from crm.identity.pairs import compared, surroundings
from crm.identity.places import placed
from crm.identity.subjects import subjects
from crm.resources import data_path

SEED = 20261128
PENALTY = 1.0
Table = NDArray[np.float64]
ROUNDS = 25
TRAPS = ("twins", "couples", "namesakes", "inherited", "shared_mailbox", "switchboard")
NOISE = (
    *("typo", "moved", "private_mail", "other_phone", "other_role", "other_unit", "drops"),
    *("as_married", "as_swapped", "as_initials", "as_nickname"),
)
HANDS = {
    "two_phones": 0.5,
    "new_mail": 1.0,
    "called_otherwise": 0.15,
    "renamed": 0.05,
    "scanned": 0.05,
    "attached": 0.08,
    "homes": 0.6,
    "role_words": 0.6,
    "unit_words": 0.4,
}
"""How much there is at most of what other offices' lists have."""
FILLED = ("has_email", "has_phone", "has_unit", "has_role", "has_profile")
HEAD = """# What agreeing in a field says of two being one person, in natural logarithms of odds (`crm.identity.model`).
# Written by `python -m benchmarks.identity.fit`: change the generator or the features there, not a figure here.

[weights]
"""
TOLD = {
    "by_name": "# The same where nothing but names and schools is known: from where `crm.identity.rates` starts.",
    "found_at_once": "# Of each sort of agreement, which share of those who are one person is found without asking.",
}


def worlds(count: int = 30) -> Iterator[World]:
    """Worlds to fit on: small and large, with few names or many, orderly or full of holes."""
    draw = random.Random(SEED)
    for number in range(count):
        rows = draw.choice((1_000, 3_000, 10_000, 10_000, 20_000, 40_000, 80_000))
        names = draw.choice(((60, 120), (150, 300), (400, 1_200), (1_000, 2_000), (2_000, 4_000)))
        mood, trapped = draw.uniform(0.6, 2.2), draw.uniform(0.5, 1.6)
        hands = draw.choice((0.0, 0.4, 1.0))
        base = World(
            rows=rows,
            seed=SEED + number,
            schools=draw.choice((8, 25, 60, 120)),
            first_names=names[0],
            surnames=names[1],
        )
        yield replace(
            base,
            skew=draw.uniform(0.5, 1.1),
            units=draw.choice((4, 8, 8, 16, 24)),
            role_skew=draw.choice((0.0, 0.0, 0.8, 1.6)),
            doubles=draw.uniform(0.08, 0.25),
            initials_only=draw.choice((0.05, 0.15, 0.4)),
            **{name: min(0.95, getattr(base, name) * mood * draw.uniform(0.6, 1.5)) for name in NOISE},
            **{name: min(0.95, getattr(base, name) * trapped * draw.uniform(0.6, 1.5)) for name in TRAPS},
            **{name: hands * draw.uniform(0.0, most) for name, most in HANDS.items()},
            **{name: min(0.98, getattr(base, name) * draw.uniform(0.5, 1.2)) for name in FILLED},
        )


def counted() -> dict[Pattern, list[int]]:
    """Pattern → how many compared pairs that agree so are one person, and how many are two."""
    counts: dict[Pattern, list[int]] = defaultdict(lambda: [0, 0])
    for world in worlds():
        rows = rows_of(world)
        people = [row.person for row in rows]
        bearers = [bearer_of(number, row) for number, row in enumerate(rows)]
        named = subjects(placed(bearers))
        found = compared(named, surroundings(named))
        who = np.array([people[subject.bearer.id] for subject in named])
        same = who[found.ones] == who[found.others]
        for pattern, count, true in zip(
            found.odds.patterns, np.bincount(found.which), np.bincount(found.which, weights=same), strict=True
        ):
            counts[pattern][0] += int(true)
            counts[pattern][1] += int(count - true)
        print(world.rows, world.surnames, len(counts), file=sys.stderr)
    return counts


def fitted(counts: dict[Pattern, list[int]], of: Callable[[Pattern], Iterator[tuple[str, float]]]) -> dict[str, float]:
    """The weights of these features that make what was counted most likely."""
    index: dict[str, int] = {}
    cells = [
        (row, index.setdefault(name, len(index)), value)
        for row, pattern in enumerate(counts)
        for name, value in of(pattern)
    ]
    values = np.zeros((len(counts), len(index)))
    for row, column, value in cells:
        values[row, column] = value
    same, two = np.array(list(counts.values()), dtype=float).T
    weights = np.zeros(len(index))
    for _ in range(ROUNDS):
        weights = _step(values, same, same + two, weights)
    return {name: float(weights[place]) for name, place in index.items()}


def _step(values: Table, same: Table, total: Table, weights: Table) -> Table:
    """The weights one step of Newton's on."""
    chance = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
    slope = values.T @ (same - total * chance) - PENALTY * weights
    curve = (values * (total * chance * (1 - chance))[:, None]).T @ values + PENALTY * np.eye(len(weights))
    step: Table = np.linalg.solve(curve, slope)
    longest = float(abs(step).max())
    return weights + min(1.0, 3.0 / longest) * step if longest else weights


def written(counts: dict[Pattern, list[int]]) -> str:
    """The file: the weights, those of the names alone, and what is found at once of each sort."""
    weights = fitted(counts, features)
    tables = {"by_name": fitted(counts, name_features), "found_at_once": _at_once(counts, weights)}
    return (
        HEAD + _lines(weights) + "".join(f"\n{TOLD[name]}\n[{name}]\n{_lines(held)}" for name, held in tables.items())
    )


def _lines(held: Mapping[str, float]) -> str:
    return "".join(f'"{name}" = {value:.3f}\n' for name, value in sorted(held.items()))


def _at_once(counts: dict[Pattern, list[int]], weights: Mapping[str, float]) -> dict[str, float]:
    """Of each sort of agreement in first name and school the share of true pairs that are certain."""
    true: Counter[str] = Counter()
    certain: Counter[str] = Counter()
    for pattern, (same, _two) in counts.items():
        odds = sum(weights.get(name, 0.0) * value for name, value in features(pattern))
        sort = sort_name((pattern[1], pattern[2]))
        true[sort] += same
        certain[sort] += same if is_certain(pattern, probability(odds)) else 0
    return {sort: (certain[sort] + 1) / (count + 3) for sort, count in true.items()}


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="print the weights, write nothing")
    options = parser.parse_args()
    text = written(counted())
    if options.dry_run:
        print(text)
    else:
        data_path("identity/weights.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
