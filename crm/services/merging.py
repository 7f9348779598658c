"""Two entities turn out to be one: all that was said of the one is said of the other."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.services.known import Known
from crm.services.mentions import Mention
from crm.tables.core import ENTITY, ROLE, SEARCH_TEXT
from crm.tables.crawled import SIGHTING
from crm.words import EntityKind


def absorb(connection: Connection, known: Known, into: Mapping[int, int]) -> None:
    """Re-points the sightings and roles of each key of `into` to its value, and takes the key off the map.

    For entities nobody works with; `known` is kept in step.
    """
    for gone, kept in sorted(into.items()):
        _move_sightings(connection, gone, kept)
        _move_roles(connection, known, gone, kept)
        _drop(connection, gone)
        thing = known.by_id.pop(gone)
        known.things[thing.kind].remove(thing)


def drop_unsaid_roles(connection: Connection, known: Known) -> None:
    """Takes away the roles of which no sighting is left: what they were of is better known now."""
    said = sa.select(SIGHTING.c.entity_id).where(SIGHTING.c.kind == str(EntityKind.ROLE))
    held = set(connection.scalars(said.distinct()))
    for role_id in sorted(set(known.roles.values()) - held):
        _drop(connection, role_id)


def drop_unsaid_people(
    connection: Connection, known: Known, placed: Iterable[Mention], mentions: Iterable[Mention]
) -> None:
    """Takes away who came in by `placed` and of whom `mentions`, which are kept of these, say nothing."""
    said = {mention.entity_id for mention in mentions}
    new = {m.entity_id for m in placed if m.kind is EntityKind.PERSON and m.entity_id not in known.by_id}
    for person_id in sorted(id_ for id_ in new - said if id_ is not None):
        _drop(connection, person_id)


def _move_sightings(connection: Connection, gone: int, kept: int) -> None:
    connection.execute(sa.update(SIGHTING).where(SIGHTING.c.entity_id == gone).values(entity_id=kept))


def _move_roles(connection: Connection, known: Known, gone: int, kept: int) -> None:
    for key in [key for key in known.roles if gone in (key[0], key[2])]:
        role_id = known.roles.pop(key)
        person, of = (kept if end == gone else end for end in (key[0], key[2]))
        moved = (person, key[1], of, key[3])
        if moved in known.roles:
            _move_sightings(connection, role_id, known.roles[moved])
            _drop(connection, role_id)
            continue
        known.roles[moved] = role_id
        identity = f"role:{person}:{key[1]}:{of}:{key[3] or '-'}"
        connection.execute(sa.update(ROLE).where(ROLE.c.id == role_id).values(person_id=person, of_id=of))
        connection.execute(sa.update(ENTITY).where(ENTITY.c.id == role_id).values(identity=identity))


def _drop(connection: Connection, entity_id: int) -> None:
    connection.execute(sa.delete(SEARCH_TEXT).where(SEARCH_TEXT.c.id == entity_id))
    connection.execute(sa.delete(ENTITY).where(ENTITY.c.id == entity_id))
