"""Words on the screen: Dutch by default, English on request, through gettext catalogues in `data/locale`.

The catalogues are read as text (`.po`) at first use: no compiled file can then be out of step with its source.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from crm.resources import data_root

LANGUAGES = ("nl", "en")
"""The first is the default; English stands in the code itself."""

_PLAIN = re.compile(r'msgid "([^"\\\n]+)"\nmsgstr "([^"\\\n]+)"')
"""An entry as nearly all are: a line each, without an escape. Read at once: this is read at each start."""

_KEY = re.compile("‹(.)›")
"""A key in a sentence, by the one that it usually is: "‹u› takes it back"."""

_current = LANGUAGES[0]
_inside: ContextVar[str | None] = ContextVar("language", default=None)
"""The language inside a `language` block: of that thread or task alone, not of the screen beside it."""

_keys: dict[str, str] = {}
"""Usual key → the user's own."""


def use_language(language: str) -> None:
    """From here on texts are given in `language` ("nl" or "en").

    Raises ValueError for another language.
    """
    global _current  # noqa: PLW0603 - one screen has one language
    if language not in LANGUAGES:
        raise ValueError(f"Unknown language {language!r}: choose nl or en.")
    _current = language
    if _inside.get() is not None:
        _inside.set(language)


def current_language() -> str:
    """The language texts are given in."""
    return _inside.get() or _current


@contextmanager
def language(name: str) -> Iterator[None]:
    """Texts inside the block are in the language `name`; what other threads say meanwhile is in their own.

    Raises ValueError for a language that is none of ours.
    """
    if name not in LANGUAGES:
        raise ValueError(f"Unknown language {name!r}: choose nl or en.")
    before = _inside.set(name)
    try:
        yield
    finally:
        _inside.reset(before)


def write_keys(own: Mapping[str, str]) -> None:
    """Sentences name these keys (usual key → the user's own) from now on, and all others as usual."""
    _keys.clear()
    _keys.update(own)


def _(message: str) -> str:
    """`message` (English, as in the code) in the current language, with the keys that it names as they are now."""
    now = _inside.get() or _current
    said = _catalogue(now).get(message, (message,))[0] if now != "en" else message
    return _KEY.sub(lambda match: _keys.get(match[1], match[1]), said) if "‹" in said else said


def ngettext(one: str, many: str, count: int) -> str:
    """The form for `count` things, in the current language; Dutch and English share the rule: one, or not one."""
    now = _inside.get() or _current
    if now == "en":
        return one if count == 1 else many
    forms = _catalogue(now).get(one, (one, many))
    return forms[0] if count == 1 else forms[-1]


@cache
def _catalogue(name: str) -> dict[str, tuple[str, ...]]:
    messages: dict[str, tuple[str, ...]] = {}
    for path in sorted((data_root() / "locale" / name / "LC_MESSAGES").glob("*.po")):
        messages.update(read_catalogue(path))
    return messages


def read_catalogue(path: Path) -> dict[str, tuple[str, ...]]:
    """The translated messages of a `.po` file: msgid → its forms. Fuzzy and empty ones are left out."""
    messages: dict[str, tuple[str, ...]] = {}
    for entry in path.read_text(encoding="utf-8").split("\n\n"):
        plain = _PLAIN.fullmatch(entry)
        if plain is not None:
            messages[plain[1]] = (plain[2],)
        else:
            messages |= _entries(entry)
    return messages


def _entries(text: str) -> dict[str, tuple[str, ...]]:
    """What a piece of a catalogue translates, whatever its form."""
    messages: dict[str, tuple[str, ...]] = {}
    fields: dict[str, str] = {}
    key, fuzzy = "", False
    for line in (*text.split("\n"), ""):
        if line.startswith('"'):
            fields[key] += _unquoted(line)
        elif line.startswith("msg"):
            key, _space, text = line.partition(" ")
            fields[key] = _unquoted(text)
        elif line.startswith("#,"):
            fuzzy = "fuzzy" in line
        elif not line.strip():
            forms = tuple(text for name, text in fields.items() if name.startswith("msgstr") and text)
            if fields.get("msgid") and forms and not fuzzy:
                messages[fields["msgid"]] = forms
            fields, fuzzy = {}, False
    return messages


def _unquoted(piece: str) -> str:
    """A quoted piece of a message. Few have an escape, and only those need a parser: this is read at each start."""
    if "\\" not in piece:
        return piece.strip()[1:-1]
    import ast

    text: str = ast.literal_eval(piece.strip())
    return text
