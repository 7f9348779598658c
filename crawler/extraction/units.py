"""Parts of a school by name: which text is one ("Faculteit ICT"), which holds one ("het team van de Faculteit ICT").

A word for a part of a school alone is none, and neither is one in a sentence about something else.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.extraction.blocks import Line, Page
from crawler.extraction.findings import FoundUnit
from crawler.extraction.outline import Outline
from crawler.extraction.pairs import Pair
from crawler.extraction.recognisers.units import read_unit
from crawler.extraction.recognisers.vocabulary import any_of, vocabulary
from crawler.extraction.word_lists import any_as_written, word_lists
from crm.text import clean, fold

LONGEST = 90
"""Characters of the longest name of a part of a school."""

MOST_UNITS = 20
"""Parts of a school that one page names."""

_END = re.compile(r"[,;:|•()\[\]\n?!]|\s[-–—]\s|\.(?:\s|$)|\s/\s")
_ENUMERATION = re.compile(r"[^,;:|•()]{2,40}(?:, [^\W\d_a-zà-ÿ][\w-]+){1,4},? (?:en|and|&) [^\W\d_a-zà-ÿ][\w-]+$")


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The words for parts of a school, and those that may stand in their names."""

    part: re.Pattern[str]
    links: re.Pattern[str]
    inside: frozenset[str]
    never: re.Pattern[str]


@cache
def _words() -> UnitWords:
    own = word_lists("units")
    kinds = vocabulary("units")["kinds"]
    parts = any_as_written({word for kind in own["parts"] for word in kinds[kind]})
    return UnitWords(
        re.compile(rf"(?<![\w-])(?:{parts})(?![\w-])", re.IGNORECASE),
        re.compile(rf"\s+(?:(?:{any_as_written(own['links'])})\s+)?", re.IGNORECASE),
        frozenset(own["inside"]),
        re.compile(rf"(?<!\w){any_of([*kinds['never'], *own['never']])}(?!\w)"),
    )


@lru_cache(maxsize=4_096)
def unit_name(text: str) -> str | None:
    """The part of a school that `text` is or holds, by its full name, or None.

    "Medewerkers Faculteit Gezondheid" holds "Faculteit Gezondheid"; "Informatics Institute" is one. Of several that
    stand in each other the first named counts: "team van de Faculteit ICT" is about the faculty.
    """
    text = text.strip()
    if not 4 <= len(text) <= 2 * LONGEST or read_unit(text) is None:
        return None
    found = [name for match in _words().part.finditer(text) if (name := _name_at(text, match)) is not None]
    return clean(found[0], LONGEST) if found else None


def _name_at(text: str, match: re.Match[str]) -> str | None:
    """The name that the word for a part of a school begins or ends."""
    after = _words().links.match(text, match.end())
    behind = text[after.end() : _end(text, after.end())] if after else ""
    name = _run(behind)
    written = text[match.start()].isupper()
    if _words().never.search(fold(text)):
        return None
    if name:
        tail = text[match.end() : after.end()] if after else ""
        of_another = tail.strip() and _words().part.match(name)
        if written or (name[0].isupper() and not of_another):
            return f"{text[match.start() : match.end()]}{tail}{name}"
    if not written:
        return None
    before = _run_before(text[: match.start()])
    return f"{before} {match.group()}" if before else None


def _end(text: str, start: int) -> int:
    if _ENUMERATION.match(text, start):
        return len(text)
    match = _END.search(text, start)
    return match.start() if match else len(text)


def _run(text: str) -> str | None:
    """The words of a name at the start of `text`: capitals, with small words between them; None where it is none."""
    kept: list[str] = []
    last = 0
    for word in text.replace(",", ", ").split():
        if word[0].isupper() or word[0].isdigit():
            kept.append(word)
            last = len(kept)
        elif word.lower() in _words().inside or (kept and len(kept) < 3):
            kept.append(word)
        else:
            break
    whole = len(kept) == len(text.split()) and last > 0
    return " ".join(kept if whole else kept[:last]) or None


def _run_before(text: str) -> str | None:
    """The capitalised words right before: "the *Amsterdam Business* School"."""
    start = 0
    for match in _END.finditer(text):
        start = match.end()
    kept: list[str] = []
    for word in reversed(text[start:].split()):
        if not (word[0].isupper() or (kept and word.lower() in {"&", "and", "en"})):
            break
        kept.insert(0, word)
    while kept and fold(kept[0]) in {"the", "het", "de", "our", "onze", "this", "deze"}:
        kept.pop(0)
    return " ".join(kept) or None


def is_unit(text: str) -> bool:
    """Whether all of `text` is the name of a part of a school."""
    name = unit_name(text)
    return name is not None and len(name) >= len(text.strip(" .;:")) - 1


@lru_cache(maxsize=4_096)
def short_name(name: str) -> str:
    """The name of a part of a school without the word for it, folded: "techniek ict" of "College Techniek & ICT"."""
    bare = _words().part.sub(" ", name, count=1).strip()
    link = _words().links.match(f" {bare}")
    return fold(bare[max(0, link.end() - 1) :] if link else bare)


def page_units(page: Page, outline: Outline, pairs: list[Pair]) -> list[FoundUnit]:
    """Parts of the school that the page's heading, trail of links, lists or labels name, each with the one above it.

    Only of the one whose name is the heading is the page's address its own.
    """
    found: dict[str, FoundUnit] = {}
    above = _of_trail(page, found)
    own = own_unit(outline)
    if own is not None:
        whole = outline.main_heading is not None and is_unit(outline.main_heading.text)
        address = page.url if whole or is_unit(outline.title) else None
        found.setdefault(fold(own), FoundUnit(own, parent=above if above != own else None, url=address))
    for line in page.lines:
        if (line.anchors or line.level) and not line.box.furniture and len(line.text) <= 200:
            _add_listed(line, found, page.url)
    for pair in pairs:
        if pair.field == "unit" and 3 < len(pair.text) <= LONGEST and not pair.line.level:
            name = clean(pair.text.strip(" ;"), 200)
            found.setdefault(fold(name), FoundUnit(name, confidence=0.8 if read_unit(name) else 0.5))
    return list(found.values())[:MOST_UNITS]


def own_unit(outline: Outline) -> str | None:
    """The part of the school that the page is about: its heading is its name, or holds it."""
    heading = outline.main_heading
    for text in (heading.text if heading is not None else "", outline.title):
        name = unit_name(text) if 0 < len(text) <= 100 else None
        if name is not None:
            return name
    return None


def _of_trail(page: Page, found: dict[str, FoundUnit]) -> str | None:
    """Adds the parts of the trail of links; gives the last."""
    above: str | None = None
    for line in page.lines[:200]:
        if not line.anchors or not _is_trail(line.box.words):
            continue
        for anchor in line.anchors:
            if anchor.url and is_unit(anchor.text):
                name = clean(anchor.text, 200)
                found.setdefault(fold(name), FoundUnit(name, parent=above, url=anchor.url))
                above = name
    return above


def _add_listed(line: Line, found: dict[str, FoundUnit], own: str) -> None:
    """Adds the parts that links and headings of the page's own text are the names of."""
    for anchor in line.anchors:
        if anchor.url and anchor.url != own and is_unit(anchor.text):
            name = clean(anchor.text, 200)
            found.setdefault(fold(name), FoundUnit(name, url=anchor.url, confidence=0.8))
    if 1 < line.level < 5 and is_unit(line.text):
        name = clean(line.text, 200)
        found.setdefault(fold(name), FoundUnit(name, confidence=0.8))


@lru_cache(maxsize=4_096)
def _is_trail(words: str) -> bool:
    return any(part in words.lower() for part in ("breadcrumb", "kruimel", "brotkrum", "ariane"))
