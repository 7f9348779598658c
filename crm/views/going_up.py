"""Whom to go higher up with, and why: what the app proposes, with who stands above."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.going_up import rules
from crm.tables.core import LEAD, PERSON
from crm.today.asking import of_session
from crm.today.upward import ASKED, Reason, reasons
from crm.views.ladder import ladder
from crm.words import FUNNEL, RUNGS, RoleKind, Stage


@dataclass(frozen=True, slots=True)
class Upward:
    """A proposal to take a lead higher up: to which rung and to whom (None: that rung is empty), and why in a sentence.

    `about` names it through the days: "up:convinced:programme:7".
    """

    lead_id: int
    person_id: int
    person: str
    owner: str
    stage: Stage
    reason: str
    why: str
    about: str
    rung: RoleKind
    to_person_id: int | None = None
    to_person: str | None = None
    programme_id: int | None = None
    programme: str | None = None


def proposals(session: Session, today: date, *, owner: str | None = None, lead_id: int | None = None) -> list[Upward]:
    """What is proposed for the leads of `owner` (None: of all), or for one lead; of one lead the strongest reason."""
    found = reasons(of_session(session), today)
    if lead_id is not None:
        found = [one for one in found if one.lead_id == lead_id]
    leads = {row.id: row for row in session.connection().execute(_leads([one.lead_id for one in found]))}
    kept: dict[int, tuple[Any, Reason]] = {}
    for one in found:
        lead = leads.get(one.lead_id)
        mine = lead is not None and (owner is None or lead.owner.casefold() == owner.casefold())
        if mine and one.lead_id not in kept:
            kept[one.lead_id] = lead, one
    told = (_with_person(session, lead, one) for lead, one in list(kept.values())[: rules().most])
    return [one for one in told if one is not None]


def _leads(ids: list[int]) -> sa.Select[Any]:
    return (
        sa.select(LEAD.c.id, LEAD.c.person_id, LEAD.c.owner, LEAD.c.stage, PERSON.c.name)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .where(LEAD.c.id.in_(ids), LEAD.c.stage.in_(FUNNEL), PERSON.c.institution_id.is_not(None))
    )


def _with_person(session: Session, lead: Any, found: Reason) -> Upward | None:  # noqa: ANN401 - a row of leads
    """The proposal with who stands above; None for who stands at the top."""
    rungs = ladder(session, lead.person_id)
    lowest = 0 if found.reason == ASKED else RUNGS.index(rules().from_rung)
    fitting = [rung for rung in rungs if RUNGS.index(rung.rung) >= lowest] or rungs
    if not fitting:
        return None
    rung = next((one for one in fitting if one.person is not None), fitting[0])
    return Upward(
        lead_id=lead.id,
        person_id=lead.person_id,
        person=lead.name,
        owner=lead.owner,
        stage=lead.stage,
        reason=found.reason,
        why=found.why,
        about=found.about,
        rung=rung.rung,
        to_person_id=rung.person.id if rung.person is not None else None,
        to_person=rung.person.name if rung.person is not None else None,
        programme_id=found.programme_id,
        programme=found.programme,
    )
