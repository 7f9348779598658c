"""On what ground an import says what it says, and the rows of things and sightings that stand on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from crm.database.bulk import insert_columns, reserved_ids
from crm.tables.core import ENTITY
from crm.tables.crawled import SIGHTING
from crm.words import EntityKind, Method


@dataclass(frozen=True, slots=True)
class Ground:
    """What every row that is written says of itself."""

    import_id: int
    method: Method
    on: date
    by: str


@dataclass(slots=True)
class Sightings:
    """Sightings of things of one kind, column by column."""

    kind: EntityKind
    entities: list[int] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    says: list[dict[str, Any]] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)

    def add(self, id_: int, mention: str, page: str, says: dict[str, Any], confidence: float = 1.0) -> None:
        """One more."""
        self.entities.append(id_)
        self.mentions.append(mention)
        self.pages.append(page)
        self.says.append(says)
        self.confidence.append(confidence)

    def columns(self) -> dict[str, Sequence[Any]]:
        """What differs from one to the other."""
        return {
            "entity_id": self.entities,
            "mention": self.mentions,
            "page": self.pages,
            "says": self.says,
            "confidence": self.confidence,
        }


def add_entities(
    connection: Connection,
    ground: Ground,
    kind: EntityKind,
    identities: Sequence[str],
    doubtful: Sequence[bool] | None = None,
) -> list[int]:
    """Writes new things of `kind`, and returns their ids; those that are `doubtful` wait in review."""
    ids = list(reserved_ids(connection, ENTITY, len(identities)))
    columns: dict[str, Sequence[Any]] = {"id": ids, "identity": identities}
    same: dict[str, Any] = {"kind": kind, "first_seen": ground.on, "last_seen": ground.on}
    if doubtful is None:
        same["in_review"] = False
    else:
        columns["in_review"] = doubtful
    insert_columns(connection, ENTITY, columns, same)
    return ids


def add_sightings(connection: Connection, ground: Ground, found: Sightings) -> None:
    """Writes sightings."""
    same: dict[str, Any] = {
        "kind": found.kind.value,
        "method": ground.method,
        "evidence": {},
        "first_seen": ground.on,
        "last_seen": ground.on,
        "by": ground.by,
        "import_id": ground.import_id,
    }
    insert_columns(connection, SIGHTING, found.columns(), same)
