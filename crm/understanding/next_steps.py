"""What a log line says comes next: what, when, and by which way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crm.understanding.clauses import Clause, clauses_of
from crm.understanding.days import Calendar, Mention, Side, find_days
from crm.understanding.phrases import phrases, vocabulary
from crm.understanding.times import Time, find_times
from crm.words import ActivityKind

_TOLD = re.compile(r"(?<!\w)(?:bel|ring|call|mail|app)\s+(?:me|mij|m|'m|'em|ons|us)(?!\w)", re.IGNORECASE)
"""What sounds like an order of theirs: it was said by somebody who was reached."""
_LEFT_OVER = re.compile(
    r"\s+(?:voor|tot|t/m|by|before|until|till|om|at|op|on|uiterlijk|vanaf|from|rond|in)\s*$", re.IGNORECASE
)
_THEY = re.compile(r"\s*(?:hij|zij|ze|he|she|they|he'd|she'd|they'd|men|mevrouw|meneer)(?!\w)", re.IGNORECASE)
_PAST = re.compile(
    r"(?<!\w)(?:(?:be|ver|ont|her)?ge[a-z]{2,}(?:d|t|en)|\w+ge(?:beld|maild|stuurd|gaan|sproken|nomen|vraagd|geven|komen)|"
    r"(?:ver|be|ont|her)[a-z]{2,}(?:d|t|zet)|\w{3,}ed|sent|spoke|rang|said|told|had|was|were|went|kreeg|zei|sprak|kwam|ging|stuurde\w*|belde\w*|mailde\w*)(?!\w)",
    re.IGNORECASE,
)
_NEXT_KINDS = (ActivityKind.CALL, ActivityKind.MAIL, ActivityKind.VISIT, ActivityKind.MESSAGE, ActivityKind.NOTE)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done, by which way, on which day (None: none is said, or only a school's calendar tells it)."""

    kind: ActivityKind
    on: date | None
    time: str | None
    what: str
    when: str | None = None
    """The words for a day that only a calendar tells ("na de toetsweek")."""
    rough: int = 0
    """Days that `on` may be off, as the words are that loose."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with its clauses, days and times, seen from a day."""

    text: str
    today: date
    clauses: tuple[Clause, ...]
    days: tuple[Mention, ...]
    times: tuple[Time, ...]

    def days_in(self, clause: Clause) -> list[Mention]:
        """The days that a clause names and on which something can be."""
        inside = [day for day in self.days if clause.holds(day.start) or clause.holds(day.end - 1)]
        return [day for day in inside if day.usable or (day.needs and not day.denied)]

    def time_in(self, clause: Clause) -> str | None:
        """The first time that a clause names."""
        return next((time.said for time in self.times if clause.holds(time.start)), None)


def scene_of(text: str, today: date, calendar: Calendar | None = None) -> Scene:
    """The text with what can be found in it."""
    days = tuple(find_days(text, today, calendar))
    times = tuple(find_times(text, [(day.start, day.end) for day in days]))
    return Scene(text, today, tuple(clauses_of(text)), days, times)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A clause that may be the next step, and how sure that is: an action of ours, or only a day."""

    clause: Clause
    kind: ActivityKind | None
    day: Mention | None
    time: str | None
    own: bool
    again: bool


def next_step(scene: Scene, done: ActivityKind, *, answered: bool) -> NextStep | None:
    """The next step that the text speaks of; of two the first to do. None where nothing is to be done by us.

    `done`: what the line says was done, which "again" repeats. `answered`: whether somebody was reached.
    """
    stops = phrases("logging", "no_next", "words")
    halted = bool(stops.search(scene.text))
    candidates = [one for clause in scene.clauses if (one := _candidate(scene, clause, stops)) is not None]
    acts = [one for one in candidates if one.own]
    if halted:
        acts = [one for one in acts if one.day is not None or one.time or _is_mine(one.clause.words)]
    chosen = _first(scene, acts) if acts else None
    if chosen is None and not halted:
        chosen = next((one for one in candidates if one.day is not None or one.time), None)
    return _step(scene, chosen, done, answered=answered) if chosen is not None else None


def _first(scene: Scene, acts: list[_Candidate]) -> _Candidate:
    """The first action; what they say in quotes yields to an action of ours with a day.

    An action without a day has that of the clause right behind it, where that is a day and no more ("send the planning,
    by Friday"), and a time without a day that of the clause before ("start 16 Nov, kick-off 10:00").
    """
    first = acts[0]
    if first.day is None and not first.time and _is_quoted(scene, first.clause):
        first = next((one for one in acts[1:] if one.day is not None or one.time), first)
    if first.day is not None:
        return first
    number = scene.clauses.index(first.clause)
    if first.time:
        return replace(first, day=_last_day(scene, scene.clauses[max(0, number - 1) : number]))
    behind = scene.clauses[number + 1 : number + 2]
    if behind and _is_only_day(scene, behind[0]):
        return replace(first, day=scene.days_in(behind[0])[0], time=scene.time_in(behind[0]))
    mine = re.match(r"\s*(?:dan |then )?(?:ik|i'll|i will|i)\s", first.clause.words.lower())
    return replace(first, day=_last_day(scene, scene.clauses[max(0, number - 1) : number])) if mine else first


def _last_day(scene: Scene, clauses: Sequence[Clause]) -> Mention | None:
    days = [day for clause in clauses for day in scene.days_in(clause) if day.exact]
    return days[-1] if days else None


def _is_only_day(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says little more than a day."""
    days = scene.days_in(clause)
    if not days or _is_order(scene, clause) or _planned_kind(clause) is not None:
        return False
    return len(_rest(scene, clause).split()) <= 3


def _is_quoted(scene: Scene, clause: Clause) -> bool:
    return len(re.findall(r"[\"“”„]", scene.text[: clause.start])) % 2 == 1 or clause.words.strip()[:1] in '"“„'


def plans(scene: Scene, clause: Clause) -> bool:
    """Whether a clause speaks of what is still to be done: an action of ours, or a talk on a day to come."""
    past = _PAST.search(clause.words)
    if (
        _TOLD.search(clause.words)
        or _THEY.match(clause.words)
        or (past and not phrases("logging", "arranged", "words").search(clause.words))
    ):
        return False
    if _is_order(scene, clause):
        return True
    return bool(scene.days_in(clause)) and _planned_kind(clause) not in {None, ActivityKind.NOTE}


def _is_mine(words: str) -> bool:
    return bool(re.search(r"(?<!\w)(ik|i|wij|we|mij)(?!\w)", words.lower()))


def _candidate(scene: Scene, clause: Clause, stops: re.Pattern[str]) -> _Candidate | None:
    words = clause.words
    days = scene.days_in(clause)
    time = scene.time_in(clause)
    if _is_order(scene, clause) and (about := re.search(r"(?<!\w)(?:dat|that|whether)(?!\w)", words)) is not None:
        days = [day for day in days if day.start < clause.start + about.start()]
        time = time if days else None
    day = days[0] if days else None
    their = bool(phrases("logging", "next", "their").search(words))
    if stops.search(words) and not (their and (day or time)) and not _is_mine(words):
        return None
    kind = _planned_kind(clause)
    again = bool(phrases("logging", "next", "again").search(words))
    own = their or _is_order(scene, clause) or (bool(kind or again) and bool(day or time))
    if own and phrases("logging", "action", "theirs").search(words) and not _is_mine(words):
        own = False
    was = _is_done(words)
    if was and not (own and (day or time) and kind):
        return (
            _Candidate(clause, kind, _future(day), time, own=False, again=False) if _future(day) and not was else None
        )
    if not own and day is None and time is None:
        return None
    if day is None and re.search(r"(?<!\w)(dan|then|daarna|afterwards|that day)(?!\w)", words.lower()):
        day = _before(scene, clause)
    return _Candidate(clause, kind, day, time, own=own, again=again)


def _future(day: Mention | None) -> Mention | None:
    return None if day is None or day.weekday else day


def _is_done(words: str) -> bool:
    return bool(phrases("logging", "day_of_theirs", "words").search(words))


def _before(scene: Scene, clause: Clause) -> Mention | None:
    """The day mentioned last before a clause that says "then"."""
    earlier = [day for day in scene.days if day.start < clause.start and (day.usable or day.needs)]
    return earlier[-1] if earlier else None


def _is_order(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is an action of ours though it may name no day: an order, an infinitive, "ik mail"."""
    lists = vocabulary("logging")["action"]
    plain = re.sub(r"^[\s\"'(\[]+|[\s\"')\].!]+$", "", clause.words.lower())
    place = clause.start + len(clause.words) - len(clause.words.lstrip())
    if not plain or any(
        phrases("logging", "done", kind, "clear").match(scene.text, place)
        for kind in ("call", "mail", "visit", "message")
    ):
        return False
    if any(re.match(rf"{re.escape(word.lower())}(?!\w)", plain) for word in lists["start"]):
        return True
    return any(re.search(rf"(?<!\w){re.escape(word.lower())}$", plain) for word in lists["end"])


def _planned_kind(clause: Clause) -> ActivityKind | None:
    """By which way: what a Dutch clause ends on, else the first word that says it."""
    found = [
        (match.start(), rank, kind)
        for rank, kind in enumerate(_NEXT_KINDS)
        for match in phrases("logging", "next", kind.value).finditer(clause.words)
    ]
    if not found:
        return None
    ends = re.search(r"([^\W\d_]+en)[\s.!?\"']*$", clause.words)
    if ends is not None:
        at_end = [kind for start, _rank, kind in found if start == ends.start() and kind is not ActivityKind.NOTE]
        if at_end:
            return at_end[0]
    return min(found)[2]


def _step(scene: Scene, chosen: _Candidate, done: ActivityKind, *, answered: bool) -> NextStep:
    day = chosen.day
    kind = chosen.kind or _kind_before(scene, chosen) or _same_way(chosen, done, answered=answered)
    on, rough = (day.on, day.rough) if day is not None else (None, 0)
    if day is not None and on is not None and day.side is Side.THROUGH:
        on = on + timedelta(days=1)
    if day is None and chosen.time is not None:
        on = scene.today
    when = day.words.strip() if day is not None and day.needs else None
    return NextStep(kind, on, chosen.time, _what(scene, chosen), when, rough)


def _kind_before(scene: Scene, chosen: _Candidate) -> ActivityKind | None:
    """The kind that the clause right before says, where that is but the start of the same ("hogerop: X, wk 5")."""
    number = scene.clauses.index(chosen.clause)
    if number == 0 or chosen.again:
        return None
    before = scene.clauses[number - 1]
    if scene.days_in(before) or _PAST.search(before.words) or _is_done(before.words):
        return None
    return _planned_kind(before)


def _same_way(chosen: _Candidate, done: ActivityKind, *, answered: bool) -> ActivityKind:
    """The kind where none is said: the same as was done when it is done again; a talk at a time; else a call."""
    if chosen.again and done is not ActivityKind.NOTE:
        return done
    if chosen.time is not None and done in {ActivityKind.MAIL, ActivityKind.MESSAGE, ActivityKind.VISIT}:
        return ActivityKind.VISIT
    return ActivityKind.CALL if chosen.day is not None or chosen.time or answered else ActivityKind.NOTE


def _what(scene: Scene, chosen: _Candidate) -> str:
    """The words of the clause without those for the day and time."""
    clause = chosen.clause
    said = _LEFT_OVER.sub("", _rest(scene, clause))
    return said.strip(" ,.;:!?\"'-()") or clause.words.strip()


def _rest(scene: Scene, clause: Clause) -> str:
    """What a clause says besides days and times."""
    pieces, place = [], clause.start
    spots = [(day.start, day.end) for day in scene.days] + [(time.start, time.end) for time in scene.times]
    for start, end in sorted(spots):
        if clause.holds(start) and start >= place:
            pieces.append(scene.text[place:start])
            place = end
    pieces.append(scene.text[place : clause.end])
    return " ".join(" ".join(pieces).split())
