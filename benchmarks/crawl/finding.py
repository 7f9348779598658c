"""The share of a site's course and person pages that a crawl finds within a budget of three times their number.

    python -m benchmarks.crawl.finding [SITES_FOLDER] [--json]

On the sites of `maze.py`, and on those of SITES_FOLDER that have a truth with enough such pages within reach of their
start page: each is served on loopback and crawled once.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from benchmarks.crawl.kills import prepared
from benchmarks.crawl.maze import mazes, serve
from benchmarks.extraction.contacts import SITES

TIMES = 3
"""Pages that may be asked for each that is sought."""

SOUGHT = frozenset({"course", "person"})

FEWEST = 10
"""Pages that are sought on a site, for a share of them to mean something."""


@dataclass(slots=True)
class Folder:
    """A saved site, with the pages that its truth calls a course or a person."""

    root: Path
    asked: list[str] = field(default_factory=list)

    def sought(self) -> set[Path]:
        """The files that are sought, of those to which links or the sitemap lead."""
        lines = (self.root / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines if line]
        files = {(self.root / each["page"]).resolve() for each in told if each.get("kind") in SOUGHT}
        return files & self._within_reach()

    def _within_reach(self) -> set[Path]:
        sitemap = self.root / "sitemap.xml"
        listed = etree.parse(sitemap).iter("{*}loc") if sitemap.is_file() else ()
        waiting = ["/", *(urlsplit(str(each.text)).path for each in listed)]
        reached: set[Path] = set()
        while waiting:
            path = waiting.pop()
            file = self._file(path)
            if file is None or file in reached:
                continue
            reached.add(file)
            if file.suffix in {".html", ".htm"} and (body := file.read_bytes().strip()):
                base = "/" + file.relative_to(self.root.resolve()).as_posix()
                links = [link for _element, _name, link, _at in html.fromstring(body).iterlinks()]
                waiting += [
                    urlsplit(urljoin(base, link)).path for link in links if "://" not in link and "[" not in link
                ]
        return reached

    def answer(self, path: str) -> str | None:
        """The page at a path; a folder's is its index."""
        self.asked.append(path)
        file = self._file(path)
        return file.read_bytes().decode("utf-8", "replace") if file is not None else None

    def found(self) -> tuple[int, int]:
        """How many of the pages that are sought were asked, and how many there are."""
        files = {self._file(path) for path in self.asked}
        sought = self.sought()
        return len(sought & files), len(sought)

    def _file(self, path: str) -> Path | None:
        file = (self.root / unquote(path.partition("?")[0]).lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() and file.is_relative_to(self.root.resolve()) else None


def crawled(answer: Callable[[str], str | None], start: str, pages: int) -> None:
    """Serves a site and crawls it with a budget of `pages`."""
    server = serve(answer)
    with tempfile.TemporaryDirectory() as folder:
        url = f"http://127.0.0.1:{server.server_address[1]}{start}"
        command = [sys.executable, "-m", "crawler.process", "--database", prepared(Path(folder), "finding", url)]
        given = ["--source", "1", "--max-pages", str(pages)]
        subprocess.run([*command, *given], check=True, timeout=300, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    server.shutdown()
    server.server_close()


def measured(sites: Path = SITES) -> Iterator[tuple[str, float, int]]:
    """Each site with the share that was found, and how many pages are sought."""
    for maze in mazes():
        crawled(maze.answer, maze.path("start", maze.languages[0], 0), TIMES * maze.found()[1])
        found, count = maze.found()
        yield maze.name, found / count, count
    for root in sorted(path.parent for path in sites.glob("*/truth.jsonl")):
        site = Folder(root)
        count = len(site.sought())
        if count >= FEWEST and (root / "index.html").is_file():
            crawled(site.answer, "/", TIMES * count)
            yield root.name, site.found()[0] / count, count


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="?", type=Path, default=SITES)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = {}
    for name, share, count in measured(given.sites):
        figures[name] = {"share": round(share, 4), "sought": count}
        if not given.json:
            print(f"{share:.3f} of {count:4d}  {name}", flush=True)
    if given.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
