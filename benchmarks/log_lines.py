"""Learns how contacts went from the labelled log lines of the tests, and writes the weights; or shows how well they do.

usage: python -m benchmarks.log_lines [--write]

Without `--write` each round of labelled lines is read by phrases alone, by weights that the other rounds taught, and by
both. The phrases had most of these rounds in view, the weights none: the newest round says most.
"""

import sys
from collections.abc import Collection, Iterator, Mapping

from crm.resources import data_root
from crm.understanding import pieces
from crm.understanding.log_lines import Scores, read_log_line
from crm.understanding.pieces import OUTCOMES, PieceWeights
from tests.unit.crm.understanding.kept import Kept, rounds_of_log_lines, share_right


def taught(lines: Collection[Kept]) -> PieceWeights:
    """The weights that labelled lines teach."""
    return pieces.taught([one.text for one in lines], [one.right["outcome"] for one in lines])


def outcomes(lines: Collection[Kept], scores: Scores) -> Iterator[str]:
    """How contacts went as lines are read with these scores."""
    return (read_log_line(one.text, one.day, scores=scores).outcome for one in lines)


def main() -> None:
    """Writes the weights, or prints the shares."""
    kept = rounds_of_log_lines()
    if "--write" in sys.argv:
        taught([one for those in kept.values() for one in those]).write(data_root() / OUTCOMES)
        return
    for name, those in kept.items():
        weights = taught([one for other in kept if other != name for one in kept[other]])

        def surely(line: str, weights: PieceWeights = weights) -> Mapping[str, float]:
            return {outcome: 100 * score for outcome, score in weights.scores(line).items()}

        each = (outcomes(those, one) for one in (lambda _line: {}, surely, weights.scores))
        print(f"{name:20}", *(f"{share_right(those, 'outcome', read):.3f}" for read in each))


if __name__ == "__main__":
    main()
