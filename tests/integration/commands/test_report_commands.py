"""`report` as a page, as files and as JSON."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from crm.case_words import Party, SprintState
from crm.clock import SystemClock, school_year
from crm.database.engine import open_engine
from crm.tables import Company, Evaluation, Sprint

Werkplaats = Any
HOSTILE = "<script>alert(1)</script> & =1+1"


@pytest.fixture
def sprint(school: str, werkplaats: Werkplaats) -> int:
    """A sprint at the mapped school for a business with a hostile name; the school's number."""
    at: int = werkplaats("map", "--json").json["institutions"][0]["id"]
    engine, now = open_engine(school), SystemClock().now()
    with Session(engine) as session:
        company = Company(name=HOSTILE, sort_key="x", municipality=HOSTILE, owner="eva", by="eva", at=now)
        session.add(company)
        session.flush()
        made = Sprint(
            company_id=company.id or 0,
            institution_id=at,
            course_name=HOSTILE,
            school_year=school_year(now.date()),
            state=SprintState.DONE,
            students=4,
            result=HOSTILE,
            source="lijst",
            by="eva",
            at=now,
        )
        session.add(made)
        session.flush()
        session.add(
            Evaluation(
                sprint_id=made.id or 0,
                party=Party.COMPANY,
                question="mark",
                words=HOSTILE,
                may_quote=True,
                on=now.date(),
                by="eva",
            )
        )
        session.commit()
    engine.dispose()
    return at


def _outside(page: str) -> list[str]:
    """What a page would fetch, or run."""
    return re.findall(r"<script|<link|<iframe|(?:src|href)=|url\(|@import", page)


def test_a_page_and_files_that_stand_by_themselves(werkplaats: Werkplaats, sprint: int, tmp_path: Path) -> None:
    page, folder = tmp_path / "report.html", tmp_path / "figures"
    told = werkplaats("report", "--html", page, "--csv", folder, "--json").json
    html = page.read_text("utf-8")
    assert told["files"][0] == str(page)
    assert told["headlines"]["students"] == 4
    assert (_outside(html), "alert(1)" in html, "&lt;script&gt;" in html) == ([], True, True)
    assert html.count("<svg") > 3
    assert len(told["files"]) == 1 + len(list(folder.iterdir())) == 1 + len(told["figures"])
    rows = list(csv.reader((folder / "municipalities.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows == [["Municipality", "Businesses", "Sprints", "Students"], [HOSTILE, "1", "1", "4"]]
    assert "22" not in werkplaats("report", "--html", page).out.replace(str(page), "")
    assert werkplaats("report", "--html", tmp_path).code == 1
    assert werkplaats("report", "--csv", tmp_path / "no" / "such").code == 1


def test_the_same_figures_make_the_same_page(werkplaats: Werkplaats, sprint: int, tmp_path: Path) -> None:
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    for page in pages:
        werkplaats("report", "--html", page)
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_the_page_of_a_school_names_no_teacher(werkplaats: Werkplaats, sprint: int, tmp_path: Path, zoe: int) -> None:
    ict = werkplaats("map", "--json").json["programmes"][0]["id"]
    werkplaats("target", "programme", ict, "yes")
    lead = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    werkplaats("lead", "advance", lead, "--to", "informed", "--note", "called")
    parts = ("--type", "advies", "--number", 2, "--planning", "blok 3", "--process", "intake")
    werkplaats("lead", "agree", lead, *parts, "--supervision", "docent")
    file = tmp_path / "school.html"
    assert werkplaats("report", "--school", "haz", "--html", file).code == 0
    html = file.read_text("utf-8")
    assert "Digital sprints at Hogeschool aan Zee" in html
    assert "A second teacher where it rests on one person now: HBO-ICT." in html
    assert ("Hek" in html, _outside(html)) == (False, [])
    dutch = werkplaats("report", "--school", "haz", "--html", file, "--language", "nl")
    assert (dutch.code, "Wat wij vragen" in file.read_text("utf-8")) == (0, True)


def test_since_leaves_out_what_was_before(werkplaats: Werkplaats, sprint: int) -> None:
    told = werkplaats("report", "--since", "2020-01-01", "--json").json
    assert (told["since"], told["headlines"]["businesses"]) == ("2020-01-01", 1)
    assert werkplaats("report", "--since", "2999-01-01").code == 2
    assert "business coupled in this period" in werkplaats("report", "--since", "2020-01-01").out
