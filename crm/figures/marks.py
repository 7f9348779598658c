"""What businesses, teachers and teams thought of it afterwards."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import Party
from crm.figures.period import Period
from crm.figures.tables import Column, Figures, Kind
from crm.figures.words import party_words
from crm.language import _
from crm.tables import table_named

EVALUATION, SPRINT, COMPANY = table_named("evaluation"), table_named("sprint"), table_named("company")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be shown to others: of which party, about which course and business. Nobody is named."""

    party: Party
    words: str
    course: str | None
    company: str
    school_year: str


def marks(session: Session, period: Period, institution_id: int | None = None) -> Figures:
    """The mean mark of each party, of those who gave one."""
    chosen = (
        sa.select(EVALUATION.c.party, sa.func.avg(EVALUATION.c.mark), sa.func.count(EVALUATION.c.mark))
        .add_columns(sa.func.count(EVALUATION.c.sprint_id.distinct()))
        .join(SPRINT, SPRINT.c.id == EVALUATION.c.sprint_id)
        .where(EVALUATION.c.mark.is_not(None), period.holds(EVALUATION.c.on), *_at(institution_id))
        .group_by(EVALUATION.c.party)
    )
    found = {row[0]: (float(row[1]), row[2], row[3]) for row in session.connection().execute(chosen)}
    words = party_words()
    rows = tuple((party.value, *found[party]) for party in Party if party in found)
    columns = (
        Column("party", _("Who"), Kind.TEXT, words),
        Column("mark", _("Mean mark"), Kind.MARK),
        Column("answers", _("Marks given")),
        Column("sprints", _("Sprints")),
    )
    return Figures("marks", _("Marks afterwards, from 1 to 10"), columns, rows, ("mark",))


def quotes(session: Session, period: Period, institution_id: int | None = None) -> list[Quote]:
    """What may be shown to others, newest first."""
    chosen = (
        sa.select(EVALUATION.c.party, EVALUATION.c.words, SPRINT.c.course_name.label("course"))
        .add_columns(COMPANY.c.name.label("company"), SPRINT.c.school_year)
        .join(SPRINT, SPRINT.c.id == EVALUATION.c.sprint_id)
        .join(COMPANY, COMPANY.c.id == SPRINT.c.company_id)
        .where(EVALUATION.c.may_quote.is_(True), EVALUATION.c.words.is_not(None), period.holds(EVALUATION.c.on))
        .where(*_at(institution_id))
        .order_by(EVALUATION.c.on.desc(), EVALUATION.c.id.desc())
    )
    return [Quote(**row) for row in session.connection().execute(chosen).mappings()]


def _at(institution_id: int | None) -> list[sa.ColumnElement[Any]]:
    return [] if institution_id is None else [SPRINT.c.institution_id == institution_id]
