"""The roles that mentions of people carry: whose, what, of what, and in which school year."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.services.attaching import Place, Places
from crm.services.entities import new_entities
from crm.services.known import Known
from crm.services.mentions import Mention, RoleMention
from crm.tables.core import ROLE
from crm.text import fold
from crm.words import EntityKind, RoleKind

RoleKey = tuple[int, str, int, str | None]
"""Whose role, its kind, of what, and in which school year."""


def role_mentions(
    connection: Connection, known: Known, places: Places, people: list[Mention], on: date
) -> list[Mention]:
    """The mentions of roles, each with its entity: who, what, of what, and in which school year."""
    found = _telling(
        [
            (person, role, places.find(person, role))
            for person in people
            for role in sorted(person.roles, key=lambda r: (r.kind, str(r.of), str(sorted(r.says.items()))))
        ]
    )
    newest = _newest_years(found)
    mentions: dict[tuple[str, str, str, str], Mention] = {}
    wanted: dict[RoleKey, EntityKind] = {}
    role_keys: dict[tuple[str, str, str, str], RoleKey] = {}
    for person, role, place in found:
        mention = _role_mention(person, role, sure=place.certain)
        if mention.key not in mentions:
            whose = (person.entity_id or 0, role.kind, place.id)
            mentions[mention.key] = mention
            role_keys[mention.key] = (*whose, role.says.get("school_year") or newest.get(whose))
            wanted.setdefault(role_keys[mention.key], place.kind)
    _make_roles(connection, known, wanted, on)
    for key, mention in mentions.items():
        mention.entity_id = known.roles[role_keys[key]]
    return list(mentions.values())


def _telling(found: list[tuple[Mention, RoleMention, Place]]) -> list[tuple[Mention, RoleMention, Place]]:
    """Leaves out what says nothing new: "docent" without more, of who is said elsewhere to teach this or that."""
    pointed = {(person.entity_id, role.kind) for person, role, place in found if place.pointed_at}
    placed = {person_id for person_id, _kind in pointed}
    return [
        (person, role, place)
        for person, role, place in found
        if place.pointed_at
        or any(role.says.get(name) for name in ("name", "code", "url"))
        or not (
            (person.entity_id, role.kind) in pointed or (role.kind == RoleKind.STAFF and person.entity_id in placed)
        )
    ]


def _newest_years(found: list[tuple[Mention, RoleMention, Place]]) -> dict[tuple[int, str, int], str]:
    """The last school year that pages give of each role: what says no year confirms that one."""
    newest: dict[tuple[int, str, int], str] = {}
    for person, role, place in found:
        whose, year = (person.entity_id or 0, role.kind, place.id), role.says.get("school_year")
        if year:
            newest[whose] = max(year, newest.get(whose, ""))
    return newest


def _role_mention(person: Mention, role: RoleMention, *, sure: bool) -> Mention:
    what = role.says.get("code") or role.says.get("url") or fold(role.says.get("name", ""))
    name = f"{person.name} | {role.kind} | {role.of} | {what} | {role.says.get('school_year', '')}"
    says = {"kind": role.kind, "of": str(role.of), **role.says}
    if not sure:
        says["doubtful"] = True
    return Mention(
        kind=EntityKind.ROLE,
        page=person.page,
        method=person.method,
        name=name,
        on=person.on,
        confidence=person.confidence,
        says=says,
    )


def _make_roles(connection: Connection, known: Known, wanted: dict[RoleKey, EntityKind], on: date) -> None:
    new = [key for key in wanted if key not in known.roles]
    identities = [f"role:{person}:{kind}:{of}:{year or '-'}" for person, kind, of, year in new]
    ids = new_entities(connection, EntityKind.ROLE, identities, on)
    rows: list[dict[str, Any]] = [
        {"id": i, "person_id": key[0], "kind": key[1], "of_id": key[2], "of_kind": wanted[key], "school_year": key[3]}
        for i, key in zip(ids, new, strict=True)
    ]
    if rows:
        connection.execute(sa.insert(ROLE), rows)
    known.roles.update(zip(new, ids, strict=True))
