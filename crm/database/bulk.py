"""Many new rows at once, past the ORM: what an import of a hundred thousand contacts writes with."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date
from enum import Enum
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.tables.columns import Moment

AT_ONCE = 5_000
"""Rows in one statement."""

TOGETHER = 100
"""Rows in one VALUES: SQLite prepares the lists of a table's CHECKs once a statement, which alone is half of a row."""

MOST_PARAMETERS = 30_000
"""Of one statement; SQLite takes 32,766."""

ROOM_KIB = 96_000
"""Pages that are kept in memory while many rows are written: with the usual 2 MB most are read back for each index."""

Encode = Callable[[Any], Any]


@contextmanager
def with_room(connection: Connection) -> Iterator[None]:
    """Inside, SQLite keeps its pages in memory (`ROOM_KIB` at most); other databases see to that themselves."""
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{ROOM_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


@contextmanager
def indexed_afterwards(connection: Connection, tables: Sequence[sa.Table]) -> Iterator[None]:
    """Inside, SQLite does not keep the indexes of `tables` that hold nothing single: they are made again at the end.

    For more new rows than there are: sorting them once takes a fifth of finding the place of each. What is inside may
    look nothing up but by id. All in the transaction, so that whoever stops leaves the indexes as they were.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    found = connection.execute(
        sa.text("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT LIKE '%UNIQUE%'")
    )
    names = {table.name for table in tables}
    held = [row for row in found if row.tbl_name in names]
    for row in held:
        connection.exec_driver_sql(f'DROP INDEX "{row.name}"')
    yield
    for row in held:
        connection.exec_driver_sql(row.sql)


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
    """Inserts `rows`, which all have the same columns."""
    if rows:
        insert_columns(connection, table, {name: [row[name] for row in rows] for name in rows[0]})


def insert_columns(
    connection: Connection,
    table: sa.Table,
    columns: Mapping[str, Sequence[Any]],
    same: Mapping[str, Any] | None = None,
    *,
    together: int = TOGETHER,
) -> None:
    """Inserts rows that are given column by column, each as long as the others; `same` has what all rows hold alike.

    SQLite: by prepared tuples, `together` in one statement: a fifth of what Core takes. Other databases: Core.
    """
    alike = dict(same or {})
    count = len(next(iter(columns.values())))
    if connection.dialect.name != "sqlite":
        names = list(columns)
        for start in range(0, count, AT_ONCE):
            pieces = zip(*(columns[name][start : start + AT_ONCE] for name in names), strict=True)
            rows = [{**alike, **dict(zip(names, row, strict=True))} for row in pieces]
            connection.execute(sa.insert(table), rows)
        return
    held = [_encoded([value], _encoder(table.c[name]))[0] for name, value in alike.items()]
    encoders = {name: _encoder(table.c[name]) for name in columns}
    whole = count // together * together
    for start, end, size in ((0, whole, together), (whole, count, count - whole)):
        statement = _statement(table, list(alike), list(columns), size)
        step = max(AT_ONCE // together, 1) * together
        for at in range(start, end, step):
            until = min(end, at + step)
            cells = [_encoded(values[at:until], encoders[name]) for name, values in columns.items()]
            flat = list(chain.from_iterable(zip(*cells, strict=True)))
            width = size * len(columns)
            connection.exec_driver_sql(
                statement, [(*held, *flat[place : place + width]) for place in range(0, len(flat), width)]
            )


def _statement(table: sa.Table, alike: Sequence[str], varying: Sequence[str], size: int) -> str:
    """An INSERT of `size` rows at once; the parameters of what is alike come first, and once.

    Only those are numbered: SQLite searches all numbered ones for each further one.
    """
    names = ", ".join(f'"{name}"' for name in (*alike, *varying))
    one = ", ".join([*(f"?{number}" for number in range(1, len(alike) + 1)), *("?" * len(varying))])
    return f"INSERT INTO {table.name} ({names}) VALUES {', '.join([f'({one})'] * size)}"  # noqa: S608 - our own names


def _encoded(values: Sequence[Any], encoder: Encode | None) -> Sequence[Any]:
    """The values as sqlite3 takes them; one that comes back, as the same object, is encoded once."""
    if encoder is None:
        return values
    known: dict[int, Any] = {id(None): None}
    return [known[id(v)] if id(v) in known else known.setdefault(id(v), encoder(v)) for v in values]


def insert_in_one(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts `rows`, thousands by one statement.

    For SQLite tables whose triggers write full-text indexes: those are flushed once a statement (FTS5's savepoints), so
    that a row costs a fifth of what it does alone.
    """
    if rows:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        insert_columns(connection, table, columns, together=MOST_PARAMETERS // len(columns))


def _plain(value: object) -> object:
    return value._value_ if isinstance(value, Enum) else value


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
