"""Learns from the labelled log lines of the tests what each sign says for which way, and writes it; or shows how well.

usage: python -m benchmarks.ways [--write]

Without `--write` what was done is read, in each round of labelled lines, with weights that the other rounds taught. The
lists of words had most of these rounds in view, the weights none: the newest round says most.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from crm.resources import data_root
from crm.understanding.log_lines import read_log_line, signs_read
from crm.understanding.signs import ALWAYS, WAYS, Weights
from tests.unit.crm.understanding.kept import Kept, examples_of_kinds, rounds_of_log_lines, share_right

FILE = "understanding/ways.toml"
_HEAD = """\
# How much each sign of a log line (signs.toml) says for each way of contact; learned from labelled lines, and written,
# by `python -m benchmarks.ways --write`.

[weights]
"""
_ANY_DAY = date(2026, 3, 3)
"""A day on which the further examples were typed: they name none that must be known."""
_HELD = 2.0
"""How far weights are held small: of .5, 1, 2 and 4 the best on rounds left out."""
_STEPS, _STEP, _DRAG = 300, 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Labelled:
    """The signs of a line, what was done, and how much the line counts."""

    signs: Mapping[str, float]
    kind: str
    counts: float = 1.0


def labelled(lines: Iterable[Kept]) -> list[Labelled]:
    """The signs of those lines in which no word names the way."""
    read = ((signs_read(one.text, one.day), one.right["kind"]) for one in lines)
    return [Labelled(signs, kind) for signs, kind in read if signs is not None]


def with_examples(lines: Sequence[Labelled]) -> list[Labelled]:
    """Lines of rounds and the further examples, of which each way counts as much together as it does in the rounds."""
    further = labelled(Kept(text, _ANY_DAY, {"kind": kind}, 0) for kind, text in examples_of_kinds())
    shares, among = _shares(lines), _shares(further)
    return [*lines, *(replace(one, counts=shares.get(one.kind, 0.0) / among[one.kind]) for one in further)]


def _shares(lines: Sequence[Labelled]) -> dict[str, float]:
    return {kind: count / len(lines) for kind, count in Counter(one.kind for one in lines).items()}


def taught(lines: Sequence[Labelled]) -> Weights:
    """The weights that labelled lines teach: a logistic regression."""
    names = sorted({name for one in lines for name in one.signs})
    place = {name: number for number, name in enumerate(names)}
    given, wanted = np.zeros((len(lines), len(names))), np.zeros((len(lines), len(WAYS)))
    for row, one in enumerate(lines):
        wanted[row, [way.value for way in WAYS].index(one.kind)] = 1
        for name, much in one.signs.items():
            given[row, place[name]] = much
    counts = np.array([[one.counts] for one in lines])
    held = np.full((len(names), 1), _HELD)
    held[place[ALWAYS]] = 0
    weights, pace = np.zeros((len(names), len(WAYS))), np.zeros((len(names), len(WAYS)))
    for _ in range(_STEPS):
        scores = given @ weights
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        pace = _DRAG * pace - _STEP * (given.T @ ((likely - wanted) * counts) + held * weights) / len(lines)
        weights = weights + pace
    return {name: weights[number].round(2).tolist() for name, number in place.items()}


def write(weights: Weights) -> None:
    """Keeps them in a file."""
    rows = (f'"{sign}" = [{", ".join(f"{weight:g}" for weight in each)}]' for sign, each in sorted(weights.items()))
    (data_root() / FILE).write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Writes the weights, or prints the shares."""
    kept = rounds_of_log_lines()
    signs = {name: labelled(those) for name, those in kept.items()}
    if "--write" in sys.argv:
        write(taught(with_examples([one for those in signs.values() for one in those])))
        return
    for name, those in kept.items():
        weights = taught(with_examples([one for other in signs if other != name for one in signs[other]]))
        read = (read_log_line(one.text, one.day, weights=weights).kind for one in those)
        print(f"{name:20} {share_right(those, 'kind', read):.3f}")


if __name__ == "__main__":
    main()
