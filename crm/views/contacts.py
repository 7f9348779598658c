"""Everybody on the map, lead or not: ordered ids, and the rows of one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.clock import Clock
from crm.query import Query, people
from crm.query.grounds import standing
from crm.tables import ContactBasis, Institution, Lead, Person
from crm.views.leads import asked, hidden_people, ids_forgiving, outside_people
from crm.views.taught import Teaching
from crm.views.teaching import teaching
from crm.words import Basis, Channel, RoleKind, Stage


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person as a list shows them; `lead_id` None: nobody works the relation yet."""

    id: int
    lead_id: int | None
    name: str
    titles: str | None
    email: str | None
    phone: str | None
    institution: str | None
    roles: tuple[RoleKind, ...]
    courses: tuple[str, ...]
    programmes: tuple[str, ...]
    stage: Stage
    owner: str | None
    basis: Basis


def contact_ids(
    session: Session,
    query: Query | None = None,
    *,
    clock: Clock | None = None,
    me: str = "",
    limit: int | None = None,
) -> list[int]:
    """The ids of all people that fit the query, or the first `limit`, by name.

    Those in review or gone from every page are left out.
    """
    order = (col(Person.sort_key), col(Person.id))
    # without a query the index on the sort key answers by itself; joined, the table would be read
    bare = query is None or not query.terms
    statement = sa.select(col(Person.id)) if bare else people(col(Person.id))
    shown = (col(Person.id).not_in(hidden_people()), col(Person.id).not_in(outside_people()))
    statement = statement.where(*shown).order_by(*order).limit(limit)
    return ids_forgiving(session, statement, query, clock, me, walking=limit is not None)


def people_asked(session: Session, query: Query, *, clock: Clock | None = None, me: str = "") -> sa.Select[Any]:
    """A select of the ids of the people that fit the query: for what narrows itself to them, as the map does."""
    return people(col(Person.id)).where(*asked(session, query, clock, me))


def contact_rows(session: Session, ids: Sequence[int]) -> list[ContactRow]:
    """The rows of `ids`, in that order; an id that is gone is left out."""
    statement = (
        people(
            col(Person.id),
            col(Lead.id).label("lead_id"),
            col(Person.name),
            col(Person.titles),
            col(Person.email),
            col(Person.phone),
            col(Institution.name).label("institution"),
            sa.func.coalesce(col(Lead.stage), Stage.MAPPED).label("stage"),
            col(Lead.owner),
            sa.func.coalesce(col(ContactBasis.basis), Basis.NONE).label("basis"),
        )
        .outerjoin(ContactBasis, standing(Channel.EMAIL))
        .where(col(Person.id).in_(ids))
    )
    found = {row.id: row for row in session.connection().execute(statement)}
    taught = teaching(session, ids)
    return [_row(found[known], taught.get(known, Teaching())) for known in ids if known in found]


def _row(found: sa.Row[tuple[object, ...]], taught: Teaching) -> ContactRow:
    return ContactRow(
        id=found.id,
        lead_id=found.lead_id,
        name=found.name,
        titles=found.titles,
        email=found.email,
        phone=found.phone,
        institution=found.institution,
        roles=taught.roles,
        courses=taught.courses,
        programmes=taught.programmes,
        stage=Stage(found.stage),
        owner=found.owner,
        basis=Basis(found.basis),
    )
