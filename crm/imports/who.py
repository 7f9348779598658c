"""Who a row is: somebody whom an earlier import or the map knows, somebody of an earlier row, or somebody new."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.database.batches import batched
from crm.imports import matching
from crm.imports.earlier import Earlier
from crm.imports.plan import Entry, Someone
from crm.tables.core import PERSON


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody in the database, as far as an import asks."""

    id: int
    institution_id: int | None
    values: dict[str, Any]


def people_of(session: Session, entries: Sequence[Entry], earlier: Earlier, origin: str) -> list[Someone]:
    """The people that `entries` speak of, each once, in the order in which they are first named.

    A row that an earlier import had is who it was then. The others go to the matcher, all at once: it tells which are
    one person for certain, and with whom of the database.
    """
    found: list[int | None] = [earlier.person_of(entry, origin) for entry in entries]
    twice = _said_twice(entries, found)
    open_ = [place for place, person in enumerate(found) if person is None and place not in twice]
    decided = dict(zip(open_, matching.decided(session, [entries[place] for place in open_]), strict=True))
    people: dict[tuple[int | None, int], Someone] = {}
    for place, entry in enumerate(entries):
        first = twice.get(place, place)
        person = found[first]
        key: tuple[int | None, int] = (person, 0)
        if person is None:
            person, group = decided[first]
            key = (person, 0) if person is not None else (None, group)
        if key not in people:
            people[key] = Someone(person, [])
        people[key].entries.append(entry)
    return list(people.values())


def _said_twice(entries: Sequence[Entry], found: Sequence[int | None]) -> dict[int, int]:
    """Rows that repeat an earlier one to the letter, with its place: one person, whoever else is called so.

    What says nothing but a name and a school may be two namesakes: that is for the matcher.
    """
    alike: dict[tuple[str | None, ...], list[int]] = {}
    twice: dict[int, int] = {}
    for place, entry in enumerate(entries):
        if found[place] is not None:
            continue
        says = entry.says
        beside = [says.get(name) for name in _TELLING]
        if any(beside):
            earlier = alike.setdefault((says["name"], *beside), [])
            first = next((one for one in earlier if entries[one].says == says), None)
            if first is None:
                earlier.append(place)
            else:
                twice[place] = first
    return twice


_TELLING = ("email", "phone", "profile")


def known_people(connection: Connection, ids: Sequence[int]) -> dict[int, KnownPerson]:
    """The people with these ids."""
    known = {}
    for some in batched(sorted(set(ids))):
        for row in connection.execute(sa.select(PERSON).where(PERSON.c.id.in_(some))).mappings():
            known[row["id"]] = KnownPerson(row["id"], row["institution_id"], dict(row))
    return known


def comparable(field: str, value: str) -> str:
    """A value as two files are compared: numbers by their last nine digits, addresses in lower case."""
    if field == "phone":
        return "".join(c for c in value if c.isdigit())[-9:]
    return value.strip().lower()
