"""Which names say themselves that they are a part of a school: "Faculteit ICT", "Informatics Institute"."""

import tomllib
from functools import cache

from crm.resources import data_path
from crm.text import fold


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The words for parts of a school, and those that hold such a word and are none; folded."""
    with data_path("vocabulary/units.toml").open("rb") as file:
        kinds = tomllib.load(file)["kinds"]
    never = frozenset(fold(word) for word in kinds["never"])
    words = {fold(word) for kind in kinds["order"] for word in kinds[kind]}
    return frozenset(words - {""}), never


@cache
def says_unit(name: str) -> bool:
    """Whether a word of `name` is one for a part of a school."""
    folded = f" {fold(name)} "
    words, never = _words()
    for word in never:
        folded = folded.replace(f" {word} ", " | ")
    return any(f" {word} " in folded for word in words)
