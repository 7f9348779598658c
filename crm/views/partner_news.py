"""What became of each question that a partner sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import CaseState, ProposalState
from crm.errors import NotFoundError
from crm.exports.addresses import is_address
from crm.identity.companies import name_key
from crm.language import _
from crm.tables import table_named
from crm.tables.core import PERSON
from crm.text import clean, fold, row_number
from crm.views.grounds import stop_of

PARTNER, CASE, COMPANY, CONTACT, SPRINT, PROPOSAL = map(
    table_named, ("partner", "company_case", "company", "outside_contact", "sprint", "proposal")
)

MOST_NAMED = 10
"""Partners that are named where none is called what was asked."""


@dataclass(frozen=True, slots=True)
class CaseNews:
    """A question with where it stands. `new`: that changed, or it came, since the partner was told last.

    Of a team: the course and school, from when until when, and the result; no teacher is named.
    """

    id: int
    title: str
    company: str
    their_number: str | None
    state: CaseState
    since: date
    received_on: date
    why: str | None
    course: str | None
    school: str | None
    starts: date | None
    ends: date | None
    result: str | None
    asked: bool
    """Whether a teacher has it before them: a message that is still to go is none."""
    new: bool


@dataclass(frozen=True, slots=True)
class PartnerNews:
    """All questions of a partner; whom to tell, and since when there was no word."""

    partner_id: int
    name: str
    to_name: str
    to_email: str | None
    told_on: date | None
    on: date
    cases: tuple[CaseNews, ...]

    def json(self) -> dict[str, Any]:
        """As commands give it."""
        return {
            "partner": {"id": self.partner_id, "name": self.name},
            "since": None if self.told_on is None else self.told_on.isoformat(),
            "cases": [
                {
                    "id": one.id,
                    "title": one.title,
                    "company": one.company,
                    "their_number": one.their_number,
                    "state": one.state.value,
                    "since": one.since.isoformat(),
                    "why": one.why,
                    "course": one.course,
                    "school": one.school,
                    "result": one.result,
                    "new": one.new,
                }
                for one in self.cases
            ],
        }


def partner_news(session: Session, partner: str, today: date) -> PartnerNews:
    """What became of the questions of the partner of that name or number. Raises NotFoundError."""
    row = find_partner(session, partner)
    to_name, to_email = _contact(session, row.id)
    return PartnerNews(
        partner_id=row.id,
        name=row.name,
        to_name=to_name or row.name,
        to_email=to_email,
        told_on=row.told_on,
        on=today,
        cases=tuple(_cases(session, row.id, row.told_on)),
    )


def _contact(session: Session, partner_id: int) -> tuple[str | None, str | None]:
    """Whom to tell: the newest contact to whom mail may go, with the address; else the newest, without one."""
    there = (
        sa.select(PERSON.c.id, PERSON.c.name, PERSON.c.email)
        .join(CONTACT, CONTACT.c.person_id == PERSON.c.id)
        .where(CONTACT.c.partner_id == partner_id, CONTACT.c.left_on.is_(None))
        .order_by(PERSON.c.email.is_(None), CONTACT.c.on.desc(), CONTACT.c.id.desc())
    )
    found = list(session.connection().execute(there))
    for one in found:
        if one.email and is_address(one.email) and stop_of(session, one.id, one.email) is None:
            return one.name, one.email
    return (found[0].name if found else None), None


def find_partner(session: Session, partner: str) -> Any:  # noqa: ANN401 - a row of the table
    """The partner of that number, or of that name, if need be without legal form: its `id`, `name` and `told_on`.

    Raises NotFoundError, naming those that are known. An office has a handful of them.
    """
    chosen = sa.select(PARTNER.c.id, PARTNER.c.name, PARTNER.c.told_on, PARTNER.c.sort_key)
    known = session.connection().execute(chosen.order_by(PARTNER.c.sort_key)).all()
    number, folded, key = row_number(partner), fold(partner), name_key(partner)
    ranked = (
        (one for one in known if one.id == number),
        (one for one in known if one.sort_key == folded),
        (one for one in known if key and name_key(one.name) == key),
    )
    found = next((one for ones in ranked for one in ones), None)
    if found is None:
        names = ", ".join(one.name for one in known[:MOST_NAMED]) or "–"
        raise NotFoundError(
            _("There is no partner {name}. Known are: {names}.").format(name=clean(partner, 60), names=names)
        )
    return found


def _cases(session: Session, partner_id: int, told_on: date | None) -> Sequence[CaseNews]:
    newest = (
        sa.select(SPRINT.c.case_id, sa.func.max(SPRINT.c.id).label("id"))
        .where(SPRINT.c.state != "stopped")
        .group_by(SPRINT.c.case_id)
        .subquery()
    )
    asked = sa.exists().where(
        PROPOSAL.c.case_id == CASE.c.id, PROPOSAL.c.sent_on.is_not(None), PROPOSAL.c.state != ProposalState.WITHDRAWN
    )
    chosen = (
        sa.select(CASE.c.id, CASE.c.title, CASE.c.their_number, CASE.c.state, CASE.c.state_since, CASE.c.state_why)
        .add_columns(CASE.c.received_on, COMPANY.c.name.label("company"), SPRINT.c.course_name)
        .add_columns(SPRINT.c.institution_name, SPRINT.c.starts, SPRINT.c.ends, SPRINT.c.result, asked.label("asked"))
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .outerjoin(newest, newest.c.case_id == CASE.c.id)
        .outerjoin(SPRINT, SPRINT.c.id == newest.c.id)
        .where(CASE.c.partner_id == partner_id)
        .order_by(CASE.c.received_on, CASE.c.id)
    )
    return [
        CaseNews(
            id=row.id,
            title=clean(row.title, 120),
            company=clean(row.company, 100),
            their_number=row.their_number,
            state=row.state,
            since=row.state_since,
            received_on=row.received_on,
            why=row.state_why,
            course=row.course_name,
            school=row.institution_name,
            starts=row.starts,
            ends=row.ends,
            result=row.result,
            asked=bool(row.asked),
            new=told_on is None or max(row.state_since, row.received_on) >= told_on,
        )
        for row in session.connection().execute(chosen)
    ]
