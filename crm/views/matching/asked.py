"""A case as matching asks about it: its text, and what it can land in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Row
from sqlmodel import Session

from crm.case_words import OPEN_CASES, CaseState
from crm.errors import NotFoundError
from crm.language import _
from crm.matching.texts import CaseText
from crm.services.codes import read_code
from crm.tables import table_named
from crm.text import clean, row_number
from crm.views.matching.texts import case_text
from crm.words import Level, Setting

CASE, COMPANY, RECOGNITION = table_named("company_case"), table_named("company"), table_named("recognition")


@dataclass(frozen=True, slots=True)
class Asked:
    """A case. `recognised`: crebo → whether its company is recognised for that qualification, where that is known."""

    id: int
    code: str
    title: str
    company: str
    text: CaseText
    state: CaseState
    state_since: date
    level: Level | None = None
    setting: Setting | None = None
    language: str | None = None
    wanted_from: date | None = None
    wanted_by: date | None = None
    recognised: Mapping[str, bool] = field(default_factory=dict)


def one_case(session: Session, case: int | str) -> Asked:
    """The case of that number or code. Raises NotFoundError."""
    number = row_number(case)
    found = _cases(session, CASE.c.id == number if number is not None else CASE.c.code == read_code(str(case)))
    if not found:
        said = _("There is no case {name}: `werkplaats case list` lists them.")
        raise NotFoundError(said.format(name=clean(str(case), 40)))
    return found[0]


def open_cases(session: Session) -> list[Asked]:
    """The cases that wait for a team, oldest first."""
    return _cases(session, CASE.c.state.in_(OPEN_CASES))


def _cases(session: Session, where: sa.ColumnElement[bool]) -> list[Asked]:
    chosen = (
        sa.select(CASE, COMPANY.c.name.label("company"))
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .where(where)
        .order_by(CASE.c.received_on, CASE.c.id)
    )
    connection = session.connection()
    rows = list(connection.execute(chosen))
    known: dict[int, dict[str, bool]] = {}
    said = sa.select(RECOGNITION).where(RECOGNITION.c.company_id.in_([row.company_id for row in rows]))
    for row in connection.execute(said):
        known.setdefault(row.company_id, {})[row.crebo] = row.recognised
    return [_asked(row, known.get(row.company_id, {})) for row in rows]


def _asked(row: Row[tuple[object, ...]], recognised: dict[str, bool]) -> Asked:
    return Asked(
        id=row.id,
        code=row.code,
        title=row.title,
        company=row.company,
        text=case_text(row.id, row.question, row.has, row.wants, row.sector),
        state=row.state,
        state_since=row.state_since,
        level=row.level,
        setting=row.setting,
        language=row.language,
        wanted_from=row.wanted_from,
        wanted_by=row.wanted_by,
        recognised=recognised,
    )
