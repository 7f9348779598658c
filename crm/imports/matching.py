"""Who of the rows and of the database are one person for certain: asked of the one matcher there is."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.identity import Bearer, bearer, groups, pairs
from crm.imports.contact import Contact
from crm.imports.plan import Entry
from crm.schools import BY_NAME
from crm.tables.core import INSTITUTION, PERSON, UNIT

Decided = tuple[int | None, int]
"""A person of the database, or None and the number of a group of rows."""


def decided(session: Session, entries: Sequence[Entry]) -> list[Decided]:
    """Each row's person: of the database, or that of the first row that speaks of them."""
    if not entries:
        return []
    rows = [row_bearer(-place, entry) for place, entry in enumerate(entries, start=1)]
    held = groups(pairs([*_people(session.connection()), *rows]))
    found: list[Decided] = []
    for place, _entry in enumerate(entries, start=1):
        root = held.get(-place, -place)
        found.append((root, 0) if root > 0 else (None, -root))
    return found


def contact_bearer(number: int, contact: Contact) -> Bearer:
    """A row as the matcher takes it, before its school is known."""
    return bearer(
        number,
        contact.name,
        schools=[text for text in (contact.school or contact.organisation,) if text],
        emails=contact.emails,
    )


def row_bearer(number: int, entry: Entry) -> Bearer:
    """A row as the matcher takes it."""
    contact = entry.contact
    unit = entry.says.get("unit")
    return bearer(
        number,
        contact.name,
        schools=(_school(entry.place.domain, entry.place.name),) if entry.place is not None else (),
        units=(unit,) if unit else (),
        roles=(contact.role,) if contact.role else (),
        emails=contact.emails,
        phones=(contact.phone,) if contact.phone else (),
        profiles=(contact.profile,) if contact.profile else (),
    )


def _school(domain: str, name: str) -> str:
    return name if domain.startswith(BY_NAME) else domain


def _people(connection: Connection) -> list[Bearer]:
    chosen = (
        sa.select(PERSON, INSTITUTION.c.domain, INSTITUTION.c.name.label("school"), UNIT.c.name.label("unit"))
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id)
        .order_by(PERSON.c.id)
    )
    return [
        bearer(
            row.id,
            row.name,
            schools=(_school(row.domain, row.school),) if row.domain else (),
            units=(row.unit,) if row.unit else (),
            emails=(row.email,) if row.email else (),
            phones=(row.phone,) if row.phone else (),
            profiles=[text for text in (row.profile, row.url) if text],
        )
        for row in connection.execute(chosen)
    ]
