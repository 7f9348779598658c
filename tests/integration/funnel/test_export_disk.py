"""A disk that really fills in the middle of an export: nothing half stands under the name."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crm.errors import WerkplaatsError
from crm.exports.formats import ExportFormat, writing
from crm.exports.line import ExportLine, Lines
from crm.exports.parts import Parts


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Inside, the system lets no file grow beyond `size` bytes, and says so as it does of a full disk: in an error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def _line(number: int) -> ExportLine:
    name = f"Pim Bakker{number}"
    return ExportLine(
        number, name, "", "Pim", "", f"Bakker{number}", f"Bakker{number}, Pim", f"p{number}@haz.example", "", "", "",
        "Hogeschool aan Zee", "", "docent", ("teacher",), (), "mapped", "consent", "nl", "informal", "Beste Pim", "",
        "2026-11-22", old=False,
    )  # fmt: skip


def _write(path: Path, kind: ExportFormat) -> None:
    how = writing(kind)
    with Parts(path, kind, how) as parts:
        for start in range(0, 40_000, 2_000):
            parts.write(how.rows(Lines.of(_line(number) for number in range(start, start + 2_000))))


@pytest.mark.parametrize("room", [0, 300, 20_000])
@pytest.mark.parametrize("kind", [ExportFormat.CSV, ExportFormat.EXCEL, ExportFormat.VCARD, ExportFormat.BREVO])
def test_the_file_of_last_week_stays_when_the_disk_fills(tmp_path: Path, kind: ExportFormat, room: int) -> None:
    path = tmp_path / "lijst"
    path.write_text("vorige week", encoding="utf-8")
    with room_for(room), pytest.raises(WerkplaatsError, match="lijst"):
        _write(path, kind)
    assert path.read_text(encoding="utf-8") == "vorige week"
    assert [file.name for file in tmp_path.iterdir()] == ["lijst"]
