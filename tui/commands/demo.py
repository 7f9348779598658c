"""The demo: three invented schools served over real HTTP on loopback, crawled in both their editions, then the app."""

import os
import tomllib
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.language import _, current_language
from crm.resources import data_path
from tui.commands import output
from tui.commands.crawling import crawl_all, said
from tui.commands.invocation import Invocation
from tui.commands.opening import in_terminal

if TYPE_CHECKING:
    from crm.unit_of_work import Work

COLLEAGUE = "Marit"
"""Who did what the demo begins with, so that the user's own undo begins with what the user does."""

A_WEEK = 7
"""Days between the two editions of the schools: the first crawl is dated so far back."""


def demo_path() -> Path:
    """The demo's own database: `werkplaats/demo.db` in the user's XDG data folder."""
    from crm.database.embedded import default_path

    return default_path().with_name("demo.db")


def show_demo(run: Invocation) -> None:
    """Serves the demo schools, crawls both editions, and opens the app; without a terminal prints the map instead.

    The first time a colleague's week of work is laid between the two editions. What the user does in the demo's
    database is kept: a later demo crawls the second edition again, and finds nothing new.
    """
    from crawler.demo.server import DemoServer

    own = _own_database(run)
    sources = _add_schools(own)
    with DemoServer(edition=1) as server:
        if not _crawled_before(own):
            output.tell(_("Three invented schools, as they stood a week ago:"))
            _crawl(own, sources, server.proxy_url, days_ago=A_WEEK)
            _tell_story(own)
        output.tell(_("And as they stand today:"))
        server.switch_to(2)
        documents = _crawl(own, sources, server.proxy_url)
        _show(own, documents, server.proxy_url)


def _own_database(run: Invocation) -> Invocation:
    from crm.database.engine import sqlite_url

    if run.database:
        return run
    path = demo_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    return Invocation(
        database=sqlite_url(path), user=run.user, json=run.json, verbose=run.verbose, language=run.language
    )


def _add_schools(run: Invocation) -> dict[int, str]:
    from crawler.demo.editions import schools
    from crm.clock import EarlierClock
    from crm.errors import NotFoundError
    from crm.services import sources
    from crm.unit_of_work import unit_of_work
    from crm.words import Level

    added: dict[int, str] = {}
    for school in schools():
        with run.reading() as session:
            try:
                found = sources.find(session, school.url)
                known = (found.id, found.name)
            except NotFoundError:
                known = None
        if known is None:
            with unit_of_work(run.engine, by=COLLEAGUE, clock=EarlierClock(A_WEEK)) as work:
                source = sources.add(work, school.url, name=school.name, level=Level(school.level))
                known = (source.id, source.name)
        assert known[0] is not None
        added[known[0]] = known[1]
    return added


def _crawled_before(run: Invocation) -> bool:
    from sqlmodel import select

    from crm.tables import CrawlRun

    with run.reading() as session:
        return session.exec(select(CrawlRun.id).where(CrawlRun.state == "finished")).first() is not None


def _crawl(run: Invocation, sources: dict[int, str], proxy: str, days_ago: int | None = None) -> list[dict[str, Any]]:
    from crawler.options import CrawlOptions

    contact = run.settings.crawl_contact or "demo@werkplaats.example"
    options = CrawlOptions(delay=0.0, proxy=proxy, contact=contact, language=current_language(), days_ago=days_ago)
    return crawl_all(run, sources, options)


def _tell_story(run: Invocation) -> None:
    """Lays a colleague's week of work, kept in data, into the demo's database."""
    story = tomllib.loads(data_path("demo/story.toml").read_text(encoding="utf-8"))
    from crm.unit_of_work import unit_of_work

    owner = run.by
    for lead in story["lead"]:
        with unit_of_work(run.engine, by=COLLEAGUE, clock=run.clock) as work:
            _tell_lead(work, lead, owner=owner, today=run.clock.today())
    for case in story["case"]:
        with unit_of_work(run.engine, by=COLLEAGUE, clock=run.clock) as work:
            _tell_case(work, case, owner=owner, today=run.clock.today())
    _tell_sprints(run, story)
    _know_people(run)


def _tell_sprints(run: Invocation, story: dict[str, Any]) -> None:
    from crm.unit_of_work import unit_of_work
    from tui.commands import demo_sprints

    with unit_of_work(run.engine, by=COLLEAGUE, clock=run.clock) as work:
        for told in story["before"]:
            demo_sprints.tell_past(work, told)
    for told in story["sprint"]:
        with unit_of_work(run.engine, by=COLLEAGUE, clock=run.clock) as work:
            demo_sprints.tell_running(work, told, owner=run.by)


def _tell_case(work: "Work", told: dict[str, Any], *, owner: str, today: date) -> None:
    from crm.case_words import CaseState
    from crm.services import cases, companies
    from crm.services.outside_people import ContactSaid
    from crm.words import Setting

    place = told["municipality"]
    whose = companies.CompanyParts(told["company"], website=told.get("website"), municipality=place)
    parts = cases.CaseParts(
        told["question"],
        has=told.get("has"),
        wants=told.get("wants"),
        setting=Setting(told["setting"]) if "setting" in told else None,
    )
    contact = ContactSaid(told["contact"], told["email"])
    day = today - timedelta(days=told["days_ago"])
    case, _maybe = cases.add(work, whose, parts, contact=contact, partner=told.get("partner"), on=day)
    assert case.id is not None
    if "state" in told:
        cases.move(work, case.id, CaseState(told["state"]), on=day)
    if "withdrawn" in told:
        cases.move(work, case.id, CaseState.WITHDRAWN, why=told["withdrawn"])
    for coming in told.get("next", []):
        companies.plan(work, case.company_id, today + timedelta(days=coming["days"]), coming["what"])
    case.owner = companies.find(work, case.company_id).owner = owner
    work.session.flush()


def _know_people(run: Invocation) -> None:
    """Takes in the colleague's LinkedIn export: whom she knows at the three schools."""
    from crm.imports.linkedin.importing import import_linkedin, open_linkedin

    import_linkedin(run.engine, open_linkedin(data_path("demo/linkedin")), by=COLLEAGUE, clock=run.clock)


def _tell_lead(work: "Work", told: dict[str, Any], *, owner: str, today: date) -> None:
    from crm.services import basis, examples, leads
    from crm.words import ActivityKind, Basis, Direction, Stage
    from tui.commands.demo_sprints import person_of

    person = person_of(work, told)
    assert person.id is not None
    if "basis" in told:
        basis.set_basis(work, person.id, Basis(told["basis"]), told["evidence"])
    began = today - timedelta(days=max(did["days_ago"] for did in told["did"]))
    lead = leads.add(work, person.id, on=began).id
    assert lead is not None
    for did in told["did"]:
        day = today - timedelta(days=did["days_ago"])
        if "stage" in did:
            until = today + timedelta(days=did["until_days"]) if "until_days" in did else None
            leads.advance(work, lead, Stage(did["stage"]), note=did["note"], on=day, until=until)
        elif "example" in did:
            parts = examples.ExampleParts(did["helps"], did["skills"], did["sector"], did["tools"])
            examples.add(work, lead, did["example"], parts, on=day)
        else:
            way = Direction.IN if did.get("answer") else Direction.OUT
            leads.log(work, lead, ActivityKind(did["kind"]), did["note"], on=day, direction=way)
    for coming in told.get("next", []):
        leads.plan(work, lead, today + timedelta(days=coming["days"]), coming["what"])
    leads.give(work, lead, owner)


def _open_page(proxy: str, url: str) -> bool:
    """Opens a page of an invented school where a browser finds it: under the demo's own server."""
    import webbrowser

    return webbrowser.open(f"{proxy}/{url.partition('://')[2]}")


def _show(run: Invocation, documents: list[dict[str, Any]], proxy: str) -> None:
    if in_terminal() and not run.json:
        from tui.app import run as open_app
        from tui.commands.opening import own_keys

        os.environ["WERKPLAATS_DEMO_SERVER"] = proxy
        opener = partial(_open_page, proxy)
        open_app(run.database_url, user=run.by, language=current_language(), page_opener=opener, keys=own_keys())
        return
    from crm.views.map import course_map
    from tui.commands.map_text import print_map

    with run.reading() as session:
        document = course_map(session)
    if run.json:
        run.answer({"runs": documents, "map": document}, lambda: None)
        return
    print_map(document)
    for line in documents:
        output.say(said(line))
