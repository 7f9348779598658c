"""Short codes of cases, that are read from a mail and typed."""

import hashlib
from collections.abc import Iterator
from itertools import count

import sqlalchemy as sa

from crm.codes import SIGNS
from crm.tables import table_named
from crm.unit_of_work import Work

LENGTH = 4
"""Signs of a case's code: it names a case to a person, where that of a proposal comes back from one and has a check."""


def free_code(work: Work, seed: str) -> str:
    """A code that no case has: of the same `seed` the same one, as long as that is free.

    It has a letter and a digit, so that it is neither a word nor a number; that of a proposal is longer.
    """
    work.session.flush()
    code = table_named("company_case").c.code
    connection = work.session.connection()
    return next(one for one in _codes(seed) if connection.scalar(sa.select(code).where(code == one)) is None)


def read_code(text: str) -> str:
    """A code as it was typed ("k7-4x") in the form in which it is kept."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _codes(seed: str) -> Iterator[str]:
    for attempt in count():
        number = int.from_bytes(hashlib.blake2b(f"{attempt}\n{seed}".encode(), digest_size=8).digest(), "big")
        code = ""
        for _place in range(LENGTH):
            number, letter = divmod(number, len(SIGNS))
            code += SIGNS[letter]
        if any(c.isdigit() for c in code) and any(c.isalpha() for c in code):
            yield code
