"""A lead as a list shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.views.scores import rules
from crm.views.taught import Teaching
from crm.words import Stage, Target


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A lead as a list shows it. `days` counts since its last contact, or else since it came to its stage."""

    id: int
    person_id: int
    name: str
    email: str | None
    institution: str | None
    courses: tuple[str, ...]
    programmes: tuple[str, ...]
    stage: Stage
    approached: bool
    owner: str
    days: int
    next_on: date | None
    next_what: str | None
    wakes_on: date | None
    last_activity_on: date | None
    score: float
    warmth: int = 0
    """0 to 100; 0 when nothing ever happened with them."""


def lead_row(
    found: Any,  # noqa: ANN401 - a row of whatever database
    taught: Teaching,
    today: date,
    warmth: int = 0,
) -> LeadRow:
    """A row as it was read, with what its person teaches."""
    late = 0 if found.next_on is None else (today - found.next_on).days
    return LeadRow(
        id=found.id,
        person_id=found.person_id,
        name=found.name,
        email=found.email,
        institution=found.institution,
        courses=taught.courses,
        programmes=taught.programmes,
        stage=found.stage,
        approached=bool(found.approached),
        owner=found.owner,
        days=max((today - (found.last_activity_on or found.stage_since)).days, 0),
        next_on=found.next_on,
        next_what=found.next_what,
        wakes_on=found.wakes_on,
        last_activity_on=found.last_activity_on,
        score=rules().score(None, found.stage, Target.UNDECIDED, days_late=late),
        warmth=warmth,
    )
