"""Who wants no more mail."""

from sqlmodel import Session, select

from crm.tables import MailStop


def mail_stop_of(session: Session, person_id: int | None, email: str | None) -> MailStop | None:
    """Why no mail goes to a person, or to an address; None where it may."""
    found = session.exec(select(MailStop).where(MailStop.person_id == person_id)).first() if person_id else None
    return found or (session.get(MailStop, email.strip().lower()) if email else None)
