"""Companies and partners as lists and cards show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import OPEN_CASES, CaseState, CompanySize
from crm.errors import NotFoundError
from crm.language import _
from crm.tables import table_named
from crm.tables.core import PERSON
from crm.text import fold
from crm.views.cases import CASE, COMPANY, OUTSIDE_CONTACT, PARTNER, CompanyEvent, case_json, case_lines, event_json

RECOGNITION = table_named("recognition")


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company, with how many cases it brought, and how many of those wait or were placed."""

    id: int
    name: str
    sort_key: str
    register_number: str | None
    website: str | None
    domain: str | None
    municipality: str | None
    sector: str | None
    size: CompanySize | None
    found_us: str | None
    owner: str
    next_on: date | None
    next_what: str | None
    by: str
    at: datetime
    cases: int
    waiting: int
    placed: int


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Somebody at a company or partner."""

    person_id: int
    name: str
    email: str | None
    phone: str | None
    words: str | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner, with what came of the questions it forwarded."""

    id: int
    name: str
    domain: str | None
    told_on: date | None
    cases: int
    waiting: int
    placed: int
    last_on: date | None


def company_lines(session: Session, query: str = "") -> list[CompanyLine]:
    """The companies with every word of `query` in name, municipality or sector, by name."""
    words = fold(query).split()[:12]
    chosen = _with_counts(sa.select(COMPANY), COMPANY, CASE.c.company_id).order_by(COMPANY.c.sort_key, COMPANY.c.id)
    found = [CompanyLine(**row) for row in session.connection().execute(chosen).mappings()]
    return [one for one in found if all(f" {word}" in _looked_through(one) for word in words)]


def one_company(session: Session, company_id: int) -> CompanyLine:
    """The company numbered `company_id`. Raises NotFoundError."""
    chosen = _with_counts(sa.select(COMPANY).where(COMPANY.c.id == company_id), COMPANY, CASE.c.company_id)
    row = session.connection().execute(chosen).mappings().first()
    if row is None:
        raise NotFoundError(_("There is no company {id}: `werkplaats company list` lists them.").format(id=company_id))
    return CompanyLine(**row)


def contacts_of(session: Session, *, company_id: int | None = None, partner_id: int | None = None) -> list[ContactLine]:
    """Whom the office talks to at a company, or at a partner."""
    whose = OUTSIDE_CONTACT.c.company_id == company_id if company_id else OUTSIDE_CONTACT.c.partner_id == partner_id
    chosen = (
        sa.select(OUTSIDE_CONTACT.c.person_id, PERSON.c.name, PERSON.c.email, PERSON.c.phone)
        .add_columns(OUTSIDE_CONTACT.c.words, OUTSIDE_CONTACT.c.left_on)
        .join(PERSON, PERSON.c.id == OUTSIDE_CONTACT.c.person_id)
        .where(whose)
        .order_by(OUTSIDE_CONTACT.c.left_on.is_not(None), PERSON.c.sort_key)
    )
    return [ContactLine(**row) for row in session.connection().execute(chosen).mappings()]


def partner_lines(session: Session) -> list[PartnerLine]:
    """The partners, by name."""
    newest = sa.select(sa.func.max(CASE.c.received_on)).where(CASE.c.partner_id == PARTNER.c.id).scalar_subquery()
    columns = (PARTNER.c.id, PARTNER.c.name, PARTNER.c.domain, PARTNER.c.told_on, newest.label("last_on"))
    chosen = _with_counts(sa.select(*columns), PARTNER, CASE.c.partner_id).order_by(PARTNER.c.sort_key)
    return [PartnerLine(**row) for row in session.connection().execute(chosen).mappings()]


def partner_card_json(session: Session, partner_id: int, today: date) -> dict[str, Any]:
    """A partner with its contacts, those who left last, and the questions that it forwarded."""
    line = next(one for one in partner_lines(session) if one.id == partner_id)
    return {
        **partner_json(line),
        "contacts": [contact_json(one) for one in contacts_of(session, partner_id=partner_id)],
        "case_list": [case_json(one, today) for one in case_lines(session, partner_id=partner_id)],
    }


def company_json(line: CompanyLine) -> dict[str, Any]:
    """A company as commands give it."""
    return {
        "id": line.id,
        "name": line.name,
        "register_number": line.register_number,
        "website": line.website,
        "municipality": line.municipality,
        "sector": line.sector,
        "size": None if line.size is None else line.size.value,
        "found_us": line.found_us,
        "owner": line.owner,
        "next": None if line.next_on is None else {"on": line.next_on.isoformat(), "what": line.next_what},
        "cases": line.cases,
        "waiting": line.waiting,
        "placed": line.placed,
    }


def company_card_json(session: Session, company_id: int, events: Sequence[CompanyEvent], today: date) -> dict[str, Any]:
    """A company with its contacts, cases, timeline and what is known of its recognition."""
    known = sa.select(RECOGNITION).where(RECOGNITION.c.company_id == company_id).order_by(RECOGNITION.c.crebo)
    return {
        **company_json(one_company(session, company_id)),
        "contacts": [contact_json(one) for one in contacts_of(session, company_id=company_id)],
        "case_list": [case_json(one, today) for one in case_lines(session, company_id=company_id)],
        "timeline": [event_json(one) for one in events],
        "recognitions": [
            {"crebo": row["crebo"], "recognised": row["recognised"], "on": row["on"].isoformat()}
            for row in session.connection().execute(known).mappings()
        ],
    }


def contact_json(line: ContactLine) -> dict[str, Any]:
    """Somebody at a company or partner, as commands give them."""
    return {
        "id": line.person_id,
        "name": line.name,
        "email": line.email,
        "phone": line.phone,
        "words": line.words,
        "left_on": None if line.left_on is None else line.left_on.isoformat(),
    }


def partner_json(line: PartnerLine) -> dict[str, Any]:
    """A partner as commands give it."""
    return {
        "id": line.id,
        "name": line.name,
        "domain": line.domain,
        "cases": line.cases,
        "waiting": line.waiting,
        "placed": line.placed,
        "last_on": None if line.last_on is None else line.last_on.isoformat(),
        "told_on": None if line.told_on is None else line.told_on.isoformat(),
    }


def _with_counts(chosen: sa.Select[Any], table: sa.Table, key: sa.Column[Any]) -> sa.Select[Any]:
    def counted(*states: CaseState) -> sa.ScalarSelect[int]:
        of_state = [CASE.c.state.in_(states)] if states else []
        return sa.select(sa.func.count()).where(key == table.c.id, *of_state).scalar_subquery()

    return chosen.add_columns(
        counted().label("cases"),
        counted(*OPEN_CASES).label("waiting"),
        counted(CaseState.PLACED, CaseState.DONE).label("placed"),
    )


def _looked_through(line: CompanyLine) -> str:
    texts = (line.name, line.municipality, line.sector, line.register_number, line.website)
    return f" {fold(' '.join(text or '' for text in texts))}"
