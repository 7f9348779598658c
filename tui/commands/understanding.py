"""The commands `understand …`: texts of one sort in, a JSON line with its reading out for each. No database."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from crm.language import _
from tui.commands.invocation import Invocation, command
from tui.commands.json_lines import Lines, Record, print_line

FILE = typer.Argument(metavar="FILE.jsonl", help=_("JSON lines, each with `id` and the text; - is standard input."))
COURSES = typer.Argument(metavar="COURSES.jsonl", help=_("JSON lines with `id`, `name` and what the guide says."))
CASES = typer.Argument(metavar="CASES.jsonl", help=_("JSON lines with `id` and `text`: what a business asks."))
WORDS_ONLY = typer.Option("--words-only", help=_("Leave the sentence encoders aside, as where none is installed."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("Read names, log lines, replies and cases as the app does, one JSON line each."))
    app.add_typer(group, name="understand")
    command(group, "names", "werkplaats understand names names.jsonl")(names)
    command(group, "logging", "werkplaats understand logging lines.jsonl")(logging)
    command(group, "messages", "werkplaats understand messages replies.jsonl")(messages)
    command(group, "match", "werkplaats understand match courses.jsonl cases.jsonl")(match)


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


def match(
    run: Invocation,  # noqa: ARG001 - every command takes it
    courses: Annotated[str, COURSES],
    cases: Annotated[str, CASES],
    *,
    words_only: Annotated[bool, WORDS_ONLY] = False,
) -> None:
    """Rank all courses for each case, best first, from their texts alone."""
    from crm.matching.records import case_of, course_of, rankings

    offered = Lines(courses, ("id", "name"))
    known = [course_of(record) for record in offered]
    asked = Lines(cases, ("id", "text"))
    for case, ranked in rankings(known, [case_of(record) for record in asked], words_only=words_only):
        print_line({"case": case.id, "ranked": ranked})
    offered.end()
    asked.end()


def _answer_each(
    file: str, fields: tuple[str, ...], read: Callable[[Record], Record], *, day: str | None = None
) -> None:
    """Prints the reading of each line of `file`, under its `id`; `day` is the field that must hold a date.

    A line that cannot be read is named on stderr, with what it lacks; the others are answered (exit code 3).
    """
    lines = Lines(file, ("id", *fields), lambda record: _no_day(record, day))
    for record in lines:
        print_line({"id": record["id"]} | read(record))
    lines.end()


def _no_day(record: Record, field: str | None) -> str | None:
    """What is wrong with the date in `field`, where that is asked for."""
    if field is None:
        return None
    try:
        date.fromisoformat(record[field])
    except ValueError:
        return _("The field “{field}” is no date as 2026-12-01.").format(field=field)
    return None
