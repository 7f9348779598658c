"""A school's year as it stands: what it typed itself, and the usual pattern for the rest."""

from typing import Any

from sqlmodel import Session

from crm.calendar.reading import calendar_of


def school_year_json(session: Session, institution_id: int, year: str) -> list[dict[str, Any]]:
    """The stretches of the school year "2026-2027" in order, each with whether it is the school's `own`."""
    return [
        {
            "kind": one.kind.value,
            "name": one.name,
            "starts": one.starts.isoformat(),
            "ends": one.ends.isoformat(),
            "own": one.own,
        }
        for one in calendar_of(session, institution_id).year(int(year[:4]))
    ]
