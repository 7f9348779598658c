"""Fixtures for all: a fresh database of each kind, a clock that stands still, and an environment of its own."""

import fcntl
import gc
import itertools
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from crm.clock import FixedClock
from crm.database import engine as engines
from crm.database.engine import open_engine, sqlite_url
from crm.database.upgrading import upgrade
from crm.language import LANGUAGES, use_language
from crm.matching.encoders import E5Small, UniversalSentenceEncoder
from tui.commands import tree as _commands_in_dutch  # noqa: F401 - a command reads its language when it is imported: first

if sys.dont_write_bytecode:
    # Where no compiled code may be left beside the sources it is kept with the interpreter's own: a suite that compiles
    # all of it for each of its processes spends a tenth of its time on that.
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(Path(sys.prefix, ".pycache"))
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long is begun first: no process is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Code and collected tests live until the end: looking through them for garbage is a fifth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _beside(name: str) -> ModuleType:
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


postgresql_server = _beside("postgresql_server")
handed_on = _beside("handed_on")
warm_processes = _beside("warm_processes")
compiled_once = _beside("compiled_once")
encoded_once = _beside("encoded_once")

engines.create_engine = compiled_once.compiling_once(engines.create_engine)  # type: ignore[attr-defined] # as it names it
for _encoder in (UniversalSentenceEncoder, E5Small):
    _encoder.encode = encoded_once.encoding_once(_encoder.encode)  # type: ignore[method-assign] # of both


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that nobody else has, made when something is written to them: a folder for each test takes a minute."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_surroundings(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own folders and settings, and each begins in Dutch."""
    for name in [
        name for name in os.environ if name.startswith("WERKPLAATS_") and name != "WERKPLAATS_REQUIRE_POSTGRESQL"
    ]:
        monkeypatch.delenv(name)
    home = next(_homes)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    use_language(LANGUAGES[0])


@pytest.fixture
def clock() -> FixedClock:
    """Monday 23 November 2026, nine in the morning in Amsterdam."""
    return FixedClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))


MadeOnce = Callable[[str, Callable[[Path], None]], Path]
FilledOnce = Callable[[str, Callable[[str], None]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Gives the file or folder of a name: made by the first that asks of the processes that run tests, for all."""
    ours = tmp_path_factory.getbasetemp()
    shared = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours

    def made(name: str, make: Callable[[Path], None]) -> Path:
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / name).exists():
                making = tmp_path_factory.mktemp("making") / name
                make(making)
                making.rename(shared / name)
        return shared / name

    return made


@pytest.fixture(scope="session")
def _sqlite_template(made_once: MadeOnce) -> Path:
    return made_once("empty.db", _make_empty)


def _make_empty(path: Path) -> None:
    engine = open_engine(sqlite_url(path))
    upgrade(engine)
    engine.dispose()
    _bring_into_one_file(path)


def _bring_into_one_file(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture(scope="session")
def filled_once(made_once: MadeOnce, _sqlite_template: Path) -> FilledOnce:
    """Gives the SQLite file of a name, to be copied: what is put into it, by its URL, is put there once for all."""

    def filled(name: str, fill: Callable[[str], None]) -> Path:
        def make(path: Path) -> None:
            shutil.copy(_sqlite_template, path)
            fill(sqlite_url(path))
            _bring_into_one_file(path)

        return made_once(name, make)

    return filled


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A server for the whole run; skipped where PostgreSQL is not installed, unless it is required."""
    if postgresql_server.binaries() is None:
        if os.environ.get("WERKPLAATS_REQUIRE_POSTGRESQL"):
            pytest.fail(postgresql_server.NOT_INSTALLED)
        pytest.skip(postgresql_server.NOT_INSTALLED)
    with postgresql_server.running_server() as url:
        engine = open_engine(url + "postgres")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CREATE DATABASE template_werkplaats"))
        template = open_engine(url + "template_werkplaats")
        upgrade(template)
        template.dispose()
        engine.dispose()
        yield url


@pytest.fixture
def sqlite_database(_sqlite_template: Path, tmp_path: Path) -> str:
    """URL of a fresh SQLite database of this version."""
    path = tmp_path / "werkplaats.db"
    shutil.copy(_sqlite_template, path)
    return sqlite_url(path)


@pytest.fixture(scope="session")
def _handed_on(postgresql_url: str) -> Iterator[Any]:
    made = handed_on.HandedOn(postgresql_url, "template_werkplaats")
    yield made
    made.close()


@pytest.fixture
def postgresql_database(_handed_on: Any) -> Iterator[str]:
    """URL of an empty PostgreSQL database of this version."""
    yield _handed_on.lend()
    _handed_on.take_back()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> str:
    """URL of a fresh database, once on each of the two kinds."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


@pytest.fixture
def engine(database: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on a fresh database, once on each of the two kinds."""
    if database.startswith("postgresql"):
        yield request.getfixturevalue("_handed_on").engine()
        return
    made = open_engine(database)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on a fresh database, once on each of the two kinds."""
    with Session(engine) as opened:
        yield opened


@pytest.fixture(scope="session")
def stand_in() -> Iterator[Path]:
    """What is run in place of the interpreter, so that crawls and commands need not read all their code again."""
    with warm_processes.warm_processes() as program:
        yield program


@pytest.fixture
def warm_crawls(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The crawls that this process starts begin where another has read all their code."""
    monkeypatch.setattr("crawler.launch.sys", SimpleNamespace(executable=str(stand_in)))
