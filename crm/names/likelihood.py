"""How much a short text looks like one person's name and nothing else, whatever page it stands on."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from crm.names.asides import without_brackets
from crm.names.tokens import bare, close_hyphens, is_dotted_initials, is_name_word, is_particle, is_suffix, tidy
from crm.names.vocabulary import (
    folded,
    is_given,
    is_never,
    is_surname,
    looks_like_surname,
    may_be_surname,
    vocabulary,
)
from crm.text import clean

_LONGEST = 70
_MOST_WORDS = 10
_DIGIT = re.compile(r"[0-9]")
_LONG_SMALL = re.compile(r"(?<!\S)[a-z]{6,}(?!\S)")
_MARKS = frozenset("@:;!?=<>{}[]|/\\#%&+*_€$…0123456789")
_STRONG_PARTICLES = frozenset(
    {"der", "den", "ter", "ten", "'t", "vd", "v.d", "v.d.", "v.", "von", "vom", "dos", "d'", "l'", "fan"}
)

_ARTICLES = frozenset({"der", "die", "das", "zu", "zum", "zur", "am", "im", "vom"})
"""German words that begin a phrase and no name, though they stand inside names."""

_NUMERALS = frozenset(("I", "V", "X", "II", "III", "IV", "VI", "VII", "VIII"))
"""What numbers a course behind its only word ("Statistik I", "Optik II")."""

_SUFFIX_OR_WORD = frozenset({"ma", "ba", "re", "it", "bit", "mit"})
"""Suffixes that are everyday words too."""


@dataclass(slots=True)
class _Shape:
    """What the words of a text are."""

    titles: int = 0
    initials: int = 0
    particles: int = 0
    runs: int = 0
    """Places where particles stand, one or more of them together."""
    strong: bool = False
    genitive: bool = False
    """The only particle is an article that stands between two German nouns as well."""
    leading_titles: bool = False
    starts_with_particle: bool = False
    starts_with_name: bool = False
    names: tuple[str, ...] = ()
    others: int = 0


class _Word(NamedTuple):
    """What a word may be, wherever it stands."""

    plain: str
    bare: str
    title: bool
    address: bool
    dotted: bool
    letter: bool
    small: bool
    """A particle, or a small word that surnames begin with."""
    article: bool
    strong: bool
    suffix: bool
    name: bool
    joining: bool


@lru_cache(maxsize=4_096)
def _word(word: str) -> _Word:
    known = vocabulary()
    plain = word.strip(",")
    key, small = bare(plain), folded(plain)
    return _Word(
        plain=plain,
        bare=key,
        title=(key,) in known.titles or key in known.address,
        address=key in known.address,
        dotted=is_dotted_initials(plain),
        letter=len(plain) == 1 and plain.isupper(),
        small=is_particle(plain) or (plain.islower() and small in known.surname_starts),
        article=small in _ARTICLES,
        strong=small in _STRONG_PARTICLES,
        suffix=is_suffix(plain),
        name=is_name_word(plain),
        joining=small in known.joining,
    )


def _shape(words: list[str]) -> _Shape:
    """What `words` are; the look ends at one that no name has, where not all are in lower case."""
    shape = _Shape()
    names: list[str] = []
    read = [_word(word) for word in words]
    titled = _title_words(words, read)
    several = len(words) > 1
    for place, word in enumerate(read):
        if place in titled or (word.title and not names and not shape.initials):
            shape.titles += 1
            shape.leading_titles = shape.leading_titles or (place == 0 and not word.address)
        elif word.plain in _NUMERALS and len(names) == 1 == place == len(read) - 1 and not words[0].endswith(","):
            shape.others += 1
        elif word.dotted or (word.letter and several):
            shape.initials += 1
        elif word.article and place == 0 and several:
            shape.others += 1
        elif word.small and several:
            shape.particles += 1
            shape.runs += place == 0 or not read[place - 1].small
            shape.strong = shape.strong or word.strong
            shape.genitive = word.article and shape.particles == 1
            shape.starts_with_particle = shape.starts_with_particle or place == 0
        elif names and word.suffix:
            shape.titles += word.bare not in _SUFFIX_OR_WORD
        elif word.name:
            names.append(word.plain)
        elif not (word.joining and names):
            shape.others += 1
            if names:
                break
    shape.names = tuple(names)
    shape.starts_with_name = bool(names) and words[0] == names[0]
    return shape


def _title_words(words: list[str], read: list[_Word]) -> set[int]:
    """Places of the words of titles that are more than one word ("Dr. rer. nat.", "apl. Prof.")."""
    known = vocabulary()
    plain = [word.bare for word in read]
    found: set[int] = set()
    if known.title_starts.isdisjoint(plain):
        return found
    for start in range(len(words) - 1):
        for size in range(min(known.longest_title, len(words) - start), 1, -1):
            if tuple(plain[start : start + size]) in known.titles:
                found.update(range(start, start + size))
                break
    return found


def _never_factor(shape: _Shape) -> float:
    """How far words that are never names pull the score down; initials and titles before a name excuse one."""
    known_first = is_given(shape.names[0]) and not is_never(shape.names[0])
    anchored = bool((shape.initials and not shape.starts_with_name) or shape.titles or shape.particles or known_first)
    never = sum(is_never(word) and not (anchored and is_surname(_end(word))) for word in shape.names)
    if not never:
        return 1.0
    if never == 1 and len(shape.names) == 2 and _is_beside_given(*shape.names):
        return 0.9 if shape.titles else 0.6
    if known_first and shape.strong and never == 1 and len(shape.names) == 2:
        return 0.9  # "Joke ten Have": no word but a surname stands behind "ten"
    if shape.initials and never == 1 and len(shape.names) == 1:
        return 0.6 if shape.titles or shape.particles else 0.35
    doubtful = sum(is_given(word) and is_never(word) for word in shape.names)
    if never == doubtful and len(shape.names) > never:
        return 0.8
    return 0.2 if shape.titles or (known_first and never == 1) else 0.06


def _is_beside_given(first: str, second: str) -> bool:
    """Whether a word that is never a name may be a surname beside a first name, either way round: "Parijs Ingrid"."""
    if is_given(first) and not is_never(first):
        return may_be_surname(second)
    return is_given(second) and not is_never(second) and may_be_surname(first)


def _end(word: str) -> str:
    """The part of a double name that says what it is: "Marie-Heim-Stipendium" is no surname for what it begins with."""
    return word.rpartition("-")[2]


def _several(shape: _Shape) -> float:
    """The score of two or more name words."""
    first, last = shape.names[0], shape.names[-1]
    given = is_given(first) or is_given(last)
    known = is_surname(last) or is_surname(first)
    start = any(folded(word) in vocabulary().surname_starts for word in shape.names[1:])
    short = bool(shape.particles) or len(shape.names) == 2
    signs = (
        (len(shape.names) > 5 or (shape.runs > 1 and not given and not known), 0.1),
        (given and (known or shape.strong or start), 0.97),
        (given, 0.93 if short else 0.8),
        (shape.genitive and not known and not shape.leading_titles and not shape.initials, 0.2),
        (shape.strong or start, 0.82),
        (shape.leading_titles and len(shape.names) <= 3, 0.85),
        (known, 0.7),
        (looks_like_surname(last) or looks_like_surname(first), 0.6),
        (short, 0.38),
    )
    return next((score for holds, score in signs if holds), 0.25)


def _single(shape: _Shape) -> float:
    """The score of one name word, with or without what stands before it."""
    word = shape.names[0]
    known = is_surname(word) or is_given(word)
    if shape.initials:
        capitals = word.isupper() and len(word) <= 4 and not is_surname(word)
        sure = looks_like_surname(word) or shape.particles or shape.titles
        return 0.5 if capitals else 0.97 if sure else 0.93
    if shape.titles:
        return 0.9
    if shape.particles:
        alone, likely = (0.45, 0.7) if shape.starts_with_particle else (0.3, 0.85)
        return likely if known or shape.strong else alone
    if not known and word.isupper() and len(word) <= 4:
        return 0.05
    return 0.4 if known else 0.3 if looks_like_surname(word) else 0.15


def name_likelihood(text: str) -> float:
    """Between 0 (surely no name) and 1 (surely a name): shape, known names, and words that never are names.

    A single known surname scores about 0.4, since it may be a word or a place as well.
    """
    short = clean(text, _LONGEST + 2)
    if not 2 <= len(short) <= _LONGEST or not _MARKS.isdisjoint(short) or _has_digits(short):
        return 0.0
    plain = close_hyphens(tidy(without_brackets(short)))
    words = [word for word in plain.split() if word.strip(",-.")]
    if folded(short) in vocabulary().never_phrases:
        return 0.02
    if not words or len(words) > _MOST_WORDS or plain.count(",") > 2 or " - " in plain or _ends_in_a_letter(words):
        return 0.0
    shape = _shape(words)
    if not shape.names:
        return 0.02
    if shape.others:
        return _all_small(words)
    score = _single(shape) if len(shape.names) == 1 else _several(shape)
    return round(score * _never_factor(shape), 3)


@cache
def _small_words() -> frozenset[str]:
    """Words of six small letters or more that stand with a name: titles, forms of address."""
    known = vocabulary()
    behind = (known.address, known.joining, known.suffixes, known.generations)
    return frozenset().union(*known.titles, *behind, known.surname_starts, known.particles)


def is_surely_none(text: str) -> bool:
    """Whether a text with capitals holds what no name has, by a cheap look: a figure, or a long word in small letters.

    `name_likelihood` is near 0 then. Nothing is said of texts with brackets, which may hold anything.
    """
    if _DIGIT.search(text) is not None:
        return True
    return "(" not in text and any(word not in _small_words() for word in _LONG_SMALL.findall(text))


def _has_digits(text: str) -> bool:
    """Whether `text`, which has none of ASCII's, has digits of another script."""
    return not text.isascii() and any(map(str.isdigit, text))


def _ends_in_a_letter(words: list[str]) -> bool:
    """Whether a bare letter closes a phrase ("Grondslagen van het programmeren in C"), as no name ends."""
    return len(words) > 3 and len(words[-1]) == 1 and is_particle(words[-2]) and not any("," in word for word in words)


def _all_small(words: list[str]) -> float:
    """The score of a text with words in lower case that no name has: only a name typed without capitals has any."""
    if not "".join(words).islower() or len(words) < 2 or any(is_never(word) for word in words):
        return 0.03
    return 0.5 if is_given(words[0]) and (is_surname(words[-1]) or len(words) == 2) else 0.05
