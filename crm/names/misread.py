"""Figures in a name that a scanner read where letters stand: "B0sma", "8akker"."""

import re

_LETTERS = {"0": "o", "1": "l", "5": "s", "8": "b"}
"""The letter that each figure looks like in print."""

_FIGURE = re.compile(r"[0158](?=[^\W\d_])")
"""Before a letter: one that ends a word is a number ("Smit2")."""

_WORD = re.compile(r"[^\W_]+")
LEAST_LETTERS = 3
"""Letters beside which a figure in a word is one more of them: "2b" and "A1" are none."""


def as_letters(text: str) -> str:
    """The text with the letters that figures inside its words stand for; a figure on its own stays."""
    return _WORD.sub(_read, text) if _FIGURE.search(text) and "@" not in text else text


def _read(match: re.Match[str]) -> str:
    word = match[0]
    if sum(c.isalpha() for c in word) < LEAST_LETTERS or sum(c.isdigit() for c in word) > 1:
        return word
    read = _FIGURE.sub(lambda figure: _LETTERS[figure[0]], word)
    if word.isupper():
        return read.upper()
    return read.capitalize() if word[0].isdigit() else read
