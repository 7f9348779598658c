"""RIO and DUO open data (CC-BY): programmes with their official codes, and the addresses of schools.

Two sorts of file: what is offered (`ho_opleidingsoverzicht.csv`: comma, UTF-8), and the institutions
(`…instellingen….csv`: semicolon, cp1252, spaces in the headers).
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from crawler.answers import Answer
from crawler.extraction.findings import FoundProgramme, FoundUnit, PageFindings, PageKind
from crawler.feeds.reader import LIST_SCORE, Asked
from crawler.feeds.sheet import Sheet
from crawler.feeds.values import LARGEST_FEED, MOST_ITEMS, UnreadableFeedError, web_address
from crm.language import _
from crm.text import clean
from crm.words import Level

MOST_CANDIDATES = 2_000
"""Schools that are offered as sources from one file."""

_FILE = re.compile(r"(?i)/[^/]*(?:opleidingsoverzicht|instellingen)[^/]*\.csv$")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)|(\d\d?)-(\d\d?)-(\d{4})")
_LEVELS = {"wo": Level.WO, "hbo": Level.HBO, "mbo": Level.MBO, "ad": Level.HBO}


class RioReader:
    """Reads the files. `today` decides which programmes have ended; `any_csv` takes every CSV for one of them."""

    def __init__(self, *, today: date, any_csv: bool = False) -> None:
        """`any_csv`: the user said what it is."""
        self._today, self._any = today, any_csv

    def doors(self, base: str, body: bytes) -> list[str]:  # noqa: ARG002 - a file leads nowhere
        """The file itself is the door."""
        return []

    def is_mine(self, url: str) -> bool:
        """Whether `url` is one of the files by its name."""
        path = urlsplit(url).path
        return bool(_FILE.search(path)) or (self._any and path.lower().endswith(".csv"))

    def asked(self, url: str) -> Asked:
        """A plain request."""
        return Asked(url, {"Accept": "text/csv,*/*;q=0.5"})

    def is_past(self, url: str) -> bool:  # noqa: ARG002 - addresses have no year
        """Never: the addresses have no year."""
        return False

    def score(self, url: str) -> float:  # noqa: ARG002 - all alike
        """A list."""
        return LIST_SCORE

    def beyond(self, url: str) -> list[str]:  # noqa: ARG002 - a file has one page
        """Nothing."""
        return []

    def read(self, answer: Answer) -> PageFindings:
        """The rows of a file. Raises UnreadableFeedError for one with other columns."""
        rows = _rows(answer.body)
        first = next(rows, None)
        sheet = Sheet(answer.url, PageKind.OTHER)
        if first is None:
            raise UnreadableFeedError(_("the file has no rows"))
        if "onderwijsaanbiedernaam" in first:
            self._programmes(sheet, first, rows)
        elif "instellingsnaam" in first:
            _institutions(sheet, first, rows)
        else:
            columns = ", ".join(name for name in list(first)[:5] if name)
            raise UnreadableFeedError(_("the file has other columns than RIO's: {columns}").format(columns=columns))
        return sheet.done()

    def _programmes(self, sheet: Sheet, first: dict[str, str], rows: Iterator[dict[str, str]]) -> None:
        sheet.findings.kind = PageKind.PROGRAMME
        seen: set[tuple[str, str, str]] = set()
        schools: dict[str, dict[str, str]] = {}
        for row in _all(first, rows):
            school, name = row.get("onderwijsaanbiedernaam", ""), row.get("naamlang") or row.get("eigennaam", "")
            ends = (row.get("einddatum", ""), row.get("aangebodenopleidingeinddatum", ""))
            if not school or not name or any(self._is_over(day) for day in ends):
                continue
            code = row.get("erkendeopleidingscode") or row.get("opleidingseenheidcode", "")
            level = level_of(row.get("niveau", ""))
            website = _with_scheme(row.get("website", ""))
            if website and school not in schools:
                schools[school] = _candidate(school, website, level)
            if (school, code, name) in seen:
                continue
            seen.add((school, code, name))
            sheet.programme(
                FoundProgramme(
                    name,
                    level=str(level) if level else None,
                    degree=row.get("graad") or row.get("niveau") or None,
                    code=code or None,
                    url=website,
                    unit=school,
                )
            )
        _offer(sheet, schools)

    def _is_over(self, day: str) -> bool:
        found = _DAY.match(day)
        if found is None:
            return False
        year, month, number = (int(part) for part in (found.groups()[:3] if found[1] else found.groups()[:2:-1]))
        return (year, month, number) < (self._today.year, self._today.month, self._today.day)


def level_of(words: str) -> Level | None:
    """The sort of school in "HBO-BA", "wo-master", "mbo"."""
    return next((_LEVELS[part] for part in re.split(r"[^a-z]+", words.lower()) if part in _LEVELS), None)


def _institutions(sheet: Sheet, first: dict[str, str], rows: Iterator[dict[str, str]]) -> None:
    schools: dict[str, dict[str, str]] = {}
    mbo = "mbo" in sheet.findings.url.lower()
    for row in _all(first, rows):
        name, website = row["instellingsnaam"], _with_scheme(row.get("internetadres", ""))
        if name and website and name not in schools:
            level = level_of(row.get("soortho", "")) or (Level.MBO if mbo else None)
            schools[name] = _candidate(name, website, level)
    _offer(sheet, schools)


def _offer(sheet: Sheet, schools: dict[str, dict[str, str]]) -> None:
    """Schools are candidates to add, and units by which programmes can be told apart."""
    offered = list(schools.values())[:MOST_CANDIDATES]
    sheet.findings.hints["candidates"] = offered
    for school in offered:
        sheet.unit(FoundUnit(school["name"], url=school["url"]))


def _candidate(name: str, website: str, level: Level | None) -> dict[str, str]:
    parts = urlsplit(website)
    found = {"name": name, "url": f"{parts.scheme}://{parts.netloc}/"}
    return found | ({"level": str(level)} if level else {})


def _with_scheme(words: str) -> str | None:
    if not words or " " in words or "." not in words:
        return None
    return web_address(words if "://" in words else f"https://{words}")


def _all(first: dict[str, str], rows: Iterator[dict[str, str]]) -> Iterator[dict[str, str]]:
    yield first
    yield from rows


def _rows(body: bytes) -> Iterator[dict[str, str]]:
    """The rows by header; headers lower case and without spaces, underscores and points.

    Raises UnreadableFeedError for a body that is too large or no CSV.
    """
    if len(body) > LARGEST_FEED:
        raise UnreadableFeedError(_("larger than {most} MB").format(most=LARGEST_FEED // (1024 * 1024)))
    try:
        words = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = body.decode("cp1252", "replace")
    head = words.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=separator)
    try:
        names = [re.sub(r"[\s_.]", "", name).lower() for name in next(reader, [])]
        for count, row in enumerate(reader):
            if count >= MOST_ITEMS:
                return
            if any(row):
                yield {name: clean(value) for name, value in zip(names, row, strict=False) if name}
    except csv.Error as error:
        raise UnreadableFeedError(_("the file is no CSV that can be read")) from error
