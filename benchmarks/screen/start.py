"""Starting, as a ratio: our first frame and first rows against the first frame of a minimal Textual app.

python -m benchmarks.screen.start DATABASE_URL [TURNS]
"""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from statistics import median
from threading import Thread
from time import time

from benchmarks.screen.app import SIZE


def timed(module: str, *arguments: str) -> dict[str, float]:
    """Runs the module in a terminal of its own: seconds from its start to each moment it tells, and its memory."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    told, tell = os.pipe()
    start = time()
    process = subprocess.Popen(
        [sys.executable, "-m", module, str(tell), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        pass_fds=(tell,),
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        start_new_session=True,
    )
    os.close(theirs)
    os.close(tell)
    Thread(target=_drain, args=(ours,), daemon=True).start()
    with os.fdopen(told) as lines:
        found = dict(line.split() for line in lines)
    process.wait(30)
    os.close(ours)
    return {name: float(value) - (start if name != "memory" else 0) for name, value in found.items()}


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        return


def measure(url: str, turns: int = 7) -> dict[str, float]:
    """Medians over so many turns, ours and the baseline taken in turn: frame and rows as ratios, memory in MB."""
    base, frame, rows, memory = [], [], [], []
    for _turn in range(turns):
        base.append(timed("benchmarks.screen.minimal")["frame"])
        ours = timed("benchmarks.screen.app", url)
        frame.append(ours["frame"])
        rows.append(ours["rows"])
        memory.append(ours["memory"])
    return {
        "minimal_seconds": median(base),
        "frame_seconds": median(frame),
        "rows_seconds": median(rows),
        "frame_ratio": median(frame) / median(base),
        "rows_ratio": median(rows) / median(base),
        "memory_mb": median(memory),
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7), indent=1))
