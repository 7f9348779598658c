"""Commands for messages: `template list`, `draft`, `message sent`, and mail that waits. Nothing here sends anything."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from crm.messages.drafting import Drafted

FACT = typer.Option("--fact", metavar="FIELD=VALUE", help=_("A fact that the database does not know; may be repeated."))
TEMPLATE = typer.Option(
    "--template", metavar="NAME", help=_("A template, or a step in the language of the person; default: what is due.")
)
OUTPUT = typer.Option("--output", metavar="F.eml", help=_("Write it as an unsent mail, and remember it."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    templates_ = typer.Typer(help=_("Templates of messages: ours, and your own beside them."), no_args_is_help=True)
    app.add_typer(templates_, name="template")
    command(templates_, "list", "werkplaats template list --json")(template_list)
    command(app, "draft", "werkplaats draft 4 --template first-cold --output zoe.eml")(draft)
    messages_ = typer.Typer(help=_("Messages that were made."), no_args_is_help=True)
    app.add_typer(messages_, name="message")
    command(messages_, "sent", "werkplaats message sent 3")(message_sent)
    mails_ = typer.Typer(help=_("Mail that waits: it may not be from whom it says."), no_args_is_help=True)
    app.add_typer(mails_, name="mail")
    command(mails_, "held", "werkplaats mail held")(mail_held)
    command(mails_, "believe", "werkplaats mail believe '<a1b2@haz.example>'")(mail_believe)
    command(mails_, "refuse", "werkplaats mail refuse '<a1b2@haz.example>'")(mail_refuse)


MAIL_ID = typer.Argument(metavar="MAIL_ID", help=_("Its Message-ID, as `mail held` shows it."))


def mail_held(run: Invocation) -> None:
    """List the mails that may not be from whom they say, each with the reason."""
    from dataclasses import asdict

    from crm.mail.taking_in import held_mails

    with run.reading() as session:
        held = held_mails(session)
    columns = (_("Mail"), _("Lead"), _("From"), _("Subject"), _("Day"), _("Why"))
    rows = [(h.message_id, f"{h.lead_id} {h.name}", h.sender, h.subject, h.on, h.why) for h in held]
    run.answer([asdict(one) for one in held], lambda: output.table(columns, rows))


def mail_believe(run: Invocation, mail: Annotated[str, MAIL_ID]) -> None:
    """Believe a mail that waits: it is logged as an answer."""
    _settle(run, mail, believed=True)


def mail_refuse(run: Invocation, mail: Annotated[str, MAIL_ID]) -> None:
    """Do not believe a mail that waits: nothing is logged, and it does not come back."""
    _settle(run, mail, believed=False)


def _settle(run: Invocation, mail: str, *, believed: bool) -> None:
    from crm.mail.taking_in import settle_held

    with run.working() as work:
        lead = settle_held(work, mail, believed=believed)
    said = "; ".join(work.words)
    run.answer({"action": work.entry_id, "lead": {"id": lead}}, lambda: output.say(said))


def template_list(run: Invocation) -> None:
    """List the templates: the step each is for, and which facts it cannot do without."""
    from crm.messages.fields import FACTS
    from crm.messages.notice import NEEDS
    from crm.messages.rendering import needs
    from crm.messages.steps import rules
    from crm.messages.templates import own_folder, templates

    document: list[dict[str, Any]] = []
    for one in templates():
        first = NEEDS if rules().steps[one.step].first else ()
        asked = [name for name in needs(one) if FACTS[name].asked]
        document.append(
            {
                "name": one.name,
                "language": one.language,
                "step": one.step.value,
                "needs": list(dict.fromkeys([*asked, *first])),
                "title": one.title,
                "attachments": [attached.name for attached in one.attachments],
                "own": one.own,
            }
        )
    columns = (_("Template"), _("Language"), _("Step"), _("What it is"), _("Needs"))
    rows = [(t["name"], t["language"], t["step"], t["title"], ", ".join(t["needs"])) for t in document]
    run.answer(document, lambda: output.table(columns, rows))
    if not run.json:
        output.tell(
            _("Your own templates go in {folder}; one of the same name replaces ours.").format(folder=own_folder())
        )


def draft(
    run: Invocation,
    lead: Annotated[int, typer.Argument(metavar="LEAD_ID", help=_("The lead's number."))],
    template: Annotated[str | None, TEMPLATE] = None,
    output_: Annotated[Path | None, OUTPUT] = None,
    fact: Annotated[list[str] | None, FACT] = None,
    form: Annotated[
        str | None, typer.Option(metavar="je|u", help=_("Say je or u; default as is kept of them."))
    ] = None,
) -> None:
    """Make a message to a lead: printed, or written as a mail that your mail program opens and you send."""
    from crm.messages.drafting import drafted
    from crm.messages.facts import office_of
    from crm.messages.mail_file import mail_bytes, new_message_id
    from crm.messages.proposing import proposed_step
    from crm.messages.sending import hand_over

    office = office_of(run.settings)
    with run.reading() as session:
        made = drafted(
            session,
            lead,
            template or proposed_step(session, lead, run.clock).value,
            office=office,
            clock=run.clock,
            facts=_facts(fact or []),
            form=_form(form),
        )
    document = _json(made)
    if output_ is not None:
        message_id = new_message_id(office.email)
        content = mail_bytes(made, message_id, office=office.name, office_email=office.email)
        with run.working() as work:
            message = hand_over(work, made, message_id)
            _write(output_, content)
        document |= {"action": work.entry_id, "message": message.id, "message_id": message_id, "file": str(output_)}
    run.answer(document, lambda: _print(made, output_))


def message_sent(
    run: Invocation,
    number: Annotated[int, typer.Argument(metavar="MESSAGE_ID", help=_("Its number, as `draft --output` gives it."))],
    on: Annotated[str | None, typer.Option(help=_("The day it happened; default today."))] = None,
) -> None:
    """Say that a message was sent: it is logged, and what comes next is planned."""
    from crm.messages.sending import sent
    from crm.views.lead import lead_json
    from tui.commands.lead_text import print_change
    from tui.commands.values import day

    with run.working() as work:
        lead = sent(work, number, on=day(on, "--on")).message.lead_id
    with run.reading() as session:
        shown = lead_json(session, lead, clock=run.clock)
    run.answer({"action": work.entry_id, "lead": shown}, lambda: print_change(shown))


def _facts(given: list[str]) -> dict[str, str]:
    from crm.errors import UsageError

    facts: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError(_("--fact takes FIELD=VALUE, not {given}.").format(given=one))
        facts[name.strip()] = value.strip()
    return facts


def _form(given: str | None) -> Any:  # noqa: ANN401 - the enum is imported when it is needed
    from crm.errors import UsageError
    from crm.messages.templates import FORMS

    if given is None:
        return None
    if given.lower() not in FORMS:
        raise UsageError(_("--form takes je or u, not {given}.").format(given=given))
    return FORMS[given.lower()]


def _write(path: Path, content: bytes) -> None:
    from crm.exports.whole_file import whole_file

    with whole_file(path) as file:
        file.write(content)


def _json(made: "Drafted") -> dict[str, Any]:
    written = made.last_written
    return {
        "lead": made.lead_id,
        "template": made.template,
        "step": made.step.value,
        "language": made.language,
        "form": made.form.value,
        "to": {"id": made.person_id, "name": made.name, "email": made.email},
        "subject": made.subject,
        "body": made.body,
        "basis": {"basis": made.basis.basis.value, "evidence": made.basis.evidence, "page": made.basis.page},
        "notice": made.noticed,
        "written_last": {"by": written.by, "on": written.on.isoformat(), "to": written.name} if written else None,
        "attachments": [file.kept() for file in made.files],
    }


def _print(made: "Drafted", path: Path | None) -> None:
    from crm.spoken import spoken_basis, spoken_day

    to = f"{made.name} <{made.email}>" if made.email is not None else f"{made.name} ({made.email_trouble})"
    output.say(f"{_('To whom')}: {to}")
    evidence = f" (“{made.basis.evidence}”)" if made.basis.evidence else ""
    output.say(f"{_('Basis')}: {spoken_basis(made.basis.basis)}{evidence}")
    written = made.last_written
    if written is not None:
        said = _("{by} wrote to {name} on {day}")
        output.say(said.format(by=written.by, name=written.name, day=spoken_day(written.on, written.on)))
    for file in made.files:
        output.say(f"{_('With it')}: {file.name}")
    output.say(f"{_('Subject')}: {made.subject}\n")
    output.say(made.body)
    if path is not None:
        output.tell(
            _("Written to {file}: open it, send it, and say so with `werkplaats message sent`.").format(file=path)
        )
