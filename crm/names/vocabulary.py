"""The words that names are read with: titles, particles, given names and what is never a name, all from `data/`."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from crm.resources import data_path

_FOLDER = "vocabulary/names"
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "’": "'"}
)


@lru_cache(maxsize=4_096)
def folded(word: str) -> str:
    """`word` as it is looked up: lower case, without diacritics ("Łukasz" is "lukasz", "Großmann" "grossmann")."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every list, folded, as frozen sets and plain dictionaries."""

    titles: dict[tuple[str, ...], str]
    longest_title: int
    title_starts: frozenset[str]
    """First words of the titles that have more than one."""
    nobility: frozenset[str]
    address: frozenset[str]
    address_phrases: tuple[tuple[str, ...], ...]
    suffixes: dict[str, str]
    plain_suffixes: frozenset[str]
    generations: frozenset[str]
    particles: frozenset[str]
    small_particles: frozenset[str]
    """Those that are an initial when they have a capital."""
    surname_starts: frozenset[str]
    joining: frozenset[str]
    roles: frozenset[str]
    plural_roles: frozenset[str]
    lead_ins: frozenset[str]
    lead_ins_and_roles: frozenset[str]
    nobody: frozenset[str]
    nobody_beginnings: frozenset[str]
    nobody_anywhere: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    iberian: frozenset[str]
    east_asian: frozenset[str]
    vietnamese: frozenset[str]
    surname_endings: tuple[str, ...]
    never: frozenset[str]
    never_endings: tuple[str, ...]
    places: frozenset[str]
    never_phrases: frozenset[str]
    nicknames: dict[str, frozenset[int]]


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split())


def _lines(name: str) -> list[str]:
    text = data_path(f"{_FOLDER}/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _list(name: str) -> frozenset[str]:
    return _words(" ".join(_lines(name)))


def _toml(name: str) -> dict[str, dict[str, str]]:
    path: Path = data_path(f"{_FOLDER}/{name}")
    with path.open("rb") as file:
        return tomllib.load(file)


def _suffixes(table: dict[str, str]) -> dict[str, str]:
    return {word.lower().replace(".", ""): word for word in table["words"].split()}


def _nicknames() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("nicknames.txt")):
        for word in _words(line):
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@cache
def vocabulary() -> Vocabulary:
    """The lists, read once. Raises FileNotFoundError when the installation lacks one."""
    forms, surnames, never = _toml("forms.toml"), _toml("surnames.toml"), _toml("never.toml")
    titles = {tuple(words.split()): written for words, written in forms["titles"].items()}
    families = {group: _words(text) for group, text in surnames["families"].items()}
    return Vocabulary(
        titles=titles,
        longest_title=max(map(len, titles)),
        title_starts=frozenset(title[0] for title in titles if len(title) > 1),
        nobility=_words(forms["nobility"]["words"]),
        address=_words(forms["address"]["words"]),
        address_phrases=tuple(tuple(phrase.split()) for phrase in forms["address"]["phrases"]),
        suffixes=_suffixes(forms["suffixes"]),
        plain_suffixes=_words(forms["suffixes"]["plain"]),
        generations=_words(forms["suffixes"]["generations"]),
        particles=frozenset(" ".join(forms["particles"].values()).split()),
        small_particles=_words(forms["small_particles"]["words"]),
        surname_starts=_words(forms["surname_starts"]["words"]),
        joining=_words(forms["joining"]["words"]),
        roles=_words(forms["roles"]["words"]),
        plural_roles=_words(forms["roles"]["plural"]),
        lead_ins=_words(forms["roles"]["lead_ins"]),
        lead_ins_and_roles=_words(f"{forms['roles']['lead_ins']} {forms['roles']['words']}"),
        nobody=_words(forms["nobody"]["whole"]),
        nobody_beginnings=_words(forms["nobody"]["beginnings"]),
        nobody_anywhere=_words(forms["nobody"]["anywhere"]),
        given=_list("given.txt"),
        surnames=frozenset().union(*families.values()),
        iberian=families["iberian"],
        east_asian=families["chinese"] | families["vietnamese"] | families["korean"],
        vietnamese=families["vietnamese"],
        surname_endings=tuple(surnames["endings"]["words"].split()),
        never=frozenset().union(*(_words(text) for text in never["words"].values())),
        never_endings=tuple(never["endings"]["words"].split()),
        places=_words(never["words"]["places"]),
        never_phrases=frozenset(folded(line.strip()) for line in never["phrases"]["lines"].splitlines()),
        nicknames=_nicknames(),
    )


@lru_cache(maxsize=4_096)
def is_given(word: str) -> bool:
    """Whether `word` is a known given name; of a double name ("Jip-Jan") each half is one."""
    key = folded(word)
    given = vocabulary().given
    if key in given:
        return True
    return "-" in key and all(part in given for part in key.split("-"))


@lru_cache(maxsize=4_096)
def is_surname(word: str) -> bool:
    """Whether `word`, or a half of a double name, is a known surname."""
    key = folded(word)
    surnames = vocabulary().surnames
    return key in surnames or ("-" in key and any(part in surnames for part in key.split("-")))


@lru_cache(maxsize=4_096)
def looks_like_surname(word: str) -> bool:
    """Whether `word` is a known surname, or begins or ends as surnames do ("O'Hara", "Terpstra", "Yıldızoğlu")."""
    key = folded(word)
    return is_surname(word) or (
        len(key) >= 6 and (key.endswith(vocabulary().surname_endings) or key.startswith(("o'", "mc")))
    )


@lru_cache(maxsize=4_096)
def is_never(word: str) -> bool:
    """Whether `word` is never (part of) a name: a course word, a place, a unit, a label of a page."""
    key = folded(word).strip(".'")
    known = vocabulary()
    if key in known.never or key in known.roles:
        return True
    if "-" in key:
        return any(part in known.never and len(part) > 3 and part not in known.given for part in key.split("-"))
    return len(key) >= 6 and key.endswith(known.never_endings) and key not in known.given and key not in known.surnames


@lru_cache(maxsize=4_096)
def may_be_surname(word: str) -> bool:
    """Whether a word that is never a name is many people's surname all the same: a place ("Roosendaal"), or a word that
    only ends as course words do ("Benware")."""
    key = folded(word).strip(".'")
    known = vocabulary()
    return key in known.places or not (key in known.never or key in known.roles or "-" in key)
