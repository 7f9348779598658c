"""Programmes, parts of the school, and addresses that invite assignments."""

import tomllib
from functools import cache, lru_cache

from crawler.extraction.blocks import Page
from crawler.extraction.course_lines import is_title
from crawler.extraction.findings import FoundProgramme, FoundUnit, PageKind
from crawler.extraction.outline import Outline
from crawler.extraction.pairs import Pair
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.page_words import url_hint
from crawler.extraction.recognisers.units import read_programme, read_unit
from crawler.extraction.schema_org import Described
from crm.resources import data_path
from crm.text import clean, fold

_PARTS = frozenset({"faculty", "domain", "academy", "school", "college", "institute", "department", "team"})
_OWN_LABELS = frozenset(
    {
        "opleiding",
        "opleidingen",
        "programme",
        "program",
        "studiengang",
        "studierichting",
        "bacheloropleiding",
        "masteropleiding",
    }
)
MOST_UNITS = 20


def page_programmes(outline: Outline, kind: PageKind, pairs: list[Pair], described: Described) -> list[FoundProgramme]:
    """The programme a page is about, or that labels say its course belongs to; what it tells machines goes first."""
    programmes = list(described.programmes)
    if kind == PageKind.PROGRAMME and not programmes and outline.subject_line:
        programmes.append(_programme(outline.subject_line, url=outline.page.url))
    if kind == PageKind.COURSE:
        for pair in pairs:
            value = pair.inline or (pair.values[0].text if len(pair.values) == 1 else "")
            if pair.field == "programme" and fold(pair.label) in _OWN_LABELS and 3 < len(value) <= 120:
                programmes.append(_programme(value, url=_address(pair, value)))
    if kind in {PageKind.OTHER, PageKind.DIRECTORY}:
        programmes += _linked_programmes(outline.page)
    known: dict[str, FoundProgramme] = {}
    for programme in programmes:
        known.setdefault(fold(programme.name), programme)
    return list(known.values())


def _linked_programmes(page: Page) -> list[FoundProgramme]:
    """The programmes that a page lists as links into a folder of programmes, two or more."""
    found = []
    for line in page.lines:
        anchor = next((anchor for anchor in line.anchors if anchor.url), None)
        if anchor is None or line.box.furniture or not is_title(anchor.text) or len(anchor.text) > 90:
            continue
        if not line.text.startswith(anchor.text):
            continue
        folder = anchor.url.partition("?")[0].rstrip("/").rpartition("/")[0]
        if url_hint(f"{folder}/x").get("programme", 0.0) >= 0.4:
            found.append(_programme(anchor.text, url=anchor.url))
    return found if len(found) >= 2 else []


def _programme(name: str, *, url: str | None) -> FoundProgramme:
    reading = read_programme(name)
    if reading is None:
        return FoundProgramme(clean(name), url=url, confidence=0.6)
    return FoundProgramme(clean(name), level=reading.level, degree=reading.degree, code=reading.code, url=url)


def _address(pair: Pair, value: str) -> str | None:
    for line in [pair.line, *pair.values[:1]]:
        for anchor in line.anchors:
            if anchor.url and anchor.text and anchor.text in value:
                return anchor.url
    return None


def page_units(page: Page, outline: Outline, pairs: list[Pair]) -> list[FoundUnit]:
    """Parts of the school that the page's heading, trail of links or labels name, each with the one above it."""
    found: dict[str, FoundUnit] = {}
    above: str | None = None
    for line in page.lines[:200]:
        if not _is_trail(line.box.words):
            continue
        for anchor in line.anchors:
            if anchor.url and read_unit(anchor.text) in _PARTS:
                name = clean(anchor.text, 200)
                found.setdefault(fold(name), FoundUnit(name, parent=above, url=anchor.url))
                above = name
    heading = outline.main_heading
    if heading is not None and len(heading.text) < 100 and read_unit(heading.text) in _PARTS:
        name = clean(heading.text, 200)
        found.setdefault(fold(name), FoundUnit(name, parent=above if above != name else None, url=page.url))
    for pair in pairs:
        if pair.field == "unit" and 3 < len(pair.text) <= 120 and not pair.line.level:
            name = clean(pair.text.strip(" ;"), 200)
            found.setdefault(fold(name), FoundUnit(name, confidence=0.8 if read_unit(name) else 0.5))
    return list(found.values())[:MOST_UNITS]


def _is_trail(words: str) -> bool:
    return any(part in words.lower() for part in ("breadcrumb", "kruimel", "brotkrum", "ariane"))


def designated_address(page: Page) -> tuple[str, str] | None:
    """(address, quote) where the page invites outsiders to bring assignments and gives an address for it."""
    text = "\n".join(line.text for line in page.lines).lower()
    words = [invitation for invitation in _invitations() if invitation in text]
    for line in page.lines if words else ():
        lowered = line.text.lower()
        if line.box.furniture or len(lowered) > 2_000 or not any(invitation in lowered for invitation in words):
            continue
        for near in page.lines[line.index : line.index + 6]:
            addresses = [*near.mails, *find_emails(near.text)]
            if addresses and not near.box.furniture:
                quote = line.text if near is line else f"{line.text} {near.text}"
                return addresses[0], clean(quote)
    return None


@lru_cache(maxsize=8_192)
def _invites(text: str) -> bool:
    folded = fold(text)
    return any(words in folded for words in _invitations())


@cache
def _invitations() -> tuple[str, ...]:
    table = tomllib.loads(data_path("extraction/phrases.toml").read_text("utf-8"))["invitations"]
    return tuple(words.lower() for words in table["words"])
