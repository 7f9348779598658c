"""The kinds of file an export can be, and how each is written: a head, a row for each person, a tail."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any

from crm.exports import machine, vcard, workbook
from crm.exports.contacts import AT_ONCE
from crm.exports.delimited import FORMULA_SIGNS, guarded, machine_rows, spreadsheet_rows
from crm.exports.line import ExportLine, Lines
from crm.words import Recipients

__all__ = ["FORMULA_SIGNS", "ExportFormat", "Writing", "guarded", "stream_in", "writing"]


class ExportFormat(StrEnum):
    """The kinds of file that can be written."""

    CSV = "csv"
    EXCEL = "excel"
    VCARD = "vcard"
    LISTMONK = "listmonk"
    MAUTIC = "mautic"
    MAILCHIMP = "mailchimp"
    BREVO = "brevo"
    LAPOSTA = "laposta"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    JSON = "json"


TARGETS = {
    ExportFormat.LISTMONK: machine.LISTMONK,
    ExportFormat.MAUTIC: machine.MAUTIC,
    ExportFormat.MAILCHIMP: machine.MAILCHIMP,
    ExportFormat.BREVO: machine.BREVO,
    ExportFormat.LAPOSTA: machine.LAPOSTA,
    ExportFormat.GOOGLE: machine.GOOGLE_CONTACTS,
    ExportFormat.OUTLOOK: machine.OUTLOOK_CONTACTS,
}
"""What each machine's importer takes."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file is written. `between` stands before every row but a file's first.

    `limit` (bytes) and `most` (people): when a file is full and the next one begins. `once`: an address stands in it
    once. `at_once`: of so many people the rows may be in memory together.
    """

    head: str
    rows: Callable[[Lines], Sequence[str]]
    tail: str = ""
    between: str = ""
    limit: int | None = None
    most: int | None = None
    once: bool = False
    at_once: int = AT_ONCE


def writing(kind: ExportFormat, *, recipients: Recipients = Recipients.PEOPLE, campaign: str = "") -> Writing:
    """How `kind` is written; headings for people are in the language that is current now."""
    if kind is ExportFormat.CSV:
        return Writing(*spreadsheet_rows(recipients))
    if kind is ExportFormat.EXCEL:
        head, rows = workbook.sheet_rows(recipients)
        most, at_once = workbook.MOST_ROWS - 1, workbook.AT_ONCE
        return Writing(head, rows, tail=workbook.TAIL, most=most, at_once=at_once)
    if kind is ExportFormat.VCARD:
        return Writing("", lambda people: vcard.cards(people, campaign))
    if kind is ExportFormat.JSON:
        return Writing("[\n ", lambda people: [_json(line) for line in people], tail="\n]\n", between=",\n ")
    target = TARGETS[kind]
    header, row = machine_rows(target, campaign)
    return Writing(header, row, limit=target.limit, most=target.most, once=target.once)


@contextmanager
def stream_in(kind: ExportFormat, file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Where the text of `kind` goes: into `file` itself, or into the sheet of a workbook in it."""
    if kind is ExportFormat.EXCEL:
        with workbook.sheet_in(file) as sheet:
            yield sheet
    else:
        yield file


def _json(line: ExportLine) -> str:
    """One object; values as they are, lists as lists."""
    return json.dumps(_object(line), ensure_ascii=False)


def _object(line: ExportLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "titles": line.titles or None,
        "given": line.given or None,
        "prefix": line.prefix or None,
        "surname": line.surname,
        "sort": line.sort,
        "email": line.email,
        "phone": line.phone or None,
        "school": line.organisation or None,
        "unit": line.unit or None,
        "position": line.position or None,
        "roles": list(line.roles),
        "courses": list(line.courses),
        "stage": line.stage,
        "basis": line.basis,
        "language": line.language,
        "form": line.form,
        "salutation": line.salutation,
        "source": {"page": line.page or None, "seen_on": line.checked_on or None},
        "checked_on": line.checked_on or None,
        "old": line.old,
    }
