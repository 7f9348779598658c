"""Schools whose addresses open data gives: candidates to add as sources."""

import json
import zlib
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crm.tables.sources import Page
from crm.text import fold
from crm.words import Level


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school that is not a source yet, with the address its own data give."""

    name: str
    url: str
    level: Level | None = None


def candidates(engine: Engine, source_id: int | None) -> list[Candidate]:
    """The schools that the files of a source name with their addresses, by name."""
    with Session(engine) as session:
        packed = session.exec(
            select(Page.findings).where(Page.source_id == source_id, col(Page.findings).is_not(None)).order_by(Page.url)
        ).all()
    found: dict[str, Candidate] = {}
    for each in packed:
        hints = json.loads(zlib.decompress(each or b"")).get("hints", {})
        for said in hints.get("candidates", []):
            level = Level(said["level"]) if said.get("level") else None
            found.setdefault(said["url"], Candidate(said["name"], said["url"], level))
    return sorted(found.values(), key=lambda school: fold(school.name))
