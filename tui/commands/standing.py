"""Commands for how the office stands: `embed`, `handover`, `visit`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command
from tui.commands.printing import print_page

FILE = typer.Option("--output", metavar="FILE", help=_("Write it there."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "embed", "werkplaats embed 12 manager --evidence 'mail van 3 november'")(embed)
    command(app, "handover", "werkplaats handover haz --output overdracht.md")(handover)
    command(app, "visit", "werkplaats visit haz --on 2026-12-03")(visit)


def embed(
    run: Invocation,
    thing: Annotated[int, typer.Argument(metavar="ID", help=_("Number of the programme, unit or school."))],
    level: Annotated[str, typer.Argument(metavar="LEVEL", help=_("manager, study_guide or covenant."))],
    evidence: Annotated[str, typer.Option(help=_("What shows it: their words, the page, the day."))],
    on: Annotated[str | None, typer.Option(help=_("The day; default today."))] = None,
) -> None:
    """Keep how firmly a programme or school takes part, with what shows it."""
    from crm.services.embedding import say
    from crm.words import EmbeddingLevel
    from tui.commands.values import day, word

    chosen = word(EmbeddingLevel, level, "LEVEL")
    with run.working() as work:
        held = say(work, thing, chosen, evidence, on=day(on, "--on"))
        said: dict[str, Any] = {"id": held.id, "of": thing, "level": held.level.value, "evidence": held.evidence}
        said["on"] = held.on.isoformat()
    document = {"action": work.entry_id, "embedding": said}
    run.answer(document, lambda: output.say(_("Kept. `werkplaats undo` takes it back.")))


def handover(
    run: Invocation,
    whom: Annotated[str, typer.Argument(metavar="LEAD|SCHOOL", help=_("A lead's number, or a school."))],
    file: Annotated[Path | None, FILE] = None,
) -> None:
    """Print on one page what a colleague must know to take over."""
    from crm.views.handover import handover_page

    with run.reading() as session:
        page, document = handover_page(session, whom, run.clock)
    print_page(run, page, {**document, "page": page}, file)


def visit(
    run: Invocation,
    school: Annotated[str, typer.Argument(metavar="SCHOOL", help=_("Name, domain or number."))],
    on: Annotated[str, typer.Option(metavar="DATE", help=_("The day of the visit."))],
    met: Annotated[str | None, typer.Option(metavar="LEADS", help=_("Afterwards: whom you met, with commas."))] = None,
    note: Annotated[str | None, typer.Option(help=_("With --met: what was said."))] = None,
    file: Annotated[Path | None, FILE] = None,
) -> None:
    """Print the page for a day at a school; with --met, keep the visit: one, with everybody who was met."""
    from crm.services.place_names import school_called
    from crm.views.visit_page import visit_page
    from tui.commands.values import day

    when = day(on, "--on")
    assert when is not None
    if met is not None:
        _keep_visit(run, school, met, note, when)
        return
    with run.reading() as session:
        page, document = visit_page(session, school_called(session, school), when, run.clock)
    print_page(run, page, {**document, "page": page}, file)


def _keep_visit(run: Invocation, school: str, met: str, note: str | None, on: Any) -> None:  # noqa: ANN401 - a day
    from crm.errors import UsageError
    from crm.services import visits
    from crm.services.place_names import school_called

    numbers = [part.strip() for part in met.split(",") if part.strip()]
    if not all(number.isdecimal() for number in numbers):
        raise UsageError(_("--met takes the numbers of leads, such as 4,7, not {given}.").format(given=met))
    with run.working() as work:
        kept = visits.keep(work, school_called(work.session, school), [int(one) for one in numbers], note, on=on)
        said = {"id": kept.id, "on": kept.on.isoformat(), "leads": [int(one) for one in numbers]}
    document = {"action": work.entry_id, "visit": said}
    run.answer(document, lambda: output.say(_("Visit kept. `werkplaats undo` takes it back.")))
