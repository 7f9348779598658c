"""Who must not come back: marks that only the key beside the database can make again; and what figures keep of them."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from crm.tables.columns import enum_of
from crm.words import MarkKind, PastOf, SuppressedWhy


class Suppression(SQLModel, table=True):
    """One keyed hash (HMAC-SHA256) of an address, or of a folded name with its school: nothing of it can be read."""

    __table_args__ = (CheckConstraint("mark <> ''", name="has_mark"),)
    mark: str = Field(primary_key=True)
    """Hexadecimal."""
    kind: MarkKind = Field(sa_type=enum_of(MarkKind))
    place: str | None = None
    """Of a name: the keyed hash of the school it counts at."""
    words: int = 0
    """Of a way to write a name: how many words it has."""
    key: str
    """By which key it was made: the first digits of a hash of that key."""
    why: SuppressedWhy = Field(sa_type=enum_of(SuppressedWhy))
    on: date


class SweptSchool(SQLModel, table=True):
    """A school whose people were swept: of its pages only those whom there is a reason to keep come in any more."""

    __tablename__ = "swept_school"
    institution_id: int = Field(
        sa_column=Column(
            Integer, ForeignKey("institution.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    on: date
    behind: bool = False
    """What is a target there has changed since: the next crawl folds all its pages, changed or not."""


class PastFigure(SQLModel, table=True):
    """What somebody who was erased or let go of added to a figure of the report. Of whom, nothing tells."""

    __tablename__ = "past_figure"
    id: int | None = Field(default=None, primary_key=True)
    of: PastOf = Field(sa_type=enum_of(PastOf))
    what: str
    """Way in, stage, name of the template, number of the question, or the rung of a step up."""
    month: date
    """First day of the month in which it began: a day could tell who it was."""
    institution_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("institution.id", ondelete="SET NULL"), nullable=True, index=True),
    )
    days: int | None = None
    """Until the agreement, in the stage for the first time, until the answer, or until the teacher's yes."""
    came_of_it: bool = False
    """They answered; of a stage: they went on; of a step up: what came of it is known."""
    agreed: bool = False
    sprint: bool = False
    mails: int = 0
    calls: int = 0
    visits: int = 0
