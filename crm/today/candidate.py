"""What may stand in Today: weighed, and not yet put into words."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.today.leads import LeadFact
from crm.today.weighing import Addend


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

    @property
    def order(self) -> tuple[float, date, str, str, int]:
        """Heaviest first, then the earliest, then by name."""
        return (-self.score, self.on, self.name.casefold(), self.kind, self.lead.id if self.lead is not None else 0)
