"""Crawls in the foreground: started as child processes, followed through the database, told when they end."""

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING, Any

import typer

from crm.errors import CrawlError, NotFoundError
from crm.language import _, current_language
from tui.commands import output
from tui.commands.invocation import Invocation

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from crawler.options import CrawlOptions
    from crm.tables import CrawlRun

LOOK_EVERY = 0.25
"""Seconds between two looks at how a crawl stands."""

IN_PART = 3
"""Exit code when some of several crawls could not be done."""


@dataclass(slots=True)
class Crawl:
    """A crawl that was started: its source, its process, and its run once the process has said which."""

    source: str
    process: "Popen[str]"
    run: int | None = None
    problem: str | None = None


def crawl_schools(
    run: Invocation, schools: list[str], *, due: bool, max_pages: int | None, delay: float | None, fresh: bool
) -> None:
    """Crawls the named sources (all, or all that are due), one after the other, and answers with their figures.

    Raises CrawlError when the only one cannot be crawled; of several that fail in part the exit code is 3.
    """
    from crawler.options import CrawlOptions

    chosen = list(_chosen(run, schools, due=due))
    options = CrawlOptions(
        max_pages=max_pages,
        delay=delay,
        fresh=fresh,
        contact=_contact(run),
        proxy=None,
        language=current_language(),
    )
    documents = [crawl_one(run, source_id, name, options) for source_id, name in chosen]
    if len(documents) == 1:
        run.answer(documents[0], lambda: None)
    else:
        run.answer({"runs": documents}, lambda: None)
    failed = [d for d in documents if d["problem"]]
    if failed and len(documents) == 1:
        raise CrawlError(failed[0]["problem"])
    if failed:
        for document in failed:
            output.tell(f"{document['source']}: {document['problem']}")
        raise typer.Exit(IN_PART)


def crawl_one(run: Invocation, source_id: int, name: str, options: "CrawlOptions") -> dict[str, Any]:
    """Crawls one source with progress on stderr, and says in a line what came of it; the JSON of `crawl`.

    Ctrl-C asks the crawl to stop, waits until it has folded what it read, and goes on as a Ctrl-C.
    """
    from crawler.launch import start_crawl

    started = time.monotonic()
    crawl = Crawl(name, start_crawl(run.database_url, source_id, options=options, stderr=PIPE))
    try:
        _follow(run, crawl)
    except KeyboardInterrupt:
        _stop(run, crawl)
        raise
    document = _figures(run, crawl, time.monotonic() - started)
    if not crawl.problem:
        output.tell(said(document))
    return document


def said(document: dict[str, Any]) -> str:
    """The figures of a crawl in a line."""
    changes = ", ".join(
        f"{n} {_kind(kind)} {_change(change)}"
        for change in ("new", "changed", "gone")
        for kind, n in document[change].items()
        if n
    )
    pages = _("{fetched} pages read, {unchanged} unchanged").format(**document)
    return f"{document['source']}: {pages}; {changes or _('nothing new')}"


def _kind(kind: str) -> str:
    return {"courses": _("courses"), "people": _("people"), "programmes": _("programmes")}[kind]


def _change(change: str) -> str:
    return {"new": _("new"), "changed": _("changed"), "gone": _("gone")}[change]


def _chosen(run: Invocation, schools: list[str], *, due: bool) -> Iterator[tuple[int, str]]:
    from crm.services import sources
    from crm.views.sources import sources as lines

    if not schools:
        with run.reading() as session:
            all_of_them = lines(session, run.clock)
        if not all_of_them:
            raise NotFoundError(
                _("There is no school to crawl: name an address, or add one with `werkplaats source add`.")
            )
        today = run.clock.today()
        for line in all_of_them:
            if not due or line.next_due is None or line.next_due <= today:
                yield line.id, line.name
        return
    for school in schools:
        with run.reading() as session:
            try:
                found = sources.find(session, school)
            except NotFoundError:
                if not re.match(r"https?://", school):
                    raise
                found = None
            known = (found.id, found.name) if found else None
        if known is None:
            with run.working() as work:
                added = sources.add(work, school)
                known = (added.id, added.name)
        assert known[0] is not None
        yield known[0], known[1]


def _contact(run: Invocation) -> str | None:
    """The address in the user agent; asked for once in a terminal, and kept; without one a warning."""
    from crm.errors import SettingsError
    from crm.settings import write_setting

    contact = run.settings.crawl_contact
    if contact is None and sys.stdin.isatty() and sys.stderr.isatty():
        sys.stderr.write(_("At which e-mail address can schools reach you about the crawler? (Enter: none) "))
        sys.stderr.flush()
        given = sys.stdin.readline().strip()
        if given:
            try:
                write_setting("contact", given)
            except SettingsError as error:
                output.tell(str(error))
            else:
                return given
    if contact is None:
        output.tell(
            _("Warning: schools cannot see whom to reach about the crawler: `werkplaats settings set contact ADDRESS`.")
        )
    return contact


def _follow(run: Invocation, crawl: Crawl) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    assert crawl.process.stdout is not None
    first = crawl.process.stdout.readline()
    if first:
        crawl.run = _number(first)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[state]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(crawl.source, total=None, state="")
        while crawl.process.poll() is None:
            _show(run, crawl, progress, task)
            time.sleep(LOOK_EVERY)
    assert crawl.process.stderr is not None
    complaint = crawl.process.stderr.read().strip()
    if crawl.process.returncode:
        crawl.problem = complaint.splitlines()[-1] if complaint else _("The crawl ended without a word.")


def _number(line: str) -> int | None:
    import json

    said_ = json.loads(line)
    return int(said_["run"]) if "run" in said_ else None


def _row(run: Invocation, number: int | None) -> "CrawlRun | None":
    from crm.tables import CrawlRun

    if number is None:
        return None
    with run.reading() as session:
        row = session.get(CrawlRun, number)
        if row is not None:
            session.expunge(row)
        return row


def _show(run: Invocation, crawl: Crawl, progress: "Progress", task: "TaskID") -> None:
    row = _row(run, crawl.run)
    if row is None:
        return
    done = row.fetched + row.unchanged + row.failed
    state = _("{done} pages, {waiting} waiting").format(done=done, waiting=row.waiting)
    progress.update(task, completed=done, total=done + row.waiting or None, state=state)


def _stop(run: Invocation, crawl: Crawl) -> None:
    """A terminal's Ctrl-C reached the child as well; asking it in the database serves where it did not."""
    from crawler.runs import ask_to_stop

    if crawl.run is not None and crawl.process.poll() is None:
        ask_to_stop(run.engine, crawl.run)
    output.tell(_("Stopping: what was read is being kept …"))
    crawl.process.wait()


def _figures(run: Invocation, crawl: Crawl, seconds: float) -> dict[str, Any]:
    row = _row(run, crawl.run)
    counts = {
        change: {kind: getattr(row, f"{kind}_{change}", 0) for kind in ("courses", "people", "programmes")}
        for change in ("new", "changed", "gone")
    }
    return {
        "run": crawl.run,
        "source": crawl.source,
        "fetched": row.fetched if row else 0,
        "unchanged": row.unchanged if row else 0,
        "failed": row.failed if row else 0,
        "skipped": row.skipped if row else 0,
        **counts,
        "seconds": round(seconds, 1),
        "finished": bool(row and row.state == "finished"),
        "message": row.message if row else None,
        "problem": crawl.problem or (row.message if row and row.state == "failed" else None),
    }
