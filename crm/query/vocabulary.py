"""The words of the query language, read from `data/funnel/query.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from crm.language import current_language
from crm.resources import data_path
from crm.text import fold


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every way to say a field, a value of a closed list, and a length of time, folded and without spaces."""

    fields: dict[str, str]
    values: dict[str, dict[str, str]]
    ages: dict[str, int]
    said: dict[str, dict[str, str]]
    """Field → value → how Dutch says it first; the fields themselves under ""."""

    def known_fields(self) -> list[str]:
        """The names of the fields in the current language, without their other names."""
        return sorted(self.say("", field) for field in set(self.fields.values()))

    def known_values(self, field: str) -> list[str]:
        """The values a field takes, in the current language; empty where it takes any words."""
        return [self.say(field, value) for value in dict.fromkeys(self.values.get(field, {}).values())]

    def say(self, field: str, value: str) -> str:
        """A value of `field` (of "": a field) in the current language, in quotes where it is more than a word."""
        said = self.said.get(field, {}).get(value, value) if current_language() == "nl" else value
        return f'"{said}"' if " " in said else said


@cache
def vocabulary() -> Vocabulary:
    """The words as the data have them."""
    data = tomllib.loads(data_path("funnel/query.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        fields=_spoken(data["fields"]),
        values={field: _spoken(values) for field, values in data["values"].items()},
        ages=data["ages"],
        said={
            field: {value: others[0] for value, others in names.items() if others}
            for field, names in {"": data["fields"], **data["values"]}.items()
        },
    )


def squeezed(text: str) -> str:
    """`text` as it is looked up: folded, without spaces."""
    return fold(text).replace(" ", "")


def _spoken(names: dict[str, list[str]]) -> dict[str, str]:
    return {squeezed(word): name for name, others in names.items() for word in (name, *others)}
