"""A file of cases that lies open: a sheet with its columns, or a mail with the questions in it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from sqlmodel import Session

from crm.clock import OFFICE_ZONE
from crm.errors import FileError
from crm.imports.cases.letters import Writer
from crm.imports.cases.names import organisation_of
from crm.imports.cases.questions import Asked, Questions, questions_in
from crm.imports.cases.rows import CaseRow, row_of
from crm.imports.cases.vocabulary import CaseField
from crm.imports.contact import RowRefusedError
from crm.imports.files import Book, open_book
from crm.imports.files.texts import read_bytes, text_of
from crm.imports.plan import Line, Outcome
from crm.imports.sheet_rows import rows_with_lines
from crm.imports.vocabulary import Columns, OpenedSheets, Vocabulary
from crm.language import _
from crm.text import LONGEST_DESCRIPTION, clean
from crm.words import SheetKind

CASES = Vocabulary(SheetKind.CASES, CaseField, "imports/cases.toml")
"""What the columns of a sheet of cases are called."""

_MAIL = re.compile(rb"\A(?:[A-Za-z][\w-]{1,40}:[ \t][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n")
_FROM = re.compile(rb"^(?:from|received|return-path|message-id):", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True)
class OpenedMail:
    """A mail, or a text that was pasted: the questions in it. `page` names it; `on`: the day it was sent."""

    book: Book
    page: str
    questions: Questions
    on: date | None = None


@dataclass(slots=True)
class OpenedCases:
    """A file that is ready to be imported: one of the two."""

    sheets: OpenedSheets[CaseField] | None = None
    mail: OpenedMail | None = None

    @property
    def book(self) -> Book:
        """The file."""
        opened = self.sheets or self.mail
        assert opened is not None
        return opened.book

    def refuse_useless(self) -> None:
        """Raises UsageError where no column holds a question or a company, FileError for a mail without a question."""
        if self.sheets is not None:
            self.sheets.refuse_without(CaseField.QUESTION, _("the question"))
            self.sheets.refuse_without(CaseField.COMPANY, _("the company"))
        elif self.mail is not None and not self.mail.questions.asked:
            raise FileError(
                _(
                    "No question of a business was found in {file}. Add it by hand with `werkplaats case add`, or write"
                    " “Bedrijf: …” and “Vraag: …” on lines of their own."
                ).format(file=self.mail.book.file)
            )

    def rows(self, lines: list[Line], today: date, first: int | None = None) -> Iterator[CaseRow]:
        """The rows that can be taken in; each row that was read adds its line, those that cannot as refused."""
        if self.sheets is not None:
            yield from _rows_of(self.sheets, lines, today, first)
        elif self.mail is not None:
            yield from _rows_in(self.mail, lines, today)


def open_cases(path: Path, session: Session, ours: Collection[str] = ()) -> OpenedCases:
    """The file at `path`: a mail (.eml, .txt), or a sheet in any form with its columns as the last one had them.

    `ours` are the addresses of the office, which is nobody's partner. Raises FileError.
    """
    content = read_bytes(path)
    file = clean(path.name, 200)
    if path.suffix.lower() == ".eml" or (_MAIL.match(content) and _FROM.search(content[:4_000])):
        return OpenedCases(mail=_mail(content, file, ours))
    if path.suffix.lower() in {".txt", ".md"}:
        lines = text_of(content, file).lines
        return OpenedCases(mail=pasted("\n".join(lines), file))
    book = open_book(path, CASES.recognised)
    return OpenedCases(CASES.opened(book, session))


def pasted(text: str, file: str = "") -> OpenedMail:
    """A text that was pasted: a mail without its head, or with it on top."""
    name = file or _("pasted text")
    return OpenedMail(Book(name, []), name, questions_in(text))


def _mail(content: bytes, file: str, ours: Collection[str]) -> OpenedMail:
    from crm.mail.parsing import UnreadableError, read_mail
    from crm.mail.parsing import text_of as words_of

    try:
        mail = read_mail(content)
    except UnreadableError as error:
        raise FileError(_("{file} is no mail that can be read: {why}.").format(file=file, why=error)) from error
    remarks = []
    if mail.automatic:
        found = Questions([])
        remarks.append(_("A machine wrote it: an automatic reply or a newsletter."))
    else:
        assert mail.message is not None
        found = questions_in(words_of(mail.message), Writer(mail.sender_name, mail.sender), mail.subject)
        remarks += _attached(mail.message)
    if found.through is not None and found.through.email in {one.lower() for one in ours}:
        found = Questions(found.asked)
    on = mail.at.astimezone(OFFICE_ZONE).date()
    page = f"{file}, {mail.subject} ({on.isoformat()})"
    return OpenedMail(Book(file, [], remarks), clean(page, 400), found, on)


def _attached(message: object) -> list[str]:
    """What hangs on a mail and is not read."""
    from email.message import Message

    assert isinstance(message, Message)
    named = [clean(str(part.get_filename()), 100) for part in islice(message.walk(), 200) if part.get_filename()]
    if not named:
        return []
    return [_("Not read is what hangs on the mail: {files}. Save it and import it too.").format(files=", ".join(named))]


def _rows_of(opened: OpenedSheets[CaseField], lines: list[Line], today: date, first: int | None) -> Iterator[CaseRow]:
    for sheet, columns in opened.sheets:
        if not columns.places(CaseField.QUESTION):
            continue
        for line, row in rows_with_lines(sheet, lines, first=first):
            try:
                yield row_of(_told(columns, row.cells), line, opened.book.page(sheet, row.line), today)
            except RowRefusedError as refusal:
                line.refuse(refusal.reason, row.cells)


def _told(columns: Columns[CaseField], cells: list[str]) -> dict[CaseField, str]:
    told = {each: columns.cell(cells, each) for each in CaseField}
    questions = (cells[place] for place in columns.places(CaseField.QUESTION) if place < len(cells))
    told[CaseField.QUESTION] = clean(" ".join(one for one in questions if one), LONGEST_DESCRIPTION)
    return {each: text for each, text in told.items() if text}


def _rows_in(opened: OpenedMail, lines: list[Line], today: date) -> Iterator[CaseRow]:
    through = opened.questions.through
    for asked in opened.questions.asked:
        line = Line(asked.line, Outcome.ADDED)
        lines.append(line)
        try:
            row = row_of(_told_in(asked), line, f"{opened.page}, line {asked.line}", today)
        except RowRefusedError as refusal:
            line.refuse(refusal.reason, [asked.question])
            continue
        row.on = row.on or opened.on
        if through is not None and not row.partner:
            row.partner = opened.questions.organisation or organisation_of(through.name, through.email)
            row.partner_name, row.partner_mail = through.name, through.email
        yield row


def _told_in(asked: Asked) -> dict[CaseField, str]:
    reach = asked.reach
    told = {
        CaseField.COMPANY: asked.company,
        CaseField.QUESTION: asked.question,
        CaseField.CONTACT: reach.name,
        CaseField.EMAIL: reach.email,
        CaseField.PHONE: reach.phone,
        CaseField.WEBSITE: reach.website,
        CaseField.MUNICIPALITY: reach.place,
    }
    return {**asked.told, **{each: text for each, text in told.items() if text}}
