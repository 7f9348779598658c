"""Invented contacts from a file through the commands, as a user would: what was merged at once, and what is offered.

python -m benchmarks.identity.through [ROWS] [--seed N]

Prints one JSON document: precision and recall of merged and offered pairs together, of the merged ones alone, twins
and couples among those, CPU seconds and the most memory of either command.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.identity.people import Row, rows_of
from benchmarks.identity.worlds import World

WERKPLAATS = str(Path(sys.executable).with_name("werkplaats"))

COLUMNS = {
    "Voornaam": "first",
    "Tussenvoegsel": "prefix",
    "Achternaam": "last",
    "E-mail": "email",
    "Telefoon": "phone",
    "School": "school",
    "Afdeling": "unit",
    "Functie": "role",
    "LinkedIn": "profile",
}


def write(rows: Sequence[Row], path: Path) -> None:
    """The rows as a list that somebody kept."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, name) for name in COLUMNS.values()] for row in rows)


def run(*arguments: str, database: Path) -> tuple[str, float, float]:
    """A command's answer, its CPU seconds, and the most memory (MiB) of the commands so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [WERKPLAATS, *arguments, "--database", str(database)], check=False, stdout=subprocess.PIPE, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {0, 3}:
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}")
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, seconds, after.ru_maxrss / 1024


def measured(world: World) -> dict[str, Any]:
    """What comes of the rows of `world`."""
    rows = rows_of(world)
    with tempfile.TemporaryDirectory() as folder:
        file, report, database = (Path(folder) / name for name in ("list.csv", "report.csv", "w.db"))
        write(rows, file)
        started = time.perf_counter()
        _said, import_cpu, import_memory = run(
            "import", "contacts", str(file), "--report", str(report), "--json", database=database
        )
        import_seconds = time.perf_counter() - started
        answer, cpu, memory = run("duplicates", "--json", database=database)
        with report.open(encoding="utf-8", newline="") as lines:
            person_of = {int(line["line"]): line["person"] for line in csv.DictReader(lines) if line["person"]}
    return {
        **scores(rows, person_of, json.loads(answer)),
        "import_cpu": import_cpu,
        "import_seconds": import_seconds,
        "import_memory": import_memory,
        "duplicates_cpu": cpu,
        "memory": memory,
    }


def scores(rows: Sequence[Row], person_of: Mapping[int, str], offered: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision and recall over pairs of rows; `person_of` has the person of a line, the header being line 1."""
    of_person: dict[str, list[int]] = defaultdict(list)
    for line, person in person_of.items():
        of_person[person].append(line - 2)
    merged = {pair for members in of_person.values() for pair in combinations(sorted(members), 2)}
    shown = {
        (min(one, other), max(one, other))
        for pair in offered
        for one in of_person.get(str(pair["a"]), ())
        for other in of_person.get(str(pair["b"]), ())
    }
    true = true_pairs(rows)
    both = merged | shown
    right = len(both & true)
    precision, recall = right / max(len(both), 1), right / len(true)
    wrong = merged - true
    return {
        "rows": len(rows),
        "refused": len(rows) - len(person_of),
        "true": len(true),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "merged_precision": 1 - len(wrong) / max(len(merged), 1),
        "merged_share": len(merged & true) / len(true),
        "merged_twins": sum(1 for one, other in wrong if is_household(rows[one], rows[other])),
    }


def true_pairs(rows: Sequence[Row]) -> set[tuple[int, int]]:
    """The places of every two rows that are one person, the lower first."""
    groups: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[row.person].append(place)
    return {pair for members in groups.values() for pair in combinations(members, 2)}


def is_household(one: Row, other: Row) -> bool:
    """Whether the rows are of twins or a couple: those who were made one after the other."""
    return one.trap == other.trap and one.trap in {"twin", "couple"} and abs(one.person - other.person) == 1


def main() -> None:
    """Prints the figures of one world."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=77)
    options = parser.parse_args()
    print(json.dumps(measured(World(rows=options.rows, seed=options.seed)), indent=1))


if __name__ == "__main__":
    main()
