"""A contact list: who is in it, who is left out, and that no cell of it ever acts."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from crm.clock import FixedClock
from crm.errors import QueryError, UndoError, UsageError, WerkplaatsError
from crm.exports import ExportFormat, ExportResult, export
from crm.exports.contacts import Selection
from crm.language import language
from crm.messages.bounces import mark_bounced
from crm.services import basis, journal, leads
from crm.tables import JournalEntry
from crm.words import Basis, Stage

NOBODY = {"objected": 0, "do_not_contact": 0, "no_basis": 0, "no_email": 0, "invalid_email": 0, "bounced": 0}


@pytest.fixture
def people(school: Any, session: Session, working: Any) -> dict[str, int]:
    """Zoë may be mailed; of the others each has one thing that keeps them out."""
    data = school.course("Datavisualisatie; =1+1", school.programme("HBO-ICT"))
    made = {
        "zoe": school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=data),
        "acts": school.person("=HYPERLINK(1)", email="act@haz.example"),
        "no_basis": school.person("P. Bakker", email="p.bakker@haz.example"),
        "no_email": school.person("Yasmine Tahiri"),
        "invalid": school.person("J. Smit", email="j.smit@haz"),
        "do_not_contact": school.person("K. Jansen-de Wit", email="k.jansen@haz.example"),
    }
    session.commit()
    with working() as work:
        for name in ("zoe", "acts", "no_email", "invalid", "do_not_contact"):
            basis.set_basis(work, made[name], Basis.CONSENT, "mail van 3 november")
        lead = leads.add(work, made["do_not_contact"]).id or 0
        leads.advance(work, lead, Stage.DO_NOT_CONTACT, note="wil geen berichten")
    return made


def _export(working: Any, path: Path, kind: ExportFormat = ExportFormat.CSV, **more: Any) -> ExportResult:
    with working() as work:
        return export(work, format=kind, path=path, **more)


def test_whoever_may_not_be_mailed_is_left_out_and_counted_once(
    people: dict[str, int], working: Any, tmp_path: Path
) -> None:
    result = _export(working, tmp_path / "lijst.csv")
    assert result.written == 2
    assert result.left_out == {**NOBODY, "do_not_contact": 1, "no_basis": 1, "no_email": 1, "invalid_email": 1}


def test_an_address_at_which_nothing_arrives_is_left_out(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    with working() as work:
        mark_bounced(work, "Z.vantHek@haz.example", date(2026, 11, 20), "550 no such user")
    result = _export(working, tmp_path / "lijst.csv")
    assert (result.written, result.left_out["bounced"]) == (1, 1)


def test_excel_nl_opens_it_and_no_cell_acts(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    _export(working, tmp_path / "lijst.csv")
    raw = (tmp_path / "lijst.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 3
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][:6] == ["Naam", "Titels", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mail"]
    zoe = dict(zip(rows[0], next(row for row in rows if row[0].startswith("Zoë")), strict=True))
    assert zoe == {
        "Naam": "Zoë van 't Hek",
        "Titels": "",
        "Voornaam": "Zoë",
        "Tussenvoegsel": "van 't",
        "Achternaam": "Hek",
        "E-mail": "z.vanthek@haz.example",
        "School": "Hogeschool aan Zee",
        "Rollen": "docent",
        "Vakken": "Datavisualisatie; =1+1",
        "Fase": "in kaart",
        "Grondslag": "toestemming",
        "Adres gevonden op": "https://hogeschoolaanzee.example/team",
        "Gezien op": "2026-11-22",
        "Langer geleden dan 180 dagen": "",
        "Aanhef": "Beste Zoë",
        "Taal": "nl",
        "Aanspreekvorm": "je",
        "In een lijst": "Hek, Zoë van 't",
        "Telefoon": "",
    }
    assert any(row[0] == "'=HYPERLINK(1)" for row in rows)


def test_a_workbook_holds_text_only(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    _export(working, tmp_path / "lijst.xlsx", ExportFormat.EXCEL)
    book = load_workbook(tmp_path / "lijst.xlsx")
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    book.close()


def test_json_holds_the_values_as_they_are(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    _export(working, tmp_path / "lijst.json", ExportFormat.JSON, query="zoe")
    (zoe,) = json.loads((tmp_path / "lijst.json").read_text(encoding="utf-8"))
    assert (zoe["id"], zoe["name"], zoe["roles"], zoe["stage"], zoe["basis"]) == (
        people["zoe"],
        "Zoë van 't Hek",
        ["teacher"],
        "mapped",
        "consent",
    )
    assert zoe["source"] == {"page": "https://hogeschoolaanzee.example/team", "seen_on": "2026-11-22"}


def test_a_query_says_who(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    assert _export(working, tmp_path / "lijst.csv", query="course:data").written == 1
    with pytest.raises(QueryError):
        _export(working, tmp_path / "x.csv", query="stge:warm")
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("kind", [kind for kind in ExportFormat if kind is not ExportFormat.VCARD])
def test_nobody_to_write_gives_the_header_alone(
    school: Any, working: Any, tmp_path: Path, session: Session, kind: ExportFormat
) -> None:
    session.commit()
    result = _export(working, tmp_path / "lijst", kind)
    assert (result.written, (tmp_path / "lijst").stat().st_size > 0) == (0, True)


@pytest.mark.parametrize("once", [False, True])
def test_whoever_is_gone_by_the_time_they_are_read_is_not_in_it(
    people: dict[str, int], session: Session, *, once: bool
) -> None:
    chosen = Selection(session, [max(people.values()) + 1], frozenset(Basis), date(2026, 11, 23), once=once)
    assert list(chosen.batches(list)) == [[]]
    assert not any(chosen.left_out.values())


def test_other_bases_only_when_asked(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    result = _export(working, tmp_path / "lijst.csv", basis=frozenset({Basis.RELATION}))
    assert (result.written, result.left_out["no_basis"]) == (0, 5)


def test_no_basis_needs_a_reason_that_is_kept(
    people: dict[str, int], working: Any, tmp_path: Path, session: Session
) -> None:
    everyone = frozenset(Basis)
    with pytest.raises(UsageError, match="--reason"):
        _export(working, tmp_path / "lijst.csv", basis=everyone, reason=" ")
    result = _export(working, tmp_path / "lijst.csv", basis=everyone, reason="uitnodiging open dag")
    assert result.written == 3
    entry = session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc())).first()
    assert entry is not None
    assert entry.details is not None
    assert (entry.by, entry.details["written"], entry.details["reason"], entry.details["bases"]) == (
        "noor",
        3,
        "uitnodiging open dag",
        ["consent", "designated_address", "none", "relation"],
    )


def test_an_export_holds_nobody_who_objected_whatever_is_asked(
    people: dict[str, int], working: Any, tmp_path: Path
) -> None:
    _export(working, tmp_path / "lijst.csv", basis=frozenset(Basis), reason="toch", query="stage:do_not_contact")
    assert "jansen" not in (tmp_path / "lijst.csv").read_text(encoding="utf-8-sig").lower()


def test_undo_passes_an_export_by(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    _export(working, tmp_path / "lijst.csv")
    with working() as work:
        undone = journal.undo(work)
    assert "export" not in undone.what.lower()
    with pytest.raises(UndoError), working() as work:
        journal.undo(work)


def test_it_is_written_whole_or_not_at_all(
    people: dict[str, int], working: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("vorige week", encoding="utf-8")

    def break_off(_cells: object, _line: object) -> list[str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crm.exports.columns.Cells.of", break_off)
    with pytest.raises(WerkplaatsError, match=r"lijst\.csv"):
        _export(working, path)
    assert path.read_text(encoding="utf-8") == "vorige week"
    assert [file.name for file in tmp_path.iterdir() if ".part" in file.name] == []


def test_a_folder_that_is_not_there_is_named(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    with language("nl"), pytest.raises(WerkplaatsError, match=r"nergens.*: dat bestand of die map is er niet\."):
        _export(working, tmp_path / "nergens" / "lijst.csv")
    with pytest.raises(WerkplaatsError):
        _export(working, tmp_path)


def test_a_lead_s_stage_is_in_it(people: dict[str, int], working: Any, tmp_path: Path, clock: FixedClock) -> None:
    with working() as work:
        lead = leads.add(work, people["zoe"]).id or 0
        leads.advance(work, lead, Stage.WARM)
    _export(working, tmp_path / "lijst.json", ExportFormat.JSON, query="stage:warm")
    assert json.loads((tmp_path / "lijst.json").read_text(encoding="utf-8"))[0]["stage"] == "warm"
