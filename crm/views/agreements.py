"""Agreements: those of leads, of a school year, and how many places of each are left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.errors import NotFoundError
from crm.language import _
from crm.places import PLACED, places_left
from crm.tables import table_named
from crm.tables.core import COURSE, INSTITUTION, LEAD, PERSON
from crm.words import Setting

AGREEMENT = table_named("agreement")
_BEFORE, _AFTER = AGREEMENT.alias("before"), AGREEMENT.alias("after")


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement with its teacher, course and school.

    `wished`: what the teacher wanted otherwise when the year before was agreed; `renewed_id`: the agreement of the next
    year, where there is one; `placed`: sprints in it, and yeses that wait for theirs.
    """

    id: int
    lead_id: int
    person_id: int
    person: str
    email: str | None
    institution_id: int | None
    school: str | None
    course_id: int | None
    course_name: str | None
    setting: Setting
    school_year: str
    type: str
    number: int
    planning: str
    process: str
    supervision: str
    team_size: str | None
    language: str | None
    confidentiality: str | None
    needs: str | None
    contact: str | None
    samples: str | None
    wish: str | None
    renews_id: int | None
    agreed_on: date
    ended_on: date | None
    ended_why: str | None
    by: str
    at: datetime
    period: str | None
    wished: str | None
    renewed_id: int | None
    placed: int = 0

    @property
    def places_left(self) -> int:
        """Assignments that this agreement still has room for; none once it has ended."""
        return places_left(self.number, self.placed, ended=self.ended_on is not None)


def agreements_of(session: Session, lead_ids: Sequence[int]) -> list[AgreementLine]:
    """The agreements of some leads: those that stand first, the newest year before all."""
    return _lines(session, AGREEMENT.c.lead_id.in_(lead_ids))


def agreements_of_school(session: Session, institution_id: int) -> list[AgreementLine]:
    """The agreements with people of a school, as `agreements_of` gives them."""
    return _lines(session, PERSON.c.institution_id == institution_id)


def agreements_in(
    session: Session, school_year: str, *, owner: str | None = None, institution_id: int | None = None
) -> list[AgreementLine]:
    """The agreements of a school year that have not ended: of all, of one owner's leads, of one school."""
    where = [AGREEMENT.c.school_year == school_year, AGREEMENT.c.ended_on.is_(None)]
    if owner is not None:
        where.append(sa.func.lower(LEAD.c.owner) == owner.lower())
    if institution_id is not None:
        where.append(PERSON.c.institution_id == institution_id)
    found = _lines(session, sa.and_(*where))
    return sorted(found, key=lambda one: ((one.school or "").casefold(), (one.course_name or "").casefold(), one.id))


def one_agreement(session: Session, agreement_id: int) -> AgreementLine:
    """The agreement numbered `agreement_id`. Raises NotFoundError."""
    found = _lines(session, AGREEMENT.c.id == agreement_id)
    if not found:
        raise NotFoundError(
            _("There is no agreement {id}: `werkplaats lead show` lists those of a lead.").format(id=agreement_id)
        )
    return found[0]


def agreement_json(line: AgreementLine) -> dict[str, Any]:
    """An agreement as commands give it."""
    return {
        "id": line.id,
        "type": line.type,
        "number": line.number,
        "planning": line.planning,
        "process": line.process,
        "supervision": line.supervision,
        "course": None if line.course_name is None else {"id": line.course_id, "name": line.course_name},
        "setting": line.setting.value,
        "school_year": line.school_year,
        "places_left": line.places_left,
        "team_size": line.team_size,
        "language": line.language,
        "confidentiality": line.confidentiality,
        "needs": line.needs,
        "contact": line.contact,
        "samples": line.samples,
        "wish": line.wish,
        "wished": line.wished,
        "renews": line.renews_id,
        "renewed": line.renewed_id,
        "agreed_on": line.agreed_on.isoformat(),
        "ended_on": None if line.ended_on is None else line.ended_on.isoformat(),
        "ended_why": line.ended_why,
        "person": {"id": line.person_id, "name": line.person},
        "lead": line.lead_id,
    }


def _lines(session: Session, where: sa.ColumnElement[bool]) -> list[AgreementLine]:
    chosen = (
        sa.select(AGREEMENT, LEAD.c.person_id, PERSON.c.name.label("person"), PERSON.c.email)
        .add_columns(PERSON.c.institution_id, INSTITUTION.c.name.label("school"), COURSE.c.period)
        .add_columns(_BEFORE.c.wish.label("wished"), _AFTER.c.id.label("renewed_id"))
        .add_columns(sa.literal_column(PLACED).label("placed"))
        .join(LEAD, LEAD.c.id == AGREEMENT.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .outerjoin(COURSE, COURSE.c.id == AGREEMENT.c.course_id)
        .outerjoin(_BEFORE, _BEFORE.c.id == AGREEMENT.c.renews_id)
        .outerjoin(_AFTER, sa.and_(_AFTER.c.renews_id == AGREEMENT.c.id, _AFTER.c.ended_on.is_(None)))
        .where(where)
        .order_by(AGREEMENT.c.ended_on.is_not(None), AGREEMENT.c.school_year.desc(), AGREEMENT.c.id.desc())
    )
    return [AgreementLine(**row) for row in session.connection().execute(chosen).mappings()]
