"""The command line `werkplaats`: the app, and every service without a screen."""

import gc
import sys


def main() -> None:
    """Runs the command line on `sys.argv` and ends the process with its exit code."""
    from tui.commands.running import run

    code = run(sys.argv[1:])
    # The interpreter looks for circles of garbage as it ends; among all that a command has read that takes a quarter
    # of a short command's time, and every file and connection is closed by who opened it.
    gc.freeze()
    sys.exit(code)
