"""Many new rows at once, past the ORM: what an import of a hundred thousand contacts writes with."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.database.batches import batched
from crm.tables.columns import Moment

AT_ONCE = 5_000
"""Rows in one statement."""

Encode = Callable[[Any], Any]


def reserved_ids(connection: Connection, table: sa.Table, count: int) -> range | list[int]:
    """`count` numbers for new rows of `table` that nobody else will be given; rows are then inserted with them.

    In SQLite the writing transaction holds the whole database; PostgreSQL's sequence gives them out.
    """
    if not count:
        return range(0)
    if connection.dialect.name == "sqlite":
        first = int(connection.scalar(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))) or 0) + 1
        return range(first, first + count)
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    drawn = sa.select(sa.func.nextval(sequence)).select_from(sa.func.generate_series(1, count))
    return [int(number) for number in connection.scalars(drawn)]


def insert_rows(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts `rows`, which all have the same columns.

    SQLite: by prepared tuples, a third of what Core takes. Other databases: Core.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        for some in batched(rows, AT_ONCE):
            connection.execute(sa.insert(table), list(some))
        return
    names = list(rows[0])
    encoders = [_encoder(table.c[name]) for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our own
    for some in batched(rows, AT_ONCE):
        connection.exec_driver_sql(statement, _tuples(some, names, encoders))


def insert_in_one(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts `rows` of texts and numbers by one statement for all of them.

    For SQLite tables whose triggers write full-text indexes: those are flushed once a statement (FTS5's savepoints), so
    that a row costs a fifth of what it does alone.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        insert_rows(connection, table, rows)
        return
    names = list(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(names)))
    statement = f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM json_each(?)"  # noqa: S608 - our own names
    for some in batched(rows, AT_ONCE):
        document = json.dumps([[_plain(row[name]) for name in names] for row in some], ensure_ascii=False)
        connection.exec_driver_sql(statement, (document,))


def _plain(value: object) -> object:
    return value._value_ if isinstance(value, Enum) else value


def _tuples(
    rows: Sequence[Mapping[str, Any]], names: Sequence[str], encoders: Sequence[Encode | None]
) -> list[tuple[Any, ...]]:
    """The rows as sqlite3 takes them, encoded column by column: a tenth of what it costs row by row."""
    columns: list[Iterable[Any]] = []
    for name, encoder in zip(names, encoders, strict=True):
        values = [row[name] for row in rows]
        columns.append(values if encoder is None else [None if v is None else encoder(v) for v in values])
    return list(zip(*columns, strict=True))


_JSON = json.JSONEncoder()


def _encoder(column: sa.Column[Any]) -> Encode | None:
    """How a value of `column` is given to sqlite3; None where it is given as it is."""
    kind = column.type
    if isinstance(kind, sa.JSON):
        return _JSON.encode
    if isinstance(kind, Moment):
        return lambda moment: moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(kind, sa.Date):
        return date.isoformat
    if isinstance(kind, sa.Enum):
        return _plain
    return None
