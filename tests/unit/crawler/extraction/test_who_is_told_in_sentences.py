"""Who teaches, as sentences and the head of a page tell it; tables of work, and who is told of a thesis."""

import pytest

from .reading import read, roles, teachers


@pytest.mark.parametrize(
    "sentence",
    [
        "De docenten bij dit vak zijn Anna Vos, Jan Bakker en Els Mol. Je bereikt ze via help@bij.example.",
        "Je docenten zijn Anna Vos, Jan Bakker en Els Mol.",
        "Anna Vos, Jan Bakker en Els Mol zijn de docenten bij het vak. Zij geven het vak vorm.",
        "The lecturers of this course are Anna Vos, Jan Bakker and Els Mol.",
        "Die Dozenten dieser Veranstaltung sind Anna Vos, Jan Bakker und Els Mol.",
    ],
)
def test_a_sentence_may_say_who_the_teachers_are(sentence: str) -> None:
    found = read(f"<h1>Honingkunde</h1><p>Dit vak gaat over honing.</p><p>{sentence}</p>", "vakken/honingkunde/")
    assert teachers(found) == {"Anna Vos", "Jan Bakker", "Els Mol"}
    assert [person.email for person in found.people if person.email] == []


def test_a_sentence_of_something_else_makes_nobody_a_teacher() -> None:
    found = read(
        "<h1>Honingkunde</h1><p>De docenten zijn blij met Anna Vos en Jan Bakker van de imkerij.</p>"
        "<p>Anna Vos en Jan Bakker zijn de winnaars van de honingprijs.</p>",
        "vakken/honingkunde/",
    )
    assert teachers(found) == set()


def test_the_teacher_stands_among_the_headings_below_the_course_s_own_and_not_below_the_school_s() -> None:
    found = read(
        "<div><h3>The Department of Bees</h3><h3>at Meadow College</h3></div><ul class=nav><li>About<li>Faculty"
        "<li>Alumni<li>Students<li>Contact</ul><div><h3>BEE 132 - Combs and Wax II</h3>"
        "<h3>Spring, 2027</h3><h4>Dr. Anna K. Vos</h4></div><h3>Course Resources</h3><div>Course Syllabus</div>"
        "<h3>Labs</h3><ul><li>Lab 1</li></ul>",
        "vos/current/BEE132/",
        "BEE132 - Spring 2027",
    )
    assert teachers(found) == {"Anna K. Vos"}
    assert [(course.code, course.name) for course in found.courses] == [("BEE132", "Combs and Wax II")]


def test_a_page_made_from_another_s_is_called_as_its_heading_says() -> None:
    found = read(
        "<div><h3>The Department of Bees</h3></div><h3>BEE 251 Comb Networks</h3><h4>Dr. Anna Vos, Spring 2027</h4>"
        "<h3>Course Announcements</h3><ul><li>Welcome.</li></ul><h3>Homework</h3><ul><li>Page 3</li></ul>",
        "vos/current/BEE254/",
        "BEE254 - Spring 2027",
    )
    assert [course.name for course in found.courses] == ["Comb Networks"]


def test_whoever_supervised_a_thesis_is_no_teacher_of_the_page_of_whom_they_supervised() -> None:
    found = read(
        "<h1>Dr. Nora Blom</h1><p>Assistant Professor</p><p>nora.blom@bees.example</p><h2>Education</h2>"
        "<ul><li>PhD in Wax, supervised by Dr. Jan Bakker</li></ul>",
        "people/nora-blom/",
        "Dr. Nora Blom",
    )
    assert teachers(found) == {"Nora Blom"}


def test_a_post_above_a_name_may_go_on_behind_a_mark() -> None:
    found = read(
        "<div><div>Professor &middot; Chemical Engineering</div><h1>Dr. Nora Blom</h1>"
        "<p>nora.blom@bees.example</p></div>",
        "people/nora-blom/",
        "Dr. Nora Blom",
    )
    assert teachers(found) == {"Nora Blom"}


def test_a_fund_in_capitals_is_nobody() -> None:
    found = read(
        "<div><div>Professor</div><div>BZFND/ZUMPF GRAX Research Grant Awardee</div><h1>Dr. Nora Blom</h1>"
        "<p>nora.blom@bees.example</p></div>",
        "people/nora-blom/",
        "Dr. Nora Blom",
    )
    assert [person.name for person in found.people if person.roles] == ["Nora Blom"]


def test_a_president_of_long_ago_in_somebody_s_life_is_no_board() -> None:
    found = read(
        "<h1>Dr. Nora Blom</h1><p>Professor</p><p>nora.blom@bees.example</p><h2>Service</h2>"
        "<ul><li>Minister of Honey and Wax, Government of Beeland: served under President Jan Bakker, contributing to "
        "national policy during a critical period of the hives.</li></ul>",
        "people/nora-blom/",
        "Dr. Nora Blom",
    )
    assert [person.name for person in found.people if person.roles] == ["Nora Blom"]


@pytest.mark.parametrize("header", ["<th>Module<th>Punten<th>Deadline", "<th>Module<th>Opdracht<th>Punten"])
def test_a_table_of_the_work_for_a_course_lists_no_courses(header: str) -> None:
    rows = "".join(f"<tr><td>{name}<td>6<td>vrijdag 17:00" for name in ("Was", "Raten", "Zwermen", "Koninginnen"))
    found = read(
        f"<h1>Honingkunde 2</h1><p>In dit vak leer je honing slingeren.</p><h2>Opdrachten</h2>"
        f"<table><tr>{header}</tr>{rows}</table>",
        "studiewijzer/",
        "Honingkunde 2",
    )
    assert not {"Was", "Raten", "Zwermen"} & {course.name for course in found.courses}


def test_a_table_with_codes_lists_courses_whatever_is_due() -> None:
    found = read(
        "<h1>Courses</h1><table><tr><th>Course code<th>Course name<th>Credits<th>Deadline</tr>"
        "<tr><td>BEE101<td>Honey<td>5<td>1 May</tr><tr><td>BEE102<td>Wax<td>5<td>1 May</tr>"
        "<tr><td>BEE103<td>Combs<td>5<td>1 May</tr></table>",
        "courses/",
    )
    assert [course.code for course in found.courses] == ["BEE101", "BEE102", "BEE103"]


def test_a_heading_may_name_two_people() -> None:
    cards = "".join(
        f"<div><h2>{name}</h2><p>Lehrauftrag</p></div>"
        for name in ("Anna Vos", "Jan Bakker &amp; Els Mol", "Nora Blom", "Piet Kuiper")
    )
    found = read(f"<h1>Personen</h1>{cards}", "personen/", "Personen")
    assert [person.name for person in found.people] == ["Anna Vos", "Jan Bakker", "Els Mol", "Nora Blom", "Piet Kuiper"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("De coördinator is Anna Vos.", "course_coordinator"),
        ("Anna Vos coördineert de minor en is te vinden in B2.14.", "course_coordinator"),
        ("Studiengangsleiterin ist Prof. Dr. Anna Vos.", "programme_director"),
        ("Anna Vos is opleidingsmanager van Bijenkunde.", "programme_director"),
        ("Anna Vos is the programme coordinator.", "programme_coordinator"),
        ("StD Anna Vos koordiniert den Bildungsgang.", "programme_coordinator"),
        ("Anna Vos leidt de bacheloropleiding sinds 2019.", "programme_director"),
        (
            "Het programma is samengesteld door Anna Vos, opleidingscoördinator, en het werkveld.",
            "programme_coordinator",
        ),
        ("Anna Vos coordinates the placements.", "internship_coordinator"),
    ],
)
def test_a_sentence_says_who_has_a_post_or_does_its_work(sentence: str, kind: str) -> None:
    found = roles(read(f"<h1>Bijenkunde</h1><p>{sentence}</p>", "bijenkunde"))
    assert kind in found["Anna Vos"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Vos is docent op een basisschool in Assen.",
        "Anna Vos coördineert de vrijwilligers van het festival.",
        "Anna Vos leidt een bakkerij.",
        "De opleidingscoördinator is er elke dinsdag.",
    ],
)
def test_what_anybody_may_do_makes_nobody_a_contact(sentence: str) -> None:
    assert roles(read(f"<h1>Bijenkunde</h1><p>{sentence}</p>", "bijenkunde")) == {}


def test_each_sentence_of_a_paragraph_says_who_somebody_is() -> None:
    text = (
        "Programme director is <a href=hoekstra>Sanne Hoekstra</a>. Practical questions can be put to our programme "
        "coordinator, Bruno Mol (<a href='mailto:bees@uni.example'>bees@uni.example</a>). For a thesis place please "
        "see thesis coordinator dr Mei-Ling Tan."
    )
    assert roles(read(f"<h1>Bees (MSc)</h1><h2>Contact</h2><p>{text}</p>", "bees")) == {
        "Sanne Hoekstra": {"programme_director", "contact"},
        "Bruno Mol": {"programme_coordinator", "contact"},
        "Mei-Ling Tan": {"internship_coordinator"},
    }


def test_whom_a_manager_leads_says_nothing_of_the_manager() -> None:
    text = "Opleidingsmanager Anna Vos leidt het team van twintig docenten."
    assert roles(read(f"<h1>Bijenkunde</h1><p>{text}</p>", "bijenkunde")) == {"Anna Vos": {"programme_director"}}
