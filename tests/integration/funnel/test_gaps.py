"""Open cases against free places: what is short, and whom to call."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from crm.services import agreements, leads
from crm.services.agreements import AgreementParts
from crm.tables import Course
from crm.views.matching import index
from crm.views.matching.gaps import gaps, gaps_json
from crm.words import ActivityKind, Direction, Stage, Target

DAY = date(2026, 11, 23)
SHOP = "Wij maken potten en willen een webwinkel waarin mensen ze online bestellen."
HACK = "Onze mail is gehackt en we zijn bang voor ransomware: hoe beveiligen we het netwerk?"

COURSES = {
    "Webwinkels bouwen": "Studenten bouwen een webwinkel waarin een bedrijf online kan verkopen.",
    "Netwerkbeveiliging": "Hackers, ransomware en phishing: een netwerk en zijn mail beveiligen.",
    "Ethical hacking": "Netwerken hacken om te leren hoe ze beveiligd worden, ransomware en phishing.",
    "Arbeidsrecht": "Contracten, ontslag en ziekte van werknemers.",
    "Voedingsleer": "Eiwitten, vetten en vitamines.",
}


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    index.forget()
    yield
    index.forget()


@pytest.fixture
def map_(school: Any, session: Session, working: Any, make_case: Any) -> dict[str, int]:
    """A web shop course with an agreement for one case, two courses about security, and three cases."""
    made = {name: school.course(name) for name in COURSES}
    for name, description in COURSES.items():
        course = session.get(Course, made[name])
        assert course is not None
        course.description, course.period = description, "blok 3"
    people = {
        "zoe": school.person("Zoë van 't Hek", teaches=made["Webwinkels bouwen"]),
        "bakker": school.person("P. Bakker", teaches=made["Netwerkbeveiliging"]),
        "tahiri": school.person("Y. Tahiri", teaches=made["Ethical hacking"]),
    }
    made["shop"] = make_case("Potten", SHOP)
    made["shop2"] = make_case("Pannen", SHOP.replace("potten", "pannen"), wanted_by=date(2027, 6, 1))
    made["hack"] = make_case("Gehackt", HACK)
    session.commit()
    with working() as work:
        for name, person in people.items():
            made[name] = leads.add(work, person).id or 0
        parts = AgreementParts("webwinkel", 1, "blok 3", "intake", "docent", course_id=made["Webwinkels bouwen"])
        leads.advance(work, made["zoe"], Stage.WARM)
        agreements.make(work, made["zoe"], parts)
    return made


def test_each_place_is_taken_once_and_the_rest_is_short(session: Session, map_: dict[str, int]) -> None:
    found = gaps(session, today=DAY)
    assert (found.cases, found.places) == (3, 1)
    assert [case.id for case in found.without] == [map_["shop2"], map_["hack"]]
    themes = {one.key: (one.cases, one.places, one.short) for one in found.themes}
    assert themes == {"online": (2, 1, 1), "security": (1, 0, 1)}
    periods = {one.key: (one.cases, one.places, one.short) for one in found.periods}
    assert periods == {"2026-2027 period-3": (0, 1, 0), "2026-2027 period-4": (1, 0, 1), "any": (2, 0, 1)}
    assert [(one.name, one.places, one.taken) for one in found.schools] == [("Hogeschool aan Zee", 1, 1)]


def test_who_was_never_approached_is_the_call_list_targets_first(
    session: Session, map_: dict[str, int], working: Any
) -> None:
    calls = {call.course.name: [case.id for case in call.cases] for call in gaps(session, today=DAY).calls}
    assert calls == {"Netwerkbeveiliging": [map_["hack"]], "Ethical hacking": [map_["hack"]]}
    course = session.get(Course, map_["Ethical hacking"])
    assert course is not None
    course.target = Target.YES
    session.commit()
    assert gaps(session, today=DAY).calls[0].course.name == "Ethical hacking"
    course.target = Target.NO
    session.commit()
    with working() as work:
        leads.log(work, map_["bakker"], ActivityKind.MAIL, "gemaild", direction=Direction.OUT)
    session.rollback()
    assert gaps(session, today=DAY).calls == ()


def test_as_a_command_gives_it(session: Session, map_: dict[str, int]) -> None:
    found = gaps_json(gaps(session, today=DAY, limit=1))
    assert (found["short"], len(found["calls"])) == (2, 1)
    assert found["calls"][0]["cases"][0]["id"] == map_["hack"]
    assert found["themes"][0].keys() == {"theme", "name", "cases", "places", "short"}


def test_nothing_open_is_nothing_short(session: Session, school: Any) -> None:
    found = gaps(session, today=DAY)
    assert (found.cases, found.places, found.without, found.themes, found.calls) == (0, 0, (), (), ())
