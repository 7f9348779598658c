"""The fold: the columns of an entity are the best reading of its sightings, and can always be made again from them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, Row
from sqlmodel import Session

from crm.database.batches import ROWS_AT_ONCE, batched
from crm.services import person_names, readings, search_texts
from crm.services.known import entity_ids
from crm.tables.core import COURSE, ENTITY, IN_PROGRAMME, INSTITUTION, PERSON, PROGRAMME, ROLE, UNIT, table_of
from crm.tables.crawled import SIGHTING, SOURCE
from crm.text import fold
from crm.words import EntityKind, Level, Setting

_FOLDED = {"entity", "institution", "unit", "programme", "course", "person", "role", "search_text"}
_WIDE = {EntityKind.INSTITUTION, EntityKind.UNIT, EntityKind.PROGRAMME}
"""Kinds whose names others point at or show as their place."""

Values = dict[str, Any]
Word = TypeVar("Word", Level, Setting)


def refold(session: Session, entity_ids_: Iterable[int]) -> None:
    """Makes the columns of these entities again from their sightings, with their dates and their words for search.

    Of a school, unit or programme all of the school is made again: others stand under its name.
    """
    session.flush()
    connection = session.connection()
    wanted = sorted(set(entity_ids_))
    schools: set[int] = set()
    for some in batched(wanted):
        chosen = sa.select(ENTITY.c.id).where(ENTITY.c.id.in_(some))
        _fold(connection, chosen)
        wide = connection.execute(sa.select(ENTITY.c.id, ENTITY.c.kind).where(ENTITY.c.id.in_(some)))
        schools |= {
            school
            for row in wide
            if row.kind in _WIDE and (school := _school_of(connection, row.kind, row.id)) is not None
        }
    for school in sorted(schools):
        fold_institution(connection, school)
    forget_loaded(session)


def fold_institution(connection: Connection, institution_id: int, besides: Sequence[int] = ()) -> None:
    """Makes everything of a school again, and the people `besides` with their roles: who was merged with one of it."""
    ids = entity_ids(institution_id).subquery()
    _fold(connection, sa.select(ids.c.id))
    for some in batched(besides):
        held = sa.select(ROLE.c.id).where(ROLE.c.person_id.in_(some))
        _fold(connection, sa.select(ENTITY.c.id).where(sa.or_(ENTITY.c.id.in_(some), ENTITY.c.id.in_(held))))


def forget_loaded(session: Session) -> None:
    """Makes the session read again what the fold wrote past it."""
    session.flush()
    for row in list(session.identity_map.values()):
        if getattr(row, "__tablename__", None) in _FOLDED | {"sighting", "contact_basis"}:
            session.expire(row)


def _school_of(connection: Connection, kind: EntityKind, entity_id: int) -> int | None:
    if kind is EntityKind.INSTITUTION:
        return entity_id
    table = table_of(kind)
    found = connection.scalar(sa.select(table.c.institution_id).where(table.c.id == entity_id))
    return None if found is None else int(found)


def _fold(connection: Connection, chosen: sa.Select[Any]) -> None:
    """Kind by kind, since courses stand under the names of programmes and units. Of courses, people and roles, which
    are many, some at a time; units and programmes are told apart by looking at all."""
    by_kind: dict[EntityKind, list[int]] = defaultdict(list)
    ids = sa.select(ENTITY.c.id, ENTITY.c.kind).where(ENTITY.c.id.in_(chosen)).order_by(ENTITY.c.id)
    for row in connection.execute(ids):
        by_kind[row.kind].append(row.id)
    for kind in _COLUMNS:
        size = len(by_kind[kind]) if kind in _WIDE else ROWS_AT_ONCE
        for some in batched(by_kind[kind], max(size, 1)):
            _fold_some(connection, kind, some)
    search_texts.write(connection, chosen)


def _fold_some(connection: Connection, kind: EntityKind, ids: Sequence[int]) -> None:
    seen: dict[int, list[Row[Any]]] = defaultdict(list)
    entities: list[Row[Any]] = []
    for some in batched(ids):
        sightings = sa.select(SIGHTING).where(SIGHTING.c.entity_id.in_(some)).order_by(SIGHTING.c.id)
        for row in connection.execute(sightings):
            seen[row.entity_id].append(row)
        entities += connection.execute(sa.select(ENTITY).where(ENTITY.c.id.in_(some)).order_by(ENTITY.c.id))
    _dates(connection, entities, seen)
    told = [i for i in ids if i in seen]
    if told:
        said = {i: readings.best(kind, seen[i]) for i in told}
        values = {i: {name: s.says[name] for name, s in reading.items()} for i, reading in said.items()}
        _COLUMNS[kind](connection, told, values, seen)


def _dates(connection: Connection, entities: Sequence[Row[Any]], seen: Mapping[int, list[Row[Any]]]) -> None:
    wanted = {}
    for entity in entities:
        sightings = seen.get(entity.id)
        if sightings:
            wanted[entity.id] = {
                "first_seen": min(s.first_seen for s in sightings),
                "last_seen": max(s.last_seen for s in sightings),
                "gone_on": readings.gone_on(sightings),
                "in_review": readings.is_unsure(sightings),
            }
    _update(connection, ENTITY, {e.id: e._asdict() for e in entities}, wanted)


def _update(
    connection: Connection, table: sa.Table, held: Mapping[int, Mapping[str, Any]], wanted: Mapping[int, Values]
) -> None:
    """Writes the rows that differ, all in one statement."""
    differing = [
        {"b_id": i, **{f"b_{name}": value for name, value in values.items()}}
        for i, values in wanted.items()
        if any(held[i][name] != value for name, value in values.items())
    ]
    if differing:
        names = next(iter(wanted.values()))
        statement = sa.update(table).where(table.c.id == sa.bindparam("b_id"))
        connection.execute(statement.values({name: sa.bindparam(f"b_{name}") for name in names}), differing)


def _held(connection: Connection, table: sa.Table, ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    held: dict[int, Mapping[str, Any]] = {}
    for some in batched(ids):
        rows = connection.execute(sa.select(table).where(table.c.id.in_(some)))
        held.update({row["id"]: dict(row) for row in rows.mappings()})
    return held


def _named(values: Values, fallback: str, *, key: Callable[[str], str] = fold) -> Values:
    name = values.get("name") or values.get("code") or fallback
    return {"name": name, "sort_key": key(name)}


def _institutions(
    connection: Connection, ids: list[int], values: dict[int, Values], seen: dict[int, list[Row[Any]]]
) -> None:
    held = _held(connection, INSTITUTION, ids)
    given = sa.select(SOURCE.c.institution_id, SOURCE.c.level).where(SOURCE.c.level.is_not(None))
    levels = {row.institution_id: row.level for row in connection.execute(given.order_by(SOURCE.c.id.desc()))}
    wanted = {}
    for i in ids:
        typed = readings.best(EntityKind.INSTITUTION, seen[i]).get("level")
        level = _enum(Level, values[i].get("level"))
        if typed is None or typed.source_id is not None:
            level = levels.get(i) or level
        wanted[i] = {**_named(values[i], held[i]["name"]), "level": level, "url": values[i].get("url")}
    _update(connection, INSTITUTION, held, wanted)


def _units(connection: Connection, ids: list[int], values: dict[int, Values], _seen: object) -> None:
    held = _held(connection, UNIT, ids)
    find = _Named(connection, UNIT)
    wanted = {}
    for i in ids:
        parent = find(held[i]["institution_id"], values[i].get("parent"))
        wanted[i] = {**_named(values[i], held[i]["name"]), "url": values[i].get("url"), "parent_id": parent}
    _without_circles(wanted)
    _update(connection, UNIT, held, wanted)


def _without_circles(units: dict[int, Values]) -> None:
    """A unit that would stand above itself stands at the top."""
    for i in sorted(units):
        above, steps = units[i]["parent_id"], 0
        while above is not None and above != i and above in units and steps < 50:
            above, steps = units[above]["parent_id"], steps + 1
        if above == i or steps == 50:
            units[i]["parent_id"] = None


def _programmes(connection: Connection, ids: list[int], values: dict[int, Values], _seen: object) -> None:
    held = _held(connection, PROGRAMME, ids)
    find = _Named(connection, UNIT)
    wanted = {
        i: {
            **_named(values[i], held[i]["name"]),
            "code": values[i].get("code"),
            "level": _enum(Level, values[i].get("level")),
            "degree": values[i].get("degree"),
            "url": values[i].get("url"),
            "unit_id": find(held[i]["institution_id"], values[i].get("unit")),
        }
        for i in ids
    }
    _update(connection, PROGRAMME, held, wanted)


_COURSE_FIELDS = ("code", "credits", "credits_text", "period", "school_year", "language", "url", "description")


def _courses(
    connection: Connection, ids: list[int], values: dict[int, Values], seen: dict[int, list[Row[Any]]]
) -> None:
    held = _held(connection, COURSE, ids)
    find, programmes = _Named(connection, UNIT), _Named(connection, PROGRAMME)
    wanted, member_of = {}, {}
    for i in ids:
        school = held[i]["institution_id"]
        wanted[i] = {
            **_named(values[i], held[i]["name"]),
            **{name: values[i].get(name) for name in _COURSE_FIELDS},
            "unit_id": find(school, values[i].get("unit")),
        }
        said = {name for s in readings.counted(seen[i]) for name in s.says.get("programmes") or []}
        member_of[i] = {p for name in said for p in programmes.all(school, name)}
    _update(connection, COURSE, held, wanted)
    _memberships(connection, ids, member_of)


def _memberships(connection: Connection, ids: list[int], member_of: Mapping[int, set[int]]) -> None:
    held: dict[int, set[int]] = defaultdict(set)
    for some in batched(ids):
        for row in connection.execute(sa.select(IN_PROGRAMME).where(IN_PROGRAMME.c.course_id.in_(some))):
            held[row.course_id].add(row.programme_id)
    new = [{"course_id": c, "programme_id": p} for c in ids for p in sorted(member_of[c] - held[c])]
    old = [{"b_course": c, "b_programme": p} for c in ids for p in sorted(held[c] - member_of[c])]
    if new:
        connection.execute(sa.insert(IN_PROGRAMME), new)
    if old:
        which = (
            IN_PROGRAMME.c.course_id == sa.bindparam("b_course"),
            IN_PROGRAMME.c.programme_id == sa.bindparam("b_programme"),
        )
        connection.execute(sa.delete(IN_PROGRAMME).where(*which), old)


def _people(connection: Connection, ids: list[int], values: dict[int, Values], _seen: object) -> None:
    held = _held(connection, PERSON, ids)
    find = _Named(connection, UNIT)
    wanted = {}
    for i in ids:
        said = values[i]
        titles = said.get("titles")
        wanted[i] = {
            **_named(said, held[i]["name"], key=person_names.sort_key),
            "titles": " ".join(titles) if isinstance(titles, list) else titles,
            "email": said.get("email"),
            "phone": said.get("phone"),
            "url": said.get("url"),
            "profile": said.get("profile"),
            "unit_id": find(held[i]["institution_id"], said.get("unit")),
        }
    _update(connection, PERSON, held, wanted)


def _roles(connection: Connection, ids: list[int], values: dict[int, Values], _seen: object) -> None:
    wanted = {i: {"words": values[i].get("words"), "setting": _enum(Setting, values[i].get("setting"))} for i in ids}
    _update(connection, ROLE, _held(connection, ROLE, ids), wanted)


def _enum(words: type[Word], value: object) -> Word | None:
    return words(value) if isinstance(value, str) and value in set(words) else None


class _Named:
    """Finds the units or programmes of a school by any name they were published under, whatever a hand calls them.

    One that is gone is found where none that stands is called so.
    """

    def __init__(self, connection: Connection, table: sa.Table) -> None:
        self._standing: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._gone: dict[tuple[int, str], set[int]] = defaultdict(set)
        said = sa.select(table.c.id, table.c.institution_id, SIGHTING.c.says, SIGHTING.c.ended_on, ENTITY.c.gone_on)
        joined = said.join(SIGHTING, SIGHTING.c.entity_id == table.c.id).join(ENTITY, ENTITY.c.id == table.c.id)
        for row in connection.execute(joined):
            if row.says.get("name") and (row.ended_on is None or row.gone_on is not None):
                ids = self._standing if row.gone_on is None else self._gone
                ids[row.institution_id, fold(row.says["name"])].add(row.id)

    def all(self, institution_id: int | None, name: str | None) -> set[int]:
        """All of that name."""
        key = (institution_id or 0, fold(name or ""))
        return self._standing.get(key) or self._gone.get(key) or set()

    def __call__(self, institution_id: int | None, name: str | None) -> int | None:
        """The one of that name; None when there is none, or several."""
        found = self.all(institution_id, name)
        return next(iter(found)) if len(found) == 1 else None


_COLUMNS: dict[EntityKind, Callable[[Connection, list[int], dict[int, Values], dict[int, list[Row[Any]]]], None]] = {
    EntityKind.INSTITUTION: _institutions,
    EntityKind.UNIT: _units,
    EntityKind.PROGRAMME: _programmes,
    EntityKind.COURSE: _courses,
    EntityKind.PERSON: _people,
    EntityKind.ROLE: _roles,
}
"""In this order: who is pointed at comes before who points."""
