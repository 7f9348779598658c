"""Files that were imported, and which column held what in files of their shape."""

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from crm.tables.columns import Moment, enum_of
from crm.words import ImportKind, SheetKind


class ContactImport(SQLModel, table=True):
    """One import of one file: what it brought points here, so that it can be taken back whole."""

    __tablename__ = "contact_import"
    id: int | None = Field(default=None, primary_key=True)
    kind: ImportKind = Field(sa_type=enum_of(ImportKind))
    file: str
    """Name of the file or archive, without its folder."""
    network_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("network.id", ondelete="SET NULL"), nullable=True, index=True),
    )
    at: datetime = Field(sa_type=Moment)
    by: str


class ColumnMapping(SQLModel, table=True):
    """Which column of a file holds what, remembered for the next file with the same header."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("kind", "shape"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: SheetKind = Field(sa_type=enum_of(SheetKind))
    shape: str
    """The folded names of the columns in order, one a line."""
    fields: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    """Column → what it holds; a column that is left out is not there."""
    at: datetime = Field(sa_type=Moment)
    by: str
