"""Contacts as vCards, version 3.0 (RFC 2426): what every address book takes in, Google's and Outlook's included."""

from collections.abc import Sequence
from functools import lru_cache

from crm.exports.line import Lines, last_names, noted

LONGEST_LINE = 75
"""Bytes of a line, without its end (RFC 2426, 2.6)."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def cards(people: Lines, campaign: str = "") -> list[str]:
    """A card of each, its lines folded, each ending in CRLF."""
    given, titles, surnames = map(_texts, (people.given, people.titles, people.surname))
    lasts = _texts(last_names(people.prefix, people.surname))
    whole = [f"{last};{first};;{title};" for last, first, title in zip(lasts, given, titles, strict=True)]
    columns = (
        _fitting("N:", whole),
        _fitting("FN:", _texts(people.name)),
        _fitting("SORT-STRING:", surnames),
        _lines("EMAIL;TYPE=INTERNET,PREF:", _texts(people.email)),
        _lines("TEL;TYPE=WORK,VOICE:", _texts(people.phone)),
        _lines("URL:", list(map(_address, people.url))),
        map(_place, people.organisation, people.unit, people.position),
        _notes(people, campaign),
    )
    return [
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{parts}\r\nFN:{name}\r\nSORT-STRING:{key}\r\n{email}{phone}{url}{place}{note}"
        "END:VCARD\r\n"
        for parts, name, key, email, phone, url, place, note in zip(*columns, strict=True)
    ]


def _notes(people: Lines, campaign: str) -> list[str]:
    seen = [(day or "?") if old else None for old, day in zip(people.old, people.checked_on, strict=True)]
    return [_note(courses, last, campaign) for courses, last in zip(people.courses, seen, strict=True)]


@lru_cache(maxsize=2_000)
def _place(organisation: str, unit: str, position: str) -> str:
    """Where somebody works and as what, which many share."""
    told = ""
    if organisation:
        told = _line("ORG:", _text(organisation) + (f";{_text(unit)}" if unit else ""))
    return told + (_line("TITLE:", _text(position)) if position else "")


@lru_cache(maxsize=10_000)
def _note(courses: tuple[str, ...], last: str | None, campaign: str) -> str:
    """What the free field says and the campaign, which many share."""
    note = noted(courses, last)
    told = _line("NOTE:", _text(note)) if note else ""
    return told + (_line("CATEGORIES:", _text(campaign)) if campaign else "")


def _is_plain(text: str) -> bool:
    """Whether nothing in it has to be escaped (RFC 2426, 5)."""
    return text.isprintable() and not ("," in text or ";" in text or "\\" in text)


def _texts(values: Sequence[str]) -> Sequence[str]:
    """The values as texts: what parts values is escaped."""
    return values if _is_plain("".join(values)) else list(map(_text, values))


def _text(value: str) -> str:
    return value if _is_plain(value) else value.translate(_ESCAPES)


def _address(value: str) -> str:
    """A URI holds no line end; commas and semicolons stand in it as they are."""
    return "".join(value.split())


def _line(head: str, value: str) -> str:
    return f"{folded(f'{head}{value}')}\r\n"


def _lines(head: str, values: Sequence[str]) -> list[str]:
    """A line of each value; of an empty one none."""
    if not any(values):
        return [""] * len(values)
    return [f"{head}{value}\r\n" if value else "" for value in _fitting(head, values)]


def _fitting(head: str, values: Sequence[str]) -> Sequence[str]:
    """The values, folded where one does not fit on its line behind `head`."""
    longest = max(map(len, values if "".join(values).isascii() else map(str.encode, values)), default=0)
    if len(head) + longest <= LONGEST_LINE:
        return values
    return [folded(f"{head}{value}")[len(head) :] for value in values]


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
