"""Who a page of a department tells of: whose post and address is whose, and what is nobody's name."""

import pytest

from crawler.extraction.findings import PageFindings
from crawler.extraction.naming import is_surely_name, names_in_value, whole_name
from crawler.extraction.recognisers.page_words import group_hint
from crawler.extraction.recognisers.roles import read_roles

from .reading import read, roles


def addresses(found: PageFindings) -> dict[str, str | None]:
    return {person.name: person.email for person in found.people}


def test_who_answers_for_a_module_does_so_however_it_is_said() -> None:
    found = read("<h1>Lehre</h1><p>Modulverantwortung: Prof. Anna Vos</p>", "lehre/")
    assert "course_coordinator" in roles(found)["Anna Vos"]


def test_a_link_that_shows_one_address_and_writes_to_another_counts_for_what_it_shows() -> None:
    found = read(
        '<h1>Team</h1><h2>Anna Vos</h2><p><a href="mailto:anna.vos@be.example">anna.vos@bees.example</a>',
        "team.html",
    )
    assert addresses(found) == {"Anna Vos": "anna.vos@bees.example"}


def test_the_address_on_somebody_s_page_is_not_of_who_is_told_of_beside_it() -> None:
    told = (
        "Co-author — <em>Honey Combs: An Introductory Text</em> (Meadow, 2009) <small>Co-authored with Prof. Peter "
        "Jansen (later 8th Vice-Chancellor of Meadow) · Standard undergraduate reference text for combs</small>"
    )
    found = read(
        "<main><div><h1>Prof. Dr. Anna Vos</h1><p>beekeeper1@mail.example</p></div><div><div><section><ul><li>"
        f"<div>{told}</div></li></ul></section></div><aside><div><a href='mailto:beekeeper1@mail.example'>"
        "beekeeper1@mail.example</a></div></aside></div></main>",
        "people/anna-vos.html",
        "Prof. Dr. Anna Vos",
    )
    assert addresses(found)["Anna Vos"] == "beekeeper1@mail.example"
    assert addresses(found).get("Peter Jansen") is None


@pytest.mark.parametrize("text", ["Office Hours: MW 3-4", "Office Hours by appointment", "Sprechstunde im Office"])
def test_hours_are_no_group(text: str) -> None:
    assert group_hint(text) is None


def test_an_office_still_is_a_group() -> None:
    assert group_hint("Our office") == "service"


@pytest.mark.parametrize(
    "text", ["He served under President Anna Vos.", "Unter Präsident Vos", "Greg Blom and Dean Mol", "Greg, Dean Mol"]
)
def test_whom_somebody_served_under_and_who_is_called_dean_have_no_post(text: str) -> None:
    assert [reading.kind for reading in read_roles(text) if reading.kind] == []


@pytest.mark.parametrize("text", ["Office of Dean Mol", "Dean Mol", "Deans: Dean Anna Mol, Dean Els Vos"])
def test_a_dean_still_has_one(text: str) -> None:
    assert any(reading.kind or reading.group for reading in read_roles(text))


def test_a_post_may_stand_right_above_a_heading_that_is_not_the_first_line_of_its_box() -> None:
    found = read(
        "<div><span>👤</span><div>Prize of Bees 2025</div><div>Professor of Honey</div><h1>Anna Vos</h1>"
        "<p>vos@bees.example</p></div>",
        "people/anna-vos.html",
        "Anna Vos",
    )
    assert roles(found)["Anna Vos"] == {"teacher"}


def test_two_people_of_one_surname_and_other_second_names_stay_two() -> None:
    found = read(
        "<h1>Staff</h1><ul><li>Mohammed Kamal Hossain, Lecturer<li>Mohammad Ismail Hossain, Lecturer"
        "<li>Anna Vos, Lecturer</ul>",
        "people/staff.html",
    )
    assert set(roles(found)) >= {"Mohammed Kamal Hossain", "Mohammad Ismail Hossain"}


@pytest.mark.parametrize("text", ["Senior Technician", "Lab Attendant", "Scientific Officer", "Jan Bakker Award"])
def test_posts_and_prizes_are_nobody_s_name(text: str) -> None:
    assert not is_surely_name(text)
    assert whole_name(text) is None


@pytest.mark.parametrize("text", ["Anna Small", "David French", "Mary Day"])
def test_many_people_are_called_an_everyday_word(text: str) -> None:
    assert is_surely_name(text)


@pytest.mark.parametrize("text", ["Advanced French", "Mathematical Thinking", "Small Bees", "Bees Day"])
def test_such_words_are_nobody_s_name_by_themselves(text: str) -> None:
    assert not is_surely_name(text)


def test_a_degree_with_its_subject_is_nobody() -> None:
    assert [named.natural for named in names_in_value("Anna Vos, Ph.D. in Mathematics")] == ["Anna Vos"]
    assert [named.natural for named in names_in_value("Dr. Jan in 't Veld")] == ["Jan in 't Veld"]


def test_staff_in_a_row_teach_the_course_and_have_its_address_together() -> None:
    found = read(
        "<h1>Honingkunde</h1><p>Dit vak gaat over honing en over alles wat daarbij hoort.</p><h2>Staf</h2>"
        "<p>Anna Vos, Jan Bakker, Els Smit<br>honingvak@bij.example<br>kamer C3.204</p>",
        "vakken/honingkunde/",
    )
    assert roles(found) == {"Anna Vos": {"teacher"}, "Jan Bakker": {"teacher"}, "Els Smit": {"teacher"}}
    assert set(addresses(found).values()) == {None}
