"""The lines of Today."""

from dataclasses import dataclass
from datetime import date

from crm.today.weighing import Addend
from crm.words import Stage


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
    brief: str = ""
    """The reason in two or three words, where a row has no room for a sentence."""
    stage: Stage | None = None
    warmth: int = 0
    """How warm the person is, 0 to 100."""
    about: str = ""
    """What the line is about, for as long as that is the same thing: by it the line is put off or refused."""
    way: str | None = None
    """By which way: mail, call, visit, message; None where there is nothing to say to anybody."""
    owner: str | None = None
    covered_for: str | None = None
    """Whose work it is, where it shows with who covers for them."""
    addends: tuple[Addend, ...] = ()
    next_on: date | None = None
    seen: tuple[object, ...] = ()
    """How the lead stood when the line was made: what a colleague changes meanwhile is then told."""
    agreement: int | None = None
    takes_over: int | None = None
    """The person who may take the agreement or the sprint over."""
    promise: int | None = None
    sprint: int | None = None
    step: str | None = None
    """Of the sprint: which is due."""
    case: int | None = None
    """The case it is about."""
