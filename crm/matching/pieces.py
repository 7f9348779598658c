"""Pieces of words, by which compounds, spellings and related words of two languages meet."""

from collections import Counter

from crm.matching.words import words_of

SHORTEST, LONGEST = 3, 5
"""Letters of a piece: with 3 to 5 the measured best of Dutch compounds ("data" in "klantdata")."""


def pieces_of(text: str) -> Counter[str]:
    """How often each run of 3 to 5 letters stands in a text; a blank marks where a word begins and ends."""
    found: Counter[str] = Counter()
    for word in words_of(text):
        padded = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            found.update(padded[start : start + length] for start in range(len(padded) - length + 1))
    return found
