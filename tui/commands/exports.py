"""The command `export`."""

from pathlib import Path
from typing import Annotated

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

IN_PART = 3
"""Exit code of what was done in part: here, nothing to write but the header."""


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    command(app, "export", "werkplaats export --format csv --output lijst.csv --query 'stage:informed'")(export)


def export(
    run: Invocation,
    format_: Annotated[str, typer.Option("--format", metavar="csv|excel|json", help=_("What sort of file."))],
    output_: Annotated[Path, typer.Option("--output", metavar="FILE", help=_("Where to write it."))],
    query: Annotated[str, typer.Option(help=_("Which people: words and field:value."))] = "",
    basis: Annotated[str | None, typer.Option(help=_("Which bases, joined by commas; default all but none."))] = None,
    reason: Annotated[str | None, typer.Option(help=_("Why people without a basis may be in it; it is kept."))] = None,
) -> None:
    """Write a contact list; whoever has no basis for mail stays out of it and is counted."""
    from crm.exports import ExportFormat
    from crm.exports import export as write
    from crm.words import Basis
    from tui.commands.values import word

    bases = frozenset(word(Basis, part.strip(), "--basis") for part in basis.split(",")) if basis else None
    with run.working() as work:
        result = write(
            work, format=word(ExportFormat, format_, "--format"), path=output_, query=query, basis=bases, reason=reason
        )
    document = {"written": result.written, "left_out": result.left_out, "file": str(result.file)}
    left_out = ", ".join(f"{_why_left_out(why)}: {n}" for why, n in result.left_out.items() if n)
    text = _("{n} people written to {file}.").format(n=result.written, file=result.file)
    run.answer(document, lambda: output.say(f"{text} {_('Left out')}: {left_out}." if left_out else text))
    if not result.written:
        nobody = _("Nobody fits: the file holds its header only.")
        why = _("Nobody could be written: the file holds its header only. Left out: {why}.").format(why=left_out)
        output.tell(why if left_out else nobody)
        raise typer.Exit(IN_PART)


def _why_left_out(why: str) -> str:
    return {
        "objected": _("objected"),
        "do_not_contact": _("not to be approached"),
        "no_basis": _("no basis for mail"),
        "no_email": _("no e-mail address"),
        "invalid_email": _("no valid e-mail address"),
        "bounced": _("mail came back"),
    }[why]
