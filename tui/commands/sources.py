"""Commands for the places to map: `source add|list|remove` and `crawl`."""

import shlex
from typing import Annotated

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

EVERY = r"^\d+d?$"


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("The places to map: add, list, remove."), no_args_is_help=True)
    app.add_typer(group, name="source")
    command(group, "add", "werkplaats source add https://www.haz.example --level hbo")(add)
    command(group, "list", "werkplaats source list --json")(list_)
    command(group, "candidates", "werkplaats source candidates")(candidates)
    command(group, "remove", "werkplaats source remove haz")(remove)
    command(app, "crawl", "werkplaats crawl https://www.haz.example --max-pages 500")(crawl)


def add(
    run: Invocation,
    url: Annotated[str, typer.Argument(help=_("The school's address."))],
    name: Annotated[str | None, typer.Option(help=_("How to call it; default the school's domain."))] = None,
    level: Annotated[str | None, typer.Option(help=_("wo, hbo or mbo."))] = None,
    kind: Annotated[str, typer.Option(help=_("auto, site, ooapi, osiris, pure or rio."))] = "auto",
    every: Annotated[str, typer.Option(help=_("How often to crawl, in days: 7d."))] = "7d",
    max_pages: Annotated[int, typer.Option(min=1, help=_("Pages to ask at most in one crawl."))] = 2000,
) -> None:
    """Add a school by its address."""
    from crm.services import sources
    from crm.words import Level, SourceKind
    from tui.commands.values import days, word

    with run.working() as work:
        source = sources.add(
            work,
            url,
            name=name,
            level=word(Level, level, "--level") if level else None,
            kind=word(SourceKind, kind, "--kind"),
            every_days=days(every),
            max_pages=max_pages,
        )
        shown = {"name": source.name, "url": source.url, "kind": source.kind, "every": f"{source.every_days}d"}
    run.answer(
        {"action": work.entry_id, "source": shown},
        lambda: output.say(
            _("{name} added. `werkplaats crawl {word}` maps it; `werkplaats undo` takes it back.").format(
                name=shown["name"], word=shlex.quote(str(shown["name"]))
            )
        ),
    )


def list_(run: Invocation) -> None:
    """List the schools with their schedule and how they stand."""
    from crm.views.sources import sources
    from tui.wording import state_word

    with run.reading() as session:
        lines = sources(session, run.clock)
    document = [
        {
            "name": line.name,
            "url": line.url,
            "kind": line.kind,
            "every": line.every,
            "last_run": line.last_run,
            "next_due": line.next_due,
            "state": line.state,
        }
        for line in lines
    ]
    columns = (_("Name"), _("Address"), _("Kind"), _("Every"), _("Last crawl"), _("Next"), _("State"))
    rows = [(s.name, s.url, s.kind, s.every, output.moment(s.last_run), s.next_due, state_word(s.state)) for s in lines]
    run.answer(document, lambda: output.table(columns, rows))


def candidates(run: Invocation) -> None:
    """List addresses that may be sources of their own: to which schools link, and which open data name."""
    from crawler.feeds.candidates import candidates as of_open_data
    from crm.views.not_visited import places
    from crm.views.sources import sources

    with run.reading() as session:
        found = [{"url": p.url, "name": p.words, "pages": p.pages, "from": p.source} for p in places(session)]
        known = [(line.id, line.name, line.url) for line in sources(session, run.clock)]
    taken = {url for _id, _name, url in known} | {each["url"] for each in found}
    for source_id, name, _url in known:
        for school in of_open_data(run.engine, source_id):
            if school.url not in taken:
                taken.add(school.url)
                found.append({"url": school.url, "name": school.name, "pages": 1, "from": name})
    columns = (_("Address"), _("Called"), _("Pages"), _("Found by"))
    rows = [(each["url"], each["name"], each["pages"], each["from"]) for each in found]

    def say() -> None:
        if not found:
            output.say(_("No other addresses were found. A crawl of a school looks for them."))
            return
        output.table(columns, rows)
        output.say(_("Add one with `werkplaats source add ADDRESS`."))

    run.answer(found, say)


def remove(
    run: Invocation,
    name: Annotated[str, typer.Argument(help=_("The source's name."))],
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Remove a source with its pages; people with a lead, and what was typed by hand, stay."""
    from crm.services import sources
    from tui.commands.asking import confirm

    confirm(_("Remove the source {name} with all its pages?").format(name=name), yes=yes)
    with run.working() as work:
        sources.remove(work, name)
    run.answer(
        {"action": work.entry_id, "source": {"name": name}}, lambda: output.say(_("{name} removed.").format(name=name))
    )


def crawl(
    run: Invocation,
    schools: Annotated[list[str] | None, typer.Argument(help=_("Names or addresses; none: all of them."))] = None,
    due: Annotated[bool, typer.Option("--due", help=_("Only the sources whose schedule asks."))] = False,  # noqa: FBT002 - a flag
    max_pages: Annotated[int | None, typer.Option(min=1, help=_("Pages to ask at most."))] = None,
    delay: Annotated[float | None, typer.Option(min=0, help=_("Seconds between two requests; default 1."))] = None,
    night: Annotated[bool, typer.Option("--night", help=_("At night only; the setting night has the hours."))] = False,  # noqa: FBT002 - a flag
    fresh: Annotated[bool, typer.Option("--fresh", help=_("Read every page again, changed or not."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Crawl schools, with progress; an address that is not known yet is added first."""
    from tui.commands.crawling import crawl_schools

    crawl_schools(run, schools or [], due=due, max_pages=max_pages, delay=delay, fresh=fresh, night=night)
