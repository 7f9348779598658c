"""The register of processing (GDPR art. 30) with its balancing test, filled in for this office, to be signed."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.language import _, current_language
from crm.privacy.holdings import may_hold_people
from crm.privacy.printed import printed
from crm.privacy.sweeping import person_days, retention
from crm.resources import data_path
from crm.tables.core import LEAD, PERSON

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #ccc}table{border-collapse:collapse;margin:.6rem 0}"
    "td,th{border:1px solid #ccc;padding:.25rem .6rem;text-align:left;vertical-align:top}"
    "@media print{body{margin:0}h2{break-after:avoid}tr{break-inside:avoid}}"
)
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_SLANTED = re.compile(r"\*(.+?)\*")
_CODE = re.compile(r"`(.+?)`")


def register(session: Session, facts: Mapping[str, Any], today: date) -> str:
    """The register in Markdown, in the current language. `facts` are the office's; what is not set says how to."""
    language = current_language()
    text = data_path(f"privacy/register.{language}.md").read_text(encoding="utf-8")
    connection = session.connection()
    people, leads = (connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in (PERSON, LEAD))
    kept = retention()
    return text.format(
        today=today.isoformat(),
        office=_said(facts, "office", "office_name"),
        address=_said(facts, "office_address", "office_address"),
        email=_said(facts, "office_email", "office_email"),
        people=people,
        leads=leads,
        person_days=person_days(),
        lead_months=kept["leads"]["months"],
        message_months=kept["messages"]["months"],
        journal_months=kept["journal"]["months"],
        export_months=kept["exports"]["months"],
        tables="\n".join(f"- {each.about}" for each in may_hold_people()),
    )


def _said(facts: Mapping[str, Any], name: str, setting: str) -> str:
    value = " ".join(str(facts.get(name) or "").split()).replace("|", "/")
    return value or _("(not set: `werkplaats settings set {setting} …`)").format(setting=setting)


def as_html(markdown: str) -> str:
    """The register as a page that needs nothing beside it."""
    title = markdown.partition("\n")[0].removeprefix("# ")
    return printed(title, _STYLE, _blocks(markdown))


def _blocks(markdown: str) -> Iterator[str]:
    """The few forms that the register has: headings, tables, lists and paragraphs."""
    for block in markdown.split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if not lines:
            continue
        if lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            yield f"<h{level}>{_inline(lines[0].lstrip('# '))}</h{level}>"
        elif lines[0].startswith("|"):
            yield _table(lines)
        elif lines[0].startswith("- "):
            yield "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
        else:
            yield f"<p>{_inline(' '.join(lines))}</p>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head = rows[0] if any(rows[0]) else []
    top = "<tr>" + "".join(f"<th>{_inline(cell)}</th>" for cell in head) + "</tr>" if head else ""
    body = "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[2:])
    return f"<table>{top}{body}</table>"


def _inline(text: str) -> str:
    plain = escape(text)
    for form, tag in ((_STRONG, "strong"), (_SLANTED, "em"), (_CODE, "code")):
        plain = form.sub(rf"<{tag}>\1</{tag}>", plain)
    return plain
