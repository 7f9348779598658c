"""Whom a team talks to at the business of its sprint."""

from sqlmodel import Session, select

from crm.tables import Case, OutsideContact, Person


def contact_of(session: Session, company_id: int, case_id: int | None) -> Person | None:
    """The contact of the case, else the first of the business who is still there; None where nobody is known."""
    case = session.get(Case, case_id) if case_id is not None else None
    if case is not None and case.person_id is not None:
        return session.get(Person, case.person_id)
    chosen = select(OutsideContact).where(OutsideContact.company_id == company_id)
    there = [one for one in session.exec(chosen) if one.left_on is None]
    first = min(there, key=lambda one: one.id or 0, default=None)
    return session.get(Person, first.person_id) if first is not None else None
