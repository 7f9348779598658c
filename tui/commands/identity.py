"""Commands for who is who: `duplicates`, `merge`, `keep-apart`."""

from typing import Annotated

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "duplicates", "werkplaats duplicates --threshold 0.8")(duplicates)
    command(app, "merge", "werkplaats merge 12 57")(merge)
    command(app, "keep-apart", "werkplaats keep-apart 12 57")(keep_apart)


def duplicates(
    run: Invocation,
    threshold: Annotated[
        float | None,
        typer.Option(metavar="X", min=0.01, max=1.0, help=_("How probable at least, from 0.01 to 1; 0.6 without it.")),
    ] = None,
) -> None:
    """Show who is probably one person twice, surest first, with the reasons."""
    from crm.identity import THRESHOLD
    from crm.views.duplicates import duplicates as find
    from crm.views.duplicates import sides

    with run.reading() as session:
        found = find(session, THRESHOLD if threshold is None else threshold)
        people = {} if run.json else sides(session, {id_ for pair in found for id_ in (pair.a, pair.b)})
    document = [{"a": d.a, "b": d.b, "score": d.score, "reasons": list(d.reasons)} for d in found]
    if not found:
        run.answer(document, lambda: output.say(_("Nobody is here twice, as far as can be told.")))
        return
    columns = (_("Probably"), _("Number"), _("Name"), _("Number"), _("Name"), _("Why"))
    rows = [
        (f"{d.score:.0%}", d.a, people[d.a].name, d.b, people[d.b].name, "; ".join(d.reasons)) for d in found if people
    ]
    run.answer(document, lambda: output.table(columns, rows))


def merge(
    run: Invocation,
    a: Annotated[int, typer.Argument(metavar="A", help=_("The person's number."))],
    b: Annotated[int, typer.Argument(metavar="B", help=_("The number of who is the same person."))],
) -> None:
    """Make one person of two; `undo` makes them two again, also weeks later."""
    from crm.services import merges

    with run.working() as work:
        person = merges.merge(work, a, b)
        kept = {"id": person.id, "name": person.name, "email": person.email}
    document = {"action": work.entry_id, "person": kept}
    said = _("{name} is person {id} now. `werkplaats undo {action}` makes them two again.")
    run.answer(document, lambda: output.say(said.format(name=kept["name"], id=kept["id"], action=work.entry_id)))


def keep_apart(
    run: Invocation,
    a: Annotated[int, typer.Argument(metavar="A", help=_("The person's number."))],
    b: Annotated[int, typer.Argument(metavar="B", help=_("The number of who is another person."))],
) -> None:
    """Say that two people are not the same: nothing takes them for one again."""
    from crm.services import merges

    with run.working() as work:
        merges.keep_apart(work, a, b)
    document = {"action": work.entry_id, "person": {"id": a, "kept_apart_from": b}}
    run.answer(document, lambda: output.say(_("{a} and {b} are kept apart.").format(a=a, b=b)))
