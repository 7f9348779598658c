"""The command line `werkplaats`: the app, and every service without a screen."""

import sys


def main() -> None:
    """Runs the command line on `sys.argv` and ends the process with its exit code."""
    from tui.commands.running import run

    sys.exit(run(sys.argv[1:]))
