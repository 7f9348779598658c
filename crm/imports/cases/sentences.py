"""Sentences of a mail: those that ask or want something, and those that only speak to the reader."""

import re

from crm.imports.cases.vocabulary import asides, directed, helping, wanting

_ENDS = re.compile(r"(?<=[.?!…])[\"'”)]*\s+(?=[\"'“(]*[\w'])")
_SHORTENED = re.compile(
    r"\b(?:[A-Z]|dhr|mw|mevr|dr|ir|ing|drs|mr|prof|bv|nv|zn|nr|tel|blz|ca|bijv|o\.a|d\.w\.z|e\.d|etc|inc|ltd|st|mrs|ms)\.$",
    re.IGNORECASE,
)


_LONGEST_SHORT = 12
"""Characters from the end in which a shortened word is looked for."""


def sentences_of(text: str) -> list[str]:
    """The sentences of a text. A point behind an initial or a shortened word ends none."""
    found: list[list[str]] = []
    for piece in _ENDS.split(text):
        last = found[-1][-1][-_LONGEST_SHORT:] if found else ""
        if last and _SHORTENED.search(last) and not last.endswith(("?", "!")):
            found[-1].append(piece)
        else:
            found.append([piece])
    joined = (" ".join(pieces).strip() for pieces in found)
    return [one for one in joined if one]


def is_aside(sentence: str) -> bool:
    """Whether a sentence speaks to the reader or about the mail, and asks nothing of a team."""
    return asides().search(sentence) is not None


def is_directed(sentence: str) -> bool:
    """Whether a sentence asks the reader to do something that is no help: "Wilt u het bedrag overmaken?"."""
    return directed().search(sentence) is not None and helping().search(sentence) is None


def without_asides(text: str) -> str:
    """The text without sentences that speak to the reader."""
    return " ".join(one for one in sentences_of(text) if not is_aside(one) and not is_directed(one))


def asks(text: str) -> bool:
    """Whether something is asked or wanted in a text."""
    return any("?" in one or wanting().search(one) is not None for one in sentences_of(text))
