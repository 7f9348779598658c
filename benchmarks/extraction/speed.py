"""Pages a second on one core, beside BeautifulSoup (on lxml) that only takes the links and the text.

    python benchmarks/extraction/speed.py [FOLDER] [--rounds 3] [--json]

Both read the same pages from memory in the same run, one after the other in turns; the figure is the ratio.
"""

import argparse
import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bs4 import BeautifulSoup  # noqa: E402 - the checkout's path comes first

from crawler.extraction import read_page  # noqa: E402 - the checkout, installed or not

LEAST = 1.0
"""The ratio to reach."""


def links_and_text(body: bytes) -> int:
    """The baseline."""
    soup = BeautifulSoup(body, "lxml")
    links = [anchor["href"] for anchor in soup.find_all("a", href=True)]
    return len(links) + len(soup.get_text(" ", strip=True))


def seconds(read: Callable[[bytes], object], bodies: list[bytes]) -> float:
    """CPU seconds for reading all `bodies`."""
    began = time.process_time()
    for body in bodies:
        read(body)
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
    warnings.simplefilter("ignore")
    bodies = [path.read_bytes() for path in sorted(options.folder.rglob("*.html")) if path.is_file()]
    read_page(bodies[0], "https://warm.example/")
    ours = baseline = float("inf")
    for _ in range(options.rounds):
        baseline = min(baseline, seconds(links_and_text, bodies))
        ours = min(ours, seconds(lambda body: read_page(body, "https://school.example/page/"), bodies))
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
