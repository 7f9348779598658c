"""The schools: added by their address, crawled and watched without leaving the app."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, col, select
from textual.widgets import Input

from crawler.demo.server import DemoServer
from crm.database.engine import open_engine
from crm.tables import Course, CrawlRun, Source
from crm.words import Level, RunState
from tui.crawls import DEMO_SERVER
from tui.overlays.sheet import Sheet
from tui.screens.programmes import Programmes
from tui.screens.schools import Schools
from tui.screens.schools_lines import School
from tui.widgets.form import Form
from tui.widgets.line import Block
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, Hand, World

pytestmark = pytest.mark.usefixtures("warm_crawls")

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def rows(hand: "Hand") -> Rows[School]:
    found: Rows[School] = hand.one("#schools", Rows)
    return found


def line_of(hand: "Hand", name: str) -> str:
    return next(line for line in hand.text.splitlines() if name in line)


async def fill(hand: "Hand", field: str, text: str) -> None:
    """Puts a text into a field, as pasting does."""
    hand.one(field, Input).value = text
    await hand.settle()


async def until(hand: "Hand", said: str, seconds: float = 30) -> None:
    """Waits until these words stand on the screen."""
    for _look in range(int(seconds / 0.1)):
        if said in hand.text:
            return
        await asyncio.sleep(0.1)
        await hand.settle()
    raise AssertionError(f"{said!r} did not come; the screen says:\n{hand.text}")


def run_of(world: "World", state: RunState, *, heard: datetime = NOW, **values: object) -> int:
    """A crawl of the school in that state."""
    with Session(world.engine) as session:
        source = session.exec(select(Source.id)).one()
        assert source is not None
        run = CrawlRun(source_id=source, state=state, started_at=NOW - timedelta(minutes=2), heard_at=heard)
        for name, value in values.items():
            setattr(run, name, value)
        session.add(run)
        session.commit()
        assert run.id is not None
        return run.id


@pytest.mark.parametrize(("days", "said"), [(0, "mislukt "), (1, "mislukt, 1 dag "), (12, "mislukt, 12 dagen")])
async def test_a_school_that_cannot_be_crawled_says_for_how_long(
    world: "World", driving: "Driving", days: int, said: str
) -> None:
    for ago in range(days, -1, -1):
        run_of(world, RunState.FAILED, message="No answer.", heard=NOW - timedelta(days=ago), ended_at=NOW)
    with Session(world.engine) as session:
        for ago, run in enumerate(session.exec(select(CrawlRun).order_by(col(CrawlRun.id).desc()))):
            run.started_at = NOW - timedelta(days=min(ago, days), minutes=2)
        session.commit()
    async with driving(world.url) as hand:
        await hand.press("5")
        assert said in f"{line_of(hand, 'Hogeschool aan Zee')} "


async def test_a_school_keeps_its_name_beside_the_pane(world: "World", driving: "Driving") -> None:
    run_of(world, RunState.FINISHED, ended_at=NOW)
    async with driving(world.url, size=(120, 30)) as hand:
        await hand.press("5")
        assert hand.text.count("Hogeschool aan Zee") >= 2, "in the list and in the pane"


async def test_what_came_of_a_crawl_says_that_it_goes_on_where_the_strip_has_no_room(
    world: "World", driving: "Driving"
) -> None:
    run_of(world, RunState.FINISHED, ended_at=NOW, message="WordPress is herkend. " * 6)
    async with driving(world.url) as hand:
        await hand.press("5")
        strip = hand.text.splitlines()[-5:-2]
        assert strip[-1].rstrip().endswith("…")
        assert "WordPress is herkend." in strip[1]
    async with driving(world.url, size=(160, 30)) as hand:
        await hand.press("5")
        assert hand.text.count("herkend.") == 6, "the pane has room"


async def test_today_says_that_a_crawl_is_held(world: "World", driving: "Driving") -> None:
    run_of(world, RunState.HELD, message="Far less was found.")
    async with driving(world.url) as hand:
        await until(hand, "gevonden, vastgehouden")
        assert "‹" not in line_of(hand, "gevonden, vastgehouden"), "the key is named as a key"
        assert "5 beslist" in line_of(hand, "gevonden, vastgehouden")


async def test_a_school_shows_when_it_was_crawled_and_when_it_is_due(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("5")
        line = line_of(hand, "Hogeschool aan Zee")
        assert "hbo" in line
        assert "gisteren" in line
        assert "over 6 dagen" in line
        assert "in orde" in line


async def test_a_school_is_added_by_its_address_alone_and_can_be_taken_back(
    sqlite_database: str, driving: "Driving"
) -> None:
    async with driving(sqlite_database) as hand:
        await hand.press("5")
        assert "voegt een school toe" in hand.text
        await hand.press("a")
        await fill(hand, "#field-url", "www.roc.example")
        await hand.press("down", "m", "down", "n", "enter")
        assert hand.at(Schools)
        assert "roc.example toegevoegd" in hand.said
        source = rows(hand).current
        assert source is not None
        assert (source.source.url, source.source.level) == ("https://www.roc.example/", Level.MBO)
        assert "nog niet gelezen" in line_of(hand, "roc.example")
        await hand.press("u")
        assert list(rows(hand).ids) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Typ het adres"),
        ("ftp://haz.example", "webadres"),
        ("geen adres", "webadres"),
        ("www.haz.example", "Hogeschool aan Zee"),
    ],
)
async def test_an_address_that_will_not_do_is_refused_in_the_form_with_the_reason(
    world: "World", driving: "Driving", typed: str, said: str
) -> None:
    async with driving(world.url) as hand:
        await hand.press("5", "a")
        await fill(hand, "#field-url", typed)
        await hand.press("enter")
        assert hand.at(Form)
        assert said in hand.one("#form-trouble", Block).render().plain
        await hand.press("escape")
        assert len(rows(hand).ids) == 1


async def test_a_crawl_that_runs_is_followed_wherever_it_was_started(world: "World", driving: "Driving") -> None:
    run = run_of(world, RunState.RUNNING, fetched=30, waiting=90, failed=2)
    async with driving(world.url) as hand:
        await hand.press("5")
        await until(hand, "leest: 32 pagina")
        assert "90 te gaan · 2 mislukt" in hand.text
        await hand.press("2")
        assert "32 pagina's" in hand.text.splitlines()[-2]
        with Session(world.engine) as session:
            row = session.get_one(CrawlRun, run)
            row.state, row.fetched, row.courses_new, row.ended_at = RunState.FINISHED, 120, 3, NOW
            session.add(row)
            session.commit()
        await until(hand, "3 vakken nieuw")
        await hand.press("5")
        assert "leest" not in line_of(hand, "Hogeschool aan Zee")


async def test_a_crawl_is_asked_to_stop_and_one_that_does_not_run_is_not(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("5", "h")
        assert "wordt nu niet gelezen" in hand.said
        run = run_of(world, RunState.RUNNING, fetched=1, waiting=9)
        await until(hand, "leest: 1 pagina")
        await hand.press("r")
        assert "wordt al gelezen" in hand.said
        await hand.press("h")
        with Session(world.engine) as session:
            assert session.get_one(CrawlRun, run).stop_asked


async def test_a_crawl_whose_process_died_is_said_to_be_broken_off(world: "World", driving: "Driving") -> None:
    run_of(world, RunState.RUNNING, heard=NOW - timedelta(minutes=10), fetched=7)
    async with driving(world.url) as hand:
        assert "Hogeschool aan Zee: het lezen is afgebroken; 5 gaat naar de scholen." in hand.text, "not that it runs"
        await hand.press("5")
        assert "afgebroken" in line_of(hand, "Hogeschool aan Zee")
        assert "gaat verder waar het was" in hand.text


async def test_a_crawl_that_failed_says_why(world: "World", driving: "Driving") -> None:
    run_of(world, RunState.FAILED, message="www.haz.example weigert de verbinding.", ended_at=NOW)
    async with driving(world.url) as hand:
        await hand.press("5")
        assert "mislukt" in line_of(hand, "Hogeschool aan Zee")
        assert "weigert de verbinding" in hand.text
        await hand.press("w")
        assert hand.at(Sheet)
        assert "24 pagina's gelezen" in hand.text


async def test_enter_shows_the_school_on_the_map_and_esc_comes_back(world: "World", driving: "Driving") -> None:
    async with driving(world.url) as hand:
        await hand.press("5", "enter")
        assert hand.at(Programmes)
        await hand.press("escape")
        assert hand.at(Schools)


async def test_its_site_opens_in_the_browser(world: "World", driving: "Driving", opened: list[str]) -> None:
    async with driving(world.url) as hand:
        await hand.press("5", "o")
        assert opened == ["https://www.haz.example/"]


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    """The demo's schools, on loopback."""
    with DemoServer(edition=1) as server:
        monkeypatch.setenv(DEMO_SERVER, server.proxy_url)
        yield server


@pytest.mark.slow
async def test_from_an_address_to_a_map_without_leaving_the_app(
    sqlite_database: str, driving: "Driving", demo: DemoServer
) -> None:
    async with driving(sqlite_database) as hand:
        await hand.press("5", "a")
        await fill(hand, "#field-url", "http://www.roczeewijk.example")
        await hand.press("enter")
        await until(hand, "gelezen,", seconds=60)
        assert "vakken" in hand.said
        assert "in orde" in line_of(hand, "ROC Zeewijk")
        await hand.press("3", "right")
        assert "ROC Zeewijk" in hand.text
    engine = open_engine(sqlite_database)
    with Session(engine) as session:
        assert session.exec(select(CrawlRun.state)).all() == [RunState.FINISHED]
        assert len(session.exec(select(Course.id)).all()) > 3
    engine.dispose()


@pytest.mark.slow
async def test_leaving_the_app_ends_its_crawl_and_keeps_what_was_read(
    sqlite_database: str, driving: "Driving", demo: DemoServer
) -> None:
    async with driving(sqlite_database) as hand:
        await hand.press("5", "a")
        await fill(hand, "#field-url", "http://www.haz.example")
        await hand.press("enter")
        await until(hand, "leest", seconds=60)
        process = next(iter(hand.app.crawls._processes.values()))
    assert process.returncode is not None


async def test_whom_schools_can_reach_is_asked_once_and_kept(
    world: "World", driving: "Driving", monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[int, str | None]] = []
    monkeypatch.setattr("tui.crawls.Crawls.start", lambda _self, source, contact: started.append((source, contact)))
    async with driving(world.url) as hand:
        await hand.press("5", "r")
        assert hand.at(Form)
        await fill(hand, "#field-contact", "spin@kantoor.example")
        await hand.press("enter", "r")
        assert [contact for _source, contact in started] == ["spin@kantoor.example"] * 2


async def test_the_demo_says_that_it_reads_its_own_schools_only(
    sqlite_database: str, driving: "Driving", demo: DemoServer
) -> None:
    async with driving(sqlite_database) as hand:
        await hand.press("5", "a")
        await fill(hand, "#field-url", "https://www.echteschool.example")
        await hand.press("enter")
        assert "eigen scholen" in hand.text
        assert hand.at(Form)
