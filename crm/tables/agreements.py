"""What a teacher's students work on, and what was agreed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from crm.tables.columns import Moment, enum_of
from crm.words import Setting


def of_lead() -> "Column[int]":
    """A column that points to the lead whose row goes when the lead goes."""
    return Column(Integer, ForeignKey("lead.id", ondelete="CASCADE"), nullable=False, index=True)


def perhaps_of(to: str) -> "Column[int]":
    """A column that points to a row of `to` ("course.id") as long as that is there."""
    return Column(Integer, ForeignKey(to, ondelete="SET NULL"), nullable=True, index=True)


class Example(SQLModel, table=True):
    """What students of this teacher work on, and how that helps a business, in lay words."""

    __table_args__ = (CheckConstraint("text <> ''", name="has_text"),)
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=of_lead())
    course_id: int | None = Field(default=None, sa_column=perhaps_of("course.id"))
    text: str
    helps: str | None = None
    """How it could help a business."""
    skills: str | None = None
    """What they can do at that point: level and subjects."""
    sector: str | None = None
    tools: str | None = None
    """Names of tools, separated by commas."""
    school_year: str | None = None
    link: str | None = None
    on: date
    by: str
    at: datetime = Field(sa_type=Moment)


class Agreement(SQLModel, table=True):
    """A samenwerkingsafspraak: the course's and the year's. Who teaches it now is the person of its lead.

    `number` is assignments a school year, of which sprints take places. Ended: `ended_on`, with why.
    """

    __table_args__ = (
        CheckConstraint("number >= 1", name="has_places"),
        CheckConstraint("(ended_on IS NULL) = (ended_why IS NULL)", name="end_is_whole"),
        CheckConstraint("setting <> 'course' OR course_id IS NOT NULL OR course_name IS NOT NULL", name="has_course"),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=of_lead())
    course_id: int | None = Field(default=None, sa_column=perhaps_of("course.id"))
    course_name: str | None = None
    """The course as it was called then: the map may lose it."""
    setting: Setting = Field(default=Setting.COURSE, sa_type=enum_of(Setting))
    school_year: str = Field(index=True)
    type: str
    number: int
    planning: str
    process: str
    supervision: str
    team_size: str | None = None
    language: str | None = None
    confidentiality: str | None = None
    needs: str | None = None
    """What the business must give: data, time, a contact."""
    contact: str | None = None
    """Whom the business talks to."""
    samples: str | None = None
    """The sample cases that were enclosed in the proposal."""
    wish: str | None = None
    """What the teacher wants otherwise next time."""
    renews_id: int | None = Field(default=None, sa_column=perhaps_of("agreement.id"))
    """The agreement of the year before that this one goes on with."""
    agreed_on: date
    ended_on: date | None = None
    ended_why: str | None = None
    by: str
    at: datetime = Field(sa_type=Moment)
