"""Messages to people: how each is addressed, what was sent, what came in, and what is being typed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

import crm.tables.cases  # noqa: F401 - they point at its tables
from crm.tables.agreements import of_lead, perhaps_of
from crm.tables.columns import Moment, enum_of
from crm.words import Basis, Formality, MessageState


class Manner(SQLModel, table=True):
    """How to write to somebody, and on which days they work."""

    person_id: int = Field(
        sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    form: Formality | None = Field(default=None, sa_type=enum_of(Formality))
    language: str | None = None
    """ISO 639-1: "nl" or "en"."""
    works_on: list[int] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    """Weekdays on which they work, Monday 0 to Sunday 6; None: unknown, so all of Monday to Friday."""
    on: date
    by: str


class Message(SQLModel, table=True):
    """A message to one lead, made of a template. Its words are kept until it is sent or dropped, and no longer.

    `message_id` is the Message-ID by which an answer finds its lead; `attachments` name each file with its SHA-256,
    so that it is known which version went out.
    """

    __table_args__ = (
        UniqueConstraint("message_id"),
        CheckConstraint("state <> 'sent' OR sent_on IS NOT NULL", name="sent_has_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=of_lead())
    template: str
    language: str
    subject: str
    body: str | None = None
    message_id: str
    basis: Basis = Field(sa_type=enum_of(Basis))
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    state: MessageState = Field(default=MessageState.DRAFT, sa_type=enum_of(MessageState), index=True)
    noticed: bool = False
    """It carries what GDPR art. 14 asks to be told at first contact."""
    activity_id: int | None = Field(default=None, sa_column=perhaps_of("activity.id"))
    """The contact it was logged as."""
    sent_on: date | None = None
    by: str
    at: datetime = Field(sa_type=Moment)


class OutsideMessage(SQLModel, table=True):
    """A message to a company or to a partner: one of the two. Kept with its words until it is sent or dropped."""

    __tablename__ = "outside_message"
    __table_args__ = (
        UniqueConstraint("message_id"),
        CheckConstraint("(company_id IS NULL) <> (partner_id IS NULL)", name="to_one"),
        CheckConstraint("state <> 'sent' OR sent_on IS NOT NULL", name="sent_has_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    company_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("company.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    partner_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("partner.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    person_id: int | None = Field(default=None, sa_column=perhaps_of("person.id"))
    """To whom there; None: to the company or partner itself."""
    email: str | None = None
    template: str
    language: str
    subject: str
    body: str | None = None
    message_id: str
    state: MessageState = Field(default=MessageState.DRAFT, sa_type=enum_of(MessageState), index=True)
    sent_on: date | None = None
    by: str
    at: datetime = Field(sa_type=Moment)


class SeenMail(SQLModel, table=True):
    """A mail that was imported, by its Message-ID: it counts once."""

    __tablename__ = "seen_mail"
    message_id: str = Field(primary_key=True)
    lead_id: int = Field(sa_column=of_lead())
    activity_id: int | None = Field(default=None, sa_column=perhaps_of("activity.id"))
    on: date


class HeldMail(SQLModel, table=True):
    """A mail that says it is from somebody and may not be: it waits until one of us says whether it counts."""

    __tablename__ = "held_mail"
    message_id: str = Field(primary_key=True)
    lead_id: int = Field(sa_column=of_lead())
    sender: str
    subject: str
    on: date
    why: str
    by: str


class BouncedAddress(SQLModel, table=True):
    """An address at which nothing arrives, by what a mail server said of it."""

    __tablename__ = "bounced_address"
    email: str = Field(primary_key=True)
    """In lower case."""
    on: date
    why: str
    by: str


class Draft(SQLModel, table=True):
    """What somebody is typing, kept until it is saved: a crash loses nothing."""

    by: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    """Which field of what: "lead:12:log"."""
    text: str
    at: datetime = Field(sa_type=Moment)
