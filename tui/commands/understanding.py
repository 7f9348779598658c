"""The commands `understand …`: texts of one sort in, a JSON line with its reading out for each. No database."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from crm.errors import NotFoundError
from crm.language import _
from crm.spoken import spoken_reason
from tui.commands import output
from tui.commands.invocation import Invocation, command

Record = dict[str, Any]
FILE = typer.Argument(metavar="FILE.jsonl", help=_("JSON lines, each with `id` and the text; - is standard input."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("Read names, log lines and replies as the app reads them, one JSON line each."))
    app.add_typer(group, name="understand")
    command(group, "names", "werkplaats understand names names.jsonl")(names)
    command(group, "logging", "werkplaats understand logging lines.jsonl")(logging)
    command(group, "messages", "werkplaats understand messages replies.jsonl")(messages)


def names(run: Invocation, file: Annotated[str, FILE]) -> None:  # noqa: ARG001 - every command takes it
    """Take names apart: titles, initials, call name, prefix, surname; several people or nobody as `people`."""
    from crm.understanding.written_names import name_answer

    _answer_each(file, ("raw",), lambda record: name_answer(record["raw"]))


def logging(run: Invocation, file: Annotated[str, FILE]) -> None:  # noqa: ARG001 - every command takes it
    """Read lines typed after a contact (`text`, `today`): what was done, how it went, what comes next and when."""
    from crm.understanding.log_lines import log_answer

    def read(record: Record) -> Record:
        return log_answer(record["text"], date.fromisoformat(record["today"]))

    _answer_each(file, ("text", "today"), read, day="today")


def messages(run: Invocation, file: Annotated[str, FILE]) -> None:  # noqa: ARG001 - every command takes it
    """Read mail replies (`text`, `received`): what they want, until when it is put off, whom they name instead."""
    from crm.understanding.replies import reply_answer

    def read(record: Record) -> Record:
        return reply_answer(record["text"], date.fromisoformat(record["received"]))

    _answer_each(file, ("text", "received"), read, day="received")


def _answer_each(
    file: str, fields: tuple[str, ...], read: Callable[[Record], Record], *, day: str | None = None
) -> None:
    """Prints the reading of each line of `file`, under its `id`; `day` is the field that must hold a date.

    A line that cannot be read is named on stderr, with what it lacks; the others are answered (exit code 3).
    """
    left_out = 0
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        record, problem = _record(line, ("id", *fields))
        problem = problem or _no_day(record, day)
        if problem:
            left_out += 1
            output.tell(_("{file}, line {line}: {problem} Left out.").format(file=file, line=number, problem=problem))
            continue
        json.dump({"id": record["id"]} | read(record), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    if left_out:
        raise typer.Exit(3)


def _record(line: str, fields: tuple[str, ...]) -> tuple[Record, str | None]:
    """The object on a line, and what is wrong with it; nothing is when it has a text in every one of `fields`."""
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


def _no_day(record: Record, field: str | None) -> str | None:
    """What is wrong with the date in `field`, where that is asked for."""
    if field is None:
        return None
    try:
        date.fromisoformat(record[field])
    except ValueError:
        return _("The field “{field}” is no date as 2026-12-01.").format(field=field)
    return None


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
        raise NotFoundError(
            _("{path} cannot be read: {problem}").format(path=path, problem=spoken_reason(error))
        ) from error
