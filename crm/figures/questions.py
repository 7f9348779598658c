"""What businesses asked: questions in and placed, how long it took to find a team, and who sent them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import OPEN_CASES, CaseState, ProposalState
from crm.clock import school_year
from crm.figures.past import past_matches
from crm.figures.period import Period, unbroken
from crm.figures.sprints import Coupled, distinct, students
from crm.figures.tables import Cell, Column, Figures, Kind, share
from crm.language import _
from crm.tables import table_named

CASE, PARTNER, PROPOSAL = table_named("company_case"), table_named("partner"), table_named("proposal")

PLACED = (CaseState.PLACED, CaseState.DONE)


@dataclass(frozen=True, slots=True)
class Question:
    """A business's question, as figures need it. `days`: from the day it came in to the teacher's yes."""

    received_on: date
    state: CaseState
    partner: str | None
    days: int | None

    @property
    def placed(self) -> bool:
        """Whether a team took it."""
        return self.state in PLACED


def questions(session: Session, period: Period) -> list[Question]:
    """Those that came in in a period, oldest first."""
    yes = (
        sa.select(PROPOSAL.c.case_id, sa.func.min(PROPOSAL.c.answered_on, type_=sa.Date).label("on"))
        .where(PROPOSAL.c.state == ProposalState.ACCEPTED)
        .group_by(PROPOSAL.c.case_id)
        .subquery()
    )
    chosen = (
        sa.select(CASE.c.id, CASE.c.received_on, CASE.c.state, PARTNER.c.name, yes.c.on)
        .outerjoin(PARTNER, PARTNER.c.id == CASE.c.partner_id)
        .outerjoin(yes, yes.c.case_id == CASE.c.id)
        .where(period.holds(CASE.c.received_on))
        .order_by(CASE.c.received_on, CASE.c.id)
    )
    past = past_matches(session)
    return [
        Question(received, state, partner, past.get(case) if said is None else max((said - received).days, 0))
        for case, received, state, partner, said in session.connection().execute(chosen)
    ]


def by_year(found: Sequence[Question]) -> Figures:
    """Questions in and placed, by the school year in which they came in."""
    rows: list[tuple[Cell, ...]] = []
    for year in unbroken(school_year(one.received_on) for one in found):
        these = [one for one in found if school_year(one.received_on) == year]
        days = [one.days for one in these if one.days is not None]
        placed, waiting = _placed(these), sum(one.state in OPEN_CASES for one in these)
        withdrawn = sum(one.state is CaseState.WITHDRAWN for one in these)
        rows.append(
            (year, len(these), placed, waiting, withdrawn, share(placed, len(these)), median(days) if days else None)
        )
    columns = (
        Column("school_year", _("School year"), Kind.TEXT),
        Column("received", _("Came in")),
        Column("placed", _("Placed")),
        Column("open", _("Waiting")),
        Column("withdrawn", _("Withdrawn")),
        Column("share", _("Share placed"), Kind.SHARE),
        Column("days", _("Days to a match (median)"), Kind.DAYS),
    )
    return Figures("cases", _("Questions of businesses"), columns, tuple(rows), ("received", "placed"), over_time=True)


def by_partner(asked: Sequence[Question], sprints: Sequence[Coupled]) -> Figures:
    """What came of the questions that each partner sent; the businesses that found us themselves stand last."""
    names = {one.partner for one in asked} | {one.partner for one in sprints}
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        sent, done = [one for one in asked if one.partner == name], [one for one in sprints if one.partner == name]
        rows.append((name or _("no partner"), len(sent), _placed(sent), distinct(done), len(done), students(done)))
    own = _("no partner")
    rows.sort(key=lambda row: (row[0] == own, -int(str(row[3])), -int(str(row[1])), str(row[0]).casefold()))
    columns = (
        Column("partner", _("Partner"), Kind.TEXT),
        Column("received", _("Questions")),
        Column("placed", _("Placed")),
        Column("businesses", _("Businesses")),
        Column("sprints", _("Sprints")),
        Column("students", _("Students")),
    )
    return Figures("partners", _("By partner"), columns, tuple(rows), ("received", "placed"))


def _placed(found: Sequence[Question]) -> int:
    return sum(one.placed for one in found)
