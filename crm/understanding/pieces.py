"""What a log line or a reply says by all its words and the pieces of them, weighed as labelled ones taught.

They stand beside the phrases (`data/understanding/logging.toml`), which know the clear cases, and the signs of the way
(`crm/understanding/signs.py`). They know a word by its pieces, so that a misspelt or a compound one counts too. They
are learned from invented lines by `python -m benchmarks.log_lines` (how it went), `python -m benchmarks.ways` (what
was done) and `python -m benchmarks.intents` (what a reply wants), which also show how well they do on what is left out:
of how it went phrases alone are right in 75 and 70 of 100 on two rounds, both together in 79 and 75; of what 240
replies of other hands want phrases alone in 85 of 100, both together in 90.
"""

import json
import re
import struct
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from crm.resources import data_path

MAKER = "pieces 1"
"""The way in which pieces become figures; another needs other weights."""
FIGURES = 2**13
OUTCOMES = "understanding/outcomes.json"
WAY_PIECES = "understanding/way_pieces.json"
INTENTS = "understanding/intents.json"
OPENING = 400
"""Characters of a reply that are looked at: what it wants stands at its beginning."""
_WORD = re.compile(r"[\w'’]+|[^\w\s]")
_SHORTEST, _LONGEST = 3, 5
"""Letters in a piece of a word, its edges counted."""
_WHOLE, _PAIR, _PIECE = 1.5, 1.0, 0.5
"""How much a word, two words together, and a piece of a word count."""


@dataclass(frozen=True, slots=True)
class PieceWeights:
    """For each label how much it is likely at all, and how much each figure of a line says for it.

    Plain figures in a text file: they are read with the first letter that is typed, which waits for no library.
    """

    labels: tuple[str, ...]
    likely: tuple[float, ...]
    slopes: tuple[float, ...]
    """Of the first figure for each label, then of the second."""

    def scores(self, line: str) -> Mapping[str, float]:
        """How much a line is each label: about 1 where it surely is one, 0 where not."""
        found, each = list(self.likely), len(self.labels)
        for place, count in figures(line).items():
            for label in range(each):
                found[label] += count * self.slopes[place * each + label]
        return dict(zip(self.labels, found, strict=True))

    def write(self, file: Path) -> None:
        """Keeps them in a file."""
        slopes = b64encode(struct.pack(f"<{len(self.slopes)}e", *self.slopes)).decode()
        kept = {"maker": MAKER, "labels": self.labels, "likely": self.likely, "slopes": slopes}
        file.write_text(json.dumps(kept) + "\n", encoding="utf-8")


def figures(line: str) -> dict[int, float]:
    """A line as figures by their place, together of length 1: for each word, pair of words and piece of a word."""
    words = _WORD.findall(re.sub(r"\d", "0", line.lower()))
    counts: dict[int, float] = {}
    for kind, count, said in _said(words):
        place = crc32(f"{kind}{said}".encode()) % FIGURES
        counts[place] = counts.get(place, 0.0) + count
    length = sum(counts.values()) ** 0.5
    return {place: count**0.5 / length for place, count in counts.items()}


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
    return _weights(OUTCOMES).scores(line)


def way_scores(line: str) -> Mapping[str, float]:
    """How much the words of a line say for each way of contact, beside its signs."""
    return _weights(WAY_PIECES).scores(line)


def intent_scores(reply: str) -> Mapping[str, float]:
    """How much a reply, without greeting and what it quotes, is each intent."""
    return _weights(INTENTS).scores(reply[:OPENING])


def taught(texts: Sequence[str], labels: Sequence[str]) -> PieceWeights:
    """The weights that labelled texts teach. Needs numpy."""
    import numpy as np

    from crm.understanding.weights import learned

    vectors = np.zeros((len(texts), FIGURES))
    for vector, text in zip(vectors, texts, strict=True):
        found = figures(text)
        vector[list(found)] = list(found.values())
    weights = learned(MAKER, vectors, labels)
    likely = weights.shares - weights.mean @ weights.slopes
    return PieceWeights(weights.labels, tuple(likely.round(4).tolist()), tuple(weights.slopes.ravel().tolist()))


@cache
def _weights(file: str) -> PieceWeights:
    kept = json.loads(data_path(file).read_text(encoding="utf-8"))
    if kept["maker"] != MAKER:
        raise ValueError(
            f"{file} was made by {kept['maker']}: run python -m benchmarks.log_lines, ways and intents with --write"
        )
    packed = b64decode(kept["slopes"])
    return PieceWeights(tuple(kept["labels"]), tuple(kept["likely"]), struct.unpack(f"<{len(packed) // 2}e", packed))
