"""Each thing that can stand in the way of a case landing in a course, said in words."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from crm.calendar.school import SchoolCalendar
from crm.case_words import CaseState, ProposalState
from crm.matching import CaseText
from crm.views.agreements import AgreementLine
from crm.views.matching.asked import Asked
from crm.views.matching.facts import CourseFacts, Teacher
from crm.views.matching.obstacles import Before, Landing, Stands, obstacles
from crm.views.matching.settings import by_words
from crm.views.room import LeadRoom, Room
from crm.words import Level, RoleKind, Setting, Stage, Target

TODAY = date(2026, 11, 23)
CASE = Asked(1, "K7WX", "Webwinkel", "De Molen", CaseText(1, "Een webwinkel", "nl"), CaseState.FIT, TODAY)
COURSE = CourseFacts(2, "Webontwikkeling", 9, "Zee", Level.HBO, "blok 3", "nl", None, Target.YES)
ZOE = Teacher(3, "Zoë van 't Hek", RoleKind.TEACHER, None, 4, Stage.WARM)
FITS = 12.0


def _room(left: int, **more: Any) -> LeadRoom:
    said: dict[str, Any] = dict.fromkeys(AgreementLine.__dataclass_fields__)
    said |= {"id": 5, "lead_id": 4, "course_id": 2, "number": 2, "school_year": "2026-2027", "setting": Setting.COURSE}
    return LeadRoom((Room(AgreementLine(**{**said, "at": datetime(2026, 9, 1), **more}), left),), 0)  # noqa: DTZ001 - not read


def _said(
    case: Asked = CASE, course: CourseFacts = COURSE, teacher: Teacher | None = ZOE, **more: Any
) -> dict[str, int]:
    """What stands in the way → how much."""
    given = {"room": None, "before": None, "score": FITS, **more}
    of = Landing(case, course, teacher, given["room"], SchoolCalendar(course.level), TODAY, given["before"])
    return {one.said: one.stands for one in obstacles(of, given["score"])}


def test_nothing_stands_before_a_warm_teacher_of_a_course_that_fits() -> None:
    assert _said() == {}
    assert _said(room=_room(1)) == {}


@pytest.mark.parametrize(
    ("case", "course", "words"),
    [
        ({"state": CaseState.PLACED}, {}, "staat niet meer open"),
        ({}, {"target": Target.NO}, "niet beoogd"),
        ({"level": Level.MBO}, {}, "is hbo; de casus vraagt mbo"),
        ({"language": "nl"}, {"language": "en"}, "in het en; het bedrijf spreekt nl"),
        ({"language": "Nederlands"}, {"language": "English"}, "in het en; het bedrijf spreekt nl"),
        ({"language": "de Nederlandse taal"}, {"language": "Duits"}, "in het de; het bedrijf spreekt nl"),
        ({"language": "Duits en Frans"}, {"language": "en"}, "in het en; het bedrijf spreekt de, fr"),
        ({"wanted_by": date(2026, 12, 20)}, {}, "begint 1 feb 2027, en is gewenst voor 20 dec"),
        ({"wanted_from": date(2027, 5, 1), "wanted_by": date(2027, 8, 1)}, {}, "wanneer de casus kan beginnen"),
        ({"setting": Setting.GRADUATION}, {}, "de casus kan alleen terecht als afstuderen"),
        ({"setting": Setting.INTERNSHIP}, {"name": "Projectweek web"}, "kan alleen terecht als stage"),
    ],
)
def test_what_keeps_a_case_from_a_course(case: dict[str, Any], course: dict[str, Any], words: str) -> None:
    said = _said(replace(CASE, **case), replace(COURSE, **course))
    assert [stands for text, stands in said.items() if words in text] == [Stands.IN_THE_WAY], said


@pytest.mark.parametrize(
    ("case", "course"),
    [
        ({"language": "nl, en"}, {"language": "en"}),
        ({"language": "Nederlands, EN"}, {"language": "en"}),
        ({"language": "nl"}, {"language": None}),
        ({"wanted_by": date(2027, 4, 30)}, {}),
        ({"wanted_by": date(2026, 12, 20)}, {"period": None}),
        ({"wanted_from": date(2027, 2, 1), "wanted_by": date(2027, 6, 1)}, {}),
        ({"setting": Setting.GRADUATION}, {"name": "Afstuderen"}),
        ({"setting": Setting.COURSE}, {}),
    ],
)
def test_what_is_no_obstacle(case: dict[str, Any], course: dict[str, Any]) -> None:
    assert _said(replace(CASE, **case), replace(COURSE, **course)) == {}


def test_a_course_that_ends_long_after_it_is_wanted_is_said_and_stands_less_in_the_way() -> None:
    said = _said(replace(CASE, wanted_by=date(2027, 2, 15)))
    assert list(said.values()) == [Stands.NOT_YET]
    assert "eindigt" in next(iter(said))


@pytest.mark.parametrize(
    ("teacher", "words", "stands"),
    [
        (None, "geen docent bekend", Stands.NOT_YET),
        (replace(ZOE, lead_id=None, stage=Stage.MAPPED), "nog geen lead", Stands.NOT_YET),
        (replace(ZOE, stage=Stage.MAPPED), "vanaf warm", Stands.NOT_YET),
        (replace(ZOE, stage=Stage.RESTING, wakes_on=date(2027, 1, 5)), "rust tot 5 jan 2027", Stands.NOT_YET),
        (replace(ZOE, stage=Stage.DECLINED), "wil niet meedoen", Stands.IN_THE_WAY),
        (replace(ZOE, stage=Stage.DO_NOT_CONTACT), "niet benaderd", Stands.IN_THE_WAY),
    ],
)
def test_who_can_not_be_asked_or_not_yet(teacher: Teacher | None, words: str, stands: Stands) -> None:
    said = _said(teacher=teacher)
    assert list(said.values()) == [stands]
    assert words in next(iter(said))


def test_no_places_left_and_as_many_cases_as_may_be() -> None:
    assert "geen plaatsen over in 2026-2027: 2 afgesproken" in next(iter(_said(room=_room(0))))
    assert "zonder afspraak" in next(iter(_said(room=LeadRoom((), 0))))
    assert _said(room=LeadRoom((), 1)) == {}
    other = _room(0, course_id=77)
    assert _said(room=other) == {}, "the places of another course"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ProposalState.DECLINED, "zei nee op deze casus op 3 nov: “te klein”"),
        (ProposalState.ACCEPTED, "nam deze casus aan"),
        (ProposalState.MAYBE, "vraag het weer op 1 dec"),
        (ProposalState.SENT, "heeft deze casus voor zich liggen"),
        (ProposalState.PREPARED, "heeft deze casus voor zich liggen"),
    ],
)
def test_a_case_goes_to_nobody_twice(state: ProposalState, words: str) -> None:
    again = date(2026, 12, 1) if state is ProposalState.MAYBE else None
    said = _said(before=Before(state, date(2026, 11, 3), "te klein", again))
    assert [stands for text, stands in said.items() if words in text] == [Stands.IN_THE_WAY], said
    assert _said(before=Before(ProposalState.WITHDRAWN, date(2026, 11, 3))) == {}


@pytest.mark.parametrize(
    ("known", "words", "stands"),
    [
        ({}, "niet bekend", Stands.NOT_YET),
        ({"25998": False}, "niet voor erkend", Stands.IN_THE_WAY),
        ({"25187": True}, "niet bekend", Stands.NOT_YET),
        ({"25998": True}, "", 0),
    ],
)
def test_an_mbo_internship_needs_a_recognised_company(known: dict[str, bool], words: str, stands: int) -> None:
    course = replace(COURSE, name="BPV software", level=Level.MBO, crebos=("25998",))
    said = _said(replace(CASE, recognised=known), course)
    assert list(said.values()) == ([stands] if stands else [])
    assert words in "".join(said)


def test_little_fit_weighs_most_and_stands_first() -> None:
    said = _said(teacher=None, score=1.0)
    assert list(said.values()) == [Stands.LITTLE_FIT, Stands.NOT_YET]


def test_settings_are_told_by_whole_words() -> None:
    assert by_words(["Stage jaar 3"]) == {Setting.INTERNSHIP}
    assert by_words(["Minor Data", "Honours"]) == {Setting.MINOR, Setting.HONOURS}
    assert by_words(["Podiumstages", "Thesisschrijven"]) == set()
