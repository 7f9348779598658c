"""Learns what a reply wants from the labelled replies of the tests, and writes the weights; or shows how well they do.

usage: python -m benchmarks.intents [--write]

Without `--write` each round of labelled replies is read by words alone, by weights that the others taught, and by both.
The words had most of these rounds in view, the weights none: the newest rounds say most.
"""

import sys
from collections.abc import Collection

from crm.resources import data_root
from crm.understanding.pieces import INTENTS, OPENING, PieceWeights, taught
from crm.understanding.replies import answered_text, intent_by_words, weighed
from tests.unit.crm.understanding.kept import examples_of_intents, rounds_of_replies, share_right


def main() -> None:
    """Writes the weights, or prints the shares."""
    rounds, examples = rounds_of_replies(), examples_of_intents()
    texts = {name: [_text(one.text) for one in those] for name, those in rounds.items()}

    def learned(names: Collection[str]) -> PieceWeights:
        intents = [one.right["intent"] for name in names for one in rounds[name]] + [intent for intent, _ in examples]
        return taught([text for name in names for text in texts[name]] + [_text(text) for _, text in examples], intents)

    if "--write" in sys.argv:
        learned(rounds).write(data_root() / INTENTS)
        return
    for name, those in rounds.items():
        weights = learned([other for other in rounds if other != name])
        scores = [weights.scores(text) for text in texts[name]]
        words = [intent_by_words(one.text, one.day) for one in those]
        pieces = [max(score, key=lambda intent: score[intent]) for score in scores]
        both = [weighed(word, score) for word, score in zip(words, scores, strict=True)]
        print(f"{name:16}", *(f"{share_right(those, 'intent', read):.3f}" for read in (words, pieces, both)))


def _text(mail: str) -> str:
    return answered_text(mail)[:OPENING]


if __name__ == "__main__":
    main()
