"""Files for machines pass their importers' rules, written down here in our own words, with every value unchanged.

The rules: listmonk, internal/subimporter/importer.go (rows by Go's encoding/csv); Mautic,
LeadBundle/Model/ImportModel.php (line by line, by PHP's str_getcsv); the format guidelines of Mailchimp, Brevo and
Laposta; the files that Google Contacts and Outlook write themselves; RFC 2426 for vCards.
"""

import csv
import io
import json
import re
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from crm.exports.delimited import FORMULA_SIGNS, within
from crm.exports.formats import ExportFormat, stream_in, writing
from crm.exports.line import ExportLine, Lines
from crm.exports.telling import fresh_from
from crm.exports.vcard import folded
from crm.text import clean

NASTY = [
    '=HYPERLINK("http://x.example";"k")', "+31 20 555 01 23", "-2+3", "@SUM(A1)", "＝1", "O'Neil", "'t Hek", '"', '""',
    'a\\"b', "eindigt op \\", 'komma, en \\', ";;;", "a|b", "<b>&amp;", "_x0041_", "\u202egpj.exe", "x" * 480,
    "ij ĳ ﬁ", "\U0001f469\u200d\U0001f3eb", "\\n", "é" * 240,
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=40)).map(clean)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def lines(draw: Any) -> ExportLine:
    """Somebody whose every text may be anything that the database can give."""
    name, given_, prefix, surname = (draw(TEXTS) for _ in range(4))
    return ExportLine(
        draw(st.integers(1, 10**6)),
        name or "N",
        draw(TEXTS),
        given_,
        prefix,
        surname,
        f"{surname}, {given_}",
        "z.vanthek@haz.example",
        draw(TEXTS),
        "",
        "",
        draw(TEXTS),
        draw(TEXTS),
        "docent",
        ("teacher",),
        tuple(draw(st.lists(TEXTS, max_size=3))),
        "mapped",
        "consent",
        "nl",
        "informal",
        f"Beste {given_}",
        "https://haz.example/team",
        "2026-11-22",
        draw(st.booleans()),
    )


def _text(kind: ExportFormat, *people: ExportLine, campaign: str = "") -> str:
    how = writing(kind, campaign=campaign)
    return how.head + how.between.join(how.rows(Lines.of(people))) + how.tail


def go_csv(text: str, comma: str = ",") -> list[list[str]]:
    """Records as Go's encoding/csv reads them. Raises ValueError where it gives up."""
    records, place = [], 0
    while place < len(text):
        record, place = _go_record(text, place, comma)
        if record != [""]:
            records.append(record)
    return records


def _go_record(text: str, place: int, comma: str) -> tuple[list[str], int]:
    fields: list[str] = []
    while True:
        if text[place : place + 1] == '"':
            field, place = _go_quoted(text, place + 1)
        else:
            end = min((p for p in (text.find(comma, place), text.find("\n", place)) if p >= 0), default=len(text))
            field, place = text[place:end].removesuffix("\r"), end
            if '"' in field:
                raise ValueError("bare quote in a field that is not quoted")
        fields.append(field)
        if text[place : place + 1] == comma:
            place += 1
            continue
        if text[place : place + 2] == "\r\n":
            place += 1
        if place < len(text) and text[place] != "\n":
            raise ValueError("something stands behind a closing quote")
        return fields, place + 1


def _go_quoted(text: str, place: int) -> tuple[str, int]:
    field = ""
    while True:
        end = text.find('"', place)
        if end < 0:
            raise ValueError("a quote is never closed")
        field += text[place:end]
        if text[end + 1 : end + 2] != '"':
            return field.replace("\r\n", "\n"), end + 1
        field, place = f'{field}"', end + 2


def listmonk(text: str) -> list[dict[str, Any]]:
    """The subscribers its importer takes in; a row it skips or a file it refuses raises ValueError."""
    assert not text.startswith("\ufeff"), "a byte order mark before a header"
    header, *rows = go_csv(text)
    assert "email" in header
    found = []
    for row in rows:
        if len(row) != len(header):
            raise ValueError("wrong number of fields")
        cells = dict(zip(header, row, strict=True))
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", cells["email"]) or len(cells["email"]) > 1000:
            raise ValueError("invalid e-mail")
        attributes = json.loads(cells["attributes"])
        assert isinstance(attributes, dict)
        found.append({**cells, "attributes": attributes})
    return found


def php_cells(line: str) -> list[str]:
    """The cells of a line as PHP's str_getcsv gives them: comma, quote, backslash as escape."""
    cells, place = [], 0
    while True:
        start = place
        while line[place : place + 1] in {" ", "\t"} and place < len(line):
            place += 1
        if line[place : place + 1] == '"':
            cell, place = _php_quoted(line, place + 1)
        else:
            end = line.find(",", start)
            end = len(line) if end < 0 else end
            cell, place = line[start:end], end
        cells.append(cell)
        if place >= len(line):
            return cells
        place += 1


def _php_quoted(line: str, place: int) -> tuple[str, int]:
    cell, escaped = "", False
    while place < len(line):
        sign = line[place]
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == '"':
            if line[place + 1 : place + 2] != '"':
                end = line.find(",", place + 1)
                end = len(line) if end < 0 else end
                return cell + line[place + 1 : end], end
            place += 1
        cell += sign
        place += 1
    return cell, place


def mautic(text: str) -> list[dict[str, str]]:
    """The contacts its import takes in; a row with more values than columns is refused."""
    header, *rows = [php_cells(line) for line in text.removesuffix("\n").split("\n")]
    for row in rows:
        if len(row) > len(header):
            raise ValueError("more values than columns")
    return [dict(zip(header, [cell.strip() for cell in row], strict=True)) for row in rows]


def standard(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a delimited file as RFC 4180 has it; header names must each be there once."""
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    assert len(set(header)) == len(header)
    for row in rows:
        if len(row) != len(header):
            raise ValueError("wrong number of fields")
    return [dict(zip(header, row, strict=True)) for row in rows]


def vcards(text: str) -> list[dict[str, str]]:
    """The cards by their properties, unfolded; a line that is too long raises ValueError."""
    assert text.endswith("\r\n")
    for coded in text.encode().split(b"\r\n"):
        if len(coded) > 75:
            raise ValueError("a line of more than 75 bytes")
        coded.decode()
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _colon, value = line.partition(":")
        if name == "BEGIN":
            found.append({})
        found[-1][name.split(";")[0]] = value
    return found


def unescaped(value: str) -> list[str]:
    """The parts of a structured value."""
    parts = re.split(r"(?<!\\)((?:\\\\)*);", value)
    joined = ["".join(pair) for pair in zip(parts[::2], [*parts[1::2], ""], strict=True)]
    return [re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], part) for part in joined]


@QUICK
@given(st.lists(lines(), min_size=1, max_size=3))
def test_listmonk_takes_every_row_as_it_is(people: list[ExportLine]) -> None:
    found = listmonk(_text(ExportFormat.LISTMONK, *people))
    assert [(one["email"], one["name"]) for one in found] == [(one.email, one.name) for one in people]
    for read, one in zip(found, people, strict=True):
        told = read["attributes"]
        assert (told["school"], told["courses"], told["stage"]) == (one.organisation, list(one.courses), "mapped")
        assert (told["salutation"], told["language"], told["old"]) == (one.salutation, "nl", one.old)


@QUICK
@given(st.lists(lines(), min_size=1, max_size=3))
def test_mautic_takes_every_row_as_it_is(people: list[ExportLine]) -> None:
    found = mautic(_text(ExportFormat.MAUTIC, *people, campaign="Nieuwsbrief"))
    for read, one in zip(found, people, strict=True):
        assert (read["title"], read["firstname"], read["lastname"]) == (one.titles, one.given, one.last_name.strip())
        assert (read["company"], read["email"], read["phone"]) == (one.organisation, one.email, one.phone)
        assert (read["preferred_locale"], read["position"]) == ("nl", "docent")
        assert {"mapped", "je", "Nieuwsbrief"} <= set(read["tags"].split("|"))


@QUICK
@given(st.lists(lines(), min_size=1, max_size=3))
def test_mailchimp_takes_every_row_and_no_value_is_too_long(people: list[ExportLine]) -> None:
    found = standard(_text(ExportFormat.MAILCHIMP, *people))
    for read, one in zip(found, people, strict=True):
        assert all(len(value.encode()) <= 255 for value in read.values())
        assert (read["Email Address"], read["First Name"]) == (one.email, within(one.given, 255))
        assert read["SCHOOL"] == within(one.organisation, 255)


@QUICK
@given(st.lists(lines(), min_size=1, max_size=3), st.sampled_from([ExportFormat.BREVO, ExportFormat.LAPOSTA]))
def test_brevo_and_laposta_take_every_row_as_it_is(people: list[ExportLine], kind: ExportFormat) -> None:
    text = _text(kind, *people)
    assert not text.startswith("\ufeff")
    for read, one in zip(standard(text, ";"), people, strict=True):
        told = {key.upper(): value for key, value in read.items()}
        assert told["EMAIL"] == one.email
        assert (told.get("FIRSTNAME", told.get("VOORNAAM")), told["SCHOOL"]) == (one.given, one.organisation)
        assert (told["STAGE"], told["LANGUAGE"], told["SALUTATION"]) == ("mapped", "nl", one.salutation)


def test_brevo_s_attributes_are_named_in_capitals() -> None:
    header = _text(ExportFormat.BREVO).strip().split(";")
    assert header[:3] == ["EMAIL", "FIRSTNAME", "LASTNAME"]
    assert all(re.fullmatch("[A-Z][A-Z0-9_]*", name) for name in header)


@QUICK
@given(st.lists(lines(), min_size=1, max_size=3))
def test_google_and_outlook_take_every_row_as_it_is(people: list[ExportLine]) -> None:
    google = standard(_text(ExportFormat.GOOGLE, *people))
    outlook = standard(_text(ExportFormat.OUTLOOK, *people))
    for read, other, one in zip(google, outlook, people, strict=True):
        assert (read["First Name"], read["Last Name"], read["E-mail 1 - Value"]) == (
            one.given,
            one.last_name,
            one.email,
        )
        assert (read["Organization Name"], read["Phone 1 - Value"]) == (one.organisation, one.phone)
        assert (other["First Name"], other["Last Name"], other["E-mail Address"]) == (
            one.given,
            one.last_name,
            one.email,
        )
        assert (other["Company"], other["Business Phone"]) == (one.organisation, one.phone)


@QUICK
@given(st.lists(lines(), min_size=1, max_size=3))
def test_a_vcard_holds_every_value_as_it_is(people: list[ExportLine]) -> None:
    for card, one in zip(vcards(_text(ExportFormat.VCARD, *people)), people, strict=True):
        assert unescaped(card["FN"]) == [one.name]
        assert unescaped(card["N"]) == [one.last_name, one.given, "", one.titles, ""]
        assert (card["VERSION"], unescaped(card["EMAIL"])) == ("3.0", [one.email])
        if one.organisation:
            assert unescaped(card["ORG"]) == [one.organisation, *([one.unit] if one.unit else [])]


@QUICK
@given(st.lists(lines(), min_size=1, max_size=3))
def test_json_holds_every_value_as_it_is(people: list[ExportLine]) -> None:
    for read, one in zip(json.loads(_text(ExportFormat.JSON, *people)), people, strict=True):
        assert (read["name"], read["given"] or "", read["courses"]) == (one.name, one.given, list(one.courses))


@QUICK
@given(st.lists(lines(), min_size=1, max_size=3))
def test_no_cell_of_a_list_for_people_acts(people: list[ExportLine]) -> None:
    text = _text(ExportFormat.CSV, *people).removeprefix("\ufeff")
    for row, one in zip(list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:], people, strict=True):
        assert len(row) == 19
        assert not [cell for cell in row if cell[:1] and cell[0] in FORMULA_SIGNS]
        assert row[0].removeprefix("'") == one.name.removeprefix("'")


@settings(max_examples=25, deadline=None)
@given(st.lists(lines(), min_size=1, max_size=3))
def test_a_workbook_holds_every_value_as_text(people: list[ExportLine]) -> None:
    file = io.BytesIO()
    with stream_in(ExportFormat.EXCEL, file) as sheet:
        sheet.write(_text(ExportFormat.EXCEL, *people).encode())
    rows = list(load_workbook(file, read_only=True).worksheets[0].iter_rows(min_row=2))
    for row, one in zip(rows, people, strict=True):
        assert {cell.data_type for cell in row if cell.value is not None} <= {"s", "inlineStr"}
        shown = [
            str(cell.value or "").replace("_x005F_", "_") for cell in row
        ]  # as Excel shows it (ECMA-376, ST_Xstring)
        assert [shown[0], shown[2], shown[4], shown[6]] == [one.name, one.given, one.surname, one.organisation]


@QUICK
@given(st.lists(lines(), min_size=1, max_size=4), st.sampled_from(ExportFormat))
def test_the_company_somebody_is_read_in_changes_nothing_of_their_row(
    people: list[ExportLine], kind: ExportFormat
) -> None:
    how = writing(kind, campaign="Najaar; 2026")
    assert list(Lines.of(people)) == people
    assert [field.name for field in fields(Lines)] == list(ExportLine._fields)
    assert list(how.rows(Lines.of(people))) == [how.rows(Lines.of([one]))[0] for one in people]


@given(st.text(max_size=200).map(lambda text: text.replace("\r", "").replace("\n", "")))
def test_a_folded_line_is_the_line(line: str) -> None:
    pieces = folded(line).split("\r\n ")
    assert "".join(pieces) == line
    assert all(len(piece.encode()) <= (75 if not number else 74) for number, piece in enumerate(pieces))


@pytest.mark.parametrize(
    ("seen", "old"), [("", True), ("2026-05-26", True), ("2026-05-27", False), ("2026-11-22", False)]
)
def test_what_nobody_saw_for_180_days_is_old(seen: str, old: bool) -> None:
    assert (seen < fresh_from(date(2026, 11, 23))) is old
