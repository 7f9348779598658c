"""What the report counts, on both databases."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from crm.case_words import CaseState, CompanySize, Party, SprintState, SprintStepKind
from crm.figures.page import By, report_page, school_page
from crm.figures.report import read_report, report_json
from crm.language import use_language
from crm.tables import SprintStep
from crm.views.coupled import coupled
from crm.words import ActivityKind, Direction, Level, Stage

TODAY = date(2026, 11, 23)
YEAR, BEFORE = "2026-2027", "2025-2026"
Office = Any


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def _figures(session: Session, key: str, **which: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = report_json(read_report(session, TODAY, **which))["figures"][key]
    return found


def _headlines(session: Session, **which: Any) -> dict[str, int]:
    found: dict[str, int] = report_json(read_report(session, TODAY, **which))["headlines"]
    return found


def test_an_empty_office_has_a_report_of_noughts(session: Session) -> None:
    assert set(_headlines(session).values()) == {0}
    assert _figures(session, "coupled") == []
    assert [row["entered"] for row in _figures(session, "funnel")] == [0] * 6


def test_a_business_counts_once_and_only_once_a_team_is_at_work(session: Session, office: Office) -> None:
    bakery, garage, grower, brewer = (office.company(name) for name in ("Bakker", "Garage", "Kweker", "Brouwer"))
    office.sprint(bakery, BEFORE, students=4)
    office.sprint(bakery, YEAR, SprintState.RUNNING, starts=date(2026, 10, 1), students=5)
    office.sprint(garage, YEAR, SprintState.PLANNED, starts=date(2026, 11, 23), students=3)
    office.sprint(grower, YEAR, SprintState.PLANNED, starts=date(2027, 2, 1), students=9)
    office.sprint(brewer, YEAR, SprintState.STOPPED, starts=date(2026, 10, 1), ended_on=date(2026, 11, 1))
    told = _headlines(session)
    assert (told["businesses"], told["sprints"], told["students"]) == (2, 3, 12)
    assert (told["businesses_school_year"], told["businesses_calendar_year"]) == (2, 2)
    assert _figures(session, "coupled") == [
        {"year": BEFORE, "businesses": 1, "new": 1, "sprints": 1, "students": 4},
        {"year": YEAR, "businesses": 2, "new": 1, "sprints": 2, "students": 8},
    ]
    calendar = next(table for table in read_report(session, TODAY).tables if table.key == "coupled_calendar")
    assert [row[0] for row in calendar.rows] == ["2025", "2026"]
    assert "Of 1 sprints" in calendar.note


LATER, KICK_OFF = date(2027, 2, 1), SprintStepKind.KICK_OFF
SHAPES: tuple[tuple[SprintState, dict[str, date | None], date | None, date | None], ...] = tuple(
    (state, {"starts": starts, "ended_on": ended}, held, planned)
    for state in SprintState
    for starts in (None, date(2026, 9, 7), LATER)
    for ended in ((None, date(2026, 11, 20)) if state in {SprintState.DONE, SprintState.STOPPED} else (None,))
    for held in (None, date(2026, 11, 16))
    for planned in (None, LATER)
)


def test_the_figure_of_the_report_is_that_of_the_screens_whatever_the_days_of_a_sprint(
    session: Session, office: Office
) -> None:
    begun = set()
    for number, (state, days, held, planned) in enumerate(SHAPES):
        sprint = office.sprint(office.company(f"Bedrijf {number}"), YEAR, state, **days)
        if held is not None or planned is not None:
            office.put(SprintStep(sprint_id=sprint, kind=KICK_OFF, party=Party.COMPANY, on=LATER, done_on=held))
        first = [days["starts"], held, days["ended_on"]]
        if state is SprintState.PLANNED:
            first = [held or planned or days["starts"]]
        elif days["starts"] is None:
            first = []
        known = [day for day in first if day is not None]
        undated = not known and state in {SprintState.RUNNING, SprintState.DONE}
        if state is not SprintState.STOPPED and (undated or (known and min(known) <= TODAY)):
            begun.add(sprint)
    told, shown = _headlines(session), coupled(session, TODAY)
    assert {one.id for one in read_report(session, TODAY).sprints} == begun
    assert told["businesses"] == shown.in_all == len(begun)
    assert told["businesses_school_year"] == shown.in_school_year
    assert told["businesses_calendar_year"] == shown.in_calendar_year


def test_a_sprint_that_ended_before_its_first_day_began_when_it_ended(session: Session, office: Office) -> None:
    office.sprint(office.company("Bakker"), YEAR, starts=LATER, ended_on=date(2026, 11, 20))
    told, shown = _headlines(session), coupled(session, TODAY)
    assert (told["businesses"], told["businesses_calendar_year"]) == (1, 1)
    assert (shown.in_all, shown.in_calendar_year, coupled(session, date(2026, 11, 19)).in_all) == (1, 1, 0)
    assert [row["year"] for row in _figures(session, "coupled_calendar")] == ["2026"]


def test_students_and_businesses_by_what_they_are(session: Session, office: Office) -> None:
    bank = office.partner("Bank")
    bakery = office.company("Bakker", municipality="Zaanstad", sector="horeca", size=CompanySize.MICRO)
    garage = office.company("Garage", municipality="Diemen", size=CompanySize.SMALL)
    school = office.school("Hogeschool aan Zee")
    case = office.case(bakery, date(2026, 9, 1), CaseState.PLACED, partner_id=bank)
    office.case(garage, date(2026, 10, 1), CaseState.WITHDRAWN, partner_id=bank)
    office.case(garage, date(2026, 10, 2))
    office.sprint(bakery, YEAR, case_id=case, institution_id=school, students=4, starts=date(2026, 10, 1), hours=6.5)
    office.sprint(garage, YEAR, level=Level.MBO, students=3, institution_name="Roc")
    assert [(row["level"], row["students"]) for row in _figures(session, "levels")] == [("hbo", 4), ("mbo", 3)]
    assert [row["municipality"] for row in _figures(session, "municipalities")] == ["Diemen", "Zaanstad"]
    assert [row["sector"] for row in _figures(session, "sectors")] == ["horeca", None]
    assert [row["size"] for row in _figures(session, "sizes")] == ["micro", "small"]
    assert [row["school"] for row in _figures(session, "schools")] == ["Hogeschool aan Zee", "Roc"]
    assert _figures(session, "hours") == [{"school_year": YEAR, "hours": 6.5, "kept": 1, "sprints": 2}]
    partners = {row["partner"]: row for row in _figures(session, "partners")}
    assert partners["Bank"] == {
        "partner": "Bank", "received": 2, "placed": 1, "businesses": 1, "sprints": 1, "students": 4,
    }  # fmt: skip
    assert (partners["no partner"]["received"], partners["no partner"]["students"]) == (1, 3)
    here = _headlines(session, institution_id=school)
    assert (here["businesses"], here["students"]) == (1, 4)


def test_days_to_a_match_are_from_the_question_to_the_yes(session: Session, office: Office) -> None:
    bakery, school = office.company("Bakker"), office.school("Hogeschool aan Zee")
    lead = office.lead(school, (Stage.MAPPED, date(2026, 9, 1)))
    for day, yes in ((1, 11), (1, 21), (3, 4)):
        case = office.case(bakery, date(2026, 10, day), CaseState.PLACED)
        office.accepted(case, lead, date(2026, 10, day), date(2026, 10, yes))
    office.case(bakery, date(2026, 10, 5))
    assert _figures(session, "cases") == [
        {"school_year": YEAR, "received": 4, "placed": 3, "open": 1, "withdrawn": 0, "share": 0.75, "days": 10}
    ]


def test_the_funnel_counts_who_ever_came_in_and_how_long_they_stayed(session: Session, office: Office) -> None:
    school = office.school("Hogeschool aan Zee")
    office.lead(
        school,
        (Stage.MAPPED, date(2025, 9, 1)),
        (Stage.WARM, date(2025, 9, 11)),
        (Stage.INFORMED, date(2025, 10, 11)),
        (Stage.RESTING, date(2025, 11, 11)),
        (Stage.INFORMED, date(2026, 10, 1)),
    )
    office.lead(school, (Stage.MAPPED, date(2026, 9, 1)), (Stage.WARM, date(2026, 9, 21)))
    rows = {row["stage"]: row for row in _figures(session, "funnel")}
    assert (rows["mapped"]["entered"], rows["mapped"]["went_on"], rows["mapped"]["days"]) == (2, 2, 15)
    assert (rows["warm"]["entered"], rows["warm"]["went_on"], rows["warm"]["share"]) == (2, 1, 0.5)
    assert (rows["informed"]["now"], rows["informed"]["entered"], rows["informed"]["days"]) == (1, 1, 31)
    since = {row["stage"]: row for row in _figures(session, "funnel", since=date(2026, 9, 1))}
    assert (since["mapped"]["entered"], since["warm"]["entered"], since["informed"]["entered"]) == (1, 1, 1)
    years = {row["measure"]: row for row in _figures(session, "years")}
    assert years["informed"] == {"measure": "informed", "now": 0, "same_day": 1, "last_year": 1}


def test_each_way_in_with_what_it_cost(session: Session, office: Office) -> None:
    school, out, into = office.school("Hogeschool aan Zee"), Direction.OUT, Direction.IN
    straight = office.lead(school, (Stage.MAPPED, date(2026, 9, 1)))
    office.happened(straight, ActivityKind.MAIL, date(2026, 9, 1), out)
    office.happened(straight, ActivityKind.CALL, date(2026, 9, 8), out)
    office.happened(straight, ActivityKind.MAIL, date(2026, 9, 9), into)
    office.happened(straight, ActivityKind.STAGE, date(2026, 10, 1), to_stage=Stage.AGREEMENT)
    came = office.lead(school, (Stage.MAPPED, date(2026, 9, 1)))
    office.happened(came, ActivityKind.MAIL, date(2026, 9, 2), into)
    named = office.lead(school, (Stage.MAPPED, date(2026, 9, 1)))
    office.introduced(named, straight)
    office.happened(named, ActivityKind.MAIL, date(2026, 9, 5), out)
    office.lead(school, (Stage.MAPPED, date(2026, 9, 1)))
    rows = {row["route"]: row for row in _figures(session, "routes")}
    direct = rows["direct"]
    assert (direct["leads"], direct["answered"], direct["agreements"], direct["days"]) == (1, 1, 1, 30)
    assert (direct["mails"], direct["calls"], direct["spent"]) == (1, 1, 2.0)
    assert (rows["came"]["leads"], rows["came"]["answered"]) == (1, 1)
    assert (rows["introduced"]["leads"], rows["introduced"]["answer_share"]) == (1, 0.0)
    assert rows["scout"]["leads"] == 0


def test_an_answer_is_to_the_last_message_before_it(session: Session, office: Office) -> None:
    lead = office.lead(office.school("Hogeschool aan Zee"), (Stage.MAPPED, date(2026, 9, 1)))
    office.message(lead, "first", date(2026, 9, 1))
    office.message(lead, "reminder", date(2026, 9, 15))
    office.happened(lead, ActivityKind.MAIL, date(2026, 9, 18), Direction.IN)
    assert _figures(session, "templates") == [
        {"template": "first", "sent": 1, "answered": 0, "share": 0.0, "days": None},
        {"template": "reminder", "sent": 1, "answered": 1, "share": 1.0, "days": 3},
    ]


def test_marks_of_each_party_and_only_quotes_that_may_be_shown(session: Session, office: Office) -> None:
    sprint = office.sprint(office.company("Bakker"), YEAR)
    office.mark(sprint, Party.COMPANY, 8, "Mooi werk", may_quote=True)
    office.mark(sprint, Party.TEAM, 7, "Niet voor buiten")
    report = read_report(session, TODAY)
    assert [(row["party"], row["mark"]) for row in _figures(session, "marks")] == [("company", 8.0), ("team", 7.0)]
    assert [one.words for one in report.quotes] == ["Mooi werk"]


def test_a_page_is_made_on_the_29th_of_february(session: Session) -> None:
    page = report_page(read_report(session, date(2028, 2, 29), since=date(2024, 2, 29)), By("Bureau"))
    assert "From 29 Feb 2024 to 29 Feb 2028" in page


def test_a_year_in_which_nothing_was_stands_among_the_others(session: Session, office: Office) -> None:
    baker = office.company("Bakkerij Korenmolen")
    for year, starts in (("2023-2024", date(2023, 10, 1)), ("2026-2027", date(2026, 10, 1))):
        office.sprint(baker, year, starts=starts)
    office.case(baker, date(2024, 10, 1))
    office.case(baker, date(2026, 10, 1))
    tables = {table.key: table for table in read_report(session, date(2026, 11, 22)).tables}
    years = ["2023-2024", "2024-2025", "2025-2026", "2026-2027"]
    assert [(row[0], row[1]) for row in tables["coupled"].rows] == list(zip(years, (1, 0, 0, 1), strict=True))
    assert [row[0] for row in tables["coupled_calendar"].rows] == ["2023", "2024", "2025", "2026"]
    assert [(row[0], row[1], row[5]) for row in tables["cases"].rows] == [
        ("2024-2025", 1, 0.0),
        ("2025-2026", 0, None),
        ("2026-2027", 1, 0.0),
    ]


def test_a_school_where_nothing_came_of_it_is_shown_no_noughts_and_asked_for_a_talk(
    session: Session, office: Office
) -> None:
    school = office.school("Hogeschool aan Zee")
    report = read_report(session, TODAY, institution_id=school, school="Hogeschool aan Zee")
    page = school_page(report, By("Bureau Zeewind", "bureau@zeewind.example"))
    assert "<b>0</b>" not in page
    assert "has been none yet" in page
    assert "A talk about the programmes" in page
    assert "Bureau Zeewind · bureau@zeewind.example · Figures of" in page


def test_one_business_is_one_business(session: Session, office: Office) -> None:
    office.sprint(office.company("Bakker"), "2026-2027", SprintState.RUNNING, students=1)
    labels = {one.key: one.label for one in read_report(session, TODAY).headlines}
    assert labels["businesses"] == "business coupled in all"
    assert labels["businesses_school_year"] == "business in school year 2026-2027"
    assert (labels["students"], labels["sprints"]) == ("student reached", "digital sprint")
