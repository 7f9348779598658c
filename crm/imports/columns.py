"""Which column of a file holds what: recognised by name, said with `--map`, or remembered from the last such file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from crm.imports.vocabulary import Columns, Vocabulary
from crm.language import _
from crm.unit_of_work import Work
from crm.words import SheetKind


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

CONTACTS = Vocabulary(SheetKind.CONTACTS, Field, "imports/contacts.toml")
"""What the columns of a list of contacts are called."""

recognised = CONTACTS.recognised


@dataclass(frozen=True, slots=True)
class ColumnFields(Columns[Field]):
    """The columns of a list of contacts."""

    @property
    def names_people(self) -> bool:
        """Whether a column holds a name."""
        return any(field in NAMES for field in self.fields)

    def with_field(self, place: int, field: Field | None) -> "ColumnFields":
        """The same with another meaning of one column."""
        changed = [*self.fields]
        changed[place] = field
        return ColumnFields(self.header, tuple(changed), "said")


def mapping_of(header: Sequence[str]) -> ColumnFields:
    """The columns as their names say."""
    return _contacts(CONTACTS.columns(header))


def said_mapping(text: str, mapping: ColumnFields) -> ColumnFields:
    """`mapping` with what `text` says, as `Vocabulary.said` takes it."""
    return _contacts(CONTACTS.said(text, mapping))


def remembered(session: Session, header: Sequence[str]) -> ColumnFields | None:
    """The mapping that the last file of this shape was imported with."""
    found = CONTACTS.remembered(session, header)
    return None if found is None else _contacts(found)


def remember(work: Work, mapping: ColumnFields) -> None:
    """Keeps `mapping` for the next file of its shape; writes nothing where it is kept already."""
    CONTACTS.remember(work, mapping)


def _contacts(columns: Columns[Field]) -> ColumnFields:
    return ColumnFields(columns.header, columns.fields, columns.how)


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
