"""Who changed what: the journal, newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.clock import OFFICE_ZONE
from crm.tables import JournalEntry


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One action."""

    action: int
    at: datetime
    by: str
    what: str
    undone: bool


def journal(session: Session, since: date | None = None, limit: int | None = None) -> list[JournalLine]:
    """The actions from the day `since` on (the office's day), newest first."""
    statement = sa.select(
        col(JournalEntry.id),
        col(JournalEntry.at),
        col(JournalEntry.by),
        col(JournalEntry.what),
        col(JournalEntry.undone_at),
    ).order_by(col(JournalEntry.id).desc())
    if since is not None:
        statement = statement.where(col(JournalEntry.at) >= datetime.combine(since, time.min, OFFICE_ZONE))
    if limit is not None:
        statement = statement.limit(limit)
    return [
        JournalLine(action=row.id, at=row.at, by=row.by, what=row.what, undone=row.undone_at is not None)
        for row in session.connection().execute(statement)
    ]


def journal_json(lines: list[JournalLine]) -> list[dict[str, Any]]:
    """The lines in the shape of `werkplaats journal --json`."""
    return [
        {"action": line.action, "at": line.at.isoformat(), "by": line.by, "what": line.what, "undone": line.undone}
        for line in lines
    ]
