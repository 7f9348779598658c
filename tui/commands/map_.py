"""Commands for the map: `map`, `search`, `why`, `changes`, `set`, `person add`, `target`."""

from typing import Annotated

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "map", 'werkplaats map --query "school:haz course:data" --json')(map_)
    command(app, "search", "werkplaats search bouhali")(search)
    command(app, "why", "werkplaats why person 12")(why)
    command(app, "changes", "werkplaats changes --since 2026-11-16")(changes)
    command(app, "set", "werkplaats set person 12 email=z.vanthek@haz.example")(set_)
    command(app, "target", 'werkplaats target programme 3 yes --why "ICT in the region"')(target)
    group = typer.Typer(help=_("People: add one by hand."), no_args_is_help=True)
    app.add_typer(group, name="person")
    command(group, "add", 'werkplaats person add "Zoë van \'t Hek" --role docent --at "Hogeschool aan Zee"')(person_add)


def map_(
    run: Invocation, query: Annotated[str, typer.Option(help=_("Which part: words and field:value."))] = ""
) -> None:
    """Show the course map as it stands."""
    from crm.views.map import course_map
    from tui.commands.map_text import print_map

    with run.reading() as session:
        document = course_map(session, query or None)
    run.answer(document, lambda: print_map(document))


def search(
    run: Invocation,
    query: Annotated[str, typer.Argument(help=_("Words; typos and accents are forgiven."))],
    limit: Annotated[int, typer.Option(min=1, help=_("Hits at most."))] = 20,
) -> None:
    """Search everything, best first."""
    from crm.views.search import search as find
    from tui.wording import found_word

    with run.reading() as session:
        hits = find(session, query, limit=limit)
    document = [{"kind": h.kind, "id": h.id, "name": h.name, "where": h.where, "score": h.score} for h in hits]
    columns = (_("Kind"), _("Number"), _("Name"), _("Where"))
    run.answer(
        document,
        lambda: output.table(columns, [(found_word(h.kind), h.id, h.name, h.where) for h in hits]),
        nothing=_("Nothing found. Fewer letters may find more."),
    )


def why(
    run: Invocation,
    kind: Annotated[str, typer.Argument(help=_("course, person, programme, unit, institution or role."))],
    number: Annotated[int, typer.Argument(metavar="ID", help=_("Its number."))],
) -> None:
    """Show every sighting behind every value: page, date, method."""
    from crm.spoken import spoken_field, spoken_page
    from crm.views.why import why as reasons
    from crm.words import EntityKind, Method
    from tui.commands.values import word
    from tui.wording import method_word

    with run.reading() as session:
        document = reasons(session, word(EntityKind, kind, "KIND"), number)
    columns = (_("Field"), _("Value"), _("Page"), _("Method"), _("First seen"), _("Last seen"), _("Chosen"))
    rows = [
        (
            spoken_field(field),
            s["value"],
            spoken_page(s["page"]),
            method_word(Method(s["method"])),
            s["first_seen"],
            s["last_seen"],
            "●" if s["chosen"] else "",
        )
        for field, sightings in document["fields"].items()
        for s in sightings
    ]
    run.answer(document, lambda: output.table(columns, rows))


def changes(
    run: Invocation,
    since: Annotated[str | None, typer.Option(metavar="DATE|RUN", help=_("From this day, or of this crawl."))] = None,
) -> None:
    """Show what the last crawls changed."""
    from crm.spoken import spoken_field
    from crm.views.changes import changes as feed
    from tui.commands.values import day
    from tui.wording import change_word, kind_word

    number = int(since) if since and since.isdigit() else None
    with run.reading() as session:
        lines = feed(session, since=None if number else day(since, "--since"), run=number)
    document = [
        {
            "change": c.change,
            "kind": c.kind,
            "id": c.id,
            "name": c.name,
            "field": c.field,
            "old": c.old,
            "new": c.new,
            "run": c.run,
            "on": c.on,
            "page": c.page,
        }
        for c in lines
    ]
    columns = (_("Day"), _("Change"), _("Kind"), _("Name"), _("Field"), _("Was"), _("Is"))
    rows = [
        (c.on, change_word(c.change), kind_word(c.kind), c.name, spoken_field(c.field or ""), c.old, c.new)
        for c in lines
    ]
    run.answer(document, lambda: output.table(columns, rows))


def set_(
    run: Invocation,
    kind: Annotated[str, typer.Argument(help=_("course, person, programme, unit or institution."))],
    number: Annotated[int, typer.Argument(metavar="ID", help=_("Its number."))],
    values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE …", help=_("What to correct."))],
) -> None:
    """Correct values by hand; no crawl overwrites them."""
    from crm.errors import UsageError
    from crm.services import edits
    from crm.words import EntityKind
    from tui.commands.values import word

    pairs = [value.partition("=") for value in values]
    if wrong := next((field for field, sign, _value in pairs if not sign), None):
        raise UsageError(_("{word} is no FIELD=VALUE.").format(word=wrong))
    with run.working() as work:
        row = edits.set_values(work, word(EntityKind, kind, "KIND"), number, {f: v or None for f, _s, v in pairs})
    run.answer({"action": work.entry_id, kind: row}, lambda: output.table((_("Field"), _("Value")), row.items()))


def target(
    run: Invocation,
    kind: Annotated[str, typer.Argument(help=_("unit, programme or course."))],
    number: Annotated[int, typer.Argument(metavar="ID", help=_("Its number."))],
    mark: Annotated[str, typer.Argument(metavar="yes|no|undecided", help=_("Is the office after it?"))],
    why_: Annotated[str | None, typer.Option("--why", help=_("The reason, kept with it."))] = None,
) -> None:
    """Mark what the office is after (beoogd); what stands below inherits it."""
    from crm.services import targets
    from crm.words import EntityKind, Target
    from tui.commands.values import word
    from tui.wording import kind_word, target_word

    entity, chosen = word(EntityKind, kind, "KIND"), word(Target, mark, "TARGET")
    with run.working() as work:
        targets.set_target(work, entity, number, chosen, why=why_)
    document = {"action": work.entry_id, str(entity): {"id": number, "target": chosen}}
    run.answer(document, lambda: output.say(f"{kind_word(entity)} {number}: {target_word(chosen)}"))


def person_add(
    run: Invocation,
    name: Annotated[str, typer.Argument(help=_("The name, with titles if you like."))],
    email: Annotated[str | None, typer.Option(help=_("E-mail address."))] = None,
    role: Annotated[str | None, typer.Option(help=_("What they are: docent, opleidingsmanager HBO-ICT, …"))] = None,
    at: Annotated[str | None, typer.Option(help=_("School, unit, programme or course."))] = None,
    url: Annotated[str | None, typer.Option(help=_("Their page or profile."))] = None,
) -> None:
    """Add a person by hand; somebody who is known already is found, not doubled."""
    from crm.services import edits

    with run.working() as work:
        added = edits.add_person(work, name, email=email, role=role, at=at, url=url)
    document = {"action": work.entry_id, "person": {"id": added.person_id, "name": name, "was_known": added.was_known}}
    said = _("Person {id} was known already and is completed.") if added.was_known else _("Person {id} added.")
    run.answer(document, lambda: output.say(said.format(id=added.person_id)))
