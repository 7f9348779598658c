"""The app under the stopwatch: writes when its first frame and its first rows were painted, and its memory.

python -m benchmarks.screen.app FD DATABASE_URL
"""

import os
import resource
import sys
from collections.abc import Callable
from time import time

from tui.app import WerkplaatsApp
from tui.widgets.rows import Rows

SIZE = (160, 50)


class Timed(WerkplaatsApp):
    """The app that opens on its leads."""

    DEFAULT_MODE = "leads"

    def __init__(self, url: str, tell: Callable[[str], None]) -> None:
        super().__init__(url, user="eva", language="nl")
        self.tell = tell


class Stopwatch(Timed):
    """It says when it painted, and leaves."""

    def on_mount(self) -> None:
        """After the first frame the first rows are waited for."""
        self.call_after_refresh(self.framed)

    def framed(self) -> None:
        """The first frame is there."""
        self.tell(f"frame {time()}")
        self.set_interval(0.005, self.look)

    def look(self) -> None:
        """The first rows are there once the row under the cursor has been read, and painted."""
        if self.screen.query_one("#list", Rows).current is not None:
            self.call_after_refresh(self.filled)

    def filled(self) -> None:
        """Leaves."""
        self.tell(f"rows {time()}")
        self.tell(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")
        self.exit()


if __name__ == "__main__":
    out = os.fdopen(int(sys.argv[1]), "w")
    Stopwatch(sys.argv[2], lambda line: print(line, file=out, flush=True)).run()
