"""Why a line of Today stands where it stands: its reason, and each addend of its weight in words."""

from crm.language import _, ngettext
from crm.today.weighing import Addend
from crm.views.today_lines import TodayLine
from crm.words import Stage
from tui.overlays.sheet import SheetLine, reading, said
from tui.screens.today_lines import kind_of_line
from tui.showing import Line, fit, shown
from tui.wording import stage_word

POINTS = 8
"""Cells of the points."""


def why_sheet(line: TodayLine) -> list[SheetLine]:
    """The lines of the sheet."""
    weighed = [_weighed(said_addend(one), one.points) for one in line.addends]
    return [
        *reading(line.why),
        said(_("What it weighs: the higher, the sooner"), "key", heading=True),
        *weighed,
        _weighed(_("together"), line.score, tone="strong"),
    ]


def said_addend(one: Addend) -> str:
    """What gives the points: "warm: 72"."""
    if one.what == "kind":
        return _("sort of work: {kind}").format(kind=kind_of_line(str(one.of)).lower())
    if one.what == "stage":
        return _("stage: {stage}").format(stage=stage_word(Stage(str(one.of))).lower())
    if one.what in {"late", "quiet", "students", "warmth"}:
        return _counted(one.what, int(str(one.of)))
    return {
        "target": _("the office is after this"),
        "fit": _("{course} lends itself to a question of digitalisation"),
        "soon": _("{course} is being planned now"),
        "fragile": _("the only link with their programme"),
    }.get(one.what, one.what).format(course=shown(str(one.of), 60))


def _counted(what: str, count: int) -> str:
    return {
        "late": ngettext("{n} day late", "{n} days late", count),
        "quiet": ngettext("{n} day without contact", "{n} days without contact", count),
        "students": ngettext("{n} student reached", "{n} students reached", count),
        "warmth": _("warm: {n}"),
    }[what].format(n=count)


def _weighed(words: str, points: float, tone: str = "") -> SheetLine:
    def line(width: int) -> Line:
        figure = f"{points:+.1f}".replace(".", _("."))
        return [("  ", ""), (fit(words, width - POINTS - 2), tone), (fit(figure, POINTS, right=True), tone)]

    return SheetLine(line)
