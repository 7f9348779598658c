"""Crawls in the foreground: started as child processes, followed through the database, told when they end."""

import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer

from crm.errors import CrawlError, NotFoundError
from crm.language import _, current_language
from crm.words import ChangeKind, LeftOut
from tui.commands import output
from tui.commands.exit_codes import IN_PART
from tui.commands.invocation import Invocation
from tui.wording import change_word, counted_word, left_out_word

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from crawler.launch import CrawlProcess, Crawls, Ended
    from crawler.options import CrawlOptions
    from crm.tables import CrawlRun
    from crm.views.sources import SourceLine


_WITH_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_IS_ADDRESS = re.compile(r"[a-z]+:/|(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]|$)", re.IGNORECASE)
"""What is meant as an address, and not as the name of a source: with a scheme, or a host alone ("www.haz.example")."""

MOST_NAMED = 3
"""Pages that could not be read which are named on the screen."""


def crawl_schools(
    run: Invocation,
    schools: list[str],
    *,
    due: bool,
    max_pages: int | None,
    delay: float | None,
    fresh: bool,
    night: bool = False,
) -> None:
    """Crawls the named sources (all, or all that are due), a few at a time, and answers with their figures.

    Raises CrawlError when the only one cannot be crawled; of several that fail in part the exit code is 3.
    """
    from crawler.options import CrawlOptions

    chosen = dict(_chosen(run, schools, due=due))
    options = CrawlOptions(
        max_pages=max_pages,
        delay=delay,
        fresh=fresh,
        due=due,
        night=_tonight(run) if night and chosen else None,
        contact=_contact(run) if chosen else None,
        language=current_language(),
    )
    if due and not chosen and sys.stderr.isatty():  # from cron silence is what is wanted
        with run.reading() as session:
            from crm.views.sources import sources

            output.tell(nothing_due(sources(session, run.clock)))
    documents = crawl_all(run, chosen, options)
    if due:  # started twice, it leaves to the other what the other crawls
        documents = [document for document in documents if not document["busy"]]
    run.answer(documents[0] if len(documents) == 1 else {"runs": documents}, lambda: None)
    _read_for_matching(run, list(chosen))
    failed = [document for document in documents if document["problem"]]
    if failed and len(documents) == 1:
        raise CrawlError(failed[0]["problem"])
    for document in failed:
        output.tell(f"{document['source']}: {document['problem']}")
    if failed:
        raise typer.Exit(IN_PART)


def _read_for_matching(run: Invocation, source_ids: list[int]) -> None:
    """Lets the sentence encoders read the courses that are new or changed, so that a match need not wait for them.

    What was crawled on this very machine (demo, tests, measuring) is read when it is first matched.
    """
    from crawler.guard import is_loopback
    from crm.tables import Source

    with run.reading() as session:
        urls = [source.url for id_ in source_ids if (source := session.get(Source, id_)) is not None]
    if all(is_loopback(url) for url in urls):
        return
    from crm.matching.encoders import installed
    from tui.commands.matching import read_new

    read_new(run, installed(), None)


def _tonight(run: Invocation) -> str:
    """The hours of the night, once it is night: waits for it, saying so. Raises UsageError for what are no hours."""
    from crawler.night import read_night
    from crm.clock import OFFICE_ZONE

    begins = read_night(run.settings.night).next(run.clock.now())
    if begins > run.clock.now():
        local = begins.astimezone(OFFICE_ZONE)
        output.tell(_("Waits until {time}, when the night begins …").format(time=f"{local:%H:%M}"))
    while (left := (begins - run.clock.now()).total_seconds()) > 0:
        time.sleep(min(left, 30.0))
    return run.settings.night


def crawl_all(run: Invocation, sources: dict[int, str], options: "CrawlOptions") -> list[dict[str, Any]]:
    """Crawls sources (id → name) with progress on stderr, and says of each in a line what came of it.

    Gives the JSON of `crawl` for each. Ctrl-C stops the crawls in an orderly way: what was read is folded first, then
    KeyboardInterrupt goes on.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from crawler.launch import Crawls

    crawls = Crawls(run.database_url, options)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[state]}", markup=False),
    )
    started = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress, _stopping(crawls):
        tasks: dict[int, TaskID] = {}

        def watch(processes: "list[CrawlProcess]") -> None:
            for process in processes:
                _show(run, process, progress, tasks, sources[process.source_id])

        ended = crawls.run(sources, watch)
    documents = [_figures(run, each, sources[each.source_id], time.monotonic() - started) for each in ended]
    for document in documents:
        if not document["problem"]:
            output.tell(said(document))
            if document["message"]:
                output.tell(document["message"])
            if document["unread"]:
                output.tell(said_of_unread(document["unread"]))
            if document["not_visited"]:
                output.tell(said_of_the_rest(document["not_visited"]))
    if crawls.stop.is_set():
        raise KeyboardInterrupt
    return documents


def said_of_unread(unread: list[dict[str, Any]]) -> str:
    """Which pages could not be read and why, the first few by name."""
    parts = [f"{each['page']} ({each['problem']})" for each in unread[:MOST_NAMED]]
    if more := len(unread) - len(parts):
        parts.append(_("and {n} more").format(n=more))
    return _("Could not be read, and asked again next time; what they said before stays: {parts}.").format(
        parts="; ".join(parts)
    )


def said_of_the_rest(not_visited: list[dict[str, Any]]) -> str:
    """What was not visited and why, in a line."""
    parts = [f"{left_out_word(LeftOut(each['why']))} ({each['pages']})" for each in not_visited]
    return _("Not visited: {parts}.").format(parts="; ".join(parts))


@contextmanager
def _stopping(crawls: "Crawls") -> Iterator[None]:
    """Inside the block the first Ctrl-C stops the crawls in an orderly way, and a second one ends at once."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        crawls.stop.set()
        output.tell(_("Stopping: what was read is being kept …"))
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def said(document: dict[str, Any]) -> str:
    """The figures of a crawl in a line."""
    changes = ", ".join(
        f"{counted_word(kind, n)} {change_word(change)}"
        for change in (ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.GONE)
        for kind, n in document[change].items()
        if n
    )
    pages = _("{fetched} pages read, {unchanged} unchanged").format(**document)
    return f"{document['source']}: {pages}; {changes or _('nothing new')}"


def nothing_due(lines: "Iterable[SourceLine]") -> str:
    """Which school is next, and when."""
    at = [(line.next_due, line.name) for line in lines if line.next_due is not None and not line.is_alive]
    if not at:
        return _("Nothing is due.")
    day, name = min(at)
    return _("Nothing is due; {school} is next, on {day}.").format(school=name, day=day.isoformat())


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
            if not due or ((line.next_due is None or line.next_due <= today) and not line.is_alive):
                yield line.id, line.name
        return
    for school in schools:
        with run.reading() as session:
            try:
                found = sources.find(session, school)
            except NotFoundError:
                if not _IS_ADDRESS.match(school):
                    raise
                found = None
            known = (found.id, found.name) if found else None
            never_read = found is not None and found.institution_id is None
        if known is not None and never_read and _WITH_SCHEME.match(school):
            # The address as it is given now may answer where the one of the first try did not.
            with run.working() as work:
                sources.move(work, known[1], school)
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


def _row(run: Invocation, number: int | None) -> "CrawlRun | None":
    from crm.tables import CrawlRun

    if number is None:
        return None
    with run.reading() as session:
        row = session.get(CrawlRun, number)
        if row is not None:
            session.expunge(row)
        return row


def _show(
    run: Invocation, process: "CrawlProcess", progress: "Progress", tasks: "dict[int, TaskID]", name: str
) -> None:
    if process.source_id not in tasks:
        tasks[process.source_id] = progress.add_task(name, total=None, state="")
    row = _row(run, process.run_id())
    if row is None:
        return
    done = row.fetched + row.unchanged + row.failed
    state = _("{done} pages, {waiting} waiting").format(done=done, waiting=row.waiting)
    if row.state == "folding":
        state = _("{done} pages, making the map").format(done=done)
    progress.update(tasks[process.source_id], completed=done, total=done + row.waiting or None, state=state)


def _figures(run: Invocation, ended: "Ended", name: str, seconds: float) -> dict[str, Any]:
    from crawler.launch import BUSY
    from crm.views.not_visited import not_visited
    from crm.views.progress import unread

    row = _row(run, ended.run_id)
    counts = {
        change: {kind: getattr(row, f"{kind}_{change}", 0) for kind in ("courses", "people", "programmes")}
        for change in ("new", "changed", "gone")
    }
    failed = row is not None and row.state == "failed"
    with run.reading() as session:
        rest = not_visited(session, ended.source_id) if row is not None else []
        failing = unread(session, ended.source_id) if row is not None else []
    problem = (row.message if row and failed else None) or (ended.complaint if ended.exit_code else None)
    return {
        "run": ended.run_id,
        "source": name,
        "fetched": row.fetched if row else 0,
        "unchanged": row.unchanged if row else 0,
        "failed": row.failed if row else 0,
        "skipped": row.skipped if row else 0,
        "unread": [{"page": each.url, "problem": each.problem} for each in failing],
        "not_visited": [{"why": each.why, "pages": each.pages, "examples": list(each.examples)} for each in rest],
        "elsewhere": (row.elsewhere or []) if row else [],
        **counts,
        "seconds": round(seconds, 1),
        "finished": row is not None and row.state == "finished",
        "held": row is not None and row.state == "held",
        "busy": ended.exit_code == BUSY,
        "message": row.message if row else None,
        "problem": problem or (_("The crawl ended without a word.") if ended.exit_code else None),
    }
