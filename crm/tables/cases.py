"""Businesses, the partners who send them, and their questions.

Neither is a thing of the map: no page says them, and no crawl changes them. Whom to talk to there is a `Person`.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from crm.case_words import CaseState, CompanySize
from crm.tables.agreements import perhaps_of
from crm.tables.columns import Moment, enum_of
from crm.words import ActivityKind, Direction, Level, Setting


def of_company() -> "Column[int]":
    """A column that points to the company whose row goes when the company goes."""
    return Column(Integer, ForeignKey("company.id", ondelete="CASCADE"), nullable=False, index=True)


class Company(SQLModel, table=True):
    """A business, once: by its trade register number, else its web address, else its name and municipality."""

    __table_args__ = (
        UniqueConstraint("register_number"),
        UniqueConstraint("domain"),
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("(next_on IS NULL) = (next_what IS NULL)", name="next_is_whole"),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str
    sort_key: str = Field(index=True)
    register_number: str | None = None
    """Number in the trade register (KvK), eight digits."""
    website: str | None = None
    domain: str | None = None
    """Registrable domain of the web address; None where several share it (a market place, a web host)."""
    municipality: str | None = Field(default=None, index=True)
    sector: str | None = Field(default=None, index=True)
    size: CompanySize | None = Field(default=None, sa_type=enum_of(CompanySize))
    found_us: str | None = None
    """How they came to know the office, in their words."""
    owner: str = Field(index=True)
    next_on: date | None = Field(default=None, index=True)
    next_what: str | None = None
    by: str
    at: datetime = Field(sa_type=Moment)


class Partner(SQLModel, table=True):
    """Whoever forwards questions of businesses: a bank, a municipality, a business club."""

    __table_args__ = (UniqueConstraint("sort_key"), CheckConstraint("name <> ''", name="has_name"))
    id: int | None = Field(default=None, primary_key=True)
    name: str
    sort_key: str
    domain: str | None = Field(default=None, index=True)
    """Domain of its mail addresses, by which a mail from it is known."""
    told_on: date | None = None
    """Day of the last message about what became of its questions."""
    by: str
    at: datetime = Field(sa_type=Moment)


class OutsideContact(SQLModel, table=True):
    """Whom the office talks to at a company or at a partner: one of the two."""

    __tablename__ = "outside_contact"
    __table_args__ = (
        UniqueConstraint("person_id", "company_id"),
        UniqueConstraint("person_id", "partner_id"),
        CheckConstraint("(company_id IS NULL) <> (partner_id IS NULL)", name="of_one"),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(
        sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    company_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("company.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    partner_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("partner.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    words: str | None = None
    """What they are there, in their own words: "eigenaar", "accountmanager"."""
    left_on: date | None = None
    on: date
    by: str


class Case(SQLModel, table=True):
    """A business's digitalisation question.

    `code` is short enough to be typed from a mail and names this case for ever. A state has the day since which it
    holds; withdrawn needs its reason.
    """

    __tablename__ = "company_case"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("question <> ''", name="has_question"),
        CheckConstraint("state <> 'withdrawn' OR state_why IS NOT NULL", name="withdrawn_why"),
        CheckConstraint("wanted_from IS NULL OR wanted_by IS NULL OR wanted_from <= wanted_by", name="in_order"),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str
    company_id: int = Field(sa_column=of_company())
    person_id: int | None = Field(default=None, sa_column=perhaps_of("person.id"))
    """Whom the team talks to."""
    partner_id: int | None = Field(default=None, sa_column=perhaps_of("partner.id"))
    title: str
    question: str
    has: str | None = None
    """What the business has: data, systems, people."""
    wants: str | None = None
    """What it wants to hold in its hands at the end."""
    sector: str | None = None
    effort: str | None = None
    """How much work it is thought to be: "een week", "20 studenten"."""
    wanted: str | None = None
    """When, as they said it: "voor de zomer"."""
    wanted_from: date | None = None
    wanted_by: date | None = None
    municipality: str | None = None
    language: str | None = None
    """ISO 639-1 language in which the business can be spoken to."""
    level: Level | None = Field(default=None, sa_type=enum_of(Level))
    setting: Setting | None = Field(default=None, sa_type=enum_of(Setting))
    """The only form in which it can land; None: any."""
    confidentiality: str | None = None
    their_number: str | None = None
    """The number under which the partner keeps it."""
    state: CaseState = Field(default=CaseState.NEW, sa_type=enum_of(CaseState), index=True)
    state_since: date
    state_why: str | None = None
    received_on: date = Field(index=True)
    source: str
    """Where it was taken from: file and line, subject and day of a mail, or "by hand"."""
    owner: str = Field(index=True)
    by: str
    at: datetime = Field(sa_type=Moment)


class CompanyActivity(SQLModel, table=True):
    """Anything that happened with a company: contact, note, or a case that changed its state."""

    __tablename__ = "company_activity"
    id: int | None = Field(default=None, primary_key=True)
    company_id: int = Field(sa_column=of_company())
    case_id: int | None = Field(default=None, sa_column=perhaps_of("company_case.id"))
    person_id: int | None = Field(default=None, sa_column=perhaps_of("person.id"))
    kind: ActivityKind = Field(sa_type=enum_of(ActivityKind))
    direction: Direction | None = Field(default=None, sa_type=enum_of(Direction))
    from_state: CaseState | None = Field(default=None, sa_type=enum_of(CaseState, "from_state"))
    to_state: CaseState | None = Field(default=None, sa_type=enum_of(CaseState, "to_state"))
    on: date
    at: datetime = Field(sa_type=Moment)
    by: str
    note: str | None = None


class Recognition(SQLModel, table=True):
    """Whether a company is recognised by SBB for an mbo qualification: without it no internship there."""

    __table_args__ = (UniqueConstraint("company_id", "crebo"),)
    id: int | None = Field(default=None, primary_key=True)
    company_id: int = Field(sa_column=of_company())
    crebo: str
    """National code of the qualification."""
    recognised: bool
    on: date
    by: str
