"""Starting, as a ratio: our first frame and first rows against the first frame of a minimal Textual app.

All of them start as an installed program does, from bytecode: each is started once before it counts. The rounds take
them in turn, so that what else the machine does falls on all alike, and the ratio is that of the medians.

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
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": ""},
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
    """Medians over so many turns: first frame and first rows as ratios, of the leads and of Today; memory in MB."""
    places = ("leads", "today")
    base: list[float] = []
    ours: dict[str, list[dict[str, float]]] = {place: [] for place in places}
    for turn in range(turns + 1):
        minimal = timed("benchmarks.screen.minimal")["frame"]
        started = {place: timed("benchmarks.screen.app", url, place) for place in places}
        if turn:
            base.append(minimal)
            for place, figures in started.items():
                ours[place].append(figures)

    def middle(place: str, name: str) -> float:
        return median(figures[name] for figures in ours[place])

    return {
        "minimal_seconds": median(base),
        "frame_seconds": middle("leads", "frame"),
        "rows_seconds": middle("leads", "rows"),
        "frame_ratio": middle("leads", "frame") / median(base),
        "rows_ratio": middle("leads", "rows") / median(base),
        "today_frame_ratio": middle("today", "frame") / median(base),
        "today_rows_ratio": middle("today", "rows") / median(base),
        "memory_mb": max(middle(place, "memory") for place in places),
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7), indent=1))
