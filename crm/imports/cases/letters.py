"""A mail in its parts: what its writer says now, whose mail they forward, and what closes it."""

import re
from dataclasses import dataclass, field

from crm.imports.cases.vocabulary import folded
from crm.text import fold
from crm.understanding.newest import closing, quote_start, unsigned

LONGEST = 20_000
"""Characters of a mail that are looked at."""

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_HEAD = re.compile(r"^\W{0,3}(van|from|de|afzender|von)\s*:\s*(.+)$", re.IGNORECASE)
_HEADER_LINE = re.compile(r"^\W{0,3}[\w-]{2,12}\s*:\s", re.UNICODE)
_BLANKS = re.compile(r"(?<=\S)[^\S\n\t]{3,}|[^\S\n]{40,}")
"""Blanks in a row of which two say as much, as between the columns of a list that was lined up."""
_UNDERLINE = re.compile(r"-{3,}|={3,}|~{3,}")
SIGNED = 5
"""Lines of a signature without a greeting, the name among them."""
_SHORT = 70
"""Characters of a line that greets or closes; a longer one is text."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a mail: name and address, as far as it says."""

    name: str = ""
    email: str = ""


@dataclass(slots=True)
class Letter:
    """A mail: `lines` are its text without greeting and close, `first` the number of the first of them, from 1.

    `signed`: the lines below its close. `by` wrote it; `through` forwarded it, where somebody did.
    """

    lines: list[str]
    first: int = 1
    signed: list[str] = field(default_factory=list)
    by: Writer = field(default_factory=Writer)
    through: Writer | None = None


def letters_in(text: str, sender: Writer) -> list[Letter]:
    """The mails in a text, the newest first: what `sender` wrote, and what they forwarded below it.

    A mail that was answered (`> `, "… schreef:") is ours, and is left out.
    """
    bounded = _BLANKS.sub("  ", text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n"))
    lines = _without_underlines(bounded.split("\n"))
    found: list[Letter] = []
    start, by, through = 0, sender, None
    while start < len(lines):
        rest = lines[start:]
        end = quote_start(rest)
        own = rest if end is None else rest[:end]
        found.append(_letter(own, start, by, through))
        if end is None:
            break
        head = _header(rest[end:])
        if head is None:
            break
        length, writer = head
        through = through or sender
        start, by = start + end + length, writer
    return found


def _without_underlines(lines: list[str]) -> list[str]:
    """The lines, a heading in the place of the row of dashes that underlines it: that row closes no letter."""
    kept = list(lines)
    for number in range(1, len(lines) - 1):
        heading = lines[number - 1].strip()
        if _UNDERLINE.fullmatch(lines[number].strip()) and 1 < len(heading) <= _SHORT and lines[number + 1].strip():
            kept[number - 1], kept[number] = "", heading
    return kept


def _header(lines: list[str]) -> tuple[int, Writer] | None:
    """How many lines the head of a forwarded mail takes, and who wrote it; None for a quotation of our own mail."""
    writer, length = None, 0
    for line in lines[:12]:
        head = _HEAD.match(line)
        if head is not None:
            writer = writer_of(head[2])
        elif writer is not None and not (_HEADER_LINE.match(line) and len(line) < 200):
            break
        length += 1
    return None if writer is None else (length, writer)


def writer_of(text: str) -> Writer:
    """Who an address line names: "Wim Ossewaarde <wim@…>"."""
    address = _ADDRESS.search(text)
    name = re.sub(r"[<\[(].*$", "", text).strip(" \t\"'*,;")
    return Writer("" if "@" in name else name, address[0].lower() if address is not None else "")


def _letter(lines: list[str], before: int, by: Writer, through: Writer | None) -> Letter:
    """The mail in `lines`, which stand `before` lines below the top."""
    first = 0
    while first < len(lines) and (not lines[first].strip() or _greets(lines[first])):
        first += 1
    body = lines[first:]
    if body and _greeting_runs_on(body[0]):
        body = [_without_greeting(lines[first]), *lines[first + 1 :]]
    kept = _until_name(_until_close(body), by.name)
    return Letter(kept, before + first + 1, body[len(kept) :], by, through)


def _greets(line: str) -> bool:
    """Whether a line greets and says nothing more: "Beste Eva,", "Hoi!", "Eva,"."""
    plain, bare = fold(line), line.strip()
    if re.fullmatch(r"[A-Z][\w-]{1,20},", bare):
        return True
    greets = any(plain == one or plain.startswith(f"{one} ") for one in _greetings())
    ends = bare.endswith((",", "!", ".", ":")) or len(plain.split()) <= 4
    return len(bare) <= _SHORT and greets and ends and not _greeting_runs_on(line)


def _greeting_runs_on(line: str) -> bool:
    """Whether the text begins on the line of the greeting: "Hoi Eva, is dit iets voor jullie?"."""
    plain = fold(line)
    greets = any(plain.startswith(f"{one} ") for one in _greetings())
    head, comma, rest = line.partition(",")
    return greets and bool(comma) and len(head.split()) <= 5 and len(rest.split()) >= 3


def _without_greeting(line: str) -> str:
    return line.partition(",")[2].strip()


def _greetings() -> frozenset[str]:
    return folded("letters", "greetings")


def _until_close(lines: list[str]) -> list[str]:
    """The lines above the close: a greeting at the end, a signature, a disclaimer."""
    kept = unsigned(lines)
    for number, line in enumerate(kept):
        plain = fold(line)
        if number and plain and len(line) <= _SHORT * 2 and _closes(plain):
            return kept[:number]
    return kept


def _until_name(lines: list[str], name: str) -> list[str]:
    """The lines without the writer's name and the few short ones below it, where these close them by themselves."""
    if not name:
        return lines
    names = {fold(name), fold(name.split(maxsplit=1)[0])}
    written = [number for number, line in enumerate(lines) if line.strip()]
    for place in range(max(len(written) - SIGNED, 1), len(written)):
        below = written[place:]
        if fold(lines[below[0]]) in names and all(len(lines[number]) <= _SHORT for number in below):
            return lines[: below[0]]
    return lines


def _closes(plain: str) -> bool:
    return any(plain == one or plain.startswith(f"{one} ") for one in folded("letters", "closings"))


def inline_close(text: str) -> tuple[str, str]:
    """A text and its close, where that stands in its last line: "… maken? Groet, Sanne Vink (Vink Verhuur)"."""
    for found in re.finditer(r"(?<=[.?!])\s+(?=[A-ZM])", text):
        rest = text[found.end() :]
        if len(rest) <= _SHORT and closing().match(rest.lower()):
            return text[: found.start()], rest
    return text, ""
