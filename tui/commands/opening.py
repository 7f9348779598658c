"""Opening the app on the user's database."""

import gc
import sys

from crm.errors import UsageError
from crm.language import _, current_language
from crm.settings_file import login_name, plain_setting


def in_terminal() -> bool:
    """Whether the app can be shown: keys come from stdin, and it is drawn on stderr."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def open_app(database: str | None = None, user: str | None = None) -> None:
    """Opens the app, on the database and for the user of the settings unless others are given.

    Raises UsageError where there is no terminal to show it on, and for keys of the user's own that cannot be.
    """
    if not in_terminal():
        raise UsageError(_("The app needs a terminal. `werkplaats --help` lists the commands that work without one."))
    gc.disable()  # until the first frame: see tui.store.collecting
    from tui.app import run

    where, who = database or plain_setting("database") or "", user or plain_setting("user") or login_name()
    run(where, user=who, language=current_language(), keys=own_keys())


def own_keys() -> dict[str, str]:
    """The user's own keys, by action. Raises UsageError for what cannot be."""
    text = plain_setting("keys")
    if not text:
        return {}
    from tui.own_keys import read_keys

    return read_keys(text)
