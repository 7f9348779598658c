"""The suppression list beside the key: a copy that outlives the database, so that an older one put back knows them."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO

from crm.errors import SettingsError
from crm.language import _
from crm.privacy.key import folder
from crm.words import MarkKind, SuppressedWhy


@dataclass(frozen=True, slots=True)
class Mark:
    """One keyed hash, as `crm.tables.privacy.Suppression` says."""

    mark: str
    kind: MarkKind
    place: str | None
    words: int
    key: str
    why: SuppressedWhy
    on: date


def list_path() -> Path:
    """The file: one mark a line, as JSON."""
    return folder() / "suppressed.jsonl"


def kept() -> list[Mark]:
    """The marks in the file; none where it is not there. Raises SettingsError, with the line, for what is no mark.

    A last line that was cut off while it was being written counts as not there.
    """
    path = list_path()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise SettingsError(_("The list {path} cannot be read: {problem}.").format(path=path, problem=error)) from error
    lines = text.split("\n")
    return [_mark(path, number, line) for number, line in enumerate(lines[:-1], 1) if line]


def keep(marks: Iterable[Mark]) -> None:
    """Adds marks to the file, on the disk before this returns. Raises SettingsError where it cannot be written."""
    path = list_path()
    text = "".join(f"{json.dumps({**asdict(mark), 'on': mark.on.isoformat()})}\n" for mark in marks)
    if not text:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
            _end_last_line(file, path)
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise SettingsError(
            _("The list {path} cannot be written: {problem}.").format(path=path, problem=error)
        ) from error


def _end_last_line(file: IO[bytes], path: Path) -> None:
    """Ends a last line that was cut off: a mark that is whole counts again, a piece of one is taken away."""
    lines = file.read().split(b"\n")
    cut_off = lines.pop()
    if not cut_off:
        return
    try:
        _mark(path, len(lines) + 1, cut_off.decode("utf-8"))
    except (SettingsError, UnicodeDecodeError):
        file.truncate(sum(len(line) + 1 for line in lines))
    else:
        file.write(b"\n")


def _mark(path: Path, number: int, line: str) -> Mark:
    try:
        said = json.loads(line)
        return Mark(
            str(said["mark"]),
            MarkKind(said["kind"]),
            said["place"],
            int(said["words"]),
            str(said["key"]),
            SuppressedWhy(said["why"]),
            date.fromisoformat(said["on"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            _("Line {line} of {path} is no mark of the suppression list: put the file back as it was.").format(
                line=number, path=path
            )
        ) from error
