"""How a line of Today stands on the screen, and what is said around the list."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from crm.words import EntityKind
from tui.days import late, spoken
from tui.showing import Line, fit, shown
from tui.tones import stage_tone
from tui.wording import stage_word

if TYPE_CHECKING:
    from crm.today.day import Day
    from crm.views.sources import RunLine
    from crm.views.today_lines import TodayLine

KIND, WHEN = 11, 16
"""Cells of the sort of work, and of when."""

WHOLE = frozenset({"change", "take_over", "higher"})
"""Kinds whose words stand on the whole of the line: a name alone would say nothing."""

BAR = 20
"""Cells of a progress bar."""


def kind_of_line(kind: str) -> str:
    """What a line asks for: "Call"."""
    return {
        "call": _("Call"),
        "ring": _("Call"),
        "mail": _("Mail"),
        "first": _("Mail"),
        "second": _("Mail"),
        "visit": _("Visit"),
        "message": _("Message"),
        "next": _("To do"),
        "promise": _("Promised"),
        "promised": _("Ask"),
        "wake": _("Pick up"),
        "change": _("Change"),
        "course_gone": _("Course gone"),
        "higher": _("Higher up"),
        "take_over": _("Take over"),
        "renew": _("Renew"),
        "places": _("Places"),
        "fill": _("Place"),
        "room": _("Room"),
        "around": _("Colleague"),
        "step_up": _("Higher up"),
        "go_up": _("Higher up"),
        "scout": _("Scout"),
        "notice": _("Privacy"),
        "away": _("Back"),
        "new_person": _("New"),
        "no_next": _("Plan"),
        "sprint_step": _("Sprint"),
        "sprint_end": _("Sprint"),
        "sprint_teacher": _("Take over"),
        "case_new": _("Case"),
        "case_old": _("Case"),
        "company_next": _("Company"),
        "receipt": _("Receipt"),
        "offer_start": _("Sprint"),
        "offer_again": _("Ask"),
        "offer_remind": _("Ask"),
        "digest": _("Cases"),
    }.get(kind, kind)


def today_line(line: "TodayLine", width: int, today: date) -> Line:
    """One thing to do: what, who, where, when; of what is nobody's in particular only how late it is."""
    of_somebody = line.kind not in WHOLE and line.person is not None
    said = line.said or (late(line.on, today) if line.on > today else "")
    when: Line = []
    if said and (of_somebody or line.late):
        when = [(" ", ""), (fit(said, WHEN, right=True), "late" if line.late else "dim")]
    room = width - KIND - 2 - (WHEN + 1 if when else 0)
    begin: Line = [
        ("! " if line.late else "· ", "late" if line.late else "dim"),
        (fit(kind_of_line(line.kind), KIND), ""),
    ]
    if not of_somebody:
        return [*begin, (fit(line.what, room), ""), *when]
    name = min(max((width - KIND - WHEN - 4) * 2 // 5, 16), 30)
    return [*begin, (fit(line.name or line.what, name), "strong"), (" ", ""), *_where(line, room - name - 1), *when]


def _where(line: "TodayLine", width: int) -> Line:
    """The reason in a few words, and behind it where they work, as far as there is room."""
    if not line.brief:
        return [(fit(line.where, width), "dim")]
    room = width - len(line.brief) - 3
    if room < 8:
        return [(fit(line.brief, width), "")]
    return [(line.brief, ""), (" · ", "dim"), (fit(line.where, room), "dim")]


def why_lines(line: "TodayLine") -> list[Line]:
    """What there is to say of a line: what, and its reason in a sentence."""
    stage: Line = [] if line.stage is None else [(f" · {stage_word(line.stage).lower()}", stage_tone(line.stage))]
    return [[(shown(line.what, 200), "strong"), *stage], [(shown(line.why, 400), "")]]


def counts_line(day: "Day", *, mine: bool) -> tuple[Line, Line]:
    """How much there is to do, and whose work it is."""
    count, behind = len(day.candidates), day.late
    left: Line = [(f" {ngettext('{n} thing to do', '{n} things to do', count).format(n=count)}", "strong")]
    if behind:
        left.append((f" · {_('{n} late').format(n=behind)}", "late"))
    if day.waiting:
        left.append((f" · {_('{n} on another day').format(n=day.waiting)}", "dim"))
    return left, [("‹ ", "key"), (_("mine") if mine else _("everybody's"), ""), (" › ", "key")]


def news_line(fresh: Mapping[EntityKind, int]) -> Line:
    """What is new on the map since yesterday."""
    if not fresh:
        return []
    said = {
        EntityKind.INSTITUTION: lambda n: ngettext("{n} school", "{n} schools", n),
        EntityKind.PROGRAMME: lambda n: ngettext("{n} programme", "{n} programmes", n),
        EntityKind.COURSE: lambda n: ngettext("{n} course", "{n} courses", n),
        EntityKind.PERSON: lambda n: ngettext("{n} person", "{n} people", n),
    }
    parts = [said[kind](count).format(n=count) for kind, count in fresh.items()]
    return [(f" {_('New since yesterday')}: ", "good"), (", ".join(parts), "")]


def run_line(run: "RunLine") -> Line:
    """A crawl that runs: how far it is."""
    known = run.fetched + run.waiting
    done = BAR * run.fetched // known if known else 0
    return [
        (f" {_('Crawling {source}').format(source=shown(run.source, 40))}: ", ""),
        ("█" * done, "key"),
        ("░" * (BAR - done), "dim"),
        (f" {_('{n} of {known} pages').format(n=run.fetched, known=known)}", "dim"),
    ]


def broken_off_line(run: "RunLine") -> Line:
    """A crawl whose process died without a word."""
    said = _("{source}: the crawl broke off; ‹5› goes to the schools.").format(source=shown(run.source, 40))
    return [(f" ! {said}", "late")]


def held_line(run: "RunLine") -> Line:
    """A crawl that found far too little: it changes nothing until somebody decides."""
    said = _("{source}: far too little found, held; ‹5› decides.").format(source=shown(run.source, 26))
    return [(f" ! {said}", "late")]


def nothing_lines(*, empty: bool, today: date) -> list[Line]:
    """What an empty day says: what this is for, and the key that fills it."""
    if empty:
        return [
            [],
            [(f"  {_('Here stands what is due today, each with its reason.')}", "strong")],
            [],
            [(f"  {_('First the map needs a school. Type its address and the crawl finds')}", "")],
            [(f"  {_('its programmes, its courses and who teaches them.')}", "")],
            [],
            [("  a", "key"), (f"  {_('adds a school')}", "")],
        ]
    return [
        [],
        [(f"  {_('Nothing is due on {day}.').format(day=spoken(today))}", "strong")],
        [],
        [(f"  {_('Somebody in the map is the next conversation:')}", "")],
        [],
        [("  2", "key"), (f"  {_('the leads; → there shows everybody in the map')}", "")],
        [("  3", "key"), (f"  {_('the programmes, with who teaches what')}", "")],
    ]
