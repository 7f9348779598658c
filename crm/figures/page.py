"""The report as one page that stands by itself: for those who pay, or of one school for its director or board."""

from collections.abc import Iterable

from crm.figures.asking import asks
from crm.figures.plots import plot
from crm.figures.report import Report
from crm.figures.sprints import Coupled
from crm.figures.tables import Column, Figures, Kind
from crm.figures.words import party_words
from crm.language import _, current_language
from crm.resources import data_path
from crm.spoken import spoken_day

MOST_QUOTES = 12
"""On one page, the newest."""

ON_SCHOOL_PAGE = ("levels", "settings", "coverage", "embedding", "fragile", "marks")
"""Tables of the report that a school's page shows."""


def report_page(report: Report, office: str | None) -> str:
    """The page for those who pay."""
    title = _("What came of it")
    return _render("office.html", report, office, _titled(title, office), report.tables)


def school_page(report: Report, office: str | None) -> str:
    """The page to hand to the director or board of the school that `report` is about."""
    school = report.school or ""
    done = [table for table in report.tables if table.key in {"coupled", "settings", "marks"} and table.rows]
    stands = [table for table in report.tables if table.key in {"coverage", "embedding"} and table.rows]
    title = _("Digital sprints at {school}").format(school=school)
    return _render(
        "school.html",
        report,
        office,
        title,
        [*done, *stands],
        done=[*done, _sprints(report.sprints)],
        stands=[*stands, _programmes(report)],
        asks=asks(report),
        opening=_opening(report, office),
    )


def _render(
    template: str, report: Report, office: str | None, title: str, plotted: Iterable[Figures], **more: object
) -> str:
    """Everything is escaped but the plots, which pygal has escaped, and the page's own style."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = data_path("report")
    engine = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    day = spoken_day(report.period.until, report.period.until.replace(year=1))
    return engine.get_template(
        template
    ).render(
        report=report,
        language=current_language(),
        title=title,
        when=_when(report, day),
        style=Markup((folder / "page.css").read_text("utf-8")),  # noqa: S704 - our own file
        plots={one.key: Markup(plot(one)) for one in plotted},  # noqa: S704 - escaped by pygal
        quotes=report.quotes[:MOST_QUOTES],
        party=party_words(),
        words=_words(day, office),
        **more,
    )


def _words(day: str, office: str | None) -> dict[str, str]:
    made = _("Figures of {day}. A page made later may say something else: what was logged since counts there.")
    footer = made.format(day=day)
    return {
        "nothing": _("Nothing yet."),
        "said": _("What they said"),
        "done": _("What was done"),
        "stands": _("How it stands in the programmes"),
        "ask": _("What we ask"),
        "footer": f"{office} · {footer}" if office else footer,
    }


def _when(report: Report, day: str) -> str:
    if report.period.since is None:
        return _("Everything up to {day}").format(day=day)
    since = spoken_day(report.period.since, report.period.since.replace(year=1))
    return _("From {since} to {day}").format(since=since, day=day)


def _titled(title: str, office: str | None) -> str:
    return f"{title}: {office}" if office else title


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


def _sprints(found: Iterable[Coupled]) -> Figures:
    """Each sprint, newest first."""
    columns = (
        Column("school_year", _("School year"), Kind.TEXT),
        Column("company", _("Business"), Kind.TEXT),
        Column("course", _("Course"), Kind.TEXT),
        Column("students", _("Students")),
        Column("result", _("What the business has of it"), Kind.TEXT),
    )
    newest = sorted(found, key=lambda one: (one.school_year, str(one.starts or ""), one.id), reverse=True)
    rows = tuple((one.school_year, one.company, one.course or "", one.students, one.result or "") for one in newest)
    return Figures("sprints", _("The sprints"), columns, rows)


def _programmes(report: Report) -> Figures:
    """Each wanted programme: on how many legs, how high up it is known, how firmly it is in. Nobody is named."""
    from crm.views.footing_told import level_said, rungs_said

    columns = (
        Column("programme", _("Programme"), Kind.TEXT),
        Column("informed", _("Teachers informed")),
        Column("agreed", _("With an agreement")),
        Column("legs", _("Rests on")),
        Column("rungs", _("Levels informed"), Kind.TEXT),
        Column("level", _("In the programme"), Kind.TEXT),
    )
    rows = tuple(
        (
            one.programme,
            len(one.informed),
            len(one.agreed),
            len(one.holders),
            rungs_said(one) or "–",
            level_said(one.embedded.level),
        )
        for one in report.footings
    )
    return Figures("programmes", _("Programme by programme"), columns, rows)
