"""How each table of the database may hold somebody (`data/privacy/tables.toml`), and which rows are whose."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from crm.database.batches import batched
from crm.language import current_language
from crm.resources import data_path
from crm.tables import all_tables, table_named
from crm.tables.core import ROLE

OURS = frozenset(("by", "owner"))
"""Columns that name a colleague."""

Rows = dict[str, list[dict[str, Any]]]
"""Table → its rows."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: what its rows are, and its columns of text."""

    said: Mapping[str, str]
    words: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    named_goes: bool = False

    @property
    def about(self) -> str:
        """What its rows are, in the current language."""
        return self.said[current_language()]


@cache
def holdings() -> dict[str, Holding]:
    """Every table of which it was said how it may hold somebody."""
    said = tomllib.loads(data_path("privacy/tables.toml").read_text(encoding="utf-8"))
    return {
        name: Holding(
            {"nl": each["nl"], "en": each["en"]},
            tuple(each.get("words", ())),
            tuple(each.get("plain", ())),
            tuple(each.get("whole", ())),
            tuple(each.get("emptied", ())),
            each.get("named_goes", False),
        )
        for name, each in said.items()
    }


def without(table: str, column: str, value: Any, cut: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - as the column
    """What is left of a column where `cut` takes somebody out: nothing of one that holds a name alone."""
    left = cut(value)
    return None if left != value and column in holdings()[table].whole else left


_PEOPLE = frozenset(("person", "lead", "search_text", "page", "page_body"))


def may_hold_people() -> list[Holding]:
    """The tables that can hold something of people: theirs, pointing at them, or with text that may name them."""
    return [
        each
        for table in all_tables()
        if (each := holdings()[table.name]).words
        or table.name in _PEOPLE
        or any(key.column.table.name in _PEOPLE for column in table.columns for key in column.foreign_keys)
    ]


def text_columns(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns that can hold a name: text, JSON and bytes, without enums and the names of colleagues."""
    kinds = (sa.String, AutoString, sa.JSON, sa.LargeBinary)
    return [
        column
        for column in table.columns
        if isinstance(column.type, kinds) and not isinstance(column.type, sa.Enum) and column.name not in OURS
    ]


@dataclass(slots=True)
class Belongings:
    """The rows that are somebody's and go with them, and those that point at them and stay."""

    theirs: Rows = field(default_factory=lambda: defaultdict(list))
    pointing: Rows = field(default_factory=lambda: defaultdict(list))

    def ids(self, table: str) -> set[int]:
        """The numbers of their rows in a table."""
        return {row["id"] for row in self.theirs.get(table, ())}

    @property
    def count(self) -> int:
        """How many rows are theirs."""
        return sum(map(len, self.theirs.values()))

    @property
    def running(self) -> int:
        """How many sprints of theirs are not over."""
        return sum(row["state"] in {"planned", "running"} for row in self.pointing.get("sprint", ()))


def belongings(connection: Connection, person_id: int) -> Belongings:
    """All rows that the database itself says are of this person, by following its keys."""
    roles = list(connection.scalars(sa.select(ROLE.c.id).where(ROLE.c.person_id == person_id)))
    found = Belongings()
    tables = all_tables()
    by_name = {table.name: table for table in tables}
    entity = by_name["entity"]
    found.theirs["entity"] = _rows(connection, entity, entity.c.id, [person_id, *roles])
    for table in (*tables, *tables):  # twice: a table may come before one it points at
        _follow(connection, table, found)
    return found


def pointers(found: Belongings, table: str, row: Mapping[str, Any]) -> list[str]:
    """The columns of a row that stays which point at something of theirs."""
    return [
        column.name
        for column, parent, goes in _keys(table_named(table))
        if not goes and row[column.name] in {each[parent.name] for each in found.theirs.get(parent.table.name, ())}
    ]


def _follow(connection: Connection, table: sa.Table, found: Belongings) -> None:
    if table.name == "entity":
        return
    theirs = {_key(table, row) for row in found.theirs.get(table.name, ())}
    for column, parent, goes in _keys(table):
        values = [row[parent.name] for row in found.theirs.get(parent.table.name, ()) if row[parent.name] is not None]
        for row in _rows(connection, table, column, values) if values else ():
            if goes and _key(table, row) not in theirs:
                theirs.add(_key(table, row))
                found.theirs[table.name].append(row)
            elif not goes and row not in found.pointing[table.name]:
                found.pointing[table.name].append(row)
    if table.name in found.pointing:
        stay = [row for row in found.pointing[table.name] if _key(table, row) not in theirs]
        found.pointing[table.name] = stay


def _keys(table: sa.Table) -> Iterator[tuple[sa.Column[Any], sa.Column[Any], bool]]:
    """The columns that point at one row of another table, which column there, and whether the row goes with it."""
    for column in table.columns:
        for key in column.foreign_keys:
            if key.constraint is not None and len(key.constraint.columns) == 1:
                yield column, key.column, key.ondelete == "CASCADE"


def _key(table: sa.Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _rows(connection: Connection, table: sa.Table, column: sa.Column[Any], values: list[Any]) -> list[dict[str, Any]]:
    wanted = [each for each in table.columns if not isinstance(each.type, sa.LargeBinary)]
    return [
        dict(row)
        for some in batched(values)
        for row in connection.execute(sa.select(*wanted).where(column.in_(some))).mappings()
    ]
