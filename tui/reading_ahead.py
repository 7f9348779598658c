"""What the sentence encoders have not read yet is read beside the app, by a process that gives way to others."""

import atexit
import os
import subprocess
import sys
from threading import Lock

_RUNS = "import os; os.nice(10); from tui.commands import main; main()"
_started: dict[str, "subprocess.Popen[bytes]"] = {}
_lock = Lock()


def read_ahead(database_url: str) -> bool:
    """Starts reading all that is new in that database, unless that is under way; it ends with the app.

    Returns whether it was started now.
    """
    with _lock:
        running = _started.get(database_url)
        if running is not None and running.poll() is None:
            return False
        process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-c", _RUNS, "match", "--prepare"],
            env={**os.environ, "WERKPLAATS_DATABASE": database_url},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _started[database_url] = process
        atexit.register(_end, process)
        return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()
