"""A window that was closed: the app sees it and ends, though no signal comes."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tui.terminal import is_gone


def test_a_terminal_is_there_until_its_window_closes() -> None:
    window, terminal = pty.openpty()
    try:
        assert not is_gone(terminal)
        os.close(window)
        assert is_gone(terminal)
    finally:
        os.close(terminal)


def test_the_app_ends_when_its_window_is_closed(tmp_path: Path) -> None:
    window, terminal = pty.openpty()
    code = "from tui.app import run; run('sqlite:///' + __import__('sys').argv[1], user='anna')"
    app = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "werkplaats.db")],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path)},
        start_new_session=True,
    )
    os.close(terminal)
    try:
        shown = b""
        while b"Vandaag" not in shown:
            shown += os.read(window, 65_536)
        os.close(window)
        assert app.wait(timeout=60) == 0
    finally:
        app.kill()
        app.wait()
