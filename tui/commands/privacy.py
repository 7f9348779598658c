"""Commands for what the law asks: `privacy basis|access|erase|object|notices|sweep|register`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm.language import _, ngettext
from tui.commands import output
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.privacy import erasing
    from crm.privacy.remaining import Alone

WHO = typer.Argument(metavar="PERSON|EMAIL", help=_("The person's number, e-mail address or name."))
HTML = typer.Option("--html", metavar="FILE", help=_("Write it as a page that can be read and printed."))
DRY_RUN = typer.Option("--dry-run", help=_("Only say what would be erased, and what else is here."))
CHANNELS = "email|phone|linkedin"
YES = typer.Option("--yes", help=_("Do not ask."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("What the law asks."), no_args_is_help=True)
    app.add_typer(group, name="privacy")
    command(group, "basis", 'werkplaats privacy basis 12 consent --evidence "mail of 12 November"')(basis)
    command(group, "access", "werkplaats privacy access z.vanthek@haz.example --html access.html")(access)
    command(group, "erase", "werkplaats privacy erase 12")(erase)
    command(group, "object", 'werkplaats privacy object 12 --evidence "mail of 12 November"')(object_)
    command(group, "notices", "werkplaats privacy notices")(notices)
    command(group, "sweep", "werkplaats privacy sweep --dry-run")(sweep)
    command(group, "register", "werkplaats privacy register --html register.html")(register)


def basis(
    run: Invocation,
    person: Annotated[
        int | None,
        typer.Argument(metavar="PERSON", help=_("The person's number; without it: of whom a relation may be said.")),
    ] = None,
    ground: Annotated[
        str | None, typer.Argument(metavar="BASIS", help=_("consent, relation, designated_address or none."))
    ] = None,
    evidence: Annotated[
        str, typer.Option(help=_("What shows it: their words, the page, the day; of a relation else the sprint."))
    ] = "",
    channel: Annotated[
        str,
        typer.Option(metavar=CHANNELS, help=_("By which road they are reached: a ground for one is none for another.")),
    ] = "email",
) -> None:
    """Say on what ground a person may be reached; without one: with whom a sprint was done, and nothing is said."""
    from crm.errors import UsageError
    from crm.privacy.relation import proposed_relations, relations
    from crm.services.basis import set_basis
    from crm.words import Basis, Channel
    from tui.commands.values import word

    today, by = run.clock.today(), word(Channel, channel, "--channel")
    if person is None:
        with run.reading() as session:
            found = proposed_relations(session, today, by)
        document = [{"person": {"id": r.person, "name": r.name}, "evidence": r.evidence} for r in found]
        rows = [(r.person, r.name, r.evidence) for r in found]
        run.answer(document, lambda: output.table((_("Number"), _("Name"), _("Evidence")), rows))
        return
    if ground is None:
        raise UsageError(_("Say which: consent, relation, designated_address or none."))
    chosen = word(Basis, ground, "BASIS")
    with run.working() as work:
        if chosen is Basis.RELATION and not evidence:
            evidence = next((each.evidence for each in relations(work.session, today, person)), "")
        row = set_basis(work, person, chosen, evidence, by)
        told = {"id": person, "basis": chosen, "evidence": evidence, "channel": by, "address": row.address}
    text = _("Person {id}, {channel}: {basis}.").format(id=person, channel=by, basis=chosen)
    run.answer({"action": work.entry_id, "person": told}, lambda: output.say(text))


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


def erase(
    run: Invocation,
    who: Annotated[str, WHO],
    yes: Annotated[bool, YES] = False,  # noqa: FBT002 - a flag
    alone: Annotated[
        str | None,
        typer.Option(
            metavar="all|none|N,…",
            help=_("Of which texts a surname or first name by itself is cut as well; --dry-run numbers them."),
        ),
    ] = None,
    dry_run: Annotated[bool, DRY_RUN] = False,  # noqa: FBT002 - a flag
) -> None:
    """Erase somebody from every table, index, stored page and log; they stay away. Cannot be taken back."""
    from crm.privacy import erasing, remaining
    from tui.commands.asking import answered, confirm

    about = erasing.about(run.engine, who)
    chosen = remaining.chosen(about.alone, alone or remaining.NONE)
    if dry_run:
        document = {"dry_run": True, "would_erase": {"rows": about.rows}, **_besides(about, about.alone)}
        told = [_question(about), *erasing.before(about)]
        run.answer(document, lambda: output.say("\n".join(told)))
        return
    for line in () if yes else erasing.before(about):
        output.tell(line)
    if about.alone and alone is None and not yes:
        alone = answered(_("Of which is the name cut as well: all, none, or their numbers?"), remaining.NONE)
        chosen = remaining.chosen(about.alone, alone)
    confirm(_question(about), yes=yes)
    done = erasing.erase(run.engine, who, by=run.by, clock=run.clock, alone=alone or remaining.NONE)
    document = {
        "erased": {"rows": done.rows, "pages": done.pages, "cut_alone": len(chosen)},
        "suppressed": True,
        "file_cleared": done.clean,
        "copies": done.copies,
        **_besides(about, done.left),
    }
    run.answer(document, lambda: output.say("\n".join(erasing.told(done))))


def _besides(about: "erasing.About", alone: "Sequence[Alone]") -> dict[str, Any]:
    """What else is here that may be theirs, as JSON."""
    return {
        "sprints_running": about.running,
        "names_alone": [each.document() for each in alone],
        "perhaps_the_same": [
            {"id": each.id, "name": each.name, "beside": each.beside, "score": round(each.score, 3)}
            for each in about.others
        ],
        "lists": [{"file": each.file, "on": each.on.isoformat()} for each in about.lists],
    }


def object_(
    run: Invocation,
    who: Annotated[str, WHO],
    evidence: Annotated[str, typer.Option(help=_("What shows it: their words, and the day."))] = "",
    channel: Annotated[
        str | None, typer.Option(metavar=CHANNELS, help=_("Only to be reached by this; the newsletter is email."))
    ] = None,
) -> None:
    """Write down that somebody objects: no export, message or next step from now on, or none by one channel."""
    from crm.privacy.objecting import object_ as write_down
    from crm.words import Channel
    from tui.commands.values import word

    to = word(Channel, channel, "--channel") if channel is not None else None
    with run.working() as work:
        done = write_down(work, who, evidence, to)
    document = {"action": work.entry_id, "person": done.person, "lead": done.lead, "objected": True, "channel": to}
    run.answer(document, lambda: output.say(work.words[0]))


def notices(run: Invocation) -> None:
    """Show who has to be told that they are held, and by when; the first message tells it."""
    from crm.privacy.notices import due_notices

    today = run.clock.today()
    with run.reading() as session:
        found = due_notices(session, today)
    columns = (_("By"), _("Number"), _("Name"), _("Lead"), _("Found on"), _("Page"), _("What to do"))
    rows = [
        (each.due.isoformat(), each.person, each.name, each.lead or "", each.found, each.page, each.what_to_do)
        for each in found
    ]
    run.answer([each.document(today) for each in found], lambda: output.table(columns, rows))


def sweep(
    run: Invocation,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would be let go."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Let go of what is no longer needed: people under no target, old leads, messages and journal. Not taken back."""
    from crm.privacy.sweeping import sweep as let_go

    done = let_go(run.engine, clock=run.clock, dry_run=dry_run)
    document = {"dry_run": dry_run, **done.document()}
    run.answer(document, lambda: output.table((_("What"), _("Would go") if dry_run else _("Let go")), done.told()))
    if done.names and not run.json:
        output.tell(", ".join(done.names) + (", …" if done.people > len(done.names) else ""))
    if not done.cleared:
        output.tell(_("The file is not cleared yet: another program has the database open. Sweep again later."))


def register(run: Invocation, html: Annotated[Path | None, HTML] = None) -> None:
    """Draw up the register of processing with its balancing test, filled in for this office, to be signed."""
    from crm.messages.facts import office_of
    from crm.privacy.register import as_html
    from crm.privacy.register import register as drawn_up

    with run.reading() as session:
        text = drawn_up(session, office_of(run.settings).facts(), run.clock.today())
    if html is not None:
        _write(html, text if html.suffix == ".md" else as_html(text))
        run.answer({"file": str(html)}, lambda: output.say(_("Written to {file}.").format(file=html)))
    else:
        run.answer({"register": text}, lambda: output.say(text))


def _question(about: "erasing.About") -> str:
    if about.subject.id is None:
        return _("Nobody here has the address {email}. Keep it away all the same?").format(email=about.subject.name)
    return ngettext(
        "Erase {name} for good: {n} row, with everything that was said?",
        "Erase {name} for good: {n} rows, with everything that was said?",
        about.rows,
    ).format(name=about.subject.name, n=about.rows)


def _write(path: Path, page: str) -> None:
    from crm.exports.whole_file import whole_file

    with whole_file(path) as file:
        file.write(page.encode("utf-8"))
