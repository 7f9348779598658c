"""Who of the rows and of the database are one person for certain: asked of the one matcher there is."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.identity import Bearer, certain_pairs, groups, people
from crm.identity.bearer import only, phone_key, profile_key
from crm.identity.bearers import NOTHING
from crm.identity.places import place_key
from crm.identity.whole_names import addresses_differ, alone_by_name
from crm.imports.plan import Entry
from crm.schools import BY_NAME
from crm.tables.core import PERSON
from crm.text import fold

Decided = tuple[int | None, int]
"""A person of the database, or None and the number of a group of rows."""

FEW = 60
"""Rows up to which each is looked up by itself, in milliseconds, where reading everybody would take longer."""

MANY = 2_000
"""People in the database from which that holds."""


def decided(session: Session, entries: Sequence[Entry]) -> list[Decided]:
    """Each row's person: of the database, or that of the first row that speaks of them."""
    if not entries:
        return []
    connection = session.connection()
    rows = [row_bearer(-place, entry) for place, entry in enumerate(entries, start=1)]
    apart = people.apart_at_once(connection)
    among = _among(connection, rows)
    held = groups(certain_pairs([*among, *rows], apart=apart), apart)
    if among:
        _take_by_name(rows, among, held)
    found: list[Decided] = []
    for place, _entry in enumerate(entries, start=1):
        root = held.get(-place, -place)
        found.append((root, 0) if root > 0 else (None, -root))
    return found


def _take_by_name(rows: Sequence[Bearer], among: Sequence[Bearer], held: dict[int, int]) -> None:
    """Adds to `held` the rows that bear the whole name of somebody at their school, where it has no second bearer."""
    for bearing, there in alone_by_name(rows, among):
        if len({held.get(row.id, row.id) for row in bearing}) == 1:
            for row in bearing:
                if held.get(row.id, row.id) < 0 and not addresses_differ(row, there):
                    held[row.id] = held.get(there.id, there.id)


def _among(connection: Connection, rows: Sequence[Bearer]) -> list[Bearer]:
    """The people of the database that the rows may be: everybody, or of few rows those that are like one of them."""
    few = len(rows) <= FEW and (connection.scalar(sa.select(sa.func.count()).select_from(PERSON)) or 0) > MANY
    if not few:
        return people.bearers(connection)
    likely = {match.id for row in rows for match in people.matches(connection, row)}
    return people.bearers(connection, sorted(likely))


def row_bearer(number: int, entry: Entry) -> Bearer:
    """A row as the matcher takes it."""
    contact, unit, place = entry.contact, entry.says.get("unit"), entry.place
    return Bearer(
        number,
        (contact.name,),
        only(place_key(place.domain.removeprefix(BY_NAME))) if place is not None else NOTHING,
        only(fold(unit)) if unit else NOTHING,
        only(fold(contact.role)) if contact.role else NOTHING,
        frozenset([email.lower() for email in contact.emails]) if contact.emails else NOTHING,
        frozenset((number_,)) if contact.phone and (number_ := phone_key(contact.phone)) else NOTHING,
        only(profile_key(contact.profile)) if contact.profile else NOTHING,
    )
