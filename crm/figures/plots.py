"""Plots of figures as SVG, made by pygal, to be put into a page as they are: no script and no address in them."""

import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

from crm.figures.tables import Cell, Column, Figures, Kind

COLOURS = ("#1f4e79", "#d98324", "#8fb0cc")
"""Told apart in grey print and by the colour-blind: dark, middle, light."""

WIDTH, NARROW = 820, 400
"""Units of a plot over the whole page, and over half of it."""

MOST_BARS = 30
"""Of a plot, all series together; the table beneath holds all rows."""

LABEL_LETTERS = 30

MOST_LONG_YEARS = 9
"""School years beneath bars that are written in full: of more the labels would run into each other."""

_SCHOOL_YEAR = re.compile(r"\d{4}-\d{4}")


def plot(figures: Figures, *, narrow: bool | None = None) -> str:
    """The plot of `figures` as one `<svg>`; "" where there is nothing to plot. Rows of noughts are left to the table.

    `narrow`: for half the width of a page; by default as wide as the table.
    """
    narrow = figures.half if narrow is None else narrow
    series = [figures.column(key)[0] for key in figures.bars]
    places = [figures.columns.index(column) for column in series]
    rows = [row for row in figures.rows if figures.over_time or any(_size(row[place]) for place in places)]
    if not any(_size(row[place]) for row in rows for place in places):
        return ""
    most = MOST_BARS // len(series)
    rows = rows[-most:] if figures.over_time else rows[:most]
    labels = [figures.columns[0].said(row[0]) for row in rows]
    values = [(column.label, [row[place] for row in rows]) for column, place in zip(series, places, strict=True)]
    if figures.over_time:
        return _rendered(figures, _upright(labels, values, narrow=narrow))
    return _rendered(figures, _lying(labels, values, narrow=narrow, top=10.0 if _is_mark(figures) else None))


@cache
def _pygal() -> Any:  # noqa: ANN401 - untyped
    """The library, without the finder of plug-ins that it hooks into every later import: one of before Python 3.12."""
    import pygal
    import pygal.style

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]
    return pygal


def _size(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _is_mark(figures: Figures) -> bool:
    return any(figures.column(key)[0].kind is Kind.MARK for key in figures.bars)


def _upright(labels: Sequence[str], values: Sequence[tuple[str, Sequence[Any]]], *, narrow: bool) -> Any:  # noqa: ANN401 - untyped
    pygal = _pygal()
    options = _options(len(values), narrow=False) | {"show_y_labels": False}
    size = {"width": NARROW, "height": 135} if narrow else {"width": WIDTH, "height": 230}
    chart = pygal.Bar(range=(0, _highest(values) * 1.12), **size, **options)
    chart.x_labels = [_brief(label) for label in labels] if narrow or len(labels) > MOST_LONG_YEARS else labels
    for name, cells in values:
        chart.add(name, cells)
    return chart


def _brief(year: str) -> str:
    """A school year where there is little room: "26/27"; anything else as it is."""
    return f"{year[2:4]}/{year[7:9]}" if _SCHOOL_YEAR.fullmatch(year) else year


def _lying(
    labels: Sequence[str], values: Sequence[tuple[str, Sequence[Any]]], *, narrow: bool, top: float | None
) -> Any:  # noqa: ANN401 - as above
    pygal = _pygal()
    legend = 6 if len(values) == 1 else 20 * len(values) if narrow else 34
    height = 14 + legend + len(labels) * (9 + 15 * len(values))
    options = _options(len(values), narrow=narrow) | {"show_x_labels": False, "value_formatter": _beside}
    highest = top or _highest(values) * 1.15
    chart = pygal.HorizontalBar(width=NARROW if narrow else WIDTH, height=height, range=(0, highest), **options)
    # It draws the first one at the foot.
    chart.x_labels = [_short(label) for label in reversed(labels)]
    for name, cells in values:
        chart.add(name, list(reversed(cells)))
    return chart


def _short(label: str) -> str:
    return label if len(label) <= LABEL_LETTERS else f"{label[: LABEL_LETTERS - 1]}…"


def _highest(values: Sequence[tuple[str, Sequence[Any]]]) -> float:
    return max(float(cell) for _name, cells in values for cell in cells if cell is not None) or 1.0


def _options(series: int, *, narrow: bool) -> dict[str, Any]:
    style = _pygal().style.Style(
        background="#ffffff",
        plot_background="#ffffff",
        foreground="#1d232b",
        foreground_strong="#1d232b",
        foreground_subtle="#5c6878",
        colors=COLOURS,
        font_family="Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif",
        label_font_size=13,
        major_label_font_size=13,
        value_font_size=13,
        legend_font_size=13,
        value_colors=("#1d232b",) * len(COLOURS),
        opacity="1",
        opacity_hover="1",
        transition="none",
    )
    return {
        "js": [],
        "style": style,
        "show_legend": series > 1,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 1 if narrow else series,
        "legend_box_size": 11,
        "print_values": True,
        "print_values_position": "top",
        "print_zeroes": True,
        "show_y_guides": False,
        "show_x_guides": False,
        "margin": 4,
        "spacing": 8,
        "truncate_label": -1,
        "truncate_legend": -1,
        "value_formatter": _said,
    }


def _said(value: float) -> str:
    return Column("", "").said(value)


def _beside(value: float) -> str:
    """A figure at the end of a lying bar, which is drawn with its middle there: as far to the right as it is long."""
    said = _said(value)
    return "\u00a0" * (2 * len(said)) + said


def _rendered(figures: Figures, chart: Any) -> str:  # noqa: ANN401 - as above
    """As it goes into a page: under a name of its own, told to who cannot see it, and the same for the same figures."""
    chart.uuid = figures.key

    def clean(root: Any) -> Any:  # noqa: ANN401 - an element tree
        for parent in list(root.iter()):
            for child in list(parent):
                if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in {"script", "desc", "title"}:
                    parent.remove(child)
        root.attrib.pop("width", None)
        root.attrib.pop("height", None)
        root.set("role", "img")
        root.set("aria-label", figures.title)
        return root

    chart.add_xml_filter(clean)
    rendered: str = chart.render(is_unicode=True, disable_xml_declaration=True)
    return rendered
