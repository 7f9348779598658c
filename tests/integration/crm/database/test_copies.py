"""Copies of a database and putting them back: whole or not at all, whatever happens in the middle."""

import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, text

from crm.database import backup, restoring, schema
from crm.database.engine import open_engine, sqlite_url
from crm.database.upgrading import upgrade
from crm.errors import DatabaseError, NotFoundError
from crm.tables import all_tables, table_named
from crm.text import fold

DAY, MOMENT = date(2026, 11, 22), datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

CHILD = """
import os, signal, sys
from pathlib import Path
from crm.database import backup, restoring
from crm.database.engine import open_engine
backup.PAGES_AT_ONCE = 5
what, url, file = sys.argv[1:]
def halfway(done, total):
    if done * 2 >= total:
        os.kill(os.getpid(), signal.SIGKILL)
engine = open_engine(url)
if what == "backup":
    backup.copy(engine, Path(file), halfway)
else:
    restoring.restore(engine, Path(file), halfway)
"""
"""Copies, or puts back, and is killed when half is done."""


def _fill(engine: Engine, people: int = 200) -> None:
    seen = {"first_seen": DAY, "last_seen": DAY, "in_review": False}
    names = {number: f"Zoë van ’t Hek {number}" for number in range(1, people + 1)}
    rows: dict[str, list[dict[str, object]]] = {
        "entity": [{"id": n, "kind": "person", "identity": f"p{n}", **seen} for n in names],
        "search_text": [
            {"id": n, "kind": "person", "name": name, "place": "", "words": fold(name), "courses": ""}
            for n, name in names.items()
        ],
        "person": [{"id": n, "name": name, "sort_key": fold(name)} for n, name in names.items()],
        "company": [{"id": 1, "name": "Bakkerij", "sort_key": "b", "owner": "eva", "by": "eva", "at": MOMENT}],
        "manner": [{"person_id": 1, "works_on": [0, 2], "on": DAY, "by": "eva"}],
        "lead": [
            {"id": 1, "person_id": 1, "owner": "eva", "stage_activity_id": 1, "stage_since": DAY, "made_at": MOMENT}
        ],
        "activity": [
            {"id": 1, "lead_id": 1, "kind": "stage", "to_stage": "mapped", "on": DAY, "at": MOMENT, "by": "eva"}
        ],
    }
    with engine.begin() as connection:
        for table, these in rows.items():
            connection.execute(table_named(table).insert(), these)


def _put(connection: sa.Connection, table: str, **values: object) -> None:
    connection.execute(table_named(table).insert().values(**values))


def _all(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in all_tables()
        }


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM lead"))
        connection.execute(text("DELETE FROM entity"))
        connection.execute(text("DELETE FROM company"))


def _killed(what: str, database: str, file: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CHILD, what, database, str(file)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-500:]


def _beside(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith((".", "werkplaats.db"))}


def test_a_copy_put_back_holds_every_row_as_it_was(engine: Engine, tmp_path: Path) -> None:
    _fill(engine)
    before = _all(engine)
    told: list[tuple[int, int]] = []
    backup.copy(engine, tmp_path / "copy.db", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    _empty(engine)
    restoring.restore(engine, tmp_path / "copy.db")
    assert _all(engine) == before
    with engine.begin() as connection:
        seen = {"first_seen": DAY, "last_seen": DAY, "in_review": False}
        made = connection.execute(table_named("entity").insert().values(kind="person", identity="new", **seen))
        assert made.inserted_primary_key is not None
        assert made.inserted_primary_key[0] > 200
    assert _beside(tmp_path) == {"copy.db"}


def test_one_coordinators_database_becomes_a_teams(
    sqlite_database: str, postgresql_database: str, tmp_path: Path
) -> None:
    one, team = open_engine(sqlite_database), open_engine(postgresql_database)
    _fill(one)
    for start, end in ((one, team), (team, one)):
        before = _all(start)
        backup.copy(start, tmp_path / "copy.db")
        _empty(end)
        restoring.restore(end, tmp_path / "copy.db")
        assert _all(end) == before
    with one.connect() as connection:
        found = connection.scalar(text("SELECT count(*) FROM search_fts WHERE search_fts MATCH 'hek'"))
    assert found == 200
    one.dispose()
    team.dispose()


def test_killed_in_the_middle_of_a_copy_there_is_no_half_file(engine: Engine, database: str, tmp_path: Path) -> None:
    _fill(engine)
    (tmp_path / "copy.db").write_text("yesterday's")
    _killed("backup", database, tmp_path / "copy.db")
    assert ((tmp_path / "copy.db").read_text(), _beside(tmp_path)) == ("yesterday's", {"copy.db"})
    backup.copy(engine, tmp_path / "copy.db")
    assert (backup.check_file(tmp_path / "copy.db"), backup.left_behind(engine)) == ([], [])


def test_killed_in_the_middle_of_a_restore_all_is_as_it_was(engine: Engine, database: str, tmp_path: Path) -> None:
    backup.copy(engine, tmp_path / "empty.db")
    _fill(engine)
    before = _all(engine)
    engine.dispose()
    _killed("restore", database, tmp_path / "empty.db")
    assert _all(engine) == before
    restoring.restore(engine, tmp_path / "empty.db")
    assert _all(engine)["person"] == []


def test_stopped_by_the_user_it_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    _fill(engine)
    before = _all(engine)
    backup.copy(engine, tmp_path / "copy.db")

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.copy(engine, tmp_path / "other.db", stop)
    with pytest.raises(KeyboardInterrupt):
        restoring.restore(engine, tmp_path / "copy.db", stop)
    assert (_all(engine) == before, _beside(tmp_path)) == (True, {"copy.db"})
    assert not list(tmp_path.glob(f".*{backup.SUFFIX}*"))


def _garbage(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)


def _letter(path: Path) -> None:
    path.write_text("Beste Zoë, " * 100)


def _cut_off(path: Path) -> None:
    whole = path.with_suffix(".whole")
    engine = open_engine(sqlite_url(whole))
    upgrade(engine)
    engine.dispose()
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    whole.unlink()


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    engine = open_engine(sqlite_url(path))
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()


@pytest.mark.parametrize(
    ("make", "said"),
    [(_garbage, "damaged"), (_letter, "damaged"), (_cut_off, ""), (_foreign, "werkplaats"), (_newer, "newer version")],
    ids=["garbage", "letter", "cut off", "foreign", "newer"],
)
def test_what_is_no_copy_of_ours_is_refused_and_all_kept(
    engine: Engine, tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    from crm.language import use_language

    use_language("en")
    _fill(engine, 5)
    before = _all(engine)
    make(tmp_path / "copy.db")
    with pytest.raises(DatabaseError, match=f"nothing was changed.*{said}"):
        restoring.restore(engine, tmp_path / "copy.db")
    with pytest.raises(NotFoundError):
        restoring.restore(engine, tmp_path / "nowhere.db")
    assert _all(engine) == before


def test_a_copy_of_an_older_version_is_brought_up_first(engine: Engine, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    made = open_engine(sqlite_url(older))
    schema.make(made, schema.VERSIONS[-3])
    with made.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
                " VALUES (7, 'person', 'zoe', '2026-01-01', '2026-01-01', false)"
            )
        )
    made.dispose()
    restoring.restore(engine, older)
    assert [row[0] for row in _all(engine)["entity"]] == [7]
    with engine.connect() as connection:
        assert schema.form_of(connection) is schema.Form.CURRENT


def test_a_damaged_database_is_put_aside_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "werkplaats.db"
    engine = open_engine(sqlite_url(path))
    upgrade(engine)
    backup.copy(engine, tmp_path / "copy.db")
    engine.dispose()
    path.write_text("not any more")
    restoring.restore(engine, tmp_path / "copy.db")
    assert backup.check_file(path) == []
    assert (tmp_path / "werkplaats.db.damaged").read_text() == "not any more"
    path.unlink()
    restoring.restore(engine, tmp_path / "copy.db")
    assert backup.check_file(path) == []
    engine.dispose()


def test_who_was_erased_since_the_copy_stays_away(engine: Engine, tmp_path: Path) -> None:
    backup.copy(engine, tmp_path / "copy.db")
    with engine.begin() as connection:
        _put(connection, "suppression", mark="abc", kind="email", words=0, key="k", why="erased", on=DAY)
    restoring.restore(engine, tmp_path / "copy.db")
    assert [row[0] for row in _all(engine)["suppression"]] == ["abc"]


def test_what_mends_the_copy_does_so_before_anybody_sees_it(engine: Engine, tmp_path: Path) -> None:
    _fill(engine)
    backup.copy(engine, tmp_path / "copy.db")
    _empty(engine)
    seen: list[int] = []

    def mend(ready: Engine) -> None:
        seen.append(len(_all(engine)["person"]))
        _empty(ready)

    restoring.restore(engine, tmp_path / "copy.db", last=mend)
    assert (seen, _all(engine)["person"]) == ([0], [])

    def fail(_ready: Engine) -> None:
        raise DatabaseError("no key")

    with pytest.raises(DatabaseError, match="no key"):
        restoring.restore(engine, tmp_path / "copy.db", last=fail)
    assert _all(engine)["person"] == []


def test_a_copy_is_of_one_moment_while_others_write(sqlite_database: str, tmp_path: Path) -> None:
    engine = open_engine(sqlite_database)
    _fill(engine)

    def write(_done: int, _total: int) -> None:
        with engine.begin() as connection:
            connection.execute(text("UPDATE person SET name = 'other'"))

    usual, backup.PAGES_AT_ONCE = backup.PAGES_AT_ONCE, 20
    try:
        backup.copy(engine, tmp_path / "copy.db", write)
    finally:
        backup.PAGES_AT_ONCE = usual
    copied = open_engine(sqlite_url(tmp_path / "copy.db"))
    with copied.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person WHERE name = 'other'")) == 0
    copied.dispose()
    engine.dispose()


def _on_a_small_disk(folder: Path, kilobytes: int, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs Python with a disk of that size at `folder`."""
    mount = f'mount -t tmpfs -o size={kilobytes}k none {folder} && exec "$@"'
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", sys.executable, "-c", program, str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A folder where a small disk can be mounted; skipped where this machine lets nobody do that."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if shutil.which("unshare") is None or _on_a_small_disk(folder, 100, "").returncode:
        pytest.skip("no disk can be mounted here")
    return folder


FULL = """
import os, sys
from pathlib import Path
from crm.database import backup, restoring
from crm.database.engine import open_engine
from crm.errors import DatabaseError
from crm.language import use_language
use_language("en")
folder, url, copy = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
try:
    if copy:
        restoring.restore(open_engine(f"sqlite:///{folder}/new.db"), Path(copy))
    else:
        backup.copy(open_engine(url), folder / "copy.db")
except DatabaseError as error:
    print(error, sorted(os.listdir(folder)))
"""


def test_a_disk_that_fills_during_a_copy_is_said_and_leaves_no_half_file(
    engine: Engine, database: str, small_disk: Path
) -> None:
    _fill(engine, 2000)
    engine.dispose()
    _fills(_on_a_small_disk(small_disk, 1000, FULL, database, ""))


def test_a_disk_that_fills_during_a_restore_is_said_and_leaves_no_half_file(
    sqlite_database: str, tmp_path: Path, small_disk: Path
) -> None:
    engine = open_engine(sqlite_database)
    _fill(engine, 2000)
    backup.copy(engine, tmp_path / "copy.db")
    engine.dispose()
    _fills(_on_a_small_disk(small_disk, 1000, FULL, "", str(tmp_path / "copy.db")))


def _fills(done: subprocess.CompletedProcess[str]) -> None:
    assert (done.returncode, "The disk is full" in done.stdout) == (0, True), done.stdout + done.stderr[-500:]
    assert done.stdout.strip().endswith("[]")


def test_a_limit_on_files_during_a_copy_is_said_and_leaves_no_half_file(sqlite_database: str, tmp_path: Path) -> None:
    engine = open_engine(sqlite_database)
    _fill(engine, 2000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(DatabaseError, match=r"copy\.db: de schijf laat zich niet lezen of beschrijven"):
            backup.copy(engine, tmp_path / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    engine.dispose()
    assert not list(tmp_path.glob("*copy.db*"))
