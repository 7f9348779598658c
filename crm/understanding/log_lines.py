"""What a coordinator typed after a contact: what was done, how it went, and what comes next."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from crm.understanding import pieces
from crm.understanding.mentions import WEEK_ROUGH, Calendar
from crm.understanding.next_steps import NextStep, is_over, next_step, plans
from crm.understanding.orders import is_preference
from crm.understanding.phrases import phrases, vocabulary
from crm.understanding.scenes import Scene, scene_of
from crm.understanding.signs import Learned, learned_ways, likeliest, signs_of
from crm.words import ActivityKind

_PLANNABLE = frozenset({"medium", "way", "maybe"})
"""Lists of ways that may be planned as well: they count where their clause is no plan."""
_DENIED = re.compile(r"(?<!\w)(?:niet|geen|nooit|not|no|never|\w+n't)(?:\s+\w+)?\s+$", re.IGNORECASE)
"""What stands right before a word for yes and makes it none."""
Scores = Callable[[str], Mapping[str, float]]
"""How much a line is each outcome, as labelled lines taught."""
_PHRASES = 0.4
"""How much what the phrases say counts beside the scores: of .2 to .8 the best on lines that neither had in view."""
_KINDS = (ActivityKind.CALL, ActivityKind.MAIL, ActivityKind.VISIT, ActivityKind.MESSAGE)


class Outcome(StrEnum):
    """How a contact went."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NO_ANSWER = "no_answer"
    ANSWERED = "answered"
    NONE = "none"
    """Only sent, or noted."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line as it is understood."""

    kind: ActivityKind
    outcome: Outcome
    next: NextStep | None


def read_log_line(
    text: str,
    today: date,
    calendar: Calendar | None = None,
    scores: Scores = pieces.scores,
    ways: Learned | None = None,
) -> LogLine:
    """What a line typed on `today` says. Without a calendar, days that only a school's calendar tells stay open.

    `scores` and `ways`: what labelled lines taught of how it went and of what was done.
    """
    scene = scene_of(text, today, calendar)
    if not scene.clauses:
        return LogLine(ActivityKind.NOTE, Outcome.NONE, None)
    kind = _kind(scene, ways)
    outcome = _outcome(text, kind, scores)
    answered = outcome in {Outcome.ANSWERED, Outcome.POSITIVE, Outcome.NEGATIVE}
    return LogLine(kind, outcome, next_step(scene, kind, answered=answered))


def log_answer(text: str, today: date) -> dict[str, Any]:
    """The reading of a line as the keys in which answers are given."""
    line = read_log_line(text, today)
    step = line.next
    told = None
    if step is not None:
        on = step.on.isoformat() if step.on is not None else None
        told = {"kind": step.kind.value, "on": on, "time": step.time, "what": step.what}
    return {
        "kind": line.kind.value,
        "outcome": line.outcome.value,
        "next": told,
        "when_text": step.when if step is not None else None,
    }


def signs_read(text: str, today: date) -> dict[str, float] | None:
    """The signs by which it is read what was done; None where a word of the line names it, or nothing stands in it."""
    scene = scene_of(text, today)
    return signs_of(scene, _hints(scene), _unsaid(scene)) if scene.clauses and _named(scene) is None else None


def _kind(scene: Scene, ways: Learned | None) -> ActivityKind:
    """What was done: what a word names; else that for which the signs and words of the line say most."""
    named = _named(scene)
    if named is not None:
        return named
    return likeliest(scene, _hints(scene), _unsaid(scene), ways if ways is not None else learned_ways())


def _named(scene: Scene) -> ActivityKind | None:
    """What was done by the first clear word for it."""
    if phrases("logging", "done", "note", "opens").match(scene.text.strip()):
        return ActivityKind.NOTE
    return _first_done(scene, ("medium",)) or _first_done(scene, ("clear", "way"))


def _hints(scene: Scene) -> set[ActivityKind]:
    """The ways for which a word stands in the line that is no proof."""
    noted = phrases("logging", "done", "note", "clear").search(scene.text)
    likely = _first_done(scene, ("likely", "maybe"))
    return ({likely} if likely is not None else set()) | ({ActivityKind.NOTE} if noted else set())


def _unsaid(scene: Scene) -> ActivityKind:
    """What was done where no word says it: what they said was written or told; a note where all is plan."""
    if phrases("logging", "action", "in_writing").search(scene.text):
        return ActivityKind.MAIL
    if phrases("logging", "says", "words").search(scene.text):
        return ActivityKind.CALL
    return ActivityKind.NOTE if plans(scene, scene.clauses[0]) or _looks_ahead(scene) else ActivityKind.CALL


def _looks_ahead(scene: Scene) -> bool:
    """Whether a line names a day to come and what is to be done then, of nobody in particular ("new dean from 1 Sept,
    then introduce ourselves")."""
    if phrases("logging", "they", "words").search(scene.text) or not scene.days_in(scene.clauses[0]):
        return False
    return any(
        phrases("logging", "they", "then").match(clause.words.strip()) and plans(scene, clause)
        for clause in scene.clauses[1:]
    )


def _first_done(scene: Scene, lists: tuple[str, ...]) -> ActivityKind | None:
    """The kind whose words come first in the text, of the longest where two begin together."""
    found = []
    for rank, kind in enumerate(_KINDS):
        for name in lists:
            if name not in vocabulary("logging")["done"][kind.value]:
                continue
            for match in phrases("logging", "done", kind.value, name).finditer(scene.text):
                if _is_none(scene, match.start()) or (kind is ActivityKind.VISIT and _is_to_come(scene, match.start())):
                    continue
                if name not in _PLANNABLE or not (
                    _in_plan(scene, match.start()) or is_preference(scene.text, match.start())
                ):
                    found.append((match.start(), -match.end(), rank, kind))
                    break
    return min(found)[3] if found else None


def _is_none(scene: Scene, place: int) -> bool:
    """Whether a word at a place names no way that was used.

    It only looks like one ("2 teams"), names a time ("after the open day"), or says what they are to do yet ("gaat het
    in de lunch bespreken").
    """
    if any(day.needs and day.start <= place < day.end for day in scene.days):
        return True
    looks = phrases("logging", "done", "no_way", "words").finditer(scene.text)
    if any(match.start() <= place < match.end() for match in looks):
        return True
    clause = scene.clause_at(place)
    if clause is None:
        return False
    yet = phrases("logging", "done", "yet", "words").search(clause.words)
    return yet is not None and clause.start + yet.start() <= place


def _is_to_come(scene: Scene, place: int) -> bool:
    """Whether a place lies in a clause that gives a day or week to come, and tells of nothing that it is over."""
    clause = scene.clause_at(place)
    if clause is None or not any(
        day.rough <= WEEK_ROUGH and day.on is not None and day.on > scene.today for day in scene.days_in(clause)
    ):
        return False
    return not is_over(clause.words)


def _in_plan(scene: Scene, place: int) -> bool:
    """Whether a place of the text lies in a clause that speaks of what is still to be done."""
    clause = scene.clause_at(place)
    return clause is not None and plans(scene, clause)


def _outcome(text: str, kind: ActivityKind, scores: Scores) -> Outcome:
    """How it went, by the phrases and by the line as a whole; of a note nothing."""
    if kind is ActivityKind.NOTE:
        return Outcome.NONE
    said, meant = _said_outcome(text, kind), scores(text)
    return max(Outcome, key=lambda one: meant.get(one.value, 0.0) + (_PHRASES if one is said else 0.0))


def _said_outcome(text: str, kind: ActivityKind) -> Outcome:
    """How it went by the phrases: the first of these that holds. What is to be done if nobody answers says nothing."""
    text = phrases("logging", "outcome", "if_so").sub(" ", text)

    def says(name: str) -> bool:
        return bool(phrases("logging", "outcome", name).search(text))

    positive = any(
        not _DENIED.search(text[: match.start()]) for match in phrases("logging", "outcome", "positive").finditer(text)
    )
    sent = kind in {ActivityKind.MAIL, ActivityKind.MESSAGE}
    rules = (
        (not positive and says("no_answer"), Outcome.NO_ANSWER),
        (says("firm_no"), Outcome.NEGATIVE),
        (kind is ActivityKind.VISIT and says("only_us"), Outcome.NONE),
        (says("negative"), Outcome.POSITIVE if positive else Outcome.NEGATIVE),
        (positive and not says("unsure"), Outcome.POSITIVE),
        (sent and not says("answered") and not says("unsure"), Outcome.NONE),
    )
    return next((outcome for holds, outcome in rules if holds), Outcome.ANSWERED)
