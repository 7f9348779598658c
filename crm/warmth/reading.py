"""Warmth as views ask it: of the people on a page, or the number alone of everybody."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables.core import LEAD
from crm.warmth.events import events_of
from crm.warmth.rules import rules
from crm.warmth.scoring import Warmth, score, warmth
from crm.words import Stage


def warmth_of(session: Session, person_ids: Sequence[int], today: date) -> dict[int, Warmth]:
    """How warm each of `person_ids` is; who is not in it, nothing happened with."""
    ended = _ended(session)
    happened = events_of(session, person_ids)
    return {person: warmth(events, today, ended.get(person)) for person, events in happened.items()}


def scores(session: Session, today: date, person_ids: Sequence[int] | None = None) -> dict[int, int]:
    """The warmth of each of `person_ids` (None: of everybody) with whom anything happened, as a number."""
    ended = _ended(session)
    happened = events_of(session, person_ids)
    return {person: score(events, today, ended.get(person)) for person, events in happened.items()}


def _ended(session: Session) -> dict[int, Stage]:
    """The stages of the leads that ended, by person."""
    chosen = sa.select(LEAD.c.person_id, LEAD.c.stage).where(LEAD.c.stage.in_(list(rules().stages)))
    return {row.person_id: row.stage for row in session.connection().execute(chosen)}
