"""The command `sprint brief`: the assignment on one page."""

from pathlib import Path
from typing import Annotated

import typer

from crm.language import _
from tui.commands.invocation import Invocation
from tui.commands.printing import print_page
from tui.commands.sprint_text import NUMBER


def brief(
    run: Invocation,
    number: Annotated[int, NUMBER],
    file: Annotated[Path | None, typer.Option("--output", metavar="F.md|F.html", help=_("Write it there."))] = None,
) -> None:
    """Print the assignment on one page, in the course's language: Markdown, or HTML to print."""
    from crm.errors import UsageError
    from crm.views.brief import brief_of
    from crm.views.sprints import one_sprint, sprint_json

    suffix = file.suffix.lower() if file is not None else ".md"
    if suffix not in {".md", ".html", ".htm"}:
        raise UsageError(_("A brief is written as .md or .html, not {name}.").format(name=suffix or file))
    today = run.clock.today()
    with run.reading() as session:
        page = brief_of(session, number, today, run.settings.office_name)
        line = one_sprint(session, number)
    text = page.markdown() if suffix == ".md" else page.html()
    print_page(run, text, {"sprint": sprint_json(line, today), "language": page.language, "page": text}, file)
