"""Commands for receipts: `case receipts|receipt`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command


def add_to(group: typer.Typer) -> None:
    """Registers the commands with those of cases."""
    command(group, "receipts", "werkplaats case receipts")(receipts)
    command(group, "receipt", "werkplaats case receipt 3 --output ontvangst.eml")(receipt)


def receipts(run: Invocation) -> None:
    """List the receipts that were drafted and not sent."""
    from crm.messages.receipts import receipts as waiting
    from crm.tables import Company, Partner

    with run.reading() as session:
        rows = []
        for kept in waiting(session):
            company, partner = session.get(Company, kept.company_id or 0), session.get(Partner, kept.partner_id or 0)
            name = company.name if company is not None else partner.name if partner is not None else ""
            rows.append((kept.id, name, kept.subject, kept.state.value))
    document = [{"id": id_, "to": to, "cases": codes.split(", "), "state": state} for id_, to, codes, state in rows]
    columns = (_("Number"), _("To"), _("Cases"), _("State"))
    run.answer(document, lambda: output.table(columns, rows), nothing=_("No receipt waits to be sent."))


def receipt(
    run: Invocation,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=_("The receipt's number."))],
    file: Annotated[
        Path | None, typer.Option("--output", metavar="F.eml", help=_("Write it as an unsent mail."))
    ] = None,
    sent: Annotated[bool, typer.Option("--sent", help=_("It was sent: logged with the company."))] = False,  # noqa: FBT002 - a flag
    drop: Annotated[bool, typer.Option("--drop", help=_("It need not be sent."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Show a receipt, write it as a mail, or say that it was sent."""
    from crm.errors import UsageError
    from crm.exports.whole_file import whole_file
    from crm.messages.facts import office_of
    from crm.messages.receipts import close, find, hand_over, unsent_mail
    from crm.messages.receipts import receipt as ready

    if sent and drop:
        raise UsageError(_("--sent or --drop, not both."))
    action = None
    if sent or drop:
        with run.working() as work:
            state = close(work, number, sent=sent).state
        run.answer(
            {"action": work.entry_id, "receipt": {"id": number, "state": state.value}},
            lambda: output.say(_("Receipt {id}: {state}.").format(id=number, state=state.value)),
        )
        return
    office = office_of(run.settings)
    with run.reading() as session:
        made = ready(session, number, office)
        message_id = find(session, number).message_id
    if file is not None:
        content = unsent_mail(made, message_id, office)
        with whole_file(file) as target:
            target.write(content)
        with run.working() as work:
            hand_over(work, number)
        action = work.entry_id
    document: dict[str, Any] = {
        "id": made.id,
        "to": {"name": made.name, "email": made.email},
        "subject": made.subject,
        "body": made.body,
        "file": str(file) if file is not None else None,
    }
    if action is not None:
        document["action"] = action

    def text() -> None:
        output.say(f"{made.name} <{made.email or '–'}>\n{made.subject}\n\n{made.body}")
        if file is not None:
            output.tell(
                _("Written to {file}. `werkplaats case receipt {id} --sent` once you sent it.").format(
                    file=file, id=number
                )
            )

    run.answer(document, text)
