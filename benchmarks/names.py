"""Names read right and read per second, beside the `nameparser` package when that is installed.

Usage: python benchmarks/names.py. The names are the table of `tests/unit/crm/names/forms.txt` that hold one person; the
table grew up with this reader, so the share says how far another reader keeps the same conventions.
"""

import importlib
import time
from collections.abc import Callable
from pathlib import Path

from crm.names import name_likelihood, parse

TABLE = Path(__file__).parent.parent / "tests" / "unit" / "crm" / "names" / "forms.txt"
ROUNDS = 20


def table() -> list[tuple[str, str, str]]:
    """Raw text, first part (call name or initials) and surname with prefix, of each line that holds one person."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        raw, _, read = line.partition(" => ")
        if not read or read == "-" or "&&" in read or line.startswith("#"):
            continue
        _, initials, call_name, prefix, surname, _ = read.split("|")
        rows.append((raw, call_name or initials, f"{prefix} {surname}".strip()))
    return rows


def ours(raw: str) -> tuple[str, str]:
    """First part and surname as this project reads them."""
    name = parse(raw)
    return (name.call_name or name.initials, f"{name.prefix} {name.surname}".strip()) if name else ("", "")


def theirs() -> Callable[[str], tuple[str, str]] | None:
    """The same from `nameparser`, or None when it is not installed."""
    try:
        human_name = importlib.import_module("nameparser").HumanName
    except ImportError:
        return None

    def read(raw: str) -> tuple[str, str]:
        name = human_name(raw)
        return name.nickname or " ".join(part for part in (name.first, name.middle) if part), name.last

    return read


def _loose(parts: tuple[str, str]) -> tuple[str, str]:
    first, last = (part.casefold().replace(" ", "").replace(".", "") for part in parts)
    return first, last


def measure(label: str, read: Callable[[str], tuple[str, str]]) -> None:
    """Print the share right and the speed of one reader."""
    rows = table()
    right = sum(_loose(read(raw)) == _loose((first, last)) for raw, first, last in rows)
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for raw, _, _ in rows:
            read(raw)
    seconds = time.perf_counter() - start
    print(f"{label:12} {right}/{len(rows)} right, {ROUNDS * len(rows) / seconds:,.0f} a second")


def main() -> None:
    """Print both readers, and the speed of the likelihood."""
    measure("crm.names", ours)
    other = theirs()
    if other is None:
        print("nameparser   not installed: skipped")
    else:
        measure("nameparser", other)
    rows = table()
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for raw, _, _ in rows:
            name_likelihood(raw)
    print(f"likelihood   {ROUNDS * len(rows) / (time.perf_counter() - start):,.0f} a second")


if __name__ == "__main__":
    main()
