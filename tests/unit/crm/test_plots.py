"""Plots of figures: what they show, and what they leave behind."""

import re
import sys

import pytest

from crm.figures.plots import plot
from crm.figures.tables import Column, Figures, Kind, middle


def _table(*rows: tuple[str, int], over_time: bool = False) -> Figures:
    columns = (Column("what", "What", Kind.TEXT), Column("number", "Number"))
    return Figures("some", 'A "title" <b>', columns, rows, ("number",), over_time=over_time)


def test_a_plot_runs_nothing_fetches_nothing_and_escapes_what_it_shows() -> None:
    made = plot(_table(("<script>alert(1)</script>", 3), ("Zaanstad", 2)))
    assert made.startswith("<svg")
    assert re.findall(r"<script|href=|url\(|<!--", made) == []
    assert "&lt;script&gt;" in made
    assert 'aria-label="A &quot;title&quot; &lt;b&gt;"' in made
    assert plot(_table(("<script>alert(1)</script>", 3), ("Zaanstad", 2))) == made


def test_noughts_are_left_to_the_table_but_a_year_stays_in_its_row() -> None:
    assert plot(_table(("a", 0), ("b", 0))) == ""
    assert plot(_table()) == ""
    assert ">a<" not in plot(_table(("a", 0), ("b", 2)))
    assert ">2020<" in plot(_table(("2020", 0), ("2021", 2), over_time=True))


def test_many_school_years_are_written_short_so_that_they_can_be_told_apart() -> None:
    years = [(f"{year}-{year + 1}", 2) for year in range(2016, 2027)]
    made = plot(_table(*years, over_time=True))
    assert (">16/17<" in made, ">2016-2017<" in made) == (True, False)
    assert ">2026-2027<" in plot(_table(*years[-3:], over_time=True))


def test_the_library_leaves_no_finder_behind() -> None:
    plot(_table(("a", 1)))
    assert not [finder for finder in sys.meta_path if type(finder).__module__.startswith("pygal")]


@pytest.mark.parametrize(
    ("counts", "found"), [([(3, 1)], 3), ([(1, 1), (4, 1)], 2.5), ([(None, 9), (5, 2), (1, 1)], 5), ([], None)]
)
def test_the_middle_of_what_was_counted(counts: list[tuple[int | None, int]], found: float | None) -> None:
    assert middle(counts) == found
