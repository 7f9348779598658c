"""Fits the weights of the matcher on invented contacts, and writes them to `data/identity/weights.toml`.

python -m benchmarks.identity.fit [--dry-run]

A logistic regression by Newton's method, with a small penalty on large weights, over all pairs that the matcher
compares in worlds of many sizes and sorts. Deterministic: the worlds have fixed seeds. What it comes to on worlds it
was not fitted on is what `python -m benchmarks identity` measures.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from math import exp

from benchmarks.identity.bearers import bearer_of
from benchmarks.identity.people import World, rows_of
from crm.identity.levels import Pattern
from crm.identity.model import features
from crm.identity.pairs import compared, surroundings
from crm.identity.places import placed
from crm.identity.subjects import subjects
from crm.resources import data_path

SEED = 20261128
PENALTY = 1.0
ROUNDS = 9
NOISE = (
    *("twins", "couples", "namesakes", "inherited", "shared_mailbox", "switchboard", "typo", "moved", "private_mail"),
    *("other_phone", "other_role", "other_unit", "drops", "as_married", "as_swapped", "as_initials", "as_nickname"),
)
FILLED = ("has_email", "has_phone", "has_unit", "has_role", "has_profile")
HEAD = """# What agreeing in a field says of two being one person, in natural logarithms of odds (`crm.identity.model`).
# Written by `python -m benchmarks.identity.fit`: change the generator or the features there, not a figure here.

[weights]
"""


def worlds(count: int = 28) -> Iterator[World]:
    """Worlds to fit on: small and large, with few names or many, orderly or full of holes."""
    draw = random.Random(SEED)
    for number in range(count):
        rows = draw.choice((1_000, 3_000, 10_000, 10_000, 20_000, 40_000))
        names = draw.choice(((60, 120), (150, 300), (400, 1_200), (1_000, 2_000)))
        mood = draw.uniform(0.5, 1.6)
        base = World(
            rows=rows, seed=SEED + number, schools=draw.choice((8, 25, 60)), first_names=names[0], surnames=names[1]
        )
        yield replace(
            base,
            skew=draw.uniform(0.5, 1.1),
            doubles=draw.uniform(0.08, 0.25),
            initials_only=draw.choice((0.05, 0.15, 0.4)),
            **{name: min(0.95, getattr(base, name) * mood * draw.uniform(0.6, 1.5)) for name in NOISE},
            **{name: min(0.98, getattr(base, name) * draw.uniform(0.5, 1.4)) for name in FILLED},
        )


def counted() -> dict[Pattern, list[int]]:
    """Pattern → how many compared pairs that agree so are one person, and how many are two."""
    counts: dict[Pattern, list[int]] = defaultdict(lambda: [0, 0])
    for world in worlds():
        rows = rows_of(world)
        people = [row.person for row in rows]
        bearers = [bearer_of(number, row) for number, row in enumerate(rows)]
        named = subjects(placed(bearers))
        for one, other, pattern in compared(named, surroundings(named)):
            counts[pattern][people[named[one].bearer.id] != people[named[other].bearer.id]] += 1
        print(world.rows, world.surnames, len(counts), file=sys.stderr)
    return counts


def fitted(counts: dict[Pattern, list[int]]) -> dict[str, float]:
    """The weights that make what was counted most likely."""
    index: dict[str, int] = {}
    rows = []
    for pattern, (same, two) in counts.items():
        values = [(index.setdefault(name, len(index)), value) for name, value in features(pattern)]
        rows.append((values, same, same + two))
    weights = [0.0] * len(index)
    for _ in range(ROUNDS):
        weights = _step(rows, weights)
    return {name: weights[place] for name, place in index.items()}


def _step(rows: list[tuple[list[tuple[int, float]], int, int]], weights: list[float]) -> list[float]:
    size = len(weights)
    slope = [-PENALTY * weight for weight in weights]
    curve = [[0.0] * size for _ in range(size)]
    for place in range(size):
        curve[place][place] = PENALTY
    for values, same, total in rows:
        odds = sum(weights[place] * value for place, value in values)
        chance = 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
        error, spread = same - total * chance, total * chance * (1 - chance)
        for place, value in values:
            slope[place] += error * value
            weight = spread * value
            row = curve[place]
            for other, value_b in values:
                row[other] += weight * value_b
    step = _solved(curve, slope)
    longest = max(abs(change) for change in step)
    scale = min(1.0, 3.0 / longest) if longest else 1.0
    return [weight + scale * change for weight, change in zip(weights, step, strict=True)]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss and Jordan, with the largest pivot."""
    size = len(right)
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(table[row][column]))
        table[column], table[pivot] = table[pivot], table[column]
        head = table[column]
        for row in range(size):
            if row != column and table[row][column]:
                factor = table[row][column] / head[column]
                table[row] = [value - factor * above for value, above in zip(table[row], head, strict=True)]
    return [table[row][size] / table[row][row] for row in range(size)]


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="print the weights, write nothing")
    options = parser.parse_args()
    weights = fitted(counted())
    text = HEAD + "".join(f'"{name}" = {value:.3f}\n' for name, value in sorted(weights.items()))
    if options.dry_run:
        print(text)
    else:
        data_path("identity/weights.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
