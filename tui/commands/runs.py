"""Commands for what was read before: `reread`, and `run accept|discard` for a run that was held."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm.language import _, ngettext
from tui.commands import output
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from crawler.reread import Reread
    from crm.views.changes import ChangeLine

EXAMPLES = 5
"""Lines of each sort of change that a preview shows."""

WITHOUT_RULES = Annotated[bool, typer.Option("--without-rules", help=_("Leave out the rules that it proposes."))]
YES = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "reread", "werkplaats reread haz --yes")(reread)
    group = typer.Typer(
        help=_("What becomes of a run that was held because it found far too little."), no_args_is_help=True
    )
    app.add_typer(group, name="run")
    command(group, "accept", "werkplaats run accept 7 --yes")(accept)
    command(group, "discard", "werkplaats run discard 7 --yes")(discard)


def reread(
    run: Invocation,
    source: Annotated[str | None, typer.Argument(help=_("The source's name; none: all of them."))] = None,
    yes: YES = False,  # noqa: FBT002 - a flag
) -> None:
    """Read the archived pages again with today's extraction: says what that adds, changes and loses, then asks."""
    from crawler.reread import apply, preview
    from crm.errors import RefusedError
    from tui.commands.asking import confirm

    chosen = _sources(run, source)
    done: list[Reread] = []
    for source_id in chosen:
        if not yes:
            shown = preview(run.engine, source_id, run.clock)
            output.tell(_said(shown))
            if not shown.read_otherwise:
                done.append(shown)
                continue
            try:
                confirm(_("Take that over into the map?"), yes=False)
            except RefusedError as refused:
                if len(chosen) == 1:
                    raise
                output.tell(str(refused))
                continue
        done.append(apply(run.engine, source_id, run.clock))
    documents = [_document(each) for each in done]
    one = documents[0] if source is not None and documents else {"runs": documents}
    written = [_said(each) for each in done if each.run is not None]
    run.answer(one, lambda: output.say("\n".join(written)) if written else None)


def _sources(run: Invocation, name: str | None) -> list[int]:
    from crm.errors import NotFoundError
    from crm.services import sources
    from crm.views.sources import sources as lines

    with run.reading() as session:
        if name is not None:
            found = sources.find(session, name).id
            return [found] if found is not None else []
        crawled = [line.id for line in lines(session, run.clock) if line.institution_id is not None]
    if not crawled:
        raise NotFoundError(_("Nothing was crawled yet, so there is nothing to read again."))
    return crawled


def _said(done: "Reread") -> str:
    """The figures of a rereading, and some examples of each sort of change, a line each."""
    pages = ngettext("{n} archived page", "{n} archived pages", done.pages).format(n=done.pages)
    lines = [
        _("{source}: {pages}, {n} read otherwise than before.").format(
            source=done.source, pages=pages, n=done.read_otherwise
        )
    ]
    by_change: dict[str, list[ChangeLine]] = {}
    for line in done.lines:
        by_change.setdefault(str(line.change), []).append(line)
    words = {"new": _("adds"), "back": _("brings back"), "changed": _("changes"), "gone": _("loses")}
    for change in ("new", "back", "changed", "gone"):
        some = by_change.get(change, [])
        if some:
            examples = "; ".join(_example(line) for line in some[:EXAMPLES])
            lines.append(f"  {words[change]} {len(some)}: {examples}{' …' if len(some) > EXAMPLES else ''}")
    if not done.lines:
        lines.append(_("  The map stays as it is."))
    return "\n".join(lines)


def _example(line: "ChangeLine") -> str:
    if line.field is None:
        return line.name
    return f"{line.name} ({line.field}: {line.old or '-'} → {line.new or '-'})"


def _document(done: "Reread") -> dict[str, Any]:
    counts: dict[str, Counter[str]] = {change: Counter() for change in ("new", "changed", "gone")}
    for line in done.lines:
        counts["new" if line.change == "back" else str(line.change)][str(line.kind)] += 1
    return {
        "run": done.run,
        "source": done.source,
        "pages": done.pages,
        "read_otherwise": done.read_otherwise,
        "unreadable": done.unreadable,
        **{change: dict(sorted(kinds.items())) for change, kinds in counts.items()},
        "changes": [
            {
                "change": line.change,
                "kind": line.kind,
                "id": line.id,
                "name": line.name,
                "field": line.field,
                "old": line.old,
                "new": line.new,
                "page": line.page,
            }
            for line in done.lines
        ],
    }


def accept(
    run: Invocation,
    number: Annotated[int, typer.Argument(metavar="RUN", help=_("The number of the held run."))],
    without_rules: WITHOUT_RULES = False,  # noqa: FBT002 - a flag
    yes: YES = False,  # noqa: FBT002 - a flag
) -> None:
    """Take what a held run found over into the map after all, with what that loses; its rules are kept first."""
    from crawler import held
    from tui.commands.asking import confirm

    held.held_run(run.engine, number)
    confirm(_("Take run {run} over into the map, although it found far less than before?").format(run=number), yes=yes)
    held.accept(run.engine, number, run.clock, with_rules=not without_rules)
    _answer(run, number, _("Run {run} was accepted.").format(run=number))


def discard(
    run: Invocation,
    number: Annotated[int, typer.Argument(metavar="RUN", help=_("The number of the held run."))],
    yes: YES = False,  # noqa: FBT002 - a flag
) -> None:
    """Leave the map as it was before a held run."""
    from crawler import held
    from tui.commands.asking import confirm

    held.held_run(run.engine, number)
    confirm(_("Discard run {run}?").format(run=number), yes=yes)
    held.discard(run.engine, number, run.clock)
    _answer(run, number, _("Run {run} was discarded; the map is as it was.").format(run=number))


def _answer(run: Invocation, number: int, words: str) -> None:
    from crm.tables import CrawlRun

    with run.working() as work:
        row = work.session.get_one(CrawlRun, number)
        figures = {
            change: {kind: getattr(row, f"{kind}_{change}") for kind in ("courses", "people", "programmes")}
            for change in ("new", "changed", "gone")
        }
        document = {"run": number, "state": str(row.state), **figures}
        work.say(words)
        work.log(document)
    run.answer({"action": work.entry_id, "run": document}, lambda: output.say(words))
