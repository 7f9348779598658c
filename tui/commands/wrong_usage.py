"""What is wrong with a command line, in the user's language: Typer and what it reads options with say it in English."""

import re
from typing import Any

from crm.language import _

_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)
_QUOTED = re.compile(r"'([^']*)'")


def sentence(error: Any) -> str:  # noqa: ANN401 - any of Typer's errors, which have no published types
    """What Typer's `error` comes down to, and what would do; in its own words where it is none that is known here."""
    kind = type(error).__name__
    said = _SAID[kind](error) if kind in _SAID else _plain(str(error.format_message()))
    return said or str(error.format_message())


def _no_such_option(error: Any) -> str:  # noqa: ANN401 - as above
    said = _("There is no option {option} here.").format(option=error.option_name)
    near = _nearest(error.option_name, error.possibilities or ())
    return f"{said} {_('Did you mean {closest}?').format(closest=near)}" if near else said


def _nearest(asked: str, options: Any) -> str:  # noqa: ANN401 - a sequence, or nothing
    """The option that is likest what was `asked`, dashes apart: those all have in common."""
    from difflib import get_close_matches

    named = {str(option).lstrip("-"): str(option) for option in options}
    return ", ".join(named[near] for near in get_close_matches(asked.lstrip("-"), named, n=1, cutoff=0.7))


def _missing(error: Any) -> str:  # noqa: ANN401 - as above
    name = _parameter(error)
    if name.startswith("-"):
        return _("{option} is missing.").format(option=name)
    return _("{argument} is missing: {what}").format(argument=name, what=getattr(error.param, "help", None) or "…")


def _bad_value(error: Any) -> str:  # noqa: ANN401 - as above
    """The first thing the reader of the value complains of. Its kinds are those of pydantic."""
    name, found = _parameter(error), error.__cause__
    while found is not None and not hasattr(found, "errors"):
        found = found.__cause__
    if found is None:
        return ""
    first = found.errors()[0]
    given, bounds = str(first.get("input", ""))[:80], first.get("ctx", {})
    sentences = {
        "int_parsing": _("{option} takes a whole number, not {given}."),
        "int_from_float": _("{option} takes a whole number, not {given}."),
        "float_parsing": _("{option} takes a number, not {given}."),
        "greater_than_equal": _("{option} takes {bound} or more, not {given}."),
        "less_than_equal": _("{option} takes {bound} or less, not {given}."),
    }
    bound = bounds.get("ge", bounds.get("le"))
    said = sentences.get(str(first["type"]), "")
    return said.format(option=name, given=given, bound=f"{bound:g}" if isinstance(bound, int | float) else bound)


def _bad_option(error: Any) -> str:  # noqa: ANN401 - as above
    if "does not take a value" in error.message:
        return _("{option} takes no value.").format(option=error.option_name)
    return _("{option} needs a value behind it.").format(option=error.option_name)


def _plain(message: str) -> str:
    extra = _EXTRA.search(message)
    return _("“{words}” is too much here. Quote words that belong together.").format(words=extra[1]) if extra else ""


def _parameter(error: Any) -> str:  # noqa: ANN401 - as above
    """The option or argument as the user types or reads it: "--limit", "ID"."""
    if error.param is None:
        return ""
    hint = str(error.param.get_error_hint())
    quoted = _QUOTED.findall(hint)
    return quoted[0] if quoted else hint


_SAID = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "BadOptionUsage": _bad_option,
}
