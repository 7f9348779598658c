"""What of the map passes a filter: the things a query finds, and all that stands above them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.clock import Clock
from crm.query import Query, conditions, people
from crm.query.aims import things_with
from crm.query.searching import has_words, ids_with_words
from crm.query.terms import Choice, Term, Value, Words
from crm.tables.core import COURSE, IN_PROGRAMME, INSTITUTION, PERSON, PROGRAMME, ROLE, UNIT
from crm.warmth import scores
from crm.words import Target

FEW = 5_000
"""Up to so many ids are asked for by number; of more the whole table is read."""

DEEPEST = 12
"""Units within units, at most."""

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Passing:
    """`hits`: what the query finds; everything under a hit passes too. `above`: what has a hit under it.

    `hidden`: what bears what the query excludes ("-wiskunde"); it goes with all that stands under it.
    """

    hits: frozenset[int]
    above: frozenset[int]
    hidden: frozenset[int] = frozenset()

    def __contains__(self, id_: int) -> bool:
        """Whether the thing passes by itself or for what stands under it."""
        return id_ not in self.hidden and (id_ in self.hits or id_ in self.above)


def passing(session: Session, query: Query, *, clock: Clock, me: str) -> Passing:
    """What passes `query`: the people it finds, and the schools, units, programmes and courses that fit it themselves.

    Of those only words, school, level, target and their own name can be asked.
    """
    asked = tuple(term for term in query.terms if not term.negated)
    excluded = [replace(term, negated=False) for term in query.terms if term.negated]
    connection = session.connection()
    hidden: set[int] = set()
    for term in excluded:
        hidden |= _found(session, (term,), clock, me)
    every_school = set(connection.scalars(sa.select(INSTITUTION.c.id))) if not asked else set()
    hits = (_found(session, asked, clock, me) if asked else every_school) - hidden
    return Passing(frozenset(hits), frozenset(_above(connection, hits)), frozenset(hidden))


def _found(session: Session, terms: tuple[Term, ...], clock: Clock, me: str) -> set[int]:
    connection = session.connection()
    dialect = connection.dialect.name
    warmth = partial(scores, session, clock.today())
    # by its own words alone: a teacher found by one course would let all their other courses pass
    where = conditions(Query(terms=terms), clock, me, dialect=dialect, courses=False, warmth=warmth)
    found = set(connection.scalars(people(PERSON.c.id).where(*where)))
    for table in (INSTITUTION, UNIT, PROGRAMME, COURSE):
        fits = [_fits(table, term, dialect) for term in terms]
        if all(fit is not None for fit in fits):
            found |= set(connection.scalars(sa.select(table.c.id).where(*(fit for fit in fits if fit is not None))))
    return found


def _fits(table: sa.Table, term: Term, dialect: str) -> Condition | None:
    """The condition that a thing of the kind fits the term; None where nothing of its kind can be asked that."""
    asked = [_asked(table, term.field, value, dialect) for value in term.values]
    if any(each is None for each in asked):
        return None
    return sa.or_(*(each for each in asked if each is not None))


def _asked(table: sa.Table, field: str | None, value: Value, dialect: str) -> Condition | None:
    school = table.c.id if table is INSTITUTION else table.c.institution_id
    if isinstance(value, Words):
        return _asked_words(table, school, field, value.text, dialect)
    if isinstance(value, Choice) and field == "level":
        return school.in_(sa.select(INSTITUTION.c.id).where(INSTITUTION.c.level == value.value))
    if isinstance(value, Choice) and field == "target" and table in {PROGRAMME, COURSE}:
        return table.c.id.in_(things_with(Target(value.value)))
    return None


def _asked_words(
    table: sa.Table, school: "sa.Column[int]", field: str | None, text: str, dialect: str
) -> Condition | None:
    if field is None:
        return table.c.id.in_(ids_with_words(text, dialect))
    if field == "school":
        return school.in_(sa.select(INSTITUTION.c.id).where(_is_school(text)))
    if field != table.name:
        return None
    named = has_words(table.c.sort_key, text)
    if "code" not in table.c:
        return named
    return sa.or_(named, sa.func.lower(table.c.code).startswith(text.lower(), autoescape=True))


def _is_school(text: str) -> Condition:
    domain = INSTITUTION.c.domain.startswith(text.lower(), autoescape=True)
    return sa.or_(has_words(INSTITUTION.c.sort_key, text), domain)


def _above(connection: Connection, hits: set[int]) -> set[int]:
    """All that stands above the hits, level by level."""
    found = _links(connection, ROLE.c.person_id, [ROLE.c.of_id], hits)
    for key, links in (
        (IN_PROGRAMME.c.course_id, [IN_PROGRAMME.c.programme_id]),
        (COURSE.c.id, [COURSE.c.unit_id, COURSE.c.institution_id]),
        (PROGRAMME.c.id, [PROGRAMME.c.unit_id, PROGRAMME.c.institution_id]),
    ):
        found |= _links(connection, key, links, hits | found)
    for _step in range(DEEPEST):
        more = _links(connection, UNIT.c.id, [UNIT.c.parent_id, UNIT.c.institution_id], hits | found) - found
        if not more:
            break
        found |= more
    return found


def _links(connection: Connection, key: Any, links: Sequence[Any], ids: Collection[int]) -> set[int]:  # noqa: ANN401 - columns
    chosen = sa.select(key, *links)
    rows = connection.execute(chosen if len(ids) > FEW else chosen.where(key.in_(ids)))
    return {link for row in rows if row[0] in ids for link in row[1:] if link is not None}
