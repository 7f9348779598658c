"""The log: a rotating file in the XDG state folder, without personal data; `--verbose` shows it.

Several processes write it: a crawl is a process of its own. Addresses of pages may stand in it; mail addresses, and
what an exception says of the value it stumbled over, do not.
"""

import fcntl
import logging
import re
from copy import copy
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from crm.private_files import make_private

FORM = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"

LARGEST = 1_000_000
"""Bytes of the file before it is put aside."""

OLDER = 3
"""Files that are kept beside it."""

_MAILBOX = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def log_path() -> Path:
    """The log file: `werkplaats/werkplaats.log` in the user's XDG state folder."""
    from platformdirs.unix import Unix

    return Path(Unix("werkplaats").user_state_dir) / "werkplaats.log"


def keep_log(level: int = logging.INFO) -> None:
    """From here on the log is kept in its file, from `level` on; where it cannot be written, it is not kept.

    Asked again, it is kept once.
    """
    path = log_path()
    if any(isinstance(kept, _SharedFile) and kept.baseFilename == str(path) for kept in logging.getLogger().handlers):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private(path)
    except OSError as error:
        logging.getLogger(__name__).warning("the log cannot be kept in %s: %s", path, error.strerror)
        return
    handler = _SharedFile(path, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8", delay=True)
    handler.setLevel(level)
    _add(handler)


def leave_log() -> None:
    """From here on the log is kept in no file: its folder may go."""
    root = logging.getLogger()
    for kept in [each for each in root.handlers if isinstance(each, _SharedFile)]:
        root.removeHandler(kept)
        kept.close()


def show_log(level: int = logging.INFO) -> None:
    """From here on the log also goes to stderr."""
    handler = logging.StreamHandler()
    handler.setLevel(level)
    _add(handler)


class Impersonal(logging.Formatter):
    """Lines without mail addresses; of an exception its kind and where it arose, not its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, or lines, of a record."""
        own = copy(record)
        own.exc_text = None  # another handler's formatter may have left its words there
        return _MAILBOX.sub("…@…", super().format(own))

    def formatException(  # noqa: N802 - the interface of logging
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Kind, file and line of each frame."""
        import traceback

        kind, _error, trace = ei
        frames = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([kind.__name__ if kind else "", *frames])


class _SharedFile(RotatingFileHandler):
    """A rotating file that several processes write: one of them puts it aside, the others go on in the new one."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a record where the file is now."""
        if self.stream is not None and not self._is_current():
            self.stream.close()
            self.stream = self._open()
        super().emit(record)

    def _open(self) -> TextIOWrapper:
        """Opens the file, in a folder that somebody may have cleared away meanwhile."""
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        make_private(Path(self.baseFilename))
        return super()._open()

    def doRollover(self) -> None:  # noqa: N802 - the interface of logging
        """Puts the file aside, unless another process just did."""
        with Path(f"{self.baseFilename}.lock").open("a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._is_current():
                super().doRollover()

    def _is_current(self) -> bool:
        import os

        try:
            there = Path(self.baseFilename).stat()
        except FileNotFoundError:
            return False
        if self.stream is None:
            return True
        mine = os.fstat(self.stream.fileno())
        return (there.st_dev, there.st_ino) == (mine.st_dev, mine.st_ino)


def _add(handler: logging.Handler) -> None:
    handler.setFormatter(Impersonal(FORM))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or logging.WARNING, handler.level))
