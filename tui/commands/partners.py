"""Commands for partners, who forward questions: `partner list|show|edit|contact|merge`."""

from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

PARTNER = typer.Argument(metavar="PARTNER", help=_("The partner's number or name, as `partner list` gives them."))
Text = str | None


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("Partners: who forwards the questions of businesses."), no_args_is_help=True)
    app.add_typer(group, name="partner")
    command(group, "list", "werkplaats partner list")(list_)
    command(group, "show", "werkplaats partner show 2")(show)
    command(group, "edit", "werkplaats partner edit 2 --name Zeebank --domain zeebank.example")(edit)
    command(group, "contact", "werkplaats partner contact 2 'Inge Versteeg' --email inge@zeebank.example")(contact)
    command(group, "merge", "werkplaats partner merge 2 5")(merge)


def list_(run: Invocation) -> None:
    """List the partners, with how many questions each forwarded and what came of them."""
    from crm.views.companies import partner_json, partner_lines

    with run.reading() as session:
        found = partner_lines(session)
    columns = (_("Number"), _("Partner"), _("Cases"), _("Waiting"), _("Placed"), _("Last one"))
    rows = [(one.id, one.name, one.cases, one.waiting or None, one.placed or None, one.last_on) for one in found]
    run.answer(
        [partner_json(one) for one in found],
        lambda: output.table(columns, rows),
        nothing=_("No partner is known yet: an import of cases or `case add --partner` makes one."),
    )


def show(run: Invocation, partner: Annotated[str, PARTNER]) -> None:
    """Show a partner: whom we talk to there, and what it forwarded."""
    with run.reading() as session:
        document = _card(run, session, _number(session, partner))
    run.answer(document, lambda: _print(document))


def edit(
    run: Invocation,
    partner: Annotated[str, PARTNER],
    name: Annotated[Text, typer.Option(help=_("What it is called, everywhere."))] = None,
    domain: Annotated[Text, typer.Option(help=_("Where its mail comes from: zeebank.example; '' empties it."))] = None,
) -> None:
    """Call a partner otherwise, or say from which domain its mail comes."""
    from crm.errors import UsageError
    from crm.services import partners

    if name is None and domain is None:
        raise UsageError(_("Say what is to change: --name or --domain."))
    with run.working() as work:
        number = partners.find(work, partner).id or 0
        if name is not None:
            partners.rename(work, number, name)
        if domain is not None:
            partners.set_domain(work, number, domain)
    _answer(run, number, work.entry_id)


def contact(
    run: Invocation,
    partner: Annotated[str, PARTNER],
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=_("Whom we talk to there; with --left also their number."))
    ],
    email: Annotated[Text, typer.Option(help=_("Their e-mail address."))] = None,
    phone: Annotated[Text, typer.Option(help=_("Their phone number."))] = None,
    function: Annotated[Text, typer.Option(help=_("What they are there."))] = None,
    left: Annotated[bool, typer.Option("--left", help=_("They are no contact there any more."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Keep whom we talk to at a partner: messages go to the newest with an address."""
    from crm.services import partners
    from crm.services.outside_people import ContactSaid

    with run.working() as work:
        number = partners.find(work, partner).id or 0
        if left:
            partners.contact_left(work, number, name)
        else:
            partners.set_contact(work, number, ContactSaid(name, email, phone, function))
    _answer(run, number, work.entry_id)


def merge(
    run: Invocation,
    partner: Annotated[str, PARTNER],
    other: Annotated[str, typer.Argument(metavar="OTHER", help=_("The partner that is the same."))],
) -> None:
    """Join two partners that are one: what the second forwarded goes to the first."""
    from crm.services import partners

    with run.working() as work:
        number = partners.find(work, partner).id or 0
        partners.merge(work, number, partners.find(work, other).id or 0)
    _answer(run, number, work.entry_id)


def _number(session: Any, partner: str) -> int:  # noqa: ANN401 - a session, imported when it is needed
    from crm.views.partner_news import find_partner

    return int(find_partner(session, partner).id)


def _card(run: Invocation, session: Any, number: int) -> dict[str, Any]:  # noqa: ANN401 - as above
    from crm.views.companies import partner_card_json

    return partner_card_json(session, number, run.clock.today())


def _answer(run: Invocation, number: int, action: int | None) -> None:
    with run.reading() as session:
        document = _card(run, session, number)
    said = _("Partner {id}, {name}. `werkplaats undo` takes it back.").format(id=number, name=document["name"])

    def tell() -> None:
        output.say(said)
        _contacts(document)

    run.answer({"action": action, "partner": document}, tell)


def _print(document: dict[str, Any]) -> None:
    parts = (document["id"], document["name"], document["domain"])
    output.say(" · ".join(str(part) for part in parts if part is not None))
    _contacts(document)
    columns = (_("Code"), _("Case"), _("Company"), _("State"))
    output.table(columns, [(one["code"], one["title"], one["company"], _state(one)) for one in document["case_list"]])


def _contacts(document: dict[str, Any]) -> None:
    columns = (_("Number"), _("Name"), _("Function"), _("E-mail"), _("Phone"), _("Until"))
    shown = ("id", "name", "words", "email", "phone", "left_on")
    rows = [tuple(one[name] for name in shown) for one in document["contacts"]]
    if rows:
        output.table(columns, rows)


def _state(case: dict[str, Any]) -> str:
    from crm.case_words import CaseState
    from crm.services.cases import state_word

    return state_word(CaseState(case["state"]))
