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
    """The lines weighed by warmth; of people nobody knows, each with the way in where there is one."""
    people = list(dict.fromkeys(line.person for line in lines if line.person is not None))
    warm = scores(session, on, people)
    unknown = [
        line.person
        for line in lines
        if line.person is not None and line.kind in FIRST_WORDS and warm.get(line.person, 0) < warmth_rules().known
    ]
    ways = nearest_ways(session, unknown, on)
    return [_warmed(line, warm.get(line.person or 0, 0), ways.get(line.person or 0)) for line in lines]


def _warmed(line: TodayLine, warm: int, way: WayIn | None) -> TodayLine:
    bonus = rules().warmth["a_degree"] * warm
    why = line.why
    if way is not None and line.kind in FIRST_WORDS:
        bonus = rules().warmth["way_in"]
        why = f"{why} {said_way(way)}"
    return replace(line, score=round(line.score + bonus, 1), why=why)


def said_way(way: WayIn) -> str:
    """The way in as a sentence: "Through Ada Pelgrim (with them on Databases): visited by noor, 16 Nov." """
    known, tied = way.hops
    return _("Through {name} ({tie}): {how}.").format(name=way.name, tie=tied.text, how=known.text)
