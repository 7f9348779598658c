"""Pages of known systems: records by the profile's selectors, laid over what was read of the page anyway."""

import base64
from dataclasses import replace

from crawler.extraction import read_page
from crawler.extraction.findings import FoundPerson, FoundRole, Method, PageFindings, PageKind
from crawler.feeds.markup import lay_over, read_records
from crawler.feeds.profiles import Profile, profiles
from crm.words import Level

MAIL = base64.b64encode(b"mailto:i.silva@zeestad.example").decode()
PURE_LIST = f"""<html><body><ul>
<li class="grid-result-item"><div class="rendering rendering_person rendering_person_short">
<h3 class="title"><a class="link person" href="/en/persons/ines-silva" rel="Person"><span>Inês da Silva</span></a></h3>
<span class="job-title">Associate Professor</span><a rel="Organisation" href="/o/1"><span>Institute of Data</span></a>
<a class="email" data-md5="{MAIL}">show</a></div></li>
<li class="grid-result-item"><div class="rendering rendering_person rendering_person_short">
<h3 class="title"><a class="link person" href="/en/persons/lars-o"><span>Lars Ouwehand</span></a></h3>
<span class="job-title">PhD student</span></div></li>
<li class="grid-result-item"><div class="rendering rendering_person rendering_person_short">
<h3 class="title"><a class="link person" href="/en/persons/noor-h"><span>Noor Haddad</span></a></h3></div></li>
</ul></body></html>"""
COURSELEAF = """<html><body><h1>Computing</h1>
<div class="courseblock"><p class="courseblocktitle"><strong>CS 101. Introduction to Data. 3 Credits.</strong></p>
<p class="courseblockdesc">Tables and keys.</p></div>
<div class="courseblock"><p class="courseblocktitle"><strong>CS 102. Seminar. 1-3 Credits.</strong></p></div>
</body></html>"""


def profile(name: str) -> Profile:
    return next(each for each in profiles() if each.name == name)


def read(name: str, body: str, url: str) -> PageFindings:
    sheet = read_records(profile(name), body.encode(), url, "text/html; charset=utf-8", Level.WO)
    assert sheet is not None
    return sheet.done()


def test_a_list_of_a_pure_portal_gives_mail_title_unit_and_profile() -> None:
    found = read("pure", PURE_LIST, "https://pure.zeestad.example/en/persons/?page=1")
    people = {person.name: person for person in found.people}
    ines = people["Inês da Silva"]
    assert (ines.email, ines.unit) == ("i.silva@zeestad.example", "Institute of Data")
    assert ines.url == "https://pure.zeestad.example/en/persons/ines-silva"
    assert [role.kind for role in ines.roles] == ["teacher"]
    assert people["Lars Ouwehand"].roles == [], "a student is no contact"
    assert people["Noor Haddad"].roles == [], "nothing says that this is one"
    assert found.kind is PageKind.DIRECTORY
    assert {each.method for each in found.evidence} == {Method.PROFILE}


def test_a_profile_of_a_pure_portal_is_one_person() -> None:
    body = """<html><body><main><header><h1>Inês da Silva</h1></header><span class="job-title">Full Professor</span>
    <h1>Research output</h1></main></body></html>"""
    found = read("pure", body, "https://pure.zeestad.example/en/persons/ines-silva")
    assert [(p.name, p.url) for p in found.people] == [
        ("Inês da Silva", "https://pure.zeestad.example/en/persons/ines-silva")
    ]
    assert found.kind is PageKind.PERSON


def test_a_heading_of_a_catalogue_is_taken_apart() -> None:
    found = read("courseleaf", COURSELEAF, "https://catalog.zeestad.example/cs/")
    assert [(c.code, c.name, c.credits, c.credits_text) for c in found.courses] == [
        ("CS 101", "Introduction to Data", 3.0, "3"),
        ("CS 102", "Seminar", None, "1-3"),
    ]
    assert found.courses[0].description == "Tables and keys."


def test_what_the_profile_reads_corrects_and_completes_the_page() -> None:
    url = "https://pure.zeestad.example/en/persons/?page=1"
    sheet = read_records(profile("pure"), PURE_LIST.encode(), url, "text/html", Level.WO)
    assert sheet is not None
    page = PageFindings(url, people=[FoundPerson("Inês da Silva", "Inês da Silva", phone="020 555 01 23")])
    page.people.append(FoundPerson("Aagje Zuidema", "Aagje Zuidema", roles=[FoundRole("teacher", "course")]))
    found = lay_over(page, sheet)
    assert [p.name for p in found.people] == ["Inês da Silva", "Aagje Zuidema", "Lars Ouwehand", "Noor Haddad"]
    assert (found.people[0].email, found.people[0].phone) == ("i.silva@zeestad.example", "020 555 01 23")
    assert found.people[0].roles[0].kind == "teacher"
    for evidence in found.evidence:
        place = int(evidence.field.partition("[")[2].partition("]")[0])
        assert evidence.field.startswith(f"people[{place}]")
        assert place < len(found.people)
    named = {e.text for e in found.evidence if e.field == "people[2].name"}
    assert named == {"Lars Ouwehand"}


def test_a_page_without_records_stays_as_it_was_read() -> None:
    body = b"<html><body><h1>Nieuws</h1></body></html>"
    for each in profiles():
        listing = replace(each, records=tuple(r for r in each.records if not r.alone))
        assert read_records(listing, body, "https://www.zeestad.example/nieuws", "text/html", None) is None


def test_broken_pages_break_no_profile() -> None:
    for body in (b"", b"\0\0", b"<li class=grid-result-item>" * 3_000, b"<div class=courseblock><div>" * 20_000):
        for each in profiles():
            sheet = read_records(each, body, "https://x.example/en/persons/x", "text/html", None)
            assert sheet is None or sheet.findings.people == []
    assert read_page(PURE_LIST, "https://x.example/").people, "and the reader of pages needs no profile for it"
