"""Whether a document is a study guide, or describes courses or a team, by its name and the words of links to it."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from crawler.extraction.recognisers.vocabulary import fold_in_place, plain, vocabulary

_WORD = re.compile(r"[a-z]+")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


_SURE = 0.8
"""Weight of a word from which on it stands for the document and for nothing else."""


@cache
def _weights() -> dict[tuple[str, ...], float]:
    return {tuple(_WORD.findall(words)): weight for words, weight in vocabulary("documents")["words"].items()}


@cache
def _longest() -> int:
    return max(map(len, _weights()))


def document_score(url: str, words: str = "") -> float:
    """How likely the document at `url`, linked to by `words`, describes courses or who teaches them, from -1 to 1.

    The file's own name and its folder count, and so do the words; the worst of them is set against the best.
    """
    try:
        path = unquote(urlsplit(url[:2_000]).path)
    except ValueError:
        path = ""
    parts = (*path.rsplit("/", 2)[1:], words[:300])
    names = [_words(part) for part in dict.fromkeys([*parts, *(_CAPITAL.sub(" ", part) for part in parts)])]
    weights = [weight for name in names for weight in _found(name)]
    best, worst = max(weights, default=0.0), min(weights, default=0.0)
    return round(max(0.0, best) + min(0.0, worst), 3)


def is_wanted(url: str, words: str = "") -> bool:
    """Whether that is enough to fetch it."""
    return document_score(url, words) >= least_promise()


def least_promise() -> float:
    """The score from which on a document is worth fetching."""
    least: float = vocabulary("documents")["least"]
    return least


def without_document_word(title: str) -> str:
    """A document's title without the word for the document: "Studiehandleiding Databases" is about Databases."""
    first, _blank, rest = title.partition(" ")
    rest = rest.lstrip(" :–-|")
    word = tuple(_words(first))
    return rest if len(rest) > 2 and _weights().get(word, 0.0) >= _SURE else title


def _words(name: str) -> list[str]:
    return _WORD.findall(fold_in_place(plain(name)).lower())


def _found(words: list[str]) -> list[float]:
    weights = _weights()
    phrases = (tuple(words[at : at + size]) for at in range(len(words)) for size in range(1, _longest() + 1))
    return [weights[phrase] for phrase in phrases if phrase in weights]
