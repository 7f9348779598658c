"""What a school is called, from the title of its start page."""

import re
import tomllib
from functools import cache

from crawler.extraction.word_lists import any_as_written
from crm.resources import data_path
from crm.text import fold

LONGEST = 80
"""Characters of a school's name."""

_SEPARATOR = re.compile(r"\s+(?:[|–—·»:>-]|::)\s+")


def school_name(given: str, title: str | None) -> str:
    """What the school is called: the name its source was `given`, unless that is only a host ("www.school.example").

    Then it is the part of the start page's `title` that says what sort of school and which one ("Fachschule
    Nebelhorn"), else the last part that is more than a sort ("MBO-college") or a greeting, else the host.
    """
    if " " in given or "." not in given:
        return given
    parts = [_greeting().sub("", part).strip() for part in _SEPARATOR.split(title or "")]
    parts = [part for part in reversed(parts) if 2 <= len(part) <= LONGEST]
    sorts = {part: [word.endswith(_kinds()) for word in fold(part).split()] for part in parts}
    own = [part for part in parts if not all(sorts[part])]
    return next((part for part in own if any(sorts[part])), next(iter([*own, *parts]), given))


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(_words()["kinds"])


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_as_written(_words()['greetings'])})\b[\s:,!-]*", re.IGNORECASE)


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = tomllib.loads(data_path("crawl/schools.toml").read_text(encoding="utf-8"))
    return words
