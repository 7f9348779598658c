"""A run that finds far less than the one before is an alarm, not a deletion: it is held until somebody looks."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crm.language import _
from crm.resources import data_path
from crm.statements import SchoolSaid
from crm.tables.sources import CrawlRun
from crm.text import fold
from crm.words import RunState

KINDS = ("courses", "people", "programmes")


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


def alarm(before: Found | None, now: Found, domain: str) -> str | None:
    """What is far less than `before`, in a sentence; None when all is well. Thresholds: `data/crawl/alarm.toml`."""
    if before is None:
        return None
    words = {"courses": _("courses"), "people": _("people"), "programmes": _("programmes")}
    fallen = []
    for kind in KINDS:
        had, has = getattr(before, kind), getattr(now, kind)
        limit = _limit(kind, domain)
        if had >= limit["from"] and has < limit["least"] * had:
            fallen.append(_("{kind}: {now} instead of {before}").format(now=has, kind=words[kind], before=had))
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
