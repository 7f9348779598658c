"""What a text says of a day: where it stands, which day it means, and how surely."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

Calendar = Callable[[str, date], date | None]
"""What a school's calendar is asked: the first day after the stretch called `name` ("summer", "exams" and the others of
`data/understanding/days.toml`; "block 3" for where a block begins) that follows a day. None where it is not known."""

WEEK_ROUGH, MONTH_ROUGH = 4, 30
"""Days that a week or a month said by its name may be off."""

_LOOSE = 2
"""Days that a day may be off from which on it is no Saturday that is meant."""


def workday(on: date, rough: int) -> date:
    """A day as it is planned: "over twee weken" said on a Saturday is the Monday after that; "zaterdag" stays."""
    return on + timedelta(days=7 - on.weekday()) if rough >= _LOOSE and on.weekday() > 4 else on


class Side(StrEnum):
    """On which side of the day one is to be."""

    ON = "on"
    BEFORE = "before"
    """Up to the day before it, where it is a weekday; up to it, where it is a date."""
    UNTIL = "until"
    """They are away until it, and back on it."""
    THROUGH = "through"
    """They are away on it too."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A day, week, month or stretch that a text speaks of.

    `on` is None where only a school's calendar tells it (`needs` says of which stretch) and where there is no such day
    (`problem` says which). `exact`: a day, not the first of a week or month.
    """

    start: int
    end: int
    words: str
    on: date | None
    exact: bool = True
    side: Side = Side.ON
    past: bool = False
    """It lies behind us, or most likely does ("mail of 1/9")."""
    denied: bool = False
    """ "not on Friday"."""
    habit: bool = False
    """ "Thursdays"."""
    rough: int = 0
    """Days that it may be off, either side, as the words are that loose."""
    needs: str | None = None
    problem: str | None = None
    weekday: bool = False
    """Said by the name of the weekday alone."""

    @property
    def usable(self) -> bool:
        """Whether something can be planned on it."""
        return self.on is not None and not (self.past or self.denied)

    @property
    def after(self) -> date | None:
        """The first day behind it: of a week the Monday after, of a month the first of the next."""
        if self.on is None or self.exact:
            return None if self.on is None else self.on + timedelta(days=1)
        if self.rough == WEEK_ROUGH:
            return self.on + timedelta(days=7 - self.on.weekday())
        if self.rough == MONTH_ROUGH:
            return (self.on.replace(day=1) + timedelta(days=31)).replace(day=1)
        return self.on + timedelta(days=1)
