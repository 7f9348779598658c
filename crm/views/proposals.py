"""Proposals as they stand: which case, to whom, in which course, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import CaseState, ProposalState
from crm.errors import NotFoundError
from crm.language import _
from crm.tables import table_named
from crm.tables.core import COURSE, INSTITUTION, LEAD, PERSON
from crm.words import Setting

PROPOSAL, CASE, COMPANY, SPRINT = map(table_named, ("proposal", "company_case", "company", "sprint"))


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal with its case, its company, and the teacher. `sprint_id`: the sprint that was made of it."""

    id: int
    code: str
    state: ProposalState
    case_id: int
    title: str
    case_state: CaseState
    company_id: int
    company: str
    lead_id: int
    person_id: int
    person: str
    owner: str
    school: str | None
    course_id: int | None
    course_name: str | None
    agreement_id: int | None
    digest_id: int | None
    setting: Setting
    why: str | None
    why_language: str | None
    made_on: date
    sent_on: date | None
    answered_on: date | None
    again_on: date | None
    note: str | None
    by: str
    at: datetime
    sprint_id: int | None


def proposals(
    session: Session,
    *,
    lead_ids: Sequence[int] | None = None,
    case_id: int | None = None,
    states: Sequence[ProposalState] | None = None,
    owner: str | None = None,
) -> list[ProposalLine]:
    """Proposals, the newest first: all, those of some leads, of a case, in some states, or of one owner's leads."""
    where: list[sa.ColumnElement[bool]] = []
    if lead_ids is not None:
        where.append(PROPOSAL.c.lead_id.in_(lead_ids))
    if case_id is not None:
        where.append(PROPOSAL.c.case_id == case_id)
    if states is not None:
        where.append(PROPOSAL.c.state.in_(states))
    if owner is not None:
        where.append(sa.func.lower(LEAD.c.owner) == owner.lower())
    return _lines(session, *where)


def one_proposal(session: Session, proposal_id: int) -> ProposalLine:
    """The proposal numbered `proposal_id`. Raises NotFoundError."""
    found = _lines(session, PROPOSAL.c.id == proposal_id)
    if not found:
        raise NotFoundError(
            _("There is no proposal {id}: `werkplaats proposal list` lists them.").format(id=proposal_id)
        )
    return found[0]


def proposal_json(line: ProposalLine) -> dict[str, Any]:
    """A proposal as commands give it."""
    days = {name: getattr(line, name) for name in ("made_on", "sent_on", "answered_on", "again_on")}
    return {
        "id": line.id,
        "code": line.code,
        "state": line.state.value,
        "case": {"id": line.case_id, "title": line.title, "state": line.case_state.value},
        "company": {"id": line.company_id, "name": line.company},
        "lead": line.lead_id,
        "person": {"id": line.person_id, "name": line.person},
        "course": None if line.course_id is None else {"id": line.course_id, "name": line.course_name},
        "agreement": line.agreement_id,
        "digest": line.digest_id,
        "setting": line.setting.value,
        "why": line.why,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "note": line.note,
        "sprint": line.sprint_id,
        "by": line.by,
    }


def _lines(session: Session, *where: sa.ColumnElement[bool]) -> list[ProposalLine]:
    made = sa.select(sa.func.min(SPRINT.c.id)).where(SPRINT.c.proposal_id == PROPOSAL.c.id).scalar_subquery()
    chosen = (
        sa.select(PROPOSAL, CASE.c.title, CASE.c.state.label("case_state"), CASE.c.company_id)
        .add_columns(COMPANY.c.name.label("company"), LEAD.c.person_id, LEAD.c.owner, PERSON.c.name.label("person"))
        .add_columns(INSTITUTION.c.name.label("school"), COURSE.c.name.label("course_name"), made.label("sprint_id"))
        .join(CASE, CASE.c.id == PROPOSAL.c.case_id)
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .join(LEAD, LEAD.c.id == PROPOSAL.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .outerjoin(COURSE, COURSE.c.id == PROPOSAL.c.course_id)
        .where(*where)
        .order_by(PROPOSAL.c.made_on.desc(), PROPOSAL.c.id.desc())
    )
    return [ProposalLine(**row) for row in session.connection().execute(chosen).mappings()]
