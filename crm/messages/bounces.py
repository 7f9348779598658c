"""Addresses at which nothing arrives."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from crm.tables import BouncedAddress
from crm.unit_of_work import Work


def bounced(session: Session, email: str) -> date | None:
    """The day on which mail to the address came back; None where none did."""
    found = session.get(BouncedAddress, email.strip().lower())
    return None if found is None else found.on


def bounced_of(session: Session, emails: Sequence[str]) -> set[str]:
    """Those of the addresses to which mail came back, in lower case."""
    wanted = [email.strip().lower() for email in emails]
    return set(session.exec(select(BouncedAddress.email).where(col(BouncedAddress.email).in_(wanted))))


def mark_bounced(work: Work, email: str, on: date, why: str) -> bool:
    """Writes down that mail to the address came back; False where that is known already."""
    address = email.strip().lower()
    if work.session.get(BouncedAddress, address) is not None:
        return False
    work.session.add(BouncedAddress(email=address, on=on, why=why, by=work.by))
    work.session.flush()
    return True
