"""Where the embedded database is, and looking into it before SQLAlchemy has been imported."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

WAITS_SECONDS = 0.2
"""For a lock: a glance is worth nothing when it comes late."""


def default_path() -> Path:
    """The embedded database: `werkplaats/werkplaats.db` in the user's XDG data folder."""
    from platformdirs.unix import Unix

    return Path(Unix("werkplaats").user_data_dir) / "werkplaats.db"


def file_of(url: str) -> Path | None:
    """The file of the embedded database that `url` names ("": the default one); None for a database elsewhere."""
    if not url:
        return default_path()
    if "://" not in url:
        return Path(url).expanduser()
    scheme, _slashes, path = url.partition(":///")
    return Path(path) if scheme == "sqlite" and path and "?" not in path else None


def glance(url: str, look: "Callable[[sqlite3.Connection], T]") -> T | None:
    """What `look` reads of the embedded database at `url`, which it cannot change.

    None where there is none, or where it is not of this version, locked or damaged: whoever opens it for good will say
    so (`crm.database.opening`).
    """
    path = file_of(url)
    if path is None or not path.is_file():
        return None
    try:
        address = f"file:{quote(str(path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=WAITS_SECONDS)) as connection:
            return look(connection)
    except sqlite3.Error:
        return None
