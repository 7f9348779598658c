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
    lists: Mapping[str, tuple[str, ...]]
    """ "edges.begin" and the like."""

    def one_of(self, name: str) -> str:
        """A pattern for any word of the list `name`."""
        return one_of(self.lists[name])


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first, with any white space between their parts."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest) + ")"


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
        lists=dict(_lists("", read)),
    )


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
    words = re.findall(r"[^\W\d_]+", text.lower())
    lists = day_words().lists
    english, dutch = set(lists["languages.english"]), set(lists["languages.dutch"])
    return sum(word in english for word in words) > sum(word in dutch for word in words)
