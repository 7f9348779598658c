"""Who goes into an export, who stays out of it and why, and what is said of each."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from crm import names
from crm.clock import Clock
from crm.database.batches import batched
from crm.messages.bounces import bounced_of
from crm.query import parse
from crm.tables import Sighting
from crm.text import fold
from crm.views.contacts import ContactRow, contact_ids, contact_rows
from crm.words import Basis, RoleKind, Stage

LONGEST_LOCAL_PART = 64
"""Characters before the @ (RFC 5321, 4.5.3.1.1)."""


class LeftOut(StrEnum):
    """Why somebody is not in an export, weightiest first; each person is counted once."""

    OBJECTED = "objected"
    DO_NOT_CONTACT = "do_not_contact"
    NO_BASIS = "no_basis"
    NO_EMAIL = "no_email"
    INVALID_EMAIL = "invalid_email"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One person as every format gets them; each format says it its own way."""

    id: int
    name: str
    titles: str
    given: str
    prefix: str
    surname: str
    email: str
    school: str
    roles: tuple[RoleKind, ...]
    courses: tuple[str, ...]
    stage: Stage
    basis: Basis
    page: str
    """Where the e-mail address was published, or "by hand"."""
    seen_on: date | None


@dataclass(slots=True)
class Selection:
    """The people of an export as they are read, with those left out counted on the way."""

    session: Session
    ids: Sequence[int]
    bases: frozenset[Basis]
    left_out: dict[LeftOut, int] = field(default_factory=lambda: dict.fromkeys(LeftOut, 0))
    written: int = 0

    def lines(self) -> Iterator[ExportLine]:
        """Everybody who may be in it, in order."""
        for some in batched(self.ids):
            rows = []
            found = contact_rows(self.session, some)
            lost = bounced_of(self.session, [row.email for row in found if row.email])
            for row in found:
                reason = _left_out(row, self.bases, lost)
                if reason is None:
                    rows.append(row)
                else:
                    self.left_out[reason] += 1
            published = _published(self.session, rows)
            for row in rows:
                self.written += 1
                yield _line(row, *published.get(row.id, ("", None)))


def selection(session: Session, query: str, bases: frozenset[Basis], *, clock: Clock, me: str) -> Selection:
    """The people that fit `query`, by name, of whom those on one of `bases` may be in the export.

    Raises QueryError.
    """
    return Selection(session, contact_ids(session, parse(query), clock=clock, me=me), bases)


def _left_out(row: ContactRow, bases: frozenset[Basis], lost: Container[str]) -> LeftOut | None:
    if row.stage is Stage.DO_NOT_CONTACT:
        return LeftOut.DO_NOT_CONTACT
    if row.basis not in bases:
        return LeftOut.NO_BASIS
    if not row.email:
        return LeftOut.NO_EMAIL
    if not is_address(row.email):
        return LeftOut.INVALID_EMAIL
    return LeftOut.BOUNCED if row.email.lower() in lost else None


@lru_cache(maxsize=10_000)
def _is_domain(domain: str) -> bool:
    return _validates(f"a@{domain}")


def is_address(email: str) -> bool:
    """Whether mail can be sent to `email` by its form alone; nothing is asked of a server.

    Quotes around an address pass the standard's grammar, but come from a spreadsheet and not from a person.
    """
    local, _at, domain = email.rpartition("@")
    if not local or len(local) > LONGEST_LOCAL_PART or local[0] in "'\"=+-" or local[-1] in "'\"":
        return False
    plain = local.isascii() and local.replace(".", "").replace("-", "").replace("_", "").isalnum() and ".." not in local
    if plain and not local.startswith(".") and not local.endswith("."):
        return _is_domain(domain)
    return _validates(email)


def _validates(email: str) -> bool:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _published(session: Session, rows: Sequence[ContactRow]) -> dict[int, tuple[str, date]]:
    """Person → page and day of the most trusted, then newest sighting that says their address."""
    wanted = {row.id: fold(row.email or "") for row in rows}
    statement = sa.select(
        col(Sighting.entity_id), col(Sighting.page), col(Sighting.method), col(Sighting.last_seen), col(Sighting.says)
    ).where(col(Sighting.entity_id).in_(list(wanted)), col(Sighting.ended_on).is_(None))
    best: dict[int, tuple[tuple[Any, ...], str, date]] = {}
    for found in session.connection().execute(statement):
        if fold(str(found.says.get("email") or "")) != wanted[found.entity_id]:
            continue
        rank = (found.method.rank, -found.last_seen.toordinal(), found.page)
        if found.entity_id not in best or rank < best[found.entity_id][0]:
            best[found.entity_id] = (rank, found.page, found.last_seen)
    return {person: (page, seen) for person, (_rank, page, seen) in best.items()}


def _line(row: ContactRow, page: str, seen_on: date | None) -> ExportLine:
    parts = names.parse(row.name)
    return ExportLine(
        id=row.id,
        name=row.name,
        titles=row.titles or "",
        given=(parts.call_name or parts.initials) if parts else "",
        prefix=parts.prefix if parts else "",
        surname=parts.surname if parts else row.name,
        email=row.email or "",
        school=row.institution or "",
        roles=row.roles,
        courses=row.courses,
        stage=row.stage,
        basis=row.basis,
        page=page,
        seen_on=seen_on,
    )
