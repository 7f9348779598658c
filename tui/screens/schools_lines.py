"""The lines of Schools: a school with its schedule and health, how a crawl is getting on, and the crawls so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from crm.clock import OFFICE_ZONE
from crm.language import _, ngettext
from crm.words import RunState
from tui.actions import key_of
from tui.crawls import bar, came_of, counted, differences, share
from tui.days import short, spoken
from tui.showing import Line, fit, shown

if TYPE_CHECKING:
    from crm.views.progress import Progress
    from crm.views.sources import RunLine, SourceLine

NEVER = "never"
BESIDE = 74
"""Cells of a list below which it stands beside a pane."""


@dataclass(frozen=True, slots=True)
class School:
    """A source as the list shows it; `progress` while a crawl of it runs."""

    source: "SourceLine"
    progress: "Progress | None" = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of the columns; the name has what is left."""

    level: int
    last: int
    due: int
    state: int
    counts: int

    @classmethod
    def of(cls, width: int) -> "Columns":
        """The columns that suit a list of `width` cells; figures only where there is room.

        Beside the pane, which says when it was crawled, the name has the cells of that.
        """
        if width >= 96:
            return cls(level=7, last=17, due=14, state=22, counts=22)
        if width < BESIDE:
            return cls(level=7, last=0, due=13, state=18, counts=0)
        return cls(level=7, last=17, due=13, state=18, counts=0)

    def name(self, width: int) -> int:
        """Cells of the name."""
        return max(width - self.level - self.last - self.due - self.state - self.counts, 8)


def heading(width: int) -> Line:
    """The names of the columns."""
    columns = Columns.of(width)
    return [
        (fit(_("School"), columns.name(width)), "dim"),
        (fit(_("Level"), columns.level), "dim"),
        (fit(_("Last crawl"), columns.last), "dim"),
        (fit(_("Next crawl"), columns.due), "dim"),
        (fit(_("State"), columns.state), "dim"),
        (fit(_("On the map"), columns.counts), "dim"),
    ]


def school_line(school: School, width: int, now: datetime) -> Line:
    """A school: when it was crawled, when it is due, and how it stands."""
    source, columns = school.source, Columns.of(width)
    due, due_tone = due_said(school, now)
    state, tone = state_said(school, now)
    return [
        (fit(called(source), columns.name(width) - 1) + " ", "strong"),
        (fit(source.level, columns.level), ""),
        (fit(fit(since(source.last_run, now) if source.last_run else "–", columns.last - 1), columns.last), ""),
        (fit(due, columns.due - 1) + " ", due_tone),
        (fit(state, columns.state - 1) + " ", tone),
        (fit(counts_brief(source), columns.counts), "dim"),
    ]


def called(source: "SourceLine") -> str:
    """The school's own name once it is known, else that of the source."""
    return shown(source.institution or source.name)


def since(moment: datetime, now: datetime) -> str:
    """ "just now", "5 min ago", "today 14:05", "yesterday", "3 days ago"."""
    local, today = moment.astimezone(OFFICE_ZONE), now.astimezone(OFFICE_ZONE).date()
    minutes, days = int((now - moment).total_seconds() // 60), (today - local.date()).days
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return _("{n} min ago").format(n=minutes)
    if days == 0:
        return _("today {time}").format(time=f"{local:%H:%M}")
    return _("yesterday") if days == 1 else ngettext("{n} day ago", "{n} days ago", days).format(n=days)


def due_said(school: School, now: datetime) -> tuple[str, str]:
    """When its next crawl is due, and the tone of that."""
    due, today = school.source.next_due, now.astimezone(OFFICE_ZONE).date()
    if school.progress is not None or due is None:
        return "", ""
    if due < today:
        days = (today - due).days
        return ngettext("{n} day late", "{n} days late", days).format(n=days), "late"
    if due == today:
        return _("today"), "key"
    days = (due - today).days
    if days == 1:
        return _("tomorrow"), ""
    return (ngettext("in {n} day", "in {n} days", days).format(n=days) if days < 14 else short(due, today)), ""


def state_said(school: School, now: datetime) -> tuple[str, str]:
    """How it stands, in words, and the tone of that; of a failure for how long."""
    run, source = school.source.run, school.source
    if school.progress is not None:
        if school.progress.run.state == RunState.FOLDING:
            return _("on to the map …"), "key"
        return _("crawling: {pages}").format(pages=counted(school.progress.done)), "key"
    if run is None:
        return _("not crawled yet"), "dim"
    ended = {
        RunState.RUNNING: (_("broken off"), "late"),
        RunState.FOLDING: (_("broken off"), "late"),
        RunState.FAILED: (_failed(source, now), "late"),
        RunState.HELD: (_("held: it found far less"), "late"),
        RunState.DISCARDED: (_("discarded"), ""),
    }.get(run.state)
    if ended is None and not any(source.counts.values()):
        ended = _("nothing found"), "late"
    if ended is None and run.failed > run.fetched + run.unchanged:
        ended = _("most pages failed"), "late"
    if ended is None and run.state == RunState.STOPPED:
        ended = _("stopped half-way"), ""
    return ended or (_("fine"), "good")


def _failed(source: "SourceLine", now: datetime) -> str:
    today = now.astimezone(OFFICE_ZONE).date()
    days = (today - source.failing_since).days if source.failing_since is not None else 0
    return ngettext("failed, {n} day", "failed, {n} days", days).format(n=days) if days else _("failed")


def counts_brief(source: "SourceLine") -> str:
    """ "612 courses, 204 pers."."""
    courses, people = source.counts.get("courses", 0), source.counts.get("people", 0)
    if not courses + people:
        return ""
    said = ngettext("{n} course", "{n} courses", courses).format(n=courses)
    return f"{said}, {ngettext('{n} pers.', '{n} pers.', people).format(n=people)}"


def counts_said(source: "SourceLine") -> str:
    """ "38 programmes · 612 courses · 204 people"; "" for nothing."""
    programmes, courses, people = (source.counts.get(name, 0) for name in ("programmes", "courses", "people"))
    if not programmes + courses + people:
        return ""
    return " · ".join(
        (
            ngettext("{n} programme", "{n} programmes", programmes).format(n=programmes),
            ngettext("{n} course", "{n} courses", courses).format(n=courses),
            ngettext("{n} person", "{n} people", people).format(n=people),
        )
    )


def strip_lines(school: School) -> list[Line]:
    """The two lines that say the most about the school."""
    source = school.source
    every = _("every {days}").format(days=days_said(source.every))
    first: Line = [(bare(source.url), "strong"), *review_said(source), (f" · {every}", "dim")]
    counts = counts_said(source)
    if counts:
        first.append((f" · {counts}", ""))
    return [first, last_said(source)]


def review_said(source: "SourceLine") -> Line:
    """How many things of the school wait in review, and the key that leads there."""
    if not source.review:
        return []
    said = ngettext("{n} waits in review", "{n} wait in review", source.review).format(n=source.review)
    return [(" · ", "dim"), (said, "key"), (" (R)", "dim")]


def last_said(source: "SourceLine") -> Line:
    """What came of the last crawl."""
    run = source.run
    if run is None:
        return [(key_of("crawl"), "key"), (f" {_('crawls it: programmes, courses and who teaches them.')}", "")]
    if run.state in {RunState.RUNNING, RunState.FOLDING}:
        return [(_("The crawl broke off."), ""), (f" {key_of('crawl')}", "key"), (f" {_('goes on where it was.')}", "")]
    if run.state == RunState.FAILED:
        return [(came_of(run), "late")]
    if run.state == RunState.HELD:
        return [(key_of("yes"), "key"), (f" {_('decides.')} ", ""), (shown(run.message), "dim")]
    line: Line = [(_("Last: {figures}.").format(figures=figures_said(run)), "")]
    return [*line, (f" {shown(run.message)}", "dim")] if run.message else line


def figures_said(run: "RunLine") -> str:
    """ "6 pages read, 44 unchanged, 1 failed; 1 course new"."""
    parts = [ngettext("{n} page read", "{n} pages read", run.fetched).format(n=run.fetched)]
    if run.unchanged:
        parts.append(_("{n} unchanged").format(n=run.unchanged))
    if run.failed:
        parts.append(_("{n} failed").format(n=run.failed))
    return f"{', '.join(parts)}; {differences(run) or _('nothing new')}"


def progress_lines(school: School) -> list[Line]:
    """A crawl under way: how far, what was found, and where it is."""
    progress = school.progress
    assert progress is not None
    run = progress.run
    waiting = _("{n} waiting").format(n=run.waiting)
    failed = f" · {_('{n} failed').format(n=run.failed)}" if run.failed else ""
    stop: Line = [("   h", "key"), (f" {_('stops')}", "dim")]
    if run.stop_asked:
        stop = [(f"   {_('stopping …')}", "dim")]
    first: Line = [
        *bar(share(progress), 24),
        (f" {counted(progress.done)} · {waiting}{failed}", ""),
        *([] if run.state == RunState.FOLDING else stop),
    ]
    if run.state == RunState.FOLDING:
        return [first, [(_("What was read is being worked into the map …"), "")]]
    found = found_said(progress.kinds) or _("nothing yet")
    page = f"   {bare(progress.page)}" if progress.page else ""
    return [first, [(_("Found: {what}").format(what=found), ""), (page, "dim")]]


def found_said(kinds: dict[str, int]) -> str:
    """ "38 course pages, 12 programme pages"; lists and directories count as what they list."""
    courses = kinds.get("course", 0) + kinds.get("course_list", 0)
    people = kinds.get("person", 0) + kinds.get("directory", 0)
    programmes = kinds.get("programme", 0)
    said = []
    if programmes:
        said.append(ngettext("{n} programme page", "{n} programme pages", programmes).format(n=programmes))
    if courses:
        said.append(ngettext("{n} course page", "{n} course pages", courses).format(n=courses))
    if people:
        said.append(ngettext("{n} page with people", "{n} pages with people", people).format(n=people))
    return ", ".join(said)


def card_lines(school: School, runs: "Sequence[RunLine]", today: date) -> list[Line]:
    """All that is to be known of a school, for the pane beside the list."""
    source = school.source
    every = _("every {days}").format(days=days_said(source.every))
    pages = _("at most {n} pages").format(n=source.max_pages)
    lines: list[Line] = [[(called(source), "strong")], [(shown(source.url), "dim")], []]
    lines += [[(counts_said(source), "")]] if counts_said(source) else []
    lines += [review_said(source)[1:]] if source.review else []
    lines += [[(f"{every}, {pages}", "dim")], []]
    lines += [*progress_lines(school), []] if school.progress is not None else [last_said(source), []]
    if runs:
        lines.append([(_("Crawls"), "key")])
    live = school.progress.run.id if school.progress is not None else None
    lines += [run_line(run, today) for run in runs if run.id != live]
    return lines


def run_line(run: "RunLine", today: date) -> Line:
    """A crawl in a line: the day, and what it brought."""
    day = spoken(run.started_at.astimezone(OFFICE_ZONE).date(), today)
    tone = "late" if run.state == RunState.FAILED else ""
    said = _("failed") if run.state == RunState.FAILED else differences(run) or _("nothing new")
    return [(fit(day, 11), "dim"), (said, tone)]


def days_said(every: str) -> str:
    """ "7 days" of "7d"."""
    days = int(every.removesuffix("d"))
    return _("day") if days == 1 else ngettext("{n} day", "{n} days", days).format(n=days)


def bare(url: str) -> str:
    """An address without its scheme and last slash."""
    return shown(url).removeprefix("https://").removeprefix("http://").rstrip("/")
