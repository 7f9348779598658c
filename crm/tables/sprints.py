"""Digital sprints: a case placed with a student team, its dated steps, and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

import crm.tables.proposals  # noqa: F401 - they point at its tables
from crm.case_words import Party, SprintState, SprintStepKind
from crm.tables.agreements import perhaps_of
from crm.tables.cases import of_company
from crm.tables.columns import Moment, enum_of
from crm.words import Level, Setting


class Sprint(SQLModel, table=True):
    """A case that a student team works on, or worked on: the result the office exists for.

    Those of before the first day have a company, a school year and what the file said, and neither case nor proposal.
    Names are kept beside the keys: the map may lose a course, a teacher may be erased, and the figures stay.
    """

    __table_args__ = (
        UniqueConstraint("proposal_id"),
        CheckConstraint("state <> 'stopped' OR ended_why IS NOT NULL", name="stopped_why"),
        CheckConstraint("students IS NULL OR students >= 1", name="some_students"),
        CheckConstraint("starts IS NULL OR ends IS NULL OR starts <= ends", name="in_order"),
    )
    id: int | None = Field(default=None, primary_key=True)
    company_id: int = Field(sa_column=of_company())
    case_id: int | None = Field(default=None, sa_column=perhaps_of("company_case.id"))
    proposal_id: int | None = Field(default=None, sa_column=perhaps_of("proposal.id"))
    agreement_id: int | None = Field(default=None, sa_column=perhaps_of("agreement.id"))
    lead_id: int | None = Field(default=None, sa_column=perhaps_of("lead.id"))
    person_id: int | None = Field(default=None, sa_column=perhaps_of("person.id"))
    """The teacher; None where they left or were erased, and nobody took over yet."""
    teacher_name: str | None = None
    """Who guided it as a list calls them, where that is nobody of the map: there as long as `person_id` is None."""
    course_id: int | None = Field(default=None, sa_column=perhaps_of("course.id"))
    course_name: str | None = None
    institution_id: int | None = Field(default=None, sa_column=perhaps_of("institution.id"))
    institution_name: str | None = None
    level: Level | None = Field(default=None, sa_type=enum_of(Level))
    setting: Setting = Field(default=Setting.COURSE, sa_type=enum_of(Setting))
    school_year: str = Field(index=True)
    team: str | None = None
    """The team's own name; students are not named."""
    students: int | None = None
    starts: date | None = None
    ends: date | None = None
    state: SprintState = Field(default=SprintState.PLANNED, sa_type=enum_of(SprintState), index=True)
    ended_on: date | None = None
    ended_why: str | None = None
    result: str | None = None
    """What the business holds in its hands, in lay words."""
    link: str | None = None
    hours: float | None = None
    """Hours the teacher gave, where that is kept."""
    source: str
    """The proposal it came from, or file and line."""
    by: str
    at: datetime = Field(sa_type=Moment)


class SprintStep(SQLModel, table=True):
    """One dated step of a sprint, and who does it. It moves along with the sprint unless it was `fixed` on its day."""

    __tablename__ = "sprint_step"
    __table_args__ = (UniqueConstraint("sprint_id", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    sprint_id: int = Field(
        sa_column=Column(Integer, ForeignKey("sprint.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    kind: SprintStepKind = Field(sa_type=enum_of(SprintStepKind))
    party: Party = Field(sa_type=enum_of(Party))
    """Who does it."""
    on: date = Field(index=True)
    fixed: bool = False
    done_on: date | None = None
    note: str | None = None


class Evaluation(SQLModel, table=True):
    """What a party answered to one of the three questions afterwards."""

    __table_args__ = (
        UniqueConstraint("sprint_id", "party", "question"),
        CheckConstraint("mark IS NULL OR (mark >= 1 AND mark <= 10)", name="mark_in_range"),
        CheckConstraint("mark IS NOT NULL OR words IS NOT NULL", name="says_something"),
        CheckConstraint("party <> 'office'", name="of_who_took_part"),
    )
    id: int | None = Field(default=None, primary_key=True)
    sprint_id: int = Field(
        sa_column=Column(Integer, ForeignKey("sprint.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    party: Party = Field(sa_type=enum_of(Party))
    question: str
    """Key of the question in `data/sprints/evaluation.toml`."""
    mark: int | None = None
    """From 1 to 10, as Dutch schools mark."""
    words: str | None = None
    may_quote: bool = False
    """They agreed that these words are shown to others."""
    on: date
    by: str
