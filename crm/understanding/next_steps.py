"""What a log line says comes next: what, when, and by which way."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from crm.understanding.clauses import Clause
from crm.understanding.day_words import one_of
from crm.understanding.days import Mention, Side
from crm.understanding.orders import is_order, planned_kind
from crm.understanding.phrases import ends_in, phrases, vocabulary
from crm.understanding.scenes import Scene
from crm.understanding.tense import is_past
from crm.words import ActivityKind

_TOLD = re.compile(r"(?<!\w)(?:bel|ring|call|mail|app)\s+(?:me|mij|m|'m|'em|ons|us)(?!\w)", re.IGNORECASE)
"""What sounds like an order of theirs: it was said by somebody who was reached."""
_THEY = re.compile(r"\s*(?:hij|zij|ze|he|she|they|he'd|she'd|they'd|men|mevrouw|meneer)(?!\w)", re.IGNORECASE)
_AWAY = frozenset({Side.UNTIL, Side.THROUGH})
_VAGUE = 60
"""Days of looseness from which on a stretch ("next year") plans nothing by itself."""
_FEW = 2
"""Words besides a day that make no other action of it."""
_ABOUT = re.compile(r"(?<!\w)(?:dat(?!\s+(?:ik|we|wij)\s)|of(?!\s+(?:ik|we|wij)\s)(?=\s+\w+\s)|that|whether)(?!\w)")
"""What stands behind it is asked or told, and is not what is to be done."""


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
    acts = [one for one in acts if not _is_done_since(scene, one)]
    if halted:
        acts = [one for one in acts if one.day is not None or one.time or _is_mine(one.clause.words)]
    chosen = _first(scene, acts) if acts else None
    if chosen is None and not halted:
        chosen = next((one for one in candidates if _is_planned_by_day(one)), None)
    return _step(scene, chosen, done, answered=answered) if chosen is not None else None


def _is_planned_by_day(one: _Candidate) -> bool:
    """Whether a clause that names no action says by its day or time that something comes: no year, no part of one."""
    if one.day is None:
        return one.time is not None
    return one.day.rough < _VAGUE and not (one.day.needs or "").startswith("block")


def _is_done_since(scene: Scene, one: _Candidate) -> bool:
    """Whether a clause behind an action without a day says that it was done at once."""
    if one.day is not None or one.time:
        return False
    done = phrases("logging", "action", "done_since")
    behind = scene.clauses[scene.clauses.index(one.clause) + 1 :]
    return any(done.search(clause.words) for clause in behind)


def _first(scene: Scene, acts: list[_Candidate]) -> _Candidate:
    """The first action; what they say in quotes yields to an action of ours with a day.

    An action without a day has that of the clause right behind it, where that is a day and no more ("send the planning,
    by Friday"), and a time without a day that of the clause before ("start 16 Nov, kick-off 10:00").
    """
    first = acts[0]
    if first.day is None and not first.time and _is_quoted(scene, first.clause):
        first = next((one for one in acts[1:] if one.day is not None or one.time), first)
    if first.day is None:
        return _dated(scene, first, acts)
    return first if first.time else _timed(scene, first)


def _timed(scene: Scene, first: _Candidate) -> _Candidate:
    """An action on a day, with the time where the clause right behind it says one and no more ("Friday, 2pm")."""
    behind = scene.behind(first.clause)
    if behind is None or not _is_only_time(scene, behind) or scene.days_in(behind):
        return first
    return replace(first, time=scene.time_in(behind))


def _dated(scene: Scene, first: _Candidate, acts: list[_Candidate]) -> _Candidate:
    """An action that names no day, with the day or time of what stands beside it."""
    before, behind = scene.before(first.clause), scene.behind(first.clause)
    if first.time:
        return replace(first, day=_last_day(scene, before))
    if behind is not None:
        if _is_only_day(scene, behind) or _is_of_the_same(scene, behind, first.kind):
            return replace(first, day=scene.days_in(behind)[0], time=scene.time_in(behind))
        if _is_only_time(scene, behind):
            return replace(first, time=scene.time_in(behind))
    if before is not None and _is_only_at(scene, before):
        return replace(first, time=scene.time_in(before))
    same = next((one for one in acts[1:] if one.day is not None and one.kind in {None, first.kind}), None)
    if same is not None:
        return replace(first, day=same.day, time=same.time)
    by_me = phrases("logging", "action", "by_me").match(first.clause.words.strip())
    return replace(first, day=_last_day(scene, before)) if by_me else first


def _last_day(scene: Scene, clause: Clause | None) -> Mention | None:
    days = [day for day in scene.days_in(clause) if day.exact] if clause is not None else []
    return days[-1] if days else None


def _is_only_day(scene: Scene, clause: Clause, besides: int = 3) -> bool:
    """Whether a clause says a day and no more than so many words besides."""
    days = scene.days_in(clause)
    if not days or is_order(scene, clause) or planned_kind(clause) is not None:
        return False
    return len(scene.rest(clause).split()) <= besides


def _is_only_at(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says a time and no day, at which somebody is free ("I'm free at three, call me")."""
    return scene.time_in(clause) is not None and not scene.days_in(clause)


def _is_of_the_same(scene: Scene, clause: Clause, kind: ActivityKind | None) -> bool:
    """Whether a clause gives a day and no other action ("I look for a firm, tell them by Friday")."""
    few = len(scene.rest(clause).split()) <= _FEW
    return few and bool(scene.days_in(clause)) and planned_kind(clause) in {None, kind}


def _is_only_time(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says a time and no more than a word besides."""
    return scene.time_in(clause) is not None and len(scene.rest(clause).split()) <= 1


def _is_quoted(scene: Scene, clause: Clause) -> bool:
    """Whether they are the words of somebody else: in quotes, or behind "she says:"."""
    before = scene.before(clause)
    if before is not None and ":" in scene.text[before.end : clause.start]:
        return bool(phrases("logging", "says", "quoting").search(before.words))
    return len(re.findall(r"[\"“”„]", scene.text[: clause.start])) % 2 == 1 or clause.words.strip()[:1] in '"“„'


def plans(scene: Scene, clause: Clause) -> bool:
    """Whether a clause speaks of what is still to be done: an action of ours, or a talk on a day to come.

    The day may stand in the clause right behind it ("Skype with Dr Moreau, Friday at nine").
    """
    past = is_past(_ordered(scene, clause))
    if (
        _TOLD.search(clause.words)
        or _THEY.match(clause.words)
        or (phrases("logging", "action", "theirs").search(clause.words) and not _is_ours(clause.words))
        or (past and not phrases("logging", "arranged", "words").search(clause.words))
    ):
        return False
    if is_order(scene, clause):
        return True
    if planned_kind(clause) in {None, ActivityKind.NOTE}:
        return False
    if scene.days_in(clause):
        return True
    if phrases("logging", "outcome", "no_answer").search(clause.words):
        return False
    behind = scene.behind(clause)
    return behind is not None and _is_only_day(scene, behind, besides=1)


def _ordered(scene: Scene, clause: Clause) -> str:
    """What a clause orders, without what is asked or told in it ("check whether the contract was signed")."""
    about = _ABOUT.search(clause.words)
    return clause.words[: about.start()] if about is not None and is_order(scene, clause) else clause.words


def is_over(words: str) -> bool:
    """Whether words tell what was done, and no arranging, which speaks of what is to come."""
    return is_past(words) and not phrases("logging", "arranged", "words").search(words)


def _is_mine(words: str) -> bool:
    return bool(re.search(r"(?<!\w)(ik|i|wij|we|mij)(?!\w)", words.lower()))


def _is_ours(words: str) -> bool:
    return _is_mine(words) or bool(phrases("logging", "action", "mine").search(words))


def _candidate(scene: Scene, clause: Clause, stops: re.Pattern[str]) -> _Candidate | None:
    words = clause.words
    if phrases("logging", "called_off", "words").search(words):
        return None
    days = scene.days_in(clause)
    time = scene.time_in(clause)
    if is_order(scene, clause) and (about := _ABOUT.search(words)) is not None:
        days = [day for day in days if day.start < clause.start + about.start()]
        time = time if days else None
    day = days[0] if days else None
    if len(days) > 1 and phrases("logging", "moved", "words").search(words):
        day = next((one for one in reversed(days) if not _is_replaced(scene, one)), days[-1])
    if day is None and phrases("logging", "next", "then").search(words):
        day = _before(scene, clause)
        time = time or (_time_before(scene, clause) if day is None else None)
    their = bool(phrases("logging", "next", "their").search(words))
    if stops.search(words) and not (their and (day or time)) and not _is_mine(words):
        return None
    kind = planned_kind(clause)
    again = bool(phrases("logging", "next", "again").search(words))
    waits = kind is ActivityKind.NOTE and phrases("logging", "next", "wait").search(words)
    if day is not None and day.on is None and day.side is Side.BEFORE and not is_order(scene, clause):
        day = None
    own = (
        their
        or is_order(scene, clause)
        or (bool((kind and not waits) or (again and not (day and day.rough >= _VAGUE))) and bool(day or time))
    )
    if own and phrases("logging", "action", "theirs").search(words) and not _is_ours(words):
        own = False
    if _is_done(_ordered(scene, clause)) and not (own and (day or time) and kind):
        return None
    if not own and (_is_their_work(words, day) or _was_today(scene, words, day) or (day is None and time is None)):
        return None
    return _Candidate(clause, kind, day, time, own=own, again=again)


def _is_replaced(scene: Scene, day: Mention) -> bool:
    """Whether the words right before a day say that it is the one that no longer holds ("was 4 juni")."""
    return ends_in(scene.text[: day.start], phrases("logging", "moved", "from"))


def _is_their_work(words: str, day: Mention | None) -> bool:
    """Whether they do it, on that day or after it; or it was done after a stretch of the year that lies behind us."""
    if phrases("logging", "next", "their_work").search(words):
        return day is None or day.side not in _AWAY
    return day is not None and day.on is None and is_past(words)


def _was_today(scene: Scene, words: str, day: Mention | None) -> bool:
    """Whether a clause tells what was done earlier today ("vanmiddag binnengelopen")."""
    return day is not None and day.on == scene.today and is_over(words)


def _is_done(words: str) -> bool:
    return bool(phrases("logging", "day_of_theirs", "words").search(words))


def _before(scene: Scene, clause: Clause) -> Mention | None:
    """The day mentioned last before a clause that says "then"."""
    earlier = [day for day in scene.days if day.start < clause.start and (day.usable or day.needs)]
    told = [day for day in earlier if day.on is not None or day.side is not Side.BEFORE]
    return told[-1] if told else None


def _time_before(scene: Scene, clause: Clause) -> str | None:
    """The time until which somebody cannot, in the clause before "then" ("in class till 3, call then")."""
    earlier = scene.before(clause)
    if earlier is None:
        return None
    return next((time.said for time in scene.times if earlier.holds(time.start) and scene.is_until(time)), None)


def _step(scene: Scene, chosen: _Candidate, done: ActivityKind, *, answered: bool) -> NextStep:
    day = chosen.day
    kind = chosen.kind or _kind_before(scene, chosen) or _same_way(chosen, done, answered=answered)
    if done is ActivityKind.MESSAGE and phrases("logging", "next", "back").search(chosen.clause.words):
        kind = done
    on, rough = (day.on, day.rough) if day is not None else (None, 0)
    if day is not None and on is not None and day.side is Side.THROUGH:
        on = day.after
    if day is None and chosen.time is not None:
        on = scene.today
    when = day.words.strip() if day is not None and day.needs else None
    return NextStep(kind, on, chosen.time, _what(scene, chosen), when, rough)


def _kind_before(scene: Scene, chosen: _Candidate) -> ActivityKind | None:
    """The kind that the clause right before says, where that is but the start of the same ("hogerop: X, wk 5")."""
    before = scene.before(chosen.clause)
    if before is None or chosen.again:
        return None
    if scene.days_in(before) or is_past(before.words) or _is_done(before.words):
        return None
    return planned_kind(before)


def _same_way(chosen: _Candidate, done: ActivityKind, *, answered: bool) -> ActivityKind:
    """The kind where none is said: the same as was done when it is done again; a talk at a time; else a call."""
    if chosen.again and done is not ActivityKind.NOTE:
        return done
    if done is ActivityKind.MAIL and not answered and chosen.day is not None and chosen.day.side in _AWAY:
        return ActivityKind.MAIL
    if chosen.time is not None and done in {ActivityKind.MAIL, ActivityKind.MESSAGE, ActivityKind.VISIT}:
        return ActivityKind.VISIT
    return ActivityKind.CALL if chosen.day is not None or chosen.time or answered else ActivityKind.NOTE


def _what(scene: Scene, chosen: _Candidate) -> str:
    """The words of the clause without those for the day and time."""
    clause = chosen.clause
    said = _left_over().sub("", scene.rest(clause)).strip(" ,.;:!?\"'-()")
    return _tie().sub("", said) or said or clause.words.strip()


@cache
def _tie() -> re.Pattern[str]:
    """What ties a step to what stands before it."""
    return re.compile(rf"^{one_of(vocabulary('logging')['action']['tie'])}\s+", re.IGNORECASE)


@cache
def _left_over() -> re.Pattern[str]:
    """What is left behind where a day was taken out."""
    return re.compile(rf"\s+{one_of(vocabulary('logging')['action']['left_over'])}\s*$", re.IGNORECASE)
