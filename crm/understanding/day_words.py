"""The words for days and times, as `data/understanding/days.toml` lists them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from crm.resources import data_path

Word = dict[str, int]
"""Word → the figure it stands for."""


@dataclass(frozen=True, slots=True)
class DayWords:
    """The vocabulary of days; lists of words by name, and tables that give a word's figure."""

    weekdays: Word
    months: Word
    numbers: Word
    ordinals: Word
    units: Mapping[str, str]
    hours: Word
    breaks: Mapping[str, str]
    """Words of a stretch of the school year → the name by which a calendar is asked for it."""
    feasts: Mapping[str, tuple[int, int]]
    """Feasts on a fixed date → month and day."""
    seasons: Mapping[str, tuple[int, int]]
    """Seasons → month and day that they begin."""
    lists: Mapping[str, tuple[str, ...]]
    """ "edges.begin" and the like."""

    def one_of(self, name: str) -> str:
        """A pattern for any word of the list `name`."""
        return _any_of(self.lists[name])


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first, with any white space between their parts."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest) + ")"


@cache
def _any_of(words: tuple[str, ...]) -> str:
    """The pattern of a list, made once: it is asked of every day of a text."""
    return one_of(words)


@cache
def day_words() -> DayWords:
    """The vocabulary, read once."""
    read = tomllib.loads(data_path("understanding/days.toml").read_text(encoding="utf-8"))
    times = read["times"]
    return DayWords(
        weekdays=_figures(read["weekdays"]),
        months=_figures(read["months"]),
        numbers=_figures(read["numbers"]),
        ordinals=_figures(read["ordinals"]),
        units={word: unit for unit, words in read["units"].items() for word in words},
        hours=_figures(times["hours"]),
        breaks={word: name for name, words in read["breaks"].items() for word in words},
        feasts=_dates(read["feasts"]),
        seasons=_dates(read["seasons"]),
        lists=dict(_lists("", read)),
    )


def _dates(table: Mapping[str, list[str]]) -> Mapping[str, tuple[int, int]]:
    """Words by their date: "04-27" is the 27th of April."""
    parts = {word: on.split("-") for on, words in table.items() for word in words}
    return {word: (int(month), int(day)) for word, (month, day) in parts.items()}


def _figures(table: Mapping[str, list[str]]) -> Word:
    return {word: int(figure) for figure, words in table.items() for word in words}


def _lists(name: str, table: Mapping[str, Any]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _lists(f"{name}{key}.", value)
        else:
            yield f"{name}{key}", tuple(value)


def is_english(text: str) -> bool:
    """Whether a text is English rather than Dutch, by its small words; undecided counts as Dutch."""
    english, dutch = _counted(text, "english", "dutch")
    return english > dutch


def is_german(text: str) -> bool:
    """Whether a text is German rather than Dutch or English, by its small words."""
    german, english, dutch = _counted(text, "german", "english", "dutch")
    return german > max(english, dutch)


def _counted(text: str, *languages: str) -> list[int]:
    """How many words of a text are small words of each language."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    lists = [set(day_words().lists[f"languages.{language}"]) for language in languages]
    return [sum(word in small for word in words) for small in lists]
