"""What is short: open cases against free places, over the list of cases, and whom to call."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from tui.overlays.sheet import Sheet, SheetLine
from tui.showing import Line, fit, shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.matching.gaps import Call, Count, Gaps
    from tui.screens.place import Place

NAME, COUNT, SCHOOL = 40, 9, 24
"""Cells of a name, of a number, and of a school."""


def show_gaps(place: "Place") -> None:
    """Opens the sheet, and reads in a worker what stands on it."""
    today = place.werkplaats.clock.today()
    sheet = Sheet(_("Open cases against free places"))
    place.app.push_screen(sheet)

    def read(session: "Session") -> "Gaps":
        from crm.matching.encoders import installed
        from crm.views.matching.gaps import gaps

        return gaps(session, installed(), today=today)

    sheet.ask(read, lambda found: sheet.tell(list(gap_lines(found))), group="gaps")


def gap_lines(found: "Gaps") -> Iterator[SheetLine]:
    """How many there are, then by theme, by period and by school, then the call list."""
    cases = ngettext("{n} open case", "{n} open cases", found.cases).format(n=found.cases)
    places = ngettext("{n} free place", "{n} free places", found.places).format(n=found.places)
    short = ngettext("{n} case finds no place", "{n} cases find no place", len(found.without))
    yield _said(
        [(f"{cases}, {places}; ", ""), (short.format(n=len(found.without)), "late" if found.without else "good")]
    )
    for title, counts in ((_("Theme"), found.themes), (_("Wanted by, or starting"), found.periods)):
        if counts:
            yield _heading(title, _("Cases"), _("Places"), _("Short"))
            yield from (SheetLine(partial(_count, one)) for one in counts)
    if found.schools:
        yield _heading(_("School"), _("Places"), _("Taken"))
        for one in found.schools:
            yield _said([(fit(one.name, NAME), ""), *_numbers(one.places, one.taken)])
    if found.calls:
        yield _heading(_("Never approached, and would close it:"))
        yield from (_call(one) for one in found.calls)


def _said(line: Line) -> SheetLine:
    return SheetLine(lambda _width: line)


def _heading(name: str, *columns: str) -> SheetLine:
    line: Line = [(fit(name, NAME), "key"), *((fit(column, COUNT, right=True), "dim") for column in columns)]
    return SheetLine(lambda _width: line, heading=True)


def _count(one: "Count", _width: int) -> Line:
    return [(fit(one.name, NAME), ""), *_numbers(one.cases, one.places), *_numbers(one.short, tone="late")]


def _numbers(*numbers: int, tone: str = "") -> Line:
    return [(fit(str(number) if number else "–", COUNT, right=True), tone if number else "dim") for number in numbers]


def _call(one: "Call") -> SheetLine:
    who = one.teacher.name if one.teacher is not None else _("no teacher known")
    codes = ", ".join(case.code for case in one.cases)
    line: Line = [(fit(one.course.name, NAME - 10), "strong"), (" ", ""), (fit(who, SCHOOL), "")]
    asked = "; ".join(f"{case.code} {case.title}" for case in one.cases)
    return SheetLine(
        lambda _width: [*line, (f" {shown(one.course.school, SCHOOL)}", "dim"), (f"  {codes}", "key")], more=asked
    )
