"""What may stand in Today: weighed, and not yet put into words."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.today.leads import LeadFact
from crm.today.weighing import Addend
from crm.views.today_lines import TodayLine


@dataclass(slots=True)
class Candidate:
    """Something to do or know. `about` names it for as long as it is the same thing, so that it can be put off."""

    kind: str
    about: str
    on: date
    lead: LeadFact | None
    addends: list[Addend]
    score: float
    late: int = 0
    waits: bool = False
    """It may wait for another day: the app proposes it, and no window closes."""
    name: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    """What its sentence needs, by the kind."""

    line: TodayLine | None = field(default=None, repr=False)
    """It in words, once somebody asked: it stays the same until its lead is read again."""
    order: tuple[float, date, str, str, int] = field(init=False, repr=False)
    """Heaviest first, then the earliest, then by name."""
    owner: str = field(init=False, repr=False)
    """Whose day it takes room of; empty where it is about no lead."""

    def __post_init__(self) -> None:
        """Works out its place in the order, once: a day is sorted anew after every action."""
        lead, self.owner = (self.lead.id, self.lead.owner) if self.lead is not None else (0, "")
        self.order = (-self.score, self.on, self.name.casefold(), self.kind, lead)
