"""The cues of a reply: what its words say of a yes, a no, a question and a time to come, whatever it wants in all."""

import re
from dataclasses import dataclass
from datetime import date

from crm.understanding.days import Mention
from crm.understanding.phrases import phrases

_LOOSE = 60
"""Days of looseness from which on a stretch ("this year") is no time to come back at."""
_DENIED = re.compile(
    r"(?<!\w)(?:niet|geen|nooit|not|no|never|don't|doesn't|can't|cannot|won't|nor)(?:\s+\w+){0,2}\s*$", re.IGNORECASE
)
_ASKED = re.compile(r"[^.!?\n]*\?")
_WITHIN = re.compile(r"\s(?:niet|geen)\s", re.IGNORECASE)
_CLOSE = 24
"""Characters before a word in which another is close."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the cues of a text say, and the days in it."""

    text: str
    days: tuple[Mention, ...]
    on: date
    """The day on which it was received."""

    def says(self, *path: str) -> bool:
        """Whether a phrase of that list stands in the text."""
        return bool(phrases("replies", *path).search(self.text))

    def close_before(self, place: int) -> str:
        """What stands close before a place."""
        return self.text[max(0, place - _CLOSE) : place]

    @property
    def agrees(self) -> bool:
        """Whether a word for yes stands in it with no denial close before it."""
        found = phrases("replies", "intent", "positive").finditer(self.text)
        return any(
            not (_WITHIN.search(match[0]) or self._is_denied(match.start()) or self._is_asked(match)) for match in found
        )

    def _is_denied(self, place: int) -> bool:
        """Whether a denial stands close before a place."""
        return bool(_DENIED.search(phrases("replies", "negation", "not").sub("", self.close_before(place))))

    def _is_asked(self, match: re.Match[str]) -> bool:
        """Whether a word stands in a question that is no yes by itself."""
        end = re.search(r"[.!?\n]|$", self.text[match.end() :])
        if end is None or end[0] != "?":
            return False
        start = max(self.text.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
        asked = self.text[start : match.end() + end.start()]
        if _opens_question(asked):
            return not phrases("replies", "question", "words").search(asked)
        return not (phrases("replies", "question", "words").search(asked) or _firm(asked))

    @property
    def declines(self) -> bool:
        """Whether it holds a word for no outside a question."""
        asked = [match.span() for match in _ASKED.finditer(self.text)]
        found = phrases("replies", "intent", "negative").finditer(self.text)
        return any(not any(start <= match.start() < end for start, end in asked) for match in found)

    @property
    def only_kind(self) -> bool:
        """Whether its words for yes are but kind ones ("sounds interesting", "leuk idee"), which promise nothing."""
        bare = phrases("replies", "weigh", "kind").sub(" ", self.text)
        return self.agrees and not Said(bare, (), self.on).agrees

    @property
    def asks_first(self) -> bool:
        """Whether it asks for facts or terms, rather than for the next step."""
        asked = [match[0] for match in _ASKED.finditer(self.text)]
        steps = phrases("replies", "question", "words")
        return any(
            phrases("replies", "weigh", "facts").search(one) or _opens_question(one)
            for one in asked
            if not steps.search(one)
        )

    @property
    def asks_how_to_go_on(self) -> bool:
        """Whether its question is for the next step ("when can they visit?")."""
        steps = phrases("replies", "question", "words")
        return any(steps.search(match[0]) for match in _ASKED.finditer(self.text)) and not self.is_all_question

    @property
    def is_all_question(self) -> bool:
        """Whether there is nothing in it but one question."""
        return self.text.count("?") == 1 and re.fullmatch(r"[^.!?\n]*\?\W*", self.text.strip()) is not None

    @property
    def turns_to_no(self) -> bool:
        """Whether a kind word is followed by "but" and a denial."""
        turn = phrases("replies", "weigh", "but").search(self.text)
        return turn is not None and Said(self.text[turn.end() :], (), self.on).denies

    @property
    def wants_us_back(self) -> bool:
        """Whether somebody asks to be written to or called at another time, which no machine does."""
        return self.says("weigh", "wants_us_back") and not self.says("weigh", "machine")

    @property
    def denies(self) -> bool:
        """Whether it holds a denial at all."""
        bare = phrases("replies", "negation", "not").sub("", self.text)
        return bool(phrases("replies", "negation", "words").search(bare))

    @property
    def asks(self) -> bool:
        """Whether it holds a question."""
        return "?" in self.text or self.says("intent", "ask")

    @property
    def put_off(self) -> bool:
        """Whether it speaks of a time to come."""
        return any(
            ((day.usable and day.rough < _LOOSE) or (day.needs and not day.denied)) and not self._is_in_question(day)
            for day in self.days
        )

    def _is_in_question(self, day: Mention) -> bool:
        """Whether a day stands in a question that asks for facts ("what if they stop in May?")."""
        return any(
            match.start() <= day.start < match.end() and _opens_question(match[0])
            for match in _ASKED.finditer(self.text)
        )


def _opens_question(asked: str) -> bool:
    """Whether a question asks for something that is not known, rather than for a yes or a next step."""
    return bool(phrases("replies", "question", "opens").match(asked.strip()))


def _firm(text: str) -> bool:
    """Whether a yes stands in it that holds whatever else is said."""
    return bool(phrases("replies", "weigh", "firm_yes").search(text))
