"""Learns from the labelled log lines of the tests what each sign and piece of a word says for which way, and writes it;
or shows how well that does.

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
import numpy.typing as npt

from crm.resources import data_root
from crm.understanding.log_lines import read_log_line, signs_read
from crm.understanding.pieces import FIGURES, WAY_PIECES, PieceWeights, figures
from crm.understanding.signs import ALWAYS, WAYS, Learned, Weights
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
_WORDED = 4.0
"""How much the words of a line and their pieces count beside a sign: of 1.4, 2, 3 and 4 the best on rounds left out."""
_STEPS, _STEP, _DRAG = 300, 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with its signs, what was done, and how much the line counts."""

    text: str
    signs: Mapping[str, float]
    kind: str
    counts: float = 1.0


def labelled(lines: Iterable[Kept]) -> list[Labelled]:
    """Those lines in which no word names the way."""
    read = ((one.text, signs_read(one.text, one.day), one.right["kind"]) for one in lines)
    return [Labelled(text, signs, kind) for text, signs, kind in read if signs is not None]


def with_examples(lines: Sequence[Labelled]) -> list[Labelled]:
    """Lines of rounds and the further examples, of which each way counts as much together as it does in the rounds."""
    further = labelled(Kept(text, _ANY_DAY, {"kind": kind}, 0) for kind, text in examples_of_kinds())
    shares, among = _shares(lines), _shares(further)
    return [*lines, *(replace(one, counts=shares.get(one.kind, 0.0) / among[one.kind]) for one in further)]


def _shares(lines: Sequence[Labelled]) -> dict[str, float]:
    return {kind: count / len(lines) for kind, count in Counter(one.kind for one in lines).items()}


def taught(lines: Sequence[Labelled]) -> tuple[Weights, PieceWeights]:
    """What labelled lines teach: a logistic regression over signs and pieces together."""
    names = sorted({name for one in lines for name in one.signs})
    given = _given(lines, {name: number for number, name in enumerate(names)})
    wanted = np.zeros((len(lines), len(WAYS)), np.float32)
    wanted[np.arange(len(lines)), [[way.value for way in WAYS].index(one.kind) for one in lines]] = 1
    counts = np.array([[one.counts] for one in lines], np.float32)
    held = np.full((given.shape[1], 1), _HELD, np.float32)
    held[names.index(ALWAYS)] = 0
    weights, pace = np.zeros((2, given.shape[1], len(WAYS)), np.float32)
    for _ in range(_STEPS):
        scores = given @ weights
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        pace = _DRAG * pace - _STEP * (given.T @ ((likely - wanted) * counts) + held * weights) / len(lines)
        weights = weights + pace
    slopes = (_WORDED * weights[len(names) :]).ravel().tolist()
    pieces = PieceWeights(tuple(way.value for way in WAYS), (0.0,) * len(WAYS), tuple(slopes))
    return {name: weights[row].astype(float).round(2).tolist() for row, name in enumerate(names)}, pieces


def _given(lines: Sequence[Labelled], place: Mapping[str, int]) -> npt.NDArray[np.float32]:
    """One row a line: its signs by their place, behind them its words and pieces."""
    given = np.zeros((len(lines), len(place) + FIGURES), np.float32)
    for row, one in zip(given, lines, strict=True):
        for name, much in one.signs.items():
            row[place[name]] = much
        for figure, count in figures(one.text).items():
            row[len(place) + figure] = _WORDED * count
    return given


def write(weights: Weights, pieces: PieceWeights) -> None:
    """Keeps them in two files: what the signs say, to be read, and what the pieces say, as figures."""
    rows = (f'"{sign}" = [{", ".join(f"{weight:g}" for weight in each)}]' for sign, each in sorted(weights.items()))
    (data_root() / FILE).write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    pieces.write(data_root() / WAY_PIECES)


def main() -> None:
    """Writes the weights, or prints the shares."""
    kept = rounds_of_log_lines()
    signs = {name: labelled(those) for name, those in kept.items()}
    if "--write" in sys.argv:
        write(*taught(with_examples([one for those in signs.values() for one in those])))
        return
    for name, those in kept.items():
        weights, pieces = taught(with_examples([one for other in signs if other != name for one in signs[other]]))
        ways = Learned(weights, pieces.scores)
        read = (read_log_line(one.text, one.day, ways=ways).kind for one in those)
        print(f"{name:20} {share_right(those, 'kind', read):.3f}")


if __name__ == "__main__":
    main()
