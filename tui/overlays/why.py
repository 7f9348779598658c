"""Why a value stands where it stands: every place that says something of a thing, field by field."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crm.language import _
from crm.words import EntityKind, Method
from tui.days import short
from tui.overlays.sheet import Sheet, SheetLine, said
from tui.screens.known import bare
from tui.showing import Line, fit, shown
from tui.wording import field_word, method_word

DAY = 9
"""Cells of the day."""


def explain(sheet: Sheet, kind: EntityKind, id_: int, today: date, field: str | None = None) -> None:
    """Fills `sheet` with all sightings of one thing, the cursor on the first that speaks of `field`."""
    from crm.views.why import why

    def show(found: Mapping[str, Any]) -> None:
        fields = found["fields"]
        lines = _lines(fields, today) or [said(_("No page says anything of this."), "dim")]
        sheet.tell(lines, _place(fields, field))

    sheet.ask(lambda session: why(session, kind, id_), show, group="why")


def _place(fields: Mapping[str, Sequence[Mapping[str, Any]]], field: str | None) -> int:
    """The number of the first line under the heading of `field`; 0 where nothing speaks of it."""
    place = 0
    for name, readings in fields.items():
        if name == field and readings:
            return place + 1
        place += 1 + len(readings)
    return 0


def _lines(fields: Mapping[str, Sequence[Mapping[str, Any]]], today: date) -> list[SheetLine]:
    lines: list[SheetLine] = []
    for name, readings in fields.items():
        lines.append(said(field_word(name), "key", heading=True))
        lines += [_reading(reading, today) for reading in readings]
    return lines


def _reading(reading: Mapping[str, Any], today: date) -> SheetLine:
    page, value, chosen = str(reading["page"]), _said(reading["value"]), bool(reading["chosen"])
    by_hand = reading["method"] == Method.MANUAL
    where = _("typed by {who}").format(who=shown(reading["by"], 40)) if by_hand else shown(bare(page), 200)
    day = short(date.fromisoformat(str(reading["last_seen"])), today)
    ended = reading["ended_on"] is not None

    def line(width: int) -> Line:
        half = (width - DAY - 4) * 2 // 5
        return [
            ("• " if chosen else "  ", "good"),
            (fit(value, half), "strong" if chosen else "dim" if ended else ""),
            (" ", ""),
            (fit(where, width - DAY - 4 - half), "dim" if ended else ""),
            (" ", ""),
            (fit(day, DAY, right=True), "dim"),
        ]

    return SheetLine(line, url=page if page.startswith("http") else None, more=_more(reading))


def _more(reading: Mapping[str, Any]) -> str:
    """How and when it was read, to the day, and in which words of the page."""
    said_how = [
        _("believed") if reading["chosen"] else "",
        method_word(Method(reading["method"])),
        _("seen from {first} to {last}").format(first=reading["first_seen"], last=reading["last_seen"]),
        _("not said any more since {day}").format(day=reading["ended_on"]) if reading["ended_on"] else "",
        f"“{shown(reading['words'], 160)}”" if reading["words"] else "",
    ]
    return " · ".join(part for part in said_how if part)


def _said(value: object) -> str:
    if value is None:
        return _("(empty)")
    return ", ".join(shown(one) for one in value) if isinstance(value, list) else shown(value)
