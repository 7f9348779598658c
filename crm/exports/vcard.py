"""Contacts as vCards, version 3.0 (RFC 2426): what every address book takes in, Google's and Outlook's included."""

from collections.abc import Sequence
from functools import lru_cache

from crm.exports.line import ExportLine

LONGEST_LINE = 75
"""Bytes of a line, without its end (RFC 2426, 2.6)."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def card(line: ExportLine, campaign: str = "") -> str:
    """One card, its lines folded, each ending in CRLF."""
    own = (line.last_name, line.given, line.titles, line.name, line.surname, line.email, line.phone)
    if not _is_plain("".join(own)):
        own = tuple(map(_text, own))  # type: ignore[assignment]  # as many as there were
    last_name, given, titles, name, surname, email, phone = own
    told = ["VERSION:3.0", f"N:{last_name};{given};;{titles};", f"FN:{name}", f"SORT-STRING:{surname}"]
    if email:
        told.append(f"EMAIL;TYPE=INTERNET,PREF:{email}")
    if phone:
        told.append(f"TEL;TYPE=WORK,VOICE:{phone}")
    if line.url:
        told.append(f"URL:{_address(line.url)}")
    place = _place(line.organisation, line.unit, line.position)
    note = _note(line.note, campaign) if line.courses or line.old or campaign else ""
    return f"BEGIN:VCARD\r\n{_folded(told)}{place}{note}END:VCARD\r\n"


@lru_cache(maxsize=2_000)
def _place(organisation: str, unit: str, position: str) -> str:
    """Where somebody works and as what, which many share."""
    told = []
    if organisation:
        told.append(f"ORG:{_text(organisation)}" + (f";{_text(unit)}" if unit else ""))
    if position:
        told.append(f"TITLE:{_text(position)}")
    return _folded(told)


@lru_cache(maxsize=2_000)
def _note(note: str, campaign: str) -> str:
    """What the free field says and the campaign, which many share."""
    told = []
    if note:
        told.append(f"NOTE:{_text(note)}")
    if campaign:
        told.append(f"CATEGORIES:{_text(campaign)}")
    return _folded(told)


def _is_plain(text: str) -> bool:
    """Whether nothing in it has to be escaped (RFC 2426, 5)."""
    return text.isprintable() and not ("," in text or ";" in text or "\\" in text)


def _text(value: str) -> str:
    """A value as text: what parts values is escaped."""
    return value if _is_plain(value) else value.translate(_ESCAPES)


def _address(value: str) -> str:
    """A URI holds no line end; commas and semicolons stand in it as they are."""
    return "".join(value.split())


def _folded(lines: Sequence[str]) -> str:
    """The lines, each folded and ended."""
    text = "\r\n".join(lines)
    if not lines:
        return ""
    if max(map(len, lines)) > LONGEST_LINE or not text.isascii():
        text = "\r\n".join(map(folded, lines))
    return f"{text}\r\n"


def folded(line: str) -> str:
    """`line` in pieces of at most 75 bytes, never cut within a character; each further one begins with a space."""
    if len(line) * 4 <= LONGEST_LINE:
        return line
    coded = line.encode()
    if len(coded) <= LONGEST_LINE:
        return line
    pieces, start, room = [], 0, LONGEST_LINE
    while start < len(coded):
        end = min(start + room, len(coded))
        while end < len(coded) and coded[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(coded[start:end].decode())
        start, room = end, LONGEST_LINE - 1
    return "\r\n ".join(pieces)
