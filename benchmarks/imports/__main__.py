"""Imports, measured in CPU seconds of processes of their own.

usage: python -m benchmarks.imports [--rows N] [--json]

`preview`: opening a list of 100,000 contacts, with its mapping and the first 50 rows with their fate. `import`: taking
it in with all it entails, against inserting as many rows of as many columns into one bare SQLModel table in that run.
`linkedin`: an archive of 30,000 connections and 200,000 messages.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_STEPS = """
import csv, json, resource, sys, time
from pathlib import Path
step, path, database = sys.argv[1:]
from crm.clock import SystemClock
from crm.database.opening import open_database
engine = open_database(database)
from crm.imports.contacts import open_contacts, plan_contacts
from crm.imports.importing import import_contacts
from crm.imports.linkedin.importing import import_linkedin, open_linkedin
from crm.unit_of_work import reading
began, wall, found = time.process_time(), time.perf_counter(), {}
if step == "preview":
    with reading(engine) as session:
        plan_contacts(session, open_contacts(Path(path), session), today=SystemClock().today(), first=50)
elif step == "import":
    with reading(engine) as session:
        opened = open_contacts(Path(path), session)
    found = import_contacts(engine, opened, by="me", clock=SystemClock()).plan.counts()
elif step == "linkedin":
    found = import_linkedin(engine, open_linkedin(Path(path)), by="me", clock=SystemClock()).plan.counts()
else:
    from sqlmodel import Field, Session, SQLModel
    rows = list(csv.reader(Path(path).open(encoding="utf-8"), delimiter=";"))[1:]
    class Bare(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        first_name: str
        prefix: str
        last_name: str = Field(index=True)
        email: str = Field(index=True)
        phone: str
        school: str
        unit: str
        role: str
    Bare.__table__.create(engine)
    began, wall = time.process_time(), time.perf_counter()
    names = list(Bare.model_fields)[1:]
    with Session(engine) as session:
        for row in rows:
            session.add(Bare(**dict(zip(names, row))))
        session.commit()
cpu, seconds = time.process_time() - began, time.perf_counter() - wall
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"cpu": cpu, "seconds": seconds, "mb": memory, **found}))
"""


def _step(step: str, path: Path, database: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", _STEPS, step, str(path), str(database)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def figures(rows: int) -> dict[str, Any]:
    """Every figure by its name."""
    from benchmarks.imports.lists import archive, contacts

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        contacts(here / "list.csv", rows)
        preview = _step("preview", here / "list.csv", here / "preview.db")
        taken = _step("import", here / "list.csv", here / "import.db")
        bare = _step("bare", here / "list.csv", here / "bare.db")
        archive(here / "export.zip", 3 * rows // 10, 2 * rows)
        linkedin_db = here / "linkedin.db"
        _map_a_school(linkedin_db)
        linkedin = _step("linkedin", here / "export.zip", linkedin_db)
    return {
        "rows": rows,
        "preview": preview,
        "import": taken,
        "bare": bare,
        "import_ratio": taken["cpu"] / bare["cpu"],
        "linkedin": linkedin,
    }


def _map_a_school(database: Path) -> None:
    from crm.clock import SystemClock
    from crm.database.opening import open_database
    from crm.services import mapping, sources
    from crm.statements import SchoolSaid
    from crm.tables import CrawlRun
    from crm.unit_of_work import unit_of_work

    clock, site = SystemClock(), "https://www.haz.example/"
    engine = open_database(str(database))
    with unit_of_work(engine, by="crawl", clock=clock, journalled=False) as work:
        source = sources.add(work, site, name="haz")
        work.session.flush()
        assert source.id is not None
        run = CrawlRun(source_id=source.id, started_at=clock.now(), heard_at=clock.now())
        work.session.add(run)
        work.session.flush()
        said = SchoolSaid(domain="haz.example", name="Hogeschool aan Zee", url=site, page=site, on=clock.today())
        mapping.refresh(work.session, source=source, run=run, said=said, clock=clock)
    engine.dispose()


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = figures(given.rows)
    print(json.dumps(found) if given.json else json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
