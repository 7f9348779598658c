"""The app under the stopwatch: writes when its first frame and its first rows were painted, and its memory.

python -m benchmarks.screen.app FD DATABASE_URL [leads|today]
"""

import gc
import os
import resource
import sys
from collections.abc import Callable
from time import time
from typing import Any

gc.disable()  # as `tui.commands.opening` does before it imports the app

from tui.app import WerkplaatsApp  # noqa: E402 - only now
from tui.widgets.rows import Rows  # noqa: E402 - as above

LISTS = {"leads": "#list", "today": "#due"}
"""Where a place keeps its rows."""

SIZE = (160, 50)


class Timed(WerkplaatsApp):
    """The app that opens on its leads, or on another place of `LISTS`."""

    DEFAULT_MODE = "leads"

    def __init__(self, url: str, tell: Callable[[str], None]) -> None:
        super().__init__(url, user="eva", language="nl")
        self.tell = tell

    @property
    def rows(self) -> Rows[Any]:
        """The list of the place."""
        return self.screen.query_one(LISTS[self.DEFAULT_MODE], Rows)


class Stopwatch(Timed):
    """It says when it painted, and leaves."""

    has_told = False

    def on_mount(self) -> None:
        """After the first frame the first rows are waited for."""
        self.call_after_refresh(self.framed)

    def framed(self) -> None:
        """The first frame is there; from now on the list is listened to."""
        self.tell(f"frame {time()}")
        rows = self.rows
        for name in ("show", "_take"):
            setattr(rows, name, self._noted(getattr(rows, name)))
        if rows.current is not None:
            self.call_after_refresh(self.filled)

    def _noted(self, given: Callable[..., None]) -> Callable[..., None]:
        """`given`, which gives the list rows; once the row under the cursor has been read, it is painted next."""

        def noted(*values: object, **options: Any) -> None:  # noqa: ANN401 - passed on
            given(*values, **options)
            if self.rows.current is not None:
                self.call_after_refresh(self.filled)

        return noted

    def filled(self) -> None:
        """Leaves."""
        if self.has_told:
            return
        self.has_told = True
        self.tell(f"rows {time()}")
        self.tell(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")
        self.exit()


if __name__ == "__main__":
    out = os.fdopen(int(sys.argv[1]), "w")
    Timed.DEFAULT_MODE = sys.argv[3] if len(sys.argv) > 3 else "leads"
    Stopwatch(sys.argv[2], lambda line: print(line, file=out, flush=True)).run()
