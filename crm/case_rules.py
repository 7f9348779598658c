"""The moves between the states of a case, and when one is old: read from `data/funnel/cases.toml`."""

import tomllib
from functools import cache
from typing import Any

from crm.resources import data_path


@cache
def rules() -> dict[str, Any]:
    """The rules, as the file has them."""
    return tomllib.loads(data_path("funnel/cases.toml").read_text(encoding="utf-8"))
