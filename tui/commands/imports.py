"""Commands that take files in: `import contacts`, `import linkedin`, `import cases`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm.language import _, ngettext
from tui.commands import output
from tui.commands.exit_codes import IN_PART, STOPPED
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from crm.imports.files.sheet import Book
    from crm.imports.importing import Imported
    from crm.imports.plan import Progress

FILE = typer.Argument(metavar="FILE", help=_("The file: csv in any form, xlsx, xls, ods, or vcf."))
MAP = typer.Option("--map", metavar="COLUMN=FIELD,…", help=_("What columns hold; - leaves one out."))
DRY_RUN = typer.Option("--dry-run", help=_("Say what would become of each row, and write nothing."))
ALL_OR_NOTHING = typer.Option("--all-or-nothing", help=_("Import nothing when a row is refused."))
REPORT = typer.Option("--report", metavar="FILE", help=_("Write what became of each row to a csv file."))

_MOST_SHOWN = 10
"""Refused rows and remarks that are told; the rest is in the files."""


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(
        help=_("Take in files: contacts, a LinkedIn export, cases, answers, past sprints."), no_args_is_help=True
    )
    app.add_typer(group, name="import")
    command(group, "contacts", "werkplaats import contacts relaties.xlsx --map 'Wie=name' --dry-run")(contacts)
    command(group, "answers", "werkplaats import answers antwoorden.csv --dry-run")(answers)
    command(group, "sprints", "werkplaats import sprints sprints-2019-2025.xlsx --dry-run")(sprints)
    command(group, "mail", "werkplaats import mail ~/Mail/werkplaats --dry-run")(mail)
    command(group, "cases", "werkplaats import cases vragen-bank.eml --dry-run")(cases)
    command(group, "linkedin", "werkplaats import linkedin Basic_LinkedInDataExport_11-01-2026.zip")(linkedin)


def contacts(
    run: Invocation,
    file: Annotated[Path, FILE],
    map_: Annotated[str | None, MAP] = None,
    dry_run: Annotated[bool, DRY_RUN] = False,  # noqa: FBT002 - a flag
    all_or_nothing: Annotated[bool, ALL_OR_NOTHING] = False,  # noqa: FBT002 - a flag
    report: Annotated[Path | None, REPORT] = None,
) -> None:
    """Take in an address book: csv, xlsx or vCard. Whoever is known already is completed, nobody comes in twice."""
    from crm.imports.contacts import open_contacts
    from crm.imports.importing import import_contacts

    with run.reading() as session:
        opened = open_contacts(file, session)
    if map_:
        opened.mapped(map_)
    taking_in = _TakingIn(run, file, dry_run=dry_run, all_or_nothing=all_or_nothing, report=report)
    done, refused_file = taking_in.done(partial(import_contacts, run.engine, opened), opened.book)
    _answer(run, done, refused_file, dry_run=dry_run)


def sprints(
    run: Invocation,
    file: Annotated[Path, FILE],
    map_: Annotated[str | None, MAP] = None,
    dry_run: Annotated[bool, DRY_RUN] = False,  # noqa: FBT002 - a flag
    all_or_nothing: Annotated[bool, ALL_OR_NOTHING] = False,  # noqa: FBT002 - a flag
    report: Annotated[Path | None, REPORT] = None,
) -> None:
    """Take in a list of past sprints, csv or xlsx: they count from then on. The same list again writes nothing."""
    from crm.imports.sprints.importing import import_sprints, open_sprints

    with run.reading() as session:
        opened = open_sprints(file, session)
    if map_:
        opened.mapped(map_)
    taking_in = _TakingIn(run, file, dry_run=dry_run, all_or_nothing=all_or_nothing, report=report)
    done, refused_file = taking_in.done(partial(import_sprints, run.engine, opened), opened.book)
    _answer(run, done, refused_file, dry_run=dry_run)


def linkedin(
    run: Invocation,
    archive: Annotated[
        Path,
        typer.Argument(metavar="ARCHIVE.zip|FOLDER|Connections.csv", help=_("LinkedIn's own data export.")),
    ],
    map_: Annotated[str | None, MAP] = None,
    whose: Annotated[
        str, typer.Option(metavar="NAME", help=_("Whose network it is, where the archive says none."))
    ] = "",
    marked: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=_("A list of people who come in wherever they work: a profile or name a line.")
        ),
    ] = None,
    dry_run: Annotated[bool, DRY_RUN] = False,  # noqa: FBT002 - a flag
    all_or_nothing: Annotated[bool, ALL_OR_NOTHING] = False,  # noqa: FBT002 - a flag
    report: Annotated[Path | None, REPORT] = None,
) -> None:
    """Take in a LinkedIn export: who of a network is at a mapped school, and how well known. Others are left out."""
    from crm.imports.files.texts import read_bytes, text_of
    from crm.imports.linkedin.importing import import_linkedin, open_linkedin

    lines = text_of(read_bytes(marked), marked.name).lines if marked is not None else []
    opened = open_linkedin(archive, mapping=map_ or "", whose=whose, marked=lines)
    taking_in = _TakingIn(run, archive, dry_run=dry_run, all_or_nothing=all_or_nothing, report=report)
    done, refused_file = taking_in.done(partial(import_linkedin, run.engine, opened), None)
    _answer(run, done, refused_file, dry_run=dry_run)


def answers(
    run: Invocation,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A table (csv, xlsx), a reply as text, or an .eml."))],
    dry_run: Annotated[bool, DRY_RUN] = False,  # noqa: FBT002 - a flag
    all_or_nothing: Annotated[bool, ALL_OR_NOTHING] = False,  # noqa: FBT002 - a flag
    report: Annotated[Path | None, REPORT] = None,
) -> None:
    """Take in answers to cases, by the code in the message, and what a mail tool gives back: bounces, unsubscribes."""
    from crm.imports.answers import import_answers, import_reply, open_answers

    if file.suffix.lower() in {".eml", ".mbox"}:
        mail(run, file, dry_run=dry_run, report=report)
        return
    taking_in = _TakingIn(run, file, dry_run=dry_run, all_or_nothing=all_or_nothing, report=report)
    if file.suffix.lower() == ".txt":
        done, refused_file = taking_in.done(partial(import_reply, run.engine, file), None)
    else:
        opened = open_answers(file)
        done, refused_file = taking_in.done(partial(import_answers, run.engine, opened), opened.book)
    _answer(run, done, refused_file, dry_run=dry_run)


def mail(
    run: Invocation,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE.eml|.mbox|FOLDER", help=_("Mail; without it the folder of the settings.")),
    ] = None,
    quotes: Annotated[bool, typer.Option("--quotes", help=_("Keep the first words of each answer."))] = False,  # noqa: FBT002 - a flag
    dry_run: Annotated[bool, DRY_RUN] = False,  # noqa: FBT002 - a flag
    report: Annotated[Path | None, REPORT] = None,
) -> None:
    """Take in mail: answers and sent mail of people we know are logged, dates and subjects alone; nobody else's is."""
    from crm.errors import UsageError
    from crm.imports.reports import write_report
    from crm.mail.known import Ours
    from crm.mail.taking_in import import_mail

    path = file or (Path(run.settings.mail_folder).expanduser() if run.settings.mail_folder else None)
    if path is None:
        raise UsageError(_("Which mail? Name a file or folder, or keep one: `werkplaats settings set mail_folder …`."))
    ours = Ours.of(*run.settings.ours)
    with _progress() as progress:
        done = import_mail(
            run.engine,
            path,
            ours=ours,
            by=run.by,
            clock=run.clock,
            dry_run=dry_run,
            quotes=quotes,
            progress=progress,
        )
    if not ours.addresses:
        done.plan.remarks.append(_("No address of the office is known, so what it sent is not seen: set office_email."))
    if done.held:
        done.plan.remarks.append(
            ngettext(
                "{n} mail may not be from whom it says: `werkplaats mail held` shows it.",
                "{n} mails may not be from whom they say: `werkplaats mail held` shows them.",
                done.held,
            ).format(n=done.held)
        )
    if report is not None:
        write_report(report, done.plan)
    _answer(run, done, None, dry_run=dry_run, sorts=done.counts())


def cases(
    run: Invocation,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv|.xlsx|.eml", help=_("A sheet of cases, or a mail with questions in it."))
    ],
    map_: Annotated[str | None, MAP] = None,
    dry_run: Annotated[bool, DRY_RUN] = False,  # noqa: FBT002 - a flag
    all_or_nothing: Annotated[bool, ALL_OR_NOTHING] = False,  # noqa: FBT002 - a flag
    report: Annotated[Path | None, REPORT] = None,
) -> None:
    """Take in what businesses ask: a sheet, or a mail split into questions. A receipt to each is drafted."""
    from crm.errors import UsageError
    from crm.imports.cases.importing import import_cases
    from crm.imports.cases.opening import open_cases
    from tui.commands.case_text import brought_json, print_brought

    with run.reading() as session:
        opened = open_cases(file, session, run.settings.ours)
    if map_ and opened.sheets is None:
        raise UsageError(_("--map is for the columns of a sheet: a mail has none."))
    if map_ and opened.sheets is not None:
        opened.sheets.mapped(map_)
    taking_in = _TakingIn(run, file, dry_run=dry_run, all_or_nothing=all_or_nothing, report=report)
    book = opened.book if opened.sheets is not None else None
    done, refused_file = taking_in.done(partial(import_cases, run.engine, opened), book)
    if not run.json:
        print_brought(done.plan)
    _answer(run, done, refused_file, dry_run=dry_run, more=brought_json(run, done.plan))


@dataclass(frozen=True, slots=True)
class _TakingIn:
    """What the user asked of an import, of whatever sort the file is."""

    run: Invocation
    file: Path
    dry_run: bool
    all_or_nothing: bool
    report: Path | None

    def done(self, importing: "Callable[..., Imported]", book: "Book | None") -> "tuple[Imported, Path | None]":
        """Does it under a bar and writes the report; and of a `book` the rows that were refused, beside the file."""
        from crm.imports.reports import write_refused, write_report

        with _progress() as progress:
            done = importing(
                by=self.run.by,
                clock=self.run.clock,
                dry_run=self.dry_run,
                all_or_nothing=self.all_or_nothing,
                progress=progress,
            )
        if self.report is not None:
            write_report(self.report, done.plan)
        if self.dry_run or book is None:
            return done, None
        return done, write_refused(book, done.plan, _writable(self.file.absolute().parent))


def _writable(folder: Path) -> Path:
    """`folder`, or where it cannot be written the current one."""
    import os

    return folder if os.access(folder, os.W_OK) else Path.cwd()


def _answer(
    run: Invocation,
    done: "Imported",
    refused_file: Path | None,
    *,
    dry_run: bool,
    sorts: dict[str, int] | None = None,
    more: dict[str, Any] | None = None,
) -> None:
    """Tells what was done; ends with 3 where rows or values were refused. `sorts`: of mail, what the mails were.

    `more`: what else the document holds.
    """
    plan = done.plan
    rows = plan.refused()
    refused = [*rows, *plan.values_refused()]
    document: dict[str, Any] = {
        **plan.counts(),
        "refused": [{"file": each.file, "line": each.line, "reason": each.reason} for each in refused],
        "refused_file": str(refused_file) if refused_file is not None else None,
        "remarks": plan.remarks,
        "dry_run": dry_run,
        **({"sorts": sorts} if sorts is not None else {}),
        **(more or {}),
    }
    if done.action is not None:
        document["action"] = done.action
    run.answer(document, lambda: _say(done, dry_run=dry_run))
    for remark in plan.remarks[:_MOST_SHOWN]:
        output.tell(remark)
    if not refused:
        return
    for each in refused[:_MOST_SHOWN]:
        where = f"{each.file}, {each.sheet}" if each.sheet else each.file
        output.tell(_("{file}, line {line}: {reason}").format(file=where, line=each.line, reason=each.reason))
    if rows:
        count = ngettext("{n} row was refused.", "{n} rows were refused.", len(rows)).format(n=len(rows))
        mended = (
            _(" They are in {file}: mend them there and import that.").format(file=refused_file) if refused_file else ""
        )
        output.tell(count + mended)
    raise typer.Exit(IN_PART)


def _say(done: "Imported", *, dry_run: bool) -> None:
    from crm.imports.plan import Outcome, outcome_word

    counts = done.plan.counts()
    told = ", ".join(f"{counts[each.value]} {outcome_word(each)}" for each in Outcome if counts.get(each.value))
    read = ngettext("{n} row read", "{n} rows read", counts["read"]).format(n=counts["read"])
    output.say(f"{done.plan.file}: {read}: {told}." if told else f"{done.plan.file}: {read}.")
    if dry_run:
        output.say(_("Nothing was written: this was a dry run."))
    elif done.action is not None:
        output.say(_("`werkplaats undo` takes the whole import back."))
    else:
        output.say(done.plan.why_nothing())


@contextmanager
def _progress() -> "Iterator[Progress]":
    """A bar on stderr where that is a terminal. Ctrl-C stops the import, of which nothing is kept."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, rows="")

        def told(what: str, done: int, of: int) -> None:
            rows = f"{done}/{of}" if of else str(done or "")
            bar.update(task, description=what, completed=done, total=of or None, rows=rows)

        try:
            yield told
        except KeyboardInterrupt:
            output.tell(_("Stopped: nothing was imported."))
            raise typer.Exit(STOPPED) from None
