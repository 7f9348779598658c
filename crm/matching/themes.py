"""The theme of a text: what is counted when cases are held against the places there are for them."""

import math
import tomllib
from collections.abc import Mapping
from functools import cache

from crm.matching.concepts import concepts, concepts_in
from crm.resources import data_path

OTHER = "other"
"""The theme of what speaks of none."""


def theme_of(text: str) -> str:
    """The key of the theme that a text speaks of most; `OTHER` where it speaks of none."""
    keys, of = concepts().keys, _theme_of_concept()
    worth: dict[str, float] = {}
    for number, much in concepts_in(text).items():
        if (theme := of.get(keys[number])) is not None:
            worth[theme] = worth.get(theme, 0.0) + math.log1p(much)
    order = {theme: place for place, theme in enumerate(_themes())}
    return min(worth, key=lambda theme: (-worth[theme], order[theme]), default=OTHER)


def theme_names(language: str) -> Mapping[str, str]:
    """Theme → its name in "nl" or "en"; `OTHER` is not among them."""
    return {theme: table[language] for theme, table in _themes().items()}


@cache
def _themes() -> dict[str, dict[str, str]]:
    return {
        theme: {"nl": table["nl"], "en": table["en"], "concepts": " ".join(table["concepts"])}
        for theme, table in tomllib.loads(data_path("matching/themes.toml").read_text(encoding="utf-8")).items()
    }


@cache
def _theme_of_concept() -> dict[str, str]:
    return {concept: theme for theme, table in _themes().items() for concept in table["concepts"].split()}
