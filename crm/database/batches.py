"""Ids in pieces: a database takes only so many parameters in one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

AT_ONCE = 500
"""Ids in one statement: well under what any database takes (SQLite 32,766, PostgreSQL 65,535)."""

ROWS_AT_ONCE = 1_000
"""Rows that are in memory together where all of a large school is read or written."""

Item = TypeVar("Item")


def batched(items: Sequence[Item], size: int = AT_ONCE) -> Iterator[Sequence[Item]]:
    """`items` in pieces of at most `size`, in order."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
