"""Whom we know: the network of each of us, and what is known of the tie with each person in it.

Counts and dates alone: no message is kept, nor a photo, a day of birth or a home address.
"""

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from crm.tables.columns import enum_of
from crm.words import Direction


class Network(SQLModel, table=True):
    """The LinkedIn network of one of us: a team has several."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    """Whose it is, as shown: from the profile in the archive, else the name under which it was imported."""
    owner: str = Field(index=True)
    """Who acted when it was last imported: the name that leads and journal use."""
    profile: str | None = Field(default=None, unique=True)
    """Profile address of whose it is, as `crm.services.profiles.profile_key` writes it, where the archive says it."""


class Acquaintance(SQLModel, table=True):
    """The tie between one network and one person, with its evidence."""

    __table_args__ = (
        UniqueConstraint("network_id", "person_id"),
        CheckConstraint("page <> ''", name="has_page"),
        CheckConstraint("sent >= 0 AND received >= 0", name="counts"),
        CheckConstraint("(sent > 0) = (last_sent_on IS NOT NULL)", name="sent_has_day"),
        CheckConstraint("(received > 0) = (last_received_on IS NOT NULL)", name="received_has_day"),
        CheckConstraint("invited_on IS NULL OR invited IS NOT NULL", name="invitation_has_side"),
    )
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(
        sa_column=Column(Integer, ForeignKey("network.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    person_id: int = Field(
        sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    profile: str | None = Field(default=None, index=True)
    """Profile address of the person, as `crm.services.profiles.profile_key` writes it."""
    connected_on: date | None = None
    """None: they wrote or were invited, and are not connected."""
    sent: int = 0
    """Messages from whose network it is to the person."""
    received: int = 0
    """Messages from the person."""
    last_sent_on: date | None = None
    last_received_on: date | None = None
    invited: Direction | None = Field(default=None, sa_type=enum_of(Direction))
    """Who invited whom: `out` when whose network it is asked the person."""
    invited_on: date | None = None
    page: str
    """File and line that say so: "Connections.csv, line 12"."""
    import_id: int = Field(
        sa_column=Column(Integer, ForeignKey("contact_import.id"), nullable=False, index=True),
    )
    """The import that wrote it last."""
    seen_on: date
    """Day of that import."""
