"""The words of the query language, read from `data/funnel/query.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from crm.resources import data_path
from crm.text import fold


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every way to say a field, a value of a closed list, and a length of time, folded and without spaces."""

    fields: dict[str, str]
    values: dict[str, dict[str, str]]
    ages: dict[str, int]

    def known_fields(self) -> list[str]:
        """The names of the fields themselves, without their other names."""
        return sorted(set(self.fields.values()))

    def known_values(self, field: str) -> list[str]:
        """The values a field takes by its own names; empty where it takes any words."""
        return list(dict.fromkeys(self.values.get(field, {}).values()))


@cache
def vocabulary() -> Vocabulary:
    """The words as the data have them."""
    data = tomllib.loads(data_path("funnel/query.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        fields=_spoken(data["fields"]),
        values={field: _spoken(values) for field, values in data["values"].items()},
        ages=data["ages"],
    )


def squeezed(text: str) -> str:
    """`text` as it is looked up: folded, without spaces."""
    return fold(text).replace(" ", "")


def _spoken(names: dict[str, list[str]]) -> dict[str, str]:
    return {squeezed(word): name for name, others in names.items() for word in (name, *others)}
