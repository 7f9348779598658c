"""Files that nobody but the user may read: the database, the log."""

import os
from pathlib import Path

PRIVATE = 0o600


def make_private(path: Path) -> None:
    """Makes the file at `path`, for the user alone, where there is none; one that is there keeps its mode.

    Whoever opens one file up to colleagues has their reason. Raises OSError where it cannot be written.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, PRIVATE))
