"""Every benchmark, each against what it must reach, and the ratios kept in RESULTS.md.

    python -m benchmarks [NAME …] [--record] [--explain PAGE]

NAME: extraction, demo, redesigns, contacts, names, language, matching, reading, commands, screen, keys, deeds,
school_year, day, report, crawl, exports, privacy, identity. Ratios are taken in one run against a stated baseline;
where the measuring sites are not there, what needs them is left out, saying so.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.extraction.contacts import SITES

RESULTS = Path(__file__).with_name("RESULTS.md")


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured, with what it must reach: at least, or (`most`) at most."""

    what: str
    value: float
    bound: float | None = None
    most: bool = False

    @property
    def met(self) -> bool:
        """Whether it reaches its bound."""
        if self.bound is None:
            return True
        return self.value <= self.bound if self.most else self.value >= self.bound

    @property
    def wanted(self) -> str:
        """The bound as it is shown."""
        return "" if self.bound is None else f"{'≤' if self.most else '≥'} {self.bound:g}"


def said(*command: str) -> Any:  # noqa: ANN401 - whatever document the benchmark prints
    """The JSON that a benchmark prints."""
    done = subprocess.run([sys.executable, *command], check=False, stdout=subprocess.PIPE, text=True)
    if not done.stdout.lstrip().startswith(("{", "[")):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode} and printed no figures")
    return json.loads(done.stdout)


def extraction() -> Iterator[Figure]:
    """Precision and recall on the real sites."""
    document = said("benchmarks/extraction/score.py", str(SITES), "--json")
    osiris = document["sites"]["osiris-hbo"]["fields"]
    for field, least in (("course code", 0.99), ("course name", 0.97), ("credits", 0.98), ("name", 0.97)):
        yield Figure(f"osiris-hbo, {field}, F1", osiris[field]["f1"], least)
    yield Figure("osiris-hbo, e-mail, precision", osiris["e-mail"]["precision"], 0.99)
    yield Figure("osiris-hbo, e-mail, recall", osiris["e-mail"]["recall"], 0.97)
    for field, value in document["macro"].items():
        yield Figure(f"twelve sites, {field}, macro average", value)
    for site, figures in document["sites"].items():
        shown = {name: f["f1"] for name, f in figures["fields"].items() if f["f1"] is not None}
        for name in ("course code", "course name", "name", "teacher", "e-mail"):
            if name in shown:
                yield Figure(f"{site}, {name}, F1", shown[name])


def demo() -> Iterator[Figure]:
    """Precision and recall on the demo schools."""
    for field, counts in said("-m", "benchmarks.extraction.demo", "--json").items():
        yield Figure(f"demo schools, {field}, F1", counts["f1"])


def redesigns() -> Iterator[Figure]:
    """Values that come back by themselves when a site gets another template."""
    figures = said("-m", "benchmarks.extraction.redesigns", "--json")
    yield Figure("30 redesigns, values there before healing", figures["left"])
    yield Figure("30 redesigns, values there without a human", figures["back"], 0.9)
    yield Figure("30 redesigns, the worst one of a school", figures["least"])
    yield Figure("30 redesigns, wrong values accepted", figures["wrong"], 0, most=True)


def contacts() -> Iterator[Figure]:
    """Staff beside students."""
    figures = said("-m", "benchmarks.extraction.contacts", str(SITES))
    yield Figure("doctoral-school, staff names, F1", figures["names_f1"], 0.93)
    yield Figure("doctoral-school, e-mail, precision", figures["email_precision"], 0.99)
    yield Figure("doctoral-school, e-mail, recall", figures["email_recall"], 0.95)
    yield Figure("doctoral-school, students in the map", figures["students_in_the_map"], 0, most=True)


def names() -> Iterator[Figure]:
    """Names taken apart."""
    figures = said("-m", "benchmarks.names", "--json")
    if "whole_records_right" in figures:
        yield Figure("labelled names, whole records right", figures["whole_records_right"], 0.95)
        yield Figure("the same, first name and surname", figures["labelled_right_ours"])
    if "labelled_right_nameparser" in figures:
        yield Figure("the same, by nameparser", figures["labelled_right_nameparser"])


def language() -> Iterator[Figure]:
    """Log lines, replies and cases."""
    figures = said("-m", "benchmarks.language", "--json")
    if not figures:
        return
    yield Figure("log lines, kind right", figures["logging"]["kind"], 0.95)
    yield Figure("log lines, date of the next step right", figures["logging"]["next date"], 0.93)
    yield Figure("replies, intent right", figures["messages"]["intent"], 0.92)
    least = figures["bm25"]["ndcg@10"]
    yield Figure("cases to courses, nDCG@10 against BM25", figures["match"]["ndcg@10"] / least, 1.75)
    yield Figure("the same, hit@10", figures["match"]["hit@10"], 0.87)
    yield Figure("by words only, nDCG@10 against BM25", figures["words_only"]["ndcg@10"] / least, 1.15)
    yield Figure("the same, hit@10", figures["words_only"]["hit@10"], 0.58)


def matching() -> Iterator[Figure]:
    """A case among 20,000 courses."""
    figures = said("-m", "benchmarks.matching")
    yield Figure("match among 20,000 courses, CPU, ms, median", figures["median_ms"], 150, most=True)
    yield Figure("the same, the slowest of 30", figures["most_ms"])
    yield Figure("making 20,000 courses ready for it, CPU, seconds", figures["ready_seconds"], 30, most=True)
    yield Figure("what that takes of memory, MB", figures["memory_mb"])


def reading() -> Iterator[Figure]:
    """Pages a second on a core."""
    figures = said("benchmarks/extraction/speed.py", str(SITES), "--json")
    yield Figure(
        "extraction, pages a second a core, against BeautifulSoup (lxml) for links and text", figures["ratio"], 1.0
    )


def commands() -> Iterator[Figure]:
    """CPU of a command."""
    figures = said("-m", "benchmarks.commands")
    yield Figure("werkplaats --help, CPU against a bare Typer app's", figures["help_ratio"], 1.25, most=True)
    yield Figure("leads --json on 1,000 leads, CPU against the same", figures["leads_ratio"], 5, most=True)


def screen() -> Iterator[Figure]:
    """The app's start on 100,000 contacts."""
    with tempfile.TemporaryDirectory() as folder:
        url = _contacts(folder)
        figures = said("-m", "benchmarks.screen.start", url)
    yield Figure("first frame, against a minimal Textual app", figures["frame_ratio"], 1.5, most=True)
    yield Figure("frame with its first rows, against the same", figures["rows_ratio"], 3, most=True)
    yield Figure("Today's first frame, against the same", figures["today_frame_ratio"], 1.5, most=True)
    what = "Today's frame with its lines, on 5,000 leads, against the same"
    yield Figure(what, figures["today_rows_ratio"], 3, most=True)
    yield Figure("memory, MB", figures["memory_mb"], 110, most=True)


def keys() -> Iterator[Figure]:
    """Keys on the list of 100,000 contacts."""
    with tempfile.TemporaryDirectory() as folder:
        figures = said("-m", "benchmarks.screen.keys", _contacts(folder))
    for name, most in (("down", 10), ("page_down", 30), ("filter", 60)):
        yield Figure(f"{name.replace('_', ' ')}, ms, p95", figures[name][1], most, most=True)


def deeds() -> Iterator[Figure]:
    """Deeds on Today."""
    with tempfile.TemporaryDirectory() as folder:
        figures = said("-m", "benchmarks.screen.deeds", _contacts(folder))
    for name, (_middle, most) in figures.items():
        yield Figure(f"{name} on Today, 5,000 leads, to the day read anew, ms, p95", most, 60, most=True)


def school_year() -> Iterator[Figure]:
    """A year of three schools and 300 leads, worked as Today says."""
    figures = said("-m", "benchmarks.school_year")
    what = f"a school year, three schools, 300 leads, {figures['touches']} touches"
    yield Figure(f"{what}: outside their windows", figures["outside"], 0, most=True)
    yield Figure(f"{what}, {figures['windows']} windows: last sensible days missed", figures["missed"], 0, most=True)


def report() -> Iterator[Figure]:
    """The report over 100,000 contacts and ten years of work."""
    figures = said("-m", "benchmarks.report")
    what = f"report over {figures['person']:,} contacts, {figures['lead']:,} leads and ten years"
    yield Figure(f"{what}: page with plots, CPU s", figures["figures_cpu"] + figures["page_cpu"], 5, most=True)
    yield Figure("the same against the plainest count of its activities", figures["ratio"])


def day() -> Iterator[Figure]:
    """Days of 200 random actions each, with undo, restarts and crawls between."""
    figures = said("-m", "benchmarks.day")
    what = f"{figures['days']} days of {figures['actions']} random actions: rules of the house broken"
    yield Figure(what, figures["broken"], 0, most=True)


def crawl() -> Iterator[Figure]:
    """A crawl against bare Scrapy, a refresh, and the memory of a large site."""
    figures = said("-m", "benchmarks.crawl", "--json")
    yield Figure("crawl of 2,000 pages, pages a CPU second against bare Scrapy", figures["ratio"], 0.9)
    yield Figure("memory of a crawl at 20,000 pages, against at 2,000", figures["memory_ratio"], 1.3, most=True)
    yield Figure("refresh of an unchanged site, bodies fetched", figures["unchanged_bodies"], 0, most=True)
    yield Figure("the same, bytes against the first crawl's", figures["unchanged_bytes"], 0.05, most=True)
    yield Figure("the same, CPU against bare Scrapy's first crawl", figures["unchanged_ratio"], 0.5, most=True)


def finding() -> Iterator[Figure]:
    """What a crawl finds within a budget."""
    for site, figures in said("-m", "benchmarks.crawl.finding", str(SITES), "--json").items():
        yield Figure(f"{site}, share of {figures['sought']} course and person pages within 3×", figures["share"], 0.9)


def robots() -> Iterator[Figure]:
    """Pages that robots.txt forbids."""
    figures = said("-m", "benchmarks.crawl.robots", "--json")
    what = f"{figures['rule_sets']} robots.txt, {figures['at_once']} first requests at once"
    yield Figure(f"{what}: forbidden pages fetched", figures["forbidden_fetched"], 0, most=True)
    yield Figure(f"{what}: allowed pages not fetched", figures["allowed_not_fetched"], 0, most=True)


def kills() -> Iterator[Figure]:
    """A crawl of 500 pages, killed 100 times."""
    figures = said("-m", "benchmarks.crawl.kills", "--json")
    what = f"crawl of 500 pages killed {figures['kills']} times, {figures['while_reading']} of them while it read"
    yield Figure(f"{what}: pages lost", figures["lost"], 0, most=True)
    yield Figure(f"{what}: courses and people doubled", figures["doubled"], 0, most=True)
    yield Figure(f"{what}: fetched again a kill", figures["fetched_again"] / max(1, figures["kills"]), 2, most=True)


def imports() -> Iterator[Figure]:
    """Lists of contacts and LinkedIn archives taken in."""
    figures = said("-m", "benchmarks.imports", "--json")
    rows = figures["rows"]
    yield Figure(f"list of {rows} contacts: mapping and first 50 rows, CPU s", figures["preview"]["cpu"], 1, most=True)
    what = "the same taken in, CPU against a bare SQLModel insert of as many rows"
    yield Figure(what, figures["import_ratio"], 1.5, most=True)
    linkedin = figures["linkedin"]
    what = f"LinkedIn archive, {3 * rows // 10} connections and {2 * rows} messages"
    yield Figure(f"{what}: CPU s", linkedin["cpu"], 15, most=True)
    yield Figure(f"{what}: memory, MB", linkedin["mb"], 300, most=True)


def exports() -> Iterator[Figure]:
    """Contact lists of 100,000 people."""
    figures = said("-m", "benchmarks.exports")
    what = "100,000 contacts, the database read, CPU against"
    yield Figure(f"{what} the csv module with a formula guard", figures["csv_ratio"], 5, most=True)
    yield Figure(f"{what} xlsxwriter in constant memory", figures["excel_ratio"], 0.5, most=True)
    yield Figure(f"{what} vCards read and written by hand", figures["vcard_read_ratio"], 3, most=True)
    yield Figure(f"{what} vCards written by hand, rows in memory", figures["vcard_ratio"], 3, most=True)
    for kind in ("csv", "excel", "vcard"):
        yield Figure(f"100,000 contacts as {kind}: memory, MiB", figures[f"{kind}_mib"], 200, most=True)


def privacy() -> Iterator[Figure]:
    """Lists after random histories, and erasures."""
    figures = said("-m", "benchmarks.privacy")
    what = f"{figures['histories']:,} random histories, {figures['listed']:,} contacts listed"
    yield Figure(f"{what}: objected, or without a basis", figures["wrongly_listed"], 0, most=True)
    yield Figure("erasure among 100,000 contacts, CPU s", figures["erasure"]["seconds"])
    yield Figure("the same, address found in files afterwards", figures["erasure"]["found_afterwards"], 0, most=True)
    roads = figures["everywhere"]
    what = f"somebody who came in by every road ({roads['places_before']} places)"
    for when, places in roads["found"].items():
        yield Figure(f"{what}, found {when}", places, 0, most=True)


def mutants() -> Iterator[Figure]:
    """Damaged pages."""
    figures = said("benchmarks/extraction/mutants.py", "--json")
    if "broken" in figures:
        yield Figure(f"{figures['mutants']} damaged pages that broke the reader", figures["broken"], 0, most=True)


def identity() -> Iterator[Figure]:
    """Who is who on invented contacts, through the commands."""
    for rows, precision, f1 in ((10_000, 0.97, 0.94), (100_000, 0.95, 0.90)):
        figures = said("-m", "benchmarks.identity", "--rows", str(rows), "--splink")
        found, size = figures["commands"], f"{rows:,} contacts"
        yield Figure(f"{size}, merged and offered pairs, precision", found["precision"], precision)
        yield Figure(f"{size}, the same, F1", found["f1"], f1)
        yield Figure(f"{size}, merged without asking, precision", found["merged_precision"], 0.998)
        yield Figure(f"{size}, the same, share of all true pairs", found["merged_share"], 0.5)
        yield Figure(f"{size}, twins and couples merged", found["merged_twins"], 0, most=True)
        yield Figure(f"{size}, from rows to pairs, CPU seconds", figures["pairs"]["pairs_cpu"])
        if "splink_cpu" in figures:
            ratio = figures["pairs"]["pairs_cpu"] / figures["splink_cpu"]
            yield Figure(f"{size}, the same against splink", ratio, 1 / 3, most=True)
            for figure in ("precision", "recall"):
                yield Figure(f"{size}, splink at its best threshold, {figure}", figures[f"splink_{figure}"])
        yield Figure(f"{size}, memory, MiB", found["memory"], 600, most=True)
        yield Figure(f"{size}, one more person, CPU ms, p95", figures["lookup"]["p95_ms"], 20, most=True)
    found = said("-m", "benchmarks.identity", "--rows", "10000", "--scrawled")["commands"]
    for figure in ("precision", "f1", "merged_precision", "merged_share"):
        yield Figure(f"10,000 contacts kept carelessly, {figure.replace('_', ' ')}", found[figure])


ALL: dict[str, Callable[[], Iterator[Figure]]] = {
    made.__name__: made
    for made in (
        extraction,
        demo,
        redesigns,
        contacts,
        names,
        language,
        matching,
        reading,
        commands,
        screen,
        keys,
        deeds,
        school_year,
        day,
        report,
        crawl,
        finding,
        robots,
        kills,
        imports,
        exports,
        privacy,
        mutants,
        identity,
    )
}
NEED_SITES = {"extraction", "contacts", "reading"}


def _contacts(folder: str) -> str:
    path = str(Path(folder) / "contacts.db")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.screen.contacts", path], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()


def record(figures: list[Figure]) -> None:
    """Adds the figures of this run to RESULTS.md."""
    now = datetime.now(UTC)
    lines = [f"\n## {now:%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}\n", "| what | figure | wanted | |"]
    lines += ["|---|---|---|---|"]
    lines += [f"| {f.what} | {f.value:.3f} | {f.wanted} | {'' if f.met else 'short'} |" for f in figures]
    head = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results of `make bench`, newest last\n"
    RESULTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Runs the benchmarks; 1 when one falls short."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--record", action="store_true", help="add the figures to RESULTS.md")
    parser.add_argument("--explain", metavar="PAGE", help="show what was read on one page of the sites, and why")
    options = parser.parse_args()
    if options.explain:
        return subprocess.call(
            [sys.executable, "benchmarks/extraction/score.py", str(SITES), "--explain", options.explain]
        )
    if unknown := set(options.names) - set(ALL):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; known: {', '.join(ALL)}")
    figures = []
    for name in options.names or ALL:
        if name in NEED_SITES and not SITES.is_dir():
            print(f"{name}: no measuring sites at {SITES}, left out")
            continue
        for figure in ALL[name]():
            figures.append(figure)
            mark = "" if figure.bound is None else "ok" if figure.met else "SHORT"
            print(f"{figure.value:10.3f}  {figure.wanted:8} {mark:6} {figure.what}", flush=True)
    if options.record:
        record(figures)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
