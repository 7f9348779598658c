"""Who changed what: one entry an action, with every row before and after."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from crm.tables.columns import Moment


class JournalEntry(SQLModel, table=True):
    """One action of one user, in one transaction."""

    __tablename__ = "journal_entry"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    by: str = Field(index=True)
    what: str
    """In words, in the language of who acted: "Zoë van 't Hek naar geïnformeerd"."""
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
    reversible: bool = True
    """False for what cannot be taken back: a source that was removed with all its pages."""
    details: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    """Figures of an action that changed no row, such as an export: how many, which bases, and why."""


class JournalRow(SQLModel, table=True):
    """One row that the action touched. `before` is None for a row it made, `after` for one it took away.

    Of a changed row only the columns that changed are kept: what others changed since elsewhere in it is no obstacle.
    """

    __tablename__ = "journal_row"
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(
        sa_column=Column(Integer, ForeignKey("journal_entry.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    table: str
    key: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
