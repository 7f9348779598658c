"""Kinds of questions: what somebody says who asks it, and what a course says that answers it.

A case is near to what is said of one kind or another, in lay words; the courses for it are near to what is taught of
that kind, in the words of the field. So the two meet that share no word and lie far apart in meaning. It is asked by
pieces of words, and of each encoder by what its vectors of both sides say (`data/matching/kinds.npz`).
"""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from crm.matching.corpus import corpus_of
from crm.matching.encoders import Encoder, Vectors
from crm.matching.index import Scores, dots
from crm.matching.pieces import Pieces
from crm.matching.texts import CaseText, CourseText
from crm.resources import data_path

NEAR, NEAR_IN_MEANING = 0.035, 0.1
"""How much nearer a kind must lie to count e times as much as another: by pieces of words, and by an encoder."""

Row = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: its names, and the words of who asks and of who teaches, separated by commas."""

    key: str
    nl: str
    en: str
    asked: str
    taught: str

    @property
    def texts(self) -> tuple[str, str]:
        """What is said of it by who asks, and by who teaches."""
        return f"{self.nl}. {self.en}. {self.asked}", f"{self.nl}. {self.en}. {self.taught}"


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of `data/matching/kinds.toml`."""
    tables = tomllib.loads(data_path("matching/kinds.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(key, table["nl"], table["en"], _line(table["asked"]), _line(table["taught"]))
        for key, table in tables.items()
    )


def _line(text: str) -> str:
    return " ".join(text.split())


@cache
def _asked() -> Pieces:
    """What is asked of each kind, by pieces of words."""
    return Pieces(corpus_of([CourseText(number, kind.texts[0], "nl") for number, kind in enumerate(kinds())]))


class Kinds:
    """Of each course how much it says of each kind, by pieces of words."""

    def __init__(self, courses: Pieces) -> None:
        """Holds what is taught of each kind against `courses`."""
        self._asked = _asked()
        taught = np.array([courses.scores(kind.texts[1]) for kind in kinds()], dtype=np.float32)
        common = taught.mean(axis=1, keepdims=True) if taught.size else 0
        self._taught = np.ascontiguousarray((taught - common).T)

    def scores(self, case: CaseText) -> Scores:
        """How much more than others each course says of the kinds that a case is near to: -1 to 1, by chance 0."""
        return dots(self._taught, shares(self._asked.scores(case.whole), NEAR)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Bridge:
    """What an encoder makes of both sides of each kind: rows of length 1, without what all kinds share."""

    asked: Vectors
    taught: Vectors

    def across(self, asked: Row) -> Row:
        """Where what answers a case lies, by where the case lies; of length 1."""
        found = dots(self.taught.T, shares(dots(self.asked, asked), NEAR_IN_MEANING))
        return np.asarray(found / (np.linalg.norm(found) or 1), dtype=np.float32)


@cache
def bridge(encoder: str) -> Bridge | None:
    """The vectors of the kinds by the encoder of this name and version; None where they were never made by it."""
    with np.load(data_path("matching/kinds.npz")) as kept:
        if encoder not in json.loads(str(kept["encoders"])):
            return None
        asked, taught = (kept[f"{encoder} {side}"].astype(np.float32) for side in ("asked", "taught"))
    return Bridge(_spread(asked), _spread(taught))


def made_by(encoders: Sequence[Encoder]) -> dict[str, npt.NDArray[np.generic]]:
    """What `kinds.npz` holds: the vectors of both sides of all kinds, halves, and of which texts they are."""
    kept: dict[str, npt.NDArray[np.generic]] = {
        "encoders": np.array(json.dumps([encoder.name for encoder in encoders])),
        "texts": np.array(texts_hash()),
    }
    for encoder in encoders:
        for number, side in enumerate(("asked", "taught")):
            vectors = encoder.encode([kind.texts[number] for kind in kinds()])
            kept[f"{encoder.name} {side}"] = vectors.astype("<f2")
    return kept


def texts_hash() -> str:
    """Of which texts vectors of the kinds are."""
    return hashlib.blake2b(json.dumps([kind.texts for kind in kinds()]).encode(), digest_size=16).hexdigest()


def shares(near: npt.NDArray[np.floating], apart: float) -> Row:
    """What each counts by how near it lies, together 1: e times as much for each `apart` that it lies nearer."""
    worth = np.exp((near - near.max()) / apart)
    return np.asarray(worth / worth.sum(), dtype=np.float32)


def _spread(vectors: Vectors) -> Vectors:
    own = vectors - vectors.mean(axis=0)
    return np.asarray(own / np.linalg.norm(own, axis=1, keepdims=True), dtype=np.float32)
