"""A samenwerkingsafspraak on one page, for both to keep: as Markdown, as HTML, and as the text of a message."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from crm.exports.whole_file import whole_file
from crm.language import _, current_language
from crm.markdown import plain
from crm.spoken import spoken_day, spoken_setting
from crm.views.agreements import AgreementLine

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1d232b}}
h1{{font-size:1.5rem}}th{{text-align:left;vertical-align:top;padding:.3rem 1.5rem .3rem 0;white-space:nowrap}}
td{{padding:.3rem 0}}footer{{margin-top:2rem;color:#5c6878}}</style></head>
<body><h1>{title}</h1><p>{opening}</p><table>
{rows}
</table>{footer}</body></html>
"""


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
        (_("Agreed on"), spoken_day(line.agreed_on, line.agreed_on.replace(year=1))),
    ]
    return [(name, value) for name, value in told if value]


def as_text(line: AgreementLine, office: str | None = None) -> str:
    """The confirmation as the text of a message."""
    rows = [f"{name}: {value}" for name, value in parts_said(line)]
    return "\n".join([_opening(line), "", *rows, *([f"\n{office}"] if office else [])])


def as_markdown(line: AgreementLine, office: str | None = None) -> str:
    """The confirmation as a Markdown page."""
    rows = [f"| {plain(name)} | {plain(value)} |" for name, value in parts_said(line)]
    heading = [f"# {plain(_title(line))}", "", plain(_opening(line)), "", "| | |", "|---|---|"]
    return "\n".join([*heading, *rows, *(["", plain(office)] if office else []), ""])


def as_html(line: AgreementLine, office: str | None = None) -> str:
    """The confirmation as a page to print."""
    rows = "\n".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in parts_said(line))
    return _PAGE.format(
        language=current_language(),
        title=escape(_title(line)),
        opening=escape(_opening(line)),
        rows=rows,
        footer=f"<footer>{escape(office)}</footer>" if office else "",
    )


def write_confirmation(line: AgreementLine, folder: str | Path, office: str | None = None) -> Sequence[Path]:
    """Writes the confirmation into `folder` as Markdown and HTML; returns both files. Raises FileError."""
    stem = Path(folder).expanduser() / f"samenwerkingsafspraak-{line.id}-{line.school_year}"
    written = []
    for suffix, text in ((".md", as_markdown(line, office)), (".html", as_html(line, office))):
        path = stem.with_suffix(suffix)
        with whole_file(path) as file:
            file.write(text.encode())
        written.append(path)
    return written


def _title(line: AgreementLine) -> str:
    about = line.course_name or spoken_setting(line.setting)
    return _("Agreement: {what}").format(what=f"{about}, {line.school_year}")


def _opening(line: AgreementLine) -> str:
    return _("This is what {name} and we agreed on for {year}.").format(name=line.person, year=line.school_year)
