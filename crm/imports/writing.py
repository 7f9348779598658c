"""Writing the people of a plan: entities, sightings, roles and search texts in bulk, readings without a second look."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm import names
from crm.database.batches import batched
from crm.database.bulk import indexed_afterwards, insert_columns, insert_in_one, insert_rows
from crm.imports.ground import Ground, Sightings, add_entities, add_sightings
from crm.imports.places import Place
from crm.imports.plan import Entry, Progress, Role, Someone
from crm.imports.who import KnownPerson, known_people
from crm.language import _
from crm.services import folding, readings, search_texts
from crm.tables.core import ENTITY, INSTITUTION, PERSON, ROLE, SEARCH_TEXT, UNIT
from crm.tables.crawled import SIGHTING
from crm.text import fold
from crm.unit_of_work import Work
from crm.words import EntityKind, Method, RoleKind

_DOUBTED = 0.4
"""Confidence of a role, or of a namesake of somebody who was erased, that waits in review."""


def write_people(work: Work, people: Sequence[Someone], ground: Ground, progress: Progress) -> None:
    """Writes what is new of `people`, and gives each of them their id.

    People who were not known get their best reading at once; of the others it is made again.
    """
    work.session.flush()
    writer = _Writer(work, ground)
    writer.schools(people)
    progress_of = len(people)
    new = [each for each in people if each.id is None]
    known = [each for each in people if each.id is not None and any(entry.is_new for entry in each.entries)]
    connection = work.session.connection()
    many = len(new) > max(_MANY, connection.scalar(sa.select(sa.func.count()).select_from(PERSON)) or 0)
    with indexed_afterwards(connection, (ENTITY, PERSON, ROLE, SIGHTING)) if many else nullcontext():
        for start in range(0, len(new), _AT_ONCE):
            progress(_("Writing"), start, progress_of)
            writer.new_people(new[start : start + _AT_ONCE])
    writer.texts_by_course()
    progress(_("Writing"), len(new), progress_of)
    writer.known_people(known)
    folding.forget_loaded(work.session)


_AT_ONCE = 10_000
"""People between two words on progress."""

_MANY = 5_000
"""New people from which indexes are better made when all are there."""


@dataclass(slots=True)
class _Seen:
    """A sighting as the fold looks at it."""

    id: int
    entity_id: int
    source_id: None
    page: str
    mention: str
    method: Method
    says: dict[str, Any]
    confidence: float
    last_seen: date
    ended_on: None = None


_PERSON = ("id", "institution_id", "unit_id", "name", "titles", "sort_key", "email", "phone", "url", "profile")


class _Writer:
    def __init__(self, work: Work, ground: Ground) -> None:
        self._work, self._ground = work, ground
        self._connection: Connection = work.session.connection()
        self._identities: set[str] | None = None
        self._school_ids: dict[str, int] = {}
        self._school_names: dict[int, str] = {}
        self._units: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._roles_of: dict[int, Sequence[Role]] = {}
        self._later: list[int] = []
        self._role_says: dict[tuple[RoleKind, EntityKind, str, bool], dict[str, Any]] = {}

    # Schools

    def schools(self, people: Sequence[Someone]) -> None:
        """Makes the schools that are new, and looks up the names of all and of their units."""
        wanted: dict[str, tuple[Place, Entry]] = {}
        for someone in people:
            for entry in someone.entries:
                if entry.place is not None and entry.is_new and entry.place.domain not in wanted:
                    wanted[entry.place.domain] = (entry.place, entry)
        new = [(place, entry) for place, entry in wanted.values() if place.id is None]
        held = self._connection.execute(sa.select(INSTITUTION.c.id, INSTITUTION.c.domain, INSTITUTION.c.name))
        for row in held:
            self._school_ids[row.domain], self._school_names[row.id] = row.id, row.name
        said = (
            sa.select(UNIT.c.institution_id, UNIT.c.id, SIGHTING.c.says)
            .join(SIGHTING, SIGHTING.c.entity_id == UNIT.c.id)
            .where(SIGHTING.c.ended_on.is_(None))
        )
        for school, unit, says in self._connection.execute(said):
            self._units[school, fold(says.get("name") or "")].add(unit)
        new = [(place, entry) for place, entry in new if place.domain not in self._school_ids]
        if not new:
            return
        ids = add_entities(
            self._connection, self._ground, EntityKind.INSTITUTION, [f"institution:{place.domain}" for place, _e in new]
        )
        insert_rows(
            self._connection,
            INSTITUTION,
            [
                {
                    "id": id_,
                    "name": place.name,
                    "sort_key": fold(place.name),
                    "level": place.level,
                    "domain": place.domain,
                    "target": "undecided",
                }
                for id_, (place, _e) in zip(ids, new, strict=True)
            ],
        )
        sightings = Sightings(EntityKind.INSTITUTION)
        for id_, (place, entry) in zip(ids, new, strict=True):
            says = {"name": place.name, **({"level": place.level.value} if place.level else {})}
            sightings.add(id_, "school", entry.page, says)
            self._school_ids[place.domain], self._school_names[id_] = id_, place.name
        add_sightings(self._connection, self._ground, sightings)
        folding.refold(self._work.session, ids)

    # People

    def new_people(self, people: Sequence[Someone]) -> None:
        """Makes people that were not known, with their roles, readings and search texts."""
        doubtful = [all(entry.doubtful for entry in each.entries) for each in people]
        ids = add_entities(
            self._connection,
            self._ground,
            EntityKind.PERSON,
            [self._identity(each.entries[0]) for each in people],
            doubtful=doubtful if any(doubtful) else None,
        )
        sightings = Sightings(EntityKind.PERSON)
        rows, texts, roles, later = [], [], [], []
        for id_, someone in zip(ids, people, strict=True):
            someone.id = id_
            entries = someone.entries
            for entry in entries:
                entry.line.person = id_
                confidence = _DOUBTED if entry.doubtful else 1.0
                sightings.add(id_, entry.mention, entry.page, entry.says, confidence)
            row = self._reading(id_, entries)
            rows.append(row)
            held = self._roles(id_, entries)
            roles += held
            if any(role.of is EntityKind.COURSE for _p, role, _e in held):
                later.append(id_)
            else:
                texts.append(self._search_text(id_, row, entries))
        insert_columns(self._connection, PERSON, dict(zip(_PERSON, zip(*rows, strict=True), strict=True)))
        add_sightings(self._connection, self._ground, sightings)
        self._make_roles(roles, {})
        insert_in_one(self._connection, SEARCH_TEXT, texts)
        self._later += later

    def texts_by_course(self) -> None:
        """Writes the search texts of who teaches a course, which are found by its name as well."""
        for some in batched(self._later):
            search_texts.write(self._connection, sa.select(PERSON.c.id).where(PERSON.c.id.in_(some)))

    def known_people(self, people: Sequence[Someone]) -> None:
        """Adds what is new of people that were known, and makes their readings again."""
        if not people:
            return
        known = known_people(self._connection, [each.id for each in people if each.id is not None])
        sightings = Sightings(EntityKind.PERSON)
        roles: list[tuple[int, Role, Entry]] = []
        ended: list[int] = []
        for someone in people:
            assert someone.id is not None
            new = [entry for entry in someone.entries if entry.is_new]
            for entry in new:
                sightings.add(someone.id, entry.mention, entry.page, entry.says)
            roles += self._roles(someone.id, new)
            ended += someone.replaced
            self._settle(known[someone.id], new)
        self._end(ended)
        add_sightings(self._connection, self._ground, sightings)
        touched = self._make_roles(roles, self._held_roles([each.id for each in people if each.id is not None]))
        folding.refold(self._work.session, [*known, *touched])

    def _settle(self, person: KnownPerson, entries: Sequence[Entry]) -> None:
        """Gives somebody without a school that of the first row that names one."""
        place = next((entry.place for entry in entries if entry.place is not None), None)
        if person.institution_id is not None or place is None:
            return
        school = self._school_ids[place.domain]
        self._work.note_rows("person", [(person.values, {**person.values, "institution_id": school})])
        self._connection.execute(sa.update(PERSON).where(PERSON.c.id == person.id).values(institution_id=school))

    def _end(self, ids: Sequence[int]) -> None:
        """Ends sightings whose place is taken, in the journal as well."""
        for some in batched(ids):
            held = self._connection.execute(sa.select(SIGHTING).where(SIGHTING.c.id.in_(some))).mappings()
            before = [dict(row) for row in held]
            self._work.note_rows("sighting", [(row, {**row, "ended_on": self._ended_on(row)}) for row in before])
            for row in before:
                ended = sa.update(SIGHTING).where(SIGHTING.c.id == row["id"])
                self._connection.execute(ended.values(ended_on=self._ended_on(row)))

    def _ended_on(self, row: dict[str, Any]) -> date:
        last: date = max(row["last_seen"], self._ground.on)
        return last

    def _reading(self, id_: int, entries: Sequence[Entry]) -> tuple[Any, ...]:
        """The row of a new person (`_PERSON`): what the fold would make of these rows."""
        says, first = entries[0].says, entries[0].contact.name
        place = entries[0].place
        if len(entries) > 1:
            says = _united(entries) or self._best(id_, entries)
            first = next((e.contact.name for e in entries if e.says["name"] == says["name"]), first)
            place = next((entry.place for entry in entries if entry.place is not None), None)
        school = self._school_ids[place.domain] if place is not None else None
        unit, titles, get = says.get("unit"), says.get("titles"), says.get
        return (
            id_,
            school,
            self._unit_id(school, unit) if unit else None,
            says["name"],
            " ".join(titles) if titles else None,
            first.sort_key or fold(says["name"]),
            get("email"),
            get("phone"),
            get("url"),
            get("profile"),
        )

    def _best(self, id_: int, entries: Sequence[Entry]) -> dict[str, Any]:
        ground = self._ground
        seen: Any = [
            _Seen(number, id_, None, e.page, e.mention, ground.method, e.says, 1.0, ground.on)
            for number, e in enumerate(entries)
        ]
        return {name: chosen.says[name] for name, chosen in readings.best(EntityKind.PERSON, seen).items()}

    def _unit_id(self, school: int | None, name: str) -> int | None:
        """The only unit of the school that any page calls so."""
        found = self._units.get((school or 0, fold(name)), set())
        return next(iter(found)) if len(found) == 1 else None

    def _search_text(self, id_: int, row: tuple[Any, ...], entries: Sequence[Entry]) -> dict[str, Any]:
        _id, school, unit, name, _titles, _sort_key, email, *_rest = row
        near = entries[0].says.get("unit") if unit is not None else None
        return search_texts.text_of_person(id_, name, email, near, self._school_names.get(school or 0))

    # Roles

    def _roles(self, person: int, entries: Sequence[Entry]) -> list[tuple[int, Role, Entry]]:
        """The roles that the rows say, each once, at schools that now have their number."""
        if len(entries) == 1:
            return [(person, role, entries[0]) for role in self._whole_roles(entries[0])]
        found: dict[tuple[RoleKind, int | None], tuple[int, Role, Entry]] = {}
        for entry in entries:
            for role in self._whole_roles(entry):
                found.setdefault((role.kind, role.of_id), (person, role, entry))
        return list(found.values())

    def _whole_roles(self, entry: Entry) -> Sequence[Role]:
        """The roles of a row, once each, at schools that have their number; rows that say the same share them."""
        if not entry.roles:
            return ()
        known = self._roles_of.get(id(entry.roles))
        if known is None:
            assert entry.place is not None
            school = self._school_ids[entry.place.domain]
            whole = {
                (role.kind, role.of_id or school): Role(
                    role.kind, role.of, role.of_id or school, role.words, role.doubtful
                )
                for role in reversed(entry.roles)
            }
            known = self._roles_of[id(entry.roles)] = list(reversed(whole.values()))
        return known

    def _held_roles(self, people: Sequence[int]) -> dict[tuple[int, RoleKind, int], int]:
        held: dict[tuple[int, RoleKind, int], int] = {}
        for some in batched(people):
            for row in self._connection.execute(sa.select(ROLE).where(ROLE.c.person_id.in_(some)).order_by(ROLE.c.id)):
                held.setdefault((row.person_id, row.kind, row.of_id), row.id)
        return held

    def _make_roles(
        self, roles: Sequence[tuple[int, Role, Entry]], held: dict[tuple[int, RoleKind, int], int]
    ) -> list[int]:
        """Makes the roles that nobody knew, and says of all where they stand; the ids of those that were known."""
        new = [(person, role, entry) for person, role, entry in roles if (person, role.kind, role.of_id) not in held]
        ids = add_entities(
            self._connection,
            self._ground,
            EntityKind.ROLE,
            [f"role:{person}:{role.kind}:{role.of_id}:-" for person, role, _e in new],
            doubtful=[role.doubtful for _p, role, _e in new],
        )
        made = dict(zip(((person, role.kind, role.of_id) for person, role, _e in new), ids, strict=True))
        columns: dict[str, Sequence[Any]] = {
            "id": ids,
            "person_id": [person for person, _role, _e in new],
            "kind": [role.kind for _p, role, _e in new],
            "of_id": [role.of_id for _p, role, _e in new],
            "of_kind": [role.of for _p, role, _e in new],
            "words": [role.words or None for _p, role, _e in new],
        }
        insert_columns(self._connection, ROLE, columns)
        sightings, known = Sightings(EntityKind.ROLE), []
        for person, role, entry in roles:
            key = (person, role.kind, role.of_id or 0)
            id_ = made.get(key) or held[key]
            if key in held:
                known.append(id_)
            mention = f"{entry.mention} | {role.kind} | {role.of_id}"
            sightings.add(id_, mention, entry.page, self._says_of_role(role), _DOUBTED if role.doubtful else 1.0)
        add_sightings(self._connection, self._ground, sightings)
        return known

    def _says_of_role(self, role: Role) -> dict[str, Any]:
        """What a sighting says of a role; one for all that say the same."""
        key = (role.kind, role.of, role.words, role.doubtful)
        says = self._role_says.get(key)
        if says is None:
            says = {"kind": role.kind.value, "of": role.of.value}
            if role.words:
                says["words"] = role.words
            if role.doubtful:
                says["doubtful"] = True
            self._role_says[key] = says
        return says

    def _identity(self, entry: Entry) -> str:
        """One text for one person: by address, profile or name at their school, numbered where another has it."""
        contact = entry.contact
        if self._identities is None:
            stems = sa.select(ENTITY.c.identity).where(ENTITY.c.kind == EntityKind.PERSON)
            self._identities = set(self._connection.scalars(stems))
        domain = entry.place.domain if entry.place is not None else "-"
        if contact.emails:
            by = f"email:{contact.emails[0].lower()}"
        elif contact.profile:
            by = f"profile:{contact.profile}"
        else:
            by = f"name:{names.full_key(contact.name)}"
        for identity in _numbered(f"person:{domain}:{by}"):
            if identity not in self._identities:
                self._identities.add(identity)
                return identity
        raise AssertionError("numbers never end")


def _united(entries: Sequence[Entry]) -> dict[str, Any] | None:
    """What the rows say together, where no two say otherwise."""
    says = dict(entries[0].says)
    for entry in entries[1:]:
        for name, value in entry.says.items():
            if says.setdefault(name, value) != value:
                return None
    return says


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}#{number}"
