"""Catalogues, module lists and staff lists of further makes: what stands beside a title, in which order, and how."""

import pytest

from crawler.extraction.findings import PageKind

from .reading import courses, read, roles


def test_the_title_in_a_cell_is_its_link_and_who_answers_for_it_stands_below() -> None:
    rows = "".join(
        f'<tr><td>1</td><td><a href="/{code}/">{name}</a><p>Prof. Dr. {who}</p></td><td>{code}</td><td>{cp}</td></tr>'
        for code, name, who, cp in (
            ("BK1", "Bienenkunde 1", "Anna Mol", 8),
            ("WL", "Wachslehre", "Jan Vos", 5),
            ("HV", "Honigverarbeitung", "Eva Bos", 5),
        )
    )
    found = read(
        "<h1>Modulliste</h1><table><tr><th>FS</th><th>Modulname &amp; Modulverantwortung</th><th>Kürzel</th>"
        f"<th>CP</th></tr>{rows}</table>",
        "modulliste/",
    )
    assert courses(found) == [
        ("BK1", "Bienenkunde 1", 8.0),
        ("WL", "Wachslehre", 5.0),
        ("HV", "Honigverarbeitung", 5.0),
    ]


def test_a_break_written_as_if_closed_ends_a_line() -> None:
    found = read("<h1>Docenten</h1><p>Anna Vos</br>Jan Bakker</br>Eva Mol</BR>Piet de Boer</p>", "docenten/")
    assert [person.name for person in found.people] == ["Anna Vos", "Jan Bakker", "Eva Mol", "Piet de Boer"]


def test_names_of_a_list_with_the_surname_first_are_turned() -> None:
    found = read(
        "<h1>Faculty</h1><p><b>Lecturers</b><br>Mol, Anna Grace D. (Professor)<br>De los Bos, Mario R., (Professor)"
        "<br>Vos, Jan Ramon Q. (Associate Professor)<br>Roth-Klein, Maria (Lecturer)</p>",
        "faculty/",
    )
    assert [person.name for person in found.people] == [
        "Anna Grace D. Mol",
        "Mario R. De los Bos",
        "Jan Ramon Q. Vos",
        "Maria Roth-Klein",
    ]
    assert all([role.kind for role in person.roles] == ["teacher"] for person in found.people)


def test_lines_of_what_is_taught_where_are_no_names_turned_round() -> None:
    found = read(
        "<h1>Locations</h1><p>Amsterdam, Building A<br>Utrecht, Building B<br>Leiden, Main Hall<br>Delft, Tower</p>",
        "locations/",
    )
    assert found.people == []


def test_a_heading_with_the_code_says_more_than_the_name_of_the_site() -> None:
    found = read(
        "<h2>27002 Honey Science</h2><h3>Language:</h3><table><tr><td>Danish</td></tr></table><h3>Point (ECTS)</h3>"
        "<table><tr><td>5</td></tr></table><h3>Responsible:</h3><div>Anna Vos , <a href='mailto:a1@school.example'>"
        "a1@school.example</a></div><div>Kirstijne C. Bellink, Building 2, room 19 , "
        "<a href='mailto:bellink@school.example'>bellink@school.example</a></div>",
        "27002.html",
        title="School Coursebase",
    )
    assert courses(found) == [("27002", "Honey Science", 5.0)]
    assert [(person.name, person.email) for person in found.people] == [
        ("Anna Vos", "a1@school.example"),
        ("Kirstijne C. Bellink", "bellink@school.example"),
    ]


def test_the_heading_with_a_code_is_the_page_s_below_one_that_names_the_catalogue() -> None:
    found = read(
        "<h1>Course Catalogue</h1><p>There may be changes.</p><h2>'Free Bees': a history of the hive, 1954-80 "
        "APIAR4112</h2><ul><li>School: School of Bees</li><li>Credits: 20</li><li>Level: Level 4</li></ul>"
        "<h3>Course Aims</h3><p>To know bees.</p>",
        "course-detail.html",
        title="School of Bees - Course Catalogue - Course",
    )
    assert courses(found) == [("APIAR4112", "'Free Bees': a history of the hive, 1954-80", 20.0)]


def test_what_stands_behind_a_code_in_brackets_is_no_title() -> None:
    rows = "".join(
        f"<li>{name} ({code}) | School Module Catalogue - School of Bees and Wax</li>"
        for name, code in (("Wax", "BEES0035"), ("Honey", "BEES0036"), ("Hives", "BEES0037"), ("Anna A", "SLAV0017"))
    )
    found = read(f"<h1>Module catalogue</h1><ul>{rows}</ul>", "search/")
    assert courses(found) == [
        ("BEES0035", "Wax", None),
        ("BEES0036", "Honey", None),
        ("BEES0037", "Hives", None),
        ("SLAV0017", "Anna A", None),
    ]


def test_numbers_of_one_make_beside_titles_are_codes() -> None:
    rows = "".join(f"<tr><td>270{at:02}</td><td>Bees of region {'ABCDEFGHIJ'[at]}</td></tr>" for at in range(10))
    found = read(f"<h2>27 Bees</h2><table><tr><th>No.</th><th>Title</th></tr>{rows}</table>", "department27.html")
    assert found.kind == PageKind.COURSE_LIST
    assert courses(found)[:2] == [("27000", "Bees of region A", None), ("27001", "Bees of region B", None)]


def test_what_a_course_counts_for_in_brackets_is_no_part_of_its_title() -> None:
    found = read(
        "<h1>General Catalog &amp; Schedule</h1><h3>BEE 202. PRINCIPLES OF WAX (4).</h3><p>Comparisons of wax.</p>"
        "<table><tr><th>Term</th><th>CRN</th><th>Cr</th><th>Instructor</th><th>Day/Time</th></tr>"
        "<tr><td>Su15</td><td>70712</td><td>4</td><td>Vos, A.</td><td>MWF</td></tr></table>",
        "coursedetail.html",
        title="Online Catalog - Course Detail",
    )
    assert courses(found) == [("BEE 202", "PRINCIPLES OF WAX", 4.0)]


def test_columns_that_may_be_hidden_name_nobody() -> None:
    hidden = "<tr><td>Instructor</td><td>Avail</td></tr><tr><td>Campus</td><td>Fees</td></tr>"
    found = read(
        f"<h1>BEE 202 Wax</h1><h5>Show/Hide Columns:</h5><table>{hidden}</table><table><tr><th>Instructor</th>"
        "<th>Avail</th><th>Campus</th><th>Fees</th></tr>"
        "<tr><td>A. Vos</td><td>3</td><td>Main</td><td>5</td></tr></table>",
        "bee202/",
    )
    assert [person.name for person in found.people] == ["A. Vos"]


@pytest.mark.parametrize(
    "rows",
    [
        ("01 Department of Bees", "02 Department of Wax", "03 Department of Hives", "88 Other courses"),
        ("Beekeeping", "Wax and Honey", "History", "Hives of the World"),
    ],
)
def test_a_school_s_departments_are_no_courses(rows: tuple[str, ...]) -> None:
    label = "<p><b>Department/School</b></p>" if "History" in rows else "<h2>Courses sorted by department:</h2>"
    items = "".join(f"<dd><a href='/d/{at}'>{name}</a></dd>" for at, name in enumerate(rows))
    found = read(f"<h1>Directory of Modules</h1>{label}<dl>{items}</dl>", "modules.html", title="Directory of Modules")
    assert found.courses == []


def test_a_menu_named_after_the_school_is_nobody() -> None:
    found = read(
        "<h1>Search results</h1><p>None.</p><h2>Staff</h2><ul><li><a href=/m/>MyHonig Staff</a></li></ul>", "search/"
    )
    assert found.people == []


def test_many_people_answer_for_one_module() -> None:
    names = ["Prof. Dr. Anna Mol", "Prof. Dr. Jan Vos", "Prof. Eva Bos", "Dr. Peter Klein", "Prof. Dr. Maria Roth"]
    names += ["Dr. Thomas Bauer", "Prof. Dr. Julia Weber", "Dr. Markus Schmitt", "Prof. Dr. Laura Braun"]
    found = read(
        f"<h1>Einführung</h1><dl><dt>Modulverantwortlich</dt><dd>{', '.join(names)}</dd><dt>Kürzel</dt><dd>EBK</dd>"
        "<dt>Kreditpunkte</dt><dd>5</dd></dl>",
        "einfuehrung/",
    )
    assert len(found.people) == len(names)
    assert all(kinds == {"course_coordinator", "teacher"} for kinds in roles(found).values())


def test_who_stands_below_a_title_in_its_cell_answers_for_it_as_the_header_says() -> None:
    rows = "".join(
        f"<tr><td><a href=/{code}/>{name}</a><p>{who}</p></td><td>{code}</td><td>5</td></tr>"
        for code, name, who in (
            ("BK1", "Bienenkunde 1", "Prof. Dr. Anna Mol"),
            ("WL", "Wachslehre", "Prof. Dr. Jan Vos, Dr. Eva Bos"),
        )
    )
    header = "<tr><th>Modulname &amp; Modulverantwortung</th><th>Kürzel</th><th>CP</th></tr>"
    found = read(f"<h1>Modulliste</h1><table>{header}{rows}</table>", "modulliste/")
    both = {"course_coordinator", "teacher"}
    assert roles(found) == {"Anna Mol": both, "Jan Vos": both, "Eva Bos": both}


def test_each_sentence_of_a_paragraph_may_say_who_somebody_is() -> None:
    told = "The programme is part of the School of Bees. The dean is Dr. Anna Mol, who oversees all of it."
    assert roles(read(f"<h1>About</h1><p>{told}</p>", "about/")) == {"Anna Mol": {"dean"}}


def test_sentences_below_what_somebody_is_name_nobody() -> None:
    found = read(
        "<h1>Faculty</h1><ul><li>Chair: Dr. Jonelinde Hooks (Associate Professor)</li></ul><p>Dr. Hooks got her B.S. "
        "and Ph.D. in Mathematics.</p><ul><li>Professor: Dr. Melanie Bos</li></ul><p>Dr. Bos got her B.S., M.S. "
        "and Ph.D. in Mathematics. Areas of study are in Ring Theory, and Honey Education.</p><p>Teaches math classes "
        "- Elementary Statistics, and Mathematical Thinking.</p><ul><li>Dr. Ruth Mol</li><li>Dr. Brian Vos</li></ul>",
        "faculty.html",
    )
    assert [person.name for person in found.people] == ["Jonelinde Hooks", "Melanie Bos", "Ruth Mol", "Brian Vos"]


def test_first_names_below_a_heading_for_teachers_are_teachers() -> None:
    cards = "".join(
        f"<div class=kaart><h2>{name}</h2><p>{taught}</p></div>"
        for name, taught in (("Joep", "Delta/Pra"), ("Marieke", "Engels"), ("Laurens", "Nederlands"), ("Bart", "Web"))
    )
    found = read(f"<h1>Welkom</h1><p>Hoi!</p><h1>Docenten</h1>{cards}<h1>Vakken</h1><h2>Web</h2>", "index.html")
    assert roles(found) == {name: {"teacher"} for name in ("Joep", "Marieke", "Laurens", "Bart")}


def test_a_place_behind_its_postal_code_is_nobody() -> None:
    found = read(
        "<h1>Over ons</h1><div>Honingdreef 1, 9999 TZ Vroomwijk Bel: 020 555 0123 vroomwijk@school.example</div>",
        "over-ons/",
    )
    assert found.people == []


@pytest.mark.parametrize("deed", ['<a href="/e"><span class="icon">edit</span></a>', '<a href="#bk1">¶</a>'])
def test_a_deed_behind_a_heading_is_no_part_of_it(deed: str) -> None:
    found = read(
        f"<h1>Bienenkunde 1 {deed}</h1><table><tr><th>Kürzel</th><td>BK1</td></tr>"
        "<tr><th>Kreditpunkte</th><td>8</td></tr></table>",
        "bk1/",
    )
    assert courses(found) == [("BK1", "Bienenkunde 1", 8.0)]


def test_the_mark_of_a_language_stays_in_a_heading() -> None:
    found = read("<h1>Programmeren in C#</h1><dl><dt>Vakcode</dt><dd>PRG1</dd><dt>EC</dt><dd>5</dd></dl>", "prg1/")
    assert courses(found) == [("PRG1", "Programmeren in C#", 5.0)]


def test_a_page_without_headings_begins_with_code_and_title_in_cells() -> None:
    found = read(
        "<table><tr><td>BEE1201</td><td>Honing en Was</td><td>ECTS: 6</td></tr></table><table><tr><td>Docent</td>"
        "<td>J. Vos</td></tr><tr><td>Onderwijsperiode</td><td>1</td></tr><tr><td>Cursustaal</td><td>Nederlands</td>"
        "</tr></table>",
        "a101_displayCourse.do?course_id=52",
        title="Studiegids",
    )
    assert courses(found) == [("BEE1201", "Honing en Was", 6.0)]


def test_a_cell_beside_a_name_says_who_of_the_teachers_answers_for_the_course() -> None:
    found = read(
        "<h1>Bijenkunde (C001234)</h1><table><tr><td>Studiepunten 6.0</td><td>Studietijd 180 u</td></tr></table>"
        "<h3>Lesgevers in academiejaar 2025-2026</h3><table><tr><td>Mol, Anna</td><td>TW01</td>"
        "<td>Verantwoordelijk lesgever</td></tr><tr><td>Vos, Jan</td><td>TW01</td><td>Medelesgever</td></tr></table>",
        "studiefiche/C001234",
    )
    assert roles(found) == {"Anna Mol": {"teacher", "course_coordinator"}, "Jan Vos": {"teacher"}}


def test_initials_and_the_call_name_in_brackets_stay_together() -> None:
    found = read(
        "<h1>BEE-10306 Bees</h1><table><tr><td>Lecturer(s)</td><td>dr. A (Anna) Mol<br>dr.ir. JP (Jan) Vos</td></tr>"
        "<tr><td>Credits</td><td>6.00</td></tr></table>",
        "BEE-10306",
    )
    assert [person.name for person in found.people] == ["A (Anna) Mol", "JP (Jan) Vos"]


@pytest.mark.parametrize("fact", ["<ul><li>Unit Value <span>6 units</span></li></ul>", "<h2>Units</h2><p>6</p>"])
def test_units_are_credits_where_they_are_counted(fact: str) -> None:
    found = read(
        f"<h1>Introduction to Bees (BEES1001)</h1>{fact}<h2>Course level</h2><p>Undergraduate</p>", "bees1001/"
    )
    assert courses(found) == [("BEES1001", "Introduction to Bees", 6.0)]


def test_a_term_in_short_behind_a_title_is_none_of_it() -> None:
    found = read(
        "<h1><span>186.866</span> Bienen und Honig <span>2025W, VU, 4.0h, 6.0EC</span></h1><ul><li>ECTS: 6.0</li></ul>",
        "courseDetails.xhtml?courseNr=186866",
    )
    assert courses(found) == [("186.866", "Bienen und Honig", 6.0)]


def test_a_label_in_the_midst_of_a_description_says_who_teaches() -> None:
    lines = "".join(
        f"<h4>BEE {number} Bees {number} (3 credits)</h4><p>All of bees. Instructor: Anna Mol. Prerequisite: X1.</p>"
        for number in (101, 102, 203)
    )
    assert roles(read(f"<h1>Undergraduate courses</h1>{lines}", "courses")) == {"Anna Mol": {"teacher"}}


def test_a_list_led_on_to_by_another_line_holds_no_courses() -> None:
    found = read(
        "<h1>Bachelor Biology</h1><h2>Modules</h2><p>All modules are taught here.</p><p>You can find out more by:</p>"
        "<ul><li>Coming to an open day</li><li>Walking through a meadow</li><li>Reading a good book</li></ul>",
        "prospectus/biology",
    )
    assert found.courses == []


@pytest.mark.parametrize("lead", ["You take these modules:", "In the first year:", "Je volgt:"])
def test_a_list_led_on_to_by_what_it_holds_has_courses(lead: str) -> None:
    found = read(
        f"<h1>Bachelor Biology</h1><h2>Modules</h2><p>{lead}</p>"
        "<ul><li>Introduction to Bees</li><li>Honey and Wax</li><li>Life in a Hive</li></ul>",
        "prospectus/biology",
    )
    assert [course.name for course in found.courses] == ["Introduction to Bees", "Honey and Wax", "Life in a Hive"]


def test_headings_that_speak_to_the_reader_are_no_courses() -> None:
    entries = "".join(
        f"<h2>{name}</h2><p>All about it, with all of the bees and honey that go with it.</p>"
        for name in ("Build your own prospectus", "Coming back? You are welcome", "Honey and Wax")
    )
    assert read(f"<h1>Courses</h1>{entries}", "courses").courses == []


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Biology BSc", "Biology"), ("BSc (Hons) Biology", "Biology"), ("Data Science MSc", "Data Science")],
)
def test_a_degree_above_announced_courses_is_a_programme(heading: str, name: str) -> None:
    found = read(
        f"<h1>{heading}</h1><p>All about this.</p><h2>Modules in year one</h2>"
        "<ul><li>Introduction to Bees</li><li>Honey and Wax</li><li>Life in a Hive</li></ul>",
        "prospectus/x1",
    )
    assert found.kind is PageKind.PROGRAMME
    assert len(found.courses) == 3
    assert [programme.name for programme in found.programmes] == [name]


def test_somebodys_degree_makes_no_programme() -> None:
    found = read(
        "<h1>Anna Mol MSc</h1><h2>Courses</h2><ul><li>Introduction to Bees</li><li>Honey and Wax</li>"
        "<li>Life in a Hive</li></ul>",
        "mol",
    )
    assert found.kind is PageKind.PERSON


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ("Ik ben Anna, ik ben 16 jaar oud en woon in Imkerdam.", set()),
        ("Ik ben 17 jaar.", set()),
        ("Ik woon al 16 jaar in Imkerdam.", {"staff"}),
        ("I am a keeper of bees with 20 years of experience.", {"staff"}),
    ],
)
def test_who_tells_an_age_at_which_one_learns_is_nobodys_contact(told: str, kinds: set[str]) -> None:
    found = read(f"<h1>Anna Mol</h1><h2>Wie ben ik?</h2><p>{told}</p>", "anna-mol.html", title="Anna Mol")
    assert roles(found) == {"Anna Mol": kinds}


def test_a_student_s_age_on_a_page_says_nothing_of_the_others_there() -> None:
    cards = "".join(
        f"<div><h3>{name}</h3><p>Coördinator {unit}</p><a href='mailto:{mail}@school.example'>mail</a></div>"
        for name, unit, mail in (("Jan Bakker", "Engels", "jan"), ("Els Mol", "Biologie", "els"))
    )
    told = "<blockquote>Ik ben 17 jaar en leer hier veel.</blockquote>"
    found = read(f"<h1>Ons team</h1>{told}<h2>Wie we zijn</h2>{cards}", "team/")
    assert roles(found) == {"Jan Bakker": {"staff"}, "Els Mol": {"staff"}}
