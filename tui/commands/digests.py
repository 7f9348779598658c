"""The command `digest`: one message a teacher with the cases that fit, and what a partner's questions came to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm.language import _, current_language, ngettext
from tui.commands import output
from tui.commands.exit_codes import IN_PART
from tui.commands.invocation import Invocation, command
from tui.commands.matching import WORDS_ONLY, read_new_texts

if TYPE_CHECKING:
    from crm.messages.facts import Office
    from crm.services.digest_making import Made
    from crm.views.digest_plan import DigestPlan
    from crm.views.fits import Unmarked

OUTPUT = typer.Option(
    "--output",
    metavar="FILE.eml|FOLDER",
    help=_("Make the messages: one mail for your mail program, or a folder of them; without it they are only shown."),
)


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    command(app, "digest", "werkplaats digest --output berichten/")(digest)


def digest(
    run: Invocation,
    lead: Annotated[int | None, typer.Option(help=_("To one lead; default to all that cases fit."))] = None,
    mine: Annotated[bool, typer.Option("--mine", help=_("Of your own leads alone."))] = False,  # noqa: FBT002 - a flag
    partner: Annotated[
        str | None, typer.Option(metavar="P", help=_("To a partner: what became of each question they sent."))
    ] = None,
    output_: Annotated[Path | None, OUTPUT] = None,
    sent: Annotated[bool, typer.Option("--sent", help=_("Say that the message to the partner was sent."))] = False,  # noqa: FBT002 - a flag
    on: Annotated[str | None, typer.Option(help=_("The day it was sent; default today."))] = None,
    words_only: Annotated[bool, WORDS_ONLY] = False,  # noqa: FBT002 - a flag
) -> None:
    """Make one message a teacher with the cases that fit, never twice, over capacity or more often than agreed."""
    from crm.errors import UsageError

    if partner is not None and lead is not None:
        raise UsageError(_("A digest is to a lead or to a partner, not both."))
    if partner is not None:
        from tui.commands.partner_digest import partner_digest

        partner_digest(run, partner, output_, sent=sent, on=on)
        return
    if output_ is not None and lead is None and _is_mail(output_):
        raise UsageError(_("Messages to several teachers go in a folder, not in one file: name a folder, or --lead."))
    if sent or on:
        raise UsageError(_("`werkplaats message sent` says that a message to a teacher was sent."))
    from crm.views.digest_plan import digest_plans
    from crm.views.fits import unmarked

    encoders = read_new_texts(run, words_only=words_only)
    with run.reading() as session:
        plans = digest_plans(
            session, run.clock.today(), lead_id=lead, owner=run.by if mine else None, encoders=encoders
        )
        new = unmarked(session)
    if output_ is None:
        document = {
            "digests": [_planned(one) for one in plans if not one.why_not],
            "skipped": _skipped(plans),
            "left_out": _left_out(new),
        }
        run.answer(document, lambda: _print(plans))
        _tell_new(new)
        return
    _make(run, plans, new, output_)


def _left_out(new: "list[Unmarked]") -> list[dict[str, Any]]:
    why = _("new: nobody has said that it is fit to offer")
    return [{"id": one.id, "code": one.code, "title": one.title, "company": one.company, "why": why} for one in new]


def _tell_new(new: "list[Unmarked]") -> None:
    """Which cases go out to nobody, and the command that lets them."""
    if not new:
        return
    said = ngettext(
        "{n} case is new and was left out: `werkplaats case fit {codes}` says that it is fit to offer.",
        "{n} cases are new and were left out: `werkplaats case fit {codes}` says that they are fit to offer.",
        len(new),
    )
    output.tell(said.format(n=len(new), codes=" ".join(one.code for one in new)))


def _make(run: Invocation, plans: "list[DigestPlan]", new: "list[Unmarked]", to: Path) -> None:
    from crm.errors import MissingFactsError, WerkplaatsError
    from crm.messages.facts import office_of

    office = office_of(run.settings)
    made: list[dict[str, Any]] = []
    for plan in plans:
        if plan.why_not:
            continue
        try:
            made.append(_made(run, plan, office, _path(to, plan)))
        except MissingFactsError:
            raise
        except WerkplaatsError as error:
            plan.why_not = str(error)
    failed = [plan for plan in plans if plan.why_not and plan.size]
    run.answer({"digests": made, "skipped": _skipped(plans), "left_out": _left_out(new)}, lambda: _tell(made))
    _tell_new(new)
    for plan in failed:
        output.tell(f"{plan.name}: {plan.why_not}")
    if failed or not made:
        if not made:
            output.tell(_("No message was made: `werkplaats digest` says why."))
        raise typer.Exit(IN_PART)


def _made(run: Invocation, plan: "DigestPlan", office: "Office", path: Path) -> dict[str, Any]:
    """Makes one message and its file, together or not at all."""
    from crm.exports.whole_file import whole_file
    from crm.messages.mail_file import mail_bytes
    from crm.services.digest_making import make

    with run.working() as work:
        made = make(work, plan, office)
        content = mail_bytes(made.draft, made.message_id, office=office.name, office_email=office.email)
        with whole_file(path) as file:
            file.write(content)
    return _document(run, made, work.entry_id, path)


def _document(run: Invocation, made: "Made", action: int | None, path: Path) -> dict[str, Any]:
    from crm.views.proposals import proposal_json, proposals

    with run.reading() as session:
        lines = {one.id: proposal_json(one) for one in proposals(session, lead_ids=[made.plan.lead_id])}
    return {
        "action": action,
        **_whom(made.plan),
        "proposals": [lines[one] for one in made.proposals],
        "message": made.message,
        "message_id": made.message_id,
        "subject": made.draft.subject,
        "body": made.draft.body,
        "basis": made.draft.basis.basis.value,
        "notice": made.draft.noticed,
        "file": str(path),
    }


def _is_mail(to: Path) -> bool:
    return to.suffix.lower() == ".eml" and not to.is_dir()


def _path(to: Path, plan: "DigestPlan") -> Path:
    """Where the mail to a teacher goes: the file that was named for one, else a file of its own in the folder."""
    from crm.errors import WerkplaatsError
    from crm.text import fold

    if _is_mail(to):
        return to
    if not to.is_dir():
        try:
            to.mkdir()
        except OSError as error:
            raise WerkplaatsError(_("The folder {folder} cannot be made.").format(folder=to)) from error
    return to / f"{plan.lead_id}-{fold(plan.name).replace(' ', '-')[:40]}.eml"


def _whom(plan: "DigestPlan") -> dict[str, Any]:
    return {"lead": plan.lead_id, "person": {"id": plan.person_id, "name": plan.name}}


def _planned(plan: "DigestPlan") -> dict[str, Any]:
    cases: list[dict[str, Any]] = [
        {
            "id": one.case_id,
            "title": one.title,
            "company": one.company,
            "proposal": one.id,
            "code": one.code,
            "why": one.why,
        }
        for one in plan.ready
    ]
    cases += [
        {
            "id": one.fit.case_id,
            "title": one.fit.title,
            "company": one.fit.company,
            "proposal": None,
            "code": None,
            "why": one.fit.why.get(current_language()) or None,
            "score": one.fit.score,
        }
        for one in plan.chosen
    ]
    return {**_whom(plan), "cases": cases}


def _skipped(plans: "list[DigestPlan]") -> list[dict[str, Any]]:
    return [{**_whom(one), "why": one.why_not} for one in plans if one.why_not]


def _print(plans: "list[DigestPlan]") -> None:
    rows = [
        (plan.lead_id, plan.name, case["title"], case["company"], case["why"])
        for plan in plans
        if not plan.why_not
        for case in _planned(plan)["cases"]
    ]
    output.table((_("Lead"), _("Name"), _("Case"), _("Company"), _("Why")), rows)
    for plan in plans:
        if plan.why_not:
            output.tell(f"{plan.name}: {plan.why_not}")
    output.tell(_("Nothing was made: --output FOLDER makes the messages."))


def _tell(made: list[dict[str, Any]]) -> None:
    for one in made:
        count = len(one["proposals"])
        said = ngettext("{name}: {n} case, {file}", "{name}: {n} cases, {file}", count)
        output.say(said.format(name=one["person"]["name"], n=count, file=one["file"]))
    if made:
        numbers = " ".join(str(one["message"]) for one in made)
        said = _("Open them, send them, and say so of each with `werkplaats message sent NUMBER`: {numbers}.")
        output.tell(said.format(numbers=numbers))
