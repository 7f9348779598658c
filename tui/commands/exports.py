"""The commands `export`, and `campaign list|show`: contact lists, and which of them went out for what."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crm.language import _
from tui.commands import output
from tui.commands.exit_codes import IN_PART
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from crm.exports import ExportResult

FORMATS = "csv|excel|vcard|listmonk|mautic|mailchimp|brevo|laposta|google|outlook|json"
OF = "people|teachers|companies|partners"


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "export", "werkplaats export --format csv --output lijst.csv --query 'stage:informed'")(export)
    group = typer.Typer(help=_("Which contact lists went out for what."), no_args_is_help=True)
    app.add_typer(group, name="campaign")
    command(group, "list", "werkplaats campaign list")(list_)
    command(group, "resume", "werkplaats campaign resume zoe@haz.example --evidence 'mail of 3 December'")(resume)
    command(group, "show", "werkplaats campaign show 'Nieuwsbrief december'")(show)


def export(
    run: Invocation,
    format_: Annotated[str, typer.Option("--format", metavar=FORMATS, help=_("What sort of file."))],
    output_: Annotated[Path, typer.Option("--output", metavar="FILE", help=_("Where to write it."))],
    query: Annotated[str, typer.Option(help=_("Which people: words and field:value."))] = "",
    of: Annotated[
        str, typer.Option(metavar=OF, help=_("Whom it is about: at schools, businesses or partners."))
    ] = "people",
    list_name: Annotated[str | None, typer.Option("--list", metavar="NAME", help=_("A list you kept."))] = None,
    basis: Annotated[str | None, typer.Option(help=_("Which bases, joined by commas; default all but none."))] = None,
    reason: Annotated[str | None, typer.Option(help=_("Why people without a basis may be in it; it is kept."))] = None,
    campaign: Annotated[str | None, typer.Option(metavar="NAME", help=_("For which campaign; it is kept."))] = None,
    channel: Annotated[
        str, typer.Option(metavar="email|phone", help=_("By which road they will be reached: bases are those of this."))
    ] = "email",
    left_out: Annotated[
        Path | None, typer.Option("--left-out", metavar="FILE", help=_("List there who stays out, and why."))
    ] = None,
) -> None:
    """Write a contact list; whoever may not be mailed, or called, stays out of it and is counted."""
    from crm.exports import ExportFormat
    from crm.exports import export as write
    from crm.services.saved_lists import find
    from crm.words import Basis, Channel, Recipients
    from tui.commands.values import word

    bases = frozenset(word(Basis, part.strip(), "--basis") for part in basis.split(",")) if basis else None
    with run.working() as work:
        asked = " ".join(
            part for part in (find(work.session, run.by, list_name).query if list_name else "", query) if part
        )
        result = write(
            work,
            format=word(ExportFormat, format_, "--format"),
            path=output_,
            query=asked,
            basis=bases,
            reason=reason,
            recipients=word(Recipients, of, "--of"),
            campaign=campaign,
            channel=word(Channel, channel, "--channel"),
            left_out=left_out,
        )
    _answer(run, result)


def _answer(run: Invocation, result: "ExportResult") -> None:
    from crm.exports.contacts import LeftOut, left_out_word
    from tui.wording import written_said

    document = {
        "written": result.written,
        "left_out": result.left_out,
        "file": str(result.file),
        "files": [str(path) for path in result.files],
        "run": result.run,
    }
    left_out = ", ".join(f"{left_out_word(LeftOut(why))}: {n}" for why, n in result.left_out.items() if n)
    files = ", ".join(str(path) for path in result.files)
    text = written_said(result.written, files)
    run.answer(document, lambda: output.say(f"{text} {_('Left out')}: {left_out}." if left_out else text))
    if not result.written:
        nobody = _("Nobody fits: the file holds its header only.")
        why = _("Nobody could be written: the file holds its header only. Left out: {why}.").format(why=left_out)
        output.tell(why if left_out else nobody)
        raise typer.Exit(IN_PART)


def list_(run: Invocation) -> None:
    """List the campaigns: how many files and contacts, and when the last went out."""
    from crm.views.campaigns import campaign_json, campaigns

    with run.reading() as session:
        found = campaigns(session)
    columns = (_("Campaign"), _("Files"), _("Contacts"), _("No more mail"), _("First"), _("Last"))
    rows = [(one.name, one.runs, one.contacts, one.stopped, one.first, one.last) for one in found]
    run.answer(
        [campaign_json(one) for one in found],
        lambda: output.table(columns, rows),
        nothing=_("No list went out for a campaign yet: `export --campaign NAME` keeps one."),
    )


def show(
    run: Invocation,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The campaign."))],
) -> None:
    """Show what went out for a campaign: each file, on which ground, and who was in it."""
    from crm.views.campaigns import one_campaign

    with run.reading() as session:
        document = one_campaign(session, name)
    contacts = document["contacts"]
    columns = (_("Person"), _("Name"), _("Basis"), _("When"))
    rows = [(each["person"], each["name"], each["basis"], each["at"][:10]) for each in contacts]

    def told() -> None:
        for each in document["runs"]:
            what = _("{at} {by}: {n} contacts to {file} ({format}), {bases}")
            bases = ", ".join(each["bases"])
            at = each["at"][:10]
            output.say(
                what.format(
                    at=at, by=each["by"], n=each["written"], file=each["file"], format=each["format"], bases=bases
                )
            )
        output.table(columns, rows)

    run.answer(document, told)


def resume(
    run: Invocation,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help=_("The address of who unsubscribed."))],
    evidence: Annotated[str, typer.Option(help=_("Their words, and when: the consent."))],
) -> None:
    """Let mail go again to somebody who unsubscribed and asked for it anew; not to who objected."""
    from crm.services import mail_stops

    with run.working() as work:
        people = list(mail_stops.resume(work, email, evidence))
    said = _("Mail to {email} may go again. `werkplaats undo` takes it back.").format(email=email)
    run.answer({"action": work.entry_id, "people": people}, lambda: output.say(said))
