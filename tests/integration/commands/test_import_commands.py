"""Imports by command: the JSON and the report that scripts read, exit codes, and files that are wrong."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

Werkplaats = Any

LIST = 'Naam;E-mail;School\nJan Smit;j.smit@hva.nl;HvA\n"Smit, Jan";j.smit@hva.nl;HvA\n;leeg@hva.nl;HvA\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lijst.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_an_import_says_in_json_and_report_what_became_of_each_row(
    werkplaats: Werkplaats, file: Path, tmp_path: Path
) -> None:
    answer = werkplaats("import", "contacts", file, "--json", "--report", tmp_path / "r.csv")
    assert answer.code == 3
    told = answer.json
    assert {key: told[key] for key in ("read", "added", "updated", "same", "merged", "left_out")} == {
        "read": 3,
        "added": 1,
        "updated": 0,
        "same": 0,
        "merged": 1,
        "left_out": 0,
    }
    [refused] = told["refused"]
    assert (refused["file"], refused["line"]) == ("lijst.csv", 4)
    report = (tmp_path / "r.csv").read_bytes()
    assert report.startswith(b"line,outcome,person,reason\n2,added,")
    rows = list(csv.DictReader(io.StringIO(report.decode("utf-8"))))
    assert [row["outcome"] for row in rows] == ["added", "merged", "refused"]
    assert rows[0]["person"] == rows[1]["person"]
    assert rows[2]["person"] == ""
    assert "line 4" in answer.err


def test_a_bad_address_is_refused_and_the_rest_of_its_row_kept(werkplaats: Werkplaats, file: Path) -> None:
    file.write_text("Naam;E-mail;School\nJan Smit;j.smit@@hva;HvA\n", encoding="utf-8")
    answer = werkplaats("import", "contacts", file, "--json")
    assert (answer.code, answer.json["added"], answer.json["refused_file"]) == (3, 1, None)
    [refused] = answer.json["refused"]
    assert (refused["line"], "E-mail" in refused["reason"]) == (2, True)
    assert "line 2" in answer.err or "regel 2" in answer.err


def test_refused_rows_are_mended_in_a_file_and_imported_again(
    werkplaats: Werkplaats, file: Path, tmp_path: Path
) -> None:
    told = werkplaats("import", "contacts", file, "--json").json
    refused = Path(told["refused_file"])
    assert refused.parent == tmp_path
    content = refused.read_text(encoding="utf-8-sig")
    assert content.splitlines()[0] == "Naam;E-mail;School;refused because"
    refused.write_text(content.replace(";leeg@hva.nl", "Anna Kok;leeg@hva.nl", 1), encoding="utf-8-sig")
    again = werkplaats("import", "contacts", refused, "--json")
    assert (again.code, again.json["added"]) == (0, 1)


def test_a_dry_run_leaves_the_database_byte_for_byte(werkplaats: Werkplaats, file: Path, sqlite_database: str) -> None:
    werkplaats("leads")
    path = Path(sqlite_database.removeprefix("sqlite:///"))
    before = path.read_bytes()
    dry = werkplaats("import", "contacts", file, "--dry-run", "--json").json
    assert path.read_bytes() == before
    real = werkplaats("import", "contacts", file, "--json").json
    counts = ("read", "added", "updated", "same", "merged", "left_out")
    assert [dry[name] for name in counts] == [real[name] for name in counts]
    assert dry["refused"] == real["refused"]


def test_all_or_nothing_imports_nothing_and_says_the_line(werkplaats: Werkplaats, file: Path) -> None:
    answer = werkplaats("import", "contacts", file, "--all-or-nothing")
    assert answer.code == 1
    assert "line 4" in answer.err
    assert werkplaats("search", "smit", "--json").json == []


def test_undo_of_an_import_names_who_stays(werkplaats: Werkplaats, file: Path) -> None:
    made = werkplaats("import", "contacts", file, "--json").json
    [hit] = werkplaats("search", "smit", "--json").json
    werkplaats("set", "person", hit["id"], "phone=020 1234567", "--as", "kees")
    answer = werkplaats("undo", "--json")
    assert answer.code == 3
    assert answer.json["undone"]["action"] == made["action"]
    assert answer.json["kept"] == ["Jan Smit"]


def _book(path: Path, *, empty_to: int = 0) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Blad1")
        sheet.write_row(0, 0, ["Overzicht 2019"])
        sheet.write_row(3, 0, ["Naam", "E-mail", "School"])
        sheet.write_row(4, 0, ["Jan Smit", "j.smit@hva.nl", "HvA"])
        if empty_to:
            sheet.write_blank(empty_to, 3, None, book.add_format({"bold": True}))
    return path


def test_a_million_empty_rows_are_passed_by(werkplaats: Werkplaats, tmp_path: Path) -> None:
    answer = werkplaats("import", "contacts", _book(tmp_path / "leeg.xlsx", empty_to=1_048_575), "--json")
    assert (answer.code, answer.json["read"], answer.json["added"]) == (0, 1, 1)


def test_macros_are_said_and_not_run(werkplaats: Werkplaats, tmp_path: Path) -> None:
    path = _book(tmp_path / "macro.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    answer = werkplaats("import", "contacts", path, "--json")
    assert answer.json["added"] == 1
    assert "macros" in answer.err


BAD: dict[str, tuple[bytes, str]] = {
    "leeg.csv": (b"\n \n", "leeg.csv is empty"),
    "plaatje.csv": (b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02\x03" * 500, "plaatje.csv is no text"),
    "brief.csv": (b"%PDF-1.7 x", "brief.csv is a PDF"),
    "kapot.xlsx": (b"PK\x03\x04rest", "kapot.xlsx is damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_none_is_told_in_a_sentence(werkplaats: Werkplaats, tmp_path: Path, name: str) -> None:
    content, words = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    answer = werkplaats("import", "contacts", path)
    assert answer.code == 1
    assert words in answer.err
    assert "Traceback" not in answer.err


ROWS: dict[str, tuple[bytes, int, dict[int, str]]] = {
    "unequal": (
        b"Naam,E-mail\nJan Smit,j@hva.nl\nPiet Puk,p@hva.nl,x,y\nAnna Kok\n",
        2,
        {3: "4 cells", 4: "before column E-mail"},
    ),
    "NULs": (b"Naam,E-mail\nJan\x00 Smit,j@hva.nl\n", 1, {}),
    "mixed encodings": ("Naam,School\nZoë Hek,HvA\n".encode() + "Renée Bos,HvA\n".encode("cp1252"), 2, {}),
    "a formula": (b'Naam,E-mail\n"=HYPERLINK(""http://x"")",j@hva.nl\n', 0, {2: "formula"}),
    "200 addresses": (
        b"Naam,E-mail\nJan Smit," + ";".join(f"a{n}@hva.nl" for n in range(200)).encode() + b"\n",
        0,
        {2: "200 e-mail addresses"},
    ),
    "an open quote": (b'Naam,E-mail\n"Jan Smit,j@hva.nl\nPiet Puk,p@hva.nl\nAnna Kok,a@hva.nl\n', 2, {2: "quote"}),
    "a card without a name": (
        b"BEGIN:VCARD\nVERSION:3.0\nEMAIL:x@hva.nl\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nFN:Jan Smit\nEND:VCARD\n",
        1,
        {1: "no name"},
    ),
    "a card without an end": (b"BEGIN:VCARD\nFN:Jan Smit\nEND:VCARD\nBEGIN:VCARD\nFN:Piet Puk\n", 1, {4: "no end"}),
}


@pytest.mark.parametrize("sort", ROWS)
def test_bad_rows_are_named_by_line_and_the_good_ones_kept(werkplaats: Werkplaats, tmp_path: Path, sort: str) -> None:
    content, added, refused = ROWS[sort]
    path = tmp_path / "rijen.csv"
    path.write_bytes(content)
    answer = werkplaats("import", "contacts", path, "--json")
    assert answer.code == (3 if refused else 0)
    assert answer.json["added"] == added
    told = {each["line"]: each["reason"] for each in answer.json["refused"]}
    assert told.keys() == refused.keys()
    for line, words in refused.items():
        assert words in told[line]


def test_names_of_columns_that_nobody_knows_are_told_with_what_to_do(werkplaats: Werkplaats, tmp_path: Path) -> None:
    path = tmp_path / "vreemd.csv"
    path.write_text("Xyz;Abc\nJan Smit;HvA\n", encoding="utf-8")
    answer = werkplaats("import", "contacts", path)
    assert answer.code == 2
    assert "Xyz" in answer.err
    assert "--map" in answer.err
    mapped = werkplaats("import", "contacts", path, "--map", "Xyz=name,Abc=school", "--json")
    assert mapped.json["added"] == 1
    wrong = werkplaats("import", "contacts", path, "--map", "Nergens=name")
    assert wrong.code == 2
    assert "Nergens" in wrong.err


def test_the_old_sheet_comes_in_with_its_history(werkplaats: Werkplaats, tmp_path: Path) -> None:
    path = tmp_path / "oud.csv"
    path.write_text(
        "Docent;School;Status;Eigenaar;Laatste contact;Actie;Actie datum;Opmerkingen;Voorbeelden\n"
        "Zoë van 't Hek;HvA;geïnformeerd;kees;12-11-2025 gebeld;terugbellen;1 dec 2026;"
        "03-02-2025: kennisgemaakt;dashboards\n",
        encoding="utf-8",
    )
    assert werkplaats("import", "contacts", path, "--json").json["added"] == 1
    [lead] = werkplaats("leads", "--json").json
    assert (lead["stage"], lead["owner"], lead["next"]) == (
        "informed",
        "kees",
        {"on": "2026-12-01", "what": "terugbellen"},
    )
    timeline = werkplaats("lead", "show", lead["id"], "--json").json["timeline"]
    assert {line["kind"] for line in timeline} == {"stage", "call", "note"}
    notes = " ".join(str(line["note"]) for line in timeline)
    for words in ("kennisgemaakt", "dashboards", "kees", "terugbellen", "old sheet"):
        assert words in notes
    again = werkplaats("import", "contacts", path, "--json").json
    assert (again["same"], "action" in again) == (1, False)
    werkplaats("undo")
    assert werkplaats("leads", "--json").json == []


def test_a_contact_in_an_unknown_way_is_one_and_no_message_and_a_later_one_comes_in_beside_it(
    werkplaats: Werkplaats, tmp_path: Path
) -> None:
    path, sheet = tmp_path / "oud.csv", "Docent;School;Laatst gesproken\nZoë van 't Hek;HvA;{}\n"
    path.write_text(sheet.format("12-11-2025"), encoding="utf-8")
    werkplaats("import", "contacts", path)
    [lead] = werkplaats("leads", "--json").json
    assert lead["last_activity"] == "2025-11-12", "they were in touch"
    assert lead["warmth"] > 0
    shown = werkplaats("lead", "show", lead["id"], "--json").json
    [contact] = [line for line in shown["timeline"] if line["direction"] is not None]
    assert contact["kind"] == "note"
    assert "does not say which way" in contact["note"]
    assert any(reason.startswith("in touch with marlies") for reason in shown["reasons"])
    assert "In touch on 12 Nov 2025" in " ".join(line["why"] for line in werkplaats("today", "--json").json)
    path.write_text(sheet.format("20-11-2025"), encoding="utf-8")
    werkplaats("import", "contacts", path)
    [lead] = werkplaats("leads", "--json").json
    assert lead["last_activity"] == "2025-11-20"
    assert werkplaats("import", "contacts", path, "--json").json["same"] == 1


def test_a_day_that_is_none_is_said_and_kept_as_it_was_written(werkplaats: Werkplaats, tmp_path: Path) -> None:
    sheet, report = tmp_path / "oud.csv", tmp_path / "verslag.csv"
    sheet.write_text(
        "Naam;School;Fase;Laatst gesproken;Volgende actie;Actie op\n"
        "Jan Kuip;Hogeschool aan Zee;warm;31-02-2026;bellen;32-13-2026\n"
        "Kees Kuip;Hogeschool aan Zee;warm;kort gesproken;mailen;5 januari 2099\n",
        "utf-8",
    )
    assert werkplaats("import", "contacts", sheet, "--report", report).code == 0
    first, second = report.read_text("utf-8").splitlines()[1:]
    assert ("31-02-2026" in first, "32-13-2026" in first, second.endswith(",")) == (True, True, True)
    planned = {lead["person"]["name"]: lead["next"] for lead in werkplaats("leads", "--json").json}
    assert planned["Jan Kuip"]["what"] == "bellen; 32-13-2026"
    assert planned["Kees Kuip"] == {"on": "2099-01-05", "what": "mailen"}


def test_a_linkedin_export_by_command(werkplaats: Werkplaats, school: str, tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Anna,Kok,https://www.linkedin.com/in/anna-kok,,Hogeschool aan Zee,Docent Databases,14 Mar 2024\n"
        "Pim,Pover,https://www.linkedin.com/in/pim,,Bakkerij,Eigenaar,14 Mar 2024\n",
        encoding="utf-8",
    )
    answer = werkplaats("import", "linkedin", path, "--json")
    assert (answer.code, answer.json["added"], answer.json["left_out"]) == (0, 1, 1)
    [hit] = werkplaats("search", "kok", "--json").json
    roles = [role for role in werkplaats("map", "--json").json["roles"] if role["person"] == "Anna Kok"]
    assert [(role["kind"], role["of"]) for role in roles] == [("teacher", "Databases")]
    told = werkplaats("why", "person", hit["id"], "--json").json["fields"]["role"][0]
    assert (told["page"], told["method"]) == ("Connections.csv, line 2", "linkedin")
    assert json.loads(answer.out)["refused"] == []
