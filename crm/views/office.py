"""Who works at the office, as far as the database knows: there are no accounts."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from crm.tables import Away, Lead, OfficeRole


def colleagues(session: Session) -> list[str]:
    """Everybody who has a lead, was away, covered for somebody or has a right, by name; one spelling each.

    Of two spellings that differ by capitals alone the one on a lead is kept, else the one with a capital.
    """
    columns = (col(Lead.owner), col(Away.who), col(Away.cover), col(OfficeRole.name))
    names = (name for column in columns for name in sorted(session.exec(select(column).distinct())))
    return sorted(_once(names), key=str.casefold)


def _once(names: Iterable[str]) -> Iterable[str]:
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(name.casefold(), name)
    return found.values()
