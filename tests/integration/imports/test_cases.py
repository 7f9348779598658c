"""Cases come in from a sheet and from a mail: the same twenty, once, and are taken back whole."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crm.clock import FixedClock
from crm.database.engine import open_engine
from crm.errors import FileError, MissingFactsError, UsageError
from crm.imports.cases.importing import CasesPlan, import_cases
from crm.imports.cases.opening import open_cases
from crm.imports.days import says_when
from crm.imports.plan import Outcome
from crm.messages.facts import Office
from crm.messages.receipts import close, receipt, receipts
from crm.services import companies, putting_off
from crm.services.journal import undo
from crm.tables import Case, Company, OutsideContact, OutsideMessage, Partner, Person
from crm.unit_of_work import reading, unit_of_work
from crm.views.cases import case_lines
from crm.views.today import today

TWENTY = [
    (f"Bakkerij Sto{a}p", f"Jan Bakke{a}s", f"jan@sto{a}p.example", f"Hoe verkopen we op dag {n} meer brood?")
    for n, a in enumerate("abcdefghijklmnopqrst", 1)
]


class Desk:
    """An office that takes in cases."""

    def __init__(self, engine: Engine, clock: FixedClock, folder: Path) -> None:
        self.engine, self.clock, self.folder = engine, clock, folder

    def take(self, name: str, content: str, mapping: str = "", **how: Any) -> CasesPlan:
        """Imports a file with that content."""
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        with reading(self.engine) as session:
            opened = open_cases(path, session)
        if mapping and opened.sheets is not None:
            opened.sheets.mapped(mapping)
        plan = import_cases(self.engine, opened, by="eva", clock=self.clock, **how).plan
        assert isinstance(plan, CasesPlan)
        return plan

    def act(self, deed: Callable[..., Any]) -> Any:
        """One action of eva's."""
        with unit_of_work(self.engine, by="eva", clock=self.clock) as work:
            return deed(work)

    def held(self) -> tuple[int, int, int, int, int, int]:
        """How many cases, companies, contacts, partners, people and receipts there are."""
        with Session(self.engine) as session:
            tables = (Case, Company, OutsideContact, Partner, Person, OutsideMessage)
            return tuple(len(session.exec(select(table)).all()) for table in tables)  # type: ignore[return-value] # six


@pytest.fixture
def desk(sqlite_database: str, clock: FixedClock, tmp_path: Path) -> Iterator[Desk]:
    """The office."""
    engine = open_engine(sqlite_database)
    yield Desk(engine, clock, tmp_path)
    engine.dispose()


def mail(text: str) -> str:
    """A mail of the bank."""
    head = "From: Inge Versteeg <i.versteeg@zeebank.example>\nTo: eva@bureau.example\nSubject: vragen\n"
    return f"{head}Date: Mon, 23 Nov 2026 08:00:00 +0100\nMessage-ID: <a@zeebank.example>\n\n{text}"


def sheet() -> str:
    """The bank's questions as a sheet."""
    rows = "\n".join(";".join((*row, "Zeebank")) for row in TWENTY)
    return f"Bedrijf;Contactpersoon;E-mail;Vraag;Via\n{rows}\n"


def test_twenty_questions_come_in_from_a_mail_and_are_the_same_from_a_sheet(
    engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    desk = Desk(engine, clock, tmp_path)
    items = "\n".join(f"{n}. {c} - {who}, {at}\n   {asks}" for n, (c, who, at, asks) in enumerate(TWENTY, 1))
    plan = desk.take(
        "vragen.eml", mail(f"Beste Eva,\n\nHierbij de vragen.\n\n{items}\n\nGroet,\nInge Versteeg\nZeebank")
    )
    assert plan.counts()["added"] == 20
    assert desk.held() == (20, 20, 21, 1, 21, 21), "a receipt for each company and one for the bank"
    with Session(desk.engine) as session:
        lines = case_lines(session)
        assert [(one.company, one.contact, one.email, one.question, one.partner) for one in lines] == [
            (*row, "Zeebank") for row in TWENTY
        ]
        assert len({one.code for one in lines}) == 20
    again = desk.take("vragen.csv", sheet())
    assert again.counts()["same"] == 20
    assert desk.held() == (20, 20, 21, 1, 21, 21)
    desk.act(undo)
    assert desk.held() == (0, 0, 0, 0, 0, 0)


def test_rows_that_cannot_be_taken_in_are_refused_with_line_and_reason(desk: Desk) -> None:
    content = (
        "Bedrijf;Vraag;KvK;E-mail;Contact;Kleur\n"
        "Slagerij Meeuw;;;;;rood\n"
        ";Kan dit ook digitaal?;;;;\n"
        "Kapsalon Krul;Hoe sturen we een herinnering?;123;krul;;\n"
        "Kapsalon Krul;Hoe sturen we een herinnering?;;;;\n"
        "Werf Hellingman;Hoe houden we de verf bij?;12345678;;Noor Helling;\n"
    )
    plan = desk.take("lijst.csv", content)
    assert [(one.line, one.outcome) for one in plan.lines] == [
        (2, Outcome.REFUSED),
        (3, Outcome.REFUSED),
        (4, Outcome.ADDED),
        (5, Outcome.MERGED),
        (6, Outcome.ADDED),
    ]
    assert [one.reason for one in plan.refused()] == ["er staat geen vraag in", "er staat geen bedrijf bij"]
    assert [one.name for one in plan.lines[:2]] == ["Slagerij Meeuw", ""]
    assert [one.reason for one in plan.values_refused()] == [
        "krul is geen e-mailadres",
        "Een KvK-nummer heeft 8 cijfers, niet 123",
    ]
    assert any("Kleur" in remark for remark in plan.remarks)
    with pytest.raises(FileError, match="Er is niets geïmporteerd"):
        desk.take("ander.csv", "Bedrijf;Vraag\nA B;\nC D;Hoe?\n", all_or_nothing=True)


def test_a_function_is_no_partner(desk: Desk) -> None:
    rows = "Bakkerij Stoop;Hoe verkopen we brood?;Accountmanager mkb\nGarage Zuid;Hoe plannen we?;Adviseur Zeebank\n"
    plan = desk.take("a.csv", f"Bedrijf;Vraag;Via\n{rows}")
    with Session(desk.engine) as session:
        assert [one.name for one in session.exec(select(Partner)).all()] == ["Zeebank"]
    assert plan.lines[0].values_refused == ["“Accountmanager mkb” is een functie, en geen naam van een partner"]


def test_a_day_in_a_column_of_what_is_wanted_is_when_they_want_it(desk: Desk) -> None:
    rows = (
        "Een;Hoe verkopen we brood?;1 maart 2027\nTwee;Hoe plannen we?;een planbord\nDrie;Hoe bellen we?;z.s.m.\n"
        "Vier;Hoe tellen we?;46082\n"
    )
    desk.take("a.csv", f"Bedrijf;Vraag;Gewenst\n{rows}")
    with Session(desk.engine) as session:
        held = session.exec(select(Case).order_by(col(Case.id))).all()
    assert [(one.wants, one.wanted, one.wanted_by) for one in held] == [
        (None, "1 maart 2027", date(2027, 3, 1)),
        ("een planbord", None, None),
        (None, "z.s.m.", None),
        (None, "2026-03-01", date(2026, 3, 1)),
    ]


def test_a_day_in_a_column_of_the_start_is_when_it_can_begin_not_when_it_is_due(desk: Desk) -> None:
    rows = (
        "Een;Hoe verkopen we brood?;1 februari 2027;\n"
        "Twee;Hoe plannen we?;;vanaf 1 maart 2027\n"
        "Drie;Hoe bellen we?;na de zomer;\n"
        "Vier;Hoe tellen we?;2027-06-01;2027-03-01\n"
        "Vijf;Hoe wegen we?;2027-03-01;voor 1 juni 2027\n"
        "Zes;Hoe meten we?;46447;\n"
    )
    plan = desk.take("a.csv", f"Bedrijf;Vraag;Gewenste start;Wanneer\n{rows}")
    with Session(desk.engine) as session:
        held = session.exec(select(Case).order_by(col(Case.id))).all()
    assert [(one.wanted, one.wanted_from, one.wanted_by) for one in held] == [
        ("vanaf 1 februari 2027", date(2027, 2, 1), None),
        ("vanaf 1 maart 2027", date(2027, 3, 1), None),
        ("na de zomer", None, None),
        ("vanaf 2027-06-01, 2027-03-01", None, date(2027, 3, 1)),
        ("vanaf 2027-03-01, voor 1 juni 2027", date(2027, 3, 1), date(2027, 6, 1)),
        ("vanaf 2027-03-01", date(2027, 3, 1), None),
    ]
    assert "2027-06-01" in plan.lines[3].values_refused[0]


def test_a_later_sheet_says_no_start_after_the_day_it_is_wanted_by(desk: Desk) -> None:
    desk.take("a.csv", "Bedrijf;Vraag;Deadline\nEen;Hoe verkopen we brood?;1 maart 2027\n")
    desk.take("b.csv", "Bedrijf;Vraag;Start\nEen;Hoe verkopen we brood?;1 mei 2027\n")
    desk.take("c.csv", "Bedrijf;Vraag;Start\nEen;Hoe verkopen we brood?;1 februari 2027\n")
    with Session(desk.engine) as session:
        case = session.exec(select(Case)).one()
    assert (case.wanted_from, case.wanted_by) == (date(2027, 2, 1), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("voor 1 maart", True),
        ("eind juni 2027", True),
        ("Q1 2027", True),
        ("before the summer", True),
        ("1e kwartaal 2027", True),
        ("een webwinkel", False),
        ("een dashboard voor 1 maart", False),
        ("5", False),
        ("", False),
    ],
)
def test_a_text_says_when_and_nothing_more(text: str, when: bool) -> None:
    assert says_when(text) is when


def test_columns_that_nobody_knows_are_said_and_a_mapping_mends_it(desk: Desk) -> None:
    content = "Wie;Blabla\nSlagerij Meeuw;Hoe bestellen klanten zelf?\n"
    with pytest.raises(UsageError, match="Blabla"):
        desk.take("raar.csv", content)
    plan = desk.take("raar.csv", content, mapping="Wie=company,Blabla=question")
    assert plan.counts()["added"] == 1
    assert desk.take("raar.csv", content).counts()["same"] == 1, "the mapping is remembered"


def test_a_mail_without_a_question_writes_nothing(desk: Desk) -> None:
    with pytest.raises(FileError, match="geen vraag van een bedrijf"):
        desk.take("praat.eml", mail("Beste Eva,\n\nDinsdag om tien uur past mij.\n\nGroet, Inge"))
    assert desk.held() == (0, 0, 0, 0, 0, 0)


def test_a_dry_run_shows_and_writes_nothing(desk: Desk) -> None:
    plan = desk.take("lijst.csv", sheet(), dry_run=True)
    assert plan.counts()["added"] == 20
    assert desk.held() == (0, 0, 0, 0, 0, 0)


def test_a_company_that_may_be_known_is_said_and_one_that_is_known_completed(desk: Desk) -> None:
    desk.take("een.csv", "Bedrijf;Plaats;Website;Vraag\nDe Korenmolen B.V.;Zeewijk;korenmolen.example;Hoe bakken we?\n")
    plan = desk.take(
        "twee.csv",
        "Bedrijf;Plaats;Website;KvK;Vraag\n"
        "Korenmolen;Duinstad;;;Hoe malen we?\n"
        "Molen Koren;;www.korenmolen.example;12345678;Hoe draaien we?\n",
    )
    assert "De Korenmolen B.V." in plan.lines[0].reason
    with Session(desk.engine) as session:
        known = session.exec(select(Company).order_by(Company.id)).all()  # type: ignore[arg-type] # a column
        assert [(one.name, one.register_number) for one in known] == [
            ("De Korenmolen B.V.", "12345678"),
            ("Korenmolen", None),
        ]
    desk.act(lambda work: companies.merge(work, 1, 2))
    assert desk.held()[1] == 1
    desk.act(undo)
    assert desk.held()[1] == 2


def test_a_receipt_says_what_came_in_and_is_logged_once_it_was_sent(desk: Desk) -> None:
    plan = desk.take("vragen.eml", mail("- Slagerij Meeuw: hoe bestellen klanten zelf?\n- Werf Zout: hoe varen we?\n"))
    first = plan.receipts[0]
    with Session(desk.engine) as session:
        with pytest.raises(MissingFactsError):
            receipt(session, first, Office())
        ready = receipt(session, first, Office("Bureau Zeewind", signature="Eva"))
        assert "Geachte mensen van Slagerij Meeuw" in ready.body
        assert "Via Zeebank" in ready.body
        partner = receipt(session, plan.receipts[-1], Office("Bureau Zeewind", signature="Eva"))
        assert partner.email == "i.versteeg@zeebank.example"
        assert "Werf Zout" in partner.body
        assert len(receipts(session)) == 3
    desk.act(lambda work: close(work, first, sent=True))
    with Session(desk.engine) as session:
        assert len(receipts(session)) == 2


def test_receipts_that_nobody_wants_say_nothing_of_later_ones(desk: Desk) -> None:
    def said() -> list[str]:
        with Session(desk.engine) as session:
            return [one.about for one in today(session, owner="eva", clock=desk.clock) if one.kind == "receipt"]

    first = desk.take("vragen.eml", mail("- Slagerij Meeuw: hoe bestellen klanten zelf?\n")).receipts
    [about] = said()
    desk.act(lambda work: putting_off.refuse(work, about, "gebeld"))
    assert said() == []
    for one in first:
        desk.act(lambda work, number=one: close(work, number, sent=False))
    later = mail("- Werf Zout: hoe varen we?\n").replace("<a@", "<b@")
    assert len(desk.take("later.eml", later).receipts) == len(first)
    assert said() not in ([], [about])
