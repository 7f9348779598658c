"""The fields a hand may correct, by kind of thing, and what may stand in them."""

import difflib
import re
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.errors import UsageError
from crm.language import _
from crm.tables.core import UNIT, table_of
from crm.text import LONGEST, LONGEST_DESCRIPTION, clean, fold
from crm.words import EntityKind, Level, Setting

FIELDS: dict[EntityKind, tuple[str, ...]] = {
    EntityKind.INSTITUTION: ("name", "level", "url"),
    EntityKind.UNIT: ("name", "parent", "url"),
    EntityKind.PROGRAMME: ("name", "code", "level", "degree", "url", "unit"),
    EntityKind.COURSE: (
        "name",
        "code",
        "credits",
        "credits_text",
        "period",
        "school_year",
        "language",
        "url",
        "description",
        "unit",
    ),
    EntityKind.PERSON: ("name", "titles", "email", "phone", "url", "unit"),
    EntityKind.ROLE: ("words", "setting"),
}

_EMAIL = re.compile(r"[^@\s<>,;\"]{1,64}@(?:[\w-]+\.)+[\w-]{2,}")
_MOST_CREDITS = 240
"""EC of a whole bachelor's programme: no course has more."""


def column_of(kind: EntityKind, field: str) -> str:
    """The column that holds what is said of `field`."""
    return {"unit": "unit_id", "parent": "parent_id"}.get(field, field) if kind is not EntityKind.ROLE else field


def checked(session: Session, kind: EntityKind, id_: int, field: str, value: str | None) -> Any:  # noqa: ANN401 - any JSON value
    """The value as a sighting holds it, of the thing `id_`; None empties the field.

    Raises UsageError for a field the kind has not, naming those it has, and for a value that cannot be.
    """
    known = FIELDS[kind]
    if field not in known:
        close = difflib.get_close_matches(field, known, 1)
        hint = _(" Did you mean {field}?").format(field=close[0]) if close else ""
        fields = ", ".join(known)
        raise UsageError(
            _("A {kind} has no field {field}: {fields}.").format(kind=kind, field=clean(field, 50), fields=fields)
            + hint
        )
    text = clean(value or "", LONGEST_DESCRIPTION if field == "description" else LONGEST)
    if not text:
        if field == "name":
            raise UsageError(_("A name cannot be empty."))
        return None
    if field in {"unit", "parent"}:
        return _unit(session, kind, id_, text)
    return _CHECKS[field](text) if field in _CHECKS else text


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text) or len(text) > 254:
        raise UsageError(_("{text} is no e-mail address.").format(text=text[:100]))
    return text


def _url(text: str) -> str:
    url = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?|https?://localhost\S*", url, re.IGNORECASE):
        raise UsageError(_("{text} is no web address.").format(text=text[:100]))
    return url


def _credits(text: str) -> float:
    number = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:EC|ECTS|EC's)?", text, re.IGNORECASE)
    if number is None or float(number[1].replace(",", ".")) > _MOST_CREDITS:
        raise UsageError(_("{text} is no number of credits (EC).").format(text=text[:100]))
    return float(number[1].replace(",", "."))


def _school_year(text: str) -> str:
    year = re.fullmatch(r"(?:20)?(\d\d)\s*[-/]\s*(?:20)?(\d\d)", text)
    if year is None or (int(year[1]) + 1) % 100 != int(year[2]):
        raise UsageError(_("{text} is no school year: write 2026-2027.").format(text=text[:100]))
    return f"20{year[1]}-20{year[2]}"


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-zA-Z]{2}", text):
        raise UsageError(_("{text} is no language: write nl, en, de …").format(text=text[:100]))
    return text.lower()


def _level(text: str) -> str:
    return _one_of(text, Level)


def _setting(text: str) -> str:
    return _one_of(text, Setting)


def _one_of(text: str, words: type[Level] | type[Setting]) -> str:
    if text.lower() not in set(words):
        raise UsageError(_("{text} is none of {words}.").format(text=text[:100], words=", ".join(words)))
    return text.lower()


def _titles(text: str) -> list[str]:
    return text.split()


_CHECKS = {
    "email": _email,
    "url": _url,
    "credits": _credits,
    "school_year": _school_year,
    "language": _language,
    "level": _level,
    "setting": _setting,
    "titles": _titles,
}


def _unit(session: Session, kind: EntityKind, id_: int, text: str) -> str:
    """The name of a unit of the same school, as the map has it."""
    table, unit = table_of(kind), UNIT
    school = sa.select(table.c.institution_id).where(table.c.id == id_).scalar_subquery()
    rows = session.connection().execute(sa.select(unit.c.name).where(unit.c.institution_id == school, unit.c.id != id_))
    names = {fold(row.name): row.name for row in rows}
    if fold(text) not in names:
        some = ", ".join(sorted(names.values())[:10]) or "–"
        raise UsageError(_("This school has no unit {text}; it has: {names}.").format(text=text[:100], names=some))
    name: str = names[fold(text)]
    return name
