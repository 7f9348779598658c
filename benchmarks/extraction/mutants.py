"""Damaged pages: none may break the reader, take long, or make it say more than it promises.

    python benchmarks/extraction/mutants.py [FOLDER …] [--count 10000] [--seed 1] [--json]

Pages of the measuring sites and of the demo schools are cut, shuffled, re-encoded, nested 10,000 deep and more, each
in a way that its number decides, and read; 200 at a time are read as one site too. The exit code is 1 where a page
broke the reader or broke a promise of the command line.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from crawler.extraction import read_page, read_site  # noqa: E402 - the checkout, installed or not
from crawler.extraction.findings import PageFindings  # noqa: E402

SITE = 200
"""Mutants that are read as one site."""

LONGEST = 500
"""Characters of any text but a description."""

SLOW = 10.0
"""Seconds that no page may take."""


THING = b'{"@type":["Course",{}],"name":[1,{"@value":null}],"instructor":7,"hasCourseInstance":[[{"instructor":{}}]]}'
"""What is no course, though it says so."""

SCRIPT = b'<script type="application/ld+json">'
STREWN = (
    b"\x1b[2J\x1b]0;x\x07",
    b"\x00",
    "\u202e\u200b\ufeff".encode(),
    b"A" * 20_000,
    b"<!--",
    b"<![CDATA[",
    SCRIPT + THING + b"</script>",
    SCRIPT + b'{"a":[' * 2_000 + b"</script>",
    b"<base href='http://[::1'>",
    b"<a href='mailto:%00%ff@x?cc=a@b.example'>x</a>",
    b"<th>Docent</th>" * 50,
    b"&#x110000;&#0;",
)
"""What hostile pages hold."""


def cut(body: bytes, chance: random.Random) -> bytes:
    """A piece of the page, as when a connection breaks."""
    at = chance.randrange(len(body)) if chance.random() < 0.5 else 0
    return body[at : at + chance.randrange(1, len(body) + 1)]


def shuffled(body: bytes, chance: random.Random) -> bytes:
    """The tags of the page in another order."""
    pieces = body.split(b"<")
    chance.shuffle(pieces)
    return b"<".join(pieces)


def recoded(body: bytes, chance: random.Random) -> bytes:
    """The page in an encoding that it does not name, read wrongly once or twice."""
    text = body.decode(chance.choice(["utf-8", "cp1252", "latin-1"]), "replace")
    return text.encode(
        chance.choice(["utf-16", "utf-16-be", "utf-32", "cp037", "utf-7", "cp1252", "koi8-r"]), "replace"
    )


def nested(body: bytes, chance: random.Random) -> bytes:
    """The page inside, or with in its midst, 10,000 open elements."""
    tag = chance.choice([b"div", b"span", b"table><tr><td", b"ul><li", b"b", b"font", b"a href='x'", b"dl><dt", b"h2"])
    at = chance.randrange(len(body))
    opened = (b"<" + tag + b">") * 10_000
    return opened + body if chance.random() < 0.5 else body[:at] + opened + body[at:]


def noisy(body: bytes, chance: random.Random) -> bytes:
    """The page with one byte in a hundred replaced."""
    changed = bytearray(body)
    for _ in range(len(changed) // 100 + 1):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def unclosed(body: bytes, chance: random.Random) -> bytes:
    """The page without one sort of mark: end tags, quotes, the start of tables or lists."""
    mark = chance.choice([b"</", b"<t", b"<d", b">", b'"', b"<l"])
    return body.replace(mark, b"", chance.choice([40, 400, -1]))


def repeated(body: bytes, chance: random.Random) -> bytes:
    """A piece of the page many times over, now and then until there are 300 kilobytes."""
    at = chance.randrange(len(body))
    piece = body[at : at + chance.randrange(10, 2_000)] or body[:10]
    return body[:at] + piece * (300_000 // len(piece)) + body[at:] if chance.random() < 0.2 else body + piece * 50


def hostile(body: bytes, chance: random.Random) -> bytes:
    """The page with control characters, escapes, huge words and broken data strewn in."""
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(body))
        body = body[:at] + chance.choice(STREWN) + body[at:]
    return body


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut,
    shuffled,
    recoded,
    nested,
    noisy,
    unclosed,
    repeated,
    hostile,
)


def mutant(body: bytes, number: int) -> tuple[str, bytes]:
    """The page damaged in one way or two; `number` decides how. Gives the names of the ways and the bytes."""
    chance = random.Random(number)
    ways = [DAMAGES[number % len(DAMAGES)]]
    if chance.random() < 0.3:
        ways.append(chance.choice(DAMAGES))
    for way in ways:
        body = way(body, chance) or b"<"
    return "+".join(way.__name__ for way in ways), body


def broken_promise(found: PageFindings) -> str | None:
    """What is wrong with the findings: a problem, a text too long or with control characters. None: nothing."""
    if found.problem is not None:
        return found.problem
    read = found.as_json("page.html")
    stack: list[tuple[str, object]] = [("", read)]
    while stack:
        name, value = stack.pop()
        if isinstance(value, dict):
            stack += list(value.items())
        elif isinstance(value, list):
            stack += [(name, part) for part in value]
        elif isinstance(value, str):
            if len(value) > (10_000 if name == "description" else 2_000 if name == "url" else LONGEST):
                return f"{name} has {len(value)} characters"
            if not value.isprintable():
                return f"{name} has control characters"
    if PageFindings.from_json(json.loads(json.dumps(found.to_json()))) != found:
        return "findings are not what was stored"
    return None


def pages(folders: list[Path]) -> list[tuple[str, bytes]]:
    """Name and body of every saved page below `folders`, and of the demo schools."""
    found = [
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for folder in folders
        for path in sorted(folder.rglob("*.html"))
        if path.is_file()
    ]
    return [(name, body) for name, body in found if body]


def run(sources: list[tuple[str, bytes]], count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Reads `count` mutants; gives a page with its damage, and what went wrong, for each that broke something."""
    gathered: list[PageFindings] = []
    for number in range(seed, seed + count):
        name, body = sources[(number * 7919) % len(sources)]
        ways, damaged = mutant(body, number)
        began = time.monotonic()
        found = read_page(damaged, f"https://school.example/{number}/{name}")
        spent = time.monotonic() - began
        wrong = broken_promise(found) or (f"took {spent:.1f} s" if spent > SLOW else None)
        if wrong is not None:
            yield f"{name} {ways} {number}", wrong
        gathered.append(found)
        if len(gathered) == SITE:
            read_site(gathered)
            gathered.clear()
    read_site(gathered)


def main() -> int:
    """Runs the benchmark; 0 also where there are no pages to damage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    folders = options.folders or [ROOT / "data" / "demo", ROOT.parent / "shared" / "sites"]
    sources = pages([folder for folder in folders if folder.is_dir()])
    if not sources:
        print("No pages to damage: nothing measured.")
        return 0
    began = time.monotonic()
    wrong = list(run(sources, options.count, options.seed))
    sorts = Counter(problem.partition(":")[0] for _, problem in wrong)
    figures = {
        "pages": len(sources),
        "mutants": options.count,
        "broken": len(wrong),
        "seconds": round(time.monotonic() - began, 1),
    }
    if options.json:
        print(json.dumps(figures | {"problems": wrong[:50]}))
    else:
        print("  ".join(f"{name} {value}" for name, value in figures.items()))
        for page, problem in wrong[:20]:
            print(f"  {page}: {problem}")
        for problem, times in sorts.most_common(10):
            print(f"  {times} × {problem}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
