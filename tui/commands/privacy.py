"""Commands for what the law asks: `privacy basis|access|erase|object|notices|sweep|register`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crm.language import _, ngettext
from tui.commands import output
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from crm.privacy import erasing

WHO = typer.Argument(metavar="PERSON|EMAIL", help=_("The person's number, e-mail address or name."))
HTML = typer.Option("--html", metavar="FILE", help=_("Write it as a page that can be read and printed."))
YES = typer.Option("--yes", help=_("Do not ask."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("What the law asks."), no_args_is_help=True)
    app.add_typer(group, name="privacy")
    command(group, "basis", 'werkplaats privacy basis 12 consent --evidence "mail of 12 November"')(basis)
    command(group, "access", "werkplaats privacy access z.vanthek@haz.example --html access.html")(access)
    command(group, "erase", "werkplaats privacy erase 12")(erase)


def basis(
    run: Invocation,
    person: Annotated[int, typer.Argument(metavar="PERSON", help=_("The person's number."))],
    ground: Annotated[str, typer.Argument(metavar="BASIS", help=_("consent, relation, designated_address or none."))],
    evidence: Annotated[str, typer.Option(help=_("What shows it: their words, the page, the day."))] = "",
) -> None:
    """Say on what ground a person may be mailed."""
    from crm.services.basis import set_basis
    from crm.words import Basis
    from tui.commands.values import word

    chosen = word(Basis, ground, "BASIS")
    with run.working() as work:
        set_basis(work, person, chosen, evidence)
    document = {"action": work.entry_id, "person": {"id": person, "basis": chosen, "evidence": evidence}}
    run.answer(document, lambda: output.say(_("Person {id}: {basis}.").format(id=person, basis=chosen)))


def access(run: Invocation, who: Annotated[str, WHO], html: Annotated[Path | None, HTML] = None) -> None:
    """Show all that is held of somebody, table by table, with where it comes from."""
    from crm.messages.facts import office_of
    from crm.privacy.access import access as all_of
    from crm.privacy.access_page import as_page

    with run.reading() as session:
        held = all_of(session, who)
    document = held.document()
    if html is not None:
        _write(html, as_page(held, office_of(run.settings).facts(), run.clock.today()))
        document["file"] = str(html)
    rows = [(part.about, len(part.rows), len(part.named) or "") for part in held.parts]
    run.answer(document, lambda: output.table((_("What"), _("Rows"), _("Named in")), rows))
    if html is not None:
        output.tell(_("Written to {file}.").format(file=html))


def erase(run: Invocation, who: Annotated[str, WHO], yes: Annotated[bool, YES] = False) -> None:  # noqa: FBT002 - a flag
    """Erase somebody from every table, index, stored page and log; they stay away. Cannot be taken back."""
    from crm.privacy import erasing
    from tui.commands.asking import confirm

    about = erasing.about(run.engine, who)
    confirm(_question(about), yes=yes)
    done = erasing.erase(run.engine, who, by=run.by, clock=run.clock)
    document = {
        "erased": {"rows": done.rows, "pages": done.pages},
        "suppressed": True,
        "file_cleared": done.clean,
        "copies": done.copies,
    }
    run.answer(document, lambda: output.say("\n".join(erasing.told(done))))


def _question(about: "erasing.About") -> str:
    if about.subject.id is None:
        return _("Nobody here has the address {email}. Keep it away all the same?").format(email=about.subject.name)
    asked = ngettext(
        "Erase {name} for good: {n} row, with everything that was said?",
        "Erase {name} for good: {n} rows, with everything that was said?",
        about.rows,
    ).format(name=about.subject.name, n=about.rows)
    if not about.running:
        return asked
    kept = ngettext(
        "{n} sprint goes on, and keeps its figures without the person.",
        "{n} sprints go on, and keep their figures without the person.",
        about.running,
    ).format(n=about.running)
    return f"{kept} {asked}"


def _write(path: Path, page: str) -> None:
    from crm.exports.whole_file import whole_file

    with whole_file(path) as file:
        file.write(page.encode("utf-8"))
