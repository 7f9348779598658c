"""One export in as many files as its target asks for: all of them are there when it ends well, or none."""

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from crm.database.batches import batched
from crm.exports.formats import ExportFormat, Writing, stream_in
from crm.exports.whole_file import settle, whole_file

AT_ONCE = 1_000
"""Rows that are put together to be written."""


@dataclass(slots=True)
class Parts:
    """Writes rows to `path`, and when that is full to files beside it: list.csv, list-2.csv, …"""

    path: Path
    kind: ExportFormat
    how: Writing
    files: list[Path] = field(default_factory=list)
    _stack: ExitStack = field(default_factory=ExitStack)
    _open: ExitStack = field(default_factory=ExitStack)
    _file: IO[bytes] | None = None
    _stream: IO[bytes] | None = None
    _size: int = 0
    _people: int = 0

    def __enter__(self) -> Self:
        """Begins the first file. Raises WerkplaatsError where it cannot be written."""
        self._stack.__enter__()
        try:
            self._begin()
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        """Ends the last file; then all take their names. On an error none does."""
        if error is None:
            try:
                self._end()
            except BaseException as late:
                self._stack.__exit__(type(late), late, late.__traceback__)
                raise
        else:
            with suppress(OSError):  # a workbook cannot be ended on a full disk either: the first error is the one told
                self._open.__exit__(kind, error, trace)
        return self._stack.__exit__(kind, error, trace)

    def write(self, rows: Sequence[str]) -> None:
        """Writes the rows of people, one each."""
        put = self._put if self.how.limit is None and self.how.most is None else self._put_bounded
        for some in batched(rows, AT_ONCE):
            put(some)

    def _put(self, rows: Sequence[str]) -> None:
        if not rows:
            return
        assert self._stream is not None
        text = self.how.between.join(rows)
        first = self.how.between if self._people else ""
        self._people += len(rows)
        self._stream.write(f"{first}{text}".encode())

    def _put_bounded(self, rows: Sequence[str]) -> None:
        """A row never runs over two files."""
        limit, most = self.how.limit, self.how.most
        waiting: list[str] = []
        for row in rows:
            size = len(row.encode())
            full = most is not None and self._people + len(waiting) >= most
            if full or (limit is not None and self._size + size > limit and self._people + len(waiting)):
                self._put(waiting)
                waiting = []
                self._end()
                self._begin()
            waiting.append(row)
            self._size += size
        self._put(waiting)

    def _begin(self) -> None:
        number = len(self.files) + 1
        path = self.path if number == 1 else self.path.with_name(f"{self.path.stem}-{number}{self.path.suffix}")
        self.files.append(path)
        self._file = self._stack.enter_context(whole_file(path))
        self._open = ExitStack()
        self._stream = self._open.enter_context(stream_in(self.kind, self._file))
        head = self.how.head.encode()
        self._stream.write(head)
        self._size, self._people = len(head), 0

    def _end(self) -> None:
        assert self._stream is not None
        assert self._file is not None
        self._stream.write(self.how.tail.encode())
        self._open.close()
        settle(self._file)


def digest_of(paths: Sequence[Path]) -> str:
    """SHA-256 over the files, one behind the other."""
    told = sha256()
    for path in paths:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                told.update(piece)
    return told.hexdigest()
