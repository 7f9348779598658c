"""The log is kept by several processes, and holds nobody's data."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.log import FORM, LARGEST, Impersonal, _SharedFile, keep_log, leave_log, log_path


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    keep_log()
    yield log_path()
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_a_page_is_named_and_nobody_else(log: Path) -> None:
    try:
        int("Zoë van 't Hek, 020 555 01 23")
    except ValueError:
        logging.getLogger("x").exception("could not read %s of %s", "http://school.example/a", "z.hek@school.example")
    text = log.read_text(encoding="utf-8")
    assert "http://school.example/a" in text
    assert "ValueError" in text
    assert "test_log.py" in text
    assert "Zoë" not in text
    assert "z.hek" not in text


def test_nobody_else_may_read_it(log: Path) -> None:
    logging.getLogger("x").info("before")
    assert log.stat().st_mode & 0o077 == 0


def test_a_folder_that_was_cleared_away_is_made_again(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("x").info("before")
    shutil.rmtree(log.parent)
    logging.getLogger("x").info("behind it")
    assert "behind it" in log.read_text(encoding="utf-8")
    assert "Logging error" not in capfd.readouterr().err


def test_a_log_that_is_left_writes_nothing_more(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    leave_log()
    shutil.rmtree(log.parent)
    logging.getLogger("x").info("behind it")
    assert not log.parent.exists()
    assert "Logging error" not in capfd.readouterr().err


def test_asked_twice_the_log_is_kept_once(log: Path) -> None:
    keep_log()
    logging.getLogger("x").info("said once")
    assert log.read_text(encoding="utf-8").count("said once") == 1


def test_the_file_stays_small_and_no_writer_goes_on_in_an_old_one(log: Path) -> None:
    second = _SharedFile(log, maxBytes=LARGEST, backupCount=3, encoding="utf-8", delay=True)  # as another process has
    second.setFormatter(Impersonal(FORM))
    logging.getLogger().addHandler(second)
    for number in range(1_500):
        logging.getLogger("x").info("%s %s", number, "·" * 400)
    files = sorted(log.parent.glob("werkplaats.log*"))
    assert all(file.stat().st_size <= LARGEST + 2_000 for file in files)
    assert log.read_text(encoding="utf-8").count(" 1499 ") == 2, "both write where the file is now"
