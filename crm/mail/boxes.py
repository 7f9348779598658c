"""Files of mail: one mail (.eml), an mbox, a Maildir, or a folder of those. They are read and never changed."""

import mailbox
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from crm.errors import FileError
from crm.language import _
from crm.spoken import spoken_reason

LARGEST = 50_000_000
"""Bytes of one mail: a larger one is refused."""

_MAILDIR = ("cur", "new")
_MBOX = (".mbox", ".mbx")
_LEFT = (".msf", ".dat", ".json", ".lock", ".db", ".sqlite", ".log")
_START = b"From "


@dataclass(frozen=True, slots=True)
class RawMail:
    """A mail as it stands in a file: which file, the how manieth of it, and its bytes (None: too large)."""

    file: str
    number: int
    content: bytes | None


def raw_mails(path: Path, skip: Container[Path] = ()) -> Iterator[RawMail]:
    """Every mail of a file or folder, in order of file name; of the files `skip` none.

    Raises FileError where it is not there, cannot be read, or is no file of mail.
    """
    if not path.exists():
        raise FileError(_("There is no file {file}.").format(file=path))
    if path.is_dir():
        for file in (file for file in mail_files(path) if file not in skip):
            yield from _mails_in(file, str(file.relative_to(path)))
    else:
        yield from _mails_in(path, path.name)


def mail_files(folder: Path) -> list[Path]:
    """The files of mail in a folder: those of a Maildir's `cur` and `new` (never `tmp`), and what lies there itself."""
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".") and path.suffix not in _LEFT
    ]
    return [path for path in found if path.parent.name != "tmp" and (_is_maildir(path) or _looks_like_mail(path))]


def _is_maildir(path: Path) -> bool:
    return path.parent.name in _MAILDIR


def _looks_like_mail(path: Path) -> bool:
    """By its name, or for one without a known name by how an mbox begins."""
    if path.suffix.lower() in {".eml", *_MBOX}:
        return True
    with path.open("rb") as file:
        return file.read(len(_START)) == _START


def _mails_in(path: Path, name: str) -> Iterator[RawMail]:
    try:
        if _is_maildir(path) or not _is_mbox(path):
            large = path.stat().st_size > LARGEST
            yield RawMail(name, 1, None if large else path.read_bytes())
        else:
            yield from _mbox(path, name)
    except OSError as error:
        said = _("The file {file} cannot be read: {why}.")
        raise FileError(said.format(file=path, why=spoken_reason(error))) from error


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_START)) == _START


def _mbox(path: Path, name: str) -> Iterator[RawMail]:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), 1):
            with box.get_file(key) as file:
                content = file.read(LARGEST + 1)
            yield RawMail(name, number, None if len(content) > LARGEST else content)
    finally:
        box.close()
