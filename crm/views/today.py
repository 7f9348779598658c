"""What now? Everything that is due, in order of weight, each with its reason in a sentence."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from crm.clock import Clock
from crm.language import _
from crm.today.asking import of_session
from crm.today.day import Day, read_day
from crm.views.today_lines import TodayLine
from crm.views.ways import WayIn, nearest_ways
from crm.warmth.rules import rules as warmth_rules

FIRST_WORDS = frozenset({"new_person", "first", "no_next", "mail", "message", "call", "next"})
"""Kinds of line at which one may go through a colleague."""


def today(session: Session, *, owner: str | None, clock: Clock, day: date | None = None) -> list[TodayLine]:
    """What stands for `owner` (None: everybody) on `day`, most pressing first, as `crm.today` weighs it.

    What is marked as no target stays out; what is undecided stays in. What waits for a day with room is not in it.
    """
    on = day or clock.today()
    found = read_day(of_session(session), owner, on)
    return Ways().added(session, found.lines(), found)


def the_day(
    session: Session, *, owner: str | None, clock: Clock, day: date | None = None, before: Day | None = None
) -> Day:
    """The same, its lines not yet in words: for a list that shows a screenful at once.

    `before` is the day as it was read last: then only what was touched since is read.
    """
    return read_day(of_session(session), owner, day or clock.today(), before)


def today_json(lines: Iterable[TodayLine]) -> list[dict[str, Any]]:
    """The lines in the shape of `werkplaats today --json`."""
    return [
        {
            "on": line.on.isoformat(),
            "kind": line.kind,
            "what": line.what,
            "why": line.why,
            "lead": line.lead,
            "score": line.score,
            "person": line.person,
            "way": line.way,
            "owner": line.owner,
            "covered_for": line.covered_for,
            "about": line.about,
            "case": line.case,
            "addends": [{"what": one.what, "points": one.points} for one in line.addends],
        }
        for line in lines
    ]


class Ways:
    """The ways in to people nobody knows, kept from reading to reading for as long as we know the same people."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._said: dict[int, str] = {}
        self._of: tuple[object, int] = (None, 0)

    def stand(self, day: Day) -> bool:
        """Whether as many people are known on the day as when the ways were looked for."""
        return self._of == _known(day)

    def as_known(self, lines: list[TodayLine]) -> list[TodayLine]:
        """The lines with the ways in that were found before, without looking for any."""
        return [_through(line, self._said.get(line.person or 0, "")) for line in lines]

    def added(self, session: Session, lines: list[TodayLine], day: Day) -> list[TodayLine]:
        """The lines, those of people nobody knows with the way in to them where there is one."""
        if not self.stand(day):
            self._said, self._of = {}, _known(day)
        asking = {line.person for line in lines if _goes_through(line) and line.person is not None}
        fresh = sorted(asking - self._said.keys())
        if fresh:
            ways = nearest_ways(session, fresh, day.facts.on)
            self._said |= {person: said_way(ways[person]) if person in ways else "" for person in fresh}
        return self.as_known(lines)


def _known(day: Day) -> tuple[object, int]:
    """The ties with our networks, and how many people of leads are known."""
    return day.facts.ties, sum(1 for warm in day.facts.warm.values() if warm >= warmth_rules().known)


def _goes_through(line: TodayLine) -> bool:
    return line.kind in FIRST_WORDS and line.warmth < warmth_rules().known


def _through(line: TodayLine, way: str) -> TodayLine:
    return replace(line, why=f"{line.why} {way}") if way and _goes_through(line) else line


def said_way(way: WayIn) -> str:
    """The way in as a sentence: "Through Ada Pelgrim (with them on Databases): visited by noor, 16 Nov." """
    known, tied = way.hops
    return _("Through {name} ({tie}): {how}.").format(name=way.name, tie=tied.text, how=known.text)
