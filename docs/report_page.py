"""The page `report.md`, with every table of the report as the program makes it, and its picture."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from crm.database.engine import sqlite_url
from crm.database.opening import open_database
from crm.figures.plots import plot
from crm.figures.report import Report, read_report
from crm.figures.tables import Column, Figures, Kind
from crm.unit_of_work import reading

PAGE = """# What came of it

Made from the program by `python docs/make.py`.

    werkplaats report                                  the figures in the terminal
    werkplaats report --html report.html --csv figures one page with plots, and every table as a csv file
    werkplaats report --since 2025-09-01 --json        of this school year and the last one, for a script
    werkplaats report --school haz --html haz.html     one sheet of paper for that school's director or board

In the app `7` shows the same: the tables at the left, bars at the right, `enter` for all rows of one, `B` for the page.

![Businesses coupled, by school year](screens/report-plot.svg)

The page stands by itself: one file, no address in it, nothing that runs. Print it, or send it as it is. Its figures are
those of its day; a page made later may say something else, for what was logged since counts there. It names no teacher:
programmes that hang on one person are named, the person is not. Quotes are shown only where they agreed to that.

## What counts

- **A business is coupled** once a student team is at work for it, or was: a sprint that runs or is done, or whose
  kick-off has been. One that was stopped, or is still to begin, does not count. A business counts once, however many
  sprints it had; *for the first time* says which are new.
- **A school year** is that of the sprint. Of sprints that came from a list only the year may be known: they count in
  that year, and in the calendar year in which it begins. Against the same day of last year count those with a day.
- **The funnel** counts who ever came in at a stage, and of those who went on; days are days of the calendar, of stays
  that ended.
- **The way in** is *came to us* when they spoke first, *via a scout* when somebody who asked round for us named them,
  *introduced* when somebody else did, and *directly* otherwise. Who was never in touch is on no road yet.
- **An answer** is to the last message before it. **Days to a match** run from the question to the teacher's yes.
- **A step up** led to an agreement when the lead made one on that day or later, and to names when who it went to is
  the one through whom they came.
- A median is a middle: half took longer. "–" is no figure, which is not nought.

## The tables

By these names JSON (`figures`) and csv files know them.

| table | what | columns |
|---|---|---|
{tables}
"""


def report_page() -> str:
    """The page, with the tables of an office that has nothing yet."""
    rows = [
        f"| `{table.key}` | {table.title} | {', '.join(f'`{column.key}`' for column in table.columns)} |"
        for table in _of_nothing().tables
    ]
    return PAGE.format(tables="\n".join(rows))


def report_picture() -> str:
    """A plot, of invented figures."""
    years = [f"{year}-{year + 1}" for year in range(2019, 2026)]
    columns = (
        Column("year", "Year", Kind.TEXT),
        Column("businesses", "Businesses"),
        Column("new", "For the first time"),
    )
    rows = tuple(zip(years, (6, 6, 8, 11, 11, 15, 17), (6, 4, 5, 8, 7, 9, 8), strict=True))
    title = "Businesses coupled, by school year"
    return plot(Figures("coupled", title, columns, rows, ("businesses", "new"), over_time=True)) + "\n"


def _of_nothing() -> Report:
    with TemporaryDirectory() as folder:
        engine = open_database(sqlite_url(Path(folder) / "empty.db"))
        with reading(engine) as session:
            report = read_report(session, date(2026, 11, 23))
        engine.dispose()
    return report
