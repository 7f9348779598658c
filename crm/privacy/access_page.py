"""What is held of somebody as a page that they can read and print: HTML that needs nothing beside it."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html import escape
from typing import Any

from crm.language import _, current_language
from crm.messages.notice import NEEDS, Found, notice
from crm.privacy.access import Access, Part, Row
from crm.privacy.printed import printed
from crm.resources import data_path
from crm.services.funnel import stage_name
from crm.spoken import spoken_basis, spoken_channel, spoken_kind, spoken_role
from crm.words import Basis, Channel, EntityKind, Formality, Method, RoleKind, Stage

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "h2{margin-top:2rem;font-size:1.1rem;border-bottom:1px solid #ccc}table{border-collapse:collapse;margin:.6rem 0;"
    "width:100%}th{text-align:left;vertical-align:top;width:13rem;font-weight:normal;color:#555}td,th{padding:.1rem "
    ".6rem .1rem 0}td{overflow-wrap:anywhere}@media print{body{margin:0}h2{break-after:avoid}table{break-inside:avoid}}"
)

_UNSAID = frozenset(("id", "sort_key", "key", "row_hash", "message_id", "stage_activity_id", "entry_id"))


def as_page(held: Access, facts: Mapping[str, Any], today: date) -> str:
    """The page. `facts` are the office's own; where they are complete, what the law asks to be told stands below."""
    title = _("What is held of {name}").format(name=held.subject.name)
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(_day_line(facts, today))}</p>"]
    for part in held.parts:
        parts += _part(part)
    if held.pages:
        parts.append(f"<h2>{escape(_('Stored pages that name you'))}</h2><ul>")
        parts += [f"<li>{escape(url)}</li>" for url in held.pages]
        parts.append("</ul>")
    parts += _notice(held, facts, today)
    return printed(title, _STYLE, parts)


def _day_line(facts: Mapping[str, Any], today: date) -> str:
    office = str(facts.get("office") or "")
    return _("{office} · drawn up on {day}").format(office=office or "Werkplaats", day=today.isoformat())


def _part(part: Part) -> Iterator[str]:
    yield f"<h2>{escape(part.about)} ({len(part.rows) + len(part.named)})</h2>"
    for row in part.rows:
        yield _table(row, part.table)
    if part.named:
        yield f"<p>{escape(_('You are named in:'))}</p>"
        for row in part.named:
            yield _table(row, part.table)


def _table(row: Row, table: str) -> str:
    lines = [
        f"<tr><th>{escape(label(name))}</th><td>{escape(_said(table, name, value))}</td></tr>"
        for name, value in row.items()
        if value not in (None, "", [], {}) and name not in _UNSAID and not name.endswith("_id")
    ]
    return f"<table>{''.join(lines)}</table>" if lines else ""


def _said(table: str, column: str, value: object) -> str:
    """A value in words, where it is one of ours."""
    if column in {"stage", "from_stage", "to_stage"} and value in set(Stage):
        return stage_name(Stage(str(value)))
    if column == "basis" and value in set(Basis):
        return spoken_basis(Basis(str(value)))
    if column == "channel" and value in set(Channel):
        return spoken_channel(Channel(str(value)))
    if column == "kind" and table == "role" and value in set(RoleKind):
        return spoken_role(RoleKind(str(value)))
    if column in {"kind", "of_kind"} and value in set(EntityKind):
        return spoken_kind(EntityKind(str(value)))
    return _plain(value)


def label(column: str) -> str:
    """What a column is called, in the current language."""
    return _labels()[current_language()].get(column, column.replace("_", " "))


@cache
def _labels() -> dict[str, dict[str, str]]:
    return tomllib.loads(data_path("privacy/columns.toml").read_text(encoding="utf-8"))


def _plain(value: object) -> str:
    """A value in a line: JSON as words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(
            f"{label(str(name))}: {_plain(each)}" for name, each in value.items() if each not in (None, "")
        )
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value)


def _notice(held: Access, facts: Mapping[str, Any], today: date) -> Iterator[str]:
    """Why it is held, how long, and their rights."""
    if not all(facts.get(name) for name in NEEDS):
        return
    first = held.sources[0] if held.sources else None
    found = (
        Found(first["page"], Method(first["method"]), date.fromisoformat(first["first_seen"]))
        if first is not None
        else Found(None, None, None)
    )
    told = notice(facts, found, Formality.FORMAL, current_language(), today)
    yield f"<h2>{escape(_('Why, how long, and your rights'))}</h2>"
    for text in told.parts.values():
        yield f"<p>{escape(text)}</p>"
