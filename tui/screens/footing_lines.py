"""A programme on one line: who was informed, on whom it rests, how high it is known, how firmly it is in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from crm.words import RUNGS, EmbeddingLevel
from tui.days import short
from tui.showing import Line, fit, shown

if TYPE_CHECKING:
    from crm.views.footing import Footing
    from crm.views.footing_told import SchoolFooting

REACHED, NOT_REACHED = "▪", "▫"
"""A level of the ladder that was informed, and one that was not."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of the columns; the name has the rest."""

    informed: int = 6
    agreed: int = 6
    rests: int = 18
    levels: int = 8
    firm: int = 16
    trend: int = 0

    @classmethod
    def of(cls, width: int) -> "Columns":
        """Those that suit a list of `width` cells."""
        return cls(informed=12, agreed=8, rests=28, firm=26, trend=24) if width >= 120 else cls()

    @property
    def right(self) -> int:
        """All of them together."""
        return self.informed + self.agreed + self.rests + self.levels + self.firm + self.trend


def heading(width: int) -> Line:
    """The names of the columns."""
    columns = Columns.of(width)
    brief = not columns.trend
    return [
        (fit("", max(width - columns.right, 8)), ""),
        (fit(_("infd.") if brief else _("informed"), columns.informed), "dim"),
        (fit(_("agrt.") if brief else _("agreed"), columns.agreed), "dim"),
        (fit(_("rests on"), columns.rests), "dim"),
        (fit(_("levels"), columns.levels), "dim"),
        (fit(_("in the programme"), columns.firm), "dim"),
        (fit(_("new a year"), columns.trend), "dim"),
    ]


def school_line(row: "SchoolFooting", width: int) -> Line:
    """A school: its programmes taken together."""
    with_one = _("{n} of {all} with an agreement").format(n=row.with_agreement, all=row.programmes)
    informed = _("{n} informed").format(n=row.informed)
    hang = ngettext("{n} hangs on one person", "{n} hang on one person", row.single).format(n=row.single)
    wide = [informed] if width >= 100 else []
    said = " · ".join([with_one, *wide, *([hang] if row.single else [])])
    name = fit(row.school, max(width - len(said) - 2, 10))
    return [(name, "key"), ("  ", ""), (said, "dim")]


def footing_line(row: "Footing", width: int) -> Line:
    """A programme."""
    from crm.views.footing_told import level_said

    columns = Columns.of(width)
    rests, tone = _rests(row)
    levels = "".join(REACHED if rung in row.rungs else NOT_REACHED for rung in RUNGS)
    firm = level_said(row.embedded.level) if row.informed or row.embedded.level is not EmbeddingLevel.NONE else ""
    if row.proposed is not None:
        firm = _("y: {level}?").format(level=level_said(row.proposed.level))
    return [
        (fit(f" {row.programme}", max(width - columns.right, 8)), "strong"),
        (fit(len(row.informed) or "–", columns.informed), "" if row.informed else "dim"),
        (fit(len(row.agreed) or "–", columns.agreed), "stage-agreement" if row.agreed else "dim"),
        (fit(rests, columns.rests - 1) + " ", tone),
        (fit(levels, columns.levels), ""),
        (fit(firm, columns.firm - 1) + " ", "new" if row.proposed is not None else "dim"),
        (fit(trend_said(row), columns.trend), "dim"),
    ]


def trend_said(row: "Footing") -> str:
    """Teachers informed in each school year: "24/25 1 · 25/26 2"."""
    return " · ".join(f"{year[2:4]}/{year[7:9]} {told}" for year, (told, _made) in row.years.items())


def strip_lines(row: "Footing", today: date) -> list[Line]:
    """More of a programme: on whom it rests, which levels, what shows how firmly it is in."""
    from crm.views.footing_told import level_said, mark_said, rungs_said

    names = ", ".join(row.holders.values())
    first: Line = [(shown(row.programme, 60), "strong")]
    first.append((f"  {mark_said(row)}: {shown(names, 80)}" if names else f"  {_('nobody informed yet')}", ""))
    second: Line = [(_("Levels informed: {levels}").format(levels=rungs_said(row) or "–"), "")]
    shows = row.proposed or row.embedded
    third: Line = []
    if shows.evidence:
        day = f" ({short(shows.on, today)})" if shows.on is not None else ""
        asks = f" {_('a page says so; y: it is so')}" if row.proposed is not None else ""
        third = [(level_said(shows.level), ""), (asks, "new"), (f" “{shown(shows.evidence, 200)}”{day}", "dim")]
    return [first, second, third]


def _rests(row: "Footing") -> tuple[str, str]:
    if not row.holders:
        return _("nobody"), "dim"
    if row.single is not None:
        return f"! {row.single}", "late"
    return ngettext("{n} teacher", "{n} teachers", len(row.holders)).format(n=len(row.holders)), ""
