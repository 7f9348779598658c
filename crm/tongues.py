"""Which languages a text names: "Frans en Duits", "English/Dutch", "nl"."""

import tomllib
from functools import cache

from crm.resources import data_path


def languages_in(text: str | None) -> tuple[str, ...]:
    """The codes of the languages that a text names, in its order, each once; none where it names none.

    Where one is named in full, a small "de" or "en" is a word between ("Duits en Frans") rather than a code.
    """
    words = "".join(sign if sign.isalpha() else " " for sign in text or "").split()
    known = [word for word in words if word.casefold() in _names()]
    full = [word for word in known if len(word) > 2 or word.isupper()]
    return tuple(dict.fromkeys(_names()[word.casefold()] for word in full or known))


@cache
def _names() -> dict[str, str]:
    """The names of languages, in several of them, and their codes."""
    names = tomllib.loads(data_path("vocabulary/languages.toml").read_text(encoding="utf-8"))["names"]
    return {word.casefold(): language for language in names for word in names[language]}
