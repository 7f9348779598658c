"""A text is encoded once for all tests of a process: an encoder reads some sixty a second of CPU."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from crm.matching.encoders import Vectors


def encoding_once(encode: Callable[[Any, Sequence[str]], Vectors]) -> Callable[[Any, Sequence[str]], Vectors]:
    """`encode` of an encoder, but for the texts that it was given before."""
    known: dict[tuple[str, str], Any] = {}

    def encoded(encoder: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return encode(encoder, texts)
        new = [text for text in dict.fromkeys(texts) if (encoder.name, text) not in known]
        if new:
            known.update(zip([(encoder.name, text) for text in new], encode(encoder, new), strict=True))
        return np.array([known[encoder.name, text] for text in texts], dtype=np.float32)

    return encoded
