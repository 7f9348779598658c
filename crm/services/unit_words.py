"""Which names say themselves that they are a part of a school: "Faculteit ICT", "Informatics Institute"."""

import tomllib
from functools import cache, lru_cache

from crm.resources import data_path
from crm.text import fold

_LINKS = frozenset(("of", "for", "the", "voor", "van", "de", "der", "het", "fur", "des", "du", "la"))
"""What stands between the word for a part and its name: "Faculteit der Letteren"."""


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The words for parts of a school, and those that hold such a word and are none; folded."""
    with data_path("vocabulary/units.toml").open("rb") as file:
        kinds = tomllib.load(file)["kinds"]
    never = frozenset(fold(word) for word in kinds["never"])
    words = {fold(word) for kind in kinds["order"] for word in kinds[kind]}
    return frozenset(words - {""}), never


@lru_cache(maxsize=4_096)
def short_name(name: str) -> str:
    """`name`, folded, without the words for a part of a school and the links behind them: "techniek ict"."""
    folded = f" {fold(name)} "
    for word in sorted(_words()[0], key=len, reverse=True):
        folded = folded.replace(f" {word} ", " ")
    kept = folded.split()
    while kept and kept[0] in _LINKS:
        kept.pop(0)
    return " ".join(kept)


def is_called(name: str, unit: str) -> bool:
    """Whether `name` ("ICT") can be short for the part of a school `unit` ("College Techniek & ICT")."""
    wanted = set(short_name(name).split())
    return bool(wanted) and wanted <= set(short_name(unit).split())


@cache
def says_unit(name: str) -> bool:
    """Whether a word of `name` is one for a part of a school."""
    folded = f" {fold(name)} "
    words, never = _words()
    for word in never:
        folded = folded.replace(f" {word} ", " | ")
    return any(f" {word} " in folded for word in words)
