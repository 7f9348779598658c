"""The import of an address book: read, planned, and written in one transaction that is taken back as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Session

from crm.errors import UsageError
from crm.imports import columns, who
from crm.imports.columns import ColumnFields
from crm.imports.contact import ContactReader, RowRefusedError
from crm.imports.earlier import Earlier
from crm.imports.entries import entry_of, place_entries
from crm.imports.files import Book, Sheet, open_book
from crm.imports.history_plan import plan_history
from crm.imports.places import Places
from crm.imports.plan import Entry, Outcome, Plan, Progress, Someone
from crm.imports.sheet_rows import now_and_then, rows_with_lines
from crm.imports.vocabulary import mapped_by
from crm.language import _
from crm.privacy.rows import let_in
from crm.tables.core import PERSON
from crm.words import Method

REPORT_EVERY = 1_000
"""Rows between two words on progress."""

PREVIEWED = 50
"""Rows that are shown with their fate before anything is written."""


def silent(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody follows."""


@dataclass(slots=True)
class Opened:
    """A file that is ready to be imported: its sheets, each with what its columns hold."""

    book: Book
    fields: list[ColumnFields] = field(default_factory=list)

    @property
    def sheets(self) -> list[tuple[Sheet, ColumnFields]]:
        """Each sheet with its columns."""
        return list(zip(self.book.sheets, self.fields, strict=True))

    def mapped(self, said: str) -> None:
        """Takes what `said` ("Column=field,…") says of columns over what was recognised.

        Of several sheets each takes the columns it has. Raises UsageError when none has a column, or for an unknown
        field.
        """
        self.fields = mapped_by(self.fields, lambda fields: columns.said_mapping(said, fields))

    def refuse_nameless(self) -> None:
        """Raises UsageError where no column of any sheet holds a name: then nobody can be told."""
        if any(fields.names_people for fields in self.fields):
            return
        header = ", ".join(self.fields[0].header[:15])
        raise UsageError(
            _(
                "No column of {file} (line {line}) is known to hold a name: it has {columns}."
                " Say which does, for example --map '{example}=name'."
            ).format(
                file=self.book.file,
                line=self.book.sheets[0].header_line,
                columns=header,
                example=self.fields[0].header[0],
            )
        )


def open_contacts(path: Path, session: Session) -> Opened:
    """The address book at `path`, its columns as the last file of that shape had them, or as their names say.

    Raises FileError.
    """
    book = open_book(path, columns.recognised)
    opened = Opened(book)
    for sheet in book.sheets:
        known = columns.remembered(session, sheet.header)
        opened.fields.append(known or columns.mapping_of(sheet.header))
    return opened


def plan_contacts(
    session: Session, opened: Opened, *, today: date, first: int | None = None, progress: Progress = silent
) -> Plan:
    """What importing `opened` would do; with `first` only for that many rows from the top. Writes nothing."""
    connection = session.connection()
    plan = Plan(opened.book.file, remarks=[*opened.book.remarks])
    places = Places(connection)
    entries = list(_entries(opened, plan, today, first, progress))
    place_entries(entries, places)
    plan.remarks += _slips(entries, places, opened.book.file)
    entries = let_in(connection, entries)
    earlier = Earlier.read(connection, Method.IMPORT)
    progress(_("Finding who is known"), 0, 0)
    plan.people = who.people_of(session, entries, earlier, opened.book.file)
    decide(connection, plan.people, earlier, opened.book.file)
    plan_history(connection, plan.people)
    return plan


def _slips(entries: Sequence[Entry], places: Places, file: str) -> Iterator[str]:
    """What is said of schools that come in as new, and are called nearly as one that is known: each once."""
    new = {entry.place.domain: entry for entry in reversed(entries) if entry.place is not None}
    for entry in reversed(new.values()):
        near = places.near(entry.place) if entry.place is not None else None
        if near is not None and entry.place is not None:
            said = _("“{name}” is no school that is known: a new one. Did you mean {near}? Then mend the list.")
            reason = said.format(name=entry.place.name, near=near)
            entry.line.reason = "; ".join(part for part in (entry.line.reason, reason) if part)
            yield _("{file}, line {line}: {reason}").format(file=file, line=entry.line.line, reason=reason)


def _entries(opened: Opened, plan: Plan, today: date, first: int | None, progress: Progress) -> Iterator[Entry]:
    """The rows that can be taken in; those that cannot are put in the plan as refused."""
    for sheet, fields in opened.sheets:
        if not fields.names_people:
            plan.remarks.append(_("{sheet} has no column with names and is left out.").format(sheet=sheet.name))
            continue
        reader = ContactReader(fields, today)
        for line, row in rows_with_lines(sheet, plan.lines, first=first, told=now_and_then(progress, REPORT_EVERY)):
            try:
                contact = reader.read(row)
            except RowRefusedError as refusal:
                line.refuse(refusal.reason, row.cells)
                continue
            line.name, line.reason = contact.says["name"], "; ".join(contact.remarks)
            line.values_refused = contact.refused
            where = f"{opened.book.file}, {sheet.name}" if sheet.name else opened.book.file
            said = _("{file}, line {line}: {reason}")
            plan.remarks += [said.format(file=where, line=row.line, reason=each) for each in contact.to_come]
            yield entry_of(contact, line, opened.book.page(sheet, row.line))


def decide(connection: Connection, people: Sequence[Someone], earlier: Earlier, origin: str) -> None:
    """Says of every row what becomes of it, and what of an earlier state of the file it takes the place of."""
    known = who.known_people(connection, [each.id for each in people if each.id is not None])
    for someone in people:
        if someone.id is None:
            for later in someone.entries[1:]:
                later.line.outcome = Outcome.MERGED
            continue
        for entry in someone.entries:
            entry.line.person = someone.id
            entry.is_new = not earlier.says_already(someone.id, entry)
            entry.line.outcome = Outcome.UPDATED if entry.is_new else Outcome.SAME
            if entry.is_new:
                entry.line.conflicts = _conflicts(known[someone.id], entry)
        someone.replaced = earlier.replaced(someone.id, someone.entries, origin)


_COMPARED = (PERSON.c.email.name, PERSON.c.phone.name)


def _conflicts(known: "who.KnownPerson", entry: Entry) -> list[str]:
    """What the row says otherwise than what is known."""
    differing = []
    for name in _COMPARED:
        was, says = known.values.get(name), entry.says.get(name)
        if was and says and who.comparable(name, was) != who.comparable(name, str(says)):
            differing.append(_("{old} → {new}").format(old=was, new=says))
    return differing
