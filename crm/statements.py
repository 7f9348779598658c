"""What a source says, as the map takes it in: one statement a thing a page.

The crawler turns its findings into these; imports and feeds can as well. `crm.services.mapping.refresh` folds them.
"""

from dataclasses import dataclass, field
from datetime import date

from crm.words import Level, Method


@dataclass(slots=True, kw_only=True)
class Statement:
    """Which page says it, when that page was last read, by which method, how sure, and in which words."""

    page: str
    on: date
    """Day the page last confirmed it (a 304 confirms)."""
    method: Method = Method.TEXT
    confidence: float = 1.0
    evidence: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class UnitSaid(Statement):
    """A page names a part of the school; `parent` is the name of the unit above it."""

    name: str
    parent: str | None = None
    url: str | None = None


@dataclass(slots=True, kw_only=True)
class ProgrammeSaid(Statement):
    """A page names a programme; `unit` is the name of the unit it belongs to."""

    name: str
    level: Level | None = None
    degree: str | None = None
    code: str | None = None
    url: str | None = None
    unit: str | None = None
    sprint_quote: str | None = None
    """The words of its own page on digital sprints."""
    translation: bool = False
    """Whether it has a page in the school's first language too: what that one says comes first."""


@dataclass(slots=True, kw_only=True)
class CourseSaid(Statement):
    """A page names a course. `name` None: the page gives only its code (the name stands elsewhere)."""

    name: str | None
    code: str | None = None
    credits: float | None = None
    credits_text: str | None = None
    periods: list[str] = field(default_factory=list)
    school_year: str | None = None
    language: str | None = None
    url: str | None = None
    description: str | None = None
    programme: str | None = None
    unit: str | None = None
    sprint_quote: str | None = None
    """The words of its own page on digital sprints."""
    translation: bool = False
    """Whether it has a page in the school's first language too: what that one says comes first."""


@dataclass(slots=True, kw_only=True)
class RoleSaid:
    """What the page says a person is, and of what: `of` names the kind, `name`, `code`, `url` which one."""

    kind: str
    of: str
    name: str | None = None
    code: str | None = None
    url: str | None = None
    school_year: str | None = None
    setting: str | None = None
    words: str | None = None
    doubtful: bool = False


@dataclass(slots=True, kw_only=True)
class PersonSaid(Statement):
    """A page names a person who is a contact: `roles` is never empty (who has none is not told to the map)."""

    name: str
    """Natural order, without titles."""
    titles: list[str] = field(default_factory=list)
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    unit: str | None = None
    roles: list[RoleSaid] = field(default_factory=list)
    designated_quote: str | None = None
    """The page's own words that invite assignments at this person's address."""


@dataclass(slots=True, kw_only=True)
class SchoolSaid:
    """All that a source says now, of every page that stands: what is not in here any more has ended.

    `name`, `level`, `url` describe the school; `domain` is its registrable domain (or host:port) and its identity.
    """

    domain: str
    name: str
    url: str
    page: str
    on: date
    level: Level | None = None
    units: list[UnitSaid] = field(default_factory=list)
    programmes: list[ProgrammeSaid] = field(default_factory=list)
    courses: list[CourseSaid] = field(default_factory=list)
    people: list[PersonSaid] = field(default_factory=list)
    pages: frozenset[str] = frozenset()
    """Addresses of all pages that stand, those that say nothing too. Left out: nobody knows which are gone."""

    def let_go(self) -> None:
        """Empties the lists of statements: those of a large school are many, and their memory is needed."""
        for statements in (self.units, self.programmes, self.courses, self.people):
            statements.clear()
