"""The lines of Today, and the leads they are made of."""

from dataclasses import dataclass
from datetime import date

from crm.words import Stage, Target


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One thing to do or know. `where` is course and school, `late` the days it is late, `said` the same in words."""

    on: date
    kind: str
    what: str
    why: str
    lead: int | None
    score: float
    person: int | None = None
    name: str = ""
    where: str = ""
    late: int = 0
    said: str = ""
    stage: Stage | None = None
    warmth: int = 0
    """How warm the person is, 0 to 100."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A lead as Today weighs it."""

    id: int
    person_id: int
    name: str
    institution: str | None
    stage: Stage
    stage_since: date
    next_on: date | None
    next_what: str | None
    wakes_on: date | None
    last_activity_on: date | None
    target: Target
