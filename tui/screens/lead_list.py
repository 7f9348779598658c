"""What the list of leads is read from: leads, and with `stage:mapped` everybody nobody has spoken to yet.

Both stand in one list, so an id says which it is: that of a lead as it is, that of a person without one below zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm.clock import Clock
from crm.words import EntityKind, RoleKind, Stage
from tui.screens.working import Subject

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from crm.query import Query
    from crm.views.contacts import ContactRow
    from crm.views.coupled import Coupled
    from crm.views.lead_row import LeadRow


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in the list. `lead_id` None: nobody works the relation yet."""

    person_id: int
    lead_id: int | None
    name: str
    email: str | None
    institution: str | None
    courses: tuple[str, ...]
    programmes: tuple[str, ...]
    stage: Stage
    roles: tuple[RoleKind, ...] = ()
    owner: str = ""
    warmth: int = 0
    approached: bool = False
    days: int | None = None
    next_on: date | None = None
    next_what: str | None = None
    wakes_on: date | None = None

    @property
    def subject(self) -> Subject:
        """The person as what an action is about."""
        return Subject(
            kind=EntityKind.PERSON,
            id=self.person_id,
            name=self.name,
            lead_id=self.lead_id,
            stage=self.stage,
            place=self.institution or "",
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand at each stage, how many of the mapped were written to without an answer, and what came of it."""

    stages: Mapping[Stage, int]
    approached: int
    coupled: "Coupled"


def listed_ids(session: "Session", text: str, clock: Clock, me: str, limit: int | None = None) -> list[int]:
    """The ids of the list that answers `text`, or the first `limit`, in order of name. Raises QueryError."""
    from crm.query import parse
    from crm.views.contacts import contact_ids
    from crm.views.leads import lead_ids

    query = parse(text) if text else None
    if query is not None and _asks_mapped(query):
        return [-person for person in contact_ids(session, query, clock=clock, me=me, limit=limit)]
    return lead_ids(session, query, clock=clock, me=me, limit=limit)


def listed_rows(session: "Session", ids: Sequence[int], clock: Clock) -> list[tuple[int, Listed]]:
    """The rows of some ids of the list."""
    from crm.views.contacts import contact_rows
    from crm.views.leads import lead_rows
    from crm.warmth import scores

    found = [(row.id, _of_lead(row)) for row in lead_rows(session, [one for one in ids if one > 0], clock=clock)]
    people = contact_rows(session, [-one for one in ids if one < 0])
    warm = scores(session, clock.today(), [row.id for row in people])
    return found + [(-row.id, _of_contact(row, warm.get(row.id, 0))) for row in people]


def glimpsed(connection: "sqlite3.Connection", limit: int, clock: Clock) -> list[tuple[int, Listed]]:
    """The first rows of the list of all leads, read before the database has been opened."""
    from crm.views.glance import first_leads

    return [(row.id, _of_lead(row)) for row in first_leads(connection, limit, clock.today())]


def counted(session: "Session", clock: Clock, me: str) -> Counts:
    """The counts of the funnel."""
    from crm.views.coupled import coupled
    from crm.views.leads import count_approached, count_by_stage

    stages = count_by_stage(session, None, clock=clock, me=me)
    return Counts(stages, count_approached(session, None, clock=clock, me=me), coupled(session, clock.today()))


def _asks_mapped(query: "Query") -> bool:
    from crm.query.terms import Choice

    asked = [value for term in query.terms if term.field == "stage" and not term.negated for value in term.values]
    return Choice(Stage.MAPPED.value) in asked


def _of_lead(row: "LeadRow") -> Listed:
    return Listed(
        person_id=row.person_id,
        lead_id=row.id,
        name=row.name,
        email=row.email,
        institution=row.institution,
        courses=row.courses,
        programmes=row.programmes,
        stage=row.stage,
        owner=row.owner,
        warmth=row.warmth,
        approached=row.approached,
        days=row.days,
        next_on=row.next_on,
        next_what=row.next_what,
        wakes_on=row.wakes_on,
    )


def _of_contact(row: "ContactRow", warmth: int) -> Listed:
    return Listed(
        person_id=row.id,
        lead_id=row.lead_id,
        name=row.name,
        email=row.email,
        institution=row.institution,
        courses=row.courses,
        programmes=row.programmes,
        stage=row.stage,
        roles=row.roles,
        owner=row.owner or "",
        warmth=warmth,
    )
