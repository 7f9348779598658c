"""The log: a rotating file in the XDG state folder, without personal data; `--verbose` shows it."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_path() -> Path:
    """The log file: `werkplaats/werkplaats.log` in the user's XDG state folder."""
    from platformdirs.unix import Unix

    return Path(Unix("werkplaats").user_state_dir) / "werkplaats.log"


def keep_log() -> None:
    """From here on the log is kept in its file: a million bytes, and three older ones."""
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    _add(handler)


def show_log() -> None:
    """From here on the log also goes to stderr."""
    _add(logging.StreamHandler())


def _add(handler: logging.Handler) -> None:
    handler.setFormatter(logging.Formatter(FORM))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
