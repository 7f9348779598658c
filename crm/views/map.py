"""The course map as it stands, whole: what `werkplaats map --json` prints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.clock import Clock, SystemClock
from crm.query import Query, parse
from crm.tables import table_named
from crm.tables.core import ENTITY, IN_PROGRAMME, STANDS
from crm.tables.crawled import SIGHTING
from crm.views.tree_filter import DEEPEST, Passing, passing

_SHOWN = {
    "institutions": "institution",
    "units": "unit",
    "programmes": "programme",
    "courses": "course",
    "people": "person",
    "roles": "role",
}
_KEPT_IN = {"sort_key"}
"""Columns that serve the database alone."""

Thing = dict[str, Any]


def course_map(
    session: Session, query: Query | str | None = None, *, clock: Clock | None = None, me: str = ""
) -> dict[str, list[Thing]]:
    """All that stands on the map and is not in review, in the shape of `map --json`; each list in reading order.

    `query` narrows it to what fits, all above that, and all under it.

    Raises QueryError for a query that cannot be understood.
    """
    connection = session.connection()
    whole = {name: _things(connection, table_named(table)) for name, table in _SHOWN.items()}
    _place_roles(whole)
    _place_courses(connection, whole)
    asked = parse(query) if isinstance(query, str) else query
    if asked is not None and asked.terms:
        _narrow(whole, passing(session, asked, clock=clock or SystemClock(), me=me))
    return whole


def _things(connection: Connection, table: sa.Table) -> list[Thing]:
    sources = sa.select(SIGHTING.c.entity_id, sa.func.count().label("sightings"))
    seen = sources.where(SIGHTING.c.ended_on.is_(None)).group_by(SIGHTING.c.entity_id).subquery()
    stands = sa.select(table, sa.func.coalesce(seen.c.sightings, 0).label("sightings"), ENTITY.c.last_seen)
    stands = stands.join(ENTITY, ENTITY.c.id == table.c.id).join(seen, seen.c.entity_id == table.c.id, isouter=True)
    stands = stands.where(STANDS)
    order = table.c.sort_key if "sort_key" in table.c else table.c.of_id
    return [_thing(row) for row in connection.execute(stands.order_by(order, table.c.id)).mappings()]


def _thing(row: Mapping[Any, Any]) -> Thing:
    values = {name: _plain(value) for name, value in row.items() if name not in {*_KEPT_IN, "sightings", "last_seen"}}
    values["sources"] = {"sightings": row["sightings"], "last_seen": _plain(row["last_seen"])}
    return {"id": values.pop("id"), **values}


def _plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _place_roles(whole: dict[str, list[Thing]]) -> None:
    """Gives each role the names of who and what it joins; drops those of people or things that do not stand."""
    names = {thing["id"]: thing["name"] for kind, things in whole.items() if kind != "roles" for thing in things}
    standing = []
    for role in whole["roles"]:
        if role["person_id"] in names and role["of_id"] in names:
            role["person"], role["of"] = names[role["person_id"]], names[role["of_id"]]
            standing.append(role)
    whole["roles"] = standing


def _place_courses(connection: Connection, whole: dict[str, list[Thing]]) -> None:
    programmes = {thing["id"] for thing in whole["programmes"]}
    member_of: dict[int, list[int]] = defaultdict(list)
    for row in connection.execute(sa.select(IN_PROGRAMME).order_by(IN_PROGRAMME.c.programme_id)):
        if row.programme_id in programmes:
            member_of[row.course_id].append(row.programme_id)
    for course in whole["courses"]:
        course["periods"] = course["period"].split(", ") if course["period"] else []
        course["programme_ids"] = member_of[course["id"]]


def _narrow(whole: dict[str, list[Thing]], passes: Passing) -> None:
    """Keeps what passes, and what stands under a hit; a role goes with the person or the thing it is of."""
    under = set(passes.hits)
    _reach_down(whole["institutions"], under, ())
    for _step in range(DEEPEST):
        _reach_down(whole["units"], under, ("parent_id", "institution_id"))
    _reach_down(whole["programmes"], under, ("unit_id", "institution_id"))
    _reach_down(whole["courses"], under, ("unit_id", "institution_id"))
    of_hit = {role["person_id"] for role in whole["roles"] if role["of_id"] in under}
    _reach_down(whole["people"], under, ("unit_id", "institution_id"))
    for name in ("institutions", "units", "programmes", "courses"):
        whole[name] = [thing for thing in whole[name] if thing["id"] in under or thing["id"] in passes]
    whole["people"] = [person for person in whole["people"] if person["id"] in under | of_hit]
    kept = {thing["id"] for name in ("institutions", "units", "programmes", "courses") for thing in whole[name]}
    people = {person["id"] for person in whole["people"]}
    whole["roles"] = [role for role in whole["roles"] if role["person_id"] in people and role["of_id"] in kept]


def _reach_down(things: Iterable[Thing], under: set[int], links: tuple[str, ...]) -> None:
    """Adds to `under` those of `things` that stand right under one of it."""
    for thing in things:
        above = {thing.get(link) for link in links} | set(thing.get("programme_ids", ()))
        if above & under:
            under.add(thing["id"])
