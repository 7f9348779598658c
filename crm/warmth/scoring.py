"""Warmth of one relation: a number, and the sentences that make it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crm.language import _
from crm.warmth.happenings import Happening
from crm.warmth.rules import rules
from crm.warmth.sentences import said
from crm.words import Stage

UNKNOWN_DAYS = 1500
"""Days that an event without a date is taken to lie back: old, so that it makes nobody warm by itself."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that happened, in words, with the points it still gives and where it stands."""

    text: str
    points: float
    on: date | None
    whose: str
    page: str | None


@dataclass(frozen=True, slots=True)
class Warmth:
    """0 (nobody knows them) to 100, with the reasons, the strongest first."""

    score: int = 0
    reasons: tuple[Reason, ...] = ()

    @property
    def texts(self) -> list[str]:
        """The reasons in words."""
        return [reason.text for reason in self.reasons]


def warmth(happenings: Sequence[Happening], today: date, stage: Stage | None = None) -> Warmth:
    """How warm a relation is on the day `today`, and why. `stage` is that of the lead: one that ended cools it."""
    reasons = [Reason(said(one, today), _points(one, today), one.on, one.whose, one.page) for one in happenings]
    reasons.sort(key=lambda reason: (-reason.points, reason.text))
    if reasons and stage in rules().stages:
        ended = _("does not want to be contacted") if stage is Stage.DO_NOT_CONTACT else _("declined before")
        reasons.insert(0, Reason(ended, 0.0, None, "", None))
    return Warmth(score(happenings, today, stage), tuple(reasons))


def score(happenings: Iterable[Happening], today: date, stage: Stage | None = None) -> int:
    """The number alone."""
    share = 1.0 if stage is None else rules().stages.get(stage, 1.0)
    return rules().score(share * sum(_points(one, today) for one in happenings))


def _points(one: Happening, today: date) -> float:
    days = UNKNOWN_DAYS if one.on is None else (today - one.on).days
    return rules().points(one.event, count=one.count, days=days)
