"""The archive as LinkedIn hands it out: a zip with or without a folder in it, a folder, or its csv of connections."""

import io
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO

from crm.errors import FileError
from crm.imports.files.workbooks import refuse_bomb
from crm.language import _
from crm.resources import data_path
from crm.text import clean

MOST_UNPACKED = 3 * 1024**3
"""Bytes of a whole archive: twenty years of messages come to some hundreds of megabytes."""


@cache
def vocabulary() -> dict[str, dict[str, list[str]]]:
    """Files and columns of the archive, from `data/imports/linkedin.toml`."""
    said: dict[str, dict[str, list[str]]] = tomllib.loads(
        data_path("imports/linkedin.toml").read_text(encoding="utf-8")
    )
    return said


@dataclass(slots=True)
class Archive:
    """An archive that was found to be one. `parts` are its files: what they hold → where they are."""

    file: str
    path: Path
    parts: dict[str, str] = field(default_factory=dict)
    zipped: bool = False
    size: int = 0

    def name(self, part: str) -> str:
        """The name of the file that holds `part`, without folder."""
        return PurePosixPath(self.parts[part]).name

    @contextmanager
    def opened(self, part: str) -> Iterator[IO[bytes]]:
        """The bytes of a part, as they come. Raises FileError where it cannot be read."""
        try:
            if self.zipped:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.parts[part]) as file:
                    yield file
            else:
                with Path(self.parts[part]).open("rb") as file:
                    yield file
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise FileError(
                _("{part} in {file} is damaged: ask LinkedIn for the archive once more.").format(
                    part=self.name(part), file=self.file
                )
            ) from error

    @contextmanager
    def text(self, part: str) -> Iterator[IO[str]]:
        """The text of a part as it comes, for what is too long to hold: UTF-8, a byte order mark left out."""
        with self.opened(part) as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
            yield text
            text.detach()

    def content(self, part: str) -> bytes:
        """All bytes of a part."""
        with self.opened(part) as file:
            return file.read()


def is_archive(path: Path) -> bool:
    """Whether a path is, by its looks, LinkedIn's export and no list of contacts."""
    if path.is_dir():
        return True
    if not zipfile.is_zipfile(path):
        return path.name.lower() == "connections.csv" or _has_connections(path)
    with zipfile.ZipFile(path) as archive:
        inside = {PurePosixPath(name).name.lower() for name in archive.namelist()}
    return not inside & {"workbook.xml", "workbook.bin", "content.xml"}


def _has_connections(path: Path) -> bool:
    """Whether one of the first lines of a file holds the column that only lists of connections have."""
    from crm.text import fold

    with path.open("rb") as file:
        top = file.read(4_000).decode("utf-8", errors="replace").splitlines()[:10]
    since = vocabulary()["connections"]["connected_on"]
    return any(fold(cell) in since for line in top for cell in line.replace(";", ",").split(","))


def open_archive(path: Path) -> Archive:
    """The archive at `path`.

    Raises FileError for what is none: not a zip, one with a password, one that unpacks to far more than it is, one with
    a path that climbs out of it, or one without connections.
    """
    file = clean(path.name or str(path), 200)
    if not path.exists():
        raise FileError(_("There is no file {file}.").format(file=path))
    if path.is_dir():
        found = {str(each): each.name for each in sorted(path.rglob("*.csv"), key=lambda p: (len(p.parts), str(p)))}
        return _checked(Archive(file, path, _parts(found)))
    if zipfile.is_zipfile(path):
        return _zipped(path, file)
    if path.suffix.lower() == ".csv":
        return Archive(file, path, {"connections": str(path)}, size=path.stat().st_size)
    raise FileError(
        _(
            "{file} is no zip: give the archive as LinkedIn sent it, the folder it unpacks to, or Connections.csv."
        ).format(file=file)
    )


def _zipped(path: Path, file: str) -> Archive:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            refuse_bomb(archive, file, MOST_UNPACKED)
    except (zipfile.BadZipFile, OSError) as error:
        raise FileError(_("{file} is damaged: ask LinkedIn for the archive once more.").format(file=file)) from error
    for part in parts:
        steps = PurePosixPath(part.filename.replace("\\", "/"))
        if steps.is_absolute() or ".." in steps.parts or ":" in steps.parts[:1]:
            raise FileError(
                _("{file} holds a path that climbs out of it ({part}): it is not opened.").format(
                    file=file, part=clean(part.filename, 100)
                )
            )
    if any(part.flag_bits & 1 for part in parts):
        raise FileError(
            _("{file} has a password: unpack it first and give the folder it unpacks to.").format(file=file)
        )
    by_depth = sorted((part.filename for part in parts if not part.is_dir()), key=lambda name: (name.count("/"), name))
    names = {name: PurePosixPath(name).name for name in by_depth if "__MACOSX" not in name}
    return _checked(Archive(file, path, _parts(names), zipped=True, size=path.stat().st_size))


def _parts(names: dict[str, str]) -> dict[str, str]:
    """Which file holds what, by exact names: `learning_role_play_messages.csv` are no messages."""
    found: dict[str, str] = {}
    known = {name: part for part, named in vocabulary()["files"].items() for name in named}
    for where, name in names.items():
        part = known.get(name.lower())
        if part is not None:
            found.setdefault(part, where)
    return found


def _checked(archive: Archive) -> Archive:
    if "connections" not in archive.parts and "messages" not in archive.parts:
        raise FileError(
            _("{file} holds no Connections.csv: ask LinkedIn for a copy of your data with your connections.").format(
                file=archive.file
            )
        )
    return archive


Columns = dict[str, int]
"""What is looked for → the place of its column."""


def columns_of(header: list[str], part: str) -> Columns:
    """Where the columns of a part stand, by any of their names."""
    from crm.text import fold

    folded = [fold(name) for name in header]
    found: Columns = {}
    for wanted, names in vocabulary()[part].items():
        place = next((folded.index(name) for name in names if name in folded), None)
        if place is not None:
            found[wanted] = place
    return found


def said_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return text.strip().lower() in vocabulary()["words"]["yes"]
