"""Who of the rows and of the database are one person for certain: asked of the one matcher there is."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.identity import Bearer, certain_pairs, groups, people
from crm.identity.bearer import only, phone_key, profile_key
from crm.identity.bearers import NOTHING
from crm.identity.places import place_key
from crm.imports.plan import Entry
from crm.names import full_key
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
    apart = people.apart(connection)
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
    """Adds to `held` the rows that bear the whole name of somebody at the same school, where it has no second bearer.

    A list and the map speak of the same people more often than not, so between them the name is enough; within one list
    it is not. Two who each have a work address, and not the same one, wait for somebody to decide.
    """
    known, named = _by_whole_name(among), _by_whole_name(rows)
    for key, bearing in named.items():
        there = known.get(key, [])
        if len(there) != 1 or len({held.get(row.id, row.id) for row in bearing}) != 1:
            continue
        for row in bearing:
            differ = row.emails and there[0].emails and not row.emails & there[0].emails
            if held.get(row.id, row.id) < 0 and not differ:
                held[row.id] = held.get(there[0].id, there[0].id)


def _by_whole_name(bearers: Sequence[Bearer]) -> dict[tuple[str, str], list[Bearer]]:
    """(call name with surname, school) → who bears it there; who has initials alone bears none."""
    found: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for each in bearers:
        whole = {full_key(name) for name in each.names if name.call_name and name.surname}
        for key in [(name, school) for name in whole for school in each.schools]:
            found[key].append(each)
    return found


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
