"""Making entities: what a crawl finds for the first time gets a number and an identity of its own."""

from datetime import date
from itertools import count

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.services import person_names
from crm.services.identification import Identified
from crm.services.known import Known
from crm.statements import SchoolSaid
from crm.tables.core import ENTITY, table_of
from crm.text import fold
from crm.words import EntityKind


def new_entities(connection: Connection, kind: EntityKind, identities: list[str], on: date) -> list[int]:
    """The ids of new entities under these identities, in their order."""
    if not identities:
        return []
    rows = [
        {"kind": kind, "identity": identity, "first_seen": on, "last_seen": on, "in_review": False}
        for identity in identities
    ]
    made = sa.insert(ENTITY).returning(ENTITY.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(made, rows))


def name_entities(
    connection: Connection, known: Known, things: list[Identified], institution_id: int, said: SchoolSaid
) -> None:
    """Gives the new ones of `things` an entity, and every mention its own."""
    new = [thing for thing in things if thing.entity_id is None]
    if new:
        kind = new[0].kind
        ids = new_entities(connection, kind, [_identity(known, t, said.domain) for t in new], said.on)
        rows = []
        for thing, entity_id in zip(new, ids, strict=True):
            thing.entity_id = entity_id
            name = _some_name(thing)
            rows.append({"id": entity_id, "institution_id": institution_id, "name": name, "sort_key": fold(name)})
        connection.execute(sa.insert(table_of(kind)), rows)
    for thing in things:
        for mention in thing.mentions:
            mention.entity_id = thing.entity_id


def _some_name(thing: Identified) -> str:
    names = sorted(str(m.says.get("name") or m.says.get("code") or "") for m in thing.mentions)
    return next((name for name in names if name), thing.mentions[0].name)


def _identity(known: Known, thing: Identified, domain: str) -> str:
    """One text for one thing: by the surest it has, numbered where another thing has it already."""
    facts = thing.group.facts
    names = facts.names
    if thing.kind is EntityKind.PERSON:
        names = frozenset(person_names.full_key(name) for name in names)
    keys: dict[str, frozenset[str]] = {"code": facts.codes, "email": facts.emails, "url": facts.urls, "name": names}
    for word, values in keys.items():
        if values:
            stem = f"{thing.kind}:{domain}:{word}:{min(values)}"
            break
    else:
        stem = f"{thing.kind}:{domain}:{thing.mentions[0].name}"
    for number in count(1):
        identity = stem if number == 1 else f"{stem}#{number}"
        if identity not in known.identities:
            known.identities.add(identity)
            return identity
    raise AssertionError("count() never ends")
