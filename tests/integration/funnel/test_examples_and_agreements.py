"""What a teacher's students work on, and what was agreed: kept, needed by a stage, renewed, taken over, taken back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, StageError, UsageError
from crm.places import places_left
from crm.services import agreements, examples, journal, leads
from crm.services.agreements import AgreementParts
from crm.services.years import next_year, year_said
from crm.tables import Agreement, Example
from crm.views.agreements import agreements_in, agreements_of
from crm.views.examples import find_examples
from crm.views.lead import lead_json
from crm.views.search import search
from crm.words import EntityKind, RoleKind, Setting, Stage, Target

PARTS = AgreementParts(
    type="adviesrapport",
    number=4,
    planning="blok 3",
    process="intake, tussenstand, eindpresentatie",
    supervision="docent, wekelijks",
)


@pytest.fixture
def people(school: Any, session: Session) -> dict[str, int]:
    """Zoë teaches Databases and the targeted Datavisualisatie, Bakker Webontwikkeling; Smit teaches nothing."""
    ict = school.programme("HBO-ICT")
    wanted = school.course("Datavisualisatie", ict, target=Target.YES)
    zoe = school.person("Zoë van 't Hek", teaches=school.course("Databases", ict))
    school.role(zoe, RoleKind.TEACHER, wanted, EntityKind.COURSE)
    bakker = school.person("P. Bakker", teaches=school.course("Webontwikkeling", ict))
    smit = school.person("A. Smit")
    session.commit()
    return {"zoe": zoe, "bakker": bakker, "smit": smit, "course": wanted}


@pytest.fixture
def lead(people: dict[str, int], working: Any) -> int:
    with working() as work:
        return leads.add(work, people["zoe"]).id or 0


def test_an_example_is_kept_with_all_its_parts(session: Session, people: Any, lead: int, working: Any) -> None:
    parts = examples.ExampleParts(
        "ziet wat verkoopt", "jaar 2", "winkels", "Power BI; SQL ,", "25/26", "https://x.example/a"
    )
    with working() as work:
        examples.add(work, lead, "dashboards", replace(parts, course_id=people["course"]))
    [line] = lead_json(session, lead)["examples"]
    kept = {key: line[key] for key in ("text", "helps", "skills", "sector", "tools", "school_year", "link")}
    assert kept == {
        "text": "dashboards",
        "helps": "ziet wat verkoopt",
        "skills": "jaar 2",
        "sector": "winkels",
        "tools": ["Power BI", "SQL"],
        "school_year": "2025-2026",
        "link": "https://x.example/a",
    }
    assert line["course"]["name"] == "Datavisualisatie"


def test_an_example_is_of_the_only_course_of_who_teaches_one(session: Session, people: Any, working: Any) -> None:
    with working() as work:
        lead = leads.add(work, people["bakker"]).id or 0
        examples.add(work, lead, "webwinkels")
    assert lead_json(session, lead)["examples"][0]["course"]["name"] == "Webontwikkeling"


@pytest.mark.parametrize(
    ("text", "parts", "words"),
    [
        ("  ", {}, "woorden"),
        ("x", {"link": "javascript:alert(1)"}, "https://"),
        ("x", {"school_year": "2026-2029"}, "schooljaar"),
    ],
    ids=["no words", "no web address", "no school year"],
)
def test_a_bad_example_is_refused_and_nothing_kept(
    session: Session, lead: int, working: Any, text: str, parts: Any, words: str
) -> None:
    with pytest.raises(UsageError, match=words), working() as work:
        examples.add(work, lead, text, examples.ExampleParts(**parts))
    assert session.exec(select(Example)).all() == []


def test_the_stage_examples_needs_one_and_a_skip_with_a_note_does_not(
    session: Session, people: Any, lead: int, working: Any
) -> None:
    with working() as work:
        leads.advance(work, lead, Stage.INFORMED, note="kent ons")
    with pytest.raises(StageError, match=r"x legt er een vast \(`lead example`\)"), working() as work:
        leads.advance(work, lead, Stage.EXAMPLES, note="vast wel")
    with working() as work:
        examples.add(work, lead, "dashboards")
    with working() as work:
        assert leads.advance(work, lead, Stage.EXAMPLES).stage is Stage.EXAMPLES
    with pytest.raises(StageError, match="g maakt er een"), working() as work:
        leads.advance(work, lead, Stage.AGREEMENT)
    with working() as work:
        made = agreements.make(work, lead, PARTS).id or 0
    with working() as work:
        assert leads.advance(work, lead, Stage.AGREEMENT).stage is Stage.AGREEMENT
        agreements.end(work, made, "gestopt")
        other = leads.add(work, people["bakker"]).id or 0
        leads.advance(work, other, Stage.RESTING, note="druk", until=date(2026, 12, 1))
    with working() as work:
        leads.advance(work, other, Stage.EXAMPLES, note="vertelde al waar ze aan werken")
        leads.advance(work, other, Stage.RESTING, note="druk", until=date(2026, 12, 1))
        assert leads.advance(work, other, Stage.EXAMPLES).stage is Stage.EXAMPLES, "waking up asks nothing"


def test_examples_are_found_over_all_teachers(session: Session, people: Any, lead: int, working: Any) -> None:
    with working() as work:
        other = leads.add(work, people["bakker"]).id or 0
        examples.add(work, lead, "dashboards voor een café", examples.ExampleParts(tools="Power BI"))
        examples.add(work, other, "webwinkel voor een bakker", examples.ExampleParts(sector="winkels"))
    assert [one.person for one in find_examples(session, "CAFE power")] == ["Zoë van 't Hek"]
    assert [one.text for one in find_examples(session, "webont wink")] == ["webwinkel voor een bakker"]
    assert find_examples(session, "ruimtevaart") == []
    [hit] = [hit for hit in search(session, "dashboards") if hit.kind == "example"]
    assert (hit.name, hit.where, hit.lead) == ("dashboards voor een café", "Zoë van 't Hek", lead)
    assert len(find_examples(session)) == 2


def test_an_agreement_is_for_the_wanted_course_and_this_year(
    session: Session, people: Any, lead: int, working: Any
) -> None:
    with working() as work:
        agreements.make(work, lead, PARTS)
    [line] = lead_json(session, lead)["agreements"]
    assert {key: line[key] for key in ("type", "number", "setting", "school_year", "places_left")} == {
        "type": "adviesrapport",
        "number": 4,
        "setting": "course",
        "school_year": "2026-2027",
        "places_left": 4,
    }
    assert line["course"] == {"id": people["course"], "name": "Datavisualisatie"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": 0}, "1 tot 999 opdrachten per schooljaar, niet 0"),
        ({"number": 1_000}, "niet 1000"),
        ({"process": " "}, "het proces"),
        ({"school_year": "straks"}, "straks is geen schooljaar"),
    ],
    ids=["no places", "too many", "a part without words", "no year"],
)
def test_a_bad_agreement_is_refused(session: Session, lead: int, working: Any, change: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words), working() as work:
        agreements.make(work, lead, replace(PARTS, **change))
    assert session.exec(select(Agreement)).all() == []


def test_who_teaches_nothing_needs_a_course_or_another_setting(session: Session, people: Any, working: Any) -> None:
    with working() as work:
        lead = leads.add(work, people["smit"]).id or 0
    with pytest.raises(UsageError, match="geeft geen vak"), working() as work:
        agreements.make(work, lead, PARTS)
    with pytest.raises(NotFoundError, match="geen vak 4711"), working() as work:
        agreements.make(work, lead, replace(PARTS, course_id=4711))
    with working() as work:
        made = agreements.make(work, lead, replace(PARTS, setting=Setting.GRADUATION))
        assert (made.course_id, made.setting) == (None, Setting.GRADUATION)


def test_with_an_objector_nothing_is_agreed(lead: int, working: Any) -> None:
    with working() as work:
        leads.advance(work, lead, Stage.DO_NOT_CONTACT, note="wil niet")
    with pytest.raises(RefusedError, match="niet benaderd"), working() as work:
        agreements.make(work, lead, PARTS)


def test_renewing_copies_all_but_the_wish_which_stands_on_top(session: Session, lead: int, working: Any) -> None:
    with working() as work:
        first = agreements.make(work, lead, replace(PARTS, wish="kleinere teams", team_size="5")).id or 0
    with working() as work:
        agreements.renew(work, first)
    new, old = agreements_of(session, [lead])
    assert (new.school_year, new.wished, new.wish, new.team_size) == ("2027-2028", "kleinere teams", None, "5")
    assert (old.id, old.renewed_id) == (first, new.id)
    session.rollback()
    with pytest.raises(RefusedError, match="2027-2028"), working() as work:
        agreements.renew(work, first)
    with working() as work:
        agreements.end(work, new.id, "toch niet")
        agreements.renew(work, first)
    assert [one.school_year for one in agreements_in(session, "2027-2028", owner="NOOR")] == ["2027-2028"]


def test_an_agreement_ends_once_with_a_reason(session: Session, lead: int, working: Any) -> None:
    with working() as work:
        made = agreements.make(work, lead, PARTS).id or 0
    with pytest.raises(UsageError, match="de reden"), working() as work:
        agreements.end(work, made, " ")
    with working() as work:
        agreements.end(work, made, "vak vervalt")
    with pytest.raises(RefusedError, match="al beëindigd"), working() as work:
        agreements.end(work, made, "nog eens")
    [line] = agreements_of(session, [lead])
    assert (line.places_left, line.ended_why) == (0, "vak vervalt")


def test_the_agreement_goes_to_who_teaches_the_course_now(
    session: Session, people: Any, lead: int, working: Any
) -> None:
    with working() as work:
        made = agreements.make(work, lead, PARTS).id or 0
    with working("sam") as work:
        agreements.take_over(work, made, people["bakker"])
    [line] = agreements_in(session, "2026-2027")
    assert (line.person, line.course_name) == ("P. Bakker", "Datavisualisatie")
    session.rollback()
    with working("sam") as work:
        journal.undo(work)
    assert [one.person for one in agreements_in(session, "2026-2027")] == ["Zoë van 't Hek"]


def test_all_of_it_stands_in_the_timeline_and_is_taken_back(
    session: Session, lead: int, working: Any, clock: FixedClock
) -> None:
    with working() as work:
        examples.add(work, lead, "dashboards")
        agreements.make(work, lead, PARTS)
    told = lead_json(session, lead, clock=clock)["timeline"]
    assert {(line["kind"], line["note"]) for line in told} >= {
        ("example", "dashboards"),
        ("agreement", "4 × adviesrapport, Datavisualisatie, 2026-2027"),
    }
    session.rollback()
    with working() as work:
        journal.undo(work)
    after = lead_json(session, lead, clock=clock)
    assert (after["examples"], after["agreements"]) == ([], [])


def test_places_count_down_and_never_below_nothing() -> None:
    assert [places_left(4), places_left(4, 3), places_left(4, 9), places_left(4, ended=True)] == [4, 1, 0, 0]


@pytest.mark.parametrize("typed", ["2026-2027", "26/27", "2026", "26 – 27", " 2026/2027 "])
def test_a_school_year_is_understood_as_people_write_it(typed: str) -> None:
    assert year_said(typed, date(2026, 11, 23)) == "2026-2027"
    assert next_year("2026-2027") == "2027-2028"
