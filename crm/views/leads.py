"""The funnel and its leads: counts, ordered ids, and the rows of one page."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.clock import Clock, SystemClock
from crm.database.batches import batched
from crm.query import Query, conditions, parse, people
from crm.query import leads as leads_with
from crm.query.aims import any_marked, people_with
from crm.query.conditions import Condition, approached
from crm.tables import Entity, Institution, Lead, Person
from crm.views.lead_row import LeadRow, lead_row
from crm.views.search import ids_alike
from crm.views.taught import Teaching
from crm.views.teaching import teaching
from crm.warmth import scores
from crm.words import EntityKind, Stage, Target


class Order(StrEnum):
    """How a list of leads is ordered; each ends in the name, so that the order is whole."""

    NAME = "name"
    NEXT = "next"
    STAGE = "stage"
    QUIET = "quiet"
    SCHOOL = "school"


def count_by_stage(
    session: Session, query: Query | None = None, *, clock: Clock | None = None, me: str = ""
) -> dict[Stage, int]:
    """How many people stand at each stage now; whoever has no lead counts as mapped.

    Who is no target is left out unless the query asks for targets.
    """
    stage = sa.func.coalesce(col(Lead.stage), Stage.MAPPED)
    counts = dict.fromkeys(Stage, 0)
    statement = people(stage, sa.func.count()).where(*_counted(session, query, clock, me)).group_by(stage)
    for name, count in session.connection().execute(statement):
        counts[Stage(name)] = count
    return counts


def count_approached(session: Session, query: Query | None = None, *, clock: Clock | None = None, me: str = "") -> int:
    """How many of the mapped were written to or called and have not answered."""
    where = [*_counted(session, query, clock, me), approached()]
    return int(session.connection().execute(leads_with(sa.func.count()).where(*where)).scalar_one())


def lead_ids(
    session: Session,
    query: Query | None = None,
    order: Order = Order.NAME,
    *,
    clock: Clock | None = None,
    me: str = "",
    limit: int | None = None,
) -> list[int]:
    """The ids of all leads that fit the query, in order; or the first `limit` of them."""
    statement = leads_with(col(Lead.id)).order_by(*_ordering(order)).limit(limit)
    return ids_forgiving(session, statement, query, clock, me)


def lead_rows(
    session: Session, ids: Sequence[int], *, clock: Clock | None = None, warmth: Mapping[int, int] | None = None
) -> list[LeadRow]:
    """The rows of `ids`, in that order; an id that is gone is left out. `warmth` of everybody, where it is known."""
    today = (clock or SystemClock()).today()
    found = {row.id: row for row in session.connection().execute(_row_select(ids))}
    rows = [found[known] for known in ids if known in found]
    people_ids = [row.person_id for row in rows]
    taught = teaching(session, people_ids)
    warm = scores(session, today, people_ids) if warmth is None else warmth
    return [lead_row(row, taught.get(row.person_id, Teaching()), today, warm.get(row.person_id, 0)) for row in rows]


def leads_json(
    session: Session, query: str = "", order: Order = Order.NAME, *, clock: Clock | None = None, me: str = ""
) -> list[dict[str, Any]]:
    """The leads that fit `query`, in the shape of `werkplaats leads --json`.

    Raises QueryError.
    """
    ids = lead_ids(session, parse(query), order, clock=clock, me=me)
    rows: list[LeadRow] = []
    warmth = scores(session, (clock or SystemClock()).today())
    for some in batched(ids):
        rows += lead_rows(session, some, clock=clock, warmth=warmth)
    return [row_json(row) for row in rows]


def row_json(row: LeadRow) -> dict[str, Any]:
    """One lead in the shape of `werkplaats leads --json`."""
    return {
        "id": row.id,
        "person": {"id": row.person_id, "name": row.name, "email": row.email},
        "institution": row.institution,
        "courses": list(row.courses),
        "stage": row.stage.value,
        "owner": row.owner,
        "warmth": row.warmth,
        "next": None if row.next_on is None else {"on": row.next_on.isoformat(), "what": row.next_what},
        "last_activity": None if row.last_activity_on is None else row.last_activity_on.isoformat(),
        "score": row.score,
    }


def asked(
    session: Session, query: Query | None, clock: Clock | None, me: str, *, walking: bool = False
) -> list[Condition]:
    """The conditions of a query, or none; `walking` for the first few of a long list."""
    dialect = session.get_bind().dialect.name
    told = clock or SystemClock()
    if query is None:
        return []
    warmth = partial(scores, session, told.today())
    return conditions(query, told, me, dialect=dialect, walking=walking, warmth=warmth)


def ids_forgiving(
    session: Session,
    statement: sa.Select[Any],
    query: Query | None,
    clock: Clock | None,
    me: str,
    *,
    walking: bool = False,
) -> list[int]:
    """The ids that `statement` gives under the query; where its words find nothing, by words much like them."""
    where = asked(session, query, clock, me, walking=walking)
    found = list(session.connection().execute(statement.where(*where)).scalars().all())
    if found or query is None or not query.words:
        return found
    alike = col(Person.id).in_(ids_alike(session, " ".join(query.words)))
    where = asked(session, query.without_words(), clock, me)
    return list(session.connection().execute(statement.where(alike, *where)).scalars())


def hidden_people() -> sa.Select[Any]:
    """Ids of the people no list shows: in review, or gone from every page."""
    away = sa.or_(col(Entity.in_review), col(Entity.gone_on).is_not(None))
    return sa.select(col(Entity.id)).where(col(Entity.kind) == EntityKind.PERSON, away)


_OUTSIDE = sa.table("outside_contact", sa.column("person_id"))
"""Contacts of companies and partners, by name: the class of the table would have to be imported."""


def outside_people() -> sa.Select[Any]:
    """Ids of whom the office talks to at a company or partner, and who is at no school: they are no leads to be.

    A select by itself, so that a list still goes by its index.
    """
    theirs = sa.alias(Person.__table__, "theirs")  # type: ignore[attr-defined] # the table of the class
    return (
        sa.select(_OUTSIDE.c.person_id)
        .join(theirs, theirs.c.id == _OUTSIDE.c.person_id)
        .where(theirs.c.institution_id.is_(None))
    )


def _counted(session: Session, query: Query | None, clock: Clock | None, me: str) -> list[Condition]:
    where = asked(session, query, clock, me)
    where.append(sa.or_(col(Lead.id).is_not(None), col(Person.id).not_in(hidden_people())))
    where.append(sa.or_(col(Lead.id).is_not(None), col(Person.id).not_in(outside_people())))
    if (query is None or not query.asks("target")) and any_marked(session, Target.NO):
        where.append(col(Person.id).not_in(people_with(Target.NO)))
    return where


def _ordering(order: Order) -> list[Any]:
    name = [col(Person.sort_key), col(Person.id)]
    if order is Order.NEXT:
        return [col(Lead.next_on).is_(None), col(Lead.next_on), *name]
    if order is Order.STAGE:
        steps = {stage.value: number for number, stage in enumerate(Stage)}
        return [sa.case(steps, value=sa.type_coerce(col(Lead.stage), sa.String)).desc(), *name]
    if order is Order.QUIET:
        return [sa.func.coalesce(col(Lead.last_activity_on), col(Lead.stage_since)), *name]
    if order is Order.SCHOOL:
        return [col(Institution.sort_key), *name]
    return name


def _row_select(ids: Sequence[int]) -> sa.Select[Any]:
    return leads_with(
        col(Lead.id),
        col(Lead.person_id),
        col(Person.name),
        col(Person.email),
        col(Institution.name).label("institution"),
        col(Lead.stage),
        approached().label("approached"),
        col(Lead.owner),
        col(Lead.stage_since),
        col(Lead.next_on),
        col(Lead.next_what),
        col(Lead.wakes_on),
        col(Lead.last_activity_on),
    ).where(col(Lead.id).in_(ids))
