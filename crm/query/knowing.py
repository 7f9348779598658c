"""Whom we know, and who works beside somebody we know: as selects of ids, for the query language and the way in."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crm.query.searching import has_words
from crm.tables.core import ACQUAINTANCE, ACTIVITY, ENTITY, IN_PROGRAMME, LEAD, NETWORK, PERSON, ROLE, STANDS
from crm.words import ActivityKind, Direction, EntityKind


def known_people(whose: str | None = None) -> sa.Select[Any]:
    """The ids of the people one of us knows: tied to a network, spoken with, or heard from. `whose` None: any of us.

    A name is that of the network, or of who imported it or logged the contact.
    """
    tied = sa.select(ACQUAINTANCE.c.person_id).join(NETWORK, NETWORK.c.id == ACQUAINTANCE.c.network_id)
    met = (
        sa.select(LEAD.c.person_id)
        .join(ACTIVITY, ACTIVITY.c.lead_id == LEAD.c.id)
        .where(
            sa.or_(
                ACTIVITY.c.direction == Direction.IN,
                sa.and_(
                    ACTIVITY.c.direction == Direction.OUT,
                    ACTIVITY.c.kind.in_([ActivityKind.CALL, ActivityKind.VISIT]),
                ),
            )
        )
    )
    if whose is not None:
        named = sa.func.lower(NETWORK.c.name)
        tied = tied.where(sa.or_(has_words(named, whose), sa.func.lower(NETWORK.c.owner) == whose.lower()))
        met = met.where(sa.func.lower(ACTIVITY.c.by) == whose.lower())
    either = sa.union(tied, met).subquery()
    return sa.select(either.c.person_id)


def workplaces(*, people: Sequence[int] | None = None, places: Sequence[int] | None = None) -> sa.Subquery:
    """Where each person works now: person_id, place_id, kind (course, programme or unit) and the role that says so.

    Of `people` alone, or at `places` alone, where they are given: then only their rows are read. A school alone is no
    place: that two people have one employer ties nobody to anybody.
    """
    standing = sa.and_(ENTITY.c.id == ROLE.c.id, STANDS)
    kind = sa.type_coerce(ROLE.c.of_kind, sa.String).label("kind")
    direct = sa.select(ROLE.c.person_id, ROLE.c.of_id.label("place_id"), kind, ROLE.c.id.label("role_id"))
    through = sa.select(
        ROLE.c.person_id, IN_PROGRAMME.c.programme_id, sa.literal(EntityKind.PROGRAMME.value), ROLE.c.id
    ).join(IN_PROGRAMME, IN_PROGRAMME.c.course_id == ROLE.c.of_id)
    unit = sa.literal(EntityKind.UNIT.value)
    member = sa.select(PERSON.c.id, PERSON.c.unit_id, unit, sa.cast(sa.null(), sa.Integer))
    parts = [
        (direct.join(ENTITY, standing).where(ROLE.c.of_kind != EntityKind.INSTITUTION), ROLE.c.person_id, ROLE.c.of_id),
        (through.join(ENTITY, standing), ROLE.c.person_id, IN_PROGRAMME.c.programme_id),
        (member.where(PERSON.c.unit_id.is_not(None)), PERSON.c.id, PERSON.c.unit_id),
    ]
    wanted = []
    for part, person, place in parts:
        chosen = part if people is None else part.where(person.in_(people))
        wanted.append(chosen if places is None else chosen.where(place.in_(places)))
    return sa.union_all(*wanted).subquery()


def people_near(named: "sa.ColumnElement[bool] | None" = None) -> sa.Select[Any]:
    """The ids of the people nobody knows who work beside somebody we know (of them, whom `named` fits)."""
    at = workplaces()
    own, other = at.alias("own"), at.alias("other")
    known = known_people()
    bridges = known if named is None else sa.select(PERSON.c.id).where(PERSON.c.id.in_(known), named)
    return (
        sa.select(own.c.person_id)
        .join(other, sa.and_(other.c.place_id == own.c.place_id, other.c.person_id != own.c.person_id))
        .where(other.c.person_id.in_(bridges), own.c.person_id.not_in(known))
    )
