"""Examples: those of a lead, and those of all teachers that some words fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables import table_named
from crm.tables.core import COURSE, INSTITUTION, LEAD, PERSON
from crm.text import fold

EXAMPLE = table_named("example")

MOST = 200
"""Examples that a search gives."""


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """What students of a teacher work on: the teacher, the course and the school with it."""

    id: int
    lead_id: int
    person_id: int
    person: str
    course_id: int | None
    course: str | None
    school: str | None
    text: str
    helps: str | None
    skills: str | None
    sector: str | None
    tools: str | None
    school_year: str | None
    link: str | None
    on: date
    at: datetime
    by: str


def examples_of(session: Session, lead_ids: Sequence[int]) -> list[ExampleLine]:
    """The examples of some leads, newest first."""
    chosen = _select().where(EXAMPLE.c.lead_id.in_(lead_ids)).order_by(EXAMPLE.c.on.desc(), EXAMPLE.c.id.desc())
    return [ExampleLine(**row) for row in session.connection().execute(chosen).mappings()]


def find_examples(session: Session, text: str = "", limit: int = MOST) -> list[ExampleLine]:
    """The examples in which every word of `text` begins a word, newest first; all of them for no words.

    Looked through are the text, how it helps, what they can do, sector, tools, year, course, teacher and school;
    capitals, diacritics and punctuation do not count. An office has hundreds of examples, not hundreds of thousands:
    they are read and looked through here.
    """
    words = fold(text).split()[:12]
    chosen = _select().order_by(EXAMPLE.c.on.desc(), EXAMPLE.c.id.desc())
    rows = session.connection().execute(chosen if words else chosen.limit(limit)).mappings()
    found: list[ExampleLine] = []
    for row in rows:
        if all(f" {word}" in _looked_through(*(row[name] or "" for name in _TEXTS)) for word in words):
            found.append(ExampleLine(**row))
            if len(found) == limit:
                break
    return found


def example_json(line: ExampleLine) -> dict[str, Any]:
    """An example as commands give it."""
    return {
        "id": line.id,
        "text": line.text,
        "helps": line.helps,
        "skills": line.skills,
        "sector": line.sector,
        "tools": [] if line.tools is None else line.tools.split(", "),
        "school_year": line.school_year,
        "link": line.link,
        "course": None if line.course is None else {"id": line.course_id, "name": line.course},
        "person": {"id": line.person_id, "name": line.person},
        "lead": line.lead_id,
        "institution": line.school,
        "on": line.on.isoformat(),
        "by": line.by,
    }


_TEXTS = ("text", "helps", "skills", "sector", "tools", "school_year", "course", "person", "school")


@lru_cache(maxsize=8_192)
def _looked_through(*texts: str) -> str:
    return f" {fold(' '.join(texts))}"


def _select() -> sa.Select[Any]:
    return (
        sa.select(EXAMPLE, LEAD.c.person_id, PERSON.c.name.label("person"))
        .add_columns(COURSE.c.name.label("course"), INSTITUTION.c.name.label("school"))
        .join(LEAD, LEAD.c.id == EXAMPLE.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(COURSE, COURSE.c.id == EXAMPLE.c.course_id)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
    )
