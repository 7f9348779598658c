"""A page's own words that invite assignments are a basis for mailing the address they stand beside, and no other."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.services.known import CRAWL
from crm.tables.core import CONTACT_BASIS, PERSON
from crm.tables.crawled import SIGHTING
from crm.words import Basis, Channel


def refresh(connection: Connection, institution_id: int) -> None:
    """Gives everybody of the school whom a page invites to mail that basis, and takes it back where none does any more.

    It holds for the address that stands with the invitation: of several the one that the person has, else the newest.
    A basis that a person set, `none` included, stays as it is.
    """
    held = {row["person_id"]: row for row in connection.execute(_bases(institution_id)).mappings()}
    quoted = sa.select(SIGHTING, PERSON.c.email).join(PERSON, PERSON.c.id == SIGHTING.c.entity_id)
    quoted = quoted.where(PERSON.c.institution_id == institution_id, SIGHTING.c.ended_on.is_(None))
    invited: dict[int, dict[str, Any]] = {}
    for row in connection.execute(quoted.order_by(SIGHTING.c.last_seen.desc(), SIGHTING.c.page, SIGHTING.c.mention)):
        quote, address = row.says.get("designated_quote"), (row.says.get("email") or "").lower()
        theirs = (row.email or "").lower()
        known = invited.get(row.entity_id)
        if quote and address and (known is None or address == theirs != known["address"]):
            invited[row.entity_id] = {"evidence": quote, "page": row.page, "address": address, "on": row.first_seen}
    lapsed = [person for person, row in held.items() if row["by"] == CRAWL and person not in invited]
    for person in lapsed:
        connection.execute(sa.delete(CONTACT_BASIS).where(_of(person)))
    for person, values in sorted(invited.items()):
        basis = held.get(person)
        said = {"channel": Channel.EMAIL, "basis": Basis.DESIGNATED_ADDRESS, "by": CRAWL, **values}
        if basis is None:
            connection.execute(sa.insert(CONTACT_BASIS), [{"person_id": person, "objected": False, **said}])
        elif basis["by"] == CRAWL and any(basis[name] != values[name] for name in ("evidence", "page", "address")):
            connection.execute(sa.update(CONTACT_BASIS).where(_of(person)).values(**said))


def _of(person: int) -> sa.ColumnElement[bool]:
    return sa.and_(CONTACT_BASIS.c.person_id == person, CONTACT_BASIS.c.channel == Channel.EMAIL)


def _bases(institution_id: int) -> sa.Select[Any]:
    of_school = sa.select(CONTACT_BASIS).join(PERSON, PERSON.c.id == CONTACT_BASIS.c.person_id)
    return of_school.where(PERSON.c.institution_id == institution_id, CONTACT_BASIS.c.channel == Channel.EMAIL)
