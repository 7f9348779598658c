"""What a colleague did with a lead while somebody was typing about it."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from crm.errors import RefusedError
from crm.language import _
from crm.tables import JournalEntry, JournalRow, table_named
from crm.unit_of_work import Work

LOOKED_THROUGH = 500
"""Rows of the journal that are looked through: more than a team writes while a form is open."""


def check_nobody_else(work: Work, leads: Collection[int], since: datetime) -> None:
    """Nothing, when nobody but who acts did anything with these leads since a moment.

    Raises RefusedError that says what was done and by whom.
    """
    rows = work.session.exec(
        select(JournalRow, JournalEntry.by, JournalEntry.what)
        .join(JournalEntry, col(JournalEntry.id) == col(JournalRow.entry_id))
        .where(JournalEntry.at > since, JournalEntry.by != work.by, col(JournalEntry.undone_at).is_(None))
        .order_by(col(JournalRow.id).desc())
        .limit(LOOKED_THROUGH)
    )
    for row, by, what in rows:
        if _lead_of(work, row) in leads:
            said = _(
                "{by} did something meanwhile: {what}. What you typed still stands here; enter does it all the same."
            )
            raise RefusedError(said.format(by=by, what=what))


def _lead_of(work: Work, row: JournalRow) -> int | None:
    """The lead a row is of. Of one that was changed only the columns that changed are kept: it is asked itself."""
    if row.table == "lead":
        return _number(row.key.get("id"))
    side = next((side for side in (row.before, row.after) if side is not None and "lead_id" in side), None)
    if side is not None:
        return _number(side["lead_id"])
    columns = table_named(row.table).c
    if "lead_id" not in columns or "id" not in row.key:
        return None
    return _number(work.session.connection().scalar(sa.select(columns.lead_id).where(columns.id == row.key["id"])))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
