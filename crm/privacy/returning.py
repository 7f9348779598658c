"""Erasing again whoever is back: a copy of the database was put back that is older than their erasure."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from crm.clock import Clock
from crm.database import restoring
from crm.database.backup import Progress
from crm.language import _
from crm.privacy import archive, cleaning, incoming, suppression
from crm.privacy.cutting import Theirs
from crm.privacy.erasing import erase_rows
from crm.privacy.subjects import Subject, subject
from crm.privacy.suppression import places_of
from crm.tables import all_tables
from crm.tables.core import INSTITUTION, PERSON
from crm.tables.crawled import SIGHTING
from crm.unit_of_work import reading, unit_of_work
from crm.words import EntityKind

BY = "privacy"
"""Who erases again."""


def restore(engine: Engine, file: Path, *, clock: Clock, progress: Progress | None = None) -> int:
    """Puts a copy back in place of the database, without whoever was erased since it was made.

    They are erased in the copy before it takes the place, so that nothing that happens in between brings them back.
    Gives how many. Raises as `crm.database.restoring.restore` does, and KeyMissingError, before anything is replaced.
    """
    if suppression.kept_beside_key():
        suppression.usable_key()
    again: list[int] = []
    restoring.restore(engine, file, progress, last=lambda ready: again.append(apply_again(ready, clock=clock)))
    return sum(again)


def apply_again(engine: Engine, *, clock: Clock) -> int:
    """Erases everybody of the suppression list who stands in the database all the same, and cuts them out of texts.
    Gives how many.

    Raises KeyMissingError.
    """
    with unit_of_work(engine, by=BY, clock=clock, journalled=False) as work:
        suppression.keep_beside_key(work.session.connection())
    with reading(engine) as session:
        returned = list(_returned(session.connection()))
    for who in returned:
        theirs = Theirs(who)
        pages = archive.pages_with(engine, theirs)
        with unit_of_work(engine, by=BY, clock=clock) as work:
            done = erase_rows(work, who, pages)
            work.log({"erased": done.rows})
            work.cannot_be_undone()
            work.words[:] = [_("An erasure was done again, after an older copy was put back")]
        cleaning.clean_logs(theirs)
    with unit_of_work(engine, by=BY, clock=clock, journalled=False) as work:
        cut = incoming.cut_rows(work.session.connection())
    if returned or cut:
        cleaning.clean(engine, {table.name for table in all_tables()})
    return len(returned)


def _returned(connection: Connection) -> Iterator[Subject]:
    """Those on the list: by an address; by name where they have no other address."""
    listed = suppression.load(connection)
    if not listed:
        return
    everybody = (
        sa.select(PERSON, INSTITUTION.c.domain.label("school"), INSTITUTION.c.name.label("called"))
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .order_by(PERSON.c.id)
    )
    said = _addresses(connection)
    for row in connection.execute(everybody).all():
        emails, profiles, pages = ([value] if value else [] for value in (row.email, row.profile, row.url))
        by_name = not emails and not profiles and listed.has_name(row.name, places_of(row.school, row.called))
        if by_name or listed.has_address(emails, profiles, pages) or any(map(listed.has_email, said.get(row.id, ()))):
            yield subject(connection, row.id)


def _addresses(connection: Connection) -> dict[int, set[str]]:
    """The e-mail addresses that anything ever said of each person, besides the one they are known by now."""
    said = sa.select(SIGHTING.c.entity_id, SIGHTING.c.says).where(SIGHTING.c.kind == EntityKind.PERSON.value)
    found: dict[int, set[str]] = {}
    for row in connection.execute(said):
        emails = [row.says.get("email"), *(row.says.get("emails") or [])]
        found.setdefault(row.entity_id, set()).update(each for each in emails if each)
    return found
