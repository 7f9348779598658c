"""From a query to conditions of SQL on `people()`: every person, with their lead and school where there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from crm.clock import Clock
from crm.database.batches import is_one_of
from crm.query.aims import people_with
from crm.query.grounds import with_basis
from crm.query.knowing import known_people, people_near
from crm.query.searching import has_words, ids_with_words
from crm.query.terms import Age, Choice, Days, Numbers, Query, Term, Value, Words
from crm.tables import (
    ContactBasis,
    Course,
    CourseInProgramme,
    Institution,
    Lead,
    Person,
    Programme,
    Role,
    Unit,
)
from crm.tables.core import ACTIVITY, DOUBTFUL_ROLES
from crm.text import fold
from crm.words import FUNNEL, REACHED_OUT, Basis, Direction, EntityKind, Level, RoleKind, Stage, Target

Condition = sa.ColumnElement[bool]


def people(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 - columns of any type
    """A select of `columns` over every person with their lead and school; conditions are made for this."""
    return (
        sa.select(*columns)
        .select_from(Person)
        .outerjoin(Lead, col(Lead.person_id) == col(Person.id))
        .outerjoin(Institution, col(Institution.id) == col(Person.institution_id))
    )


def leads(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 - columns of any type
    """A select of `columns` over the people who are leads; the same conditions hold for it."""
    return (
        sa.select(*columns)
        .select_from(Lead)
        .join(Person, col(Person.id) == col(Lead.person_id))
        .outerjoin(Institution, col(Institution.id) == col(Person.institution_id))
    )


def conditions(
    query: Query,
    clock: Clock,
    me: str,
    *,
    dialect: str,
    walking: bool = False,
    courses: bool = True,
    warmth: Callable[[], Mapping[int, int]] = dict,
) -> list[Condition]:
    """The conditions of `query`, which all hold. `me` is who asks (owner:me), `dialect` the kind of database.

    `warmth` gives the warmth of each person with whom anything happened, and is called where the query asks for it.

    `courses`: free words may also be those of the courses somebody has a role at.

    `walking`: people are taken in the order of the list until enough fit, rather than all that fit and then sorted.
    Of the first 50 among 100,000 that costs 1 to 16 ms, whatever the words; the other way 1 to 37 ms.
    """
    asked = _Asked(clock.today(), me, dialect, walking, courses, warmth)
    return [_term(term, asked) for term in _joined(query.terms)]


def _joined(terms: Sequence[Term]) -> list[Term]:
    """The terms, free words that must all be there as one: looked up together they cost as much as the rarest."""
    free = [term for term in terms if term.field is None and not term.negated and len(term.values) == 1]
    words = [value.text for term in free for value in term.values if isinstance(value, Words)]
    if len(words) < 2:
        return list(terms)
    return [Term(None, (Words(" ".join(words)),)), *(term for term in terms if term not in free)]


def approached() -> Condition:
    """Mapped, written to or called, and nothing heard since."""
    out, answer = ACTIVITY.alias("out"), ACTIVITY.alias("answer")
    answered = sa.exists().where(
        answer.c.lead_id == out.c.lead_id,
        answer.c.direction == Direction.IN,
        sa.tuple_(answer.c.on, answer.c.id) > sa.tuple_(out.c.on, out.c.id),
    )
    reached = sa.exists().where(
        out.c.lead_id == col(Lead.id), out.c.direction == Direction.OUT, out.c.kind.in_(REACHED_OUT), ~answered
    )
    return sa.and_(col(Lead.stage) == Stage.MAPPED, reached)


@dataclass(frozen=True, slots=True)
class _Asked:
    """On which day, by whom and of which kind of database."""

    today: date
    me: str
    dialect: str
    walking: bool
    courses: bool
    warmth: Callable[[], Mapping[int, int]]


def _term(term: Term, asked: _Asked) -> Condition:
    one_of = sa.or_(*(_value(term.field, value, asked) for value in term.values))
    # without the coalesce, "not" of an unknown (no lead, no school) would be unknown and leave the person out
    return sa.not_(sa.func.coalesce(one_of, sa.false())) if term.negated else one_of


def _value(field: str | None, value: Value, asked: _Asked) -> Condition:
    if field is None:
        assert isinstance(value, Words)
        known = col(Person.id)
        bearing = ids_with_words(value.text, asked.dialect, courses=asked.courses)
        # a sum has no index, so that SQLite cannot begin with the words instead of with the order
        return (known + 0 if asked.walking and asked.dialect == "sqlite" else known).in_(bearing)
    return _FIELDS[field](value, asked)


def _stage(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Choice)
    if value.value == "approached":
        return approached()
    stage = Stage(value.value)
    at = col(Lead.stage) == stage
    return sa.or_(col(Lead.id).is_(None), at) if stage is Stage.MAPPED else at


def _school(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Words)
    begins = fold(value.text).replace(" ", ".")
    named = sa.or_(has_words(col(Institution.sort_key), value.text), col(Institution.domain).like(f"{begins}%"))
    return _at_school(named)


def _level(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Choice)
    return _at_school(col(Institution.level) == Level(value.value))


def _at_school(condition: Condition) -> Condition:
    """Those at the schools that fit: their ids come from the index on the school, so no person's row is read."""
    there = aliased(Person)
    schools = sa.select(col(Institution.id)).where(condition)
    return _in(sa.select(col(there.id)).where(col(there.institution_id).in_(schools)))


def _role(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Choice)
    return _in(_sure_roles().where(col(Role.kind) == RoleKind(value.value)))


def _course(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Words)
    return _in(_roles_of(Course).where(_named(Course, value.text)))


def _programme(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Words)
    named = _named(Programme, value.text)
    through_course = (
        _sure_roles()
        .join(CourseInProgramme, col(CourseInProgramme.course_id) == col(Role.of_id))
        .join(Programme, col(Programme.id) == col(CourseInProgramme.programme_id))
        .where(named)
    )
    return sa.or_(_in(_roles_of(Programme).where(named)), _in(through_course))


def _unit(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Words)
    named = has_words(col(Unit.sort_key), value.text)
    member = col(Person.unit_id).in_(sa.select(col(Unit.id)).where(named))
    teaches = _sure_roles().join(Course, col(Course.id) == col(Role.of_id))
    return sa.or_(
        member,
        _in(_roles_of(Unit).where(named)),
        _in(teaches.join(Unit, col(Unit.id) == col(Course.unit_id)).where(named)),
    )


def _name(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Words)
    # surname, given name and prefix stand in the key with a separator between them
    return has_words(sa.func.replace(col(Person.sort_key), "\x1f", " "), value.text)


def _owner(value: Value, asked: _Asked) -> Condition:
    if isinstance(value, Choice) and value.value == "none":
        return col(Lead.id).is_(None)
    name = value.text if isinstance(value, Words) else asked.me
    return sa.func.lower(col(Lead.owner)) == name.lower()


def _due(value: Value, asked: _Asked) -> Condition:
    next_on, today = col(Lead.next_on), asked.today
    if isinstance(value, Days):
        return _between(next_on, value.first, value.last)
    if isinstance(value, Age):
        return next_on <= today + timedelta(days=value.days)
    assert isinstance(value, Choice)
    if value.value == "none":
        return sa.and_(next_on.is_(None), col(Lead.stage).in_(FUNNEL))
    whole: dict[str, Condition] = {
        "late": next_on < today,
        "today": next_on <= today,
        "tomorrow": next_on == today + timedelta(days=1),
        "week": next_on <= today + timedelta(days=6 - today.weekday()),
        "month": next_on <= _end_of_month(today),
        "any": next_on.is_not(None),
    }
    return whole[value.value]


def _has(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Choice)
    whole: dict[str, Condition] = {
        "email": col(Person.email).is_not(None),
        "phone": col(Person.phone).is_not(None),
        "page": col(Person.url).is_not(None),
        "course": _in(_sure_roles().where(col(Role.of_kind) == EntityKind.COURSE)),
        "role": _in(_sure_roles()),
        "lead": col(Lead.id).is_not(None),
        "next": col(Lead.next_on).is_not(None),
        "basis": _in(with_basis(sa.true())),
    }
    return whole[value.value]


def _changed(value: Value, asked: _Asked) -> Condition:
    from crm.tables import Change  # what most queries do without

    if isinstance(value, Age):
        span = col(Change.on) >= asked.today - timedelta(days=value.days)
    else:
        assert isinstance(value, Days)
        span = _between(col(Change.on), value.first, value.last)
    changed = sa.select(col(Change.entity_id)).where(span, col(Change.entity_id).is_not(None))
    through_role = _sure_roles().where(
        sa.or_(col(Role.id).in_(changed), sa.and_(col(Role.of_id).in_(changed), col(Role.of_kind) == EntityKind.COURSE))
    )
    return sa.or_(col(Person.id).in_(changed), _in(through_role))


def _target(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Choice)
    return _in(people_with(Target(value.value)))


def _basis(value: Value, _asked: _Asked) -> Condition:
    assert isinstance(value, Choice)
    basis = Basis(value.value)
    if basis is Basis.NONE:
        return col(Person.id).not_in(with_basis(sa.true()))
    return _in(with_basis(col(ContactBasis.basis) == basis))


def _days_in_stage(value: Value, asked: _Asked) -> Condition:
    assert isinstance(value, Numbers)
    first = None if value.highest is None else asked.today - timedelta(days=min(int(value.highest), 100_000))
    last = None if value.lowest is None else asked.today - timedelta(days=min(int(value.lowest), 100_000))
    return _between(col(Lead.stage_since), first, last)


def _warm(value: Value, asked: _Asked) -> Condition:
    assert isinstance(value, Numbers)
    lowest, highest = value.lowest or 0, 100 if value.highest is None else value.highest
    warmth = asked.warmth()
    if lowest <= 0:
        outside = [person for person, warm in warmth.items() if warm > highest]
        return sa.not_(is_one_of(col(Person.id), outside, asked.dialect))
    inside = [person for person, warm in warmth.items() if lowest <= warm <= highest]
    return is_one_of(col(Person.id), inside, asked.dialect)


def _whose(value: Value, asked: _Asked) -> str | None:
    """Of which of us the query speaks; None: of any."""
    if isinstance(value, Choice):
        return asked.me if value.value == "me" else None
    assert isinstance(value, Words)
    return value.text


def _knows(value: Value, asked: _Asked) -> Condition:
    return _in(known_people(_whose(value, asked)))


def _via(value: Value, asked: _Asked) -> Condition:
    named = None if isinstance(value, Choice) else _name(value, asked)
    return _in(people_near(named))


_FIELDS: dict[str, Callable[[Value, _Asked], Condition]] = {
    "stage": _stage,
    "school": _school,
    "level": _level,
    "role": _role,
    "course": _course,
    "programme": _programme,
    "unit": _unit,
    "name": _name,
    "owner": _owner,
    "due": _due,
    "has": _has,
    "changed": _changed,
    "target": _target,
    "basis": _basis,
    "days": _days_in_stage,
    "warm": _warm,
    "knows": _knows,
    "via": _via,
}


def _in(ids: sa.Select[Any]) -> Condition:
    return col(Person.id).in_(ids)


def _roles_of(model: type[Course | Programme | Unit]) -> sa.Select[Any]:
    return _sure_roles().join(model, col(model.id) == col(Role.of_id))


def _sure_roles() -> sa.Select[Any]:
    """The holders of roles, those left out that wait in review."""
    return sa.select(col(Role.person_id)).where(col(Role.id).not_in(DOUBTFUL_ROLES))


def _named(model: type[Course | Programme], text: str) -> Condition:
    return sa.or_(
        has_words(col(model.sort_key), text),
        sa.func.lower(col(model.code)).like(f"{_escaped(text.lower())}%", escape="\\"),
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _between(column: Any, first: date | None, last: date | None) -> Condition:  # noqa: ANN401 - a date column
    known: Condition = column.is_not(None)
    return sa.and_(
        known, *([column >= first] if first is not None else []), *([column <= last] if last is not None else [])
    )


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
