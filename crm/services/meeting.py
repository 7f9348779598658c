"""Who was found on a page meets who was known from elsewhere: those who are one without asking become one."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlmodel import Session

from crm.clock import Clock
from crm.database.batches import batched
from crm.services import merges
from crm.tables.core import ENTITY
from crm.tables.crawled import SIGHTING
from crm.unit_of_work import reading, unit_of_work
from crm.words import EntityKind

Two = tuple[int, int]

FEW = 100
"""New people up to which each is looked up by index, in milliseconds, where comparing everybody would take longer."""


def newest(session: Session) -> int:
    """The highest number that any thing has: those with a higher one are new afterwards."""
    return int(session.connection().scalar(sa.select(sa.func.max(ENTITY.c.id))) or 0)


def meet(engine: Engine, *, source_id: int, after: int, by: str, clock: Clock) -> int:
    """Merges the people with a number above `after`, whom a source brought, with who was known from elsewhere.

    Only those who are one without asking (`crm.identity`), and never two whom somebody kept or took apart; the doubtful
    wait in the list of duplicates. Two of the same source were told apart when its pages were folded, and stay so. Each
    merge is an action of its own, which `undo` takes back. Returns how many were merged.
    """
    with reading(engine) as session:
        two = _met(session.connection(), source_id, after)
    for known, new in two:
        with unit_of_work(engine, by=by, clock=clock) as work:
            merges.merge(work, known, new)
    return len(two)


def _met(connection: Connection, source_id: int, after: int) -> list[Two]:
    """Whom each of the new people is: (known, new), everybody once, the surest first."""
    from crm.identity import people

    new = set(
        connection.scalars(
            sa.select(ENTITY.c.id).where(
                ENTITY.c.id > after, ENTITY.c.kind == EntityKind.PERSON, ENTITY.c.in_review.is_(False)
            )
        )
    )
    if not new or not _has_others(connection, source_id):
        return []
    apart = people.apart_at_once(connection)
    sure = _sure(connection, new, apart)
    theirs = _of_source(connection, source_id, {known for known, _new in sure})
    met: dict[int, int] = {}
    for known, one in sure:
        told = (min(known, one), max(known, one)) in apart
        if not told and known not in theirs | new | set(met.values()) and one not in met:
            met[one] = known
    return [(known, one) for one, known in met.items()]


def _sure(connection: Connection, new: set[int], apart: Collection[Two]) -> list[Two]:
    """Pairs that are one person without asking, then those whose whole name at one school nobody else bears."""
    from crm.identity import certain_pairs, people
    from crm.identity.whole_names import addresses_differ, alone_by_name

    asked = people.bearers(connection, sorted(new))
    if len(new) <= FEW:
        among = {each.id: each for one in asked for each in people.like(connection, one)}
        scored = [(m.score, m.id, one.id) for one in asked for m in people.matches(connection, one) if m.certain]
    else:
        among = {each.id: each for each in people.bearers(connection)}
        found = certain_pairs(among.values(), apart=apart)
        scored = [(pair.score, a, b) for pair in found for a, b in ((pair.a, pair.b), (pair.b, pair.a)) if b in new]
    sure = [(known, one) for _score, known, one in sorted(scored, key=lambda each: (-each[0], each[1], each[2]))]
    others = [each for id_, each in among.items() if id_ not in new]
    named = alone_by_name(asked, others)
    return sure + [
        (there.id, bearing[0].id)
        for bearing, there in named
        if len(bearing) == 1 and not addresses_differ(bearing[0], there)
    ]


def _has_others(connection: Connection, source_id: int) -> bool:
    """Whether anybody is known from elsewhere than this source."""
    elsewhere = sa.or_(SIGHTING.c.source_id.is_(None), SIGHTING.c.source_id != source_id)
    said = sa.select(SIGHTING.c.id).where(SIGHTING.c.kind == EntityKind.PERSON.value, elsewhere).limit(1)
    return connection.scalar(said) is not None


def _of_source(connection: Connection, source_id: int, ids: Collection[int]) -> set[int]:
    """Those of `ids` of whom the source itself says something."""
    found: set[int] = set()
    for some in batched(sorted(ids)):
        said = sa.select(SIGHTING.c.entity_id).where(SIGHTING.c.entity_id.in_(some), SIGHTING.c.source_id == source_id)
        found.update(connection.scalars(said))
    return found
