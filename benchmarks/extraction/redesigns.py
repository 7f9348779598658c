"""Redesigns of the demo schools' sites: what a new template takes from the reader, and how much comes back by itself.

    python -m benchmarks.extraction.redesigns [--count 30] [--faults] [--json]

Each redesign is made by its number: classes renamed or dropped, tables made cards, cards made tables, a column added,
rows and blocks reordered, labels and headings changed, wrappers and boxes added. A school is redesigned as a whole.
What was read of it before is what the map knows; the new pages are read, healed from what is known, and read once more.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from benchmarks.extraction.redesigned import KINDS, Redesign
from crawler.demo.editions import load, schools
from crawler.extraction import read_page, read_site
from crawler.extraction.decoding import utf8
from crawler.extraction.findings import PageFindings
from crawler.extraction.reader import page_of
from crawler.extraction.tree import parsed
from crawler.learning.applying import apply_rules
from crawler.learning.copying import copied
from crawler.learning.facts import Fact, facts_of
from crawler.learning.healing import Known, heal, keys_of
from crawler.learning.rules import Rule, Says
from crm.services.mentions import UNSURE

HTML = "text/html; charset=utf-8"
COUNT = 30


@dataclass(slots=True)
class Site:
    """A demo school: its pages as trees, and what was read of them before any redesign."""

    level: str
    pages: dict[str, Any]
    known: dict[str, list[Fact]]


@dataclass(slots=True)
class Outcome:
    """One redesign of one school: facts there were, that are left, that came back, and that never were."""

    number: int
    kinds: tuple[str, ...]
    school: str
    had: int
    left: int
    now: int
    wrong: int
    missed: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def sites() -> Iterator[tuple[str, Site]]:
    """The demo schools as they stood in the first week."""
    edition = load(1)
    for school in schools():
        trees: dict[str, Any] = {}
        findings: list[PageFindings] = []
        for host in school.hosts:
            for path, page in sorted(edition.pages.get(host, {}).items()):
                if path.endswith("index.html") or not page.content_type.startswith("text/html"):
                    continue
                url = f"http://{host}{path}"
                tree = parsed(utf8(page.body, page.content_type))
                if tree is not None:
                    trees[url] = tree
                    findings.append(_read(url, tree, school.level))
        read = read_site(findings)
        known = {page.url: list(_facts([page], {}).values()) for page in read}
        yield school.key, Site(school.level, trees, known)


def _bytes(tree: Any) -> bytes:  # noqa: ANN401 - an element of lxml, which has no types
    done: bytes = etree.tostring(tree, method="html", encoding="utf-8")
    return done


def _read(url: str, tree: Any, level: str) -> PageFindings:  # noqa: ANN401 - as above
    return read_page(_bytes(tree), url, content_type=HTML, level=level)


def redesigned(number: int, kinds: Sequence[str], name: str, site: Site) -> Outcome:
    """What becomes of one school's facts in one redesign."""
    design = Redesign(f"{number} {name}", kinds)
    trees = {url: deepcopy(tree) for url, tree in site.pages.items()}
    for tree in trees.values():
        design.apply(tree)
    read = {url: _read(url, tree, site.level) for url, tree in trees.items()}
    pages = [found[0] for url, tree in trees.items() if (found := page_of(_bytes(tree), url, HTML)) is not None]
    rules = heal(pages, read, site.known)
    left = _facts(read_site(read.values()), site.known)
    mended = {url: copied(findings) for url, findings in read.items()}
    for page in pages:
        apply_rules(rules, page, mended[page.url])
    now = _facts(read_site(mended.values()), site.known)
    had = {(url, keys_of(facts)(fact)): fact for url, facts in site.known.items() for fact in facts}
    strange = [fact for at, fact in now.items() if at not in had and not _was_vague(at, had)]
    return Outcome(
        number,
        tuple(kinds),
        name,
        had=len(had),
        left=len(had.keys() & left.keys()),
        now=len(had.keys() & now.keys()),
        wrong=len(strange),
        missed=[f"{url} {f.says} {f.whose}: {f.value}" for (url, key), f in had.items() if (url, key) not in now],
        strange=[f"{f.says} {f.whose}: {f.value}" for f in strange],
        rules=rules,
    )


Place = tuple[str, tuple[Says, str, str]]
"""A page, and how a fact of it is compared."""


def _was_vague(at: Place, had: Mapping[Place, Fact]) -> bool:
    """Whether the page said the same before, and not of what."""
    url, (says, _whose, value) = at
    return (url, (says, "", value)) in had


def _facts(findings: Iterable[PageFindings], known: Known) -> dict[Place, Fact]:
    """What goes on the map of itself: what is doubtful waits in review."""
    found: dict[Place, Fact] = {}
    for page in findings:
        sure = copied(page)
        sure.courses = [course for course in sure.courses if course.confidence >= UNSURE]
        for person in sure.people:
            person.roles = [role for role in person.roles if not role.doubtful]
        key = keys_of(known.get(page.url, ()))
        found |= {(page.url, key(fact)): fact for fact in facts_of(sure)}
    return found


def measure(numbers: Iterable[int] = range(COUNT)) -> Iterator[Outcome]:
    """The redesigns of those numbers: each number has one to three kinds of change, and every kind comes by."""
    schools_ = list(sites())
    for number in numbers:
        chance = random.Random(number)
        kinds = [KINDS[number % len(KINDS)]]
        kinds += chance.sample([kind for kind in KINDS if kind not in kinds], chance.choice([0, 1, 2]))
        for name, site in schools_:
            yield redesigned(number, kinds, name, site)


def figures(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Share of the values that are there after a redesign without a human, before and after healing; wrong ones."""
    every = list(outcomes)
    had = sum(outcome.had for outcome in every)
    return {
        "redesigns": len({outcome.number for outcome in every}),
        "values": had,
        "left": sum(outcome.left for outcome in every) / had,
        "back": sum(outcome.now for outcome in every) / had,
        "least": min(outcome.now / outcome.had for outcome in every),
        "wrong": sum(outcome.wrong for outcome in every),
    }


def _show(outcome: Outcome, *, faults: bool) -> None:
    print(
        f"{outcome.number:3} {outcome.school:10} {'+'.join(outcome.kinds):50} "
        f"had {outcome.had:4}  left {outcome.left:4}  now {outcome.now:4}  {outcome.now / outcome.had:.3f}  "
        f"wrong {outcome.wrong}",
        flush=True,
    )
    if faults:
        lines = [f"rule {rule.says} {rule.spoken} on {rule.template.address}" for rule in outcome.rules]
        lines += [f"- {each}" for each in outcome.missed] + [f"+ {each}" for each in outcome.strange]
        print(*(f"      {line}" for line in lines), sep="\n")


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--only", type=int, help="one redesign alone")
    parser.add_argument("--faults", action="store_true", help="what was missed and what was wrong, and the rules")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    numbers = range(options.count) if options.only is None else [options.only]
    outcomes = []
    for outcome in measure(numbers):
        outcomes.append(outcome)
        if not options.json:
            _show(outcome, faults=options.faults)
    print(json.dumps(figures(outcomes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
