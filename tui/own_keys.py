"""Keys of the user's own: the setting `keys`, "log=j, message=ctrl+m", read and held against the registry."""

import difflib
from collections.abc import Mapping

from crm.errors import UsageError
from crm.language import _
from tui.actions import ACTIONS, BY_ID, EVERYWHERE

FIXED = frozenset({"enter", "back"})
"""Actions that keep their key: every list and every form relies on it."""

_NAMED = frozenset({"ctrl", "alt"})
_FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 13))


def read_keys(text: str) -> dict[str, str]:
    """Action → its key, as written in the setting.

    A key is one letter, digit or sign (a capital is another key than its small letter), f1 to f12, or ctrl+ or alt+ and
    a letter. Raises UsageError for an unknown action, what is no key, and two actions of one place under one key.
    """
    own: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, equals, key = (piece.strip() for piece in part.partition("="))
        if not equals or not key:
            raise UsageError(_("The setting keys: “{part}” is no action=key, like log=j.").format(part=part))
        own[_action(name)] = _key(name, key)
    _must_differ(own)
    return own


def _action(name: str) -> str:
    if name in FIXED:
        raise UsageError(_("The setting keys: {action} keeps its own key.").format(action=name))
    if name not in BY_ID:
        close = difflib.get_close_matches(name, list(BY_ID), n=1)
        meant = _(" Did you mean {name}?").format(name=close[0]) if close else ""
        raise UsageError(_("The setting keys: there is no action {action}.").format(action=name) + meant)
    return name


def _key(name: str, key: str) -> str:
    held, plus, letter = key.partition("+")
    single = len(key) == 1 and key.isprintable() and not key.isspace()
    combined = bool(plus) and held in _NAMED and len(letter) == 1 and letter.isascii() and letter.isalpha()
    if not (single or combined or key in _FUNCTION_KEYS):
        said = _("The setting keys: {key}, for {action}, is no key. Take one sign, f1 to f12, ctrl+j or alt+j.")
        raise UsageError(said.format(key=key, action=name))
    return key


def _must_differ(own: Mapping[str, str]) -> None:
    for place in sorted(EVERYWHERE):
        taken: dict[str, str] = {}
        for action in ACTIONS:
            if place not in action.places:
                continue
            key = own.get(action.id, action.shows)
            if key in taken:
                said = _("The setting keys: {key} would be both {one} and {other}. Give one of them another key.")
                raise UsageError(said.format(key=key, one=taken[key], other=action.id))
            taken[key] = action.id
