"""Names read right and read per second, beside the `nameparser` package when that is installed.

usage: python -m benchmarks.names [--json]

Two tables: `tests/unit/crm/names/forms.txt`, which grew up with this reader (so the share says how far another reader
keeps the same conventions), and the labelled names beside the measuring sites, scored field by field.
"""

import argparse
import importlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.extraction.contacts import SITES
from crm.names import parse
from crm.understanding.written_names import name_answer

TABLE = Path(__file__).parent.parent / "tests" / "unit" / "crm" / "names" / "forms.txt"
LABELLED = SITES.parent / "language" / "names.jsonl"
ROUNDS = 20
Reader = Callable[[str], tuple[str, str]]


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


def theirs() -> Reader | None:
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


def share_right(read: Reader, rows: list[tuple[str, str, str]]) -> float:
    """Share of `rows` whose first part and surname are read right, case, points and spaces apart."""
    return sum(_loose(read(raw)) == _loose((first, last)) for raw, first, last in rows) / len(rows)


def a_second(read: Reader, rows: list[tuple[str, str, str]]) -> float:
    """Names read a second."""
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for raw, _, _ in rows:
            read(raw)
    return ROUNDS * len(rows) / (time.perf_counter() - start)


def _one_person(record: dict[str, Any]) -> tuple[str, str, str]:
    return record["raw"], record["call_name"] or record["initials"], f"{record['prefix']} {record['surname']}".strip()


def whole_records_right(records: list[dict[str, Any]]) -> float:
    """Share of labelled records with every part read right: titles and suffixes loosely, the rest to the letter."""
    return sum(_agree(record, name_answer(record["raw"])) for record in records) / len(records)


def _agree(gold: dict[str, Any], got: dict[str, Any]) -> bool:
    if "people" in gold:
        people = got.get("people", [got])
        return len(people) == len(gold["people"]) and all(map(_agree, gold["people"], people))
    loosely = all(
        [t.replace(".", "").replace(" ", "").casefold() for t in gold[part]]
        == [t.replace(".", "").replace(" ", "").casefold() for t in got.get(part, [])]
        for part in ("titles", "suffixes")
    )
    letters = ("initials", "call_name", "prefix", "surname", "sort", "formal")
    return loosely and all(gold[part] == got.get(part) for part in letters)


def figures() -> dict[str, float]:
    """Every figure by its name; those of `nameparser` only where it is installed."""
    rows = table()
    readers: dict[str, Reader] = {"ours": ours}
    if other := theirs():
        readers["nameparser"] = other
    found = {}
    for name, read in readers.items():
        found[f"table_right_{name}"] = share_right(read, rows)
        found[f"a_second_{name}"] = a_second(read, rows)
    if LABELLED.is_file():
        records = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines() if line.strip()]
        found["whole_records_right"] = whole_records_right(records)
        single = [_one_person(record) for record in records if "people" not in record]
        found |= {f"labelled_right_{name}": share_right(read, single) for name, read in readers.items()}
    return found


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    found = figures()
    if parser.parse_args().json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:26} {value:,.3f}")


if __name__ == "__main__":
    main()
