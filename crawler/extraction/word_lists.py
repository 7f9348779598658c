"""The word lists and weights by which pages are read: `data/extraction`, each file read once."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from crm.resources import data_path


@cache
def word_lists(name: str) -> dict[str, Any]:
    """The table `data/extraction/NAME.toml`. Raises FileNotFoundError where the installation lacks it."""
    with data_path(f"extraction/{name}.toml").open("rb") as file:
        return tomllib.load(file)


def any_as_written(words: Iterable[str]) -> str:
    """What a group of a pattern holds that matches any of `words` as they are written, longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
