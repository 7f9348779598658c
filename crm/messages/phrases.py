"""Days, roles and greetings in the language of a message, which need not be that of the screen."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from crm.messages.templates import FORMS
from crm.names import PersonName
from crm.resources import data_path
from crm.words import ActivityKind, Formality, RoleKind

_WORD = {form: word for word, form in FORMS.items()}


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(data_path("templates/words.toml").read_text(encoding="utf-8"))


def day_said(day: date, today: date, language: str) -> str:
    """The day in full, "12 november"; with the year where that is another than today's."""
    words = _told()[language]
    said = str(words["day"]).format(day=day.day, month=words["months"][day.month - 1])
    return said if day.year == today.year else f"{said} {day.year}"


def role_said(kind: RoleKind, language: str) -> str:
    """A role as a sentence says it."""
    return str(_told()[language]["roles"][kind.value])


def no_more_said(language: str) -> str:
    """The subject of a mail that asks to be left alone."""
    return str(_told()[language]["no_more"])


def listed(names: Sequence[str], language: str) -> str:
    """Names in a row: "A, B en C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_told()[language]['and']} {names[-1]}"


def greeting(name: PersonName | None, whole: str, form: Formality, language: str) -> str:
    """How a message begins, without the comma. Whoever goes by initials alone is called by the whole name.

    Never "heer" or "mevrouw": gender is not inferred.
    """
    pattern = greeting_pattern(form, language)
    plain = name.natural if name is not None else whole
    return pattern.format(first=(name.call_name if name is not None else "") or plain, name=plain)


@cache
def greeting_pattern(form: Formality, language: str) -> str:
    """How messages begin, with `{first}` or `{name}` for whom; in Dutch for a language that has no words here."""
    words = _told()
    return str(words.get(language, words["nl"])["greeting"][_WORD[form]])


def occasion_said(kind: ActivityKind, day: date, today: date, form: Formality, language: str) -> str:
    """What somebody can be thanked for: "ons gesprek van 12 november"; "" for what is no contact."""
    known = _told()[language]["occasions"].get(kind.value)
    return "" if known is None else str(known[_WORD[form]]).format(day=day_said(day, today, language))


def business_greeting(name: str, form: Formality, language: str) -> str:
    """How a message begins to a business or partner of which nobody is known by name, without the comma."""
    return str(_told()[language]["business"][_WORD[form]]).format(name=name)
