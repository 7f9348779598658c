"""How one crawl is to be done, and how that travels to the process that does it."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass

from crawler.fetched import Fetched
from crm.language import LANGUAGES

AFRESH_FROM = 4_000
"""Pages read in a run from which on it is folded by a new program: starting that takes half a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """What a crawl can be told; None leaves it to the source or the default.

    `delay` in seconds between two requests to a host (default 1; none on loopback) · `fresh` sends no validators and
    reads every page anew · `due` asks only those of the known pages that are worth asking · `proxy` is the address of
    an HTTP proxy · `contact` stands in the user agent · `language` is that of the run's message · `days_ago` dates the
    crawl and all it sees so many days back, as the demo does for what its schools said a week ago · `night` are the
    hours ("22:00-06:00") outside which nothing is asked · `afresh_from` are the pages read from which on a new program
    folds the run (default `AFRESH_FROM` for a process, never within one).
    """

    max_pages: int | None = None
    delay: float | None = None
    fresh: bool = False
    due: bool = False
    proxy: str | None = None
    contact: str | None = None
    language: str = LANGUAGES[0]
    days_ago: int | None = None
    night: str | None = None
    afresh_from: int | None = None

    def arguments(self) -> list[str]:
        """The options as arguments of `python -m crawler.process`."""
        given: list[str] = ["--language", self.language]
        for name in ("max_pages", "delay", "proxy", "contact", "days_ago", "night", "afresh_from"):
            value = getattr(self, name)
            if value is not None:
                given += [f"--{name.replace('_', '-')}", str(value)]
        flags = [f"--{name}" for name in ("fresh", "due") if getattr(self, name)]
        return given + flags


def parse(arguments: list[str] | None) -> tuple[Namespace, CrawlOptions]:
    """The arguments of `python -m crawler.process`: those that say what to crawl, and the options."""
    parser = ArgumentParser(prog="python -m crawler.process", description="Crawls one source once.")
    parser.add_argument("--database", required=True, help="URL of the database")
    parser.add_argument("--source", required=True, type=int, help="id of the source")
    parser.add_argument("--max-pages", type=int)
    parser.add_argument("--delay", type=float)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--due", action="store_true")
    parser.add_argument("--proxy")
    parser.add_argument("--contact")
    parser.add_argument("--night")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--days-ago", type=int)
    parser.add_argument("--afresh-from", type=int, default=AFRESH_FROM, help="pages read from which on it folds afresh")
    parser.add_argument("--finish", type=Fetched.from_json, help="what asking came to: the run is only to be folded")
    given = parser.parse_args(arguments)
    return given, CrawlOptions(
        max_pages=given.max_pages,
        delay=given.delay,
        fresh=given.fresh,
        due=given.due,
        proxy=given.proxy,
        contact=given.contact,
        night=given.night,
        language=given.language,
        days_ago=given.days_ago,
        afresh_from=given.afresh_from,
    )
