"""The newest text of a mail: what was written now, without the mail that was answered and without the signature."""

import re
from dataclasses import dataclass
from functools import cache

from crm.understanding.phrases import vocabulary

_CLOSING_LENGTH = 70
"""Characters of a line that may be the start of a signature; longer ones are text."""

_GREETING_WORDS = 6


@dataclass(frozen=True, slots=True)
class Newest:
    """What was written now (`text`), and whether an earlier mail stands below it."""

    text: str
    quoted: bool


def newest_of(mail: str) -> Newest:
    """The newest text of a mail."""
    lines = mail.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = quote_start(lines)
    quoted = end is not None
    kept = lines[:end] if end is not None else lines
    if not any(line.strip() for line in kept) and end is not None:
        kept = _below(lines[end:])
    return Newest("\n".join(unsigned(kept)).strip(), quoted)


def quote_start(lines: list[str]) -> int | None:
    """The line where the mail that was answered begins."""
    words = vocabulary("replies")["quoted"]
    for number, line in enumerate(lines):
        plain = line.strip().lower()
        if line.lstrip().startswith(">") or re.fullmatch(r"_{10,}", plain):
            return number
        if plain.strip("- ") in words["marks"] or (
            plain.startswith("--") and any(mark in plain for mark in words["marks"])
        ):
            return number
        if any(plain.startswith(header) for header in words["header"]) and _has_header(lines[number + 1 : number + 5]):
            return number
        if _is_wrote(lines, number):
            return number
    return None


def _has_header(lines: list[str]) -> bool:
    beside = tuple(vocabulary("replies")["quoted"]["beside"])
    return any(line.strip().strip("*").lower().startswith(beside) for line in lines)


def _is_wrote(lines: list[str], number: int) -> bool:
    """Whether "On … wrote:" or "… schreef op …:" stands here, perhaps broken over two lines."""
    words = vocabulary("replies")["quoted"]["wrote"]
    here = lines[number].strip().lower()
    both = f"{here} {lines[number + 1].strip().lower()}" if number + 1 < len(lines) else here
    opens = re.match(r"(?:on|op|le|am)\s+(?:\w+,?\s+)?(?:\d|\w+\s+\d)", here) or "<" in here
    for text in (here, both):
        said = any(re.search(rf"(?<!\w){re.escape(word.rstrip(':'))}(?!\w)", text) for word in words)
        if said and text.endswith(":") and (opens or text == here):
            return True
    return False


def _below(lines: list[str]) -> list[str]:
    """Where nothing stands above the quoted mail: what was written below or between it."""
    return [line for line in lines if not line.lstrip().startswith(">")][1:]


def unsigned(lines: list[str]) -> list[str]:
    """The lines without the signature."""
    closes = closing()
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for number, line in enumerate(lines):
        plain = line.strip().lower()
        if number > first and plain and len(plain) <= _CLOSING_LENGTH and (closes.match(plain) or _greets(plain)):
            return lines[:number]
        if plain == "--":
            return lines[:number]
    return lines


def _greets(line: str) -> bool:
    """Whether a line is but a word of parting with a few around it ("met de meeste hoogachting", "zonnige groeten")."""
    words = re.findall(r"[^\W\d_]+", line)
    return len(words) <= _GREETING_WORDS and "?" not in line and _parting().search(line) is not None


@cache
def _parting() -> re.Pattern[str]:
    words = "|".join(map(re.escape, vocabulary("replies")["signature"]["parting"]))
    return re.compile(rf"(?<!\w)(?:{words})[\s,.!:)-]*$")


@cache
def closing() -> re.Pattern[str]:
    """What a line that closes a mail begins with."""
    words = vocabulary("replies")["signature"]["closing"]
    return re.compile("|".join(re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else "") for word in words))
