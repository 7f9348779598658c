"""How much of the log lines and replies that were written before the readers is read right: floors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from crm.understanding.log_lines import log_answer
from crm.understanding.replies import reply_answer

_FOLDER = Path(__file__).parent / "data"
_DAYS = {
    "A": date(2026, 3, 2),
    "B": date(2026, 9, 16),
    "C": date(2026, 11, 13),
    "D": date(2026, 5, 12),
    "E": date(2027, 1, 14),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A text of a day, and the right answers by field."""

    text: str
    day: date
    right: dict[str, str]
    tolerance: int


def log_lines() -> Iterator[Kept]:
    """What coordinators typed."""
    for cells in _rows("log_lines.txt", 9):
        text, day, kind, outcome, next_kind, on, time, tolerance, _words = cells
        right = {"kind": kind, "outcome": outcome, "next": next_kind, "on": on, "time": time}
        yield Kept(text, _DAYS[day], right, int(tolerance or 0))


def replies() -> Iterator[Kept]:
    """What teachers answered, with signatures and quoted mail below."""
    tails = dict(line.split(" ", 1) for line in _lines("replies.txt", after=True))
    for text, day, below, intent, later, refer_to, tolerance in _rows("replies.txt", 7):
        mail = "\n\n".join([text, *(tails[name].replace("\\n", "\n") for name in below.split())])
        right = {"intent": intent, "later": later, "refer_to": refer_to, "quoted": str("q" in below)}
        yield Kept(mail, _DAYS[day], right, int(tolerance or 0))


def share(
    kept: list[Kept], right: Callable[[Kept, dict[str, Any]], bool], read: Callable[..., dict[str, Any]]
) -> float:
    """Share of `kept` whose reading is right."""
    return sum(right(one, read(one.text, one.day)) for one in kept) / len(kept)


def day_is_right(one: Kept, field: str, got: str | None) -> bool:
    """Whether a day is near enough; "-" may be today too, "?" is known by a school's calendar alone."""
    want = one.right[field]
    if want in {"", "-", "?"}:
        return got is None or (want == "-" and got == one.day.isoformat())
    return got is not None and abs((date.fromisoformat(got) - date.fromisoformat(want)).days) <= one.tolerance


def _lines(name: str, *, after: bool = False) -> list[str]:
    before, _mark, behind = (_FOLDER / name).read_text(encoding="utf-8").partition("%%\n")
    return [line for line in (behind if after else before).splitlines() if line and not line.startswith("#")]


def _rows(name: str, width: int) -> Iterator[list[str]]:
    for line in _lines(name):
        cells = [cell.strip() for cell in line.split("|")]
        if cells[0].count('"') % 2 == 0 and len(cells) > width:
            raise ValueError(line)
        yield cells + [""] * (width - len(cells))


def test_what_was_done_and_when_the_next_step_is() -> None:
    lines = list(log_lines())
    with_next = [line for line in lines if line.right["next"]]
    assert len(lines) >= 150
    assert share(lines, lambda line, got: got["kind"] == line.right["kind"], log_answer) >= 0.92
    assert share(lines, lambda line, got: bool(got["next"]) == bool(line.right["next"]), log_answer) >= 0.92
    assert share(with_next, _next_day, log_answer) >= 0.9


def _next_day(line: Kept, got: dict[str, Any]) -> bool:
    return bool(got["next"]) and day_is_right(line, "on", got["next"]["on"])


def test_what_a_reply_wants_until_when_and_whom_it_names() -> None:
    kept = list(replies())
    assert len(kept) >= 150
    assert share(kept, lambda one, got: got["intent"] == one.right["intent"], reply_answer) >= 0.92
    assert share(kept, lambda one, got: day_is_right(one, "later", got["later"]), reply_answer) >= 0.92
    assert share(kept, lambda one, got: (got["refer_to"] or "") in one.right["refer_to"], reply_answer) >= 0.92
    assert share(kept, lambda one, got: str(got["quoted_history"]) == one.right["quoted"], reply_answer) >= 0.98
