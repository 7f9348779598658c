"""Taking a whole import back, but for the people somebody has worked with since: those stay, and are named."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import col, select

from crm.database.batches import batched
from crm.journal_rows import decoded
from crm.services import folding
from crm.tables import JournalEntry, JournalRow
from crm.tables.core import ACQUAINTANCE, ACTIVITY, ENTITY, LEAD, NETWORK, PERSON, ROLE, SEARCH_TEXT
from crm.tables.crawled import SIGHTING
from crm.tables.who_is_who import CONTACT_IMPORT
from crm.unit_of_work import Work
from crm.words import EntityKind


def import_of(rows: Iterable[JournalRow]) -> int | None:
    """The import that an action made, by its rows in the journal; None when it was no import."""
    made = (row.key["id"] for row in rows if row.table == CONTACT_IMPORT.name and row.before is None)
    return next(made, None)


def take_back(work: Work, entry: JournalEntry, rows: Sequence[JournalRow], import_id: int) -> list[str]:
    """Takes back all that the import brought, and returns the names of the people who stay.

    Somebody stays with all that the import said of them when another action since has touched them: their values,
    roles, lead, basis or a merge. What a page or another import says stays on that ground.
    """
    connection = work.session.connection()
    worked_with = _worked_with(work, entry)
    people = _people(connection, import_id)
    kept = sorted(people & worked_with)
    taken = sorted(people - worked_with)
    _take_back_leads(connection, rows, worked_with)
    _take_back_ties(connection, rows, import_id, worked_with)
    left = _take_back_sightings(connection, rows, import_id, taken)
    _drop_unsaid(connection, left)
    _drop_unsaid(connection, _schools(connection, import_id))
    _take_back_import(connection, import_id)
    work.session.expire_all()
    standing = [
        id_ for some in batched(left) for id_ in connection.scalars(sa.select(ENTITY.c.id).where(ENTITY.c.id.in_(some)))
    ]
    folding.refold(work.session, standing)
    return _names(connection, kept)


def _worked_with(work: Work, entry: JournalEntry) -> set[int]:
    """People whom another action since has touched."""
    later = (
        select(JournalRow)
        .join(JournalEntry, col(JournalEntry.id) == col(JournalRow.entry_id))
        .where(col(JournalEntry.id) > entry.id, col(JournalEntry.undone_at).is_(None))
    )
    pointing: dict[str, set[int]] = {}
    found: set[int] = set()
    for row in work.session.exec(later):
        for side in (row.before, row.after):
            for name in ("person_id", "entity_id", "lead_id"):
                if side and isinstance(side.get(name), int):
                    pointing.setdefault(name, set()).add(side[name])
        number = row.key.get("id")
        if isinstance(number, int):
            pointing.setdefault(row.table, set()).add(number)
        if isinstance(row.key.get("person_id"), int):
            found.add(row.key["person_id"])
    found |= pointing.get("person_id", set())
    return found | _people_behind(work.session.connection(), pointing)


def _people_behind(connection: Connection, pointing: dict[str, set[int]]) -> set[int]:
    """The people whom sightings, roles, leads and activities of these numbers are of."""
    found: set[int] = set()
    entities = pointing.get("entity_id", set()) | pointing.get("entity", set()) | pointing.get("person", set())
    entities |= pointing.get("role", set())
    entities |= _column(connection, SIGHTING.c.entity_id, SIGHTING.c.id, pointing.get("sighting", set()))
    leads = pointing.get("lead_id", set()) | pointing.get("lead", set())
    leads |= _column(connection, ACTIVITY.c.lead_id, ACTIVITY.c.id, pointing.get("activity", set()))
    found |= _column(connection, LEAD.c.person_id, LEAD.c.id, leads)
    found |= _column(connection, ROLE.c.person_id, ROLE.c.id, entities)
    return found | _column(connection, PERSON.c.id, PERSON.c.id, entities)


def _column(connection: Connection, wanted: sa.Column[Any], key: sa.Column[Any], ids: set[int]) -> set[int]:
    return {
        found
        for some in batched(sorted(ids))
        for found in connection.scalars(sa.select(wanted).where(key.in_(some)))
        if found is not None
    }


def _people(connection: Connection, import_id: int) -> set[int]:
    said = sa.select(SIGHTING.c.entity_id).where(
        SIGHTING.c.import_id == import_id, SIGHTING.c.kind == EntityKind.PERSON.value
    )
    tied = sa.select(ACQUAINTANCE.c.person_id).where(ACQUAINTANCE.c.import_id == import_id)
    return {*connection.scalars(said), *connection.scalars(tied)}


def _schools(connection: Connection, import_id: int) -> list[int]:
    """Schools that the import put on the map and at which nobody is left; without their sighting."""
    made = sa.select(SIGHTING.c.entity_id).where(
        SIGHTING.c.import_id == import_id, SIGHTING.c.kind == EntityKind.INSTITUTION.value
    )
    peopled = sa.select(PERSON.c.institution_id).where(PERSON.c.institution_id.is_not(None))
    empty = [int(found) for found in connection.scalars(made.where(SIGHTING.c.entity_id.not_in(peopled)))]
    for some in batched(empty):
        connection.execute(sa.delete(SIGHTING).where(SIGHTING.c.import_id == import_id, SIGHTING.c.entity_id.in_(some)))
    return empty


def _take_back_leads(connection: Connection, rows: Sequence[JournalRow], worked_with: set[int]) -> None:
    """Deletes the leads and activities that the import made, of whom nobody works with."""
    made = {
        name: {row.key["id"] for row in rows if row.table == name and row.before is None}
        for name in ("lead", "activity")
    }
    for some in batched(sorted(made["activity"])):
        theirs = sa.select(LEAD.c.id).where(LEAD.c.person_id.in_(sorted(worked_with)))
        connection.execute(sa.delete(ACTIVITY).where(ACTIVITY.c.id.in_(some), ACTIVITY.c.lead_id.not_in(theirs)))
    for some in batched(sorted(made["lead"])):
        connection.execute(sa.delete(LEAD).where(LEAD.c.id.in_(some), LEAD.c.person_id.not_in(sorted(worked_with))))


def _take_back_ties(connection: Connection, rows: Sequence[JournalRow], import_id: int, worked_with: set[int]) -> None:
    """Puts acquaintances back as they were before, or away where the import made them."""
    for row in rows:
        if row.table != ACQUAINTANCE.name or row.before is None:
            continue
        number = row.key["id"]
        person = connection.scalar(sa.select(ACQUAINTANCE.c.person_id).where(ACQUAINTANCE.c.id == number))
        if person is not None and person not in worked_with:
            values = {name: decoded(ACQUAINTANCE.c[name], value) for name, value in row.before.items()}
            connection.execute(sa.update(ACQUAINTANCE).where(ACQUAINTANCE.c.id == number).values(**values))
    connection.execute(
        sa.delete(ACQUAINTANCE).where(
            ACQUAINTANCE.c.import_id == import_id, ACQUAINTANCE.c.person_id.not_in(sorted(worked_with))
        )
    )


def _take_back_sightings(
    connection: Connection, rows: Sequence[JournalRow], import_id: int, taken: Sequence[int]
) -> list[int]:
    """Deletes what the import said of `taken` and their roles, and lets stand again what it had replaced."""
    touched: list[int] = [*taken]
    for some in batched(taken):
        touched += connection.scalars(sa.select(ROLE.c.id).where(ROLE.c.person_id.in_(some)))
    mine = set(touched)
    for some in batched(touched):
        connection.execute(sa.delete(SIGHTING).where(SIGHTING.c.import_id == import_id, SIGHTING.c.entity_id.in_(some)))
    for row in rows:
        if row.table == SIGHTING.name and row.before is not None:
            number = row.key["id"]
            entity = connection.scalar(sa.select(SIGHTING.c.entity_id).where(SIGHTING.c.id == number))
            if entity in mine:
                values = {name: decoded(SIGHTING.c[name], value) for name, value in row.before.items()}
                connection.execute(sa.update(SIGHTING).where(SIGHTING.c.id == number).values(**values))
        elif row.table == PERSON.name and row.before is not None and row.key["id"] in mine:
            values = {name: decoded(PERSON.c[name], value) for name, value in row.before.items()}
            connection.execute(sa.update(PERSON).where(PERSON.c.id == row.key["id"]).values(**values))
    return touched


def _drop_unsaid(connection: Connection, ids: Sequence[int]) -> None:
    """Deletes those that nothing says any more."""
    said = sa.select(SIGHTING.c.entity_id)
    for some in batched(ids):
        connection.execute(sa.delete(SEARCH_TEXT).where(SEARCH_TEXT.c.id.in_(some), SEARCH_TEXT.c.id.not_in(said)))
        connection.execute(sa.delete(ENTITY).where(ENTITY.c.id.in_(some), ENTITY.c.id.not_in(said)))


def _take_back_import(connection: Connection, import_id: int) -> None:
    """Takes the import itself away once nothing points at it, and its network when no import of it is left."""
    for pointing in (SIGHTING, ACQUAINTANCE):
        if connection.scalar(sa.select(pointing.c.id).where(pointing.c.import_id == import_id).limit(1)):
            return
    network = connection.scalar(sa.select(CONTACT_IMPORT.c.network_id).where(CONTACT_IMPORT.c.id == import_id))
    connection.execute(sa.delete(CONTACT_IMPORT).where(CONTACT_IMPORT.c.id == import_id))
    others = sa.select(CONTACT_IMPORT.c.id).where(CONTACT_IMPORT.c.network_id == network)
    if network is not None and connection.scalar(others.limit(1)) is None:
        connection.execute(sa.delete(NETWORK).where(NETWORK.c.id == network))


def _names(connection: Connection, people: Sequence[int]) -> list[str]:
    return [
        name
        for some in batched(people)
        for name in connection.scalars(
            sa.select(PERSON.c.name).where(PERSON.c.id.in_(some)).order_by(PERSON.c.sort_key)
        )
    ]
