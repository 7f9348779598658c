"""With whom something was really done together, so that a relation may be the ground of a mailing.

Source: Telecommunicatiewet 11.7(3). What counts is in `data/privacy/basis.toml`, on the safe side; nothing is set by
itself: a user of the office says it, with this evidence.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import SprintState
from crm.language import _
from crm.privacy.sweeping import months_before
from crm.resources import data_path
from crm.tables import table_named
from crm.tables.core import CONTACT_BASIS, PERSON
from crm.words import Basis, Channel


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody of whom it may be said, and what shows it."""

    person: int
    name: str
    evidence: str


@cache
def _rule() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(data_path("privacy/basis.toml").read_text(encoding="utf-8"))["relation"]
    return found


def relation_channels() -> frozenset[Channel]:
    """The channels for which a relation is a ground."""
    return frozenset(Channel(word) for word in _rule()["channels"])


def relations(session: Session, today: date, person: int | None = None) -> list[Relation]:
    """Everybody (or `person`) with whom something was really done together, by their newest sprint."""
    sprint, company = table_named("sprint"), table_named("company")
    after = months_before(today, _rule()["months"])
    done = (
        sa.select(PERSON.c.id, PERSON.c.name, sprint.c.school_year, company.c.name.label("company"))
        .join(sprint, sprint.c.person_id == PERSON.c.id)
        .join(company, company.c.id == sprint.c.company_id)
        .where(sprint.c.state.in_([SprintState(state) for state in _rule()["sprint_states"]]))
        .where(sa.func.coalesce(sprint.c.ended_on, sprint.c.ends, today) >= after)
        .order_by(PERSON.c.sort_key, sprint.c.id.desc())
    )
    if person is not None:
        done = done.where(PERSON.c.id == person)
    found: dict[int, Relation] = {}
    for row in session.connection().execute(done):
        evidence = _("digital sprint with {company} in {year}").format(company=row.company, year=row.school_year)
        found.setdefault(row.id, Relation(row.id, row.name, evidence))
    return list(found.values())


def proposed_relations(session: Session, today: date, channel: Channel = Channel.EMAIL) -> list[Relation]:
    """Those of `relations` of whom nobody said on what ground they may be reached by the channel, or whether."""
    if channel not in relation_channels():
        return []
    said = sa.select(CONTACT_BASIS.c.person_id).where(
        CONTACT_BASIS.c.channel == channel,
        sa.or_(CONTACT_BASIS.c.basis != Basis.NONE, CONTACT_BASIS.c.by != "crawl"),
    )
    known = set(session.connection().scalars(said))
    return [each for each in relations(session, today) if each.person not in known]
