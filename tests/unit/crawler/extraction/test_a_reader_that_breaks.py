"""Where the reader itself breaks, that is said: in the findings, in the log, and by `werkplaats read`."""

import json
import logging
from pathlib import Path

import pytest

from crawler.extraction import read_page, reader
from crawler.extraction.findings import PageFindings
from tui.commands.reading import read_saved

URL = "https://school.example/vakken/databases"


@pytest.fixture
def _breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_parts: object) -> PageFindings:
        raise ValueError("an \x1b[31mimpossible page")

    monkeypatch.setattr(reader, "_read", broken)


@pytest.mark.usefixtures("_breaking")
def test_findings_say_what_went_wrong_and_the_log_has_the_traceback(caplog: pytest.LogCaptureFixture) -> None:
    found = read_page("<h1>Databases</h1>", URL)
    assert found == PageFindings(URL, problem="ValueError: an impossible page")
    assert PageFindings.from_json(found.to_json()) == found
    record = caplog.records[0]
    assert record.levelno == logging.ERROR
    assert record.exc_info


@pytest.mark.usefixtures("_breaking")
def test_a_saved_page_that_breaks_the_reader_is_printed_as_other_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "page.html"
    saved.write_text("<h1>Databases</h1>")
    (line,) = read_saved([saved], url=None, base_url=None)
    assert json.loads(line)["kind"] == "other"
    assert "ValueError" in capsys.readouterr().err


@pytest.mark.parametrize("body", [b"", b"  ", b"%PDF-1.7", b"<p>hello"])
def test_a_page_with_nothing_on_it_is_no_problem(body: bytes) -> None:
    assert read_page(body, URL).problem is None
