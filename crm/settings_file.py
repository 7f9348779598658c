"""The settings file read plainly, for what must be known before anything heavy is loaded: language, database, user.

`crm.settings` validates; here a file that cannot be read counts as empty, since the validating reader will tell.
"""

import os
from pathlib import Path

PREFIX = "WERKPLAATS_"


def settings_path() -> Path:
    """The settings file: `werkplaats/settings.toml` in the user's XDG config folder."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "werkplaats" / "settings.toml"


def plain_setting(key: str) -> str | None:
    """The setting `key` as it stands in the environment, else in the file; None where neither says it."""
    given = os.environ.get(PREFIX + key.upper())
    if given is not None:
        return given
    try:
        text = settings_path().read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    import tomllib  # where there is no file, every command starts without it

    try:
        value = tomllib.loads(text).get(key)
    except ValueError:
        return None
    return None if value is None else str(value)


def login_name() -> str:
    """The name of who is logged in, for the journal when no other is given."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "user"
