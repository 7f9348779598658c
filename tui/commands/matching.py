"""The command `match`: which courses fit a case, and which cases a teacher."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm.language import _, ngettext
from tui.commands import output
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.matching.encoders import Encoder
    from crm.views.matching.ranking import MatchLine

CASE = typer.Argument(metavar="CASE_ID", help=_("The case's number or code, as `case list` gives it."))
LEAD = typer.Option(metavar="ID", help=_("The open cases for this lead instead."))
WORDS_ONLY = typer.Option("--words-only", help=_("Leave the sentence encoders aside, as where none is installed."))
PREPARE = typer.Option("--prepare", help=_("Let the sentence encoders read all that they have not read yet, and stop."))

READING_SECONDS = 20.0
"""So long a match waits for texts to be read that no encoder has read yet."""


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    command(app, "match", "werkplaats match 12")(match)


def match(
    run: Invocation,
    case: Annotated[str | None, CASE] = None,
    lead: Annotated[int | None, LEAD] = None,
    limit: Annotated[int, typer.Option(min=1, help=_("At most so many."))] = 10,
    *,
    words_only: Annotated[bool, WORDS_ONLY] = False,
    prepare: Annotated[bool, PREPARE] = False,
) -> None:
    """Rank the courses that fit a case, or the open cases that fit a teacher, with why and what stands in the way."""
    from crm.errors import UsageError
    from crm.matching.encoders import installed
    from crm.views.matching.documents import match_json
    from crm.views.matching.ranking import for_case, for_lead

    if [case is not None, lead is not None, prepare].count(True) != 1:
        raise UsageError(_("Name a case, or a lead with --lead, or say --prepare."))
    if prepare:
        _prepare(run, installed())
        return
    encoders = read_new_texts(run, words_only=words_only)
    today = run.clock.today()
    with run.reading() as session:
        if lead is not None:
            lines = for_lead(session, lead, encoders, today=today, limit=limit)
        else:
            lines = for_case(session, case or "", encoders, today=today, limit=limit)
    run.answer(
        [match_json(line) for line in lines],
        lambda: _table(lines, by_case=lead is not None),
        nothing=_("Nothing to match yet: there is no course on the map, or no open case."),
    )


def read_new_texts(run: Invocation, *, words_only: bool) -> "tuple[Encoder, ...]":
    """The encoders to match by, once they have read what is new; none where words alone are asked for."""
    from crm.matching.encoders import installed

    encoders = () if words_only else installed()
    read_new(run, encoders, READING_SECONDS)
    return encoders


def _table(lines: "Sequence[MatchLine]", *, by_case: bool) -> None:
    what = _("Case") if by_case else _("Course")
    columns = (_("Score"), what, _("School"), _("Teacher"), _("Why"), _("In the way"))
    output.table(columns, [_row(line, by_case=by_case) for line in lines])


def _row(line: "MatchLine", *, by_case: bool) -> tuple[object, ...]:
    name = f"{line.case.code} {line.case.title} → {line.course.name}" if by_case else line.course.name
    teacher = line.teacher
    who = "" if teacher is None else f"{teacher.name} ({teacher.lead_id})" if teacher.lead_id else teacher.name
    why = "; ".join(line.reasons)
    words = ", ".join(line.words)
    return (
        f"{line.score:.1f}",
        name,
        line.course.school,
        who,
        f"{why} [{words}]" if words else why,
        "; ".join(one.said for one in line.obstacles),
    )


def _prepare(run: Invocation, encoders: "Sequence[Encoder]") -> None:
    from crm.errors import NotFoundError

    if not encoders:
        raise NotFoundError(_("No sentence encoder is installed here: `pip install 'werkplaats[meaning]'`."))
    left = read_new(run, encoders, None)
    run.answer({"left": left}, lambda: output.say(_("All texts are read.")))


def read_new(run: Invocation, encoders: "Sequence[Encoder]", within: float | None) -> int:
    """Lets the encoders read what is new, with progress on stderr, and says how much is left."""
    if not encoders:
        return 0
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from crm.services.vectors import bring_up_to_date

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(_("Reading what is new"), total=None)
        left = bring_up_to_date(
            run.engine,
            encoders,
            told=lambda done, total: progress.update(task, completed=done, total=total),
            within=within,
        )
    if left:
        said = ngettext(
            "{n} text is not read yet and goes by its words: `werkplaats match --prepare` reads it.",
            "{n} texts are not read yet and go by their words: `werkplaats match --prepare` reads them.",
            left,
        )
        output.tell(said.format(n=left))
    return left
