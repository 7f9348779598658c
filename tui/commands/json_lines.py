"""JSON lines in and out: each line one record, and what is wrong with a line said with its number."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from crm.errors import NotFoundError
from crm.language import _
from tui.commands import output
from tui.commands.exit_codes import IN_PART

Record = dict[str, Any]


class Lines:
    """The records of a file (or of standard input): those that cannot be read are told on stderr and left out."""

    def __init__(
        self, file: str, fields: tuple[str, ...], check: Callable[[Record], str | None] = lambda _record: None
    ) -> None:
        """`fields` must each hold a text; `check` says what else is wrong with a record, or None."""
        self._file = file
        self._fields = fields
        self._check = check
        self.left_out = 0

    def __iter__(self) -> Iterator[Record]:
        """The good records, in their order."""
        for number, line in enumerate(_lines(self._file), 1):
            if not line.strip():
                continue
            record, problem = _record(line, self._fields)
            problem = problem or self._check(record)
            if problem:
                self.left_out += 1
                told = _("{file}, line {line}: {problem} Left out.")
                output.tell(told.format(file=self._file, line=number, problem=problem))
                continue
            yield record

    def end(self) -> None:
        """Ends the command with `IN_PART` when a line was left out."""
        if self.left_out:
            raise typer.Exit(IN_PART)


def print_line(answer: Record) -> None:
    """Writes an answer as one line."""
    import json

    json.dump(answer, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def _record(line: str, fields: tuple[str, ...]) -> tuple[Record, str | None]:
    """The object on a line, and what is wrong with it; nothing is when it has a text in every one of `fields`."""
    import json

    try:
        record = json.loads(line)
    except ValueError as error:
        return {}, _("This is no JSON ({error}).").format(error=error)
    if not isinstance(record, dict):
        return {}, _("This is no JSON object.")
    for field in fields:
        value = record.get(field)
        if not isinstance(value, str) and not (field == "id" and isinstance(value, int)):
            return record, _("The field “{field}” is missing or no text.").format(field=field)
    return record, None


def _lines(file: str) -> Iterator[str]:
    """The lines of a file (or of standard input), as UTF-8; a byte that is none becomes a replacement mark."""
    if file == "-":
        yield from sys.stdin
        return
    path = Path(file)
    if not path.is_file():
        raise NotFoundError(_("There is no file {path}.").format(path=path))
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            yield from lines
    except OSError as error:
        from crm.spoken import spoken_reason

        raise NotFoundError(
            _("{path} cannot be read: {problem}").format(path=path, problem=spoken_reason(error))
        ) from error
