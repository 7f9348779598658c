"""Parts of a school year: "blok 3", "periode 1-2", "OP2", "Semester 1", "Fall 2026", "Q3", "september"."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.extraction.recognisers.vocabulary import any_of, fold_in_place, look, plain, runs_of, vocabulary

LONGEST = 2_000
"""Characters of a text that are looked at."""

MOST = 24
"""Periods kept of one text."""

_JOIN = r"\s?(?:-|/|,|&|\+|t/m|tot|to|en|and|of|or|und|et|bis)\s?"
_NUMBER = r"(?:[1-9]|1[0-2]|i{1,3}|iv|v)"
_FIGURE = re.compile(r"[1-9]\d?|i{1,3}v?|i?v")
_ASIDE = re.compile(r"\s?\([^()]{0,60}\)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


@dataclass(frozen=True, slots=True)
class _Tables:
    numbered: re.Pattern[str]
    ordinal: re.Pattern[str]
    season: re.Pattern[str]
    bare: re.Pattern[str]
    months: re.Pattern[str]
    bare_seasons: frozenset[str]
    whole_year: frozenset[str]
    triggers: frozenset[str]


def _inverted(table: dict[str, list[str]]) -> dict[str, str]:
    return {fold_in_place(word): sort for sort, words in table.items() for word in words}


@cache
def _tables() -> _Tables:
    data = vocabulary("periods")
    words, seasons, months = _inverted(data["words"]), _inverted(data["seasons"]), _inverted(data["months"])
    sorts = any_of(words)
    return _Tables(
        numbered=re.compile(
            rf"(?<![\w-])(?P<word>{sorts})[\s.:-]{{0,2}}(?P<numbers>{_NUMBER}(?:{_JOIN}(?:{sorts}\s?)?{_NUMBER}(?!\w)){{0,7}})(?![\w%]|[.,]\d)"
        ),
        ordinal=re.compile(rf"(?<![\w-])(?P<ordinal>{any_of(_inverted(data['ordinals']))})\s(?P<word>{sorts})(?!\w)"),
        season=re.compile(
            rf"(?<!\w)(?P<season>{any_of(seasons)})(?P<term>\s(?:semester|term|quarter))?\s?'?(?P<year>(?:20)?\d\d(?:\s?[/-]\s?(?:20)?\d\d)?)?(?!\w)"
        ),
        bare=re.compile(rf"\s*{_NUMBER}(?:{_JOIN}{_NUMBER}(?!\w)){{0,7}}\s*\.?\s*"),
        months=re.compile(
            rf"\s*{any_of(months)}(?:\s?(?:-|/|,|t/m|tot|to|en|and|bis|und)\s?{any_of(months)}){{0,11}}\s*\.?\s*"
        ),
        bare_seasons=frozenset(map(fold_in_place, data["season_alone"]["words"])),
        whole_year=frozenset(map(fold_in_place, data["whole_year"]["words"])),
        triggers=runs_of([*words, *seasons, *months]),
    )


def find_periods(text: str, *, bare: bool = False) -> list[str]:
    """The periods named in `text`, in order, each once, with the page's own word: "OP1-2" → "OP1", "OP2".

    Months count only where they are the whole text. `bare`: a label already says that periods follow, so "1 en 2" and
    "jaar" are enough.
    """
    text = text[:LONGEST]
    tables = _tables()
    if not bare and tables.triggers.isdisjoint(look(text)[1]):
        return []
    return list(_found(plain(text), bare=bare))


@lru_cache(maxsize=4_096)
def _found(text: str, *, bare: bool) -> tuple[str, ...]:
    tables = _tables()
    folded = fold_in_place(text)
    found: list[tuple[int, str]] = []
    for match in tables.numbered.finditer(folded):
        word = text[match.start("word") : match.end("word")]
        if len(word) <= 2:
            if not word.isupper():
                continue
            found += [(match.start(), f"{word}{number}") for number in _numbers(match["numbers"])]
        else:
            found += [(match.start(), f"{word} {number}") for number in _numbers(match["numbers"])]
    found += [(match.start(), text[match.start() : match.end()]) for match in tables.ordinal.finditer(folded)]
    found += _seasons(folded, text, bare=bare)
    if not found and tables.months.fullmatch(folded):
        found = [(0, text.strip(" ."))]
    if not found and bare:
        found = _bare(folded, text)
    written_once = dict.fromkeys(written for _, written in sorted(found, key=lambda pair: pair[0]))
    return tuple(written_once)[:MOST]


def _seasons(folded: str, text: str, *, bare: bool) -> list[tuple[int, str]]:
    tables = _tables()
    kept = []
    for match in tables.season.finditer(folded):
        season, written = match["season"], text[match.start() : match.end()].strip()
        alone = season in tables.bare_seasons and (bare or folded.strip() == season)
        abbreviated = len(season) <= 2 and not written[:2].isupper()
        if (match["year"] or match["term"] or alone) and not abbreviated:
            kept.append((match.start(), written))
    return kept


def _bare(folded: str, text: str) -> list[tuple[int, str]]:
    tables = _tables()
    figures = _ASIDE.sub("", folded)
    if tables.bare.fullmatch(figures):
        return [(0, str(number)) for number in _numbers(figures)]
    if folded.strip(" .") in tables.whole_year:
        return [(0, text.strip(" ."))]
    return []


def _numbers(written: str) -> list[int]:
    """The numbers of "1-2", "1, 3 en 4", "1 t/m 4", "II": a dash or "t/m" spans what lies between."""
    figures = [
        (match.start(), match.end(), match.group())
        for match in _FIGURE.finditer(written)
        if _stands_alone(written, match)
    ]
    numbers: list[int] = []
    for index, (start, _, figure) in enumerate(figures):
        number = _ROMAN[figure] if figure in _ROMAN else int(figure)
        between = written[figures[index - 1][1] : start] if index else ""
        if numbers and re.search(r"-|t/m|tot|to|bis", between) and numbers[-1] < number <= 12:
            numbers += range(numbers[-1] + 1, number)
        numbers.append(number)
    return list(dict.fromkeys(numbers))


def _stands_alone(written: str, match: re.Match[str]) -> bool:
    before = written[match.start() - 1 : match.start()] if match.start() else ""
    after = written[match.end() : match.end() + 1]
    if match.group() in _ROMAN:
        return not before.isalnum() and not after.isalnum()
    return not before.isdigit() and not after.isdigit()
