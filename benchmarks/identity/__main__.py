"""Who is who on invented contacts: what is found, what it costs, and finding one person among many.

python -m benchmarks.identity [--rows N] [--seed N] [--scrawled] [--splink]

Prints one JSON document. `pairs` is from rows to pairs in one process; `commands` the same rows as a file
through `import contacts` and `duplicates`. With --scrawled they are of lists that were kept carelessly. With --splink
the same rows go through splink 5 as well, where it is installed with pandas (`pip install splink pandas` in whatever
environment runs this), in the same run: its time, and what it finds at its best threshold.
"""

import argparse
import importlib.util
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.identity.bearers import bearer_of
from benchmarks.identity.people import Row, rows_of
from benchmarks.identity.through import measured, scores, true_pairs, write
from benchmarks.identity.worlds import World, scrawled
from crm.identity import pairs

ASKED = 200
"""People looked up one by one."""


def alone(rows: list[Row]) -> dict[str, Any]:
    """From rows to pairs, in this process."""
    started = time.process_time()
    bearers = [bearer_of(number, row) for number, row in enumerate(rows, start=1)]
    taken_apart = time.process_time()
    found = pairs(bearers)
    ended = time.process_time()
    person_of = {number + 1: str(number) for number in range(1, len(rows) + 1)}
    return {
        **scores(rows, person_of, [{"a": pair.a, "b": pair.b} for pair in found]),
        "names_cpu": taken_apart - started,
        "pairs_cpu": ended - taken_apart,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def lookups(rows: list[Row]) -> dict[str, float]:
    """CPU milliseconds to find one more person in a database of `rows`: median and 95th percentile."""
    from sqlmodel import Session

    from benchmarks.identity.through import run
    from crm.database.opening import open_database
    from crm.identity import people

    with tempfile.TemporaryDirectory() as folder:
        file, database = Path(folder) / "list.csv", Path(folder) / "w.db"
        write(rows, file)
        run("import", "contacts", str(file), "--json", database=database)
        engine, taken = open_database(str(database)), []
        with Session(engine) as session:
            connection = session.connection()
            for number, row in enumerate(rows[:ASKED]):
                asked = bearer_of(-1 - number, row)
                started = time.process_time()
                people.matches(connection, asked)
                taken.append((time.process_time() - started) * 1000)
        engine.dispose()
    taken.sort()
    return {"median_ms": median(taken), "p95_ms": taken[int(len(taken) * 0.95)]}


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--scrawled", action="store_true")
    parser.add_argument("--splink", action="store_true")
    options = parser.parse_args()
    world = (scrawled if options.scrawled else World)(options.rows, options.seed)
    rows = rows_of(world)
    document: dict[str, Any] = {"pairs": alone(rows), "commands": measured(world), "lookup": lookups(rows)}
    if options.splink:
        missing = [name for name in ("splink", "pandas") if importlib.util.find_spec(name) is None]
        if missing:
            print(f"{' and '.join(missing)} not installed: the comparison with splink is left out", file=sys.stderr)
        else:
            from benchmarks.identity.beside_splink import best, seconds_and_pairs

            document["splink_cpu"], found = seconds_and_pairs(rows)
            document["splink_precision"], document["splink_recall"] = best(found, true_pairs(rows))
    print(json.dumps(document, indent=1))


if __name__ == "__main__":
    main()
