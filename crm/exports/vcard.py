"""Contacts as vCards, version 3.0 (RFC 2426): what every address book takes in, Google's and Outlook's included."""

from crm.exports.line import ExportLine

LONGEST_LINE = 75
"""Bytes of a line, without its end (RFC 2426, 2.6)."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def card(line: ExportLine, campaign: str = "") -> str:
    """One card, its lines folded, each ending in CRLF."""
    told = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_text(line.last_name)};{_text(line.given)};;{_text(line.titles)};",
        f"FN:{_text(line.name)}",
        f"SORT-STRING:{_text(line.surname)}",
        f"EMAIL;TYPE=INTERNET,PREF:{_text(line.email)}",
    ]
    if line.phone:
        told.append(f"TEL;TYPE=WORK,VOICE:{_text(line.phone)}")
    if line.organisation:
        told.append(f"ORG:{_text(line.organisation)}" + (f";{_text(line.unit)}" if line.unit else ""))
    if line.position:
        told.append(f"TITLE:{_text(line.position)}")
    if line.url:
        told.append(f"URL:{_address(line.url)}")
    if line.courses or line.old:
        told.append(f"NOTE:{_text(line.note)}")
    if campaign:
        told.append(f"CATEGORIES:{_text(campaign)}")
    told.append("END:VCARD\r\n")
    return "\r\n".join([one if len(one) <= LONGEST_LINE and one.isascii() else folded(one) for one in told])


def _text(value: str) -> str:
    """A value as text: what parts values is escaped (RFC 2426, 5)."""
    return (
        value.translate(_ESCAPES) if "," in value or ";" in value or not value.isprintable() or "\\" in value else value
    )


def _address(value: str) -> str:
    """A URI holds no line end; commas and semicolons stand in it as they are."""
    return "".join(value.split())


def folded(line: str) -> str:
    """`line` in pieces of at most 75 bytes, never cut within a character; each further one begins with a space."""
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
