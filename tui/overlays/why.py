"""Why a value stands where it stands: every place that says something of a thing, field by field."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crm.language import _
from crm.spoken import spoken_field
from crm.words import EntityKind, Method
from tui.days import short
from tui.overlays.sheet import Sheet, SheetLine
from tui.showing import fit, shown
from tui.wording import method_word


def explain(sheet: Sheet, kind: EntityKind, id_: int, today: date) -> None:
    """Fills `sheet` with all sightings of one thing."""
    from crm.views.why import why

    def show(found: Mapping[str, Any]) -> None:
        sheet.tell(_lines(found["fields"], today) or [SheetLine([(_("No page says anything of this."), "dim")])])

    sheet.ask(lambda session: why(session, kind, id_), show, group="why")


def _lines(fields: Mapping[str, Sequence[Mapping[str, Any]]], today: date) -> list[SheetLine]:
    lines: list[SheetLine] = []
    for name, readings in fields.items():
        lines.append(SheetLine([(spoken_field(name), "key")], heading=True))
        lines += [_reading(reading, today) for reading in readings]
    return lines


def _reading(reading: Mapping[str, Any], today: date) -> SheetLine:
    page = str(reading["page"])
    chosen = bool(reading["chosen"])
    seen = short(date.fromisoformat(str(reading["last_seen"])), today)
    return SheetLine(
        [
            ("• " if chosen else "  ", "good"),
            (fit(_said(reading["value"]), 28), "strong" if chosen else ""),
            (" ", ""),
            (fit(method_word(Method(reading["method"])), 20), "dim"),
            (" ", ""),
            (fit(seen, 10), "dim"),
            (shown(_bare(page)), ""),
        ],
        url=page if page.startswith("http") else None,
    )


def _said(value: object) -> str:
    if value is None:
        return _("(empty)")
    return ", ".join(shown(one) for one in value) if isinstance(value, list) else shown(value)


def _bare(page: str) -> str:
    return page.removeprefix("https://").removeprefix("http://")
