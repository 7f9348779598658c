"""What a session writes, taken down row by row: the columns that changed, before and after, as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event, inspect
from sqlalchemy.orm.base import NO_VALUE
from sqlmodel import Session

from crm.tables import table_named
from crm.tables.columns import Moment

if TYPE_CHECKING:
    from crm.tables import JournalRow

UNJOURNALLED = {
    "change",
    "crawl_run",
    "draft",
    "journal_entry",
    "journal_row",
    "page",
    "rule_reading",
    "search_text",
    "suppression",
    "swept_school",
    "text_vector",
}
"""Tables that are no action of a user, can always be made again, or are never taken back."""

_READINGS = {"institution", "unit", "programme", "course", "person", "role"}
_CHOSEN = {"target", "target_why", "institution_id"}
_POINTING = {"person": {"institution_id"}, "role": {"person_id", "of_id"}}
"""Columns of a reading that no sighting says: whose and where it is, which merging two people changes."""

_DERIVED = {
    "lead": {"last_activity_on"},
    "entity": {"first_seen", "last_seen", "gone_on", "in_review"},
}

RowValues = dict[str, Any]
"""Column → value."""


def is_derived(table: str, column: str) -> bool:
    """Whether a column is made from other rows (a best reading, a newest date): no change of it is a user's own."""
    if column in _POINTING.get(table, ()):
        return False
    if table in _READINGS:
        return column not in _CHOSEN and column != "id"
    return column in _DERIVED.get(table, set())


def encoded(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """`value` of a column as JSON: dates and moments as ISO text, enums by their value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    return value


def decoded(column: sa.Column[Any], value: Any) -> Any:  # noqa: ANN401 - any column value
    """The value that `encoded` made JSON of, by the type of its column."""
    if value is None:
        return None
    if isinstance(column.type, sa.Enum) and column.type.enum_class is not None:
        return column.type.enum_class(value)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    return value


def encoded_row(values: Mapping[str, Any]) -> RowValues:
    """A row of a table as JSON."""
    return {name: encoded(value) for name, value in values.items()}


@dataclass(slots=True)
class RowChange:
    """One row: its key, and the columns that differ."""

    table: str
    key: RowValues
    before: RowValues | None
    after: RowValues | None

    @property
    def says_something(self) -> bool:
        """False when the row ended as it began."""
        return self.before != self.after

    def of_entry(self, entry_id: int) -> "JournalRow":
        """The journal row of it."""
        from crm.tables import JournalRow  # what only reads does without

        return JournalRow(entry_id=entry_id, table=self.table, key=self.key, before=self.before, after=self.after)


class Recorder:
    """Takes down what a session flushes; several changes of one row become one."""

    def __init__(self, session: Session) -> None:
        """Listens to `session` from now on."""
        self._changes: dict[tuple[str, str], RowChange] = {}
        self._unloaded: dict[int, RowValues] = {}
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def rows(self) -> list[RowChange]:
        """Every row that ended different from how it began, in the order in which they were first touched."""
        return [change for change in self._changes.values() if change.says_something]

    def note(self, table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Takes down one row. Both given: the columns that differ are kept."""
        if table in UNJOURNALLED:
            return
        whole = after if before is None else before
        assert whole is not None
        key = {column.name: encoded(whole[column.name]) for column in table_named(table).primary_key}
        was, became = (None if side is None else encoded_row(side) for side in (before, after))
        if was is not None and became is not None:
            differ = [
                c for c in became if c not in key and c in was and was[c] != became[c] and not is_derived(table, c)
            ]
            was, became = {c: was[c] for c in differ}, {c: became[c] for c in differ}
        self._merge(RowChange(table, key, was, became))

    def _merge(self, change: RowChange) -> None:
        at = (change.table, json.dumps(change.key, sort_keys=True))
        earlier = self._changes.get(at)
        if earlier is None:
            self._changes[at] = change
        elif earlier.before is None and change.after is None:
            del self._changes[at]
        elif change.after is None:
            # `change.before` is the whole row as it stood now; what this unit changed in it goes back to how it began
            earlier.before = {**(change.before or {}), **(earlier.before or {})}
            earlier.after = None
        else:
            earlier.before = None if earlier.before is None else {**(change.before or {}), **earlier.before}
            earlier.after = {**(earlier.after or {}), **change.after}

    def _before_flush(self, session: Session, _context: object, _instances: object) -> None:
        """Reads old values that were never loaded: after the flush nobody knows them any more."""
        for row in session.dirty:
            state = inspect(row)
            if any(value is NO_VALUE for value in state.committed_state.values()):
                table = state.mapper.local_table
                where = [column == value for column, value in zip(table.primary_key, state.identity, strict=True)]
                found = session.connection().execute(sa.select(table).where(*where)).mappings().one()
                self._unloaded[id(row)] = dict(found)

    def _after_flush(self, session: Session, _context: object) -> None:
        for row in session.new:
            self.note(_table(row), None, _values(row))
        for row in session.dirty:
            after = _values(row)
            self.note(_table(row), {**after, **_old_values(row, self._unloaded.get(id(row), {}))}, after)
        for row in session.deleted:
            values = _values(row)
            self.note(_table(row), {**values, **_old_values(row, self._unloaded.get(id(row), {}))}, None)
        self._unloaded.clear()


def _table(row: object) -> str:
    name: str = inspect(row).mapper.local_table.name
    return name


def _columns(row: object) -> Iterable[tuple[str, str]]:
    for attribute in inspect(row).mapper.column_attrs:
        yield attribute.key, attribute.columns[0].name


def _values(row: object) -> RowValues:
    return {column: getattr(row, key) for key, column in _columns(row)}


def _old_values(row: object, unloaded: Mapping[str, Any]) -> RowValues:
    committed = inspect(row).committed_state
    return {
        column: unloaded.get(column) if committed[key] is NO_VALUE else committed[key]
        for key, column in _columns(row)
        if key in committed
    }
