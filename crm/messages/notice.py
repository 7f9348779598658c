"""What GDPR art. 14 asks to be told at the first message: its parts, and whether a message holds them all.

Source: regulation 2016/679, art. 14(1), (2) and (3)(b).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from crm.messages.phrases import day_said
from crm.messages.templates import FORMS
from crm.resources import data_path
from crm.words import Formality, Method

PARTS = ("identity", "source", "purpose", "basis", "retention", "rights", "complaint")
"""What must be told, each a sentence of its own."""

NEEDS = ("office", "office_address", "office_email")
"""The facts without which it cannot be told."""

_WORD = {form: word for word, form in FORMS.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """Where and when a person's address was found. `page` None: nobody wrote down where."""

    page: str | None
    method: Method | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Notice:
    """The text, and its parts."""

    text: str
    parts: Mapping[str, str]

    def missing_from(self, body: str) -> list[str]:
        """The names of the parts that `body` does not hold; line breaks and spaces do not count."""
        plain = " ".join(body.split())
        return [name for name, part in self.parts.items() if " ".join(part.split()) not in plain]


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(data_path("templates/notice.toml").read_text(encoding="utf-8"))


def notice(facts: Mapping[str, Any], found: Found, form: Formality, language: str, today: date) -> Notice:
    """The notice in the language of the message, with the office's own facts and where the person was found."""
    told = _told()[language]
    words = told[_WORD[form]]
    filled = {
        "office": facts["office"],
        "email": facts["office_email"],
        "address": facts["office_address"],
        "source": source_said(told["sources"], found, str(facts.get("found_where") or ""), today, language),
    }
    parts = {name: str(words[name]).format(**filled) for name in PARTS}
    return Notice(f"{words['heading']}\n{' '.join(parts.values())}", parts)


def source_said(sources: Mapping[str, str], found: Found, told: str, today: date, language: str) -> str:
    """Where the address was found, as the notice says it."""
    on = day_said(found.on or today, today, language)
    if told:
        return sources["told"].format(page=told, day=on)
    kind = {Method.LINKEDIN: "linkedin", Method.IMPORT: "import"}.get(found.method or Method.LABEL, "page")
    return sources[kind].format(page=found.page, day=on)
