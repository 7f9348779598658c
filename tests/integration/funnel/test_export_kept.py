"""Whom an export is about, what is kept of it, and that it is whole in as many files as its target asks."""

import csv
import errno
import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, WerkplaatsError
from crm.exports import ExportFormat, ExportResult, ExportWish, export, formats, machine, preview
from crm.exports.kept import row_hash
from crm.exports.name_parts import _taken_apart, parts_of
from crm.privacy.objecting import object_
from crm.services import basis, leads, mail_stops
from crm.services.person_names import sort_key
from crm.tables import Company, ExportedContact, ExportRun, Lead, Manner, OutsideContact, Partner, Person
from crm.views.campaigns import campaigns, one_campaign
from crm.words import Basis, Channel, Formality, Recipients, RoleKind, Stage, StopKind

DAY = date(2026, 11, 23)


@pytest.fixture
def people(school: Any, session: Session, working: Any) -> dict[str, int]:
    course, programme = school.course("Datavisualisatie"), school.programme("HBO-ICT")
    made = {
        "zoe": school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=course),
        "pim": school.person("J.M. van der Berg", email="jm@haz.example", of=programme, role=RoleKind.DEAN),
        "old": school.person("Amira Tahiri", email="a@haz.example", teaches=course, seen=date(2026, 5, 1)),
    }
    session.commit()
    with working() as work:
        for person in made.values():
            basis.set_basis(work, person, Basis.CONSENT, "mail van 3 november")
    return made


@pytest.fixture
def outside(people: dict[str, int], school: Any, session: Session, clock: FixedClock, working: Any) -> dict[str, int]:
    """Whom we talk to at a bakery, and at a bank."""
    made = {}
    at: Any = {"by": "noor", "at": clock.now()}
    company = Company(name="Bakkerij Zon", sort_key="bakkerij zon", owner="noor", **at)
    partner = Partner(name="Zeebank", sort_key="zeebank", **at)
    session.add_all([company, partner])
    session.flush()
    places: tuple[tuple[str, Any], ...] = (
        ("Noor Zon", {"company_id": company.id}),
        ("Bas Kok", {"partner_id": partner.id}),
    )
    for name, place in places:
        made[name] = school.person(name, email=f"{name[:3].lower()}@elders.example")
        session.get_one(Person, made[name]).institution_id = None
        session.add(OutsideContact(person_id=made[name], words="eigenaar", on=DAY, by="noor", **place))
    session.commit()
    with working() as work:
        for person in made.values():
            basis.set_basis(work, person, Basis.RELATION, "casus van 2 november")
    return made


def _export(working: Any, path: Path, kind: ExportFormat = ExportFormat.JSON, **more: Any) -> ExportResult:
    with working() as work:
        return export(work, format=kind, path=path, **more)


def _read(path: Path) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize(
    ("recipients", "names"),
    [
        (Recipients.PEOPLE, {"Zoë van 't Hek", "J.M. van der Berg", "Amira Tahiri"}),
        (Recipients.TEACHERS, {"Zoë van 't Hek", "Amira Tahiri"}),
        (Recipients.COMPANIES, {"Noor Zon"}),
        (Recipients.PARTNERS, {"Bas Kok"}),
    ],
)
def test_a_list_is_of_one_sort_of_people(
    outside: dict[str, int], working: Any, tmp_path: Path, recipients: Recipients, names: set[str]
) -> None:
    _export(working, tmp_path / "lijst.json", recipients=recipients)
    read = _read(tmp_path / "lijst.json")
    assert {one["name"] for one in read} == names
    if recipients is Recipients.COMPANIES:
        assert (read[0]["school"], read[0]["position"]) == ("Bakkerij Zon", "eigenaar")
    if recipients is Recipients.PARTNERS:
        _export(working, tmp_path / "geen.json", recipients=recipients, query="zon")
        assert _read(tmp_path / "geen.json") == []


def test_greetings_follow_manner_and_never_guess_a_gender(
    people: dict[str, int], working: Any, session: Session, tmp_path: Path
) -> None:
    session.add(Manner(person_id=people["old"], form=Formality.FORMAL, language="en", on=DAY, by="noor"))
    session.commit()
    _export(working, tmp_path / "lijst.json")
    keys = ("salutation", "form", "language", "sort")
    told = {one["name"]: tuple(one[key] for key in keys) for one in _read(tmp_path / "lijst.json")}
    assert told == {
        "Zoë van 't Hek": ("Beste Zoë", "informal", "nl", "Hek, Zoë van 't"),
        "J.M. van der Berg": ("Geachte J.M. van der Berg", "formal", "nl", "Berg, J.M. van der"),
        "Amira Tahiri": ("Dear Amira Tahiri", "formal", "en", "Tahiri, Amira"),
    }


def test_an_address_unseen_for_180_days_is_marked(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    _export(working, tmp_path / "lijst.json")
    told = {one["name"]: (one["old"], one["checked_on"]) for one in _read(tmp_path / "lijst.json")}
    assert told["Amira Tahiri"] == (True, "2026-05-01")
    assert told["Zoë van 't Hek"] == (False, "2026-11-22")


def test_who_was_in_it_is_kept_with_basis_and_hash(
    people: dict[str, int], working: Any, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "lijst.csv"
    done = _export(working, path, ExportFormat.LISTMONK, campaign="Nieuwsbrief december", query="zoe")
    run = session.get_one(ExportRun, done.run)
    assert (run.by, run.format, run.written, run.bases) == ("noor", "listmonk", 1, sorted(set(Basis) - {Basis.NONE}))
    (kept,) = session.exec(select(ExportedContact)).all()
    row = path.read_text(encoding="utf-8").splitlines(keepends=True)[1]
    assert (kept.person_id, kept.basis, kept.row_hash) == (people["zoe"], Basis.CONSENT, row_hash(run.key, row))
    with working() as work:
        basis.set_basis(work, people["zoe"], Basis.NONE)
    session.expire_all()
    told = one_campaign(session, "nieuwsbrief December")
    assert [(one["person"], one["basis"]) for one in told["contacts"]] == [(people["zoe"], "consent")]
    assert [(one.name, one.runs, one.contacts) for one in campaigns(session)] == [("Nieuwsbrief december", 1, 1)]
    with pytest.raises(NotFoundError, match="Nieuwsbrief december"):
        one_campaign(session, "nieuwsbrief mei")


def test_who_stays_out_is_listed_with_the_reason(
    people: dict[str, int], school: Any, session: Session, working: Any, tmp_path: Path
) -> None:
    school.person("=1+1 Bakker", email="p@haz.example")
    session.commit()
    with working() as work:
        mail_stops.stop(work, "jm@haz.example", StopKind.UNSUBSCRIBED, on=DAY, source="brief")
    _export(working, tmp_path / "lijst.csv", ExportFormat.CSV, left_out=tmp_path / "buiten.csv")
    text = (tmp_path / "buiten.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))[1:]
    assert {(row[1], row[5]) for row in rows} == {("'=1+1 Bakker", "no_basis"), ("J.M. van der Berg", "objected")}


def test_a_preview_tells_what_an_export_would_write(people: dict[str, int], working: Any, tmp_path: Path) -> None:
    with working() as work:
        shown = preview(work, ExportWish(ExportFormat.CSV), first=2)
    done = _export(working, tmp_path / "lijst.csv", ExportFormat.CSV)
    assert (shown.written, shown.left_out, len(shown.first)) == (done.written, done.left_out, 2)


def test_mail_tools_get_an_address_once_and_people_s_lists_everybody(
    people: dict[str, int], session: Session, working: Any, tmp_path: Path
) -> None:
    session.get_one(Person, people["old"]).email = "Z.vantHek@haz.example"
    session.commit()
    assert _export(working, tmp_path / "lijst.csv", ExportFormat.CSV).left_out == dict.fromkeys(
        ("objected", "do_not_contact", "no_basis", "no_email", "invalid_email", "bounced"), 0
    )
    done = _export(working, tmp_path / "lijst.csv", ExportFormat.MAILCHIMP)
    assert (done.written, done.left_out["same_email"]) == (2, 1)


@pytest.mark.parametrize("limit", [{"limit": 130}, {"most": 1}])
def test_a_full_file_is_followed_by_another_and_no_row_is_cut(
    people: dict[str, int], working: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int]
) -> None:
    small = replace(machine.BREVO, limit=limit.get("limit"), most=limit.get("most"))
    monkeypatch.setitem(formats.TARGETS, ExportFormat.BREVO, small)
    done = _export(working, tmp_path / "lijst.csv", ExportFormat.BREVO)
    assert [path.name for path in done.files] == ["lijst.csv", "lijst-2.csv", "lijst-3.csv"]
    read = [list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter=";")) for path in done.files]
    assert all(rows[0] == list(machine.BREVO.header) and len(rows) == 2 for rows in read)


@pytest.mark.parametrize("kind", [ExportFormat.CSV, ExportFormat.EXCEL, ExportFormat.BREVO])
def test_a_disk_that_fills_leaves_nothing_half_and_nothing_kept(
    people: dict[str, int],
    working: Any,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: ExportFormat,
) -> None:
    (tmp_path / "lijst").write_text("vorige week", encoding="utf-8")

    def full(_file: IO[bytes]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("crm.exports.parts.settle", full)
    with pytest.raises(WerkplaatsError, match="lijst"):
        _export(working, tmp_path / "lijst", kind)
    assert (tmp_path / "lijst").read_text(encoding="utf-8") == "vorige week"
    assert [file.name for file in tmp_path.iterdir() if ".part" in file.name] == []
    assert session.scalar(select(sa.func.count()).select_from(ExportRun)) == 0


def test_hostile_values_come_out_on_one_line_and_bounded(
    people: dict[str, int], working: Any, session: Session, tmp_path: Path
) -> None:
    zoe = session.get_one(Person, people["zoe"])
    zoe.name, zoe.titles, zoe.phone = "Zoë\n\u202evan 't Hek" + "x" * 10_000, "dr.\x1b[31m", "+31\t20"
    session.commit()
    for kind in ExportFormat:
        done = _export(working, tmp_path / f"lijst.{kind}", kind)
        assert done.written == 3
    (read,) = [one for one in _read(tmp_path / "lijst.json") if one["id"] == people["zoe"]]
    assert (len(read["name"]), read["titles"], read["phone"]) == (500, "dr.", "+31 20")
    assert read["name"].startswith("Zoë van 't Hekxxx")
    text = (tmp_path / "lijst.mautic").read_text(encoding="utf-8")
    assert text.count("\n") == 4


@pytest.mark.parametrize(
    "name",
    ["Zoë van 't Hek", "J.M. van der Berg", "Anne-Marie Jansen-de Wit", "P. d'Hondt", "Marc l'Herminez", "Van Dijk",
     "Youssef El Bouhali", "Piet uit den Boogaard", "João Gonçalves da Silva", "Jan Groß", "Nguyen Thi Lan", "Laura",
     "Łukasz Kowalski", "=HYPERLINK(1)", ""],
)  # fmt: skip
def test_the_parts_of_a_name_are_those_of_taking_it_apart(name: str) -> None:
    assert parts_of(name, sort_key(name)) == _taken_apart(name)


def test_no_history_brings_somebody_who_objected_into_a_list(  # noqa: C901, PLR0912 - a branch for each deed
    school: Any, session: Session, working: Any, tmp_path: Path
) -> None:
    """Random histories of bases, unsubscribes, objections and stages, against the rule said in one line a channel."""
    chance = random.Random(8)
    made = [school.person(f"Pim Bakker{number}", email=f"p{number}@haz.example") for number in range(60)]
    for number, person in enumerate(made):
        session.get_one(Person, person).phone = f"020 5550{number:03}"
    session.commit()
    listed = (Channel.EMAIL, Channel.PHONE)
    out: dict[Channel, set[int]] = {channel: set() for channel in listed}
    bases = {channel: dict.fromkeys(made, Basis.NONE) for channel in listed}
    refused = 0
    with working() as work:
        for _step in range(400):
            person, channel = chance.choice(made), chance.choice(listed)
            email, deed = f"p{made.index(person)}@haz.example", chance.randrange(6)
            if deed <= 2:
                said = chance.choice(list(Basis))
                try:
                    basis.set_basis(work, person, said, "mail", channel)
                except RefusedError:
                    refused += 1
                else:
                    bases[channel][person] = said
            elif deed == 3:
                kind = chance.choice(list(StopKind))
                mail_stops.stop(work, email.upper(), kind, on=DAY, source="brief")
                for each in listed if kind is not StopKind.UNSUBSCRIBED else listed[:1]:
                    out[each].add(person)
            elif deed == 4:
                object_(work, str(person), "belde", channel)
                bases[channel][person] = Basis.NONE
                if channel is Channel.EMAIL:
                    out[channel].add(person)
            elif chance.random() < 0.5:
                found = work.session.exec(select(Lead).where(Lead.person_id == person)).first()
                lead = found or leads.add(work, person)
                if lead.stage is not Stage.DO_NOT_CONTACT:
                    leads.advance(work, lead.id or 0, Stage.DO_NOT_CONTACT, note="bezwaar")
                for each in listed:
                    out[each].add(person)
    assert refused
    for channel in listed:
        _export(working, tmp_path / "lijst.json", channel=channel)
        theirs = bases[channel]
        expected = {person for person in made if person not in out[channel] and theirs[person] is not Basis.NONE}
        assert {one["id"] for one in _read(tmp_path / "lijst.json")} == expected
