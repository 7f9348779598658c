"""What pages say without making it sure waits in review until somebody decides; the decision outlives every crawl."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from crm.clock import FixedClock
from crm.errors import RefusedError
from crm.query import parse
from crm.services.journal import undo
from crm.services.review import Decision, decide
from crm.statements import PersonSaid, RoleSaid
from crm.unit_of_work import unit_of_work
from crm.views.contacts import contact_ids
from crm.views.ladder import ladder
from crm.views.review import ReviewLine, review, review_counts
from crm.words import EntityKind, Method, RoleKind

from .conftest import School


def doubtful(school: School, name: str = "Noor Haddad", kind: str = "dean") -> PersonSaid:
    """A page says of somebody what they may be, in a word that does not say it for certain."""
    role = RoleSaid(kind=kind, of="institution", words="decaan", doubtful=True)
    return PersonSaid(
        page=school.page("team"),
        on=school.today,
        method=Method.TEXT,
        name=name,
        roles=[role],
        evidence={"roles": f"{name}, decaan"},
    )


def waiting(school: School) -> list[ReviewLine]:
    return review(school.session, school.today)


def people(school: School) -> set[str]:
    return {person["name"] for person in school.map()["people"]}


def test_what_is_not_sure_is_listed_with_its_reason_and_the_words_of_the_page(school: School) -> None:
    school.crawl(doubtful(school), school.teacher("Jan Smit", "a"))
    (line,) = waiting(school)
    assert (line.name, line.page, line.words) == ("Noor Haddad", school.page("team"), "Noor Haddad, decaan")
    assert line.what
    assert line.reason.endswith(".")
    assert people(school) == {"Jan Smit"}
    assert list(review_counts(school.session, school.today).values()) == [1]


def test_yes_puts_it_on_the_map_with_its_role_and_no_crawl_takes_that_back(school: School) -> None:
    school.crawl(doubtful(school))
    decide(school.work(), waiting(school)[0].id, Decision.YES)
    assert people(school) == {"Noor Haddad"}
    school.later()
    school.crawl(doubtful(school))
    assert people(school) == {"Noor Haddad"}
    assert waiting(school) == []
    assert [role["kind"] for role in school.map()["roles"]] == ["dean"]


def test_no_keeps_it_off_even_when_a_page_says_it_plainly_later(school: School) -> None:
    school.crawl(doubtful(school))
    decide(school.work(), waiting(school)[0].id, Decision.NO)
    assert waiting(school) == []
    school.later()
    plain = doubtful(school)
    plain.roles[0].doubtful = False
    school.crawl(plain)
    assert people(school) == set()
    assert waiting(school) == []


def test_later_asks_again_after_two_weeks(school: School) -> None:
    school.crawl(doubtful(school))
    decide(school.work(), waiting(school)[0].id, Decision.LATER)
    assert waiting(school) == []
    school.later(15)
    assert [line.name for line in waiting(school)] == ["Noor Haddad"]


def test_a_decision_needs_something_that_waits(school: School) -> None:
    school.crawl(school.teacher("Jan Smit", "a"))
    person = school.person("Jan Smit")
    with pytest.raises(RefusedError):
        decide(school.work(), person.id or 0, Decision.YES)


def test_a_name_that_fits_several_people_says_whom_it_may_be(school: School) -> None:
    school.crawl(
        school.teacher("Jan Smit", "a", email="jan.smit@haz.example"),
        school.teacher("Joris Smit", "b", email="joris.smit@haz.example"),
        school.teacher("J. Smit", "c"),
    )
    (line,) = waiting(school)
    assert line.name == "J. Smit"
    assert "Jan Smit" in line.reason
    assert "Joris Smit" in line.reason


def test_a_doubtful_role_is_never_whom_to_go_up_to_and_answers_no_query(school: School) -> None:
    sure = doubtful(school, "Eva Vermeer", "board")
    sure.roles[0].doubtful = False
    sure.roles.append(RoleSaid(kind="dean", of="institution", words="decaan", doubtful=True))
    school.crawl(school.teacher("Jan Smit", "a"), sure)
    teacher = school.person("Jan Smit").id or 0
    held = {rung.rung: rung.person for rung in ladder(school.session, teacher)}
    assert held[RoleKind.DEAN] is None
    assert held[RoleKind.BOARD] is not None
    asked = {kind: parse(f"role:{kind}") for kind in ("dean", "board")}
    found = {kind: contact_ids(school.session, query, clock=school.clock) for kind, query in asked.items()}
    assert (len(found["dean"]), len(found["board"])) == (0, 1)
    assert [(line.kind, line.name) for line in waiting(school)] == [(EntityKind.ROLE, "Eva Vermeer")]


def test_a_decision_is_taken_back_whole(engine: Engine, school: School, clock: FixedClock) -> None:
    school.crawl(doubtful(school))
    school.session.commit()
    with unit_of_work(engine, by="zoe", clock=clock) as work:
        decide(work, review(work.session, clock.today())[0].id, Decision.YES)
    with Session(engine) as session:
        assert review(session, clock.today()) == []
    with unit_of_work(engine, by="zoe", clock=clock) as work:
        undo(work)
    with Session(engine) as session:
        assert [line.name for line in review(session, clock.today())] == ["Noor Haddad"]
