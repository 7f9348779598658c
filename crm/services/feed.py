"""The change feed: what differs between the map before a crawl and after it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.services import readings
from crm.services.known import entity_ids
from crm.tables import table_named
from crm.tables.core import COURSE, ENTITY, PERSON, PROGRAMME, ROLE, UNIT
from crm.tables.crawled import CHANGE, SIGHTING
from crm.text import fold
from crm.words import ChangeKind, EntityKind

APPEARED = {ChangeKind.NEW, ChangeKind.BACK}

TRACKED = {
    EntityKind.PROGRAMME: ("name", "code", "level", "degree", "unit"),
    EntityKind.COURSE: ("name", "code", "credits", "period", "school_year", "language", "unit"),
    EntityKind.PERSON: ("name", "email", "phone", "unit"),
}
"""The fields whose change is told."""

_TABLE = {EntityKind.PROGRAMME: PROGRAMME, EntityKind.COURSE: COURSE, EntityKind.PERSON: PERSON}


class State(Enum):
    """How a thing stands on the map."""

    HIDDEN = "hidden"
    SHOWN = "shown"
    GONE = "gone"


@dataclass(slots=True)
class Thing:
    """A course, person, programme or role as it stood at one moment."""

    kind: EntityKind
    state: State
    name: str
    fields: dict[str, str | None] = field(default_factory=dict)
    person_id: int = 0
    of_id: int = 0
    of_kind: EntityKind = EntityKind.INSTITUTION
    role: str = ""
    year: str | None = None
    """Of a role: the school year it holds for."""


@dataclass(slots=True)
class Line:
    """One line of the feed, before it has its page."""

    change: ChangeKind
    kind: EntityKind
    entity_id: int
    name: str
    field: str | None = None
    old: str | None = None
    new: str | None = None
    said_by: int | None = None
    """The entity whose sighting says so, where that is not the thing itself."""


Snapshot = dict[int, Thing]


def snapshot(connection: Connection, institution_id: int) -> Snapshot:
    """How the courses, people, programmes and roles of a school stand."""
    things: Snapshot = {}
    units = {row.id: row.name for row in connection.execute(sa.select(UNIT.c.id, UNIT.c.name))}
    for kind, table in _TABLE.items():
        joined = sa.select(table, ENTITY.c.gone_on, ENTITY.c.in_review).join(ENTITY, ENTITY.c.id == table.c.id)
        for row in connection.execute(joined.where(table.c.institution_id == institution_id)).mappings():
            said = {**row, "unit": units.get(row["unit_id"])}
            if kind is EntityKind.COURSE and row["credits"] is None:
                said["credits"] = row["credits_text"]  # "0 of 4" is what is known then; else it says the number again
            fields = {name: _text(said[name]) for name in TRACKED[kind]}
            things[row["id"]] = Thing(kind, _state(row), row["name"], fields)
    names = _names(connection, institution_id)
    roles = sa.select(ROLE, ENTITY.c.gone_on, ENTITY.c.in_review).join(ENTITY, ENTITY.c.id == ROLE.c.id)
    chosen = entity_ids(institution_id).subquery()
    for row in connection.execute(roles.where(ROLE.c.id.in_(sa.select(chosen.c.id)))).mappings():
        things[row["id"]] = Thing(
            EntityKind.ROLE,
            _state(row),
            names.get(row["of_id"], ""),
            person_id=row["person_id"],
            of_id=row["of_id"],
            of_kind=row["of_kind"],
            role=str(row["kind"]),
            year=row["school_year"],
        )
    return things


def _names(connection: Connection, institution_id: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for name in ("institution", "unit", "programme", "course"):
        table = table_named(name)
        owner = table.c.id if name == "institution" else table.c.institution_id
        found |= {
            r.id: r.name for r in connection.execute(sa.select(table.c.id, table.c.name).where(owner == institution_id))
        }
    return found


def _state(row: Mapping[Any, Any]) -> State:
    if row["gone_on"] is not None:
        return State.GONE
    return State.HIDDEN if row["in_review"] else State.SHOWN


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:g}" if isinstance(value, float) else str(value)


def differences(before: Snapshot, after: Snapshot) -> list[Line]:
    """What a reader of the map would see change, by kind and name. Two that turned out to be one are no difference."""
    lines: list[Line] = []
    moved: dict[int, ChangeKind] = {}
    for i, now in after.items():
        change = _moved(before.get(i), now)
        if change is not None:
            moved[i] = change
        if now.kind is EntityKind.ROLE:
            continue
        if change is not None:
            lines.append(Line(change, now.kind, i, now.name))
        elif now.state is State.SHOWN and i in before:
            lines += _field_lines(i, before[i], now)
    lines += _role_lines(before, after, moved)
    return sorted(
        lines, key=lambda line: (str(line.kind), fold(line.name), line.field or "", str(line.change), line.entity_id)
    )


def rolled_over(lines: list[Line], institution_id: int, school: str) -> list[Line]:
    """`lines`, those that only say that a course is now of the next school year as one of the school."""
    moved: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.kind is EntityKind.COURSE and line.field == "school_year" and (line.old or "") < (line.new or ""):
            moved[line.old or "", line.new or ""].append(line)
    together = {years: some for years, some in moved.items() if years[0] and len(some) > 1}
    told = {id(line) for some in together.values() for line in some}
    news = [
        Line(ChangeKind.CHANGED, EntityKind.INSTITUTION, institution_id, school, "school_year", old, new)
        for old, new in sorted(together)
    ]
    return [line for line in lines if id(line) not in told] + news


def _moved(was: Thing | None, now: Thing) -> ChangeKind | None:
    state = State.HIDDEN if was is None else was.state
    if now.state is State.SHOWN and state is not State.SHOWN:
        return ChangeKind.BACK if state is State.GONE else ChangeKind.NEW
    return ChangeKind.GONE if now.state is State.GONE and state is State.SHOWN else None


def _field_lines(entity_id: int, was: Thing, now: Thing) -> list[Line]:
    if was.state is not State.SHOWN:
        return []
    return [
        Line(ChangeKind.CHANGED, now.kind, entity_id, now.name, name, was.fields[name], value)
        for name, value in now.fields.items()
        if value != was.fields[name]
    ]


def _role_lines(before: Snapshot, after: Snapshot, moved: Mapping[int, ChangeKind]) -> list[Line]:
    """Who teaches, coordinates or leads what: one line for a role that passed from some to others."""
    came: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    went: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    stays: dict[tuple[int, str], set[int]] = defaultdict(set)
    for i, role in after.items():
        if role.kind is not EntityKind.ROLE:
            continue
        at, change = (role.of_id, role.role), moved.get(i)
        if change in APPEARED:
            came[at][role.person_id] = i
        elif change is ChangeKind.GONE:
            went[at][role.person_id] = i
        elif role.state is State.SHOWN and i in before:
            stays[at].add(role.person_id)
    left = _of_last_year(before, after, came.keys())
    stood: dict[tuple[int, str], list[Thing]] = defaultdict(list)
    for role in before.values():
        if role.kind is EntityKind.ROLE and role.state is State.SHOWN:
            stood[role.of_id, role.role].append(role)
    lines: list[Line] = []
    for at in sorted({*came, *went}):
        same = came[at].keys() & went[at].keys() | stays[at]
        new = {p: i for p, i in came[at].items() if p not in same}
        gone = {p: i for p, i in went[at].items() if p not in same and not _was_replaced(before[i].year, stood[at])}
        old = gone | (left[at] if new else {})
        lines += _lines_of_role(at, new, old, after, moved)
    return lines


def _of_last_year(
    before: Snapshot, after: Snapshot, came: AbstractSet[tuple[int, str]]
) -> defaultdict[tuple[int, str], dict[int, int]]:
    """Who has a role of an earlier school year only, where others have it for a later one only since this crawl.

    A study guide may leave its pages of last year standing; who is named there is replaced all the same.
    """
    years: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for i, role in after.items():
        if role.state is State.SHOWN and role.year and (role.of_id, role.role) in came:
            years[role.of_id, role.role][i] = role.year
    left: defaultdict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for at, year_of in years.items():
        newest = max(year_of.values())
        named = {after[i].person_id for i, year in year_of.items() if year == newest}
        stood = [i for i in year_of if i in before and before[i].state is State.SHOWN]
        earlier = {after[i].person_id: i for i in stood if year_of[i] < newest}
        if all(after[i].person_id in earlier for i in stood if year_of[i] == newest):
            left[at] = {person: i for person, i in earlier.items() if person not in named}
    return left


def _was_replaced(year: str | None, stood: Iterable[Thing]) -> bool:
    """Whether others were named before for a later school year than `year`: that it came to its end is no news."""
    if year is None:
        return False
    same_year = {role.person_id for role in stood if role.year == year}
    return any((role.year or "") > year and role.person_id not in same_year for role in stood)


def _lines_of_role(
    at: tuple[int, str], new: dict[int, int], old: dict[int, int], after: Snapshot, moved: Mapping[int, ChangeKind]
) -> list[Line]:
    of_id, role = at
    if of_id in moved or not (new or old):
        return []
    any_role = after[next(iter([*new.values(), *old.values()]))]
    if new and old:
        names = [", ".join(sorted((after[p].name for p in side if p in after), key=fold)) for side in (old, new)]
        said_by = min(new.values())
        return [Line(ChangeKind.CHANGED, any_role.of_kind, of_id, any_role.name, role, names[0], names[1], said_by)]
    lines = []
    for person, i in [*new.items(), *old.items()]:
        if person in moved or person not in after:
            continue
        was, now = (None, any_role.name) if i in new.values() else (any_role.name, None)
        lines.append(Line(moved[i], EntityKind.ROLE, i, after[person].name, role, was, now))
    return lines


def write(connection: Connection, lines: Iterable[Line], *, run_id: int, on: date) -> None:
    """Adds `lines` to the feed of the run, each with the page that says so."""
    told = list(lines)
    seen: dict[int, list[Any]] = defaultdict(list)
    ids = sorted({line.said_by or line.entity_id for line in told})
    for start in range(0, len(ids), 500):
        chosen = sa.select(SIGHTING).where(SIGHTING.c.entity_id.in_(ids[start : start + 500]))
        for row in connection.execute(chosen.order_by(SIGHTING.c.id)):
            seen[row.entity_id].append(row)
    rows = [
        {
            "run_id": run_id,
            "change": line.change,
            "kind": line.kind,
            "entity_id": line.entity_id,
            "name": line.name,
            "field": line.field,
            "old": line.old,
            "new": line.new,
            "on": on,
            "page": _page(line, seen),
        }
        for line in told
    ]
    if rows:
        connection.execute(sa.insert(CHANGE), rows)


def _page(line: Line, seen: Mapping[int, list[Any]]) -> str | None:
    reading = readings.best(line.kind, seen.get(line.said_by or line.entity_id, []))
    wanted = (line.field, "name", "kind", "code")
    return next((reading[name].page for name in wanted if name in reading), None)
