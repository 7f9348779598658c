"""Higher up and down again: steps up a ladder, who introduced whom, scouts, and how firmly a programme stands."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from crm.tables.agreements import of_lead, perhaps_of
from crm.tables.columns import Moment, enum_of
from crm.words import Consent, EmbeddingLevel, RoleKind


class Escalation(SQLModel, table=True):
    """A lead taken up (*hogerop*): from whom, to which rung and to whose lead, why, and what came of it.

    Several leads may lead to one above them. `to_lead_id` is None where that rung is empty in the map.
    """

    __table_args__ = (
        CheckConstraint("why <> ''", name="has_why"),
        CheckConstraint("(outcome IS NULL) = (outcome_on IS NULL)", name="outcome_is_whole"),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=of_lead())
    to_lead_id: int | None = Field(default=None, sa_column=perhaps_of("lead.id"))
    from_rung: RoleKind = Field(sa_type=enum_of(RoleKind, "from_rung"))
    to_rung: RoleKind = Field(sa_type=enum_of(RoleKind, "to_rung"))
    why: str
    consent: Consent = Field(default=Consent.NONE, sa_type=enum_of(Consent))
    """Whether the teacher may be named to whom it goes."""
    outcome: str | None = None
    outcome_on: date | None = None
    on: date
    by: str
    at: datetime = Field(sa_type=Moment)


class Introduction(SQLModel, table=True):
    """Through whom a lead came: "via Zoë"."""

    lead_id: int = Field(
        sa_column=Column(Integer, ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    via_person_id: int | None = Field(default=None, sa_column=perhaps_of("person.id"))
    """None: somebody who is not here any more."""
    scouted: bool = False
    """Somebody who asked round for the office named them; it stays when that round is gone."""
    scouting_id: int | None = Field(default=None, sa_column=perhaps_of("scouting.id"))
    words: str | None = None
    """What was said when they were named."""
    on: date
    by: str


class Scouting(SQLModel, table=True):
    """Somebody who asks round for the office: for which programme, whom they will ask, by when, and what came of it."""

    __table_args__ = (CheckConstraint("(outcome IS NULL) = (closed_on IS NULL)", name="outcome_is_whole"),)
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=of_lead())
    entity_id: int | None = Field(default=None, sa_column=perhaps_of("entity.id"))
    """The programme or unit it is for; None: all of theirs."""
    whom: str | None = None
    """Whom they said that they would ask."""
    due: date
    outcome: str | None = None
    closed_on: date | None = None
    on: date
    by: str
    at: datetime = Field(sa_type=Moment)


class Embedding(SQLModel, table=True):
    """How firmly a programme or school takes part, with its evidence.

    `proposed`: a crawl read it, and nobody has said yes.
    """

    __table_args__ = (UniqueConstraint("entity_id", "level"), CheckConstraint("evidence <> ''", name="has_evidence"))
    id: int | None = Field(default=None, primary_key=True)
    entity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("entity.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    level: EmbeddingLevel = Field(sa_type=enum_of(EmbeddingLevel))
    evidence: str
    page: str | None = None
    proposed: bool = False
    on: date
    by: str
