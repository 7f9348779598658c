"""School years: "2026-2027", "2026/27", "collegejaar 2026", "WS 2015/16", always given as "2026-2027"."""

import re
from functools import cache, lru_cache

from crawler.extraction.recognisers.vocabulary import any_of, fold_in_place, plain, vocabulary

LONGEST = 4_000
"""Characters of a text that are looked at."""

FIRST, LAST = 1990, 2099
"""The first years of the pairs that count as school years."""

_PAIR = re.compile(r"(?<![\d./-])((?:19|20)\d\d)\s?(?:[-/]|t/m)\s?((?:19|20)?\d\d)(?![\d/]|[-.]\d)")
_SHORT = r"'?(\d\d)\s?[-/]\s?'?(\d\d)(?![\d/-]|\.\d)"
_SHORT_ALONE = re.compile(rf"\s*{_SHORT}\s*")
_TWO_DIGITS = re.compile(r"\d\d")
_SINGLE = re.compile(r"\s*((?:19|20)\d\d)\s*")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = vocabulary("school_years")
    gap = r"[\s:(]{1,3}"
    year = r"'?((?:20)?\d\d)(?![\d/-]|\.\d)"
    context = rf"(?<!\w){any_of(words['context'])}{gap}"
    terms = rf"(?<!\w)(?:(?P<autumn>{any_of(words['autumn'])})|(?P<spring>{any_of(words['spring'])}))"
    return (
        re.compile(rf"{context}((?:19|20)\d\d)(?![\d/-]|\.\d)"),
        re.compile(rf"(?:{context}|(?<!\w){any_of(words['autumn'])}\s){_SHORT}"),
        re.compile(rf"{terms}(?:\s(?:semester|term|quarter))?\s?{year}"),
    )


def find_school_years(text: str, *, bare: bool = False) -> list[str]:
    """The school years named in `text` as "2026-2027", in order, each once.

    A pair of years that do not follow each other ("1914-1918") is none. `bare`: a label already says that a school
    year follows, so "2018" means 2018-2019 and "18/19" the same.
    """
    text = text[:LONGEST]
    return list(_found(text, bare=bare)) if _TWO_DIGITS.search(text) else []


@lru_cache(maxsize=4_096)
def _found(text: str, *, bare: bool) -> tuple[str, ...]:
    folded = fold_in_place(plain(text))
    single, short, term = _patterns()
    found = [(match.start(), _pair(int(match[1]), match[2])) for match in _PAIR.finditer(folded)]
    found += [(match.start(), _pair(_century(match[1]), match[2])) for match in short.finditer(folded)]
    found += [(match.start(), _pair(int(match[1]), None)) for match in single.finditer(folded)]
    for match in term.finditer(folded):
        year = _century(match[3])
        found.append((match.start(), _pair(year if match["autumn"] else year - 1, None)))
    if not found and (alone := _SHORT_ALONE.fullmatch(folded)) and (bare or int(alone[1]) > 12):
        found.append((0, _pair(_century(alone[1]), alone[2])))
    if not found and bare and (alone := _SINGLE.fullmatch(folded)):
        found.append((0, _pair(int(alone[1]), None)))
    return tuple(dict.fromkeys(pair for _, pair in sorted(found, key=lambda each: each[0]) if pair))


def school_year(text: str, *, bare: bool = False) -> str | None:
    """The first school year named in `text` (see `find_school_years`), or None."""
    years = find_school_years(text, bare=bare)
    return years[0] if years else None


def _century(year: str) -> int:
    number = int(year)
    return number if number >= 100 else 2000 + number


def _pair(first: int, second: str | None) -> str | None:
    if not FIRST <= first <= LAST:
        return None
    if second is not None and int(second) % 100 != (first + 1) % 100:
        return None
    if second is not None and len(second) == 4 and int(second) != first + 1:
        return None
    return f"{first}-{first + 1}"
