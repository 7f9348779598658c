"""What the law asks, at size: random histories and the lists that come of them; an erasure among many contacts.

python -m benchmarks.privacy [HISTORIES] [CONTACTS]

Histories: each is somebody whose basis is set and taken back, who objects, has a lead that moves, is merged with
somebody else, all in random order, with undo in between; lists are exported while they go on. Counted is who was in a
list and had objected, or had no basis: it must be nobody. The erasure: CPU seconds, and how often they are still found.
Everywhere: somebody who came in by every road (`benchmarks.erasure`), and how often they are found in every file,
packed cell and index after the erasure, the next crawl, all imports again, undo of all, and an older copy put back.
"""

import json
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, text

from benchmarks.erasure.run import everywhere
from benchmarks.screen.contacts import make
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.errors import UndoError, WerkplaatsError
from crm.exports import ExportFormat, export
from crm.privacy import erasing
from crm.privacy.objecting import object_
from crm.services import leads
from crm.services.basis import set_basis
from crm.services.journal import undo
from crm.services.merges import merge
from crm.unit_of_work import Work, unit_of_work
from crm.words import ActivityKind, Basis

SEED = 20261128
EVENTS = 4
"""Of one history, besides what is undone."""
LISTS = 10
"""Exports while the histories go on."""
CLOCK = SystemClock()


@dataclass
class History:
    """Somebody, as they should stand after what happened."""

    person: int
    basis: Basis
    objected: bool = False
    before: list[tuple[Basis, bool]] = field(default_factory=list)


def histories(engine: Engine, many: int, folder: Path) -> dict[str, int]:
    """Lets the histories happen, and counts who was in a list and should not have been."""
    chance = random.Random(SEED)
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT person.id, coalesce(contact_basis.basis, 'none') FROM person"
                " LEFT JOIN contact_basis ON contact_basis.person_id = person.id AND channel = 'email'"
                " LEFT JOIN lead ON lead.person_id = person.id WHERE lead.id IS NULL ORDER BY person.id"
            )
        )
        everybody = [History(row[0], Basis(row[1])) for row in rows]
    lives = chance.sample(everybody, min(many, len(everybody)))
    wrong, listed, undone = 0, 0, 0
    gone: set[int] = set()
    for number, life in enumerate(lives, 1):
        by = f"u{number}"
        for _event in range(EVENTS):
            undone += _happen(engine, life, by, chance)
        if chance.random() < 0.05 and number > 1:
            _merge(engine, life, lives[number - 2], by, gone)
        if number % max(many // LISTS, 1) == 0:
            known = {each.person: each for each in everybody}
            people = _listed(engine, folder / f"{number}.json")
            listed += len(people)
            bad = [p for p in people if p in gone or (p in known and _must_stay_out(known[p]))]
            wrong += len(bad)
    return {"histories": len(lives), "listed": listed, "undone": undone, "wrongly_listed": wrong}


def _must_stay_out(life: History) -> bool:
    return life.objected or life.basis is Basis.NONE


def _happen(engine: Engine, life: History, by: str, chance: random.Random) -> bool:
    """One thing happens to somebody; True when it was taken back again."""
    was = (life.basis, life.objected)
    event = chance.choice(("consent", "none", "object", "lead", "log"))
    try:
        with unit_of_work(engine, by=by, clock=CLOCK) as work:
            _do(work, life, event)
    except WerkplaatsError:
        life.basis, life.objected = was
        return False
    if chance.random() < 0.3 and work.entry_id is not None:  # what changed nothing is no action, and is not undone
        try:
            with unit_of_work(engine, by=by, clock=CLOCK) as taking_back:
                undo(taking_back, work.entry_id)
        except UndoError:
            return False
        life.basis, life.objected = was
        return True
    return False


def _do(work: Work, life: History, event: str) -> None:
    if event == "consent":
        set_basis(work, life.person, Basis.CONSENT, "mail")
        life.basis = Basis.CONSENT
    elif event == "none":
        set_basis(work, life.person, Basis.NONE)
        life.basis = Basis.NONE
    elif event == "object":
        object_(work, str(life.person))
        life.basis, life.objected = Basis.NONE, True
    elif event == "lead":
        leads.add(work, life.person)
    else:
        found = work.session.connection().scalar(text(f"SELECT id FROM lead WHERE person_id = {life.person}"))
        leads.log(work, int(found or 0), ActivityKind.CALL, "gebeld")


def _merge(engine: Engine, life: History, other: History, by: str, gone: set[int]) -> None:
    """Two turn out to be one: an objection of either is the objection of both."""
    if {life.person, other.person} & gone:
        return
    with unit_of_work(engine, by=by, clock=CLOCK) as work:
        kept = merge(work, life.person, other.person).id
    bases = {life.basis, other.basis} - {Basis.NONE}
    for each in (life, other):
        each.objected = life.objected or other.objected
        each.basis = next(iter(sorted(bases)), Basis.NONE)
    gone.add(other.person if kept == life.person else life.person)


def _listed(engine: Engine, path: Path) -> list[int]:
    with unit_of_work(engine, by="eva", clock=CLOCK) as work:
        export(work, format=ExportFormat.JSON, path=path)
        rows = work.session.connection().execute(
            text("SELECT person_id FROM exported_contact WHERE run_id = (SELECT max(id) FROM export_run)")
        )
        return [row[0] for row in rows if row[0] is not None]


def erasure(engine: Engine) -> dict[str, float]:
    """Erases somebody among many: CPU seconds, rows, and how often their address is found in the files afterwards."""
    with engine.connect() as connection:
        person, email = connection.execute(
            text(
                "SELECT person.id, person.email FROM person JOIN lead ON lead.person_id = person.id"
                " WHERE person.email IS NOT NULL ORDER BY person.id LIMIT 1 OFFSET 7"
            )
        ).one()
    began = time.process_time()
    done = erasing.erase(engine, str(person), by="eva", clock=CLOCK)
    seconds = time.process_time() - began
    path = Path(engine.url.database or "")
    found = sum(file.read_bytes().lower().count(email.lower().encode()) for file in path.parent.glob(f"{path.name}*"))
    return {"seconds": round(seconds, 2), "rows": done.rows, "found_afterwards": found}


def main() -> None:
    """Prints the figures as JSON."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    people = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as name:
        own = Path(name) / "xdg" / "data" / "werkplaats" / "werkplaats.db"
        said = everywhere(f"sqlite:///{own}", Path(name), os.environ)
        places, erased = said.pop("before"), said.pop("erased")
        roads = {
            "places_before": len(places),
            "found": {when: len(places) for when, places in said.items()},
            "names_alone": len(erased[0]["names_alone"]),
        }
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_STATE_HOME"] = name
        engine = open_engine(make(Path(name) / "contacts.db", people))
        print(json.dumps({**histories(engine, many, Path(name)), "erasure": erasure(engine), "everywhere": roads}))
        engine.dispose()


if __name__ == "__main__":
    main()
