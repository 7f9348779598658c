"""What a clause says is to be done, and by which way: an order, an infinitive, "ik mail"."""

import re
from functools import cache
from itertools import pairwise, takewhile

from crm.understanding.clauses import Clause
from crm.understanding.day_words import one_of
from crm.understanding.phrases import ends_in, phrases, vocabulary
from crm.understanding.scenes import Scene
from crm.understanding.tense import is_past
from crm.words import ActivityKind

_NEXT_KINDS = (ActivityKind.CALL, ActivityKind.MAIL, ActivityKind.VISIT, ActivityKind.MESSAGE, ActivityKind.NOTE)


def is_order(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is an action of ours though it may name no day: an order, an infinitive, "ik mail"."""
    plain = re.sub(r"^[\s\"'(\[]+|[\s\"')\].!]+$", "", clause.words.lower())
    place = clause.start + len(clause.words) - len(clause.words.lstrip())
    if not plain or any(
        phrases("logging", "done", kind, "clear").match(scene.text, place)
        for kind in ("call", "mail", "visit", "message")
    ):
        return False
    if " " not in plain and scene.text[clause.end : clause.end + 1] == ":":
        return False
    if phrases("logging", "action", "mine").search(clause.words):
        return True
    starts, ends = _order_words()
    told = _is_told(plain) or _is_sent(scene, clause, plain)
    if (starts.match(plain) and not told) or ends.search(plain) or _within().search(plain):
        return True
    undated = _soon().sub("", scene.rest(clause).lower().rstrip(" .!?)\"'"))
    return undated != plain and bool(ends.search(undated))


def _is_told(plain: str) -> bool:
    """Whether a clause opens with a word that is a noun too and tells what was done with it ("vraag gesteld aan …")."""
    action = vocabulary("logging")["action"]
    noun, *words = plain.split()
    if noun not in action["nouns"] or phrases("logging", "arranged", "words").search(plain):
        return False
    said = list(takewhile(lambda word: word not in action["asked"], words))
    ends = [] if len(said) < len(words) else action["about_whom"][:1]
    return any(is_past(word) and behind in action["about_whom"] for word, behind in pairwise([*said, *ends]))


def _is_sent(scene: Scene, clause: Clause, plain: str) -> bool:
    """Whether a clause without a day or time opens with what was sent and to whom ("mail naar alle coördinatoren")."""
    if scene.days_in(clause) or scene.time_in(clause) is not None:
        return False
    return phrases("logging", "action", "sent").match(plain) is not None


@cache
def _soon() -> re.Pattern[str]:
    """In haste, behind what is to be done."""
    return re.compile(rf"[\s,]+{one_of(vocabulary('logging')['action']['soon'])}$")


@cache
def _about_whom() -> str:
    """What may stand behind a Dutch verb that ends what is said."""
    return one_of(vocabulary("logging")["action"]["about_whom"])


@cache
def _last_verb() -> re.Pattern[str]:
    """The Dutch infinitive that a clause ends on, but for whom or what it is about."""
    return re.compile(rf"([^\W\d_]+en)(?:[\s.!?\"']*$|\s+{_about_whom()}(?!\w))")


@cache
def _order_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a clause that orders begins with, and what one ends on."""
    start, end = (one_of(word.lower() for word in vocabulary("logging")["action"][name]) for name in ("start", "end"))
    return re.compile(rf"{start}(?!\w)"), re.compile(rf"(?<!\w){end}$")


@cache
def _within() -> re.Pattern[str]:
    """What orders in front of whom or what it is about ("stand van zaken navragen bij Elles")."""
    ends = one_of(word.lower() for word in vocabulary("logging")["action"]["end"])
    return re.compile(rf"\w\s+(?<!\bte ){ends}\s+{_about_whom()}(?!\w)")


def is_preference(text: str, place: int) -> bool:
    """Whether a way at a place is what somebody would rather have than another ("liever per mail dan telefoon")."""
    return ends_in(text[:place], phrases("logging", "done", "preference", "words"))


def _named_way(clause: Clause) -> ActivityKind | None:
    """The way that a clause names outright, whatever its verb ("per mail laten weten"); none behind "rather than"."""
    for kind in (ActivityKind.MAIL, ActivityKind.MESSAGE, ActivityKind.CALL):
        for match in phrases("logging", "done", kind.value, "medium").finditer(clause.words):
            if not is_preference(clause.words, match.start()):
                return kind
    return None


def planned_kind(clause: Clause) -> ActivityKind | None:
    """By which way: what a Dutch clause ends on, else the first word that says it."""
    way = _named_way(clause)
    if way is not None:
        return way
    found = [
        (match.start(), rank, kind, match.end())
        for rank, kind in enumerate(_NEXT_KINDS)
        for match in phrases("logging", "next", kind.value).finditer(clause.words)
    ]
    if not found:
        return None
    ends = _last_verb().search(clause.words)
    if ends is not None:
        note = ActivityKind.NOTE
        if any(kind is note and start < ends.start() and end == ends.end(1) for start, _rank, kind, end in found):
            return note
        at_end = [kind for start, _rank, kind, _end in found if start == ends.start() and kind is not note]
        if at_end:
            return at_end[0]
    return min(found)[2]
