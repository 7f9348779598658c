"""What somebody is typing, kept per field until it is saved: a crash loses nothing. No journal holds it."""

from sqlmodel import Session

from crm.tables import Draft
from crm.unit_of_work import Work


def keep(work: Work, about: str, text: str) -> None:
    """Keeps what is in a field now ("lead:12:log"); nothing in it lets the draft go."""
    if not text.strip():
        forget(work, about)
        return
    held = work.session.get(Draft, (work.by, about))
    if held is None:
        work.session.add(Draft(by=work.by, about=about, text=text, at=work.clock.now()))
    else:
        held.text, held.at = text, work.clock.now()
    work.session.flush()


def kept(session: Session, by: str, about: str) -> str:
    """What somebody typed in a field and never saved; nothing where there is no such."""
    held = session.get(Draft, (by, about))
    return held.text if held is not None else ""


def forget(work: Work, about: str) -> None:
    """Lets go of what was typed: it is saved, or not wanted."""
    held = work.session.get(Draft, (work.by, about))
    if held is not None:
        work.session.delete(held)
        work.session.flush()
