"""What the map already holds of a school, as resolution needs it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from crm.tables.core import CONTACT_BASIS, COURSE, ENTITY, INSTITUTION, LEAD, PERSON, PROGRAMME, ROLE, UNIT
from crm.tables.crawled import SIGHTING
from crm.tables.who_is_who import KEPT_APART, MERGE
from crm.words import Basis, EntityKind, Method, Target

CRAWL = "crawl"
"""Who says on what basis somebody may be mailed, where a page's own words do and no person."""

RESOLVED_KINDS = (EntityKind.UNIT, EntityKind.PROGRAMME, EntityKind.COURSE, EntityKind.PERSON)
"""What mentions are resolved to; roles follow from whom and of what."""


@dataclass(slots=True)
class KnownThing:
    """An entity with what is said of it now (by other sources and by hand), and what ever was."""

    id: int
    kind: EntityKind
    identity: str
    gone: bool
    touched: bool
    says_now: list[dict[str, Any]] = field(default_factory=list)
    says_once: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Known:
    """The entities of one school, and the sightings of one of its sources."""

    domain: str
    things: dict[EntityKind, list[KnownThing]] = field(default_factory=lambda: {k: [] for k in RESOLVED_KINDS})
    by_id: dict[int, KnownThing] = field(default_factory=dict)
    anchors: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """(page, kind, mention) → the entity it was resolved to last."""
    said_before: dict[tuple[str, str, str], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    """(page, kind, mention) → all it ever said."""
    live: dict[tuple[str, str, str, str], Row[Any]] = field(default_factory=dict)
    """Sightings of the source that stand, by page, kind, mention and method."""
    roles: dict[tuple[int, str, int, str | None], int] = field(default_factory=dict)
    """(person, kind, of what, school year) → the role."""
    identities: set[str] = field(default_factory=set)
    elsewhere: list[int] = field(default_factory=list)
    """People the source speaks of who stand at another school."""


def entity_ids(institution_id: int) -> sa.CompoundSelect[Any]:
    """Select of the ids of all that belongs to a school, itself and its people's roles included."""
    own = [sa.select(t.c.id).where(t.c.institution_id == institution_id) for t in (UNIT, PROGRAMME, COURSE, PERSON)]
    roles = sa.select(ROLE.c.id).join(PERSON, PERSON.c.id == ROLE.c.person_id)
    return sa.union_all(
        sa.select(INSTITUTION.c.id).where(INSTITUTION.c.id == institution_id),
        *own,
        roles.where(PERSON.c.institution_id == institution_id),
    )


def known_ids(source_id: int, institution_id: int) -> sa.CompoundSelect[Any]:
    """`entity_ids`, and whom the source spoke of who is at another school now, with their roles."""
    spoken_of = sa.select(SIGHTING.c.entity_id).where(
        SIGHTING.c.source_id == source_id, SIGHTING.c.kind == str(EntityKind.PERSON)
    )
    elsewhere = sa.select(PERSON.c.id).where(
        PERSON.c.id.in_(spoken_of), PERSON.c.institution_id.is_distinct_from(institution_id)
    )
    return sa.union_all(
        *entity_ids(institution_id).selects,
        elsewhere,
        sa.select(ROLE.c.id).where(ROLE.c.person_id.in_(elsewhere)),
    )


def load(connection: Connection, *, source_id: int, institution_id: int, domain: str) -> Known:
    """What the map holds of the school `institution_id`, seen from the source `source_id`."""
    known = Known(domain)
    ids = known_ids(source_id, institution_id).subquery()
    touched = _touched(connection, ids)
    entities = sa.select(ENTITY).where(ENTITY.c.id.in_(sa.select(ids.c.id))).order_by(ENTITY.c.id)
    for row in connection.execute(entities):
        known.identities.add(row.identity)
        if row.kind in RESOLVED_KINDS:
            thing = KnownThing(row.id, row.kind, row.identity, row.gone_on is not None, row.id in touched)
            known.things[row.kind].append(thing)
            known.by_id[row.id] = thing
    seen = sa.select(SIGHTING).where(SIGHTING.c.entity_id.in_(sa.select(ids.c.id)))
    _place(known, connection.execute(seen.order_by(SIGHTING.c.last_seen, SIGHTING.c.id)), source_id)
    for row in connection.execute(sa.select(ROLE).where(ROLE.c.id.in_(sa.select(ids.c.id))).order_by(ROLE.c.id)):
        known.roles[row.person_id, str(row.kind), row.of_id, row.school_year] = row.id
    there = sa.select(PERSON.c.id).where(
        PERSON.c.id.in_(sa.select(ids.c.id)), PERSON.c.institution_id.is_distinct_from(institution_id)
    )
    known.elsewhere = list(connection.scalars(there.order_by(PERSON.c.id)))
    return known


def _place(known: Known, sightings: sa.CursorResult[Any], source_id: int) -> None:
    """Hands the sightings, oldest first, to the things they are about."""
    for row in sightings:
        own = row.source_id == source_id
        if own:
            known.anchors[row.page, row.kind, row.mention] = row.entity_id
            known.said_before[row.page, row.kind, row.mention].append(row.says)
            if row.ended_on is None:
                known.live[row.page, row.kind, row.mention, str(row.method)] = row
        thing = known.by_id.get(row.entity_id)
        if thing is None:
            continue
        if row.method is Method.MANUAL and row.mention != ADDED:
            thing.says_now.append({name: value for name, value in row.says.items() if name != "name"})
        elif own or row.ended_on is not None:
            thing.says_once.append(row.says)
        else:
            thing.says_now.append(row.says)


ADDED = "added"
"""Mention of a manual sighting that put the thing itself on the map; other manual ones correct a value of it."""


def _touched(connection: Connection, ids: sa.Subquery) -> set[int]:
    """What a person works with: leads, values typed or imported, targets, a basis that somebody gave, who is who."""
    ground = sa.or_(CONTACT_BASIS.c.basis != Basis.NONE, CONTACT_BASIS.c.objected)
    found = [
        sa.select(MERGE.c.kept_id),
        sa.select(KEPT_APART.c.a_id),
        sa.select(KEPT_APART.c.b_id),
        sa.select(LEAD.c.person_id),
        sa.select(SIGHTING.c.entity_id).where(SIGHTING.c.source_id.is_(None)),
        sa.select(CONTACT_BASIS.c.person_id).where(CONTACT_BASIS.c.by != CRAWL, ground),
        *(sa.select(t.c.id).where(t.c.target != Target.UNDECIDED) for t in (UNIT, PROGRAMME, COURSE)),
    ]
    every = sa.union(*found).subquery()
    return set(connection.scalars(sa.select(every).where(every.c[0].in_(sa.select(ids.c.id)))))
