"""A database full of invented contacts, made straight in the tables: what the lists of the app are measured on.

python -m benchmarks.screen.contacts FILE [PEOPLE]
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert

from crm.database.engine import sqlite_url
from crm.database.opening import open_database
from crm.tables import all_tables
from crm.text import fold

SEED = 20261123
DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SCHOOLS = 12
PROGRAMMES = 30
"""A school."""
COURSES = 12
"""A programme."""
LEADS_A_HUNDRED = 5
BATCH = 20_000

_FIRST = [
    "Zoë",
    "Pim",
    "Amira",
    "Joost",
    "Fenna",
    "Bas",
    "Noor",
    "Ravi",
    "Lotte",
    "Sjoerd",
    "Mila",
    "Tijs",
    "Yara",
    "Wout",
    "Ines",
    "Koen",
    "Elif",
    "Maud",
    "Jelle",
    "Sanne",
]
_LAST = [
    "Hek",
    "Bakker",
    "Tahiri",
    "Smit",
    "Wit",
    "Veld",
    "Oudejans",
    "Jansen",
    "Visser",
    "Dijk",
    "Berg",
    "Meer",
    "Bouhali",
    "Kaya",
    "Vos",
    "Mulder",
    "Prins",
    "Kok",
]
_INFIX = ("", "", "", "van 't", "de", "van der", "in 't", "el")
_TAIL = ("", "", "", "-de Wit", "-Visser", "stra", "ma", "sen")
_SUBJECT = [
    "Data",
    "Web",
    "Marketing",
    "Zorg",
    "Logistiek",
    "Ontwerp",
    "Techniek",
    "Media",
    "Recht",
    "Financiën",
    "Energie",
    "Bouw",
]
_FORM = [
    "analyse",
    "ontwikkeling",
    "visualisatie",
    "praktijk",
    "onderzoek",
    "project",
    "management",
    "ethiek",
    "beheer",
]
_STAGES = ("mapped", "warm", "warm", "informed", "informed", "informed", "examples", "agreement")


class Filling:
    """Fills one database; ids are dealt out here so that every row can be made by Core."""

    leads_a_hundred = LEADS_A_HUNDRED

    def __init__(self, connection: Connection, people: int) -> None:
        self.connection = connection
        self.people = people
        self.random = random.Random(SEED)
        self.next_id = 0
        self.tables: Mapping[str, Table] = {table.name: table for table in all_tables()}
        self.waiting: dict[str, list[dict[str, Any]]] = {}

    def fill(self) -> None:
        """Makes everything."""
        courses = [course for number in range(1, SCHOOLS + 1) for course in self.school(number)]
        for number in range(self.people):
            self.person(number, courses[number % len(courses)])
            if len(self.waiting.get("entity", ())) >= BATCH:
                self.flush()
        self.flush()

    def flush(self) -> None:
        """Writes what waits, tables in the order they need each other."""
        for table in all_tables():
            rows = self.waiting.pop(table.name, [])
            if rows:
                self.connection.execute(insert(table), rows)

    def put(self, table: str, **values: object) -> None:
        """A row for later."""
        self.waiting.setdefault(table, []).append(values)

    def entity(self, kind: str, name: str, place: str, words: str = "", courses: str = "") -> int:
        """An identity, with what search looks through."""
        self.next_id += 1
        self.put("entity", id=self.next_id, kind=kind, identity=f"{kind}:{self.next_id}", first_seen=DAY, last_seen=DAY)
        folded = fold(f"{name} {words} {place}")
        texts = {"name": name, "place": place, "words": folded, "courses": fold(courses)}
        self.put("search_text", id=self.next_id, kind=kind, **texts)
        return self.next_id

    def school(self, number: int) -> Iterator[tuple[int, str, int, str]]:
        """A school with its units, programmes and courses: (course, its name, school, words for the place)."""
        name = f"Hogeschool {_SUBJECT[number % len(_SUBJECT)]} {number}"
        domain = f"school{number}.example"
        school = self.entity("institution", name, "")
        self.put("institution", id=school, name=name, sort_key=fold(name), level="hbo", domain=domain)
        self.put("source", id=number, name=name, url=f"https://www.{domain}/", institution_id=school, added_at=MOMENT)
        unit = self.entity("unit", f"Academie {number}", name)
        self.put("unit", id=unit, institution_id=school, name=f"Academie {number}", sort_key=f"academie {number}")
        for _programme in range(PROGRAMMES):
            yield from self.programme(school, unit, name)

    def programme(self, school: int, unit: int, school_name: str) -> Iterator[tuple[int, str, int, str]]:
        """A programme with its courses."""
        name = f"{self.random.choice(_SUBJECT)} {self.random.choice(_FORM)}"
        programme = self.entity("programme", name, school_name)
        self.put("programme", id=programme, institution_id=school, unit_id=unit, name=name, sort_key=fold(name))
        for number in range(COURSES):
            course_name = f"{self.random.choice(_SUBJECT)}{self.random.choice(_FORM)} {number + 1}"
            code = f"C-{self.next_id}"
            course = self.entity("course", course_name, f"{name} · {school_name}", code)
            self.put(
                "course",
                id=course,
                institution_id=school,
                unit_id=unit,
                name=course_name,
                sort_key=fold(course_name),
                code=code,
                credits=5.0,
                period="blok 2",
                school_year="2026-2027",
            )
            self.put("course_in_programme", course_id=course, programme_id=programme)
            yield course, course_name, school, f"{name} · {school_name}"

    def person(self, number: int, course: tuple[int, str, int, str]) -> None:
        """A teacher of a course, seen on a page; now and then a lead."""
        course_id, course_name, school, place = course
        infix = self.random.choice(_INFIX)
        surname = self.random.choice(_LAST) + self.random.choice(_TAIL)
        first = self.random.choice(_FIRST)
        name = " ".join(part for part in (first, infix, surname) if part)
        email = f"{fold(first)[:1]}.{fold(surname).replace(' ', '')}{number}@school{1 + number % SCHOOLS}.example"
        person = self.entity("person", name, place, email, course_name)
        page = f"https://www.school{1 + number % SCHOOLS}.example/team/{number}"
        self.put(
            "person",
            id=person,
            institution_id=school,
            name=name,
            sort_key=fold(f"{surname} {first} {infix}"),
            email=email,
            url=page,
        )
        role = self.entity_only("role")
        self.put("role", id=role, person_id=person, kind="teacher", of_id=course_id, of_kind="course")
        self.put(
            "sighting",
            entity_id=person,
            kind="person",
            mention=fold(name),
            source_id=1 + number % SCHOOLS,
            page=page,
            method="label",
            says={"name": name, "email": email},
            evidence={},
            first_seen=DAY,
            last_seen=DAY,
        )
        if number % 100 < self.leads_a_hundred:
            self.lead(person, number)

    def entity_only(self, kind: str) -> int:
        """An identity that search does not look through."""
        self.next_id += 1
        self.put("entity", id=self.next_id, kind=kind, identity=f"{kind}:{self.next_id}", first_seen=DAY, last_seen=DAY)
        return self.next_id

    def lead(self, person: int, number: int) -> None:
        """A lead at some stage, sometimes with a next action."""
        stage = self.random.choice(_STAGES)
        since = DAY - timedelta(days=self.random.randrange(90))
        planned = self.random.random() < 0.5
        lead = number + 1
        self.put(
            "lead",
            id=lead,
            person_id=person,
            owner="eva",
            stage=stage,
            stage_activity_id=lead,
            stage_since=since,
            next_on=DAY + timedelta(days=self.random.randrange(-6, 20)) if planned else None,
            next_what="bellen" if planned else None,
            last_activity_on=since,
            made_at=MOMENT,
        )
        self.put(
            "activity",
            id=lead,
            lead_id=lead,
            kind="stage",
            on=since,
            at=MOMENT,
            by="eva",
            to_stage=stage,
            note=None,
            direction=None,
            from_stage=None,
        )


def make(path: Path, people: int) -> str:
    """A new database in the file `path` with so many contacts; gives its URL."""
    engine = open_database(sqlite_url(path))
    with engine.begin() as connection:
        Filling(connection, people).fill()
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return sqlite_url(path)


def main(arguments: Sequence[str]) -> None:
    """The command."""
    print(make(Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 100_000))


if __name__ == "__main__":
    main(sys.argv[1:])
