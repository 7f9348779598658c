"""One contact of a file, read from the cells of its row."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from crm import names
from crm.exports.addresses import is_address
from crm.imports.columns import ColumnFields, Field
from crm.imports.files import SheetRow
from crm.imports.history import Told, told
from crm.language import _
from crm.names import PersonName
from crm.names.misread import as_letters
from crm.names.tokens import is_particle
from crm.services.profiles import profile_key
from crm.text import LONGEST, clean

MOST_ADDRESSES = 10
"""E-mail addresses of one person; a cell with more is a mailing list."""

_REMEMBERED = 20_000
"""Cells whose cleaned form is kept."""

_SEVERAL = re.compile(r"\s*(?:[;,\n\t|]|:::)\s*|\s+(?=\S+@)")
_FORMULA = re.compile(r"^[=+@-]")
_DIGITS = re.compile(r"\d")


class RowRefusedError(Exception):
    """The row cannot be taken in. `reason` is a sentence, `column` where it is."""

    def __init__(self, reason: str, column: str = "") -> None:
        """Keeps the reason with its column."""
        super().__init__(reason)
        self.reason = _("{reason} (column {column})").format(reason=reason, column=column) if column else reason


@dataclass(slots=True)
class Contact:
    """What a row says of one person. `says` is what a sighting will hold."""

    line: int
    name: PersonName
    says: dict[str, Any]
    emails: list[str]
    phone: str = ""
    profile: str = ""
    school: str = ""
    organisation: str = ""
    unit: str = ""
    programme: str = ""
    course: str = ""
    role: str = ""
    told: Told | None = None
    remarks: Sequence[str] = ()
    refused: Sequence[str] = ()
    """Those of the remarks that say which value was left out."""
    to_come: Sequence[str] = ()
    """Those of the remarks that say which day of something done has yet to come."""


class ContactReader:
    """Reads rows of one sheet by its mapping."""

    def __init__(self, fields: ColumnFields, today: date = date.max) -> None:
        """Looks up once which columns hold what. Nothing that a row tells was done after `today`."""
        self._today = today
        self._fields = fields
        self._places = {each: fields.places(each) for each in Field if fields.places(each)}
        self._width = len(fields.header)
        self._least = 1 + max((place for places in self._places.values() for place in places), default=-1)
        self._cleaned: dict[str, str] = {}
        self._has_history = any(each in self._places for each in _HISTORY)
        self._texts = [(each, attribute) for each, attribute in _TEXTS if each in self._places]
        self._beside_names = [each for each in _BESIDE_NAMES if each in self._places]
        self._has_addresses = Field.PROFILE in self._places or Field.URL in self._places

    def read(self, row: SheetRow) -> Contact:
        """The contact of a row. Raises RowRefusedError."""
        cells = row.cells
        if len(cells) > self._width and any(cells[self._width :]):
            raise RowRefusedError(
                _("{n} cells where the header has {width}: is a separator not in quotes?").format(
                    n=len(cells), width=self._width
                )
            )
        refused = [self._ends_early(len(cells))] if len(cells) < self._least else []
        name = self._name(cells)
        emails = self._emails(cells, refused)
        remarks = [*refused]
        phone = self._phone(cells)
        profile, url = self._addresses(cells) if self._has_addresses else ("", "")
        says: dict[str, Any] = {"name": name.natural}
        if name.titles or name.suffixes:
            says["titles"] = [*name.titles, *name.suffixes]
        if emails:
            says["email"] = emails[0]
        if len(emails) > 1:
            says["emails"] = emails[1:]
        if phone:
            says["phone"] = phone
        if profile:
            says["profile"] = profile
        if url:
            says["url"] = url
        contact = Contact(row.line, name, says, emails, phone, profile, refused=refused or ())
        for field_, attribute in self._texts:
            setattr(contact, attribute, self._text(cells, field_))
        if self._has_history:
            history = {each: self._all(cells, each) for each in _HISTORY if each in self._places}
            contact.told = told(history, remarks, self._today)
            contact.to_come = [*self._to_come(contact.told)] if contact.told is not None else ()
            remarks += contact.to_come
        contact.remarks = remarks or ()
        return contact

    def _to_come(self, told: Told) -> Iterator[str]:
        """What is said of the days of things done that have yet to come."""
        for field_, text in told.to_come:
            yield _("“{text}” (column {column}) has yet to come: kept in words, in a note of today").format(
                text=_clean(text, 40), column=self._fields.column(field_)
            )

    def _ends_early(self, count: int) -> str:
        """Where a row ends before the last column that is read: what stood there is lost, or all of it moved up."""
        missing = (place for places in self._places.values() for place in places if place >= count)
        return _("the row ends before column {column}: it has {n} of {width} cells").format(
            n=count, width=self._width, column=self._fields.header[min(missing)]
        )

    def _text(self, cells: Sequence[str], field_: Field) -> str:
        """The first cell of a field that holds something, cleaned."""
        for place in self._places.get(field_, ()):
            if place < len(cells) and (cell := cells[place]):
                known = self._cleaned.get(cell)
                return known if known is not None else self._clean(cell)
        return ""

    def _clean(self, cell: str) -> str:
        """A cell cleaned; names, schools and functions come back all the time, and are cleaned once."""
        found = _clean(cell)
        if len(self._cleaned) < _REMEMBERED:
            self._cleaned[cell] = found
        return found

    def _all(self, cells: Sequence[str], field_: Field) -> list[str]:
        return [cells[place] for place in self._places[field_] if place < len(cells) and cells[place]]

    def _name(self, cells: Sequence[str]) -> PersonName:
        column, raw = "", ""
        last = self._text(cells, Field.LAST_NAME)
        whole = self._text(cells, Field.NAME)
        if last and not (whole and self._fields.how != "said" and not self._text(cells, Field.FIRST_NAME)):
            plain = self._plain_name(cells, last)
            if plain is not None:
                return plain
            raw, column = self._joined(cells, last), self._fields.column(Field.LAST_NAME)
        elif whole:
            raw, column = whole, self._fields.column(Field.NAME)
            titles = self._text(cells, Field.TITLES)
            if titles and titles not in raw:
                raw = f"{titles} {raw}"
        else:
            raw = " ".join(
                text for each in (Field.FIRST_NAME, Field.INITIALS, Field.PREFIX) if (text := self._text(cells, each))
            )
            column = self._fields.column(Field.FIRST_NAME)
        if not raw:
            raise RowRefusedError(_("no name"), self._fields.column(Field.NAME) or self._fields.column(Field.LAST_NAME))
        if _FORMULA.match(raw) and not raw[1:2].isspace():
            raise RowRefusedError(_("a formula is no name: {text}").format(text=clean(raw, 60)), column)
        raw = as_letters(raw)
        found = names.parse(raw)
        if found is not None:
            return found
        return self._unread(cells, raw, column)

    def _plain_name(self, cells: Sequence[str], last: str) -> PersonName | None:
        """The name where its columns leave nothing to be read: one first name, a known prefix, one surname."""
        first = self._text(cells, Field.FIRST_NAME)
        if not first or any(self._text(cells, each) for each in self._beside_names):
            return None
        prefix = self._text(cells, Field.PREFIX).lower()
        return _plain_name(first, prefix, last)

    def _joined(self, cells: Sequence[str], last: str) -> str:
        """The parts as one name in natural order; a surname that was written "Berg, van der" is turned."""
        prefix = self._text(cells, Field.PREFIX)
        if not prefix and "," in last:
            last, _comma, prefix = (part.strip() for part in last.partition(","))
        initials, first = self._text(cells, Field.INITIALS), self._text(cells, Field.FIRST_NAME)
        if initials and first:
            given = f"{initials} ({first})" if not first.startswith(initials) else first
        else:
            given = first or _pointed(initials)
        parts = (
            self._text(cells, Field.TITLES),
            given,
            self._text(cells, Field.MIDDLE_NAME),
            prefix,
            last,
            self._text(cells, Field.SUFFIX),
        )
        return " ".join(part for part in parts if part)

    def _unread(self, cells: Sequence[str], raw: str, column: str) -> PersonName:
        """A name whose parts the columns give, though nobody could tell them from its words alone.

        Raises RowRefusedError for several people, or nobody.
        """
        several = names.parse_people(raw)
        if len(several) > 1:
            raise RowRefusedError(
                _("several people in one row ({names}): give each a row").format(
                    names=", ".join(each.natural for each in several[:4])
                ),
                column,
            )
        last, first = self._text(cells, Field.LAST_NAME), self._text(cells, Field.FIRST_NAME)
        if last and first and not _DIGITS.search(last + first) and "@" not in last + first:
            return PersonName(call_name=first, prefix=self._text(cells, Field.PREFIX).lower(), surname=last)
        given = names.in_column_of_names(raw) if not last else None
        if given is not None:
            return given
        raise RowRefusedError(_("{text} is no person's name").format(text=clean(raw, 60)), column)

    def _emails(self, cells: Sequence[str], refused: list[str]) -> list[str]:
        found: list[str] = []
        for place in self._places.get(Field.EMAIL, ()):
            cell = cells[place] if place < len(cells) else ""
            if not cell:
                continue
            column = self._fields.header[place]
            for piece in _SEVERAL.split(cell) if not _is_plain(cell) else (cell,):
                address = _bare(piece)
                if not address or address in found:
                    continue
                if not is_address(address):
                    refused.append(
                        _("“{text}” is no e-mail address and was left out (column {column})").format(
                            text=clean(address, 60), column=column
                        )
                    )
                    continue
                found.append(address)
            if len(found) > MOST_ADDRESSES:
                raise RowRefusedError(
                    _("{n} e-mail addresses in one row: a person has at most {most}").format(
                        n=len(found), most=MOST_ADDRESSES
                    ),
                    column,
                )
        return found

    def _phone(self, cells: Sequence[str]) -> str:
        for place in self._places.get(Field.PHONE, ()):
            if place < len(cells) and len(_DIGITS.findall(cells[place])) >= 6:
                return _clean(cells[place].split("\n", maxsplit=1)[0].partition(";")[0], 40)
        return ""

    def _addresses(self, cells: Sequence[str]) -> tuple[str, str]:
        """Profile address and page of their own, each wherever it stands."""
        profile = url = ""
        for each in (Field.PROFILE, Field.URL):
            for place in self._places.get(each, ()):
                for piece in (cells[place] if place < len(cells) else "").split():
                    text = piece.strip(";,<>")
                    key = profile_key(text)
                    if key is None and each is Field.PROFILE and re.fullmatch(r"(?:in/)?[\w%-]{5,100}", text):
                        key = profile_key(f"linkedin.com/in/{text.removeprefix('in/')}")
                    if key is not None:
                        profile = profile or key
                    elif re.match(r"(?:https?://|www\.)[^\s]+\.[^\s]+", text, re.IGNORECASE):
                        url = url or clean(text if "//" in text else f"https://{text}", LONGEST)
        return profile, url


_HISTORY = (
    Field.STAGE,
    Field.OWNER,
    Field.LAST_CONTACT,
    Field.NEXT_ON,
    Field.NEXT_WHAT,
    Field.EXAMPLES,
    Field.NOTES,
)
_BESIDE_NAMES = (Field.TITLES, Field.INITIALS, Field.MIDDLE_NAME, Field.SUFFIX)
_TEXTS = (
    (Field.SCHOOL, "school"),
    (Field.ORGANISATION, "organisation"),
    (Field.UNIT, "unit"),
    (Field.PROGRAMME, "programme"),
    (Field.COURSE, "course"),
    (Field.ROLE, "role"),
)


@lru_cache(maxsize=10_000)
def _plain_name(first: str, prefix: str, last: str) -> PersonName | None:
    """The name of these parts; None where more than one word or a prefix that nobody knows wants reading."""
    if not (len(first) > 2 and first.istitle() and first.isalpha() and last.istitle() and last.isalpha()):
        return None
    if len(last) < 3:
        return None
    if prefix and not all(map(is_particle, prefix.split())):
        return None
    return PersonName(call_name=first, prefix=prefix, surname=last)


def _is_plain(cell: str) -> bool:
    return cell.count("@") == 1 and not any(mark in cell for mark in " ;,\n\t|")


def _bare(text: str) -> str:
    """An address without what programs put around it."""
    bare = text.strip().strip("'\"<>()[]").removeprefix("mailto:").rstrip(".")
    if "<" in bare:
        bare = bare.rpartition("<")[2]
    return bare if bare.isascii() and bare.isprintable() else clean(bare, 254)


def _clean(text: str, longest: int = LONGEST) -> str:
    """`clean`, quickly for the many cells that need none; without the apostrophe that keeps a cell from acting."""
    if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"}:
        text = text[1:]
    if len(text) <= longest and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return clean(text, longest)


def _pointed(initials: str) -> str:
    """Initials with points, so that they are read as such: "JM" is "J.M."."""
    bare = initials.replace(" ", "")
    return "".join(f"{letter}." for letter in bare) if bare.isalpha() and bare.isupper() else initials


Reader = Callable[[SheetRow], Contact]
