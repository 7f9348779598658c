"""Who is what where a line, a table or a heading names several people, or says first what somebody is."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import FoundPerson, PageKind
from crawler.extraction.naming import whole_name
from crawler.extraction.recognisers.labels import read_label
from crawler.extraction.recognisers.roles import read_roles


def people(body: str, url: str = "https://uni.example/people/faculty/") -> dict[str, FoundPerson]:
    return {person.name: person for person in read_page(f"<html><body>{body}</body></html>", url).people}


def kinds(body: str, url: str = "https://uni.example/people/faculty/") -> dict[str, list[str]]:
    return {name: sorted(role.kind for role in person.roles) for name, person in people(body, url).items()}


def test_a_role_right_below_a_name_labels_nobody_else() -> None:
    card = "<h2>{}</h2><div>Professor of Philosophy</div><div>{}</div>"
    entries = [("Anna de Wit", "Logic, Metaphysics"), ("Bram Kuiper", "Epistemology"), ("Cor Vos", "Ethics")]
    page = "<h1>Faculty</h1>" + "".join(card.format(*entry) for entry in entries)
    assert kinds(page) == {"Anna de Wit": ["teacher"], "Bram Kuiper": ["teacher"], "Cor Vos": ["teacher"]}


def test_dutch_of_stands_between_labels_and_english_of_before_a_subject() -> None:
    both = read_label("Docent of examinator")
    assert both is not None
    assert both.field == "teacher"
    assert read_label("Professor of Philosophy") is None


def test_a_caption_gives_each_the_role_that_stands_with_the_name() -> None:
    page = (
        "<h1>Staff</h1><p>From left to right: Professors Anna de Wit, Deane Jansen, department head Bram Kuiper "
        "and professor emeritus Cor Vos</p><h3>Noor Haddad</h3><p>Lecturer</p><h3>Willem ten Have</h3><p>Lecturer</p>"
        "<h3>Sanne Bos</h3><p>Secretary</p>"
    )
    found = kinds(page, "https://uni.example/staff/")
    assert found["Bram Kuiper"] == ["staff"]
    assert "dean" not in [kind for of_one in found.values() for kind in of_one]
    assert found.get("Cor Vos", []) == []


def test_a_heading_staff_makes_no_teachers_of_those_below_it() -> None:
    page = (
        "<h1>Staff</h1><h3>Bram Kuiper</h3><h4>Technical officer</h4><h5>b.kuiper@uni.example</h5>"
        "<h3>Sanne Bos</h3><h4>Junior technician</h4><h5>s.bos@uni.example</h5>"
        "<h3>Willem ten Have</h3><h4>Technical officer</h4><h5>w.tenhave@uni.example</h5>"
    )
    found = kinds(page, "https://uni.example/people/staff")
    assert found == {"Bram Kuiper": ["staff"], "Sanne Bos": ["staff"], "Willem ten Have": ["staff"]}


def test_a_column_contact_beside_posts_makes_nobody_a_contact() -> None:
    rows = [
        ("Department head", "Anna de Wit", "a.dewit"),
        ("Secretary", "Bram Kuiper", "b.kuiper"),
        ("Programme director", "Sanne Bos", "s.bos"),
    ]
    cells = "".join(f"<tr><th>{post}</th><td>{name}<br>{mail}@uni.example</td></tr>" for post, name, mail in rows)
    page = f"<h1>Administration</h1><table><tr><th>Title</th><th>Contact</th></tr>{cells}</table>"
    found = kinds(page, "https://uni.example/people/administration")
    assert found == {"Anna de Wit": ["staff"], "Bram Kuiper": ["staff"], "Sanne Bos": ["programme_director"]}


def test_a_table_of_one_row_has_names_where_others_with_its_header_have_them() -> None:
    table = "<h4>{}</h4><table><tr><th>Name</th><th>Education</th></tr>{}</table>"
    row = "<tr><th>{}</th><td>Ph.D., University of X</td></tr>"
    lecturers = "".join(row.format(name) for name in ("Anna de Wit", "Bram Kuiper", "Sanne Bos"))
    page = "<h1>Teaching faculty</h1>" + table.format("Industry professor:", row.format("Harwin Mannacha"))
    found = kinds(page + table.format("Lecturers:", lecturers))
    assert found["Harwin Mannacha"] == ["teacher"]
    assert len(found) == 4


def test_names_below_a_heading_people_stand_however_many_they_are() -> None:
    entry = "<h4>{} (Aug 2027 - )</h4><p>Visiting fellow in things</p>"
    names = ["Anna de Wit", "Bram Kuiper", "Sanne Bos", "Willem ten Have"]
    page = read_page("<h1>People</h1>" + "".join(map(entry.format, names)), "https://lab.example/people/")
    assert page.kind == PageKind.DIRECTORY
    assert [person.name for person in page.people] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("C. Anthony Mol", "C. Anthony Mol"),
        ("Professors Anna de Wit", "Anna de Wit"),
        ("Charles A. Vermeer Professor", None),
        ("In Memoriam", None),
    ],
)
def test_names_stand_as_written_and_ranks_are_none(text: str, name: str | None) -> None:
    named = whole_name(text)
    assert (named.natural if named is not None else None) == name


def test_a_head_word_and_a_comma_say_of_what_unit() -> None:
    [reading] = read_roles("Chair, Department of Chemistry")
    assert (reading.kind, reading.object) == ("staff", "Department of Chemistry")
    assert read_roles("Director, MIT Press") == []
    assert read_roles("Deane") == []


def test_surnames_in_brackets_behind_courses_teach_them() -> None:
    courses = {
        "Statistik I": "Müller, BA",
        "Datenanalyse": "Müller/Krawetz, BA",
        "Netzwerke": "Thewessen, MA",
        "Umfragen": "Becker, BA",
        "Ungleichheit": "Oertwig, MA",
        "Theorie": "Saalmann, BA",
    }
    entries = "".join(f"<li>{course} ({who})</li>" for course, who in courses.items())
    found = kinds(f"<h1>Lehre</h1><h3>Lehrangebot</h3><ul>{entries}</ul>", "https://uni.example/lehre.html")
    assert set(found) == {"Müller", "Krawetz", "Thewessen", "Becker", "Oertwig", "Saalmann"}
    assert all(set(of_one) == {"teacher"} for of_one in found.values())


def test_words_in_brackets_behind_courses_are_no_surnames() -> None:
    forms = ["Blended", "Vertiefung", "Blended", "Vertiefung", "Wahlpflicht", "Blended"]
    entries = "".join(f"<li>Kurs {number} ({form})</li>" for number, form in enumerate(forms))
    assert people(f"<h1>Lehre</h1><ul>{entries}</ul>", "https://uni.example/lehre.html") == {}


def test_who_died_is_nobodys_contact() -> None:
    page = (
        "<h1>Anna de Wit</h1><p>In Loving Memory</p><p>1960-2025</p>"
        "<p>Dr. Anna de Wit, deputy head of the department of Mathematics, passed away.</p>"
    )
    assert kinds(page, "https://uni.example/people/faculty/dewit.html") == {"Anna de Wit": []}


def test_the_last_part_of_the_path_above_a_page_says_whom_it_is_about() -> None:
    page = read_page(
        "<title>Chemistry at the University of X</title><table>"
        "<tr><td>Chemistry &gt; People &gt; Faculty &gt; Anna de Wit</td></tr><tr><td>Anna de Wit</td></tr>"
        "<tr><td>Lecturer</td></tr><tr><td>a.dewit@uni.example</td></tr></table>",
        "https://uni.example/people/faculty/dewit.htm",
    )
    assert page.kind == PageKind.PERSON


def test_people_below_bold_labels_make_a_directory_where_they_are_many() -> None:
    names = ["Anna de Wit", "Bram Kuiper", "Sanne Bos", "Cor Vos", "Noor Haddad", "Joke ten Have"]
    lines = "".join(f"<p><b>Dr. {name}</b></p><p>{name} studied many things.</p>" for name in names)
    page = read_page(f"<p><b>Lecturers</b></p>{lines}", "https://school.example/staff.htm")
    assert page.kind == PageKind.DIRECTORY
    assert all([role.kind for role in person.roles] == ["teacher"] for person in page.people)
    assert len(page.people) == len(names)


@pytest.mark.parametrize("text", ["Der Mediencampus", "Zu der Ausstattung", "Am Campus"])
def test_a_german_article_begins_no_name(text: str) -> None:
    assert whole_name(text) is None


def test_whom_a_german_sentence_sends_its_reader_to_is_a_contact() -> None:
    page = "<h1>Schwerpunkt</h1><p>Fragen zum Schwerpunkt? Wenden Sie sich bitte an: Prof. Dr. Anna Vos</p>"
    assert kinds(page, "https://uni.example/studium/schwerpunkt/") == {"Anna Vos": ["contact"]}


def test_a_title_with_a_point_ends_no_sentence_behind_taught_by() -> None:
    page = "<h1>Databases</h1><p>This course is taught by Prof. Dr. Anna Vos. Questions are welcome.</p>"
    assert kinds(page, "https://uni.example/courses/databases") == {"Anna Vos": ["teacher"]}


def test_classes_below_a_heading_of_guides_have_no_staff() -> None:
    rows = "".join(
        f"<tr><td>{group}</td><td>{name}</td></tr>"
        for group, name in [("SD2A", "Anna de Wit"), ("MV1A", "Bram Kuiper"), ("SD1B", "Sanne Bos")]
    )
    page = f"<h2>Begeleiding en decaan</h2><p>Je mentor spreekt je.</p><table>{rows}</table>"
    read = read_page(page, "https://roc.example/begeleiding.htm", level="mbo")
    assert all(person.roles == [] for person in read.people)


def test_those_below_a_plain_line_of_the_retired_are_nobodys_contact() -> None:
    page = (
        "<h1>Faculty members</h1><h3>Anna de Wit</h3><p>Statistics</p><h3>Bram Kuiper</h3><p>Logic</p>"
        "<div>Retired faculty members</div><h3>Sanne Bos</h3><p>Optimization</p><h3>Cor Vos</h3><p>Models</p>"
    )
    found = kinds(page)
    assert found == {"Anna de Wit": ["teacher"], "Bram Kuiper": ["teacher"], "Sanne Bos": [], "Cor Vos": []}


def test_candidates_for_a_degree_are_students_and_links_no_labels() -> None:
    page = (
        "<h1>People</h1><div><a href='/staff/'>Faculty &amp; Staff</a> <a href='/students/'>Current Students</a></div>"
        "<p>Anna de Wit</p><p>Professor, Painting</p><p>Bram Kuiper</p><p>Admissions coordinator</p>"
        "<p>Sanne Bos</p><p>MFA candidate, 2027</p><p>Cor Vos</p><p>MFA candidate, 2028</p>"
    )
    found = kinds(page, "https://school.example/about/people/")
    assert found == {"Anna de Wit": ["teacher"], "Bram Kuiper": ["staff"], "Sanne Bos": [], "Cor Vos": []}


def test_a_page_of_furniture_alone_is_read() -> None:
    assert read_page("<footer><p>Opleiding crebo 25604</p></footer>", "https://roc.example/x").problem is None


def test_a_post_right_below_a_name_as_heading_labels_nothing_else() -> None:
    page = (
        "<h1>Faculty members</h1><article><h4>Dr. Anna Kuiper</h4><p>Professor</p><p>Solid Fuels, Heat</p></article>"
        "<article><h4>Dr. Bram Mulder</h4><p>Professor Emeritus and former dean of the school</p><p>Biofuel, Gas</p>"
        "</article><article><h4>Dr. Sanne Bos</h4><p>Professor</p><p>Heat and Flow</p></article>"
    )
    assert kinds(page) == {"Anna Kuiper": ["teacher"], "Bram Mulder": [], "Sanne Bos": ["teacher"]}


def test_on_a_page_of_former_staff_a_post_makes_nobody_a_contact() -> None:
    page = "<h1>Former Faculty</h1><h4>Anna Kuiper</h4><p>Associate Professor</p><h4>Bram Mulder</h4><p>Lecturer</p>"
    assert kinds(page) == {"Anna Kuiper": [], "Bram Mulder": []}


def test_a_post_in_small_print_above_a_name_is_theirs() -> None:
    page = "<div><span>Assistant Professor</span><h1>Dr. Anna Kuiper</h1><p>Department of Chemistry</p></div>"
    assert kinds(page) == {"Anna Kuiper": ["teacher"]}


def test_a_title_that_names_a_form_of_teaching_makes_a_course_and_who_stands_beside_it_its_teacher() -> None:
    page = "<p>Anna Kuiper</p><p>Lehrveranstaltungen</p><h2>Hauptseminar: Dispositionen</h2><p>Sommersemester 2002</p>"
    found = read_page(page, "https://uni.example/lehre/ss02.html")
    assert [(p.name, [r.kind for r in p.roles]) for p in found.people] == [("Anna Kuiper", ["teacher"])]


def test_teachers_below_titles_of_two_lines_are_found_and_authors_below_a_heading_are_not() -> None:
    page = (
        "<h1>Topics courses</h1>"
        + "".join(
            f"<h3><small>ENGL {number}: Studies in Writing</small><br>Ethics {number}</h3><p>Dr. Anna Kuiper</p>"
            "<p>In this course, students read much and write about what they read, week after week after week.</p>"
            for number in (5410, 5420, 5430)
        )
        + "<h3>Faculty</h3><p>Mulder Vos, B. &amp; Bos, C. (2013). <em>Online Education.</em> Uitgeverij Noord.</p>"
    )
    assert kinds(page, "https://uni.example/courses/") == {"Anna Kuiper": ["teacher"] * 3}


def test_a_post_between_a_name_and_a_long_row_of_degrees_is_read() -> None:
    degrees = ", ".join(f"B.S., The University of the North at Oosterveen, {year}" for year in range(1980, 1988))
    page = f"<h1>Faculty &amp; Staff</h1><p>Anna Kuiper, Professor of Computer Science, {degrees}</p>"
    page += "<h2>Technical staff</h2><p>Bram Mulder</p><p>Chief Technologist</p><p>IIT Hyderabad</p>"
    assert kinds(page) == {"Anna Kuiper": ["teacher"], "Bram Mulder": ["staff"]}


def test_what_somebody_is_below_their_name_begins_no_group() -> None:
    cards = [("Anna de Wit", "Lecturer"), ("Bram Kuiper", "PhD student"), ("Sanne Bos", "Lecturer")]
    page = "<h1>People</h1>" + "".join(f"<div><h3>{name}</h3><p>{title}</p></div>" for name, title in cards)
    found = kinds(page, "https://uni.example/people/")
    assert found == {"Anna de Wit": ["teacher"], "Bram Kuiper": [], "Sanne Bos": ["teacher"]}
