"""What a colleague did with a lead while somebody was typing about it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from crm.errors import RefusedError
from crm.language import _
from crm.tables import JournalEntry, JournalRow
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
        if _lead_of(row.table, row.key, row.before or {}, row.after or {}) in leads:
            said = _(
                "{by} did something meanwhile: {what}. What you typed still stands here; enter does it all the same."
            )
            raise RefusedError(said.format(by=by, what=what))


def _lead_of(table: str, key: dict[str, Any], *sides: dict[str, Any]) -> int | None:
    found = key.get("id") if table == "lead" else next((side["lead_id"] for side in sides if "lead_id" in side), None)
    return found if isinstance(found, int) else None
