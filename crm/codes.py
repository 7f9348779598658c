"""Short codes that stand in a message and are typed back: without letters that look alike, and with a check letter.

Twenty-three signs: the figures 2 to 9 and consonants, so that no word comes about, and nothing is taken for another
(no 0 and O, 1 and I, 5 and S beside one another). The last sign is a check digit: the sum of the places times their
signs modulo 23, a prime, so that one wrong sign or two that changed places are always noticed.
"""

import re
import secrets
from collections.abc import Callable

SIGNS = "23456789CDFGHJKMNPRTWXY"
LENGTH = 6
"""Signs of a code, the check letter included; written in two groups of three."""

_GROUP = f"[{SIGNS}{SIGNS.lower()}]{{3}}"
_CODE = re.compile(rf"(?<![\w-])({_GROUP})[- ]?({_GROUP})(?![\w-])")

_MIXED = r"(?=[A-Z0-9-]*[0-9])(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{3}-[A-Z0-9]{3}"
_WRITTEN = re.compile(rf"(?<![\w-])({_MIXED}|[{SIGNS}]{{3}}-[{SIGNS}]{{3}})(?![\w-])")
"""What somebody wrote as a code: in capitals with its hyphen, letters and figures or the signs of codes alone."""


def new_code(taken: Callable[[str], bool]) -> str:
    """A code that is not `taken` yet, as it is written: "4KT-9RM"."""
    while True:
        body = "".join(secrets.choice(SIGNS) for _place in range(LENGTH - 1))
        code = _written(body + _check(body))
        if not taken(code):
            return code


def codes_in(text: str) -> list[str]:
    """The codes that stand in a text, each once, as they are written; what only looks like one is left out."""
    return list(dict.fromkeys(code for code, _start, _end in places_of(text)))


def looks_like_codes(text: str) -> list[str]:
    """What is written as a code in a text, each once: those that are one, and those with a slip of the hand."""
    found = [match[1] for match in _WRITTEN.finditer(text)]
    return list(dict.fromkeys((*codes_in(text), *found)))


def places_of(text: str) -> list[tuple[str, int, int]]:
    """The codes of a text with where each begins and ends, in their order."""
    return [
        (_written(bare), match.start(), match.end())
        for match in _CODE.finditer(text)
        if _is_code(bare := (match[1] + match[2]).upper())
    ]


def code_of(text: str) -> str | None:
    """The code that a cell or argument is, however its hyphen and capitals are typed; None where it is none."""
    bare = "".join(sign for sign in text.upper() if sign.isalnum())
    return _written(bare) if _is_code(bare) else None


def _is_code(bare: str) -> bool:
    return len(bare) == LENGTH and all(sign in SIGNS for sign in bare) and _check(bare[:-1]) == bare[-1]


def _check(body: str) -> str:
    """The check letter: over a prime number of signs every single slip changes it."""
    return SIGNS[sum(place * SIGNS.index(sign) for place, sign in enumerate(body, 2)) % len(SIGNS)]


def _written(bare: str) -> str:
    half = LENGTH // 2
    return f"{bare[:half]}-{bare[half:]}"
