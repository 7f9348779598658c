"""Pages a second on one core, beside BeautifulSoup (on lxml) that only takes the links and the text.

    python benchmarks/extraction/speed.py [FOLDER] [--rounds 3] [--json]

Both read the same pages from memory in the same run, one after the other in turns; the figure is the ratio. Each reads
in a process of its own: the garbage collector, which much of BeautifulSoup's time goes to, would look through what the
other has loaded as well, and took a quarter more of that time for our word lists.
"""

import argparse
import json
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

LEAST = 1.0
"""The ratio to reach."""


@cache
def pages(folder: Path) -> list[bytes]:
    """The pages below `folder`."""
    return [path.read_bytes() for path in sorted(folder.rglob("*.html")) if path.is_file()]


def links_and_text(folder: Path) -> float:
    """The baseline: CPU seconds for the links and the text of all pages below `folder`."""
    from bs4 import BeautifulSoup

    warnings.simplefilter("ignore")
    began = time.process_time()
    for body in pages(folder):
        soup = BeautifulSoup(body, "lxml")
        [anchor["href"] for anchor in soup.find_all("a", href=True)]
        soup.get_text(" ", strip=True)
    return time.process_time() - began


def findings(folder: Path) -> float:
    """CPU seconds for all that is found on the pages below `folder`."""
    from crawler.extraction import read_page

    began = time.process_time()
    for body in pages(folder):
        read_page(body, "https://school.example/page/")
    return time.process_time() - began


def main() -> int:
    """Runs the benchmark; 1 where the ratio is below `LEAST`, 0 also where the measuring sites are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "sites")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"No measuring sites at {options.folder}: nothing measured.")
        return 0
    rounds = []
    fresh = get_context("spawn")
    with ProcessPoolExecutor(1, fresh) as one, ProcessPoolExecutor(1, fresh) as other:
        for _ in range(options.rounds + 1):
            baseline = one.submit(links_and_text, options.folder).result()
            rounds.append((baseline, other.submit(findings, options.folder).result()))
    baseline, ours = map(min, zip(*rounds[1:], strict=True))  # the first round also loads what each reads with
    bodies = pages(options.folder)
    figures = {
        "pages": len(bodies),
        "kilobytes": sum(map(len, bodies)) // 1024,
        "pages_per_second": len(bodies) / ours,
        "baseline_pages_per_second": len(bodies) / baseline,
        "ratio": baseline / ours,
    }
    if options.json:
        print(json.dumps(figures))
    else:
        print(
            "  ".join(
                f"{name} {value:.2f}" if isinstance(value, float) else f"{name} {value}"
                for name, value in figures.items()
            )
        )
    return 0 if figures["ratio"] >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
