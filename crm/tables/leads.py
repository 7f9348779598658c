"""The funnel: leads and everything that happened with them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from crm.tables.columns import Moment, enum_of
from crm.words import ActivityKind, Basis, Channel, Direction, Stage


class Lead(SQLModel, table=True):
    """A relation being worked: one person, one stage, one owner, one next action.

    The stage and the activity that brought it there are one foreign key: the database itself refuses a stage that no
    activity of this very lead says.
    """

    __table_args__ = (
        UniqueConstraint("person_id"),
        ForeignKeyConstraint(
            ["id", "stage", "stage_activity_id"],
            ["activity.lead_id", "activity.to_stage", "activity.id"],
            name="fk_lead_stage_has_activity",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        CheckConstraint("(next_on IS NULL) = (next_what IS NULL)", name="next_is_whole"),
        CheckConstraint("stage <> 'resting' OR wakes_on IS NOT NULL", name="rest_has_end"),
    )
    id: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    """Numbered by the database, though it also stands in the key to the stage's activity."""
    person_id: int = Field(sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), nullable=False))
    owner: str = Field(index=True)
    stage: Stage = Field(default=Stage.MAPPED, sa_type=enum_of(Stage), index=True)
    stage_activity_id: int
    stage_since: date
    next_on: date | None = Field(default=None, index=True)
    next_what: str | None = None
    wakes_on: date | None = None
    last_activity_on: date | None = None
    """Day of the newest activity that is contact (not a stage change or note)."""
    made_at: datetime = Field(sa_type=Moment)


class Activity(SQLModel, table=True):
    """Anything that happened with a lead: contact, note, or stage change."""

    __table_args__ = (
        UniqueConstraint("lead_id", "to_stage", "id"),
        CheckConstraint("(kind = 'stage') = (to_stage IS NOT NULL)", name="stage_is_said"),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(
        sa_column=Column(Integer, ForeignKey("lead.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    kind: ActivityKind = Field(sa_type=enum_of(ActivityKind))
    on: date
    """The day it happened."""
    at: datetime = Field(sa_type=Moment)
    """When it was written down."""
    by: str
    note: str | None = None
    direction: Direction | None = Field(default=None, sa_type=enum_of(Direction))
    from_stage: Stage | None = Field(default=None, sa_type=enum_of(Stage, "from_stage"))
    to_stage: Stage | None = Field(default=None, sa_type=enum_of(Stage, "to_stage"))


class ContactBasis(SQLModel, table=True):
    """Why a person may be reached by a channel, with the evidence, or that they object to it. No row: `none`."""

    __tablename__ = "contact_basis"
    __table_args__ = (
        CheckConstraint("basis = 'none' OR evidence <> ''", name="has_evidence"),
        CheckConstraint("basis <> 'designated_address' OR address IS NOT NULL", name="designates"),
        CheckConstraint("NOT objected OR basis = 'none'", name="objected_is_none"),
        {"sqlite_with_rowid": False},  # its key is all that is looked up: one search a person, and not two
    )
    person_id: int = Field(
        sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    channel: Channel = Field(
        default=Channel.EMAIL, sa_column=Column(enum_of(Channel), primary_key=True, default=Channel.EMAIL)
    )
    basis: Basis = Field(sa_type=enum_of(Basis))
    evidence: str = ""
    page: str | None = None
    """The page whose own words invite assignments, for a designated address."""
    address: str | None = None
    """The address that was designated, in lower case: for no other of theirs does it hold."""
    objected: bool = False
    """They object to this channel, whatever another ground would say; their own later consent alone ends that."""
    by: str
    """Who says so; "crawl" for a page's own words."""
    on: date
