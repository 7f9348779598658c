"""A samenwerkingsafspraak on one page, for both to keep: as Markdown, as HTML, and as the text of a message."""

from collections.abc import Sequence
from pathlib import Path

from crm.language import _, current_language
from crm.spoken import spoken_day, spoken_setting
from crm.views.agreements import AgreementLine
from crm.views.one_page import OnePage


def parts_said(line: AgreementLine) -> list[tuple[str, str]]:
    """The parts of an agreement in reading order, each with its name; what was not agreed is left out."""
    told: list[tuple[str, str | None]] = [
        (_("Teacher"), line.person),
        (_("School"), line.school),
        (_("Course"), line.course_name),
        (_("Form"), spoken_setting(line.setting)),
        (_("School year"), line.school_year),
        (_("Assignment"), line.type),
        (_("How many"), _("{n} a school year").format(n=line.number)),
        (_("Planning"), line.planning),
        (_("Process"), line.process),
        (_("Supervision"), line.supervision),
        (_("Contact"), line.contact),
        (_("Business gives"), line.needs),
        (_("Team size"), line.team_size),
        (_("Language"), line.language),
        (_("Confidential"), line.confidentiality),
        (_("Sample cases"), line.samples),
        (_("Agreed on"), spoken_day(line.agreed_on, None)),
    ]
    return [(name, value) for name, value in told if value]


def one_page(line: AgreementLine, office: str | None = None) -> OnePage:
    """The confirmation on a page."""
    return OnePage(current_language(), _title(line), _opening(line), parts_said(line), office)


def as_text(line: AgreementLine, office: str | None = None) -> str:
    """The confirmation as the text of a message."""
    return one_page(line, office).text()


def as_markdown(line: AgreementLine, office: str | None = None) -> str:
    """The confirmation as a Markdown page."""
    return one_page(line, office).markdown()


def as_html(line: AgreementLine, office: str | None = None) -> str:
    """The confirmation as a page to print."""
    return one_page(line, office).html()


def write_confirmation(line: AgreementLine, folder: Path, office: str | None = None) -> Sequence[Path]:
    """Writes the confirmation into `folder` as Markdown and HTML; returns both files. Raises FileError."""
    stem = folder / f"samenwerkingsafspraak-{line.id}-{line.school_year}"
    return one_page(line, office).write(stem)


def _title(line: AgreementLine) -> str:
    about = line.course_name or spoken_setting(line.setting)
    return _("Agreement: {what}").format(what=f"{about}, {line.school_year}")


def _opening(line: AgreementLine) -> str:
    return _("This is what {name} and we agreed on for {year}.").format(name=line.person, year=line.school_year)
