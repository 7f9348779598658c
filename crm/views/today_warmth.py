"""What Today makes of how warm people are: the warm come first, and of the unknown it says through whom to go."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from crm.language import _
from crm.views.scores import rules
from crm.views.today_lines import TodayLine
from crm.views.ways import WayIn, nearest_ways
from crm.warmth import scores
from crm.warmth.rules import rules as warmth_rules

FIRST_WORDS = frozenset({"new_person", "no_next", "mail", "message", "call", "next"})
"""Kinds of line at which one may go through a colleague."""


def warmed(session: Session, lines: list[TodayLine], on: date) -> list[TodayLine]:
    """The lines weighed by how warm their person is."""
    warm = scores(session, on)
    return [_warmed(line, warm.get(line.person or 0, 0)) for line in lines]


def _warmed(line: TodayLine, warm: int) -> TodayLine:
    if not warm:
        return line
    return replace(line, warmth=warm, score=round(line.score + rules().warmth["a_degree"] * warm, 1))


def with_ways(session: Session, lines: list[TodayLine], on: date) -> list[TodayLine]:
    """The lines, those of people nobody knows with the way in to them where there is one."""
    asking = [line for line in lines if line.kind in FIRST_WORDS and line.warmth < warmth_rules().known]
    ways = nearest_ways(session, sorted({line.person for line in asking if line.person is not None}), on)
    told = {id(line): ways[line.person] for line in asking if line.person in ways}
    return [replace(line, why=f"{line.why} {said_way(told[id(line)])}") if id(line) in told else line for line in lines]


def said_way(way: WayIn) -> str:
    """The way in as a sentence: "Through Ada Pelgrim (with them on Databases): visited by noor, 16 Nov." """
    known, tied = way.hops
    return _("Through {name} ({tie}): {how}.").format(name=way.name, tie=tied.text, how=known.text)
