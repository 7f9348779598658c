"""Opening the app on the user's database."""

import sys

from crm.errors import UsageError
from crm.language import _, current_language
from crm.settings_file import login_name, plain_setting
from tui.commands.invocation import Invocation


def open_app(invocation: Invocation) -> None:
    """Opens the app; raises UsageError where there is no terminal to show it on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_("The app needs a terminal. `werkplaats --help` lists the commands that work without one."))
    from tui.app import run

    database = invocation.database or plain_setting("database") or ""
    run(database, user=invocation.user or plain_setting("user") or login_name(), language=current_language())
