"""The map: schools, their units, programmes, courses, people, and who is what to which.

Each thing is an `Entity` with an id of its own and a row in the table of its kind. The columns there are the best
reading of its sightings (`crm.services.folding`): a cache that can always be made again, never the truth itself.
"""

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from crm.tables.columns import enum_of
from crm.words import EntityKind, Level, RoleKind, Setting, Target

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _entity_key() -> "Column[int]":
    return Column(Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True)


def _belongs(to: str, *, nullable: bool = True) -> "Column[int]":
    return Column(
        Integer, ForeignKey(to, ondelete="CASCADE" if not nullable else "SET NULL"), nullable=nullable, index=True
    )


class Entity(SQLModel, table=True):
    """One thing of the map, under one identity ("course:haz.example:code:ict-db-1")."""

    __table_args__ = (
        UniqueConstraint("identity"),
        CheckConstraint("identity <> ''", name="identity"),
        # Every list leaves out who waits in review or has gone: few, found here without reading all (25 ms at 100,000).
        Index("ix_entity_hidden", "kind", sqlite_where=text("in_review = 1 OR gone_on IS NOT NULL")),
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: EntityKind = Field(sa_type=enum_of(EntityKind), index=True)
    identity: str
    first_seen: date = Field(index=True)
    last_seen: date
    gone_on: date | None = None
    """Day on which no page said it any more; None while it stands."""
    in_review: bool = False
    """Below the line of confidence, or doubtful: shown in review, not in the map, and never whom to go up to."""


class Institution(SQLModel, table=True):
    """A school. `domain` is its registrable domain (or host:port of a source on an IP address).

    Where a file gave its name alone, it is `crm.schools.BY_NAME` and the name, until a crawl brings the domain.
    """

    id: int | None = Field(default=None, sa_column=_entity_key())
    name: str
    sort_key: str = Field(index=True)
    level: Level | None = Field(default=None, sa_type=enum_of(Level))
    domain: str = Field(unique=True)
    url: str | None = None
    target: Target = Field(default=Target.UNDECIDED, sa_type=enum_of(Target))


class Unit(SQLModel, table=True):
    """A part of a school: faculty, domain, college, academy, team. Units nest."""

    id: int | None = Field(default=None, sa_column=_entity_key())
    institution_id: int = Field(sa_column=_belongs("institution.id", nullable=False))
    parent_id: int | None = Field(default=None, sa_column=_belongs("unit.id"))
    name: str
    sort_key: str = Field(index=True)
    url: str | None = None
    target: Target = Field(default=Target.UNDECIDED, sa_type=enum_of(Target))
    target_why: str | None = None


class Programme(SQLModel, table=True):
    """What a student enrols in. `code` is the national one (CROHO, RIO, crebo) where known."""

    id: int | None = Field(default=None, sa_column=_entity_key())
    institution_id: int = Field(sa_column=_belongs("institution.id", nullable=False))
    unit_id: int | None = Field(default=None, sa_column=_belongs("unit.id"))
    name: str
    sort_key: str = Field(index=True)
    code: str | None = None
    level: Level | None = Field(default=None, sa_type=enum_of(Level))
    degree: str | None = None
    url: str | None = None
    target: Target = Field(default=Target.UNDECIDED, sa_type=enum_of(Target))
    target_why: str | None = None


class Course(SQLModel, table=True):
    """A course as its newest offering stands. `credits` in EC; `period` as published, several joined by ", "."""

    id: int | None = Field(default=None, sa_column=_entity_key())
    institution_id: int = Field(sa_column=_belongs("institution.id", nullable=False))
    unit_id: int | None = Field(default=None, sa_column=_belongs("unit.id"))
    name: str
    sort_key: str = Field(index=True)
    code: str | None = None
    credits: float | None = None
    credits_text: str | None = None
    period: str | None = None
    school_year: str | None = None
    language: str | None = None
    url: str | None = None
    description: str | None = None
    target: Target = Field(default=Target.UNDECIDED, sa_type=enum_of(Target))
    target_why: str | None = None


class CourseInProgramme(SQLModel, table=True):
    """A course belongs to a programme (to several, often)."""

    __tablename__ = "course_in_programme"
    course_id: int = Field(sa_column=Column(Integer, ForeignKey("course.id", ondelete="CASCADE"), primary_key=True))
    programme_id: int = Field(
        sa_column=Column(Integer, ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True, index=True)
    )


class Person(SQLModel, table=True):
    """Somebody at a school (or later: at a company). Names as `crm.names` takes them apart."""

    id: int | None = Field(default=None, sa_column=_entity_key())
    institution_id: int | None = Field(default=None, sa_column=_belongs("institution.id"))
    unit_id: int | None = Field(default=None, sa_column=_belongs("unit.id"))
    name: str
    """Natural order, without titles: "J.M. van der Berg"."""
    titles: str | None = None
    sort_key: str = Field(index=True)
    email: str | None = Field(default=None, index=True)
    phone: str | None = Field(default=None, index=True)
    url: str | None = Field(default=None, index=True)
    """Their own page at the school."""
    profile: str | None = Field(default=None, index=True)
    """Address of their LinkedIn profile, as `crm.services.profiles.profile_key` writes it."""


class Role(SQLModel, table=True):
    """What a person is to a course, programme, unit or institution (`of_id`), in a school year where a page says it."""

    __table_args__ = (Index("ix_role_of_kind", "of_id", "kind"),)
    id: int | None = Field(default=None, sa_column=_entity_key())
    person_id: int = Field(sa_column=_belongs("person.id", nullable=False))
    kind: RoleKind = Field(sa_type=enum_of(RoleKind))
    of_id: int = Field(sa_column=Column(Integer, ForeignKey("entity.id", ondelete="CASCADE"), nullable=False))
    of_kind: EntityKind = Field(sa_type=enum_of(EntityKind))
    school_year: str | None = None
    setting: Setting | None = Field(default=None, sa_type=enum_of(Setting))
    words: str | None = None
    """The words of the page: "opleidingsmanager HBO-ICT"."""
