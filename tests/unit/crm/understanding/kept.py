"""Log lines and replies of our own wording with their right answers, as `data/` beside this file holds them.

`log_lines.txt` and `replies.txt` were written before the readers; each `round_N` later, with answers, before it
was run. Its head says what was right at first sight: the figure for texts that nobody had in mind.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"
_DAY = re.compile(r"\b([A-Z])=(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Kept:
    """A text of a day, and the right answers by field."""

    text: str
    day: date
    right: dict[str, str]
    tolerance: int


def log_lines(name: str = "log_lines") -> Iterator[Kept]:
    """What coordinators typed."""
    days = _days(name)
    for cells in _rows(name, 9):
        text, day, kind, outcome, next_kind, on, time, tolerance, _words = cells
        right = {"kind": kind, "outcome": outcome, "next": next_kind, "on": on, "time": time}
        yield Kept(text, days.get(day) or date.fromisoformat(day), right, int(tolerance or 0))


def replies(name: str = "replies") -> Iterator[Kept]:
    """What teachers answered, with signatures and quoted mail below; "\\n" stands for a new line."""
    days = _days(name)
    tails = dict(line.split(" ", 1) for line in _lines(name, after=True))
    for text, day, below, intent, later, refer_to, tolerance in _rows(name, 7):
        mail = "\n\n".join([text, *(tails[tail] for tail in below.split())]).replace("\\n", "\n")
        right = {"intent": intent, "later": later, "refer_to": refer_to, "quoted": str("q" in below)}
        yield Kept(mail, days.get(day) or date.fromisoformat(day), right, int(tolerance or 0))


def rounds(sort: str) -> list[str]:
    """The names of the rounds of "log_lines" or "replies", in order."""
    return sorted(path.stem for path in _FOLDER.glob(f"round_*_{sort}.txt"))


def rounds_of_log_lines() -> dict[str, list[Kept]]:
    """All labelled log lines by the file they stand in."""
    return {name: list(log_lines(name)) for name in ["log_lines", *rounds("log_lines")]}


def rounds_of_replies() -> dict[str, list[Kept]]:
    """All labelled replies by the file they stand in."""
    return {name: list(replies(name)) for name in ["replies", *rounds("replies")]}


def share_right(texts: Collection[Kept], field: str, read: Iterable[str]) -> float:
    """Share of texts of which a field is read right."""
    return sum(one.right[field] == got for one, got in zip(texts, read, strict=True)) / len(texts)


def examples_of_intents() -> list[tuple[str, str]]:
    """Further replies with their intent, as (intent, text)."""
    cells = (line.split(" | ", 1) for line in _lines("intents"))
    return [(intent, text) for intent, text in cells]


def examples_of_kinds() -> list[tuple[str, str]]:
    """Further log lines with what was done, as (kind, text)."""
    cells = (line.split(" | ", 1) for line in _lines("kinds"))
    return [(kind, text) for kind, text in cells]


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def _days(name: str) -> dict[str, date]:
    heads = " ".join(line for line in _text(name).splitlines() if line.startswith("#"))
    return {letter: date.fromisoformat(day) for letter, day in _DAY.findall(heads)}


def _lines(name: str, *, after: bool = False) -> list[str]:
    before, _mark, behind = _text(name).partition("%%\n")
    return [line for line in (behind if after else before).splitlines() if line and not line.startswith("#")]


def _rows(name: str, width: int) -> Iterator[list[str]]:
    for line in _lines(name):
        cells = [cell.strip() for cell in line.split("|")]
        if cells[0].count('"') % 2 == 0 and len(cells) > width:
            raise ValueError(line)
        yield cells + [""] * (width - len(cells))
