"""The way in: who of ours knows a colleague of somebody whom nobody knows, or somebody above them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.database.batches import batched
from crm.language import _
from crm.query.knowing import known_people, workplaces
from crm.spoken import spoken_role
from crm.tables.core import COURSE, ENTITY, PERSON, PROGRAMME, STANDS, UNIT
from crm.tables.crawled import SIGHTING
from crm.views.ladder import ladder
from crm.warmth.reading import warmth_of
from crm.warmth.rules import rules
from crm.warmth.scoring import Warmth
from crm.words import EntityKind, RoleKind

MOST = 3
"""Ways that are told of one person."""

_NEAR = {EntityKind.COURSE: 0, EntityKind.PROGRAMME: 1, EntityKind.UNIT: 2}
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way, in words, with the day it was last so and where that stands."""

    text: str
    on: date | None
    page: str | None


@dataclass(frozen=True, slots=True)
class WayIn:
    """From one of us (`whose`) through somebody they know (`via`) to the person; `near` is lower the closer they work.

    The first hop is how we know them, the second what ties them to the person.
    """

    via: int
    name: str
    whose: str
    warmth: int
    near: int
    hops: tuple[Hop, Hop]


def ways_to(session: Session, person_id: int, warmth: int, today: date) -> tuple[WayIn, ...]:
    """The ways to somebody of that warmth: who is known already needs none."""
    return () if warmth >= rules().known else tuple(ways_in(session, person_id, today))


def way_json(way: WayIn) -> dict[str, Any]:
    """A way in as commands give it."""
    return {
        "via": {"id": way.via, "name": way.name},
        "whose": way.whose,
        "warmth": way.warmth,
        "hops": [
            {"text": hop.text, "on": None if hop.on is None else hop.on.isoformat(), "page": hop.page}
            for hop in way.hops
        ],
    }


def ways_in(session: Session, person_id: int, today: date) -> list[WayIn]:
    """The ways to somebody, shortest and warmest first, at most `MOST`; none where nobody is known near them.

    A tie is a course, programme or unit that both work in, or a rung above the person; a shared mailbox or employer is
    none. A tie with us is what happened between us and them (`crm.warmth.events`).
    """
    ties = _colleagues(session, [person_id]).get(person_id, {})
    for someone, hop in _above(session, person_id).items():
        ties.setdefault(someone, (_ABOVE, hop))
    return _ways(session, {person_id: ties}, today).get(person_id, [])[:MOST]


def nearest_ways(session: Session, person_ids: Sequence[int], today: date) -> dict[int, WayIn]:
    """Of each of `person_ids` the first way in through a colleague, where there is one; for a list of many people."""
    ways: dict[int, WayIn] = {}
    for some in batched(person_ids):
        found = _ways(session, _colleagues(session, some), today)
        ways.update({person: ordered[0] for person, ordered in found.items()})
    return ways


Ties = dict[int, tuple[int, Hop]]
"""Somebody known → how near they work, and what ties them to the person."""


def _ways(session: Session, ties_of: dict[int, Ties], today: date) -> dict[int, list[WayIn]]:
    known = warmth_of(session, sorted({via for ties in ties_of.values() for via in ties}), today)
    names = _names(session, known)
    found: dict[int, list[WayIn]] = {}
    for person, ties in ties_of.items():
        ways = [
            _way(via, names[via], known[via], *tie)
            for via, tie in ties.items()
            if via in names and known[via].score >= rules().known
        ]
        if ways:
            found[person] = sorted(ways, key=lambda way: (way.near, -way.warmth, way.name))
    return found


def _way(via: int, name: str, warm: Warmth, near: int, tie: Hop) -> WayIn:
    """Through `via`, known by the strongest of what happened with them."""
    how = next(reason for reason in warm.reasons if reason.whose)
    return WayIn(via, name, how.whose, warm.score, near, (Hop(how.text, how.on, how.page), tie))


def _colleagues(session: Session, person_ids: Sequence[int]) -> dict[int, Ties]:
    """Whom we know of those who work in a course, programme or unit of each person's, by the nearest of those."""
    nearest = _nearest_places(session, person_ids)
    rows = [row for ranked in nearest.values() for _rank, row in ranked.values()]
    named = _place_names(session, [row.place_id for row in rows])
    seen = _seen(session, [row.role_id or row.person_id for row in rows])
    return {
        person: {
            via: (rank[0], _hop(named.get(row.place_id, ""), EntityKind(row.kind), seen.get(row.role_id or via)))
            for via, (rank, row) in ranked.items()
        }
        for person, ranked in nearest.items()
    }


def _nearest_places(session: Session, person_ids: Sequence[int]) -> dict[int, dict[int, tuple[tuple[int, ...], Any]]]:
    """Person → somebody known who works beside them → how near, and the row that says where."""
    connection = session.connection()
    people_at: dict[int, set[int]] = defaultdict(set)
    for row in connection.execute(sa.select(workplaces(people=person_ids))):
        people_at[row.place_id].add(row.person_id)
    at = workplaces(places=sorted(people_at))
    nearest: dict[int, dict[int, tuple[tuple[int, ...], Any]]] = defaultdict(dict)
    for row in connection.execute(sa.select(at).where(at.c.person_id.in_(known_people()))):
        rank = (_NEAR[EntityKind(row.kind)], row.place_id, row.role_id or 0)
        for person in people_at[row.place_id] - {row.person_id}:
            held = nearest[person].get(row.person_id)
            if held is None or rank < held[0]:
                nearest[person][row.person_id] = (rank, row)
    return nearest


def _hop(place: str, kind: EntityKind, seen: tuple[date, str | None] | None) -> Hop:
    words = {
        EntityKind.COURSE: _("with them on {place}"),
        EntityKind.PROGRAMME: _("with them in {place}"),
        EntityKind.UNIT: _("of the same team: {place}"),
    }[kind]
    on, page = seen or (None, None)
    return Hop(words.format(place=place), on, page)


def _above(session: Session, person_id: int) -> dict[int, Hop]:
    """Who stands on the ladder above the person."""
    found = {rung.person.id: (rung.rung, rung.person.of) for rung in ladder(session, person_id) if rung.person}
    seen = _seen(session, list(found))
    return {
        someone: Hop(_above_said(rung, of), *(seen.get(someone) or (None, None)))
        for someone, (rung, of) in found.items()
    }


def _above_said(rung: RoleKind, of: str | None) -> str:
    return _("stands above them: {role} of {place}").format(role=spoken_role(rung), place=of or "")


def _names(session: Session, people: Sequence[int] | dict[int, Any]) -> dict[int, str]:
    statement = sa.select(PERSON.c.id, PERSON.c.name).join(ENTITY, ENTITY.c.id == PERSON.c.id)
    rows = session.connection().execute(statement.where(PERSON.c.id.in_(list(people)), STANDS))
    return {row.id: row.name for row in rows}


def _place_names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    named: dict[int, str] = {}
    for table in (COURSE, PROGRAMME, UNIT):
        rows = session.connection().execute(sa.select(table.c.id, table.c.name).where(table.c.id.in_(list(ids))))
        named.update({row.id: row.name for row in rows})
    return named


def _seen(session: Session, entities: Sequence[int]) -> dict[int, tuple[date, str | None]]:
    """Entity → the last day it was seen, and the newest page that says it."""
    ids = list(entities)
    connection = session.connection()
    pages: dict[int, tuple[date, str]] = {}
    chosen = sa.select(SIGHTING.c.entity_id, SIGHTING.c.last_seen, SIGHTING.c.page)
    for row in connection.execute(chosen.where(SIGHTING.c.entity_id.in_(ids))):
        pages[row.entity_id] = max(pages.get(row.entity_id, (date.min, "")), (row.last_seen, row.page))
    days = connection.execute(sa.select(ENTITY.c.id, ENTITY.c.last_seen).where(ENTITY.c.id.in_(ids)))
    return {row.id: (row.last_seen, pages[row.id][1] if row.id in pages else None) for row in days}
