"""Writing the people of a plan: entities, sightings, roles and search texts in bulk, readings without a second look."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm import names
from crm.database.batches import batched
from crm.database.bulk import insert_in_one, insert_rows, reserved_ids
from crm.imports.places import Place
from crm.imports.plan import Entry, Progress, Role, Someone
from crm.imports.who import KnownPerson, known_people
from crm.language import _
from crm.services import folding, readings, search_texts
from crm.tables.core import ENTITY, INSTITUTION, PERSON, ROLE, SEARCH_TEXT, SIGHTING, UNIT
from crm.text import fold
from crm.unit_of_work import Work
from crm.words import EntityKind, Method, RoleKind

_DOUBTED = 0.4
"""Confidence of a role that waits in review."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What every row that is written says of itself."""

    import_id: int
    method: Method
    on: date
    by: str


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
    for start in range(0, len(new), _AT_ONCE):
        progress(_("Writing"), start, progress_of)
        writer.new_people(new[start : start + _AT_ONCE])
    progress(_("Writing"), len(new), progress_of)
    writer.known_people(known)
    folding.forget_loaded(work.session)


_AT_ONCE = 10_000
"""People between two words on progress."""


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


class _Writer:
    def __init__(self, work: Work, ground: Ground) -> None:
        self._work, self._ground = work, ground
        self._connection: Connection = work.session.connection()
        self._identities: set[str] | None = None
        self._school_ids: dict[str, int] = {}
        self._school_names: dict[int, str] = {}
        self._units: dict[tuple[int, str], int | None] = {}

    # Schools

    def schools(self, people: Sequence[Someone]) -> None:
        """Makes the schools that are new, and looks up the names of all."""
        wanted: dict[str, tuple[Place, Entry]] = {}
        for someone in people:
            for entry in someone.entries:
                if entry.place is not None and entry.is_new and entry.place.domain not in wanted:
                    wanted[entry.place.domain] = (entry.place, entry)
        new = [(place, entry) for place, entry in wanted.values() if place.id is None]
        held = self._connection.execute(sa.select(INSTITUTION.c.id, INSTITUTION.c.domain, INSTITUTION.c.name))
        for row in held:
            self._school_ids[row.domain], self._school_names[row.id] = row.id, row.name
        new = [(place, entry) for place, entry in new if place.domain not in self._school_ids]
        if not new:
            return
        ids = self._entities(EntityKind.INSTITUTION, [f"institution:{place.domain}" for place, _e in new])
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
        sightings = []
        for id_, (place, entry) in zip(ids, new, strict=True):
            says = {"name": place.name, **({"level": place.level.value} if place.level else {})}
            sightings.append(self._sighting(id_, EntityKind.INSTITUTION, "school", entry.page, says))
            self._school_ids[place.domain], self._school_names[id_] = id_, place.name
        insert_rows(self._connection, SIGHTING, sightings)
        folding.refold(self._work.session, ids)

    # People

    def new_people(self, people: Sequence[Someone]) -> None:
        """Makes people that were not known, with their roles, readings and search texts."""
        ids = self._entities(EntityKind.PERSON, [self._identity(each.entries[0]) for each in people])
        rows, texts, sightings, roles, later = [], [], [], [], []
        for id_, someone in zip(ids, people, strict=True):
            someone.id = id_
            for entry in someone.entries:
                entry.line.person = id_
            own = [self._sighting(id_, EntityKind.PERSON, e.mention, e.page, e.says) for e in someone.entries]
            sightings += own
            row = self._reading(id_, someone.entries)
            rows.append(row)
            held = self._roles(id_, someone.entries)
            roles += held
            if any(role.of is EntityKind.COURSE for _p, role, _e in held):
                later.append(id_)
            else:
                texts.append(self._search_text(row, someone.entries))
        insert_rows(self._connection, PERSON, rows)
        insert_rows(self._connection, SIGHTING, sightings)
        self._make_roles(roles, {})
        insert_in_one(self._connection, SEARCH_TEXT, texts)
        for some in batched(later):
            search_texts.write(self._connection, sa.select(PERSON.c.id).where(PERSON.c.id.in_(some)))

    def known_people(self, people: Sequence[Someone]) -> None:
        """Adds what is new of people that were known, and makes their readings again."""
        if not people:
            return
        known = known_people(self._connection, [each.id for each in people if each.id is not None])
        sightings: list[dict[str, Any]] = []
        roles: list[tuple[int, Role, Entry]] = []
        ended: list[int] = []
        for someone in people:
            assert someone.id is not None
            new = [entry for entry in someone.entries if entry.is_new]
            sightings += [self._sighting(someone.id, EntityKind.PERSON, e.mention, e.page, e.says) for e in new]
            roles += self._roles(someone.id, new)
            ended += someone.replaced
            self._settle(known[someone.id], new)
        self._end(ended)
        insert_rows(self._connection, SIGHTING, sightings)
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

    def _reading(self, id_: int, entries: Sequence[Entry]) -> dict[str, Any]:
        """The row of a new person: what the fold would make of these rows."""
        says, first = entries[0].says, entries[0].contact.name
        if len(entries) > 1:
            says = self._best(id_, entries)
            first = next((e.contact.name for e in entries if e.says["name"] == says["name"]), first)
        place = next((entry.place for entry in entries if entry.place is not None), None)
        school = self._school_ids[place.domain] if place is not None else None
        titles = says.get("titles")
        return {
            "id": id_,
            "institution_id": school,
            "unit_id": self._unit_id(school, says.get("unit")),
            "name": says["name"],
            "titles": " ".join(titles) if titles else None,
            "sort_key": first.sort_key or fold(says["name"]),
            "email": says.get("email"),
            "phone": says.get("phone"),
            "url": says.get("url"),
            "profile": says.get("profile"),
        }

    def _best(self, id_: int, entries: Sequence[Entry]) -> dict[str, Any]:
        ground = self._ground
        seen: Any = [
            _Seen(number, id_, None, e.page, e.mention, ground.method, e.says, 1.0, ground.on)
            for number, e in enumerate(entries)
        ]
        return {name: chosen.says[name] for name, chosen in readings.best(EntityKind.PERSON, seen).items()}

    def _unit_id(self, school: int | None, name: str | None) -> int | None:
        if school is None or not name:
            return None
        key = (school, fold(name))
        if key not in self._units:
            rows = self._connection.execute(
                sa.select(UNIT.c.id, SIGHTING.c.says)
                .join(SIGHTING, SIGHTING.c.entity_id == UNIT.c.id)
                .where(UNIT.c.institution_id == school, SIGHTING.c.ended_on.is_(None))
            )
            by_name: dict[str, set[int]] = defaultdict(set)
            for row in rows:
                by_name[fold(row.says.get("name") or "")].add(row.id)
            found = by_name.get(key[1], set())
            self._units[key] = next(iter(found)) if len(found) == 1 else None
        return self._units[key]

    def _search_text(self, row: dict[str, Any], entries: Sequence[Entry]) -> dict[str, Any]:
        near = entries[0].says.get("unit") if row["unit_id"] is not None else None
        school = self._school_names.get(row["institution_id"] or 0)
        return search_texts.text_of_person(row["id"], row["name"], row["email"], near, school)

    # Roles

    def _roles(self, person: int, entries: Sequence[Entry]) -> list[tuple[int, Role, Entry]]:
        """The roles that the rows say, each once, at schools that now have their number."""
        found: dict[tuple[RoleKind, int], tuple[int, Role, Entry]] = {}
        for entry in entries:
            for role in entry.roles:
                assert entry.place is not None
                of = role.of_id or self._school_ids[entry.place.domain]
                whole = Role(role.kind, role.of, of, role.words, role.doubtful)
                found.setdefault((role.kind, of), (person, whole, entry))
        return list(found.values())

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
        ids = self._entities(
            EntityKind.ROLE,
            [f"role:{person}:{role.kind}:{role.of_id}:-" for person, role, _e in new],
            doubtful=[role.doubtful for _p, role, _e in new],
        )
        made = dict(zip(((person, role.kind, role.of_id) for person, role, _e in new), ids, strict=True))
        rows = [
            {
                "id": id_,
                "person_id": person,
                "kind": role.kind,
                "of_id": role.of_id,
                "of_kind": role.of,
                "words": role.words or None,
            }
            for id_, (person, role, _e) in zip(ids, new, strict=True)
        ]
        insert_rows(self._connection, ROLE, rows)
        sightings, known = [], []
        for person, role, entry in roles:
            key = (person, role.kind, role.of_id or 0)
            id_ = made.get(key) or held[key]
            if key in held:
                known.append(id_)
            sightings.append(self._role_sighting(id_, role, entry))
        insert_rows(self._connection, SIGHTING, sightings)
        return known

    def _role_sighting(self, id_: int, role: Role, entry: Entry) -> dict[str, Any]:
        says: dict[str, Any] = {"kind": role.kind.value, "of": role.of.value}
        if role.words:
            says["words"] = role.words
        if role.doubtful:
            says["doubtful"] = True
        row = self._sighting(id_, EntityKind.ROLE, f"{entry.mention} | {role.kind} | {role.of_id}", entry.page, says)
        if role.doubtful:
            row["confidence"] = _DOUBTED
        return row

    # Rows

    def _entities(
        self, kind: EntityKind, identities: Sequence[str], doubtful: Sequence[bool] | None = None
    ) -> list[int]:
        ids = list(reserved_ids(self._connection, ENTITY, len(identities)))
        on = self._ground.on
        rows = [
            {
                "id": id_,
                "kind": kind,
                "identity": identity,
                "first_seen": on,
                "last_seen": on,
                "in_review": bool(doubtful and doubtful[place]),
            }
            for place, (id_, identity) in enumerate(zip(ids, identities, strict=True))
        ]
        insert_rows(self._connection, ENTITY, rows)
        return ids

    def _sighting(self, id_: int, kind: EntityKind, mention: str, page: str, says: dict[str, Any]) -> dict[str, Any]:
        ground = self._ground
        return {
            "entity_id": id_,
            "kind": kind.value,
            "mention": mention,
            "page": page,
            "method": ground.method,
            "says": says,
            "evidence": {},
            "confidence": 1.0,
            "first_seen": ground.on,
            "last_seen": ground.on,
            "by": ground.by,
            "import_id": ground.import_id,
        }

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


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}#{number}"
