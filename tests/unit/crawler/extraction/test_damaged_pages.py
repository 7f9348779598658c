"""Pages cut, shuffled, re-encoded, nested 10,000 deep: a sample of what the benchmark of mutants reads."""

from benchmarks.extraction import mutants
from crawler.extraction import read_page

SAMPLE = 160
PAGES = [
    (
        "course.html",
        b"""<!DOCTYPE html><html lang="nl"><head><title>Databases | ICT-DB-1</title></head><body>
        <nav><ul><li><a href="/">Home</a></li></ul></nav><main><h1>Databases</h1><p>5 studiepunten | Nederlands</p>
        <table><tr><th>Cursuscode</th><td>ICT-DB-1</td></tr><tr><th>Docenten</th><td>Anna de Wit</td></tr></table>
        <script type="application/ld+json">{"@type": "Course", "name": "Databases"}</script></main></body></html>""",
    ),
    (
        "people.html",
        """<html><head><meta charset="cp1252"><title>Équipe</title></head><body><h1>Medewerkers</h1>
        <div class="card"><h3>Zoë van 't Hek</h3><p>Docent</p><a href="mailto:z.hek@school.example">mail</a></div>
        <div class="card"><h3>Björn Kuiper</h3><p>Docent</p><a data-cfemail="5a30">mail</a></div>
        </body></html>""".encode("cp1252"),
    ),
    ("list.html", b"<h1>Vakken</h1>" + b"<h2>Wiskunde</h2><p>7 EC</p><p>Docent: Bram Kuiper</p>" * 20),
]


def test_no_mutant_breaks_the_reader_or_its_promises() -> None:
    assert list(mutants.run(PAGES, SAMPLE, seed=1)) == []


def test_the_sample_holds_every_sort_of_damage() -> None:
    ways = {mutants.mutant(PAGES[0][1], number)[0].partition("+")[0] for number in range(1, SAMPLE)}
    assert ways == {damage.__name__ for damage in mutants.DAMAGES}


def test_a_broken_promise_is_seen() -> None:
    found = read_page(PAGES[0][1], "https://school.example/x")
    assert mutants.broken_promise(found) is None
    found.courses[0].name = "x" * 501
    assert mutants.broken_promise(found) is not None
