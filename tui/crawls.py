"""The crawls that run: started by this app as child processes, or by others; followed through their rows."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from crm.errors import WerkplaatsError
from crm.language import _, current_language, ngettext
from tui.showing import Line, shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crawler.launch import CrawlProcess
    from crm.views.progress import Progress
    from crm.views.sources import RunLine
    from tui.app import WerkplaatsApp

EVERY = 0.5
"""Seconds between two looks while something runs."""

SLOWER = 4
"""Of so many looks only one is taken while nothing runs."""

SILENT = timedelta(seconds=15)
"""A run that gave no sign of life for so long has died: it is said to be broken off, and can be gone on with."""

SILENT_FOLDING = timedelta(minutes=5)
"""The same, while what was read is being worked into the map in one transaction."""

DEMO_SERVER = "WERKPLAATS_DEMO_SERVER"
"""Environment variable with the address of the proxy through which the demo's schools are reached."""


@dataclass(slots=True)
class _Seen:
    """What a look found: what is under way, and the last row of what has ended since."""

    under_way: "list[Progress]" = field(default_factory=list)
    ended: "list[RunLine]" = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


class Crawls:
    """Starts and follows crawls for one app. `under_way` is what runs now; `told` hears when that changes."""

    def __init__(self, app: "WerkplaatsApp") -> None:
        self._app = app
        self._processes: dict[int, CrawlProcess] = {}
        self._looking = False
        self._idle = 0
        self.under_way: Sequence[Progress] = ()

    def watch(self) -> None:
        """Begins to follow; the first look comes after the first screen."""
        self._app.set_interval(EVERY, self._tick)

    def close(self) -> None:
        """Ends the crawls of this app with it; what they read is kept, and the next crawl goes on from there."""
        for process in self._processes.values():
            process.close()
        for process in self._processes.values():
            process.wait()
        self._processes.clear()

    def of(self, source_id: int) -> "Progress | None":
        """The crawl of a source that is under way."""
        return next((one for one in self.under_way if one.run.source_id == source_id), None)

    def lives(self, run: "RunLine") -> bool:
        """Whether a run that has not ended gave a sign of life lately."""
        if run.source_id in self._processes:
            return True
        silent = SILENT_FOLDING if run.state == "folding" else SILENT
        return self._app.clock.now() - run.heard_at < silent

    # Starting and stopping

    def start(self, source_id: int, contact: str | None) -> None:
        """Starts the crawl of a source. To be called in a worker: a process takes some milliseconds to start."""
        from crawler.launch import start_crawl
        from crawler.options import CrawlOptions

        proxy = os.environ.get(DEMO_SERVER)
        options = CrawlOptions(delay=0.0 if proxy else None, proxy=proxy, contact=contact, language=current_language())
        url = self._app.store.engine().url.render_as_string(hide_password=False)
        self._processes[source_id] = start_crawl(url, source_id, options=options)

    def stop(self, run_id: int) -> None:
        """Asks a run to end: what it read is kept. To be called in a worker."""
        from crawler.runs import ask_to_stop

        ask_to_stop(self._app.store.engine(), run_id)

    # Following

    def _tick(self) -> None:
        busy = bool(self.under_way or self._processes)
        self._idle = 0 if busy else self._idle + 1
        if not self._looking and (busy or self._idle % SLOWER == 0):
            self._looking = True
            self._app.run_worker(self._look, thread=True, group="crawls", exit_on_error=False)

    def _look(self) -> None:
        before = list(self.under_way)
        seen = _Seen()
        try:
            seen = self._app.store.read(lambda session: self._read(session, before))
            seen.complaints = self._reap()
        except WerkplaatsError as error:
            seen.under_way = before
            seen.complaints = [str(error)] if not before else []
        finally:
            self._app.call_from_thread(self._take, seen)

    def _read(self, session: "Session", before: "Sequence[Progress]") -> _Seen:
        from crm.views.progress import last_run, under_way

        live = [one for one in under_way(session) if self.lives(one.run)]
        now = {one.run.id for one in live}
        lost = [one.run.source_id for one in before if one.run.id not in now]
        ended = [run for run in (last_run(session, source) for source in lost) if run is not None]
        return _Seen(live, ended)

    def _reap(self) -> list[str]:
        """Takes leave of the processes that have ended; gives the complaints of those that never began a run."""
        complaints = []
        for source_id, process in list(self._processes.items()):
            if process.poll() is None:
                continue
            if process.returncode and process.run_id() is None:
                complaints.append(process.complaint())
            process.close()
            del self._processes[source_id]
        return complaints

    def _take(self, seen: _Seen) -> None:
        self._looking = False
        changed = list(self.under_way) != seen.under_way
        self.under_way = seen.under_way
        for sentence in seen.complaints:
            self._app.say(sentence, tone="late")
        for run in seen.ended:
            self._app.say(came_of(run), tone="late" if run.state == "failed" else "")
        if seen.ended:
            self._app.data_changed()
        if changed:
            self._app.crawls_changed()


# Words


def share(progress: "Progress") -> float:
    """How much of what is known to be asked has been asked, from 0 to 1."""
    whole = progress.done + progress.run.waiting
    return progress.done / whole if whole else 0.0


def bar(part: float, width: int) -> Line:
    """A bar of `width` cells of which `part` is full."""
    full = max(0, min(width, round(part * width)))
    return [("█" * full, "key"), ("░" * (width - full), "rule")]


def brief(under_way: "Sequence[Progress]") -> Line:
    """What runs, for the line at the bottom of every screen."""
    if not under_way:
        return []
    first = under_way[0]
    if len(under_way) > 1:
        done = sum(one.done for one in under_way)
        said = ngettext("{n} crawl", "{n} crawls", len(under_way)).format(n=len(under_way))
        return [(f"{said}: ", ""), (counted(done), "dim")]
    if first.run.state == "folding":
        return [(f"{shown(first.run.source, 30)}: ", ""), (_("working it into the map …"), "dim")]
    return [(f"{shown(first.run.source, 30)} ", ""), *bar(share(first), 8), (f" {counted(first.done)}", "dim")]


def counted(pages: int) -> str:
    """ "120 pages"."""
    return ngettext("{n} page", "{n} pages", pages).format(n=pages)


_KINDS: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("programmes", lambda n: ngettext("{n} programme", "{n} programmes", n)),
    ("courses", lambda n: ngettext("{n} course", "{n} courses", n)),
    ("people", lambda n: ngettext("{n} person", "{n} people", n)),
)


def differences(run: "RunLine") -> str:
    """What a run did to the map: "1 course, 2 people new; 1 course gone"; "" for nothing."""
    parts = []
    for counts, word in ((run.new, _("new")), (run.changed, _("changed")), (run.gone, _("gone"))):
        said = [form(counts[kind]).format(n=counts[kind]) for kind, form in _KINDS if counts.get(kind)]
        if said:
            parts.append(f"{', '.join(said)} {word}")
    return "; ".join(parts)


def came_of(run: "RunLine") -> str:
    """What came of a run that ended, in a sentence."""
    source = shown(run.source, 60)
    if run.state == "failed":
        return run.message or _("{source}: the crawl failed.").format(source=source)
    if run.state in {"running", "folding"}:
        return _("{source}: the crawl broke off; ‹r› goes on where it was.").format(source=source)
    read = counted(run.fetched + run.unchanged)
    said = _("{source} crawled, {pages}") if run.state == "finished" else _("{source} stopped after {pages}")
    return f"{said.format(source=source, pages=read)}: {differences(run) or _('nothing new')}."
