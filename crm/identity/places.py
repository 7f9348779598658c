"""Which school a text means: one key for all of its names."""

import re
from functools import lru_cache

from crm.schools import school_named
from crm.schools import school_at
from crm.text import fold

_CUTS = re.compile(r"\s*[|•·(),;/]\s*|\s+[–—-]\s+")
_ARTICLES = ("de ", "het ", "the ")


@lru_cache(maxsize=20_000)
def place_key(text: str) -> str:
    """The school that `text` names: its domain where it is known, else the folded text without article.

    A text that says more than the school ("HvA | Faculteit Digitale Media") is taken by the first part that names one.
    """
    given = text.strip()
    if not given:
        return ""
    known = school_named(given)
    if known is None and "." in given and " " not in given:
        known = school_at(given if "//" in given else f"https://{given}/")
        if known is None:
            return given.lower().removeprefix("www.")
    if known is not None:
        return known.domain
    for part in _CUTS.split(given):
        known = school_named(part) if part else None
        if known is not None:
            return known.domain
    folded = fold(given)
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded
