"""Pages fetched that robots.txt forbids: 50 hosts, each with rules of its own, 16 requests to each waiting at once.

    python -m benchmarks.crawl.robots [--json]

Every host answers its robots.txt late, while all its pages are known and waiting: a crawler that asks before it has the
answer is caught. The hosts are played by a proxy on loopback; `robots.toml` says what each allows and forbids.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.crawl.kills import prepared

AT_ONCE = 16
"""Requests that may be under way on one host, and pages that each host has at least."""

MORE = tuple(f"/more/{n}" for n in range(AT_ONCE))
"""Paths that every host has besides, so that `AT_ONCE` requests wait at once."""

LATE = 0.2
"""Seconds a robots.txt takes."""

START = "http://www.school.example/"

CRAWL = (
    "import sys; import crawler.fetching; crawler.fetching.AT_ONCE = int(sys.argv.pop(1)); "
    "from crawler.process import main; sys.exit(main(sys.argv[1:]))"
)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One robots.txt and what it means for this crawler."""

    about: str
    status: int
    text: str
    allowed: tuple[str, ...]
    """Empty: all of the host is forbidden."""
    forbidden: tuple[str, ...]

    @property
    def must_not(self) -> tuple[str, ...]:
        """Every path linked to that is not to be asked."""
        return self.forbidden if self.allowed else self.forbidden + MORE


def rule_sets() -> list[RuleSet]:
    """The 50 of `robots.toml`."""
    told = tomllib.loads(Path(__file__).with_name("robots.toml").read_text(encoding="utf-8"))
    return [
        RuleSet(s["about"], s["status"], s["text"], tuple(s["allowed"]), tuple(s["forbidden"])) for s in told["set"]
    ]


@dataclass(slots=True)
class Hosts:
    """A proxy that plays a start page and a host for each rule set."""

    sets: Sequence[RuleSet]
    asked: list[str] = field(default_factory=list)

    def serve(self) -> ThreadingHTTPServer:
        """Serves from a thread of its own; `server_address[1]` is the port."""
        hosts = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, sort, body = hosts.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Type", sort)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256  # all hosts are asked in the same moment

        server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    def answer(self, url: str) -> tuple[int, str, bytes]:
        """Status, content type and body of an address."""
        parts = urlsplit(url)
        host = str(parts.hostname)
        number = int(host[4:6]) if host.startswith("set-") else None
        if parts.path == "/robots.txt":
            if number is None:
                return 404, "text/plain", b""
            time.sleep(LATE)
            return self.sets[number].status, "text/plain", self.sets[number].text.encode()
        self.asked.append(url)
        links = [link for at in range(len(self.sets)) for link in self.links(at)] if number is None else []
        anchors = "".join(f'<a href="{link.replace("&", "&amp;")}">x</a> ' for link in links)
        return 200, "text/html; charset=utf-8", f"<!doctype html><html><body><h1>x</h1>{anchors}</body></html>".encode()

    def links(self, number: int) -> list[str]:
        """Every address of a host."""
        each = self.sets[number]
        return [f"http://set-{number:02}.school.example{path}" for path in (*each.forbidden, *each.allowed, *MORE)]


def measured(sets: Sequence[RuleSet]) -> dict[str, int]:
    """Crawls the hosts once. Forbidden addresses that were fetched, allowed ones that were not, all that was asked."""
    hosts = Hosts(sets)
    server = hosts.serve()
    proxy = f"http://127.0.0.1:{server.server_address[1]}"
    with tempfile.TemporaryDirectory() as folder:
        database = prepared(Path(folder), "robots", START)
        command = [sys.executable, "-c", CRAWL, str(AT_ONCE), "--database", database, "--source", "1"]
        given = ["--max-pages", "5000", "--delay", "0", "--proxy", proxy]
        subprocess.run([*command, *given], check=True, timeout=300, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    server.shutdown()
    server.server_close()
    asked = set(hosts.asked)
    at = [(f"http://set-{number:02}.school.example", each) for number, each in enumerate(sets)]
    return {
        "rule_sets": len(sets),
        "at_once": AT_ONCE,
        "asked": len(hosts.asked),
        "forbidden_fetched": sum(f"{where}{path}" in asked for where, each in at for path in each.must_not),
        "allowed_not_fetched": sum(f"{where}{path}" not in asked for where, each in at for path in each.allowed),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = measured(rule_sets())
    print(json.dumps(figures) if given.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
