"""Cases as lists and cards show them: with company, partner, age, and what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_rules import rules
from crm.case_words import OPEN_CASES, CaseState, CompanySize
from crm.errors import NotFoundError
from crm.language import _
from crm.services.codes import read_code
from crm.tables import table_named
from crm.tables.core import PERSON
from crm.text import clean, fold, row_number
from crm.words import ActivityKind, Direction, Level, Setting

CASE, COMPANY, PARTNER = table_named("company_case"), table_named("company"), table_named("partner")
COMPANY_ACTIVITY, OUTSIDE_CONTACT = table_named("company_activity"), table_named("outside_contact")


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case with whose it is and through whom it came. `proposed`: to how many teachers it was put."""

    id: int
    code: str
    company_id: int
    person_id: int | None
    partner_id: int | None
    title: str
    question: str
    has: str | None
    wants: str | None
    sector: str | None
    effort: str | None
    wanted: str | None
    wanted_from: date | None
    wanted_by: date | None
    municipality: str | None
    language: str | None
    level: Level | None
    setting: Setting | None
    confidentiality: str | None
    their_number: str | None
    state: CaseState
    state_since: date
    state_why: str | None
    received_on: date
    source: str
    owner: str
    by: str
    at: datetime
    company: str
    company_sector: str | None
    size: CompanySize | None
    website: str | None
    register_number: str | None
    found_us: str | None
    next_on: date | None
    next_what: str | None
    partner: str | None
    contact: str | None
    email: str | None
    phone: str | None
    contact_words: str | None
    proposed: int

    @property
    def is_open(self) -> bool:
        """Whether the business still waits for a team."""
        return self.state in OPEN_CASES

    def waits(self, today: date) -> int:
        """Days since the business asked; 0 once a team has it, or it was withdrawn."""
        return max((today - self.received_on).days, 0) if self.is_open else 0

    def age(self, today: date) -> str:
        """ "old" or "very_old" where it waits that long, else ""."""
        days, told = self.waits(today), rules()["age"]
        return "very_old" if days >= told["very_old"] else "old" if days >= told["old"] else ""


@dataclass(frozen=True, slots=True)
class CompanyEvent:
    """Something that happened with a company, of a case or in general."""

    id: int
    on: date
    at: datetime
    kind: ActivityKind
    direction: Direction | None
    from_state: CaseState | None
    to_state: CaseState | None
    note: str | None
    by: str
    case_id: int | None
    code: str | None
    title: str | None
    person: str | None


def count_by_state(session: Session) -> dict[CaseState, int]:
    """How many cases stand in each state now."""
    counts = dict.fromkeys(CaseState, 0)
    chosen = sa.select(CASE.c.state, sa.func.count()).group_by(CASE.c.state)
    for state, count in session.connection().execute(chosen):
        counts[CaseState(state)] = count
    return counts


def case_lines(
    session: Session,
    *,
    state: CaseState | None = None,
    states: Sequence[CaseState] = (),
    partner_id: int | None = None,
    company_id: int | None = None,
    query: str = "",
) -> list[CaseLine]:
    """The cases of a state, partner, company, and with these words: open ones first, who waits longest on top.

    Every word of `query` begins a word of question, company, partner, sector, municipality, contact or code. An office
    has hundreds of cases, not hundreds of thousands: they are looked through here.
    """
    where: list[sa.ColumnElement[bool]] = []
    wanted = [*states, *([state] if state is not None else [])]
    if wanted:
        where.append(CASE.c.state.in_(wanted))
    if partner_id is not None:
        where.append(CASE.c.partner_id == partner_id)
    if company_id is not None:
        where.append(CASE.c.company_id == company_id)
    found = fitting(_lines(session, *where), query)
    return sorted(found, key=lambda one: (_ORDER[one.state], one.received_on, one.id))


def fitting(lines: Iterable[CaseLine], query: str) -> list[CaseLine]:
    """Those of `lines` of which every word of `query` begins a word."""
    words = fold(query).split()[:12]
    return [one for one in lines if all(f" {word}" in _looked_through(one) for word in words)]


_ORDER = {state: 0 if state in OPEN_CASES else number for number, state in enumerate(CaseState, 1)}


def one_case(session: Session, case: int | str) -> CaseLine:
    """The case of that number or code. Raises NotFoundError."""
    number = row_number(case)
    found = list(_lines(session, CASE.c.id == number)) if number is not None else []
    if not found and isinstance(case, str):
        found = list(_lines(session, CASE.c.code == read_code(case)))
    if not found:
        raise NotFoundError(
            _("There is no case {name}: `werkplaats case list` lists them.").format(name=clean(str(case), 40))
        )
    return found[0]


def events_of(session: Session, company_id: int, case_id: int | None = None) -> list[CompanyEvent]:
    """What happened with a company, newest first; with `case_id` what is of that case or of none in particular."""
    chosen = (
        sa.select(*(COMPANY_ACTIVITY.c[name] for name in _EVENT))
        .add_columns(CASE.c.code, CASE.c.title, PERSON.c.name.label("person"))
        .outerjoin(CASE, CASE.c.id == COMPANY_ACTIVITY.c.case_id)
        .outerjoin(PERSON, PERSON.c.id == COMPANY_ACTIVITY.c.person_id)
        .where(COMPANY_ACTIVITY.c.company_id == company_id)
        .order_by(COMPANY_ACTIVITY.c.on.desc(), COMPANY_ACTIVITY.c.id.desc())
    )
    if case_id is not None:
        chosen = chosen.where(sa.or_(COMPANY_ACTIVITY.c.case_id == case_id, COMPANY_ACTIVITY.c.case_id.is_(None)))
    return [CompanyEvent(**row) for row in session.connection().execute(chosen).mappings()]


_EVENT = ("id", "on", "at", "kind", "direction", "from_state", "to_state", "note", "by", "case_id")


def case_json(line: CaseLine, today: date) -> dict[str, Any]:
    """A case as commands give it."""
    person = {"id": line.person_id, "name": line.contact, "email": line.email, "phone": line.phone}
    return {
        "id": line.id,
        "code": line.code,
        "title": line.title,
        "company": line.company,
        "company_id": line.company_id,
        "state": line.state.value,
        "state_since": line.state_since.isoformat(),
        "state_why": line.state_why,
        "question": line.question,
        "has": line.has,
        "wants": line.wants,
        "sector": line.sector,
        "effort": line.effort,
        "wanted": line.wanted,
        "wanted_from": None if line.wanted_from is None else line.wanted_from.isoformat(),
        "wanted_by": None if line.wanted_by is None else line.wanted_by.isoformat(),
        "municipality": line.municipality,
        "language": line.language,
        "level": None if line.level is None else line.level.value,
        "setting": None if line.setting is None else line.setting.value,
        "confidentiality": line.confidentiality,
        "contact": None if line.person_id is None else person,
        "partner": line.partner,
        "their_number": line.their_number,
        "found_us": line.found_us,
        "received_on": line.received_on.isoformat(),
        "waits": line.waits(today),
        "proposed": line.proposed,
        "owner": line.owner,
        "source": line.source,
    }


def event_json(event: CompanyEvent) -> dict[str, Any]:
    """What happened, as commands give it."""
    return {
        "at": event.on.isoformat(),
        "kind": event.kind.value,
        "direction": None if event.direction is None else event.direction.value,
        "from": None if event.from_state is None else event.from_state.value,
        "to": None if event.to_state is None else event.to_state.value,
        "note": event.note,
        "by": event.by,
        "case": event.code,
        "person": event.person,
    }


def _looked_through(line: CaseLine) -> str:
    texts = (line.title, line.question, line.has, line.wants, line.sector, line.company, line.partner)
    return _folded(*(text or "" for text in (*texts, line.municipality, line.contact, line.email, line.code)))


@lru_cache(maxsize=4_096)
def _folded(*texts: str) -> str:
    return f" {fold(' '.join(texts))}"


def _lines(session: Session, *where: sa.ColumnElement[bool]) -> Iterable[CaseLine]:
    proposal = table_named("proposal")
    proposed = (
        sa.select(sa.func.count())
        .where(proposal.c.case_id == CASE.c.id, proposal.c.state != "withdrawn")
        .scalar_subquery()
    )
    chosen = (
        sa.select(CASE)
        .add_columns(COMPANY.c.name.label("company"), COMPANY.c.sector.label("company_sector"), COMPANY.c.size)
        .add_columns(COMPANY.c.website, COMPANY.c.register_number, COMPANY.c.found_us)
        .add_columns(COMPANY.c.next_on, COMPANY.c.next_what)
        .add_columns(PARTNER.c.name.label("partner"), PERSON.c.name.label("contact"), PERSON.c.email, PERSON.c.phone)
        .add_columns(OUTSIDE_CONTACT.c.words.label("contact_words"), proposed.label("proposed"))
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .outerjoin(PARTNER, PARTNER.c.id == CASE.c.partner_id)
        .outerjoin(PERSON, PERSON.c.id == CASE.c.person_id)
        .outerjoin(
            OUTSIDE_CONTACT,
            sa.and_(OUTSIDE_CONTACT.c.person_id == CASE.c.person_id, OUTSIDE_CONTACT.c.company_id == CASE.c.company_id),
        )
        .where(*where)
    )
    for row in session.connection().execute(chosen).mappings():
        yield CaseLine(**row)
