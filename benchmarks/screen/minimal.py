"""The baseline: the smallest Textual app that paints a line. Prints the seconds from its start to its first frame."""

import os
import sys
from time import time

from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("hello")

    def on_mount(self) -> None:
        """Leaves after the first frame."""
        self.call_after_refresh(self.painted)

    def painted(self) -> None:
        """The first frame is there."""
        self.exit(message=None)
        os.write(int(sys.argv[1]), f"frame {time()}\n".encode())


if __name__ == "__main__":
    Minimal().run()
