"""Addresses at which nothing arrives."""

from datetime import date

from sqlmodel import Session

from crm.tables import BouncedAddress
from crm.unit_of_work import Work


def bounced(session: Session, email: str) -> date | None:
    """The day on which mail to the address came back; None where none did."""
    found = session.get(BouncedAddress, email.strip().lower())
    return None if found is None else found.on


def mark_bounced(work: Work, email: str, on: date, why: str) -> bool:
    """Writes down that mail to the address came back; False where that is known already."""
    address = email.strip().lower()
    if work.session.get(BouncedAddress, address) is not None:
        return False
    work.session.add(BouncedAddress(email=address, on=on, why=why, by=work.by))
    work.session.flush()
    return True
