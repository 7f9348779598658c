"""Taking back: the last action of whoever asks, row by row, unless something has touched its rows since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.errors import UndoError
from crm.imports import undoing
from crm.journal_rows import UNJOURNALLED, decoded, encoded_row, is_derived
from crm.language import _
from crm.tables import Activity, Entity, JournalEntry, JournalRow, Lead, all_tables, table_named
from crm.unit_of_work import Work
from crm.words import ActivityKind


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the number of the action, its sentence, and the tables it had touched."""

    action: int
    what: str
    kept: tuple[str, ...] = ()
    """Of an import: the people who stay, since somebody has worked with them."""
    tables: frozenset[str] = frozenset()
    """The tables whose rows it changed."""


def undo(work: Work, action: int | None = None) -> Undone:
    """Takes back the last action of `work.by` that is not yet undone, or `action`; the undo itself is no action.

    An action that changed no row (an export) is passed by. An import is taken back whole, but for the people somebody
    has worked with since. Raises UndoError when there is none, when it cannot be
    taken back, or when somebody has touched its rows since, saying who and what.
    """
    entry = _last_entry(work) if action is None else _entry(work, action)
    assert entry.id is not None
    if not entry.reversible:
        raise UndoError(_("“{what}” cannot be taken back.").format(what=entry.what))
    newest_first = select(JournalRow).where(JournalRow.entry_id == entry.id).order_by(col(JournalRow.id).desc())
    rows = list(work.session.exec(newest_first))
    kept: list[str] = []
    import_id = undoing.import_of(rows)
    if import_id is not None:
        kept = undoing.take_back(work, entry, rows, import_id)
    else:
        _take_back_rows(work, entry, rows)
    entry.undone_at = work.clock.now()
    work.session.flush()
    work.session.expire_all()
    if import_id is None:
        _make_again(work, rows)
    if _OF_OFFERS & {row.table for row in rows}:
        from crm.services.capacity import refuse_over_capacity

        refuse_over_capacity(work, entry.what)
    return Undone(entry.id, entry.what, tuple(kept), frozenset(row.table for row in rows))


_OF_OFFERS = {"agreement", "proposal", "sprint"}
"""Tables of which a row put back may take a place that somebody else took since."""


def _take_back_rows(work: Work, entry: JournalEntry, rows: list[JournalRow]) -> None:
    for row in rows:
        _refuse_if_touched(work.session, entry, row)
    _refuse_if_built_upon(work.session, entry, rows)
    for row in rows:
        _take_back(work.session, row)


def _last_entry(work: Work) -> JournalEntry:
    changed_rows = sa.exists().where(col(JournalRow.entry_id) == col(JournalEntry.id))
    entry = work.session.exec(
        select(JournalEntry)
        .where(JournalEntry.by == work.by, col(JournalEntry.undone_at).is_(None), changed_rows)
        .order_by(col(JournalEntry.id).desc())
    ).first()
    if entry is None:
        raise UndoError(_("There is nothing of {name} to take back.").format(name=work.by))
    return entry


def _entry(work: Work, action: int) -> JournalEntry:
    entry = work.session.get(JournalEntry, action)
    if entry is None:
        raise UndoError(_("There is no action {id}: `werkplaats journal` lists them.").format(id=action))
    if entry.undone_at is not None:
        raise UndoError(_("“{what}” was taken back already.").format(what=entry.what))
    return entry


def _where(table: sa.Table, key: Mapping[str, Any]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == decoded(table.c[name], value) for name, value in key.items()]


def _current(session: Session, row: JournalRow) -> dict[str, Any] | None:
    table = table_named(row.table)
    found = session.connection().execute(sa.select(table).where(*_where(table, row.key))).mappings().first()
    return None if found is None else encoded_row(dict(found))


def _refuse_if_touched(session: Session, entry: JournalEntry, row: JournalRow) -> None:
    now = _current(session, row)
    if now is None and row.before is not None and row.after is not None and row.table in _CRAWLED:
        return
    if row.after is None or now is None:
        if (row.after is None) == (now is None):
            return
    elif all(now.get(c) == value for c, value in row.after.items() if not is_derived(row.table, c)):
        return
    raise UndoError(_touched(session, entry, row.table, row.key))


_CRAWLED = {"sighting", "role"}
"""Tables from which a crawl takes rows: what an action changed in one that is no more needs no taking back."""


def _touched(session: Session, entry: JournalEntry, table: str, key: Mapping[str, Any]) -> str:
    """The sentence that says who touched a row after `entry`, and what they did."""
    later = session.exec(
        select(JournalEntry, JournalRow)
        .join(JournalRow, col(JournalRow.entry_id) == col(JournalEntry.id))
        .where(col(JournalEntry.id) > entry.id, JournalRow.table == table, col(JournalEntry.undone_at).is_(None))
        .order_by(col(JournalEntry.id).desc())
    )
    for after, row in later:
        if row.key == key:
            return _("“{what}” cannot be taken back: {by} has changed it since (“{later}”).").format(
                what=entry.what, by=after.by, later=after.what
            )
    return _("“{what}” cannot be taken back: it has been changed since, by a crawl or another program.").format(
        what=entry.what
    )


def _refuse_if_built_upon(session: Session, entry: JournalEntry, rows: list[JournalRow]) -> None:
    """Refuses when a row this action made has since been built upon: removing it would take others' work along."""
    own = {(row.table, *_key_values(row.key)) for row in rows if row.before is None}
    pointed = {(row.table, *_key_values(row.key), name) for row in rows if row.before for name in row.after or ()}
    for row in rows:
        if row.before is not None:
            continue
        for table, name, key in _dependents(session, row):
            if (table, *_key_values(key)) not in own and (table, *_key_values(key), name) not in pointed:
                raise UndoError(_touched(session, entry, table, key))


def _key_values(key: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(key[name] for name in sorted(key))


def _dependents(session: Session, row: JournalRow) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The rows of other tables that point at `row`, by which column, and were not made from it by the program."""
    if len(row.key) != 1:
        return
    (value,) = row.key.values()
    for table in all_tables():
        if table.name in UNJOURNALLED:
            continue
        for column in table.columns:
            if _points_at(column, row.table):
                keys = sa.select(*table.primary_key).where(column == value).limit(50)
                for found in session.connection().execute(keys).mappings():
                    yield table.name, column.name, encoded_row(dict(found))


def _points_at(column: sa.Column[Any], table: str) -> bool:
    """Whether `column` alone refers to a row of `table`. A lead's key to its stage activity has three columns."""
    return any(
        key.column.table.name == table and key.constraint is not None and len(key.constraint.columns) == 1
        for key in column.foreign_keys
    )


def _take_back(session: Session, row: JournalRow) -> None:
    table = table_named(row.table)
    connection = session.connection()
    if row.before is None:
        connection.execute(sa.delete(table).where(*_where(table, row.key)))
        return
    values = {name: decoded(table.c[name], value) for name, value in row.before.items()}
    if row.after is None:
        if row.table == "entity":
            values["identity"] = _free_identity(session, values["identity"])
        connection.execute(sa.insert(table).values(**{**values, **_lost(session, table, values)}))
    else:
        connection.execute(sa.update(table).where(*_where(table, row.key)).values(**values))


def _free_identity(session: Session, identity: str) -> str:
    """The identity a thing had, numbered where a crawl has since given it to another."""
    free, number = identity, 1
    while session.exec(select(Entity.id).where(Entity.identity == free)).first() is not None:
        number += 1
        free = f"{identity}#{number}"
    return free


def _lost(session: Session, table: sa.Table, values: Mapping[str, Any]) -> dict[str, None]:
    """The columns of a row that comes back which point at what is no longer there, and may be empty."""
    lost: dict[str, None] = {}
    for column in table.columns:
        for key in column.foreign_keys:
            if column.nullable and values.get(column.name) is not None:
                there = sa.select(key.column).where(key.column == values[column.name])
                if session.connection().execute(there).first() is None:
                    lost[column.name] = None
    return lost


def _make_again(work: Work, rows: list[JournalRow]) -> None:
    """What is derived from the rows taken back: best readings, and a lead's newest contact."""
    folded = {"sighting": "entity_id", "role": "person_id"}
    entities = {
        known for row in rows if row.table in folded for known in _pointed_at(work.session, row, folded[row.table])
    }
    if any(row.table == "merge" for row in rows):
        entities |= _apart_again(work, rows)
    if entities:
        from crm.services import folding

        standing = work.session.exec(select(Entity.id).where(col(Entity.id).in_(entities)))
        folding.refold(work.session, sorted(known for known in standing if known is not None))
    leads = {known for row in rows if row.table == "activity" for known in _pointed_at(work.session, row, "lead_id")}
    for lead in work.session.exec(select(Lead).where(col(Lead.id).in_(leads))):
        lead.last_activity_on = work.session.exec(
            select(sa.func.max(Activity.on)).where(
                Activity.lead_id == lead.id,
                sa.or_(
                    col(Activity.kind).not_in([ActivityKind.STAGE, ActivityKind.NOTE]),
                    col(Activity.direction).is_not(None),
                ),
            )
        ).one()
    work.session.flush()


def _apart_again(work: Work, rows: list[JournalRow]) -> set[int]:
    """People of a merge that was taken back, once what was said since has followed whom it is about."""
    from crm.services import merges

    found: set[int] = set()
    for row in rows:
        if row.table == "merge" and row.before is None and row.after is not None:
            found |= set(merges.came_apart(work, row.after["gone_id"], row.after["kept_id"], row.after["changes"]))
    return found


def _pointed_at(session: Session, row: JournalRow, column: str) -> set[int]:
    """What `row` points at by `column`: before the action, after it, and now that it is taken back."""
    sides = (row.before, row.after, _current(session, row))
    return {side[column] for side in sides if side is not None and column in side}
