"""Ids in pieces: a database takes only so many parameters in one statement."""

from collections.abc import Iterator, Sequence

AT_ONCE = 500
"""Ids in one statement: well under what any database takes (SQLite 32,766, PostgreSQL 65,535)."""


def batched(ids: Sequence[int], size: int = AT_ONCE) -> Iterator[Sequence[int]]:
    """`ids` in pieces of at most `size`, in order."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
