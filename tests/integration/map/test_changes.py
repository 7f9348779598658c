"""The change feed: new, changed, gone, back; and what is no change."""

from typing import Any

from sqlmodel import select

from crm.services import mapping
from crm.tables import CrawlRun, Person
from crm.views.changes import changes
from crm.words import RunState


def test_the_first_crawl_of_a_source_is_no_news(school: Any) -> None:
    counts = school.crawl(school.course("DB-1", "Databases"), school.teacher("Jan Smit", "vak/DB-1", "DB-1"))
    assert (counts.courses.new, counts.people.new) == (1, 1)
    assert school.feed() == []
    assert (school.runs[0].courses_new, school.runs[0].people_new) == (1, 1)


def test_a_replaced_teacher_is_one_change_of_the_course(school: Any) -> None:
    course = school.course("UX-1", "UX-onderzoek")
    school.crawl(course, school.teacher("A. Smit", "vak/UX-1", "UX-1"))
    school.later()
    counts = school.crawl(course, school.teacher("B. de Wit", "vak/UX-1", "UX-1"))
    assert ("changed", "course", "UX-onderzoek", "teacher", "A. Smit", "B. de Wit") in school.feed()
    assert not [line for line in school.feed() if line[1] == "role"]
    assert counts.courses.changed == 1


def test_a_replaced_teacher_who_stays_at_the_school_is_one_change(school: Any) -> None:
    course = school.course("UX-1", "UX-onderzoek")
    staff = (school.teacher("A. Smit", "team"), school.teacher("B. de Wit", "team"))
    school.crawl(course, *staff, school.teacher("A. Smit", "vak/UX-1", "UX-1"))
    school.later()
    school.crawl(course, *staff, school.teacher("B. de Wit", "vak/UX-1", "UX-1"))
    assert school.feed() == [("changed", "course", "UX-onderzoek", "teacher", "A. Smit", "B. de Wit")]
    line = changes(school.session)[0]
    assert line.page == school.page("vak/UX-1")


def test_the_same_teacher_in_a_new_school_year_is_no_replacement(school: Any) -> None:
    school.crawl(
        school.course("UX-1", "UX", school_year="2025-2026"),
        school.teacher("A. Smit", "vak/UX-1", "UX-1", year="2025-2026"),
    )
    school.later()
    school.crawl(
        school.course("UX-1", "UX", school_year="2026-2027"),
        school.teacher("A. Smit", "vak/UX-1", "UX-1", year="2026-2027"),
    )
    assert school.feed() == [("changed", "course", "UX", "school_year", "2025-2026", "2026-2027")]


def guide(school: Any, year: str, *names: str) -> list[Any]:
    """The page of a course in a study guide whose addresses carry the year, and who is named there."""
    at = f"gids/{year}/UX-1"
    teachers = [school.teacher(name, at, "UX-1", year=year) for name in names]
    return [school.course("UX-1", "UX-onderzoek", at, school_year=year), *teachers]


def test_who_teaches_in_the_next_school_year_replaces_who_stands_on_the_page_of_this_one(school: Any) -> None:
    staff = [school.teacher(name, "team") for name in ("B. Wit", "K. Bos")]
    old = guide(school, "2026-2027", "A. Smit", "Zoë de Vries")
    school.crawl(*old, *staff)
    school.later()
    school.crawl(*old, *staff, *guide(school, "2027-2028", "Zoë de Vries"))
    assert {line[3] for line in school.feed()} == {"school_year"}, "nobody came instead of A. Smit"
    school.later()
    school.crawl(*old, *staff, *guide(school, "2027-2028", "B. Wit", "Zoë de Vries"))
    told = ("changed", "course", "UX-onderzoek", "teacher", "A. Smit", "B. Wit")
    assert [line for line in school.feed() if line[3] == "teacher"] == [told]
    school.later()
    new = guide(school, "2027-2028", "B. Wit", "Zoë de Vries", "K. Bos")
    school.crawl(*old, *staff, *new)
    assert school.feed()[-1] == ("new", "role", "K. Bos", "teacher", None, "UX-onderzoek"), "A. Smit is told once"
    assert "A. Smit" in teachers(school), "until the summer"
    school.later(days=300)
    school.crawl(*old, *staff, *new)
    assert teachers(school) == ["B. Wit", "K. Bos", "Zoë de Vries"]
    assert school.feed()[-1] == ("gone", "person", "A. Smit", None, None, None), "and nothing of what was told"


def test_a_page_of_last_year_that_still_stands_names_nobody_once_others_are_named_for_this_one(school: Any) -> None:
    old, staff = guide(school, "2025-2026", "A. Smit", "Zoë de Vries"), [school.teacher("A. Smit", "team")]
    school.crawl(*old, *staff)
    school.later()
    school.crawl(*old, *staff, *guide(school, "2026-2027"))
    assert teachers(school) == ["A. Smit", "Zoë de Vries"], "25/26, not yet confirmed"
    school.later()
    school.crawl(*old, *staff, *guide(school, "2026-2027", "B. Wit"))
    assert teachers(school) == ["B. Wit"]
    told = ("changed", "course", "UX-onderzoek", "teacher", "A. Smit, Zoë de Vries", "B. Wit")
    assert [line for line in school.feed() if line[3] == "teacher"] == [told]
    assert school.names() == ["A. Smit", "B. Wit"], "who is named elsewhere stays"


def test_whom_only_last_years_page_names_comes_in_by_no_crawl_and_stands_once_where_they_came_before(
    school: Any,
) -> None:
    old = guide(school, "2025-2026", "A. Smit", "Zoë de Vries")
    every = [*old, *guide(school, "2026-2027", "B. Wit")]
    for _week in range(2):
        school.crawl(*every)
        assert [person.name for person in school.session.exec(select(Person))] == ["B. Wit"]
        school.later()
    assert school.feed() == []
    school.crawl(*old)
    assert school.names() == ["A. Smit", "Zoë de Vries"]
    for _week in range(2):
        school.later()
        school.crawl(*every)
        people = sorted(person.name for person in school.session.exec(select(Person)))
        assert people == ["A. Smit", "B. Wit", "Zoë de Vries"]
    assert teachers(school) == ["B. Wit"]


def teachers(school: Any) -> list[str]:
    return sorted({role["person"] for role in school.map()["roles"] if role["of"] == "UX-onderzoek"})


def test_a_role_that_is_added_beside_others_is_new(school: Any) -> None:
    course = school.course("UX-1", "UX-onderzoek")
    first, second = school.teacher("A. Smit", "vak/UX-1", "UX-1"), school.teacher("B. de Wit", "team")
    school.crawl(course, first, second)
    school.later()
    school.crawl(course, first, second, school.teacher("B. de Wit", "vak/UX-1", "UX-1"))
    assert school.feed() == [("new", "role", "B. de Wit", "teacher", None, "UX-onderzoek")]


def test_what_goes_and_comes_back_is_told_as_such_and_stays_the_same_thing(school: Any) -> None:
    course, teacher = school.course("UX-1", "UX-onderzoek"), school.teacher("A. Smit", "team")
    school.crawl(course, teacher)
    ids = (school.the_course("UX-1").id, school.person("A. Smit").id)
    school.later()
    school.crawl()
    assert school.names("courses") == []
    assert [line[:3] for line in school.feed()] == [("gone", "course", "UX-onderzoek"), ("gone", "person", "A. Smit")]
    school.later()
    school.crawl(course, teacher)
    assert [line[:3] for line in school.feed()][2:] == [
        ("back", "course", "UX-onderzoek"),
        ("back", "person", "A. Smit"),
    ]
    assert (school.the_course("UX-1").id, school.person("A. Smit").id) == ids


def test_changed_fields_are_told_with_old_and_new(school: Any) -> None:
    school.crawl(school.course("UX-1", "UX", credits=3), school.teacher("A. Smit", "team", email="a.smit@haz.example"))
    school.later()
    counts = school.crawl(
        school.course("UX-1", "UX", credits=5.5), school.teacher("A. Smit", "team", email="smit@haz.example")
    )
    assert school.feed() == [
        ("changed", "course", "UX", "credits", "3", "5.5"),
        ("changed", "person", "A. Smit", "email", "a.smit@haz.example", "smit@haz.example"),
    ]
    assert (counts.courses.changed, counts.people.changed) == (1, 1)


def test_credits_are_told_once_and_in_words_only_where_there_is_no_number(school: Any) -> None:
    school.crawl(school.course("UX-1", "UX", credits=5, credits_text="5 EC"))
    for number, text in ((5, "5"), (None, "0 of 4 EC"), (3, "3 EC")):
        school.later()
        school.crawl(school.course("UX-1", "UX", credits=number, credits_text=text))
    assert [line[3:] for line in school.feed()] == [("credits", "5", "0 of 4 EC"), ("credits", "0 of 4 EC", "3")]


def test_a_crawl_that_finds_the_same_tells_nothing(school: Any) -> None:
    said = (school.course("UX-1", "UX"), school.teacher("A. Smit", "vak/UX-1", "UX-1"))
    school.crawl(*said)
    school.later()
    school.crawl(*said)
    assert school.feed() == []


def test_a_crawl_after_one_that_was_stopped_is_still_the_first(school: Any) -> None:
    school.crawl(school.course("UX-1", "UX"))
    school.runs[0].state = RunState.STOPPED
    school.crawl(school.course("UX-1", "UX"), school.course("DB-1", "Databases"))
    assert school.feed() == []


def test_who_waits_in_review_is_no_news(school: Any) -> None:
    school.crawl(school.course("UX-1", "UX"))
    school.later()
    counts = school.crawl(school.course("UX-1", "UX"), school.teacher("A. Smit", "x", confidence=0.2))
    assert school.feed() == []
    assert counts.people.new == 0


def test_pages_that_answered_unchanged_move_the_day_on_and_nothing_else(school: Any) -> None:
    school.crawl(school.course("UX-1", "UX"), school.course("DB-1", "Databases"))
    school.later()
    run = CrawlRun(source_id=school.source.id, started_at=school.clock.now(), heard_at=school.clock.now())
    pages = [school.page("vak/UX-1")]
    mapping.confirm(school.session, source=school.source, run=run, pages=pages, on=school.today)
    assert school.entity(school.the_course("UX-1").id).last_seen == school.today
    assert school.entity(school.the_course("DB-1").id).last_seen < school.today


def test_the_feed_is_read_newest_first_and_by_run(school: Any) -> None:
    school.crawl(school.course("UX-1", "UX"))
    for code in ("A-1", "B-1"):
        school.later()
        school.crawl(school.course("UX-1", "UX"), school.course(code, f"Vak {code}"))
    assert [(c.change, c.name) for c in changes(school.session)] == [
        ("gone", "Vak A-1"),
        ("new", "Vak B-1"),
        ("new", "Vak A-1"),
    ]
    assert [c.name for c in changes(school.session, run=school.runs[1].id)] == ["Vak A-1"]
    assert len(changes(school.session, since=school.today)) == 2
