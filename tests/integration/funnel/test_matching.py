"""Which courses fit a case, which cases a teacher, and what stands in the way, on the database."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.case_words import ProposalState
from crm.clock import FixedClock
from crm.errors import NotFoundError
from crm.matching.encoders import Vectors
from crm.services import agreements, examples, journal, leads, proposals, vectors
from crm.services.agreements import AgreementParts
from crm.services.proposal_answers import Answer, answer
from crm.tables import Case, Course, JournalEntry, TextVector
from crm.views.digest_plan import digest_plans
from crm.views.fits import fits
from crm.views.matching import index
from crm.views.matching.documents import match_json
from crm.views.matching.ranking import MatchLine, for_case, for_lead, landings
from crm.views.room import rooms_of
from crm.words import ActivityKind, EntityKind, RoleKind, Setting, Stage, Target

NO = ProposalState.DECLINED
SHOP = "Ik wil mijn potten en pannen online verkopen in een webwinkel."
DAY = date(2026, 11, 23)

COURSES = {
    "Webontwikkeling": "Studenten bouwen een webwinkel met HTML, CSS en JavaScript en koppelen de betaling.",
    "E-commerce": "Building and improving a web shop: checkout, product pages and conversion.",
    "Netwerken": "Firewalls, routers en bekabeling van een kantoor.",
    "Arbeidsrecht": "Contracten, ontslag en ziekte van werknemers.",
    "Voedingsleer": "Eiwitten, vetten en vitamines in een gezond dieet.",
}


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    index.forget()
    yield
    index.forget()


@pytest.fixture
def map_(school: Any, session: Session, working: Any) -> dict[str, int]:
    """Five courses; Zoë gives Webontwikkeling and is warm, Bakker gives E-commerce and is no lead."""
    made = {name: school.course(name) for name in COURSES}
    for name, description in COURSES.items():
        course = session.get(Course, made[name])
        assert course is not None
        course.description = description
    zoe = school.person("Zoë van 't Hek", teaches=made["Webontwikkeling"])
    school.person("P. Bakker", teaches=made["E-commerce"])
    session.commit()
    with working() as work:
        made["zoe"] = leads.add(work, zoe).id or 0
        leads.advance(work, made["zoe"], Stage.WARM)
    return made


@pytest.fixture
def shop(make_case: Any, session: Session) -> int:
    made: int = make_case("Webwinkel", SHOP)
    session.commit()
    return made


def _by_course(lines: Sequence[MatchLine]) -> dict[str, MatchLine]:
    return {line.course.name: line for line in lines}


def _said(line: MatchLine) -> str:
    return "; ".join(one.said for one in line.obstacles)


def test_the_warm_teacher_of_what_fits_comes_first_and_what_stands_in_the_way_is_said(
    session: Session, map_: dict[str, int], shop: int
) -> None:
    lines = for_case(session, shop, today=DAY)
    first = lines[0]
    assert (first.course.name, first.teacher and first.teacher.lead_id, first.obstacles) == (
        "Webontwikkeling",
        map_["zoe"],
        (),
    )
    assert "webwinkel" in first.words
    named = _by_course(lines)
    assert "nog geen lead" in _said(named["E-commerce"])
    assert "geen docent bekend" in _said(named["Netwerken"])
    assert "weinig" in _said(named["Voedingsleer"])
    blocked = [bool(line.obstacles) for line in lines]
    assert blocked == sorted(blocked)


def test_as_a_command_gives_it(session: Session, map_: dict[str, int], shop: int) -> None:
    first = match_json(for_case(session, shop, today=DAY)[0])
    assert first["course"] == {"id": map_["Webontwikkeling"], "name": "Webontwikkeling"}
    assert (first["lead"], first["case"]["id"], first["obstacles"]) == (map_["zoe"], shop, [])
    nobody = match_json(_by_course(for_case(session, shop, today=DAY))["Netwerken"])
    assert (nobody["person"], nobody["lead"]) == (None, None)


def test_an_unknown_case_or_lead_is_said(session: Session, map_: dict[str, int]) -> None:
    for number in ("99", "K-9"):
        with pytest.raises(NotFoundError):
            for_case(session, number, today=DAY)
    with pytest.raises(NotFoundError):
        for_lead(session, 99, today=DAY)


def test_a_teacher_finds_the_open_cases_that_fit(
    session: Session, map_: dict[str, int], shop: int, make_case: Any
) -> None:
    other = make_case("Dieet", "Welke vitamines zitten er in onze maaltijden?")
    session.commit()
    lines = for_lead(session, map_["zoe"], today=DAY)
    assert [line.case.id for line in lines] == [shop, other]
    assert not lines[0].obstacles
    assert "weinig" in _said(lines[1])


def test_no_target_from_above_no_places_and_do_not_contact_stand_in_the_way(
    session: Session, school: Any, map_: dict[str, int], shop: int, working: Any, make_case: Any
) -> None:
    session.connection().execute(sa.update(Course).where(Course.id == map_["E-commerce"]).values(target=Target.NO))  # type: ignore[arg-type]  # a column
    session.commit()
    with working() as work:
        parts = AgreementParts("webwinkel", 1, "blok 3", "intake", "docent", course_id=map_["Webontwikkeling"])
        agreements.make(work, map_["zoe"], parts)
    line = _by_course(for_case(session, shop, today=DAY))["Webontwikkeling"]
    assert any("nog 1 plaats" in reason for reason in line.reasons)
    other = make_case("Nog een")
    session.commit()
    with working() as work:
        proposals.propose(work, other, map_["zoe"])
    session.expire_all()
    named = _by_course(for_case(session, shop, today=DAY))
    assert "geen plaatsen" in _said(named["Webontwikkeling"])
    assert "niet beoogd" in _said(named["E-commerce"])
    with working() as work:
        leads.advance(work, map_["zoe"], Stage.DO_NOT_CONTACT, note="bezwaar")
    session.rollback()
    assert "niet benaderd" in _said(_by_course(for_case(session, shop, today=DAY))["Webontwikkeling"])


def test_what_was_answered_to_like_cases_moves_a_course(
    session: Session, map_: dict[str, int], shop: int, working: Any, make_case: Any
) -> None:
    before = _by_course(for_case(session, shop, today=DAY))["Webontwikkeling"].score
    like = make_case("Ook een webwinkel", "Ik wil mijn kannen en pannen online verkopen in een webwinkel.")
    unlike = make_case("Iets anders", "Een rooster voor de zorg aan huis maken.")
    session.commit()
    with working() as work:
        one = proposals.propose(work, like, map_["zoe"])
        proposals.tell(work, one.id or 0, ActivityKind.CALL, on=DAY)
        answer(work, one.id or 0, Answer(NO, note="te weinig techniek"))
    session.rollback()
    line = _by_course(for_case(session, shop, today=DAY))["Webontwikkeling"]
    assert line.score < before - 1
    assert any("te weinig techniek" in reason for reason in line.reasons)
    with working() as work:
        journal.undo(work)
    session.rollback()
    with working() as work:
        two = proposals.propose(work, unlike, map_["zoe"])
        proposals.tell(work, two.id or 0, ActivityKind.CALL, on=DAY)
        answer(work, two.id or 0, Answer(NO, note="te druk"))
    session.rollback()
    assert _by_course(for_case(session, shop, today=DAY))["Webontwikkeling"].score == pytest.approx(before, abs=0.01)


def test_an_example_of_the_teacher_speaks_for_the_course(
    session: Session, map_: dict[str, int], working: Any, make_case: Any
) -> None:
    case = make_case("Drone", "Met een drone de dakpannen van monumenten inspecteren.")
    session.commit()
    before = _by_course(for_case(session, case, today=DAY))["Webontwikkeling"].score
    with working() as work:
        examples.add(work, map_["zoe"], "Een drone die dakpannen van een kerk inspecteert")
    session.rollback()
    after = _by_course(for_case(session, case, today=DAY))["Webontwikkeling"]
    assert after.score > before + 1
    assert any("drone" in reason for reason in after.reasons)


DRONE = "Met een drone de dakpannen van monumenten inspecteren."


@pytest.fixture
def coordinator(school: Any, session: Session, map_: dict[str, int], working: Any) -> int:
    """A warm coordinator of an aviation programme who gives no course."""
    person = school.person("Wim Vlieger", of=school.programme("Luchtvaarttechniek"))
    session.commit()
    with working() as work:
        lead = leads.add(work, person).id or 0
        leads.advance(work, lead, Stage.WARM)
    session.rollback()
    return lead


def _agree(working: Any, lead: int, type_: str, setting: Setting, number: int = 1) -> int:
    with working() as work:
        parts = AgreementParts(type_, number, "vanaf februari", "intake", "begeleider", setting=setting)
        return agreements.make(work, lead, parts).id or 0


@pytest.fixture
def drone(make_case: Any, session: Session) -> int:
    made: int = make_case("Drone", DRONE)
    session.commit()
    return made


def test_an_agreement_in_no_course_is_a_place_as_well(
    session: Session, coordinator: int, drone: int, working: Any
) -> None:
    assert for_lead(session, coordinator, today=DAY) == []
    made = _agree(working, coordinator, "inspecteren met een drone", Setting.GRADUATION)
    session.rollback()
    [line, *_more] = for_case(session, drone, today=DAY)
    assert (line.course.id, line.course.agreement_id, line.teacher and line.teacher.lead_id) == (
        None,
        made,
        coordinator,
    )
    assert line.course.name == "afstuderen: inspecteren met een drone"
    assert line.course.programmes == ("Luchtvaarttechniek",)
    assert line.obstacles == ()
    assert "afgesproken voor 2026-2027: nog 1 plaats, vanaf februari" in line.reasons
    assert "drone" in line.words
    [other] = for_lead(session, coordinator, today=DAY)
    assert other.course.agreement_id == made
    document = match_json(line)
    assert (document["course"]["id"], document["agreement"], document["setting"]) == (None, made, "graduation")


def test_a_case_is_proposed_in_such_an_agreement_and_in_no_course(
    session: Session, coordinator: int, drone: int, working: Any, make_case: Any
) -> None:
    made = _agree(working, coordinator, "inspecteren met een drone", Setting.GRADUATION)
    session.rollback()
    [fit] = fits(session, [coordinator], DAY)
    assert (fit.case_id, fit.course_id, fit.agreement_id) == (drone, None, made)
    plan = next(one for one in digest_plans(session, DAY) if one.lead_id == coordinator)
    assert [(one.fit.case_id, one.agreement_id) for one in plan.chosen] == [(drone, made)]
    with working() as work:
        proposal = proposals.propose(work, drone, coordinator, proposals.Offer(agreement_id=made))
        assert (proposal.course_id, proposal.agreement_id, proposal.setting) == (None, made, Setting.GRADUATION)
    session.rollback()
    other = make_case("Nog een drone", "Met een drone kapotte daken inspecteren.")
    session.commit()
    [line] = [one for one in for_case(session, other, today=DAY) if one.course.agreement_id == made]
    assert "geen plaatsen" in _said(line)


def test_what_is_offered_for_a_course_takes_no_place_of_an_agreement_in_none(
    session: Session, map_: dict[str, int], shop: int, working: Any
) -> None:
    made = _agree(working, map_["zoe"], "afstudeeropdracht", Setting.GRADUATION)
    session.rollback()
    line = next(one for one in for_case(session, shop, today=DAY) if one.course.name == "Webontwikkeling")
    assert line.obstacles == ()
    [chosen] = [one for plan in digest_plans(session, DAY) if plan.lead_id == map_["zoe"] for one in plan.chosen]
    assert (chosen.fit.course_id, chosen.agreement_id) == (map_["Webontwikkeling"], None)
    with working() as work:
        proposal = proposals.propose(work, shop, map_["zoe"], proposals.Offer(course_id=map_["Webontwikkeling"]))
        assert (proposal.course_id, proposal.agreement_id, proposal.setting) == (
            map_["Webontwikkeling"],
            None,
            Setting.COURSE,
        )
    session.rollback()
    room = rooms_of(session, [map_["zoe"]], DAY)[map_["zoe"]]
    assert [(one.agreement.id, one.left) for one in room.rooms] == [(made, 1)]


def _teach_both(school: Any, session: Session, working: Any, map_: dict[str, int]) -> int:
    """A warm teacher of Arbeidsrecht, which comes first by name, and of Webontwikkeling."""
    person = school.person("Ans de Wit", teaches=map_["Arbeidsrecht"])
    school.role(person, RoleKind.TEACHER, map_["Webontwikkeling"], EntityKind.COURSE)
    session.commit()
    with working() as work:
        lead = leads.add(work, person).id or 0
        leads.advance(work, lead, Stage.WARM)
    session.rollback()
    return lead


def _proposed(session: Session, working: Any, case: int, lead: int) -> tuple[int | None, int | None]:
    among = landings(session, case, lead, today=DAY)
    session.rollback()
    with working() as work:
        made = proposals.propose(work, case, lead, proposals.Offer(among=among))
        return made.course_id, made.agreement_id


def test_a_case_is_proposed_for_the_course_that_the_match_puts_first(
    session: Session, school: Any, map_: dict[str, int], shop: int, working: Any, make_case: Any
) -> None:
    law = make_case("Contract", "Welke regels gelden er bij ontslag en ziekte van werknemers?")
    lead = _teach_both(school, session, working, map_)
    for case, course in ((shop, "Webontwikkeling"), (law, "Arbeidsrecht")):
        assert landings(session, case, lead, today=DAY)[0].name == course
        assert _proposed(session, working, case, lead) == (map_[course], None)


def test_where_nothing_is_agreed_for_it_the_best_course_gives_way(
    session: Session, school: Any, map_: dict[str, int], shop: int, working: Any
) -> None:
    lead = _teach_both(school, session, working, map_)
    with working() as work:
        parts = AgreementParts("advies", 1, "blok 3", "intake", "docent", course_id=map_["Arbeidsrecht"])
        agreed = agreements.make(work, lead, parts).id
    session.rollback()
    [line] = for_lead(session, lead, today=DAY)
    assert line.course.name == "Webontwikkeling"
    assert "niets afgesproken voor dit vak, wel voor Arbeidsrecht" in _said(line)
    assert all(plan.chosen == [] for plan in digest_plans(session, DAY, lead_id=lead))
    assert _proposed(session, working, shop, lead) == (map_["Arbeidsrecht"], agreed)


def test_a_full_agreement_gives_way_to_the_next(
    session: Session, school: Any, map_: dict[str, int], shop: int, working: Any, make_case: Any
) -> None:
    second = make_case("Winkel", "Wij willen onze potten online verkopen: bouw een webwinkel met betaling.")
    lead = _teach_both(school, session, working, map_)
    made = {}
    for name in ("Arbeidsrecht", "Webontwikkeling"):
        with working() as work:
            parts = AgreementParts("advies", 1, "blok 3", "intake", "docent", course_id=map_[name])
            made[name] = agreements.make(work, lead, parts).id
    session.rollback()
    plan = next(one for one in digest_plans(session, DAY, lead_id=lead))
    assert {one.agreement_id for one in plan.chosen} == {made["Webontwikkeling"]}
    assert _proposed(session, working, shop, lead) == (map_["Webontwikkeling"], made["Webontwikkeling"])
    session.rollback()
    assert _proposed(session, working, second, lead) == (map_["Arbeidsrecht"], made["Arbeidsrecht"])


def test_a_case_that_lands_otherwise_only_is_said(session: Session, coordinator: int, drone: int, working: Any) -> None:
    _agree(working, coordinator, "inspecteren met een drone", Setting.GRADUATION)
    session.rollback()
    session.connection().execute(sa.update(Case).where(Case.id == drone).values(setting=Setting.INTERNSHIP))  # type: ignore[arg-type]  # a column
    session.commit()
    [line] = for_lead(session, coordinator, today=DAY)
    assert "alleen terecht als stage" in _said(line)


def test_programme_and_examples_speak_for_an_agreement_that_says_little(
    session: Session, coordinator: int, working: Any, make_case: Any
) -> None:
    plane = make_case("Vliegtuig", "Hoe houden we het onderhoud van vliegtuigen in de luchtvaart bij?")
    drone = make_case("Drone", DRONE)
    session.commit()
    _agree(working, coordinator, "afstudeeropdracht", Setting.GRADUATION, number=3)
    session.rollback()

    def score(case: int) -> MatchLine:
        return next(one for one in for_lead(session, coordinator, today=DAY) if one.case.id == case)

    before = score(drone).score
    assert score(plane).score > before
    with working() as work:
        examples.add(work, coordinator, "Een drone die dakpannen van een kerk inspecteert")
    session.rollback()
    after = score(drone)
    assert after.score > before + 1
    assert any("dakpannen van een kerk" in reason for reason in after.reasons)


def test_an_agreement_that_ended_or_is_of_a_year_gone_by_is_no_place(
    session: Session, coordinator: int, drone: int, working: Any
) -> None:
    made = _agree(working, coordinator, "inspecteren met een drone", Setting.GRADUATION)
    with working() as work:
        agreements.end(work, made, "gestopt")
    session.rollback()
    assert for_lead(session, coordinator, today=DAY) == []


def test_what_changes_on_the_map_is_read_again(
    session: Session, map_: dict[str, int], shop: int, working: Any, make_case: Any
) -> None:
    first = index.index_of(session)
    assert index.index_of(session) is first
    with working() as work:
        leads.log(work, map_["zoe"], ActivityKind.CALL, "gebeld")
    session.rollback()
    assert index.index_of(session) is first
    with working() as work:
        work.session.add(Case(**_like(work.session.get(Case, shop))))
        work.say("Een case")
    session.rollback()
    second = index.index_of(session)
    assert second is not first
    assert second.matcher.courses is first.matcher.courses


def _like(case: Case | None) -> dict[str, Any]:
    assert case is not None
    return {**case.model_dump(exclude={"id"}), "code": "N1", "question": "Iets nieuws"}


class Letters:
    """An encoder of two figures: how many e's and o's a text has."""

    def __init__(self, version: int = 1, reads: tuple[str, ...] = ("whole", "description")) -> None:
        self.name = f"letters {version}"
        self.reads = reads
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Two figures a text."""
        self.asked += texts
        return np.array([[text.count("e") + 1, text.count("o") + 1] for text in texts], dtype=np.float32)


def test_vectors_are_made_once_and_again_for_what_changed(
    engine: Engine, session: Session, map_: dict[str, int], shop: int, clock: FixedClock
) -> None:
    entries = len(session.exec(select(JournalEntry)).all())
    encoder = Letters()
    assert vectors.how_many_lack(engine, [encoder]) == 2 * len(COURSES) + 1
    assert vectors.bring_up_to_date(engine, [encoder]) == 0
    assert len(encoder.asked) == 2 * len(COURSES) + 1
    assert vectors.how_many_lack(engine, [encoder]) == 0
    session.rollback()
    course = session.get(Course, map_["Netwerken"])
    assert course is not None
    course.description = "Glasvezel en zendmasten."
    session.commit()
    again = Letters()
    vectors.bring_up_to_date(engine, [again])
    assert sorted(again.asked) == ["Glasvezel en zendmasten.", "Netwerken. Glasvezel en zendmasten."]
    session.rollback()
    assert len(session.exec(select(JournalEntry)).all()) == entries


def test_vectors_go_with_their_row_and_with_their_encoder(
    engine: Engine, session: Session, map_: dict[str, int], shop: int
) -> None:
    vectors.bring_up_to_date(engine, [Letters()])
    session.rollback()
    session.connection().execute(sa.delete(Case).where(Case.id == shop))  # type: ignore[arg-type]  # a column
    session.commit()
    kept = session.exec(select(TextVector)).all()
    assert {one.case_id for one in kept} == {None}
    session.rollback()
    vectors.bring_up_to_date(engine, [Letters(version=2)])
    assert {one.encoder for one in session.exec(select(TextVector)).all()} == {"letters 2"}


def test_a_stop_keeps_what_was_read(engine: Engine, session: Session, map_: dict[str, int]) -> None:
    left = vectors.bring_up_to_date(engine, [Letters()], within=-1)
    assert left == 2 * len(COURSES)
    assert vectors.bring_up_to_date(engine, [Letters()]) == 0


def test_a_match_by_meaning_reads_the_vectors_that_are_kept(
    engine: Engine, session: Session, map_: dict[str, int], shop: int
) -> None:
    vectors.bring_up_to_date(engine, [Letters()])
    session.rollback()
    asked = Letters()
    lines = for_case(session, shop, [asked], today=DAY)
    assert lines
    assert asked.asked == []


def test_where_little_fits_a_case_still_goes_where_it_can_land(
    session: Session, map_: dict[str, int], drone: int, working: Any
) -> None:
    made = _agree(working, map_["zoe"], "een opdracht voor een stagiair", Setting.INTERNSHIP)
    session.connection().execute(sa.update(Case).where(Case.id == drone).values(setting=Setting.INTERNSHIP))  # type: ignore[arg-type]  # a column
    session.commit()
    [line] = [one for one in for_lead(session, map_["zoe"], today=DAY) if one.case.id == drone]
    assert (line.course.id, line.course.agreement_id) == (None, made)
    assert "er spreekt weinig voor in de teksten" in _said(line)
    assert "kan alleen terecht" not in _said(line)
