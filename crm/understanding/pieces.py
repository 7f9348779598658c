"""How a contact went, by all the words of a log line and the pieces of them together, weighed as labelled lines taught.

They stand beside the phrases (`data/understanding/logging.toml`), which know the clear cases. They know a word by its
pieces, so that a misspelt or a compound one counts too. They are learned from invented lines by
`python -m benchmarks.log_lines`, which also shows how well they do on lines left out: on the two newest rounds phrases
alone are right in 75 and 70 of 100, both together in 79 and 75. On what was done they were no help, and are not asked.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from crm.resources import data_path
from crm.understanding.weights import Weights, read_weights

MAKER = "pieces 1"
"""The way in which pieces become a vector; another needs other weights."""
FIGURES = 2**13
WEIGHTS = "understanding/outcomes.npz"
_WORD = re.compile(r"[\w'’]+|[^\w\s]")
_SHORTEST, _LONGEST = 3, 5
"""Letters in a piece of a word, its edges counted."""
_WHOLE, _PAIR, _PIECE = 1.5, 1.0, 0.5
"""How much a word, two words together, and a piece of a word count."""


def vector(line: str) -> npt.NDArray[np.float32]:
    """A line as figures, of length 1: one for each word, pair of words and piece of a word, by its hash."""
    words = _WORD.findall(re.sub(r"\d", "0", line.lower()))
    counts: dict[int, float] = {}
    for kind, count, said in _said(words):
        place = crc32(f"{kind}{said}".encode()) % FIGURES
        counts[place] = counts.get(place, 0.0) + count
    figures = np.zeros(FIGURES, np.float32)
    for place, count in counts.items():
        figures[place] = count**0.5
    length = float(np.linalg.norm(figures))
    return figures / length if length else figures


def _said(words: list[str]) -> list[tuple[str, float, str]]:
    """The words, pairs and pieces, each with how much it counts; the first two words by their place as well."""
    found = [("word ", _WHOLE, word) for word in words]
    found += [("pair ", _PAIR, " ".join(pair)) for pair in pairwise(words)]
    found += [(f"opens {place} ", _PAIR, word) for place, word in enumerate(words[:2])]
    for word in words:
        edged = f"<{word}>"
        found += [
            ("piece ", _PIECE, edged[start : start + length])
            for length in range(_SHORTEST, _LONGEST + 1)
            for start in range(len(edged) - length + 1)
        ]
    return found


def scores(line: str) -> Mapping[str, float]:
    """How much a line is each outcome."""
    return _weights().scores(vector(line)[np.newaxis])[0]


@cache
def _weights() -> Weights:
    kept = read_weights(data_path(WEIGHTS))
    if kept.maker != MAKER:
        raise ValueError(f"{WEIGHTS} was made by {kept.maker}: run python -m benchmarks.log_lines --write")
    return kept
