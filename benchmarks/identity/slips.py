"""Words as a hand or a scanner gets them wrong."""

import random

from benchmarks.identity import words

_LOOKS_LIKE = (("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("i", "l"), ("u", "v"), ("e", "c"), ("d", "cl"))
"""What a scanner reads for what stands there."""


def slipped(word: str, draw: random.Random) -> str:
    """The word with one slip of the hand."""
    if len(word) < 4:
        return word
    at = draw.randrange(1, len(word) - 1)
    kind = draw.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + draw.choice(words.LETTERS) + word[at + 1 :]


def scanned(word: str, draw: random.Random) -> str:
    """The word with one letter read for another that looks like it."""
    there = [(stood, read) for stood, read in _LOOKS_LIKE if stood in word[1:]]
    if not there:
        return word
    stood, read = draw.choice(there)
    return word[0] + word[1:].replace(stood, read, 1)
