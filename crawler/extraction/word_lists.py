"""The word lists and weights by which pages are read: `data/extraction`, each file read once."""

import tomllib
from functools import cache
from typing import Any

from crm.resources import data_path


@cache
def word_lists(name: str) -> dict[str, Any]:
    """The table `data/extraction/NAME.toml`. Raises FileNotFoundError where the installation lacks it."""
    with data_path(f"extraction/{name}.toml").open("rb") as file:
        return tomllib.load(file)
