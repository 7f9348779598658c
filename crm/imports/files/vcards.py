"""vCards of versions 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), as a sheet with a row a card.

Photos, birth dates and home addresses are not read: nothing of them may be kept.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crm.imports.files.sheet import BadRow, Rows, Sheet, SheetRow
from crm.imports.files.texts import Text
from crm.language import _

HEADER = (
    "FN",
    "N given",
    "N additional",
    "N family",
    "N prefix",
    "N suffix",
    "EMAIL",
    "TEL",
    "ORG",
    "ORG unit",
    "JOB TITLE",
    "URL",
    "NOTE",
)
"""Columns of the sheet; what each holds is in the vocabulary of columns as for any other file."""

_PROPERTY = re.compile(r"(?:[\w-]+\.)?([A-Za-z][\w-]*)((?:;(?:\"[^\"]*\"|[^:\"])*)?):(.*)", re.DOTALL)
_SEMICOLONS = re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_LONGEST_CARD = 20_000
"""Lines of a card; photos take up to some thousands."""


@dataclass(slots=True)
class _Card:
    line: int
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: str, *, first: bool = False) -> None:
        if value:
            held = self.values.setdefault(name, [])
            held.insert(0, value) if first else held.append(value)


def is_vcard(text: Text) -> bool:
    """Whether the first line that says something begins a card."""
    first = next((line for line in text.lines[:50] if line.strip()), "")
    return first.strip().upper() == "BEGIN:VCARD"


def sheet_of(text: Text) -> Sheet:
    """The cards of a file, a row each; its line is where the card begins."""
    return Sheet("", list(HEADER), 0, lambda: _rows(text.lines))


def _rows(lines: list[str]) -> Rows:
    card: _Card | None = None
    for number, line in _unfolded(lines):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            if card is not None:
                yield BadRow(card.line, _("the card does not end before the next begins"))
            card = _Card(number)
        elif word == "END:VCARD":
            if card is not None:
                yield _row(card)
            card = None
        elif card is not None and (found := _PROPERTY.fullmatch(line)):
            _take(card, found[1].upper(), found[2], found[3])
            if number - card.line > _LONGEST_CARD:
                yield BadRow(card.line, _("the card has no end"))
                card = None
    if card is not None:
        yield BadRow(card.line, _("the card has no end"))


def _row(card: _Card) -> SheetRow:
    return SheetRow(card.line, ["; ".join(card.values.get(name, ())) for name in HEADER])


def _unfolded(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Whole lines with the number of their first: continued by a space (3.0, 4.0), or by "=" in quoted-printable."""
    number, held = 0, ""
    for at, line in enumerate(lines, start=1):
        quoted = held.endswith("=") and "QUOTED-PRINTABLE" in held.upper()
        if quoted:
            held += f"\n{line}"
        elif line[:1] in {" ", "\t"} and held:
            held += line[1:]
        else:
            if held:
                yield number, held
            number, held = at, line
    if held:
        yield number, held


def _take(card: _Card, name: str, parameters: str, raw: str) -> None:
    """Puts what a line says into its columns."""
    settings = parameters.upper()
    if name in {"N", "FN", "ORG", "TITLE", "ROLE", "NOTE", "EMAIL", "TEL", "URL"}:
        value = _decoded(raw, settings)
    elif name in {"X-SOCIALPROFILE", "SOCIALPROFILE"}:
        name, value = "URL", _decoded(raw, settings)
    else:
        return
    if name == "N":
        family, given, additional, prefix, suffix = (*_parts(value), "", "", "", "", "")[:5]
        for column, part in zip(HEADER[1:6], (given, additional, family, prefix, suffix), strict=True):
            card.add(column, part)
    elif name == "ORG":
        organisation, *units = _parts(value)
        card.add("ORG", organisation)
        card.add("ORG unit", " · ".join(unit for unit in units if unit))
    elif name == "TEL":
        if "HOME" not in settings and "FAX" not in settings:
            card.add("TEL", _plain(value).removeprefix("tel:"), first="WORK" in settings or "PREF" in settings)
    elif name == "EMAIL":
        card.add("EMAIL", _plain(value).removeprefix("mailto:"), first="WORK" in settings or "PREF" in settings)
    else:
        card.add("JOB TITLE" if name in {"ROLE", "TITLE"} else name, _plain(value))


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in _SEMICOLONS.split(value)]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _decoded(raw: str, settings: str) -> str:
    if "QUOTED-PRINTABLE" not in settings:
        return raw
    content = quopri.decodestring(raw.encode("utf-8", errors="replace"))
    charset = re.search(r"CHARSET=\"?([\w-]+)", settings)
    for encoding in (charset[1] if charset else "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")
