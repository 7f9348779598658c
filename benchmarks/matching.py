"""A case among 20,000 invented courses: CPU of a match with all in memory, and of making it ready once.

usage: python -m benchmarks.matching [COURSES] [--profile]

The vectors are invented as well (as long and as many as the two encoders make): what is measured is ranking, what is
read of the candidates, and the reasons, not the encoders. Prints JSON.
"""

import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sqlmodel import Session

from benchmarks.screen.contacts import DAY, MOMENT, SCHOOLS, SEED, Filling
from crm.database.bulk import insert_columns
from crm.database.engine import sqlite_url
from crm.database.opening import open_database
from crm.matching.concepts import concepts
from crm.matching.encoders import Vectors
from crm.tables.core import table_named
from crm.text import fold
from crm.views.matching.index import index_of
from crm.views.matching.ranking import for_case

COURSES, CASES, ANSWERS, AGREEMENTS = 20_000, 30, 300, 60
SENTENCES, WORDS = 9, 13
"""Of a course: 117 words, as study guides have."""

_PARTS = (
    "data",
    "web",
    "zorg",
    "klant",
    "bouw",
    "teelt",
    "markt",
    "beeld",
    "stroom",
    "water",
    "haven",
    "recht",
    "taal",
)
_ENDS = ("analyse", "beheer", "kunde", "model", "proces", "advies", "leer", "ontwerp", "systeem", "planning", "werk")
_SYLLABLES = (
    "ba",
    "dor",
    "fel",
    "gan",
    "hir",
    "jok",
    "kel",
    "mor",
    "nus",
    "pra",
    "ril",
    "sta",
    "tev",
    "vul",
    "wem",
    "zon",
)


class Reading:
    """An encoder that must not be asked: all vectors are kept."""

    def __init__(self, name: str, length: int, reads: tuple[str, ...]) -> None:
        self.name = name
        self.length = length
        self.reads = reads

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Raises: nothing is to be encoded here."""
        raise AssertionError(f"{len(texts)} texts without a vector")


ENCODERS = (Reading("invented 512", 512, ("whole", "description")), Reading("invented 384", 384, ("description",)))


class Courses(Filling):
    """A region with so many courses with descriptions, teachers, leads, cases, answers and agreements."""

    leads_a_hundred = 5

    def __init__(self, *values: Any) -> None:  # noqa: ANN401 - as Filling
        super().__init__(*values)
        known = [word.strip() for table in self._concept_words() for word in table]
        rare = ["".join(self.random.choices(_SYLLABLES, k=4)) for _word in range(30_000)]
        compounds = [first + last for first in _PARTS for last in _ENDS]
        self.words = [*known, *compounds, *rare]
        self.weights = [*(20.0 for _word in known), *(10.0 for _word in compounds), *(0.3 for _word in rare)]

    @staticmethod
    def _concept_words() -> Iterator[Sequence[str]]:
        yield [word for word in concepts().by_stem if len(word) > 3]

    def text(self, sentences: int) -> str:
        """Sentences of words that courses share, and of some that few have."""
        words = self.random.choices(self.words, self.weights, k=sentences * WORDS)
        return " ".join(f"{' '.join(words[n : n + WORDS])}." for n in range(0, len(words), WORDS))

    def programme(self, school: int, unit: int, school_name: str) -> Iterator[tuple[int, str, int, str]]:
        """A programme with its courses, each with a description."""
        for course in super().programme(school, unit, school_name):
            row = next(row for row in reversed(self.waiting["course"]) if row["id"] == course[0])
            row["description"], row["language"] = self.text(SENTENCES), self.random.choice(("nl", "en"))
            row["period"] = f"blok {self.random.randint(1, 4)}"
            yield course

    def ask(self, number: int) -> None:
        """A business with a question."""
        name = f"Bedrijf {number}"
        by = {"owner": "noor", "by": "noor", "at": MOMENT}
        self.put("company", id=number, name=name, sort_key=fold(name), **by)
        state = "fit" if number <= CASES else "done"
        days = {"state_since": DAY, "received_on": DAY}
        more = {"title": f"Vraag {number}", "question": self.text(3), "source": "by hand", "state": state, **days, **by}
        self.put("company_case", id=number, code=f"K{number}", company_id=number, **more)

    def answer(self, number: int, lead: int) -> None:
        """A case of before that somebody answered."""
        said = self.random.choice(("accepted", "declined"))
        more = {"setting": "course", "made_on": DAY, "sent_on": DAY, "answered_on": DAY, "by": "noor", "at": MOMENT}
        self.put("proposal", id=number, code=f"P{number}", case_id=CASES + number, lead_id=lead, state=said, **more)


def filled(url: str, courses: int) -> None:
    """Fills the database at `url`."""
    engine = open_database(url)
    with engine.begin() as connection:
        filling = Courses(connection, courses)
        made: list[tuple[int, str, int, str]] = []
        school = 0
        while school < SCHOOLS or len(made) < courses:
            school += 1
            made += filling.school(school)
        for number, course in enumerate(made):
            filling.person(number, course)
        leads = [row["id"] for row in filling.waiting["lead"]]
        for number in range(1, CASES + ANSWERS + 1):
            filling.ask(number)
        for number in range(1, ANSWERS + 1):
            filling.answer(number, leads[number % len(leads)])
        filling.flush()
        _vectors(connection, "course_id", [course[0] for course in made])
        _vectors(connection, "case_id", list(range(1, CASES + ANSWERS + 1)))
    engine.dispose()


def _vectors(connection: Any, column: str, ids: Sequence[int]) -> None:  # noqa: ANN401 - a connection
    draw = np.random.default_rng(SEED)
    for encoder in ENCODERS:
        for part in encoder.reads if column == "course_id" else ("case",):
            drawn = draw.standard_normal((len(ids), encoder.length)).astype("<f2")
            columns = {column: ids, "vector": [row.tobytes() for row in drawn]}
            alike = {"encoder": encoder.name, "part": part, "text_hash": "x"}
            insert_columns(connection, table_named("text_vector"), columns, alike)


def figures(courses: int = COURSES) -> dict[str, float]:
    """Milliseconds of CPU of a match (median and the slowest), seconds to make it ready, and memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder) / "matching.db")
        filled(url, courses)
        engine = open_database(url)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        with Session(engine) as session:
            index_of(session, ENCODERS)
        ready = time.process_time() - began
        taken = []
        for case in random.Random(SEED).sample(range(1, CASES + 1), CASES):
            with Session(engine) as session:
                began = time.process_time()
                found = for_case(session, case, ENCODERS, today=DAY)
                taken.append(1000 * (time.process_time() - began))
                assert len(found) == 10
        engine.dispose()
        return {
            "courses": courses,
            "ready_seconds": ready,
            "median_ms": statistics.median(taken[1:]),
            "most_ms": max(taken[1:]),
            "first_ms": taken[0],
            "memory_mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        }


if __name__ == "__main__":
    asked = [argument for argument in sys.argv[1:] if argument.isdigit()]
    if "--profile" in sys.argv:
        import cProfile
        import pstats

        profile = cProfile.Profile()
        print(json.dumps(profile.runcall(figures, int(asked[0]) if asked else COURSES)))
        pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(60)
    else:
        print(json.dumps(figures(int(asked[0]) if asked else COURSES)))
