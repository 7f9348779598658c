"""What sort of page this is: a small linear score over words and what was found; the weights are data."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from crawler.extraction.blocks import Page
from crawler.extraction.findings import PageKind
from crawler.extraction.recognisers.page_words import Hints, text_hint, url_hint
from crawler.extraction.word_lists import any_as_written, word_lists
from crm.text import fold

_KINDS = frozenset(map(str, PageKind))


_QUOTES = "\"“„«‘'"
_QUOTED = re.compile(rf"[{_QUOTES}]\s?([^\"“”»]{{3,}}?)\s?[\"“”»’'](?=$|[\s,.(])")
"""A title in quotes, whatever stands behind it: "“Erinnern” (EPG II)"."""

MOST_LINES = 240
"""Lines of a page in which a programme's number is looked for."""

LONGEST_LABEL = 30
"""Characters of a line that may be the label of what the next one says."""

BESIDE = 0.3
"""What is left of a folder's say where the address ends in another sort's word: `/opleidingen/x/contact`."""


@cache
def _programme_endings() -> tuple[str, ...]:
    return tuple(word_lists("kinds")["programme_endings"])


def begins_with_form(title: str) -> bool:
    """Whether a form of teaching stands in front of a course's name: "Hauptseminar: Logik", "Lecture “Algorithms”"."""
    return _course_forms().match(title) is not None


def without_form(title: str) -> str:
    """A title without the form of teaching that stands in front of it with a colon or quotes: "Hauptseminar: Logik"."""
    match = _course_forms().match(title)
    if match is None:
        return title
    rest = title[match.end() - 1 :]
    quoted = _QUOTED.match(rest if title[match.end() - 2] not in _QUOTES else title[match.end() - 2 :])
    return quoted[1].strip() if quoted is not None else rest


@cache
def _course_forms() -> re.Pattern[str]:
    forms = any_as_written(word_lists("kinds")["course_forms"])
    return re.compile(rf"(?:{forms})(?:: |\s?[{_QUOTES}])\S", re.IGNORECASE)


@cache
def _programme_registers() -> tuple[str, ...]:
    return tuple(word_lists("kinds")["programme_registers"])


@cache
def _programme_numbers() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(_programme_registers())})(?:[- ]?(?:nummer|number|code|nr\.?))?\s*:?\s*"
        r"(?:[A-Z]?\d{3,5}|[A-Z]{2}\d{2})\b",
        re.IGNORECASE,
    )


def has_programme_number(page: Page) -> bool:
    """Whether a page gives the number that a register of programmes knows its programme by ("CROHO 34560")."""
    if not page.holds(_programme_registers()):
        return False
    lines = [line for line in page.content if len(line.text) < 300][:MOST_LINES]
    return any(
        _programme_numbers().search(line.text if len(line.text) > LONGEST_LABEL else f"{line.text} {behind.text}")
        for line, behind in zip(lines, [*lines[1:], *lines[-1:]], strict=True)
    )


def address_hints(url: str) -> tuple[Hints, Hints]:
    """What the folders of an address say, and what its last part says."""
    last = last_part(url)
    try:
        path = urlsplit(url).path
    except ValueError:
        path = ""
    before = path.lower().rpartition(last)[0] if last else ""
    return url_hint(f"https://x.example{before}x"), url_hint(f"https://x.example/{last}")


def last_part(url: str) -> str:
    """The last part of an address's path, in lower case; "" for the start of a site."""
    try:
        parts = [part for part in unquote(urlsplit(url).path).lower().split("/") if part]
    except ValueError:
        return ""
    while parts and parts[-1].partition(".")[0] in {"index", "default", "home", "start"}:
        parts.pop()
    return parts[-1].partition(".")[0] if parts else ""


def word_features(url: str, title: str, headings: list[str]) -> dict[str, float]:
    """What the words of the address, the title and the first headings say, by kind; sorts of `other` count as that."""
    features: dict[str, float] = {}
    folder, last = address_hints(url)
    sources = [("folder", 1.0, folder), ("last", 1.0, last), ("title", 1.0, text_hint(title))]
    sources += [("heading", weight, text_hint(text)) for weight, text in zip((1.0, 0.5), headings, strict=False)]
    for source, weight, hints in sources:
        for kind, strength in hints.items():
            if source == "folder" and kind == "work":
                continue
            name = f"{source}_{kind if kind in _KINDS else 'other'}"
            features[name] = max(features.get(name, 0.0), weight * strength)
    if features.get("last_other", 0.0) >= 0.5:
        for name in ("folder_programme", "folder_course"):
            features[name] = features.get(name, 0.0) * BESIDE
    for heading in [title, *headings[:1]]:
        if begins_with_form(heading):
            features["heading_form"] = 1.0
        words = fold(heading).split()
        if any(word.endswith(_programme_endings()) for word in words):
            features["heading_programme"] = max(features.get("heading_programme", 0.0), 0.8)
    if not last_part(url):
        features["site_start"] = 1.0
    return features


def judged(features: dict[str, float]) -> tuple[PageKind, dict[str, float]]:
    """The kind with the highest score, and the scores."""
    scores = dict.fromkeys(map(str, PageKind), 0.0)
    for name, value in {**features, "bias": 1.0}.items():
        for kind, weight in word_lists("kinds")["weights"].get(name, {}).items():
            scores[kind] += weight * value
    best = max(scores, key=lambda kind: scores[kind])
    return PageKind(best), {kind: round(score, 3) for kind, score in scores.items()}
