"""Opening the app on the user's database."""

import sys

from crm.errors import UsageError
from crm.language import _, current_language
from tui.commands.invocation import Invocation


def open_app(invocation: Invocation) -> None:
    """Opens the app; raises UsageError where there is no terminal to show it on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_("The app needs a terminal. `werkplaats --help` lists the commands that work without one."))
    from tui.app import run

    run(invocation.database, user=invocation.user, language=current_language())
