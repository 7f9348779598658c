"""The assignment brief of a sprint: one page for the team, in the language of the course, from case and agreement."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlmodel import Session

from crm.case_words import SprintStepKind
from crm.errors import NotFoundError
from crm.language import LANGUAGES
from crm.messages.phrases import day_said
from crm.resources import data_path
from crm.tables import Agreement, Case, Company, Course, Sprint
from crm.tongues import languages_in
from crm.views.one_page import OnePage
from crm.views.sprint_contact import contact_of
from crm.views.sprints import SprintLine, one_sprint

_SHOWN = (SprintStepKind.KICK_OFF, SprintStepKind.HALFWAY, SprintStepKind.FINAL)
"""Steps that the team is to know of; before and after them the office is at work."""


def brief_of(session: Session, sprint_id: int, today: date, office: str | None = None) -> OnePage:
    """The brief of a sprint. What is not known is left out; nothing is made up. Raises NotFoundError."""
    line = one_sprint(session, sprint_id)
    sprint = session.get(Sprint, sprint_id)
    if sprint is None:
        raise NotFoundError(str(sprint_id))
    case = session.get(Case, sprint.case_id) if sprint.case_id is not None else None
    agreement = session.get(Agreement, sprint.agreement_id) if sprint.agreement_id is not None else None
    language = course_language(session, sprint, agreement, case)
    words = _words()[language]
    company = session.get_one(Company, sprint.company_id)
    rows = [(words[name], text) for name, text in _parts(session, line, case, agreement, company, language, today)]
    where = words["opening"] if line.course else words["opening_alone"]
    return OnePage(
        language=language,
        title=words["title"].format(title=case.title if case is not None else company.name),
        opening=where.format(company=company.name, course=line.course),
        rows=rows,
        footer=office,
        wraps_names=True,
    )


def course_language(session: Session, sprint: Sprint, agreement: Agreement | None, case: Case | None) -> str:
    """The language of the brief: as was agreed, else that of the course, else of the business, else Dutch."""
    course = session.get(Course, sprint.course_id) if sprint.course_id is not None else None
    said = (
        agreement.language if agreement is not None else None,
        course.language if course is not None else None,
        case.language if case is not None else None,
    )
    named = (language for text in said for language in languages_in(text))
    return next((language for language in named if language in LANGUAGES), LANGUAGES[0])


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(data_path("sprints/brief.toml").read_text(encoding="utf-8"))


def _parts(
    session: Session,
    line: SprintLine,
    case: Case | None,
    agreement: Agreement | None,
    company: Company,
    language: str,
    today: date,
) -> Iterator[tuple[str, str]]:
    told: list[tuple[str, str | None]] = [
        ("question", case.question if case is not None else None),
        ("company", _company(company)),
        ("has", case.has if case is not None else None),
        ("gives", agreement.needs if agreement is not None else None),
        ("wants", case.wants if case is not None else None),
        ("assignment", agreement.type if agreement is not None else None),
        ("process", agreement.process if agreement is not None else None),
        ("supervision", _joined(line.person, agreement.supervision if agreement is not None else None)),
        ("dates", _dates(line, language, today)),
        ("contact", _contact(session, case, agreement, company)),
        ("confidential", _confidential(case, agreement)),
        ("school", line.school),
        ("team", _team(line, language)),
    ]
    yield from ((name, text) for name, text in told if text)


def _company(company: Company) -> str:
    return _joined(company.name, company.sector, company.municipality, company.website) or company.name


def _dates(line: SprintLine, language: str, today: date) -> str:
    words = _words()[language]
    return "\n".join(
        words["step"].format(
            day=day_said(one.on, today, language),
            step=words["steps"][one.kind.value],
            party=words["parties"][one.party.value],
        )
        for one in line.steps
        if one.kind in _SHOWN
    )


def _contact(session: Session, case: Case | None, agreement: Agreement | None, company: Company) -> str | None:
    """Whom the team talks to: of the case, else a contact of the business, else as the agreement says."""
    person = contact_of(session, company.id or 0, case.id if case is not None else None)
    if person is None:
        return agreement.contact if agreement is not None else None
    return _joined(person.name, person.email, person.phone)


def _confidential(case: Case | None, agreement: Agreement | None) -> str | None:
    own = case.confidentiality if case is not None else None
    return _joined(own, agreement.confidentiality if agreement is not None else None)


def _team(line: SprintLine, language: str) -> str | None:
    many = _words()[language]["students"].format(n=line.students) if line.students else None
    return _joined(line.team, many)


def _joined(*parts: str | None) -> str | None:
    return " · ".join(dict.fromkeys(part for part in parts if part)) or None
