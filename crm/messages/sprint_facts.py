"""What sprints have to tell in a message: results so far, words that may be quoted, and what is asked afterwards."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import Party, SprintState
from crm.resources import data_path
from crm.tables import table_named
from crm.views.coupled import coupled

SPRINT, EVALUATION, COMPANY = table_named("sprint"), table_named("evaluation"), table_named("company")

DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Told:
    """How much is told, and the words for it by language."""

    coupled_from: int
    marks_from: int
    quotes_most: int
    quotes_years: int
    words: Mapping[str, Mapping[str, str]]


@cache
def rules() -> Told:
    """What `data/sprints/evaluation.toml` says of it."""
    told = tomllib.loads(data_path("sprints/evaluation.toml").read_text(encoding="utf-8"))["told"]
    words = {one: told[one] for one in ("nl", "en")}
    return Told(told["coupled_from"], told["marks_from"], told["quotes_most"], told["quotes_years"], words)


def sprint_facts(session: Session, person_id: int, language: str, today: date) -> dict[str, Any]:
    """The fields that sprints give a message to a person: what came of it so far, and the newest sprint of theirs."""
    return {
        "results": results(session, language, today),
        "quotes": quotes(session, language, today),
        **_own(session, person_id, language),
    }


def results(session: Session, language: str, today: date) -> str:
    """How many businesses were coupled, and what mark they gave; nothing where they are too few."""
    found, told = coupled(session, today), rules()
    if found.in_all < told.coupled_from:
        return ""
    words = told.words[language]
    said = words["coupled"].format(n=found.in_all)
    chosen = sa.select(sa.func.avg(EVALUATION.c.mark), sa.func.count(EVALUATION.c.mark))
    mark, count = (
        session.connection()
        .execute(chosen.where(EVALUATION.c.party == Party.COMPANY, EVALUATION.c.question == "useful"))
        .one()
    )
    if count < told.marks_from:
        return said
    shown = f"{float(mark):.1f}".replace(".", "," if language == "nl" else ".")
    return f"{said} {words['marked'].format(mark=shown)}"


def quotes(session: Session, language: str, today: date) -> list[str]:
    """The newest words that may be quoted, each with who said it; nobody is named."""
    told = rules()
    words = told.words[language]
    chosen = (
        sa.select(EVALUATION.c.party, EVALUATION.c.words, SPRINT.c.school_year)
        .join(SPRINT, SPRINT.c.id == EVALUATION.c.sprint_id)
        .where(EVALUATION.c.may_quote, EVALUATION.c.words.is_not(None))
        .where(EVALUATION.c.on >= today - timedelta(days=told.quotes_years * DAYS_A_YEAR))
        .order_by(EVALUATION.c.on.desc(), EVALUATION.c.id.desc())
        .limit(told.quotes_most)
    )
    return [
        words["quote"].format(words=row.words, who=words[row.party.value], year=row.school_year)
        for row in session.connection().execute(chosen)
    ]


def _own(session: Session, person_id: int, language: str) -> dict[str, Any]:
    """The newest sprint of a teacher that ran: whose question it was, and what is asked of them afterwards."""
    from crm.services.evaluations import questions_to

    chosen = (
        sa.select(COMPANY.c.name)
        .join(SPRINT, SPRINT.c.company_id == COMPANY.c.id)
        .where(SPRINT.c.person_id == person_id, SPRINT.c.state.in_([SprintState.RUNNING, SprintState.DONE]))
        .order_by(sa.func.coalesce(SPRINT.c.ends, date.min).desc(), SPRINT.c.id.desc())
        .limit(1)
    )
    business = session.connection().scalar(chosen)
    if business is None:
        return {}
    return {"business": business, "questions": [one.words[language] for one in questions_to(Party.TEACHER)]}
