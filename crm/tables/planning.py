"""When: the schools' calendar, promises, what was put off, who is away, and lists that are kept."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from crm.tables.agreements import of_lead, perhaps_of
from crm.tables.columns import Moment, enum_of
from crm.words import PromiseState, SchoolTime, Whose


class SchoolPeriod(SQLModel, table=True):
    """A stretch of one school's calendar as somebody typed it: it replaces the general one of that name and year."""

    __tablename__ = "school_period"
    __table_args__ = (
        UniqueConstraint("institution_id", "school_year", "name"),
        CheckConstraint("starts <= ends", name="in_order"),
    )
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(
        sa_column=Column(Integer, ForeignKey("institution.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    school_year: str
    kind: SchoolTime = Field(sa_type=enum_of(SchoolTime))
    name: str
    starts: date
    ends: date
    """Last day of it."""
    by: str


class CourseDates(SQLModel, table=True):
    """The school's own dates of a course, where they differ from the rule: a place in it, a lasting place."""

    __tablename__ = "course_dates"
    course_id: int = Field(
        sa_column=Column(Integer, ForeignKey("course.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    fill_by: date | None = None
    room_by: date | None = None
    students: int | None = None
    """How many take it a year, where somebody said so."""
    by: str
    on: date


class Promise(SQLModel, table=True):
    """What the office or the other one said that they would do, by when."""

    __table_args__ = (
        CheckConstraint("what <> ''", name="has_words"),
        CheckConstraint("(state = 'open') = (closed_on IS NULL)", name="closed_has_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=of_lead())
    activity_id: int | None = Field(default=None, sa_column=perhaps_of("activity.id"))
    whose: Whose = Field(sa_type=enum_of(Whose))
    what: str
    due: date = Field(index=True)
    state: PromiseState = Field(default=PromiseState.OPEN, sa_type=enum_of(PromiseState))
    closed_on: date | None = None
    by: str
    at: datetime = Field(sa_type=Moment)


class PutOff(SQLModel, table=True):
    """A line of Today that somebody put off until a day, or does not want (`until` None), and why."""

    __tablename__ = "put_off"
    __table_args__ = (CheckConstraint("until IS NOT NULL OR why <> ''", name="refusal_has_why"),)
    about: str = Field(primary_key=True)
    """Which line: its kind and what it is about ("renew:agreement:7")."""
    lead_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("lead.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    until: date | None = None
    why: str = ""
    by: str
    on: date


class SavedList(SQLModel, table=True):
    """A query that somebody keeps under a name."""

    __tablename__ = "saved_list"
    __table_args__ = (UniqueConstraint("by", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    query: str
    by: str


class Away(SQLModel, table=True):
    """Somebody of the office is away; their due work shows with `cover` meanwhile."""

    __table_args__ = (CheckConstraint("starts <= ends", name="in_order"), CheckConstraint("cover <> who", name="other"))
    id: int | None = Field(default=None, primary_key=True)
    who: str = Field(index=True)
    cover: str
    starts: date
    ends: date
    """Last day away."""
    by: str


class Visit(SQLModel, table=True):
    """A visit to a school: one, though several people were met, each with an activity of their own."""

    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(
        sa_column=Column(Integer, ForeignKey("institution.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    on: date
    note: str | None = None
    by: str


class VisitActivity(SQLModel, table=True):
    """Who was met on a visit."""

    __tablename__ = "visit_activity"
    activity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    visit_id: int = Field(
        sa_column=Column(Integer, ForeignKey("visit.id", ondelete="CASCADE"), nullable=False, index=True)
    )
