"""How well the demo schools are read: precision, recall and F1 per field, against `data/demo/truth.toml`.

    python -m benchmarks.extraction.demo [--edition N] [--faults] [--json]

Besides what `score` counts, this counts of what a role is held, which the measuring sites' truth does not say.
"""

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from benchmarks.extraction.score import Count
from crawler.demo.editions import Edition, School, load, schools
from crawler.extraction import read_page, read_site
from crawler.extraction.findings import PageFindings
from crm.resources import data_path

FIELDS = ("kind", "programme", "course", "name", "role", "of what", "e-mail", "designated address")


class DemoScore:
    """The counts of all demo schools together."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = {field: Count() for field in FIELDS}
        self.faults: dict[str, list[str]] = defaultdict(list)

    def page(self, truth: Mapping[str, Any], read: PageFindings) -> None:
        """Counts one page against its truth."""
        url, people = truth["url"], truth["people"]
        contacts = [person for person in people if person["roles"]]
        found = [person for person in read.people if person.roles]
        invites = truth.get("designated_address")
        self._count("kind", url, {str(read.kind)}, {truth["kind"]})
        self._count("programme", url, [p.name for p in read.programmes], [p["name"] for p in truth["programmes"]])
        courses = [(c.get("code"), c["name"]) for c in truth["courses"]]
        self._count("course", url, [(c.code, c.name) for c in read.courses], courses)
        self._count("name", url, [p.name for p in found], [p["name"] for p in contacts])
        self._count(
            "role",
            url,
            [(p.name, r.kind) for p in found for r in p.roles],
            [(p["name"], r["kind"]) for p in contacts for r in p["roles"]],
        )
        self._count(
            "of what",
            url,
            [(p.name, r.kind, r.of, r.name) for p in found for r in p.roles],
            [(p["name"], r["kind"], r["of"], r.get("name")) for p in contacts for r in p["roles"]],
        )
        mails = [(p["name"], p["email"]) for p in contacts if p.get("email")]
        self._count("e-mail", url, [(p.name, p.email) for p in found if p.email], mails)
        designated = [read.designated_address[0]] if read.designated_address else []
        self._count("designated address", url, designated, [invites["email"]] if invites else [])

    def _count(self, field: str, url: str, found: Iterable[Any], wanted: Iterable[Any]) -> None:
        extra, missed = self.counts[field].add(set(found), set(wanted), complete=True)
        self.faults[url] += [f"{field} too much: {value}" for value in sorted(map(str, extra))]
        self.faults[url] += [f"{field} missed: {value}" for value in sorted(map(str, missed))]


def measure(edition: int = 1) -> DemoScore:
    """Reads every page of `edition` that the truth judges, school by school as a crawl does, and counts."""
    truth = tomllib.loads(data_path("demo/truth.toml").read_text(encoding="utf-8"))
    judged = [page for page in truth["page"] if edition in page["editions"]]
    files, score = load(edition), DemoScore()
    for school in schools():
        pages = [page for page in judged if urlsplit(page["url"]).hostname in school.hosts]
        found = read_site([_read(files, school, page["url"]) for page in pages])
        for page, read in zip(pages, found, strict=True):
            score.page(page, read)
    return score


def _read(files: Edition, school: School, url: str) -> PageFindings:
    parts = urlsplit(url)
    file = files.page(parts.hostname or "", parts.path)
    if file is None:
        raise LookupError(f"The truth judges {url}, which is no page of the edition.")
    return read_page(file.body, url, content_type=file.content_type, level=school.level)


def figures(score: DemoScore) -> dict[str, dict[str, float | int | None]]:
    """Field → precision, recall, F1, right, extra, missed."""
    return {
        field: {
            "precision": count.precision,
            "recall": count.recall,
            "f1": count.f1,
            "right": count.right,
            "extra": count.extra,
            "missed": count.missed,
        }
        for field, count in score.counts.items()
    }


def main() -> None:
    """Prints the figures, and with `--faults` what was too much or missed on each page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edition", type=int, default=1)
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    score = measure(options.edition)
    if options.json:
        print(json.dumps(figures(score)))
        return
    for url, faults in score.faults.items() if options.faults else ():
        if faults:
            print(url, *faults, sep="\n    ")
    for field, count in score.counts.items():
        values = (count.precision, count.recall, count.f1)
        shown = ["  –  " if value is None else f"{value:.3f}" for value in values]
        print(
            f"{field:18} P {shown[0]}  R {shown[1]}  F1 {shown[2]}"
            f"   ({count.right} right, {count.extra} too much, {count.missed} missed)"
        )


if __name__ == "__main__":
    main()
