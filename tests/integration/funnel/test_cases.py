"""Companies and their cases: each once, no state without an activity, and their people are no leads."""

from datetime import date

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from crm.case_words import CaseState
from crm.clock import FixedClock
from crm.database.engine import open_engine
from crm.errors import NotFoundError, RefusedError, StageError, UsageError
from crm.identity.companies import name_key, own_domain
from crm.query import parse
from crm.services import cases, codes, companies, partners
from crm.services.journal import undo
from crm.services.outside_people import ContactSaid
from crm.tables import Case, Company, Person
from crm.unit_of_work import unit_of_work
from crm.views.cases import case_lines, events_of, one_case
from crm.views.leads import count_by_stage
from crm.views.matching.asked import one_case as asked_case
from crm.words import ActivityKind, Stage


@pytest.fixture
def asked(engine: Engine, clock: FixedClock) -> Engine:
    """A database with a case of a bakery."""
    with unit_of_work(engine, by="eva", clock=clock) as work:
        whose = companies.CompanyParts("Bakkerij Korenmolen B.V.", municipality="Zeewijk", website="korenmolen.example")
        parts = cases.CaseParts("Welk brood blijft liggen? We gooien veel weg.")
        cases.add(work, whose, parts, contact=ContactSaid("Truus Molenaar", "truus@korenmolen.example"), partner="Bank")
    return engine


def test_every_state_is_an_activity_and_is_taken_back(asked: Engine, clock: FixedClock) -> None:
    with unit_of_work(asked, by="eva", clock=clock) as work:
        cases.move(work, 1, CaseState.FIT)
        cases.move(work, 1, CaseState.FIT)
        cases.move(work, 1, CaseState.WITHDRAWN, why="zelf opgelost")
    with Session(asked) as session:
        moves = [(one.from_state, one.to_state, one.note) for one in events_of(session, 1)]
        assert moves == [
            (CaseState.FIT, CaseState.WITHDRAWN, "zelf opgelost"),
            (CaseState.NEW, CaseState.FIT, None),
            (None, CaseState.NEW, None),
        ]
        assert one_case(session, 1).state_why == "zelf opgelost"
    for wrong, to, why in ((StageError, CaseState.DONE, None), (UsageError, CaseState.FIT, None)):
        with pytest.raises(wrong), unit_of_work(asked, by="eva", clock=clock) as work:
            cases.move(work, 1, to, why=why, on=date(2027, 1, 1) if to is CaseState.FIT else None)
    with unit_of_work(asked, by="eva", clock=clock) as work:
        undo(work)
    with Session(asked) as session:
        assert one_case(session, 1).state is CaseState.NEW
        assert len(events_of(session, 1)) == 1


def test_a_withdrawal_needs_its_reason_and_a_question_comes_once(asked: Engine, clock: FixedClock) -> None:
    with unit_of_work(asked, by="eva", clock=clock) as work:
        with pytest.raises(StageError):
            cases.move(work, 1, CaseState.WITHDRAWN)
        same = companies.CompanyParts("Korenmolen", website="https://www.korenmolen.example/brood")
        with pytest.raises(RefusedError, match="vroeg dat al"):
            cases.add(work, same, cases.CaseParts("welk brood blijft liggen?  We gooien veel weg"))
        with pytest.raises(UsageError):
            cases.add(work, same, cases.CaseParts("  "))
        with pytest.raises(NotFoundError):
            cases.find(work, "ZZZZ")
        assert cases.find(work, work.session.exec(select(Case.code)).one().lower()).id == 1


def test_a_code_is_asked_for_once_and_again_where_it_is_taken(asked: Engine, clock: FixedClock) -> None:
    with unit_of_work(asked, by="eva", clock=clock) as work:
        statements: list[str] = []
        connection = work.session.connection()

        def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            statements.append(statement)

        event.listen(connection, "before_cursor_execute", heard)
        first = codes.free_code(work, "bakkerij")
        assert (codes.free_code(work, "bakkerij"), len(statements)) == (first, 2)
        work.session.get_one(Case, 1).code = first
        assert codes.free_code(work, "bakkerij") != first


def test_the_people_of_companies_are_no_leads(asked: Engine, clock: FixedClock) -> None:
    with Session(asked) as session:
        assert session.exec(select(Person.name)).all() == ["Truus Molenaar"]
        assert count_by_stage(session, parse(""), clock=clock)[Stage.MAPPED] == 0
        assert [one.contact for one in case_lines(session, query="truus brood")] == ["Truus Molenaar"]


@pytest.mark.parametrize("said", ["²", "99999999999999999999", "K7-4X"])
def test_what_is_no_number_of_a_case_or_partner_names_none(asked: Engine, clock: FixedClock, said: str) -> None:
    with unit_of_work(asked, by="eva", clock=clock) as work:
        for find in (cases.find, partners.find):
            with pytest.raises(NotFoundError):
                find(work, said)
        for read in (one_case, asked_case):
            with pytest.raises(NotFoundError):
                read(work.session, said)


def test_a_planned_call_is_done_by_the_call_that_is_logged(asked: Engine, clock: FixedClock) -> None:
    with unit_of_work(asked, by="eva", clock=clock) as work:
        companies.plan(work, 1, date(2026, 11, 23), "bellen over de data")
        companies.log(work, 1, ActivityKind.CALL, "komt vrijdag", case_id=1)
        assert companies.find(work, 1).next_what is None
        with pytest.raises(UsageError):
            companies.plan(work, 1, None, "bellen")


def test_what_is_known_of_recognition_is_kept_by_qualification(asked: Engine, clock: FixedClock) -> None:
    with unit_of_work(asked, by="eva", clock=clock) as work:
        assert asked_case(work.session, 1).recognised == {}
        companies.recognise(work, 1, "25998", recognised=False)
        assert asked_case(work.session, 1).recognised == {"25998": False}
        companies.recognise(work, 1, "25998", recognised=True)
        assert asked_case(work.session, 1).recognised == {"25998": True}
        with pytest.raises(UsageError):
            companies.recognise(work, 1, "hbo", recognised=True)


def test_two_that_are_one_are_joined_and_taken_apart_again(sqlite_database: str, clock: FixedClock) -> None:
    engine = open_engine(sqlite_database)
    with unit_of_work(engine, by="eva", clock=clock) as work:
        cases.add(work, companies.CompanyParts("Werf Zout", register_number="12345678"), cases.CaseParts("Hoe varen?"))
        cases.add(work, companies.CompanyParts("Werf Zout", website="werf.example"), cases.CaseParts("Hoe meren we?"))
    with unit_of_work(engine, by="eva", clock=clock) as work:
        companies.merge(work, 1, 2)
    with Session(engine) as session:
        assert [(one.name, one.register_number, one.domain) for one in session.exec(select(Company))] == [
            ("Werf Zout", "12345678", "werf.example")
        ]
        assert {one.company_id for one in case_lines(session)} == {1}
    with unit_of_work(engine, by="eva", clock=clock) as work:
        undo(work)
    with Session(engine) as session:
        assert {one.company_id for one in case_lines(session)} == {1, 2}
    engine.dispose()


def test_a_shared_host_says_nothing_and_a_legal_form_is_no_name() -> None:
    assert own_domain("https://www.facebook.com/bakker") is None
    assert own_domain("bakker@gmail.com") is None
    assert own_domain("http://shop.korenmolen.example/x") == "korenmolen.example"
    assert name_key("De Korenmolen B.V.") == name_key("korenmolen bv")


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Waar haken klanten af? Ze rekenen niet af.", "Waar haken klanten af?"),
        ("Wanneer blijven kamers leeg?", "Wanneer blijven kamers leeg?"),
        ("De planning staat op een bord. Kan dat digitaal?", "De planning staat op een bord"),
        ("Kan dat?! Wij denken van wel", "Kan dat?"),
        ("Dit willen we: een webwinkel.", "Dit willen we: een webwinkel"),
        ("Een app; en een site", "Een app"),
    ],
)
def test_a_title_is_the_first_sentence_and_a_question_keeps_its_mark(question: str, title: str) -> None:
    assert cases.title_of(question) == title


def test_a_long_question_is_cut_at_a_word() -> None:
    title = cases.title_of("Kunnen wij " + "heel " * 40 + "veel?")
    assert title.endswith("heel…")
    assert len(title) <= cases.LONGEST_TITLE
