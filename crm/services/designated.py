"""A page's own words that invite assignments are a basis for mailing the address they stand beside."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.services.known import CRAWL
from crm.tables.core import MAIL_BASIS, PERSON
from crm.tables.crawled import SIGHTING
from crm.words import Basis


def refresh(connection: Connection, institution_id: int) -> None:
    """Gives everybody of the school whom a page invites to mail that basis, and takes it back where none does any more.

    A basis that a person set, `none` included, stays as it is.
    """
    held = {row.person_id: row for row in connection.execute(_bases(institution_id))}
    quoted = sa.select(SIGHTING).join(PERSON, PERSON.c.id == SIGHTING.c.entity_id)
    quoted = quoted.where(PERSON.c.institution_id == institution_id, SIGHTING.c.ended_on.is_(None))
    invited = {}
    for row in connection.execute(quoted.order_by(SIGHTING.c.last_seen.desc(), SIGHTING.c.page, SIGHTING.c.mention)):
        quote = row.says.get("designated_quote")
        if quote and row.says.get("email") and row.entity_id not in invited:
            invited[row.entity_id] = {"evidence": quote, "page": row.page, "on": row.first_seen}
    lapsed = [person for person, row in held.items() if row.by == CRAWL and person not in invited]
    for person in lapsed:
        connection.execute(sa.delete(MAIL_BASIS).where(MAIL_BASIS.c.person_id == person))
    for person, values in sorted(invited.items()):
        basis = held.get(person)
        said = {"basis": Basis.DESIGNATED_ADDRESS, "by": CRAWL, **values}
        if basis is None:
            connection.execute(sa.insert(MAIL_BASIS), [{"person_id": person, **said}])
        elif basis.by == CRAWL and (basis.evidence, basis.page) != (values["evidence"], values["page"]):
            connection.execute(sa.update(MAIL_BASIS).where(MAIL_BASIS.c.person_id == person).values(**said))


def _bases(institution_id: int) -> sa.Select[Any]:
    of_school = sa.select(MAIL_BASIS).join(PERSON, PERSON.c.id == MAIL_BASIS.c.person_id)
    return of_school.where(PERSON.c.institution_id == institution_id)
