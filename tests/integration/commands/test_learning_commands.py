"""What was shown, healed and decided, by command."""

from typing import Any

import pytest
from sqlmodel import Session, select

from crawler.archive import archived
from crawler.extraction import read_page
from crawler.fold import pack
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.tables import CrawlRun, Page, PageBody, Source
from crm.words import PageState, RunState

Werkplaats = Any
GUIDE = "https://www.haz.example/gids"
BODY = (
    "<h1>Vak {n}x</h1><p>Vakcode: KAP-1{n}</p><div class=rij><div>Kapitein</div><div>{name}</div></div>"
    "<p>Je werkt in de haven.</p>"
)
NAMES = ("Aagje Zuidema", "Bram Oosterhof", "Cato van Wijk")


@pytest.fixture
def guide(school: str) -> str:
    """Three archived pages of the school's guide, in words of its own; the database's URL."""
    engine = open_engine(school)
    with Session(engine) as session:
        source = session.exec(select(Source)).one()
        session.exec(select(CrawlRun)).one().state = RunState.FINISHED
        for n, name in enumerate(NAMES):
            url, body = f"{GUIDE}/{n}", BODY.format(n=n, name=name).encode()
            page = Page(source_id=source.id or 0, url=url, state=PageState.READ, findings=pack(read_page(body, url)))
            page.kind = "course"
            page.asked_at = SystemClock().now()
            session.add(page)
            session.flush()
            kept = archived({"content-type": "text/html; charset=utf-8"}, body)
            session.add(PageBody(page_id=page.id or 0, headers=kept.headers, body=kept.body))
        session.commit()
    engine.dispose()
    return school


def test_a_page_is_shown_as_it_is_read(werkplaats: Werkplaats, guide: str) -> None:
    assert [page["url"] for page in werkplaats("pages", "haz", "--json").json] == [f"{GUIDE}/{n}" for n in range(3)]
    (page,) = werkplaats("learn", f"{GUIDE}/1", "--json").json
    found = {line["text"]: [each["says"] for each in line["found"]] for line in page["lines"]}
    assert found["Vakcode: KAP-11"] == ["course_code"]
    assert found["Bram Oosterhof"] == []


def test_a_rule_is_tried_kept_listed_exported_and_taken_back(werkplaats: Werkplaats, guide: str, tmp_path: Any) -> None:
    mark = "Bram Oosterhof=teacher"
    tried = werkplaats("learn", f"{GUIDE}/1", "--mark", mark, "--json").json
    assert (tried["preview"]["fitting"], tried["preview"]["gained"]) == (3, {"teacher": 3})
    assert werkplaats("rule", "list", "--json").json == []
    assert "werkplaats learn PAGE" in werkplaats("rule", "list").out
    kept = werkplaats("learn", f"{GUIDE}/1", "--mark", mark, "--keep", "--json").json
    (rule,) = werkplaats("rule", "list", "haz", "--json").json
    assert (rule["id"], rule["state"], rule["where"], rule["marks"]) == (
        kept["rule"]["id"],
        "kept",
        "kapitein",
        ["Bram Oosterhof"],
    )
    file = tmp_path / "haz.toml"
    assert werkplaats("rule", "export", "haz", "--output", file).code == 0
    assert 'label = ["kapitein"]' in file.read_text(encoding="utf-8")
    names = {person["name"] for person in werkplaats("map", "--json").json["people"]}
    assert set(NAMES) <= names
    assert werkplaats("rule", "remove", rule["id"]).code == 0
    names = {person["name"] for person in werkplaats("map", "--json").json["people"]}
    assert names.isdisjoint(NAMES)
    assert werkplaats("undo").code == 0
    assert set(NAMES) <= {person["name"] for person in werkplaats("map", "--json").json["people"]}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--mark", "Bram Oosterhof"], 2, "WORDS=WHAT"),
        (["--mark", "Bram Oosterhof=chef"], 2, "chef"),
        (["--mark", "Piet Puk=teacher"], 1, "stands on none"),
        (["--mark", "Je werkt in de haven.=teacher"], 1, "not recognised"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(
    werkplaats: Werkplaats, guide: str, words: list[str], code: int, said: str
) -> None:
    answer = werkplaats("learn", f"{GUIDE}/1", *words)
    assert answer.code == code
    assert said in answer.err


def test_unknown_pages_and_rules_are_told(werkplaats: Werkplaats, guide: str) -> None:
    assert "werkplaats pages" in werkplaats("learn", "https://elsewhere.example/").err
    assert "werkplaats rule list" in werkplaats("rule", "remove", 99).err
    assert werkplaats("rule", "export", "haz").code == 1


def test_a_site_that_is_read_well_has_nothing_to_heal(werkplaats: Werkplaats, guide: str) -> None:
    assert werkplaats("rule", "heal", "haz", "--json").json["rules"] == []


def test_nothing_waits_in_review_of_a_sure_school(werkplaats: Werkplaats, school: str) -> None:
    assert werkplaats("review", "--json").json == []
    assert werkplaats("review", "yes", 9999).code == 1


def test_what_a_page_was_taken_for_is_said_in_the_users_language(
    werkplaats: Werkplaats, guide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {page["kind"] for page in werkplaats("pages", "haz", "--json").json}
    assert kinds == {"course"}, "what scripts read stays"
    monkeypatch.setenv("WERKPLAATS_LANGUAGE", "nl")
    listed = werkplaats("pages", "haz").out
    assert " vak" in listed
    assert "course" not in listed
    assert "(vak)" in werkplaats("learn", f"{GUIDE}/1").out
