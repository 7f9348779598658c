"""Which column of a sheet holds what, for any sort of sheet: by its name, as said, or as it was the last time."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from crm.errors import UsageError
from crm.imports.files import Book, Sheet
from crm.language import _
from crm.resources import data_path
from crm.tables import ColumnMapping
from crm.text import clean, fold
from crm.unit_of_work import Work
from crm.words import SheetKind

F = TypeVar("F", bound=StrEnum)

LEFT_OUT = "-"
"""In `--map`: the column is left out."""

_NUMBER = re.compile(r" \d{1,2}(?= |$)")
_BRACKETS = re.compile(r"\s*[(\[].*?[)\]]\s*")


@dataclass(frozen=True, slots=True)
class Columns(Generic[F]):
    """Columns, by their place, and what each holds; several may hold the same, the first non-empty one first."""

    header: tuple[str, ...]
    fields: tuple[F | None, ...]
    how: str = "recognised"
    """`recognised`, `remembered` or `said`."""

    def places(self, field: F) -> tuple[int, ...]:
        """The columns that hold `field`, in order."""
        return tuple(place for place, held in enumerate(self.fields) if held is field)

    def column(self, field: F) -> str:
        """The name of the first column that holds `field`; empty without one."""
        places = self.places(field)
        return self.header[places[0]] if places else ""

    def cell(self, cells: Sequence[str], field: F) -> str:
        """What a row has of `field`: its first cell of it that is not empty, bounded."""
        found = (clean(cells[place], 2_000) for place in self.places(field) if place < len(cells))
        return next((text for text in found if text), "")


class Vocabulary(Generic[F]):
    """What the columns of one sort of sheet are called: `fields`, with their words in the file `data`, `[columns]`."""

    def __init__(self, kind: SheetKind, fields: type[F], data: str) -> None:
        """Of sheets of `kind`; nothing is read yet."""
        self.kind = kind
        self.fields = fields
        self._data = data
        self._found: dict[str, F | None] = {}

    @cached_property
    def words(self) -> dict[str, F | None]:
        """Folded name → what a column called so holds; None where that may never be kept."""
        said = tomllib.loads(data_path(self._data).read_text(encoding="utf-8"))["columns"]
        known: dict[str, F | None] = {fold(word): None for word in said["never"]["words"]}
        for field in self.fields:
            for word in (*said[field.value], field.value):
                known.setdefault(fold(word), field)
        return known

    def recognised(self, header: str) -> F | None:
        """What a column of this name holds; None where the name is unknown, or is one of what may never be kept."""
        if len(header) > 60:
            return None
        if header not in self._found:
            self._found[header] = self._look(header)
        return self._found[header]

    def _look(self, header: str) -> F | None:
        words = self.words
        for form in (fold(header), fold(_BRACKETS.sub(" ", header)), _NUMBER.sub("", f" {fold(header)}").strip()):
            if form in words:
                return words[form]
        close = difflib.get_close_matches(fold(header), words, 1, cutoff=0.9) if 6 <= len(header) <= 40 else []
        return words[close[0]] if close else None

    def columns(self, header: Sequence[str]) -> Columns[F]:
        """The columns as their names say."""
        return Columns(tuple(header), tuple(self.recognised(name) for name in header))

    def said(self, text: str, columns: Columns[F]) -> Columns[F]:
        """`columns` with what `text` says: "Column=field,…"; "-" leaves one out. A column may be said by its number.

        Raises UsageError for what is no pair, a column the file has not, or a field that is not known, naming the
        closest.
        """
        fields = [*columns.fields]
        for column, field in _pairs(text):
            fields[_place(column, columns.header)] = self._field(field)
        return replace(columns, fields=tuple(fields), how="said")

    def _field(self, given: str) -> F | None:
        if given == LEFT_OUT:
            return None
        if given in set(self.fields):
            return self.fields(given)
        found = self.recognised(given)
        if found is not None:
            return found
        close = difflib.get_close_matches(given, list(self.fields), 1)
        hint = _(" Did you mean {name}?").format(name=close[0]) if close else ""
        raise UsageError(
            _("No column can hold {field}: choose from {fields}, or - to leave it out.").format(
                field=clean(given, 60), fields=", ".join(self.fields)
            )
            + hint
        )

    def remembered(self, session: Session, header: Sequence[str]) -> Columns[F] | None:
        """The columns as the last file of this shape was imported with."""
        held = session.exec(_kept(self.kind, header)).first()
        if held is None:
            return None
        fields = {fold(name): self.fields(field) for name, field in held.fields.items() if field in set(self.fields)}
        return Columns(tuple(header), tuple(fields.get(fold(name)) for name in header), "remembered")

    def opened(self, book: Book, session: Session) -> "OpenedSheets[F]":
        """The sheets of a file, the columns of each as the last of that shape had them, or as their names say."""
        columns = [self.remembered(session, sheet.header) or self.columns(sheet.header) for sheet in book.sheets]
        return OpenedSheets(book, self, columns)

    def remember(self, work: Work, columns: Columns[F]) -> None:
        """Keeps `columns` for the next file of its shape; writes nothing where it is kept already."""
        fields: Mapping[str, str] = {
            name: field.value for name, field in zip(columns.header, columns.fields, strict=True) if field is not None
        }
        held = work.session.exec(_kept(self.kind, columns.header)).first()
        if held is None:
            shape = shape_of(columns.header)
            kept = ColumnMapping(kind=self.kind, shape=shape, fields=dict(fields), at=work.clock.now(), by=work.by)
            work.session.add(kept)
        elif held.fields != fields:
            held.fields, held.at, held.by = dict(fields), work.clock.now(), work.by
        work.session.flush()


@dataclass(slots=True)
class OpenedSheets(Generic[F]):
    """A file that is ready to be imported: its sheets, each with what its columns hold."""

    book: Book
    vocabulary: Vocabulary[F]
    columns: list[Columns[F]]

    @property
    def sheets(self) -> list[tuple[Sheet, Columns[F]]]:
        """Each sheet with its columns."""
        return list(zip(self.book.sheets, self.columns, strict=True))

    def mapped(self, said: str) -> None:
        """Takes what `said` ("Column=field,…") says of columns over what was recognised.

        Of several sheets each takes the columns it has. Raises UsageError when none has a column, or for an unknown
        field.
        """
        self.columns = mapped_by(self.columns, lambda columns: self.vocabulary.said(said, columns))

    def remember(self, work: Work) -> None:
        """Keeps the columns of each sheet for the next file of its shape."""
        for columns in self.columns:
            self.vocabulary.remember(work, columns)

    def left_out(self) -> list[str]:
        """The columns that are not taken in, in sentences: those that nobody knows, and those that are never kept."""
        named = [
            name
            for columns in self.columns
            for name, held in zip(columns.header, columns.fields, strict=True)
            if held is None and name.strip()
        ]
        unknown = [name for name in named if fold(name) not in self.vocabulary.words]
        said = _(
            "Not known and left out: {columns}. What one holds is said with ‹i› in the app, with --map 'Column=field'"
            " in a command."
        )
        found = [said.format(columns=_listed(unknown))] if unknown else []
        never = [name for name in named if fold(name) in self.vocabulary.words]
        if never:
            found.append(_("Left out, as such a column is never kept: {columns}.").format(columns=_listed(never)))
        return found

    def refuse_without(self, field: F, what: str) -> None:
        """Raises UsageError where no column of any sheet holds `field`: then no row can be taken in.

        `what` says it in a sentence: "the company".
        """
        if any(columns.places(field) for columns in self.columns):
            return
        sheet = self.book.sheets[0]
        raise UsageError(
            _(
                "No column of {file} (line {line}) is known to hold {what}: it has {columns}."
                " Say which does, for example --map '{example}={field}'."
            ).format(
                file=self.book.file,
                line=sheet.header_line,
                what=what,
                columns=", ".join(sheet.header[:15]),
                example=sheet.header[0],
                field=field.value,
            )
        )


C = TypeVar("C")

MOST_NAMED = 10
"""Columns that are named in one sentence."""


def _listed(names: Sequence[str]) -> str:
    """Names of columns, bounded; more than `MOST_NAMED` are counted."""
    more = len(names) - MOST_NAMED
    listed = ", ".join(clean(name, 40) for name in names[:MOST_NAMED])
    return f"{listed} +{more}" if more > 0 else listed


def mapped_by(sheets: Iterable[C], say: Callable[[C], C]) -> list[C]:
    """Each sheet's columns as `say` has them; one that has none of those columns stays. Raises what all of them do."""
    found, first_error, changed = [], None, 0
    for columns in sheets:
        try:
            found.append(say(columns))
            changed += 1
        except UsageError as error:
            found.append(columns)
            first_error = first_error or error
    if not changed and first_error is not None:
        raise first_error
    return found


def shape_of(header: Sequence[str]) -> str:
    """What tells a file of this shape from others: its folded column names, in order."""
    return "\n".join(fold(name) for name in header)


def _kept(kind: SheetKind, header: Sequence[str]) -> SelectOfScalar[ColumnMapping]:
    return select(ColumnMapping).where(ColumnMapping.kind == kind, ColumnMapping.shape == shape_of(header))


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
