"""The report as one page that stands by itself: for those who pay, or of one school for its director or board."""

from collections.abc import Mapping
from dataclasses import dataclass

from crm.figures.asking import asks
from crm.figures.plots import plot
from crm.figures.report import Report
from crm.figures.school import programmes, said, sprints_done
from crm.figures.words import party_words
from crm.language import _, current_language
from crm.resources import data_path
from crm.spoken import spoken_day

MOST_QUOTES, FEW_QUOTES = 12, 2
"""On the page for those who pay, and on that of a school: the newest."""

ON_SCHOOL_PAGE = ("businesses", "businesses_school_year", "students", "sprints")
"""Figures that stand on top of a school's page."""


@dataclass(frozen=True, slots=True)
class By:
    """Who hands the page over: as it is called, and where to write to."""

    office: str | None
    email: str | None = None


def report_page(report: Report, by: By) -> str:
    """The page for those who pay."""
    plots = {table.key: plot(table) for table in report.tables}
    quotes = report.quotes[:MOST_QUOTES]
    headlines = report.headlines
    title = _("What the digital sprints brought")
    return _render("office.html", report, by, title, plots, quotes=quotes, headlines=headlines)


def school_page(report: Report, by: By) -> str:
    """The page to hand to the director or board of the school that `report` is about: one sheet of paper.

    Where nothing came of it yet no noughts stand on top.
    """
    plots = {table.key: plot(table, narrow=True) for table in report.tables if table.key in {"coupled", "embedding"}}
    on_top = {one.key: one for one in report.headlines}
    return _render(
        "school.html",
        report,
        by,
        _("Digital sprints at {school}").format(school=report.school),
        plots,
        quotes=said(report, FEW_QUOTES),
        headlines=[on_top[key] for key in ON_SCHOOL_PAGE] if on_top["sprints"].number else [],
        plotted=[table for table in report.tables if plots.get(table.key)],
        tables=[table for table in (sprints_done(report), programmes(report)) if table.rows],
        asks=asks(report),
        opening=_opening(report, by.office),
    )


def _render(template: str, report: Report, by: By, title: str, plots: Mapping[str, str], **more: object) -> str:
    """Everything is escaped but the plots, which pygal has escaped, and the page's own style."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = data_path("report")
    engine = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    day = spoken_day(report.period.until, None)
    return engine.get_template(template).render(
        report=report,
        language=current_language(),
        title=title,
        when=_when(report, day),
        style=Markup((folder / "page.css").read_text("utf-8")),  # noqa: S704 - our own file
        plots={key: Markup(made) for key, made in plots.items()},  # noqa: S704 - escaped by pygal
        office=by.office,
        party=party_words(),
        words=_words(day, by),
        **more,
    )


def _words(day: str, by: By) -> dict[str, str]:
    made = _("Figures of {day}. A page made later may say something else: what was logged since counts there.")
    footer = made.format(day=day)
    return {
        "nothing": _("Nothing yet."),
        "said": _("What they said"),
        "ask": _("What we ask"),
        "footer": " · ".join(said for said in (by.office, by.email, footer) if said),
    }


def _when(report: Report, day: str) -> str:
    if report.period.since is None:
        return _("Everything up to {day}").format(day=day)
    since = spoken_day(report.period.since, None)
    return _("From {since} to {day}").format(since=since, day=day)


def _opening(report: Report, office: str | None) -> str:
    businesses = next(one.number for one in report.headlines if one.key == "businesses")
    said = _(
        "In a digital sprint a team of students works on a real question of a small business in the region: inside a"
        " course, an internship or a graduation project."
    )
    if not businesses:
        return f"{said} " + _("At {school} there has been none yet.").format(school=report.school)
    brings = _("{office} brings businesses and teams together.").format(office=office)
    return f"{said} {brings if office else _('We bring businesses and teams together.')}"
