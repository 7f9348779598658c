"""Ids in pieces, or all in one parameter: a database takes only so many parameters in one statement."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

AT_ONCE = 500
"""Ids in one statement: well under what any database takes (SQLite 32,766, PostgreSQL 65,535)."""

ROWS_AT_ONCE = 1_000
"""Rows that are in memory together where all of a large school is read or written."""

Item = TypeVar("Item")


def batched(items: Sequence[Item], size: int = AT_ONCE) -> Iterator[Sequence[Item]]:
    """`items` in pieces of at most `size`, in order."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def is_one_of(column: "sa.SQLColumnExpression[Any]", ids: Iterable[int], dialect: str) -> "sa.ColumnElement[bool]":
    """The condition that `column` is one of `ids`, however many, as one parameter; `dialect`: the kind of database."""
    listed = sorted(ids)
    if dialect == "sqlite":
        return column.in_(sa.select(sa.func.json_each(json.dumps(listed)).table_valued("value").c.value))
    return column == sa.any_(sa.literal(listed, sa.ARRAY(sa.BigInteger)))
