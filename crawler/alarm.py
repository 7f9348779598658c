"""A run that finds far less than the one before is an alarm, not a deletion: it is held until somebody looks.

A site whose template changed may still name all its courses and people, and no longer say who teaches what. So what
pages had said and no longer do is counted too, over the pages that stand: a study guide that moved to the next school
year, whose teachers are not known yet, is none of that.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crm.language import _
from crm.resources import data_path
from crm.statements import SchoolSaid
from crm.tables.core import ENTITY, ROLE, STANDS
from crm.tables.crawled import SIGHTING
from crm.tables.sources import CrawlRun
from crm.text import fold
from crm.words import EntityKind, RunState

KINDS = ("courses", "people", "programmes")
FIELDS = ("taught", "credits")


@dataclass(frozen=True, slots=True)
class Found:
    """How many different courses, people and programmes all pages of a source name."""

    courses: int = 0
    people: int = 0
    programmes: int = 0


def found_in(said: SchoolSaid) -> Found:
    """What a source says, counted: a course by its code, else by its name; people and programmes by name."""
    return Found(
        courses=len({fold(course.code or course.name or "") for course in said.courses}),
        people=len({fold(person.name) for person in said.people}),
        programmes=len({fold(programme.name) for programme in said.programmes}),
    )


def last_found(engine: Engine, source_id: int, *, before: int) -> Found | None:
    """What the last finished run of a source found, of those before the run `before`; None where none was counted."""
    query = select(CrawlRun.courses_found, CrawlRun.people_found, CrawlRun.programmes_found).where(
        CrawlRun.source_id == source_id,
        CrawlRun.state == RunState.FINISHED,
        col(CrawlRun.id) < before,
        col(CrawlRun.courses_found).is_not(None),
    )
    with Session(engine) as session:
        row = session.exec(query.order_by(col(CrawlRun.id).desc())).first()
    return Found(*(count or 0 for count in row)) if row is not None else None


@dataclass(frozen=True, slots=True)
class Filled:
    """Pages that say who teaches a course, and pages that give a course's credits, by their addresses."""

    taught: frozenset[str] = frozenset()
    credits: frozenset[str] = frozenset()


def filled_by(said: SchoolSaid) -> Filled:
    """What pages say now."""
    sure = (person.page for person in said.people if any(r.of == "course" and not r.doubtful for r in person.roles))
    return Filled(frozenset(sure), frozenset(course.page for course in said.courses if course.credits_text))


def filled_before(engine: Engine, source_id: int, standing: frozenset[str]) -> Filled:
    """What the map holds of the pages of a source that are `standing`."""
    live = sa.and_(SIGHTING.c.source_id == source_id, SIGHTING.c.ended_on.is_(None))
    roles = (
        sa.select(SIGHTING.c.page)
        .join(ROLE, ROLE.c.id == SIGHTING.c.entity_id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .where(live, STANDS, ROLE.c.of_kind == EntityKind.COURSE)
    )
    courses = sa.select(SIGHTING.c.page).where(
        live,
        SIGHTING.c.kind == str(EntityKind.COURSE),
        SIGHTING.c.says["credits_text"].as_string().is_not(None),
    )
    with Session(engine) as session:
        pages = [standing.intersection(session.connection().scalars(each.distinct())) for each in (roles, courses)]
    return Filled(*pages)


def alarm(before: Found, now: Found, domain: str, had: Filled, has: Filled) -> str | None:
    """What is far less than `before`, or than what pages `had`, in a sentence; None when all is well.

    Thresholds: `data/crawl/alarm.toml`.
    """
    words = {
        "courses": _("courses"),
        "people": _("people"),
        "programmes": _("programmes"),
        "taught": _("pages that name who teaches"),
        "credits": _("pages that give credits"),
    }
    counts = [(kind, getattr(before, kind), getattr(now, kind)) for kind in KINDS]
    counts += [(name, len(getattr(had, name)), len(getattr(had, name) & getattr(has, name))) for name in FIELDS]
    fallen = []
    for kind, then, left in counts:
        limit = _limit(kind, domain)
        if then >= limit["from"] and left < limit["least"] * then:
            fallen.append(_("{kind}: {now} instead of {before}").format(now=left, kind=words[kind], before=then))
    if not fallen:
        return None
    return _("Far less was found than before: {fallen}. Nothing was changed.").format(fallen=", ".join(fallen))


def _limit(kind: str, domain: str) -> Mapping[str, Any]:
    limits = _limits()
    own: Mapping[str, Any] = limits.get("school", {}).get(domain, {}).get(kind, {})
    return {**limits[kind], **own}


@cache
def _limits() -> dict[str, Any]:
    return tomllib.loads(data_path("crawl/alarm.toml").read_text(encoding="utf-8"))
