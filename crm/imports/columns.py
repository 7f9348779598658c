"""Which column of a file holds what: recognised by name, said with `--map`, or remembered from the last such file."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from sqlmodel import Session, select

from crm.errors import UsageError
from crm.language import _
from crm.resources import data_path
from crm.tables import ColumnMapping
from crm.text import clean, fold
from crm.unit_of_work import Work
from crm.words import SheetKind

_NUMBER = re.compile(r" \d{1,2}(?= |$)")
_BRACKETS = re.compile(r"\s*[(\[].*?[)\]]\s*")


class Field(StrEnum):
    """What a column of a list of contacts can hold."""

    NAME = "name"
    TITLES = "titles"
    INITIALS = "initials"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    PREFIX = "prefix"
    LAST_NAME = "last_name"
    SUFFIX = "suffix"
    EMAIL = "email"
    PHONE = "phone"
    SCHOOL = "school"
    ORGANISATION = "organisation"
    UNIT = "unit"
    PROGRAMME = "programme"
    COURSE = "course"
    ROLE = "role"
    PROFILE = "profile"
    URL = "url"
    STAGE = "stage"
    OWNER = "owner"
    LAST_CONTACT = "last_contact"
    NEXT_ON = "next_on"
    NEXT_WHAT = "next_what"
    EXAMPLES = "examples"
    NOTES = "notes"


NAMES = (Field.NAME, Field.FIRST_NAME, Field.INITIALS, Field.LAST_NAME)
"""Without one of these nobody can be told."""

LEFT_OUT = "-"
"""In `--map`: the column is left out."""


@dataclass(frozen=True, slots=True)
class ColumnFields:
    """Columns, by their place, and what each holds; several may hold the same, the first non-empty one first."""

    header: tuple[str, ...]
    fields: tuple[Field | None, ...]
    how: str = "recognised"
    """`recognised`, `remembered` or `said`."""

    def places(self, field: Field) -> tuple[int, ...]:
        """The columns that hold `field`, in order."""
        return tuple(place for place, held in enumerate(self.fields) if held is field)

    @property
    def names_people(self) -> bool:
        """Whether a column holds a name."""
        return any(field in NAMES for field in self.fields)

    def column(self, field: Field) -> str:
        """The name of the first column that holds `field`; empty without one."""
        places = self.places(field)
        return self.header[places[0]] if places else ""

    def with_field(self, place: int, field: Field | None) -> "ColumnFields":
        """The same with another meaning of one column."""
        changed = [*self.fields]
        changed[place] = field
        return ColumnFields(self.header, tuple(changed), "said")


@cache
def _words() -> dict[str, Field | None]:
    said = tomllib.loads(data_path("imports/contacts.toml").read_text(encoding="utf-8"))["columns"]
    known: dict[str, Field | None] = {fold(word): None for word in said["never"]["words"]}
    for field in Field:
        for word in (*said[field.value], field.value):
            known.setdefault(fold(word), field)
    return known


@lru_cache(maxsize=10_000)
def _known(header: str) -> tuple[bool, Field | None]:
    words = _words()
    for form in (fold(header), fold(_BRACKETS.sub(" ", header)), _NUMBER.sub("", f" {fold(header)}").strip()):
        if form in words:
            return True, words[form]
    close = difflib.get_close_matches(fold(header), words, 1, cutoff=0.9) if 6 <= len(header) <= 40 else []
    return (True, words[close[0]]) if close else (False, None)


def recognised(header: str) -> Field | None:
    """What a column of this name holds; None where the name is unknown, or is one of what may never be kept."""
    return _known(header)[1] if len(header) <= 60 else None


def mapping_of(header: Sequence[str]) -> ColumnFields:
    """The columns as their names say."""
    return ColumnFields(tuple(header), tuple(recognised(name) for name in header))


def said_mapping(text: str, mapping: ColumnFields) -> ColumnFields:
    """`mapping` with what `text` says: "Column=field,…"; "-" leaves a column out. A column may be said by its number.

    Raises UsageError for what is no pair, a column the file has not, or a field that is not known, naming the closest.
    """
    fields = [*mapping.fields]
    for column, field in _pairs(text):
        fields[_place(column, mapping.header)] = _field(field)
    return ColumnFields(mapping.header, tuple(fields), "said")


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    for pair in text.split(","):
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip() or not field.strip():
            raise UsageError(
                _("--map takes Column=field, several joined by commas, not {given}.").format(given=clean(pair, 60))
            )
        yield column.strip(), field.strip()


def _place(column: str, header: Sequence[str]) -> int:
    folded = [fold(name) for name in header]
    if fold(column) in folded:
        return folded.index(fold(column))
    if column.isdigit() and 1 <= int(column) <= len(header):
        return int(column) - 1
    close = difflib.get_close_matches(fold(column), folded, 1)
    hint = _(" Did you mean {name}?").format(name=header[folded.index(close[0])]) if close else ""
    raise UsageError(
        _("The file has no column {column}: it has {columns}.").format(
            column=clean(column, 60), columns=", ".join(clean(name, 40) for name in header[:20])
        )
        + hint
    )


def _field(given: str) -> Field | None:
    if given == LEFT_OUT:
        return None
    if given in set(Field):
        return Field(given)
    found = recognised(given)
    if found is not None:
        return found
    close = difflib.get_close_matches(given, list(Field), 1)
    hint = _(" Did you mean {name}?").format(name=close[0]) if close else ""
    raise UsageError(
        _("No column can hold {field}: choose from {fields}, or - to leave it out.").format(
            field=clean(given, 60), fields=", ".join(Field)
        )
        + hint
    )


def shape_of(header: Sequence[str]) -> str:
    """What tells a file of this shape from others: its folded column names, in order."""
    return "\n".join(fold(name) for name in header)


def remembered(session: Session, kind: SheetKind, header: Sequence[str]) -> ColumnFields | None:
    """The mapping that the last file of this shape was imported with."""
    held = session.exec(
        select(ColumnMapping).where(ColumnMapping.kind == kind, ColumnMapping.shape == shape_of(header))
    ).first()
    if held is None:
        return None
    fields = {fold(column): Field(field) for column, field in held.fields.items() if field in set(Field)}
    return ColumnFields(tuple(header), tuple(fields.get(fold(name)) for name in header), "remembered")


def remember(work: Work, kind: SheetKind, mapping: ColumnFields) -> None:
    """Keeps `mapping` for the next file of its shape; writes nothing where it is kept already."""
    fields: Mapping[str, str] = {
        name: field.value for name, field in zip(mapping.header, mapping.fields, strict=True) if field is not None
    }
    shape = shape_of(mapping.header)
    held = work.session.exec(
        select(ColumnMapping).where(ColumnMapping.kind == kind, ColumnMapping.shape == shape)
    ).first()
    if held is None:
        work.session.add(ColumnMapping(kind=kind, shape=shape, fields=dict(fields), at=work.clock.now(), by=work.by))
    elif held.fields != fields:
        held.fields, held.at, held.by = dict(fields), work.clock.now(), work.by
    work.session.flush()


def field_word(field: Field) -> str:
    """What a column holds, as it is said on screen."""
    return {
        Field.NAME: _("name"),
        Field.TITLES: _("titles"),
        Field.INITIALS: _("initials"),
        Field.FIRST_NAME: _("first name"),
        Field.MIDDLE_NAME: _("middle name"),
        Field.PREFIX: _("prefix"),
        Field.LAST_NAME: _("surname"),
        Field.SUFFIX: _("suffix"),
        Field.EMAIL: _("e-mail"),
        Field.PHONE: _("phone"),
        Field.SCHOOL: _("school"),
        Field.ORGANISATION: _("organisation"),
        Field.UNIT: _("unit"),
        Field.PROGRAMME: _("programme"),
        Field.COURSE: _("course"),
        Field.ROLE: _("function"),
        Field.PROFILE: _("LinkedIn profile"),
        Field.URL: _("web page"),
        Field.STAGE: _("stage"),
        Field.OWNER: _("owner"),
        Field.LAST_CONTACT: _("last contact"),
        Field.NEXT_ON: _("day of next action"),
        Field.NEXT_WHAT: _("next action"),
        Field.EXAMPLES: _("examples"),
        Field.NOTES: _("notes"),
    }[field]
