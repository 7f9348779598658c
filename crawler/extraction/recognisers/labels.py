"""Label words ("Docent(en):", "Aantal ECTS", "Coordinator / Contact") and the field whose value they announce."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from crawler.extraction.recognisers.vocabulary import fold_in_place, has_digit, plain, vocabulary

LONGEST = 80
"""Characters of the longest label; what is longer is a sentence."""

MOST_WORDS = 8
"""Words of the longest label."""

_CLUTTER = re.compile(
    r"\((?:s|en|e|n|es|in|innen|optional|optioneel|verplicht|\d+)\)|(?<=\w)[*:·/](?:innen|in|r|e|s|trice|ne)\b"
)
_MARKS = frozenset("(*:·/")
"""With which clutter begins."""

_OF_A_YEAR = re.compile(
    r"\s(?:(?:in|voor|van|for|im)\s)?(?:(?:het|the)\s)?"
    r"(?:(?:academiejaar|studiejaar|collegejaar|academic year|studienjahr)\s)?"
    r"20\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?$"
)
"""A label said of one year: "Lesgevers in academiejaar 2026-2027"."""

_BRACKETS = re.compile(r"\s?[(\[][^()\[\]]{0,60}[)\]]\s?")
_BOTH = re.compile(r"(\w)\((?:inn?|nen|innen)\)(?=\w|$)")
"""Both forms of a German word in one: "Dozent(inn)en"."""
_NOT_WORDS = re.compile(r"[^\w@']+")
_WORDS_SPACED = "".join(_NOT_WORDS.sub(" ", chr(code)) for code in range(128))
"""Of each ASCII character what `_NOT_WORDS` leaves of it, in a fraction of the time, for texts that have no others."""
_INSIDE_WORDS = frozenset("@'")
"""What `_NOT_WORDS` leaves inside words, though an alternative may begin behind it."""
_ALTERNATIVES = re.compile(r"\s?(?:[/|,;&+]|\ben\b|\band\b|\bor\b|\bund\b|\bet\b)\s?")
_OF = re.compile(r"\s?\bof\b\s?")
"""In Dutch it stands between alternatives ("docent of begeleider"), in English before what somebody teaches."""
_ARTICLES = frozenset(
    [
        "de",
        "het",
        "een",
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "le",
        "la",
        "les",
        "l",
        "van",
        "of",
        "for",
        "voor",
        "des",
        "du",
        "ggf",
        "evtl",
        "eventuele",
    ]
)
_ENDINGS = ("innen", "en", "es", "s", "n", "e")
_FUZZY_FROM = 88.0


@dataclass(frozen=True, slots=True)
class LabelReading:
    """The field a label announces ("teacher", "credits", "other"), how surely (0 to 1), and the label as written."""

    field: str
    score: float
    text: str


@cache
def _known() -> dict[str, tuple[str, float]]:
    known: dict[str, tuple[str, float]] = {}
    for sort, score in (("weak", 0.5), ("sure", 1.0)):
        for field, words in vocabulary("labels")["fields"].items():
            for word in words.get(sort, ()):
                key = _key(fold_in_place(plain(word)))
                if score == 1.0 and known.get(key, ("", 0.0))[1] == 1.0:
                    continue
                known[key] = (field, score)
    return known


@cache
def _known_words() -> frozenset[str]:
    """The words of all known labels: no part of a text that has none of them is a label."""
    return frozenset(word for key in _known() for word in key.split())


@cache
def _by_shape() -> dict[tuple[str, int], list[str]]:
    """The known labels by first letter and length: a typing error changes neither much."""
    shapes: dict[tuple[str, int], list[str]] = {}
    for key in _known():
        if key:
            shapes.setdefault((key[0], len(key)), []).append(key)
    return shapes


@lru_cache(maxsize=1_024)
def _alike(first: str, length: int) -> list[str]:
    """The known labels that may be meant by one of so many characters, at most one more or less."""
    return [known for size in (-1, 0, 1) for known in _by_shape().get((first, length + size), ())]


def _key(folded: str) -> str:
    """The words of a folded text as labels are looked up."""
    spaced = folded.translate(_WORDS_SPACED) if folded.isascii() else _NOT_WORDS.sub(" ", folded)
    return " ".join(map(_stem, spaced.split()))


@lru_cache(maxsize=4_096)
def _stem(word: str) -> str:
    """`word` without a plural or inflected ending, where at least four letters stay."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            stem = word[: -len(ending)]
            doubled = len(stem) > 4 and stem[-1] == stem[-2] and stem[-1] not in "aeous"
            return stem[:-1] if doubled else stem
    return word


def read_label(text: str) -> LabelReading | None:
    """The field that the label `text` announces, or None where it is no known label.

    Case, diacritics, plural, "(s)", a colon and small typing errors do not matter; of alternatives
    ("Docent / Examinator") the first known one counts. Field "other" is a known label of something we do not keep.
    """
    if not text or len(text) > LONGEST or text.count(" ") > MOST_WORDS:
        return None
    return _read(text.strip())


@lru_cache(maxsize=4_096)
def _read(text: str) -> LabelReading | None:
    folded = fold_in_place(plain(text))
    if not _MARKS.isdisjoint(folded):
        folded = _CLUTTER.sub("", folded)
    folded = folded.strip(" :.*?\t\n-–•=")
    if "20" in folded:
        folded = _OF_A_YEAR.sub("", folded)
    if "(" in folded:
        folded = _BOTH.sub(r"\1", folded)
    if not folded:
        return None
    known, bare = _known(), folded
    key = bare_key = _key(folded)
    if key in known:
        return _reading(known[key], 1.0, text)
    if "(" in folded or "[" in folded:
        bare = _BRACKETS.sub(" ", folded).strip()
        bare_key = _key(bare)
        if bare_key in known:
            return _reading(known[bare_key], 0.97, text)
    if not _known_words().isdisjoint(bare_key.split()) or not _INSIDE_WORDS.isdisjoint(bare_key):
        for part, loss in _parts(bare):
            key = _key(part)
            if key in known:
                return _reading(known[key], loss, text)
    return _fuzzy(bare_key, text)


def _reading(known: tuple[str, float], loss: float, text: str) -> LabelReading:
    field, score = known
    return LabelReading(field, round(score * loss, 2), text)


def _parts(bare: str) -> Iterator[tuple[str, float]]:
    """What may be the label in a text that is none as a whole: its words without articles, then each alternative."""
    words = bare.split()
    telling = [word for word in words if word.rstrip(".") not in _ARTICLES]
    if len(telling) < len(words):
        yield " ".join(telling), 0.95
    parts = [part for side in _ALTERNATIVES.split(bare) for part in _sides_of(side) if part]
    if len(parts) > 1:
        for part in parts:
            yield part, 0.9


def _sides_of(text: str) -> list[str]:
    """The labels on both sides of "of"; `text` as it is where one side is none ("professor of philosophy")."""
    sides = [side for side in _OF.split(text) if side] if " of " in text else []
    return sides if len(sides) > 1 and all(_key(side) in _known() for side in sides) else [text]


def _fuzzy(key: str, text: str) -> LabelReading | None:
    """A known label that differs from `key` by a typing error, for labels of seven letters or more."""
    if len(key) < 7 or has_digit(key) or len(key.split()) > 4:
        return None
    best = process.extractOne(key, _alike(key[0], len(key)), scorer=fuzz.ratio, score_cutoff=_FUZZY_FROM)
    if best is None:
        return None
    return _reading(_known()[best[0]], best[1] / 100 * 0.9, text)
