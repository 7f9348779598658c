"""Whom we know here: the people of a school, unit or programme with whom something happened, the warmest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.query.knowing import known_people, workplaces
from crm.tables.core import ENTITY, PERSON, STANDS
from crm.warmth import scores
from crm.words import EntityKind

MOST = 5
"""People who are named."""


@dataclass(frozen=True, slots=True)
class KnownHere:
    """Somebody we know at a place, and how warm, 0 to 100."""

    id: int
    name: str
    warmth: int


def known_among(session: Session, people: sa.Select[Any], today: date) -> tuple[KnownHere, ...]:
    """Those of `people` (a select of ids) whom one of us knows, at most `MOST`."""
    chosen = sa.select(PERSON.c.id, PERSON.c.name).where(PERSON.c.id.in_(people), PERSON.c.id.in_(known_people()))
    names = {row.id: row.name for row in session.connection().execute(chosen)}
    warm = scores(session, today, sorted(names))
    found = [KnownHere(person, name, warm.get(person, 0)) for person, name in names.items()]
    return tuple(sorted(found, key=lambda one: (-one.warmth, one.name))[:MOST])


def count_known(session: Session, kind: EntityKind, ids: Sequence[int]) -> dict[int, int]:
    """School, unit or programme of `ids` → how many people there one of us knows; where it is nobody, left out."""
    if kind is EntityKind.INSTITUTION:
        standing = sa.select(PERSON.c.institution_id.label("at"), PERSON.c.id).join(ENTITY, ENTITY.c.id == PERSON.c.id)
        people = standing.where(PERSON.c.institution_id.in_(ids), STANDS).subquery()
    else:
        work = workplaces(places=ids)
        people = sa.select(work.c.place_id.label("at"), work.c.person_id.label("id")).subquery()
    counted = (
        sa.select(people.c.at, sa.func.count(sa.distinct(people.c.id)))
        .where(people.c.id.in_(known_people()))
        .group_by(people.c.at)
    )
    return {row[0]: row[1] for row in session.connection().execute(counted)}
