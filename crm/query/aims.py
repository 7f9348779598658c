"""Whom the office is after, in SQL: targets (*beoogd*) as they come down from school to programme, course and person.

A course without a mark of its own follows its programmes (yes if any of them is, no if all are), else its unit, the
units above it, and the school. A person follows what they have a role in: yes if anything is, no only if all is.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables.core import COURSE, IN_PROGRAMME, INSTITUTION, PERSON, PROGRAMME, ROLE, UNIT
from crm.words import EntityKind, Target

YES, NO, UNDECIDED = Target.YES.value, Target.NO.value, Target.UNDECIDED.value


def people_with(target: Target) -> sa.Select[Any]:
    """The ids of the people who, by what they do, are a target, are none, or stand undecided."""
    aim = aims_of_people()
    return sa.select(aim.c.id).where(aim.c.aim == target.value)


def things_with(target: Target) -> sa.Select[Any]:
    """The ids of the programmes and courses whose own or inherited target is `target`."""
    aim = _things().subquery()
    return sa.select(aim.c.id).where(aim.c.aim == target.value)


def aims_of_people() -> sa.Subquery:
    """Every person's id and `aim`: what their target comes down to ("yes", "no", "undecided")."""
    return _people().subquery()


def any_marked(session: Session, target: Target) -> bool:
    """Whether anything at all bears the mark `target` itself; where nothing does, nobody inherits it."""
    marked = sa.or_(*(sa.exists().where(table.c.target == target) for table in (INSTITUTION, UNIT, PROGRAMME, COURSE)))
    return bool(session.connection().execute(sa.select(marked)).scalar_one())


def _text(column: Any) -> sa.ColumnElement[str]:  # noqa: ANN401 - a column of any enum
    """An enum column as the text it holds, so that it may be mixed with computed text."""
    return sa.type_coerce(column, sa.String)


def _own_or(own: Any, above: Any) -> sa.ColumnElement[str]:  # noqa: ANN401 - columns
    return sa.case((_text(own) != UNDECIDED, _text(own)), else_=above)


def _units() -> sa.CTE:
    top = (
        sa.select(UNIT.c.id, _own_or(UNIT.c.target, _text(INSTITUTION.c.target)).label("aim"))
        .join(INSTITUTION, INSTITUTION.c.id == UNIT.c.institution_id)
        .where(UNIT.c.parent_id.is_(None))
        .cte(recursive=True)
    )
    below = UNIT.alias()
    return top.union_all(
        sa.select(below.c.id, _own_or(below.c.target, top.c.aim)).join(top, below.c.parent_id == top.c.id)
    )


def _programmes(units: sa.CTE) -> sa.CTE:
    above = sa.func.coalesce(units.c.aim, _text(INSTITUTION.c.target))
    return (
        sa.select(PROGRAMME.c.id, _own_or(PROGRAMME.c.target, above).label("aim"))
        .join(INSTITUTION, INSTITUTION.c.id == PROGRAMME.c.institution_id)
        .outerjoin(units, units.c.id == PROGRAMME.c.unit_id)
        .cte()
    )


def _courses(units: sa.CTE, programmes: sa.CTE) -> sa.CTE:
    of = (
        sa.select(
            IN_PROGRAMME.c.course_id,
            sa.func.max(sa.case((programmes.c.aim == YES, 1), else_=0)).label("any_yes"),
            sa.func.min(sa.case((programmes.c.aim == NO, 1), else_=0)).label("all_no"),
            sa.func.max(sa.case((programmes.c.aim == NO, 1), else_=0)).label("any_no"),
        )
        .join(programmes, programmes.c.id == IN_PROGRAMME.c.programme_id)
        .group_by(IN_PROGRAMME.c.course_id)
        .subquery()
    )
    above = sa.case(
        (of.c.any_yes == 1, YES),
        (of.c.all_no == 1, NO),
        (of.c.any_no == 1, UNDECIDED),
        else_=sa.func.coalesce(units.c.aim, _text(INSTITUTION.c.target)),
    )
    return (
        sa.select(COURSE.c.id, _own_or(COURSE.c.target, above).label("aim"))
        .join(INSTITUTION, INSTITUTION.c.id == COURSE.c.institution_id)
        .outerjoin(units, units.c.id == COURSE.c.unit_id)
        .outerjoin(of, of.c.course_id == COURSE.c.id)
        .cte()
    )


def _things() -> sa.CompoundSelect[Any]:
    units = _units()
    programmes = _programmes(units)
    courses = _courses(units, programmes)
    return sa.union_all(*(sa.select(c.c.id, c.c.aim) for c in (programmes, courses)))


def _people() -> sa.Select[Any]:
    units = _units()
    programmes = _programmes(units)
    courses = _courses(units, programmes)
    aims = sa.union_all(
        *(sa.select(c.c.id, c.c.aim) for c in (units, programmes, courses)),
        sa.select(INSTITUTION.c.id, _text(INSTITUTION.c.target)),
    ).cte()
    of = (
        sa.select(
            ROLE.c.person_id,
            sa.func.max(sa.case((aims.c.aim == YES, 1), else_=0)).label("any_yes"),
            sa.func.min(sa.case((aims.c.aim == NO, 1), else_=0)).label("all_no"),
        )
        .join(aims, aims.c.id == ROLE.c.of_id)
        .where(ROLE.c.of_kind != EntityKind.PERSON)
        .group_by(ROLE.c.person_id)
        .subquery()
    )
    aim = sa.case(
        (of.c.any_yes == 1, YES),
        (of.c.all_no == 1, NO),
        (of.c.person_id.is_not(None), UNDECIDED),
        else_=sa.func.coalesce(units.c.aim, _text(INSTITUTION.c.target), UNDECIDED),
    )
    return (
        sa.select(PERSON.c.id, aim.label("aim"))
        .outerjoin(of, of.c.person_id == PERSON.c.id)
        .outerjoin(units, units.c.id == PERSON.c.unit_id)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
    )
