"""Agreements that are in no course (a graduation, an internship, a minor): places where a case can land as well."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.clock import school_year
from crm.spoken import spoken_setting
from crm.tables import table_named
from crm.tables.core import INSTITUTION, LEAD, PERSON
from crm.text import clean
from crm.views.matching.facts import CourseFacts, Teacher
from crm.views.matching.own_programmes import OwnProgramme, programmes_of
from crm.words import RoleKind, Setting, Target

AGREEMENT = table_named("agreement")

LONGEST_NAME = 60
"""Characters of an agreed assignment where it stands in the place of a course's name."""


def agreed_places(session: Session, today: date, lead_ids: Collection[int] | None = None) -> dict[int, CourseFacts]:
    """The agreements that stand for this school year or later and are in no course, by number: of all, or some leads.

    Each as the course it stands in the place of: `setting` says as what a case lands there.
    """
    chosen = (
        sa.select(AGREEMENT.c.id, AGREEMENT.c.lead_id, AGREEMENT.c.setting, AGREEMENT.c.type, AGREEMENT.c.language)
        .add_columns(PERSON.c.id.label("person"), PERSON.c.name, PERSON.c.institution_id)
        .add_columns(INSTITUTION.c.name.label("school"), INSTITUTION.c.level)
        .add_columns(LEAD.c.stage, LEAD.c.wakes_on, LEAD.c.owner)
        .join(LEAD, LEAD.c.id == AGREEMENT.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .where(AGREEMENT.c.course_id.is_(None), AGREEMENT.c.course_name.is_(None))
        .where(AGREEMENT.c.ended_on.is_(None), AGREEMENT.c.school_year >= school_year(today))
        .order_by(AGREEMENT.c.id)
    )
    if lead_ids is not None:
        chosen = chosen.where(AGREEMENT.c.lead_id.in_(list(lead_ids)))
    connection = session.connection()
    rows = connection.execute(chosen).all()
    programmes = programmes_of(connection, [row.person for row in rows])
    return {row.id: _place(row, programmes.get(row.person, ())) for row in rows}


def _place(row: sa.Row[tuple[object, ...]], programmes: Sequence[OwnProgramme]) -> CourseFacts:
    levels = {one.level for one in programmes if one.level is not None}
    setting: Setting = row.setting
    teacher = Teacher(row.person, row.name, RoleKind.TEACHER, setting, row.lead_id, row.stage, row.wakes_on, row.owner)
    return CourseFacts(
        id=None,
        name=f"{spoken_setting(setting)}: {clean(row.type, LONGEST_NAME)}",
        school_id=row.institution_id or 0,
        school=row.school or "",
        level=next(iter(levels)) if len(levels) == 1 else row.level,
        period=None,
        language=row.language,
        fill_by=None,
        target=Target.UNDECIDED,
        programmes=tuple(one.name for one in programmes),
        crebos=tuple(one.crebo for one in programmes if one.crebo),
        teachers=(teacher,),
        agreement_id=row.id,
        setting=setting,
    )
