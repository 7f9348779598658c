"""What was read before, and crawling by itself, by command."""

import shlex
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from crawler.archive import archived
from crawler.extraction.findings import PageFindings
from crawler.fold import pack
from crm.clock import OFFICE_ZONE, SystemClock
from crm.database.engine import open_engine
from crm.language import language
from crm.tables import CrawlRun, Page, PageBody, Source
from crm.views.sources import sources
from crm.words import PageState, RunState
from tui.commands.crawling import nothing_due

Werkplaats = Any

BODY = """<!doctype html><html lang="nl"><head><title>Statistiek</title></head><body><h1>Statistiek</h1><table>
<tr><th>Vakcode</th><td>ICT-ST-1</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr>
<tr><th>Docent</th><td>Ineke Bakker</td></tr></table></body></html>"""


@pytest.fixture
def archive(school: str) -> str:
    """One archived page of the school, whose stored findings are older than the extraction."""
    engine = open_engine(school)
    with Session(engine) as session:
        source = session.exec(select(Source)).one()
        run = session.exec(select(CrawlRun)).one()
        run.state = RunState.FINISHED
        url = "https://www.haz.example/vakken/st.html"
        findings = pack(PageFindings(url))
        page = Page(source_id=source.id or 0, url=url, state=PageState.READ, findings=findings, asked_at=run.started_at)
        session.add(page)
        session.flush()
        kept = archived({"content-type": "text/html; charset=utf-8"}, BODY.encode())
        session.add(PageBody(page_id=page.id or 0, headers=kept.headers, body=kept.body))
        session.commit()
    engine.dispose()
    return school


def _change_run(database: str, **values: Any) -> None:
    engine = open_engine(database)
    with Session(engine) as session:
        run = session.exec(select(CrawlRun)).one()
        for name, value in values.items():
            setattr(run, name, value)
        session.commit()
    engine.dispose()


def test_rereading_says_what_it_does_and_names_yes_without_a_terminal(werkplaats: Werkplaats, archive: str) -> None:
    before = werkplaats("map", "--json").json
    asked = werkplaats("reread", "haz")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert "1 read otherwise than before" in asked.err
    assert "Statistiek" in asked.err
    assert "Databases" in asked.err, "what the map loses is told too"
    assert werkplaats("map", "--json").json == before


def test_rereading_is_a_run_of_its_own_with_its_change_feed(werkplaats: Werkplaats, archive: str) -> None:
    done = werkplaats("reread", "haz", "--yes", "--json").json
    assert (done["pages"], done["read_otherwise"], done["new"]["course"]) == (1, 1, 1)
    told = werkplaats("changes", "--json").json
    assert {line["run"] for line in told} == {done["run"]}
    assert ("new", "Statistiek") in {(line["change"], line["name"]) for line in told}
    again = werkplaats("reread", "haz", "--yes", "--json").json
    assert (again["read_otherwise"], again["changes"]) == (0, [])


def test_a_source_without_an_archive_says_so(werkplaats: Werkplaats, school: str) -> None:
    answer = werkplaats("reread", "haz", "--yes")
    assert answer.code == 1
    assert "werkplaats crawl haz" in answer.err


@pytest.mark.parametrize("word", ["accept", "discard"])
def test_a_run_that_is_not_held_is_not_decided(werkplaats: Werkplaats, school: str, word: str) -> None:
    assert "not held" in werkplaats("run", word, 1, "--yes").err
    assert "no run 99" in werkplaats("run", word, 99, "--yes").err


def test_a_held_run_is_told_by_doctor_and_decided_with_yes(werkplaats: Werkplaats, school: str) -> None:
    _change_run(school, state=RunState.HELD, message="Far less was found than before.")
    seen = next(line for line in werkplaats("doctor", "--json").json if line["about"] == "haz")
    assert (seen["well"], "werkplaats run accept 1" in seen["advice"]) == (False, True)
    assert werkplaats("source", "list", "--json").json[0]["state"] == "held"
    asked = werkplaats("run", "discard", 1)
    assert (asked.code, "--yes" in asked.err) == (2, True)
    done = werkplaats("run", "discard", 1, "--yes", "--json").json
    assert done["run"]["state"] == "discarded"
    assert done["action"] is not None


def test_doctor_says_when_nothing_crawls_by_itself(werkplaats: Werkplaats, school: str) -> None:
    now = SystemClock().now()
    _change_run(school, state=RunState.FINISHED, started_at=now - timedelta(days=6))
    assert next(line for line in werkplaats("doctor", "--json").json if line["about"] == "haz")["well"]
    _change_run(school, started_at=now - timedelta(days=12))
    seen = next(line for line in werkplaats("doctor", "--json").json if line["about"] == "haz")
    assert "schedule print" in seen["advice"]


def test_nothing_is_crawled_before_it_is_due_or_twice_at_once(werkplaats: Werkplaats, school: str) -> None:
    _change_run(school, state=RunState.FINISHED)
    assert werkplaats("crawl", "--due", "--json").json == {"runs": []}
    now = SystemClock().now()
    _change_run(school, state=RunState.RUNNING, started_at=now - timedelta(days=30), heard_at=now)
    answer = werkplaats("crawl", "--due", "--json")
    assert (answer.code, answer.json) == (0, {"runs": []})


def test_where_nothing_is_due_the_next_school_is_named(werkplaats: Werkplaats, school: str) -> None:
    _change_run(school, state=RunState.FINISHED, started_at=SystemClock().now())
    engine = open_engine(school)
    with Session(engine) as session, language("en"):
        said = nothing_due(sources(session, SystemClock()))
        assert nothing_due([]) == "Nothing is due."
    engine.dispose()
    [line] = werkplaats("source", "list", "--json").json
    assert said == f"Nothing is due; haz is next, on {line['next_due']}."


def test_a_school_with_a_long_name_is_crawled_as_it_is_said(werkplaats: Werkplaats) -> None:
    said = werkplaats("source", "add", "https://www.roc.example/", "--name", "ROC aan Zee", "--language", "en").out
    assert "`werkplaats crawl 'ROC aan Zee'`" in said


def test_a_failed_crawl_is_due_the_day_after(werkplaats: Werkplaats, school: str) -> None:
    started = SystemClock().now() - timedelta(hours=1)
    _change_run(school, state=RunState.FAILED, message="no answer", started_at=started)
    [line] = werkplaats("source", "list", "--json").json
    assert line["next_due"] == str(started.astimezone(OFFICE_ZONE).date() + timedelta(days=1))
    seen = next(line for line in werkplaats("doctor", "--json").json if line["about"] == "haz")
    assert "no answer" in seen["what"]


def test_the_schedule_is_ready_to_paste(werkplaats: Werkplaats) -> None:
    parts = werkplaats("schedule", "print", "--database", "/data/100% ours.db", "--json").json
    minute, hour, *rest = parts["cron"].split(maxsplit=5)
    assert minute.isdigit()
    assert hour.isdigit()
    words = shlex.split(rest[-1].replace("\\%", "%"))
    assert words[0].startswith("/"), "cron has no PATH to speak of"
    assert words[-4:] == ["crawl", "--due", "--database", "/data/100% ours.db"]
    assert '"/data/100%% ours.db"' in parts["service"]
    assert "Persistent=true" in parts["timer"]
    plain = werkplaats("schedule", "print").out
    assert "crontab -e" in plain
    assert "OnCalendar=" in plain


def test_the_schedule_crawls_into_the_database_of_the_environment(
    werkplaats: Werkplaats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WERKPLAATS_DATABASE", "postgresql://bureau@db.example/kaart")
    cron = werkplaats("schedule", "print", "--json").json["cron"]
    assert shlex.split(cron)[-2:] == ["--database", "postgresql://bureau@db.example/kaart"]
