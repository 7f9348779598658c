"""How well pages are read: precision, recall and F1 per site and field, against the truth files of the measuring sites.

    python benchmarks/extraction/score.py [FOLDER] [--site NAME …] [--skip NAME …] [--explain SITE/PAGE] [--json]

FOLDER holds a folder a site, each with its pages and a `truth.jsonl`; it defaults to `../shared/sites`.
"""

import argparse
import json
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from truth import ExpectedCourse, ExpectedPage, ExpectedPerson, read_truth, without_titles  # noqa: E402 - beside this file

from crawler.extraction import read_page, read_site  # noqa: E402 - the checkout, installed or not
from crawler.extraction.findings import FoundCourse, FoundPerson, PageFindings  # noqa: E402
from crm.text import fold  # noqa: E402

FIELDS = (
    "course code",
    "course name",
    "credits",
    "name",
    "teacher",
    "other roles",
    "staff",
    "e-mail",
    "phone",
    "programme",
)
HOST = "https://school.example/"
"""Where the pages are said to stand; folder names of the measuring sites would give their sort away."""
MACRO = ("course code", "course name", "name", "teacher")


@dataclass
class Count:
    """Right, too much, missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, found: set[Any], expected: set[Any], *, complete: bool) -> tuple[set[Any], set[Any]]:
        """Counts two sets against each other; returns what was too much and what was missed."""
        extra, missed = (found - expected) if complete else set(), expected - found
        self.right += len(found & expected)
        self.extra += len(extra)
        self.missed += len(missed)
        return extra, missed

    @property
    def precision(self) -> float | None:
        return self.right / (self.right + self.extra) if self.right + self.extra else None

    @property
    def recall(self) -> float | None:
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        whole = 2 * self.right + self.extra + self.missed
        return 2 * self.right / whole if whole else None


class Scorer:
    """Counts of one site."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = defaultdict(Count)
        self.kinds: list[bool] = []
        self.confusions: dict[str, int] = defaultdict(int)
        self.faults: dict[str, list[str]] = defaultdict(list)
        self.people_pages = 0

    def page(self, expected: ExpectedPage, read: PageFindings) -> None:
        """Counts one page."""
        self.kinds.append(expected.kind == read.kind)
        if expected.kind != read.kind:
            self.confusions[f"{expected.kind} read as {read.kind}"] += 1
            self.faults[expected.page].append(f"kind: {expected.kind} read as {read.kind}")
        self._courses(expected, read.courses)
        self._people(expected, read.people)
        self._count(
            expected,
            "programme",
            {_plain(p.name) for p in read.programmes},
            {_plain(name) for name in expected.programmes},
            complete=expected.complete_courses and expected.kind == "programme",
        )
        self.people_pages += bool(read.people) and not expected.people

    def _count(self, page: ExpectedPage, name: str, found: set[Any], wanted: set[Any], *, complete: bool) -> None:
        extra, missed = self.counts[name].add(found, wanted, complete=complete)
        self.faults[page.page] += [f"{name} too much: {value}" for value in sorted(map(str, extra))]
        self.faults[page.page] += [f"{name} missed: {value}" for value in sorted(map(str, missed))]

    def _courses(self, expected: ExpectedPage, found: list[FoundCourse]) -> None:
        complete = expected.complete_courses
        self._count(
            expected,
            "course code",
            {_code(c.code) for c in found if c.code},
            {_code(c.code) for c in expected.courses if c.code},
            complete=complete and (not expected.courses or any(c.code for c in expected.courses)),
        )
        names = {_plain(c.name) for c in found if c.name}
        self._count(
            expected, "course name", names, {_plain(c.name) for c in expected.courses if c.name}, complete=complete
        )
        by_key = {key: c for c in reversed(found) for key in (_code(c.code), _plain(c.name)) if key}
        wanted, got = set(), set()
        for course in expected.courses:
            key = _code(course.code) or _plain(course.name)
            match = by_key.get(_code(course.code)) or by_key.get(_plain(course.name))
            if course.credits is not None:
                wanted.add((key, _as_number(course.credits)))
            if match is not None and (match.credits is not None or match.credits_text):
                got.add((key, _read_credits(match, course)))
        self._count(expected, "credits", got, wanted, complete=complete and bool(wanted))

    def _people(self, expected: ExpectedPage, found: list[FoundPerson]) -> None:
        optional = {_name(p.name) for p in expected.people if p.optional}
        people = {_name(p.name): p for p in reversed(found) if _name(p.name) not in optional}
        wanted = {_name(p.name): p for p in expected.people if not p.optional}
        complete = expected.complete_people
        contacts = {name for name, p in people.items() if p.roles or name in wanted}
        self._count(expected, "name", contacts, set(wanted), complete=complete)
        roles = {name: {r.kind for r in p.roles} for name, p in people.items()}
        known = {name: p for name, p in wanted.items() if p.roles is not None}
        judged = {name for name in roles if (name in known if name in wanted else complete)}
        counted = complete or bool(known)
        self._count(
            expected,
            "teacher",
            {n for n in judged if "teacher" in roles[n]},
            {n for n, p in known.items() if "teacher" in (p.roles or [])},
            complete=counted,
        )
        self._count(
            expected,
            "other roles",
            {(n, r) for n in judged for r in roles[n] - {"teacher"}},
            {(n, r) for n, p in known.items() for r in p.roles or [] if r != "teacher"},
            complete=counted,
        )
        if any(p.roles is None or p.roles == [] for p in wanted.values()):
            staff = {n for n in roles if roles[n] and (n in wanted or complete)}
            self._count(expected, "staff", staff, {n for n, p in wanted.items() if p.roles != []}, complete=True)
        self._addresses(expected, people, wanted, complete=complete)

    def _addresses(
        self,
        expected: ExpectedPage,
        people: dict[str, FoundPerson],
        wanted: dict[str, ExpectedPerson],
        *,
        complete: bool,
    ) -> None:
        judged = {n for n in people if (wanted[n].email_known if n in wanted else complete)}
        self._count(
            expected,
            "e-mail",
            {(n, (people[n].email or "").lower()) for n in judged if people[n].email},
            {(n, p.email.lower()) for n, p in wanted.items() if p.email},
            complete=True,
        )
        with_phone = {n for n, p in wanted.items() if p.phone}
        self._count(
            expected,
            "phone",
            {(n, _digits(people[n].phone)) for n in with_phone if n in people and people[n].phone},
            {(n, _digits(wanted[n].phone)) for n in with_phone},
            complete=True,
        )


def _plain(text: str | None) -> str:
    return fold(text or "")


def _name(text: str) -> str:
    return fold(without_titles(text)).replace(" ", "")


def _code(text: str | None) -> str:
    return re.sub(r"[^A-Z0-9]", "", (text or "").upper())


def _digits(text: str | None) -> str:
    digits = re.sub(r"\D", "", text or "")
    return digits[-9:] if len(digits) >= 10 else digits


def _as_number(text: str) -> float | str:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return "no single number"


def _read_credits(found: FoundCourse, expected: ExpectedCourse) -> float | str:
    if found.credits is not None:
        return found.credits
    return (
        "no single number"
        if expected.credits is not None and _as_number(expected.credits) == "no single number"
        else "text"
    )


def read_folder(folder: Path) -> tuple[dict[str, PageFindings], float]:
    """The findings of every page under `folder` after the pass over the site, and the seconds the pages took."""
    pages: dict[str, PageFindings] = {}
    spent = 0.0
    host = HOST
    for path in sorted(path for path in folder.rglob("*.html") if path.is_file()):
        relative = path.relative_to(folder).as_posix()
        address = host + (
            relative.removesuffix("index.html")
            if relative.endswith("/index.html") or relative == "index.html"
            else relative
        )
        body = path.read_bytes()
        began = time.process_time()
        pages[relative] = read_page(body, address)
        spent += time.process_time() - began
    read = read_site(list(pages.values()))
    by_url = {findings.url: findings for findings in read}
    return {relative: by_url[findings.url] for relative, findings in pages.items()}, spent


def score_site(folder: Path) -> tuple[Scorer, dict[str, PageFindings], float]:
    """The counts of one site."""
    read, spent = read_folder(folder)
    scorer = Scorer()
    for expected in read_truth(folder / "truth.jsonl"):
        if expected.page in read:
            scorer.page(expected, read[expected.page])
    return scorer, read, len(read) / spent if spent else 0.0


def _figure(value: float | None) -> str:
    return "  –  " if value is None else f"{value:.3f}"


def report(sites: dict[str, Scorer], speeds: dict[str, float], worst: int) -> None:
    """Prints the tables."""
    for name, scorer in sites.items():
        kinds = sum(scorer.kinds) / max(len(scorer.kinds), 1)
        print(f"\n{name}: {len(scorer.kinds)} pages judged, kind {kinds:.3f}, {speeds[name]:.0f} pages a second")
        if scorer.people_pages:
            print(f"    people read on {scorer.people_pages} pages that name none")
        for confusion, count in sorted(scorer.confusions.items(), key=lambda item: -item[1])[:4]:
            print(f"    {count:3d} × {confusion}")
        for label in FIELDS:
            count = scorer.counts[label]
            if count.f1 is not None:
                print(
                    f"  {label:12} P {_figure(count.precision)}  R {_figure(count.recall)}  F1 {_figure(count.f1)}"
                    f"   ({count.right} right, {count.extra} too much, {count.missed} missed)"
                )
        pages = sorted(scorer.faults.items(), key=lambda item: -len(item[1]))[:worst]
        for page, faults in pages:
            if faults:
                print(
                    f"    {page}: {'; '.join(faults[:6])}{f' … {len(faults)} in all' if len(faults) > 6 else ''}"[:600]
                )
    print("\nmacro averages over sites")
    for label, value in averages(sites).items():
        print(f"  {label:12} {_figure(value)}")


def averages(sites: dict[str, Scorer]) -> dict[str, float | None]:
    """Macro averages of F1 over the sites that have the field, and of the accuracy of kinds."""
    result: dict[str, float | None] = {}
    for label in FIELDS:
        values = [s.counts[label].f1 for s in sites.values() if s.counts[label].right + s.counts[label].missed]
        result[label] = sum(v or 0.0 for v in values) / len(values) if values else None
    result["kind"] = sum(sum(s.kinds) / max(len(s.kinds), 1) for s in sites.values()) / max(len(sites), 1)
    return result


def as_json(sites: dict[str, Scorer], speeds: dict[str, float]) -> dict[str, Any]:
    """The same as `report`, for machines."""
    return {
        "sites": {
            name: {
                "kind": sum(s.kinds) / max(len(s.kinds), 1),
                "pages_per_second": speeds[name],
                "fields": {
                    label: {
                        "precision": c.precision,
                        "recall": c.recall,
                        "f1": c.f1,
                        "right": c.right,
                        "extra": c.extra,
                        "missed": c.missed,
                    }
                    for label, c in s.counts.items()
                },
            }
            for name, s in sites.items()
        },
        "macro": averages(sites),
    }


def main() -> int:
    """Runs the benchmark; 0 also where the measuring sites are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "sites")
    parser.add_argument("--site", action="append", default=[])
    parser.add_argument("--skip", action="append", default=[])
    parser.add_argument("--explain")
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"No measuring sites at {options.folder}: nothing measured.")
        return 0
    if options.explain:
        return _explain(options)
    sites: dict[str, Scorer] = {}
    speeds: dict[str, float] = {}
    for folder in sorted(path.parent for path in options.folder.glob("*/truth.jsonl")):
        if (options.site and folder.name not in options.site) or folder.name in options.skip:
            continue
        sites[folder.name], _, speeds[folder.name] = score_site(folder)
    if options.json:
        print(json.dumps(as_json(sites, speeds), indent=1))
    else:
        report(sites, speeds, options.worst)
    return 0


def _explain(options: argparse.Namespace) -> int:
    """Shows what was seen on one page ("SITE/PAGE"): lines, pairs, records, scores, and the findings."""
    from crawler.extraction.reader import explained

    site, _, page = options.explain.partition("/")
    folder = options.folder / site
    path = folder / page
    print(explained(path.read_bytes(), f"{HOST}{page.removesuffix('index.html')}"))
    for expected in read_truth(folder / "truth.jsonl"):
        if expected.page == page:
            print("\nexpected:", expected)
    print("\nread:", json.dumps(read_folder(folder)[0][page].as_json(page), ensure_ascii=False, indent=1)[:20_000])
    return 0


if __name__ == "__main__":
    sys.exit(main())
