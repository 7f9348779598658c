"""The whole of it: in by every road, erased, looked for, and every road back tried."""

from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.erasure import roads, traces
from benchmarks.erasure.office import TRACES, Office
from benchmarks.erasure.site import Site
from crm.log import leave_log

WAYS = ("crawl", "imports", "undo", "restore", "imports", "crawl")
"""How she might come back, one after the other."""


def found(office: Office) -> list[str]:
    """Where something of her is found: files below the program's folders, cells, and words of the index."""
    engine = office.engine
    rows = traces.in_rows(engine, TRACES)
    engine.dispose()
    return [*traces.in_files(office.folders, TRACES), *rows]


def everywhere(
    url: str, folder: Path, environment: MutableMapping[str, str], ways: Sequence[str] = WAYS
) -> dict[str, Any]:
    """What is found of her before the erasure, after it, and after each road back."""
    with Site() as site:
        office = Office(url, folder, site)
        environment.update(office.surroundings())
        (folder / "xdg" / "data" / "werkplaats").mkdir(parents=True)
        office.give("database", "upgrade")
        person = roads.came_in(office)
        office.give("database", "backup", folder / "copy.db")
        roads.named_alone(office)
        before = found(office)
        erased = roads.erased(office, person)
        said: dict[str, Any] = {"before": before, "erased": erased, "after": found(office)}
        for number, way in enumerate(ways, 1):
            roads.comes_back(office, way)
            said[f"after {number}, {way}"] = found(office)
        leave_log()
    return said
