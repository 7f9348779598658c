"""Who may be one person twice: every two, with the reasons, and both sides for who decides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.identity import THRESHOLD, Pair, pairs, people
from crm.identity.levels import Pattern
from crm.identity.reasons import reasons
from crm.language import _
from crm.spoken import spoken_role
from crm.tables.core import ENTITY, INSTITUTION, LEAD, PERSON, ROLE, UNIT
from crm.tables.who_is_who import MERGE
from crm.words import RoleKind


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two people of the map, by number, who are one with the probability `score`, and why."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...]

    @property
    def number(self) -> int:
        """One number for the two, as a list tells its rows apart."""
        return self.a << 32 | self.b


@dataclass(frozen=True, slots=True)
class Side:
    """One of two, with what there is to compare."""

    id: int
    name: str
    school: str
    unit: str
    roles: tuple[str, ...]
    email: str
    phone: str
    page: str
    lead: str
    seen: str


@dataclass(frozen=True, slots=True)
class Doubles:
    """Pairs with both sides of each. `earlier` says who was found to be the person before, where one is asked about."""

    pairs: tuple[Duplicate, ...]
    sides: dict[int, Side]
    earlier: tuple[str, ...] = ()

    def without(self, decided: Duplicate, gone: int | None) -> "Doubles":
        """What is left once one pair was decided, and a person is perhaps no more."""
        left = [pair for pair in self.pairs if pair != decided and gone not in {pair.a, pair.b}]
        return Doubles(tuple(left), self.sides, self.earlier)


@dataclass(frozen=True, slots=True)
class Merged:
    """Somebody who was found to be a person: their name, when and by whom, and the action that did it."""

    name: str
    on: str
    by: str


def duplicates(
    session: Session, threshold: float = THRESHOLD, *, of: int | None = None, most: int | None = None
) -> list[Duplicate]:
    """Every two that are one person with a probability of at least `threshold`, surest first; `of` one person alone."""
    connection = session.connection()
    apart = people.apart(connection)
    everybody = people.bearers(connection)
    found = pairs(everybody, threshold=threshold, apart=apart)
    if of is not None:
        found = [pair for pair in found if of in {pair.a, pair.b}]
    return with_reasons(session, found[:most])


FAINT = 0.05
"""Probability from which somebody is shown to who asks about one person: they want to see whom it could be at all."""


def doubles(session: Session, threshold: float = THRESHOLD, *, most: int) -> Doubles:
    """The `most` surest pairs with both sides."""
    found = tuple(duplicates(session, threshold, most=most))
    return Doubles(found, sides(session, {id_ for pair in found for id_ in (pair.a, pair.b)}))


def doubles_of(session: Session, person_id: int) -> Doubles:
    """Everybody whom one person may be, found by index and so at once."""
    connection = session.connection()
    own = people.bearers(connection, [person_id])
    matches = people.matches(connection, own[0], threshold=FAINT) if own else []
    pairs_ = [
        Pair(min(person_id, m.id), max(person_id, m.id), m.score, certain=m.certain, pattern=m.pattern) for m in matches
    ]
    found = tuple(with_reasons(session, pairs_))
    earlier = tuple(
        _("Was found to be {name} as well ({by}, {on}).").format(name=m.name, by=m.by, on=m.on)
        for m in merged_into(session, person_id)
    )
    return Doubles(found, sides(session, {person_id, *(id_ for d in found for id_ in (d.a, d.b))}), earlier)


def with_reasons(session: Session, found: Sequence[Pair]) -> list[Duplicate]:
    """The pairs, each with its reasons in words."""
    shared = _Shared(session, {id_ for pair in found for id_ in (pair.a, pair.b)})
    return [Duplicate(pair.a, pair.b, pair.score, shared.reasons(pair.a, pair.b, pair.pattern)) for pair in found]


def sides(session: Session, ids: Collection[int]) -> dict[int, Side]:
    """What there is to compare of these people."""
    shared = _Shared(session, set(ids))
    return {id_: shared.side(id_) for id_ in ids if id_ in shared.rows}


class _Shared:
    """Schools, units and roles of some people, by name."""

    def __init__(self, session: Session, ids: set[int]) -> None:
        from crm.database.batches import batched

        connection = session.connection()
        self.rows: dict[int, Mapping[str, Any]] = {}
        self.roles: dict[int, list[str]] = {}
        for some in batched(sorted(ids)):
            statement = (
                sa.select(
                    *(PERSON.c[name] for name in ("id", "name", "email", "phone", "url", "profile")),
                    INSTITUTION.c.name.label("school"),
                    UNIT.c.name.label("unit"),
                    LEAD.c.stage,
                    ENTITY.c.last_seen,
                )
                .join(ENTITY, ENTITY.c.id == PERSON.c.id)
                .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
                .outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id)
                .outerjoin(LEAD, LEAD.c.person_id == PERSON.c.id)
                .where(PERSON.c.id.in_(some))
            )
            for row in connection.execute(statement).mappings():
                self.rows[row["id"]] = dict(row)
            held = sa.select(ROLE.c.person_id, ROLE.c.kind, ROLE.c.words).where(ROLE.c.person_id.in_(some))
            for person, kind, words in connection.execute(held.order_by(ROLE.c.id)):
                said = words or spoken_role(RoleKind(kind))
                if said not in self.roles.setdefault(person, []):
                    self.roles[person].append(said)

    def reasons(self, a: int, b: int, pattern: Pattern) -> tuple[str, ...]:
        """Why the two are probably one."""
        one, other = self.rows[a], self.rows[b]
        role = next((role for role in self.roles.get(a, ()) if role in self.roles.get(b, ())), "")
        unit = str(one["unit"] or "") if one["unit"] == other["unit"] else ""
        return tuple(reasons(pattern, school=str(one["school"] or ""), role=role, unit=unit))

    def side(self, id_: int) -> Side:
        """One of the two, as shown."""
        from crm.services.funnel import stage_name

        row = self.rows[id_]
        return Side(
            id=id_,
            name=str(row["name"]),
            school=str(row["school"] or ""),
            unit=str(row["unit"] or ""),
            roles=tuple(self.roles.get(id_, ())),
            email=str(row["email"] or ""),
            phone=str(row["phone"] or ""),
            page=str(row["profile"] or row["url"] or ""),
            lead=stage_name(row["stage"]) if row["stage"] is not None else _("no lead"),
            seen=str(row["last_seen"]),
        )


def merged_into(session: Session, person_id: int) -> list[Merged]:
    """Who was found to be this person, newest first."""
    found = sa.select(MERGE).where(MERGE.c.kept_id == person_id).order_by(MERGE.c.at.desc())
    return [Merged(row.name, str(row.at.date()), row.by) for row in session.connection().execute(found)]
