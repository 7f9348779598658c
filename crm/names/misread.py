"""What a scanner takes for one another in a name: figures for letters ("B0sma", "8akker"), two letters for one."""

import re

_LETTERS = {"0": "o", "1": "l", "5": "s", "8": "b"}
"""The letter that each figure looks like in print."""

_FIGURE = re.compile(rf"[{''.join(_LETTERS)}](?=[^\W\d_])")
"""Before a letter: one that ends a word is a number ("Smit2")."""

_WORD = re.compile(r"[^\W_]+")
LEAST_LETTERS = 3
"""Letters beside which a figure in a word is one more of them: "2b" and "A1" are none."""


def as_letters(text: str) -> str:
    """The text with the letters that figures inside its words stand for; a figure on its own stays."""
    return _WORD.sub(_read, text) if _FIGURE.search(text) and "@" not in text else text


def printed(word: str) -> str:
    """A word as a scanner sees it, to which two letters beside each other are one that looks like them."""
    return word.replace("rn", "m").replace("cl", "d").replace("vv", "w")


def _read(match: re.Match[str]) -> str:
    word = match[0]
    if sum(c.isalpha() for c in word) < LEAST_LETTERS or sum(c.isdigit() for c in word) > 1:
        return word
    read = _FIGURE.sub(lambda figure: _LETTERS[figure[0]], word)
    if word.isupper():
        return read.upper()
    return read.capitalize() if word[0].isdigit() else read
