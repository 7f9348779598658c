"""Learns what a reply wants from the labelled replies of the tests, and writes the weights; or shows how well they do.

usage: python -m benchmarks.intents [--write]

Without `--write` each round of labelled replies is read by weights that the others taught, beside words alone and both
together.
"""

import sys
from collections.abc import Collection

import numpy as np

from crm.matching.encoders import UniversalSentenceEncoder
from crm.resources import data_root
from crm.understanding.meaning import LONGEST, WEIGHTS
from crm.understanding.replies import answered_text, intent_by_words, weighed
from crm.understanding.weights import Weights, learned
from tests.unit.crm.understanding.kept import examples_of_intents, rounds_of_replies, share_right


def main() -> None:
    """Writes the weights, or prints the shares."""
    encoder = UniversalSentenceEncoder()
    rounds, examples = rounds_of_replies(), examples_of_intents()
    vectors = {name: encoder.encode([_text(one.text) for one in those]) for name, those in rounds.items()}
    further = encoder.encode([_text(text) for _intent, text in examples])

    def taught(names: Collection[str]) -> Weights:
        intents = [one.right["intent"] for name in names for one in rounds[name]] + [intent for intent, _ in examples]
        return learned(encoder.name, np.concatenate([*(vectors[name] for name in names), further]), intents)

    if "--write" in sys.argv:
        taught(rounds).write(data_root() / WEIGHTS)
        return
    for name, those in rounds.items():
        scores = taught([other for other in rounds if other != name]).scores(vectors[name])
        words = [intent_by_words(one.text, one.day) for one in those]
        meaning = [max(score, key=lambda intent: score[intent]) for score in scores]
        both = [weighed(word, score) for word, score in zip(words, scores, strict=True)]
        print(f"{name:16}", *(f"{share_right(those, 'intent', read):.3f}" for read in (words, meaning, both)))


def _text(mail: str) -> str:
    return answered_text(mail)[:LONGEST]


if __name__ == "__main__":
    main()
