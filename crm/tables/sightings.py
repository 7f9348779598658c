"""Where and when something was published: the ground under every value of the map."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

import crm.tables.imports
import crm.tables.sources  # noqa: F401 - it points at theirs
from crm.tables.columns import enum_of
from crm.words import Method


class Sighting(SQLModel, table=True):
    """One place that says something of one thing: page, first and last day, method, and the values as they stand there.

    `mention` is how the page itself tells this thing from the others on it ("a smit"); it anchors the sighting to its
    entity through later crawls, merges and corrections. `ended_on` is the day the page was read again and no longer
    said so; only sightings that have not ended count in the best reading.
    """

    __table_args__ = (
        CheckConstraint("page <> ''", name="has_page"),
        CheckConstraint("last_seen >= first_seen", name="days_in_order"),
        CheckConstraint(
            "method NOT IN ('manual', 'import', 'linkedin') OR \"by\" IS NOT NULL", name="manual_has_author"
        ),
        CheckConstraint(
            "method IN ('manual', 'import', 'linkedin') OR source_id IS NOT NULL", name="crawled_has_source"
        ),
        CheckConstraint("(method IN ('import', 'linkedin')) = (import_id IS NOT NULL)", name="imported_has_import"),
    )
    id: int | None = Field(default=None, primary_key=True)
    entity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("entity.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    kind: str
    mention: str
    source_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("source.id", ondelete="CASCADE"), nullable=True, index=True)
    )
    page: str
    """Address of the page; for a value typed by hand "by hand"; of an import its file and line: "list.csv, line 12"."""
    method: Method = Field(sa_type=enum_of(Method))
    says: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Field → value, exactly as published. A field that a hand emptied is there with null."""
    evidence: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Field → the words of the page."""
    confidence: float = 1.0
    first_seen: date
    last_seen: date
    ended_on: date | None = None
    by: str | None = None
    """Who typed it, for the method `manual`; who imported it."""
    import_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("contact_import.id"), nullable=True, index=True)
    )
    """The import that brought it."""
