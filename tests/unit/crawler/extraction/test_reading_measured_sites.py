"""What must be read well already, on real pages; they are no part of the project."""

import json
from pathlib import Path

import pytest

from crawler.extraction import read_page, read_site
from crm.text import fold

SITES = Path(__file__).parents[5] / "shared" / "sites"

pytestmark = pytest.mark.skipif(not SITES.is_dir(), reason=f"no measuring sites at {SITES}")


def test_every_tenth_course_of_an_osiris_catalogue_is_read_right() -> None:
    folder = SITES / "osiris-hbo"
    truth = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()][::10]
    names = ["index.html", *(line["page"] for line in truth)]
    read = read_site([read_page((folder / name).read_bytes(), f"https://school.example/{name}") for name in names])[1:]
    assert [page.courses[0].code for page in read] == [line["code"] for line in truth]
    titles = sum(fold(p.courses[0].name or "") == fold(line["title"]) for p, line in zip(read, truth, strict=True))
    assert titles >= len(truth) - 1


def test_students_of_a_school_are_no_contacts() -> None:
    pages = sorted((SITES / "doctoral-school" / "people" / "students").glob("*/index.html"))[::6]
    read = [
        read_page(page.read_bytes(), f"https://school.example/people/students/{page.parent.name}/") for page in pages
    ]
    assert read
    assert all(person.roles == [] for page in read for person in page.people)
