"""What left the office in a file and about whom, who asked for no more mail, and who of the office may do what.

Personal data stands in `exported_contact` (who was in a file: by number alone) and in `mail_stop` (an address).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from crm.tables.agreements import perhaps_of
from crm.tables.columns import Moment, enum_of
from crm.words import Basis, Channel, Recipients, StopKind


class ExportRun(SQLModel, table=True):
    """One file that was written: when, by whom, for which campaign, of which people, and on what ground.

    `digest` is the SHA-256 of the file, so that it is known which file a complaint is about. `key` makes the hashes of
    its rows: without it nobody can find out from a hash who was in the file.
    """

    __tablename__ = "export_run"
    id: int | None = Field(default=None, primary_key=True)
    campaign: str | None = Field(default=None, index=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    format: str
    recipients: Recipients = Field(sa_type=enum_of(Recipients))
    channel: Channel = Field(default=Channel.EMAIL, sa_type=enum_of(Channel))
    """By which road the people in it may be reached: the bases are those of this one."""
    query: str
    bases: list[str] = Field(sa_column=Column(JSON, nullable=False))
    reason: str | None = None
    file: str
    written: int
    left_out: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    digest: str
    key: str


class ExportedContact(SQLModel, table=True):
    """Somebody who was in a file, and the basis at that time. `row_hash`: keyed BLAKE2b of the row as written."""

    __tablename__ = "exported_contact"
    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(
        sa_column=Column(Integer, ForeignKey("export_run.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    person_id: int | None = Field(default=None, sa_column=perhaps_of("person.id"))
    basis: Basis = Field(sa_type=enum_of(Basis))
    row_hash: str


class MailStop(SQLModel, table=True):
    """An address to which no more mail goes, because who reads it said so. It holds for whoever has that address.

    `unsubscribed` ends mail; `complained` and `objected` end every approach, so the lead says so too.
    """

    __tablename__ = "mail_stop"
    __table_args__ = (CheckConstraint("email <> ''", name="has_email"),)
    email: str = Field(primary_key=True)
    """In lower case."""
    person_id: int | None = Field(default=None, sa_column=perhaps_of("person.id"))
    kind: StopKind = Field(sa_type=enum_of(StopKind))
    on: date
    source: str
    """Where it was taken from: a file and its line, or "by hand"."""
    by: str


class OfficeRole(SQLModel, table=True):
    """What somebody of the office was said to be allowed. None: nothing was said of that."""

    __tablename__ = "office_role"
    name: str = Field(primary_key=True)
    """As they act (`--as`), in lower case."""
    may_export: bool | None = None
    may_erase: bool | None = None
    by: str
    at: datetime = Field(sa_type=Moment)
