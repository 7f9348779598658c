"""Which school a text of a file means, and which part of it: by any of its names, or by an address."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.identity.places import place_key
from crm.resources import data_path
from crm.schools import BY_NAME, School, other_names, school_at, school_named, schools
from crm.services.unit_words import is_called, says_unit
from crm.tables.core import COURSE, ENTITY, INSTITUTION, PROGRAMME, STANDS, UNIT
from crm.tables.crawled import SOURCE
from crm.text import LONGEST, clean, fold
from crm.words import EntityKind, Level, Target

_CUTS = re.compile(r"\s*[|•·,;/()\n]\s*|\s+[–—-]\s+")
_ARTICLES = ("de ", "het ", "the ")


ALIKE = 88
"""Of 100: a new school that is called so much like a known one is told."""


@dataclass(frozen=True, slots=True)
class Place:
    """A school as a file means it. `id` None: the database has none like it yet."""

    id: int | None
    name: str
    domain: str
    level: Level | None = None
    part: str = ""
    """What the text says besides the school: "Faculteit Digitale Media"."""
    mapped: bool = False
    """Whether it is one of the schools that are mapped: it has a source, or something of it is known."""


@cache
def _school_words() -> tuple[str, ...]:
    said = tomllib.loads(data_path("imports/contacts.toml").read_text(encoding="utf-8"))["schools"]
    return tuple(fold(word) for word in said["words"])


def says_school(text: str) -> bool:
    """Whether a name says itself that it is a school's."""
    folded = f" {fold(text)} "
    return any(f" {word} " in folded for word in _school_words())


class Places:
    """The schools of the database and those that are known anyway, by every name and domain."""

    def __init__(self, connection: Connection) -> None:
        """Reads the schools of the database."""
        self._by_key: dict[str, Place] = {}
        self._by_domain: dict[str, Place] = {}
        self._found: dict[str, Place | None] = {}
        self._learned: dict[str, str] = {}
        self._parts: dict[int, _Parts] = {}
        self._unit_names: dict[tuple[str, str], str] = {}
        self._connection = connection
        aliases = {school.domain: school for school in schools()}
        mapped = _mapped(connection)
        named = defaultdict(list)
        for row in connection.execute(sa.select(SOURCE.c.institution_id, SOURCE.c.name)):
            named[row.institution_id].append(row.name)
        for row in connection.execute(sa.select(INSTITUTION).order_by(INSTITUTION.c.id)):
            place = Place(row.id, row.name, row.domain, row.level, mapped=row.id in mapped)
            self._by_domain[row.domain] = place
            known = aliases.get(row.domain)
            names = [row.name, row.domain, *named[row.id], *((known.name, *known.aliases) if known else ())]
            if not row.domain.startswith(BY_NAME):
                names.append(row.domain.partition(".")[0])
            for name in names:
                self._by_key.setdefault(_key(name), place)
        for place in list(self._by_key.values()):
            for name in other_names(place.name):
                self._by_key.setdefault(_key(name), place)

    def learn(self, domains: Mapping[str, str]) -> None:
        """Takes over which domain schools have that are known by name alone: key of the name → domain."""
        self._learned = dict(domains)
        self._found.clear()

    def find(self, text: str) -> Place | None:
        """The school that `text` names, alone or with a part of it ("HvA | Faculteit Digitale Media"), if any."""
        if text not in self._found:
            self._found[text] = self._look(clean(text, LONGEST))
        return self._found[text]

    def named(self, text: str) -> Place | None:
        """The same for a text that is said to be a school's name: one that is not known stands by its name alone."""
        found = self.find(text)
        if found is not None:
            return found
        key = place_key(text)
        domain = self._learned.get(key)
        if domain is None:
            return _by_name(clean(text, 200), key)
        if domain not in self._by_domain:
            known = school_at(f"https://{domain}/")
            self._by_domain[domain] = self._of_known(known) if known else Place(None, clean(text, 200), domain)
        return self._by_domain[domain]

    def near(self, place: Place) -> str | None:
        """The known school that a new one, known by its name alone, is probably a slip of the pen for."""
        if place.id is not None or not place.domain.startswith(BY_NAME):
            return None
        from rapidfuzz import fuzz, process

        known = self._by_key.keys() | {_key(school.name) for school in schools()}
        found = process.extractOne(_key(place.name), known, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found is None:
            return None
        meant = self._match(found[0])
        return meant.name if meant is not None else None

    def at(self, address: str) -> Place | None:
        """The school at whose domain an e-mail address or page stands."""
        host = address.rpartition("@")[2] if "@" in address else re.sub(r"^https?://", "", address).partition("/")[0]
        parts = host.lower().removeprefix("www.").split(".")
        for start in range(len(parts) - 1):
            place = self._by_domain.get(".".join(parts[start:]))
            if place is not None:
                return place
        known = school_at(f"https://{host}/")
        return self._of_known(known) if known is not None else None

    def parts(self, place: Place) -> "_Parts":
        """Units, programmes and courses of a school, by name."""
        if place.id is None:
            return _Parts()
        if place.id not in self._parts:
            self._parts[place.id] = _Parts.of(self._connection, place.id)
        return self._parts[place.id]

    def unit_name(self, place: Place, text: str) -> str:
        """The unit of a school that `text` means, by its name on the map; `text` itself where none is found."""
        key = (place.domain, text)
        if key not in self._unit_names:
            self._unit_names[key] = self.parts(place).unit_name(text)
        return self._unit_names[key]

    def _look(self, text: str) -> Place | None:
        if not text:
            return None
        whole = self._match(text)
        if whole is not None:
            return whole
        parts = [part for part in _CUTS.split(text) if part.strip()]
        for number, part in enumerate(parts):
            found = self._match(part) or self._beginning(part)
            if found is not None:
                rest = " · ".join([*parts[:number], *([found.part] if found.part else []), *parts[number + 1 :]])
                return _with_part(found, rest)
        return None

    def _beginning(self, text: str) -> Place | None:
        """ "HvA Faculteit Digitale Media": a name of a school and then a part that says it is one."""
        words = text.split()
        for length in range(len(words) - 1, 0, -1):
            rest = " ".join(words[length:])
            if says_unit(rest):
                found = self._match(" ".join(words[:length]))
                if found is not None:
                    return _with_part(found, rest)
        return None

    def _match(self, text: str) -> Place | None:
        found = self._by_key.get(_key(text))
        if found is not None:
            return found
        known = school_named(text)
        return self._of_known(known) if known is not None else None

    def _of_known(self, known: School) -> Place:
        held = self._by_domain.get(known.domain)
        return held or Place(None, known.name, known.domain, known.level)


def _with_part(place: Place, part: str) -> Place:
    return Place(place.id, place.name, place.domain, place.level, part, place.mapped)


def _by_name(text: str, key: str) -> Place | None:
    return Place(None, text, f"{BY_NAME}{key}") if key else None


def _key(name: str) -> str:
    folded = fold(name)
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded


def _mapped(connection: Connection) -> set[int]:
    said = sa.union(
        sa.select(SOURCE.c.institution_id),
        sa.select(PROGRAMME.c.institution_id),
        sa.select(COURSE.c.institution_id),
        sa.select(UNIT.c.institution_id),
        sa.select(INSTITUTION.c.id).where(INSTITUTION.c.target == Target.YES),
    )
    return {int(found) for found in connection.scalars(said) if found is not None}


class _Parts:
    """The units, programmes and courses of a school that stand, by folded name."""

    def __init__(self) -> None:
        self.by_name: dict[tuple[EntityKind, str], set[int]] = defaultdict(set)
        self.units: dict[str, str] = {}
        """Folded name → name, of each unit."""

    @classmethod
    def of(cls, connection: Connection, institution_id: int) -> "_Parts":
        """Those of one school."""
        found = cls()
        for kind, table in ((EntityKind.UNIT, UNIT), (EntityKind.PROGRAMME, PROGRAMME), (EntityKind.COURSE, COURSE)):
            standing = sa.select(table.c.id, table.c.name).join(ENTITY, ENTITY.c.id == table.c.id)
            for row in connection.execute(standing.where(table.c.institution_id == institution_id, STANDS)):
                found.by_name[kind, fold(row.name)].add(row.id)
                if kind is EntityKind.UNIT:
                    found.units[fold(row.name)] = row.name
        return found

    def one(self, name: str, *kinds: EntityKind) -> tuple[EntityKind, int] | None:
        """The only thing called so, of the first of `kinds` that has it; a unit also by its short name."""
        wanted = fold(name)
        if not wanted:
            return None
        for kind in kinds:
            ids = self.by_name.get((kind, wanted), set())
            if len(ids) == 1:
                return kind, next(iter(ids))
            if kind is EntityKind.UNIT and not ids:
                short = [unit for unit in self.units if is_called(wanted, unit)]
                if len(short) == 1 and len(self.by_name[kind, short[0]]) == 1:
                    return kind, next(iter(self.by_name[kind, short[0]]))
        return None

    def unit_name(self, text: str) -> str:
        """The name of the unit that `text` means, as the map has it; `text` itself where none is found."""
        found = self.one(text, EntityKind.UNIT)
        if found is None:
            return text
        return next((name for key, name in self.units.items() if found[1] in self.by_name[EntityKind.UNIT, key]), text)
