"""What labelled texts teach: how much each figure of a text's vector says for each label. A ridge regression."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Figures = npt.NDArray[np.float64]
RIDGE = 1.0
"""How far the weights are held small: of .3, 1 and 3 the best on texts left out."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: for each label how much each figure of a vector says."""

    maker: str
    """What makes the vectors: of another they mean nothing."""
    labels: tuple[str, ...]
    mean: Figures
    slopes: Figures
    shares: Figures

    def scores(self, vectors: npt.NDArray[np.floating]) -> list[dict[str, float]]:
        """For each vector how much it is each label: about 1 where it surely is one, 0 where not."""
        rows = (vectors - self.mean) @ self.slopes + self.shares
        return [dict(zip(self.labels, map(float, row), strict=True)) for row in rows]


def learned(by: str, vectors: npt.NDArray[np.floating], labels: Sequence[str]) -> Weights:
    """The weights that labelled vectors teach, of vectors made by `by`.

    Solved over texts or over figures, whichever are fewer: the answer is the same.
    """
    known = tuple(sorted(set(labels)))
    wanted = np.array([[float(one == label) for label in known] for one in labels])
    mean, shares = vectors.mean(axis=0).astype(np.float64), wanted.mean(axis=0)
    centred = vectors - mean
    texts, figures = centred.shape
    if texts < figures:
        slopes = centred.T @ np.linalg.solve(centred @ centred.T + RIDGE * np.eye(texts), wanted - shares)
    else:
        slopes = np.linalg.solve(centred.T @ centred + RIDGE * np.eye(figures), centred.T @ (wanted - shares))
    return Weights(by, known, mean, slopes, shares)
