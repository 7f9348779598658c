"""Commands to show the reader what stands where: `pages`, `learn`, `rule list|remove|export|heal`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm.language import _, ngettext
from tui.commands import output
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from crawler.learning.facts import Difference, Differences
    from crawler.learning.rules import Mark, Rule
    from crawler.learning.teaching import Lesson, ShownPage
    from crm.tables import SiteRule

KEEP = Annotated[bool, typer.Option("--keep", help=_("Keep what was learnt, and read the pages again by it."))]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "pages", "werkplaats pages haz")(pages)
    command(app, "learn", 'werkplaats learn https://www.haz.example/gids/12 --mark "Z. van \'t Hek=teacher" --keep')(
        learn
    )
    group = typer.Typer(
        help=_("What was learnt of a site: take it back, pass it on, learn it again."), no_args_is_help=True
    )
    app.add_typer(group, name="rule")
    command(group, "list", "werkplaats rule list haz")(rules)
    command(group, "remove", "werkplaats rule remove 3")(remove)
    command(group, "export", "werkplaats rule export haz --output haz.toml")(export)
    command(group, "heal", "werkplaats rule heal haz --keep")(heal)


def pages(
    run: Invocation,
    source: Annotated[str, typer.Argument(help=_("The source's name."))],
) -> None:
    """List the pages of a source that were read, and what each was taken for."""
    from crm.services import sources
    from crm.views.pages import pages as lines

    with run.reading() as session:
        found = lines(session, sources.find(session, source).id or 0)
    from tui.wording import page_word

    document = [{"id": p.id, "url": p.url, "kind": p.kind, "archived": p.archived} for p in found]
    columns = (_("Number"), _("Page"), _("Kind"))
    run.answer(document, lambda: output.table(columns, [(p.id, p.url, page_word(p.kind)) for p in found]))


def learn(
    run: Invocation,
    page: Annotated[
        list[str], typer.Argument(metavar="PAGE …", help=_("Addresses or numbers of crawled pages of one source."))
    ],
    mark: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORDS=WHAT",
            help=_("These words of a page, or line (a number), are: teacher, course_name, nobody, …"),
        ),
    ] = None,
    keep: KEEP = False,  # noqa: FBT002 - a flag
) -> None:
    """Show a crawled page as it is read; with marks: learn a rule from them, and say what it would change."""
    from crawler.learning import teaching

    with run.reading() as session:
        chosen = [teaching.page_named(session, each) for each in page]
        ids, source_id = [each.id or 0 for each in chosen], chosen[0].source_id
        same = {each.source_id for each in chosen} == {source_id}
    shown = [teaching.shown_page(run.engine, page_id) for page_id in ids]
    if not mark:
        run.answer([_page_document(each) for each in shown], lambda: _show_pages(shown))
        return
    if not same:
        from crm.errors import UsageError

        raise UsageError(_("A rule is of one site: give pages of one source."))
    lesson = teaching.teach(run.engine, source_id, _marks(mark, shown), run.clock)
    _answer(run, lesson, keep=keep)


def _answer(run: Invocation, lesson: "Lesson", *, keep: bool) -> None:
    from crawler.learning import teaching
    from crawler.reread import apply_changed_rules

    document: dict[str, Any] = {"rule": rule_document(lesson.rule), "preview": differences_document(lesson.differences)}
    if not keep:
        run.answer(document, lambda: output.say("\n".join([*said(lesson), _("Nothing is kept yet: --keep keeps it.")])))
        return
    words = f"{_says(lesson.rule.says)}: {lesson.rule.spoken}"
    number, action = teaching.keep(run.engine, lesson, words, by=run.by, clock=run.clock)
    done = apply_changed_rules(run.engine, lesson.source_id, run.clock)
    document = {"action": action, **document}
    document["rule"]["id"] = number
    document["run"] = done.run if done is not None else None
    kept = _("Rule {id} is kept; `werkplaats undo` takes it back.").format(id=number)
    run.answer(document, lambda: output.say("\n".join([*said(lesson), kept])))


def _marks(given: Sequence[str], shown: "Sequence[ShownPage]") -> "list[Mark]":
    """The marks that `--mark` gives, each looked up on the pages."""
    from crawler.learning.rules import Mark, Says
    from crm.errors import NotFoundError, UsageError
    from crm.text import fold
    from tui.commands.values import word

    found: list[Mark] = []
    for each in given:
        words, sign, what = each.rpartition("=")
        if not sign or not words:
            raise UsageError(_("--mark takes WORDS=WHAT, not {given}.").format(given=each))
        says = word(Says, what, "--mark")
        places = [
            (page, line)
            for page in shown
            for line in page.lines
            if (words.isdigit() and line.index == int(words))
            or (not words.isdigit() and fold(words) in fold(line.text))
        ]
        if not places:
            raise NotFoundError(_("“{words}” stands on none of these pages.").format(words=words))
        page, line = min(places, key=lambda place: (place[1].furniture, len(place[1].text)))
        part = None if words.isdigit() else words
        found.append(Mark(page.url, line.index, says, part or line.text[:300], part))
    if len({mark.says for mark in found}) > 1:
        raise UsageError(_("All marks of one rule say the same: learn one thing at a time."))
    return found


def said(lesson: "Lesson") -> list[str]:
    """What a lesson would do, line by line."""
    found = lesson.differences
    lines = [
        _("{what}, found by {where}, on {pages}.").format(
            what=_says(lesson.rule.says), where=lesson.rule.spoken, pages=lesson.rule.template.address
        ),
        ngettext("Found on {n} of {pages} pages.", "Found on {n} of {pages} pages.", found.fitting).format(
            n=found.fitting, pages=found.pages
        ),
    ]
    if lesson.more:
        lines.append(_("{n} more pages of this sort were not tried.").format(n=lesson.more))
    return [*lines, *said_differences(found)]


def said_differences(found: "Differences") -> list[str]:
    """What is gained, lost and changed, each with examples."""
    words = {"gained": _("gained"), "lost": _("lost"), "changed": _("changed")}
    lines = []
    for sort in ("gained", "lost", "changed"):
        counts = getattr(found, sort)
        if counts:
            figures = ", ".join(f"{count} × {_says(says)}" for says, count in sorted(counts.items()))
            lines.append(f"  {words[sort]}: {figures}")
            lines += [f"    {_example(each)}" for each in found.examples[sort]]
    return lines or [_("  Nothing changes.")]


def _says(says: str) -> str:
    """What a rule says, in words: read for a lesson, not for the start of every command."""
    from tui.wording import says_word

    return says_word(says)


def _example(each: "Difference") -> str:
    whose = f" ({each.whose})" if each.whose else ""
    value = " → ".join(text for text in (each.old, each.new) if text)
    return f"{_says(each.says)}{whose}: {value}  {each.url}"


def differences_document(found: "Differences") -> dict[str, Any]:
    """What is gained, lost and changed, as JSON."""
    return {
        "pages": found.pages,
        "fitting": found.fitting,
        **{
            sort: {str(says): n for says, n in sorted(getattr(found, sort).items())}
            for sort in ("gained", "lost", "changed")
        },
        "examples": {
            sort: [{"page": e.url, "says": str(e.says), "whose": e.whose, "old": e.old, "new": e.new} for e in examples]
            for sort, examples in found.examples.items()
        },
    }


def rule_document(rule: "Rule") -> dict[str, Any]:
    """A rule as JSON."""
    return {
        "id": rule.id,
        "says": str(rule.says),
        "where": [{"by": str(anchor.where), "text": anchor.text} for anchor in rule.anchors],
        "pages": rule.template.address,
        "marks": [{"page": m.url, "line": m.line, "words": m.words} for m in rule.marks],
    }


def _page_document(page: "ShownPage") -> dict[str, Any]:
    return {
        "page": page.url,
        "id": page.page_id,
        "source": page.source,
        "kind": page.kind,
        "lines": [
            {
                "line": line.index,
                "text": line.text,
                "found": [
                    {"says": str(p.says), "words": p.words, "of": p.whose or None, "method": p.method or None}
                    for p in line.pieces
                ],
            }
            for line in page.lines
        ],
    }


def _show_pages(shown: "Sequence[ShownPage]") -> None:
    from tui.wording import page_word

    for page in shown:
        output.say(f"{page.url}  ({page_word(page.kind)})")
        rows = [
            (
                line.index,
                line.text,
                "; ".join(f"{_says(p.says)}{f' ({p.whose})' if p.whose else ''}" for p in line.pieces),
            )
            for line in page.lines
            if not line.furniture
        ]
        output.table((_("Line"), _("Text"), _("Read as")), rows)


def rules(
    run: Invocation,
    source: Annotated[str | None, typer.Argument(help=_("The source's name; none: all of them."))] = None,
) -> None:
    """List what was learnt of sites by showing it, and what they propose themselves."""
    from crm.services import sources
    from crm.views.rules import rules as lines

    with run.reading() as session:
        found = lines(session, sources.find(session, source).id if source is not None else None)
    document = [
        {
            "id": r.id,
            "source": r.source,
            "state": r.state,
            "says": r.says,
            "where": r.where,
            "pages": r.pages,
            "marks": r.marks,
            "at": r.at,
            "by": r.by,
        }
        for r in found
    ]
    columns = (_("Number"), _("Source"), _("State"), _("What"), _("Where"), _("Pages"), _("Learnt from"), _("Who"))
    rows = [
        (r.id, r.source, _state(r.state), _says(r.says), r.where, r.pages, "; ".join(r.marks[:3]), r.by) for r in found
    ]
    nothing = _(
        "Nothing was learnt of a site yet: `werkplaats learn PAGE --mark WORDS=WHAT` shows it what stands where."
    )
    run.answer(document, lambda: output.table(columns, rows) if rows else output.say(nothing))


def _state(state: str) -> str:
    return {"kept": _("kept"), "proposed": _("proposed")}[state]


def remove(run: Invocation, number: Annotated[int, typer.Argument(metavar="ID", help=_("Its number."))]) -> None:
    """Take a rule back; the pages are read again without it."""
    from crawler.learning.keeping import rule_of
    from crawler.reread import apply_changed_rules
    from crm.services import site_rules

    with run.working() as work:
        row: SiteRule = site_rules.find(work.session, number)
        rule, source_id = rule_of(row), row.source_id
        site_rules.remove(work, number, f"{_says(rule.says)}: {rule.spoken}")
    done = apply_changed_rules(run.engine, source_id, run.clock)
    document = {"action": work.entry_id, "rule": rule_document(rule), "run": done.run if done is not None else None}
    run.answer(
        document, lambda: output.say(_("Rule {id} is taken back; `werkplaats undo` keeps it again.").format(id=number))
    )


def export(
    run: Invocation,
    source: Annotated[str, typer.Argument(help=_("The source's name."))],
    file: Annotated[Path | None, typer.Option("--output", help=_("The file to write; none: on the screen."))] = None,
) -> None:
    """Write what was learnt of a site as a profile, by which other sites of its make are read."""
    from crawler.learning.keeping import rule_of
    from crawler.learning.profile import profile_text
    from crm.errors import RefusedError
    from crm.services import site_rules, sources

    with run.reading() as session:
        found = sources.find(session, source)
        known = [rule_of(row) for row in site_rules.of_source(session, found.id or 0)]
        if not known:
            raise RefusedError(_("Nothing was learnt of {name} yet.").format(name=found.name))
        text = profile_text(found.name, found.url, known)
    if file is not None:
        from crm.exports.whole_file import whole_file

        with whole_file(file) as opened:
            opened.write(text.encode())
    document = {"source": source, "file": str(file) if file is not None else None, "profile": text}
    run.answer(document, lambda: output.say(str(file) if file is not None else text.rstrip()))


def heal(
    run: Invocation,
    source: Annotated[str, typer.Argument(help=_("The source's name."))],
    keep: KEEP = False,  # noqa: FBT002 - a flag
) -> None:
    """Look for what is known of a site on its pages as they are now, and learn where it stands."""
    from crawler.learning.mending import propose
    from crawler.reread import apply_changed_rules
    from crm.services import site_rules, sources

    with run.reading() as session:
        chosen = sources.find(session, source)
        session.expunge(chosen)
    mended = propose(run.engine, chosen, None, run.clock.today(), by=run.by)
    document: dict[str, Any] = {
        "rules": [rule_document(rule) for rule in mended.rules],
        "preview": differences_document(mended.differences),
    }
    lines = [f"{_says(rule.says)}: {rule.spoken}  ({rule.template.address})" for rule in mended.rules]
    lines += (
        said_differences(mended.differences)
        if lines
        else [_("All that is known of the site is still read: nothing to learn.")]
    )
    if keep and mended.rules:
        with run.working() as work:
            site_rules.accept(work, chosen.id or 0)
        done = apply_changed_rules(run.engine, chosen.id or 0, run.clock)
        document |= {"action": work.entry_id, "run": done.run if done is not None else None}
    elif mended.rules:
        lines.append(_("Proposed, not kept: --keep keeps all of it."))
    run.answer(document, lambda: output.say("\n".join(lines)))
