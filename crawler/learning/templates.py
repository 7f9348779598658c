"""Pages of one template: addresses that differ only in what names the thing, and mark-up of one make."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit
from zlib import crc32

from crawler.extraction.blocks import Page
from crawler.learning.rules import Rule, Template, Where

ALIKE = 0.45
"""Share of the pairs of boxes, of all that two pages have, from which they are of one make."""

MOST_PAIRS = 400
"""Pairs of boxes that tell the make of a page."""

EVERY = "**"
"""The address of every page of the site."""

_DIGIT = re.compile(r"\d")
_SURE = frozenset({Where.LABEL, Where.COLUMN, Where.WORDS})
"""Words that a page itself says: they hold when the mark-up around them is another."""


def address_of(url: str) -> str:
    """The address of a page as a template's: host and path, `*` for the last part and for all that has a digit."""
    host, parts, query = _parts(url)
    last = len(parts) - 1
    shown = ["*" if at == last or _DIGIT.search(part) else part for at, part in enumerate(parts)]
    return f"{host}/{'/'.join(shown)}{query}"


def address_of_all(urls: Iterable[str]) -> str:
    """The address that fits all of `urls`: as `address_of`, and `*` also where they differ in a folder."""
    shapes = sorted({address_of(url) for url in urls})
    if len(shapes) == 1:
        return shapes[0]
    split = [shape.split("/") for shape in shapes]
    if len({len(parts) for parts in split}) > 1:
        return max(shapes, key=lambda shape: (shape.count("*"), shape))
    return "/".join(same.pop() if len(same := set(column)) == 1 else "*" for column in zip(*split, strict=True))


def make_of(page: Page) -> frozenset[str]:
    """The make of a page: the pairs of box and box in it, of tag and first class word, outside furniture."""
    pairs: set[str] = set()
    stack = [page.root] if page.root is not None else []
    while stack and len(pairs) < MOST_PAIRS:
        box = stack.pop()
        for kid in box.kids:
            if not kid.furniture:
                pairs.add(f"{box.signature}>{kid.signature}")
                stack.append(kid)
    return frozenset(f"{crc32(pair.encode()):08x}" for pair in pairs)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two makes have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def may_fit(rule: Rule, url: str) -> bool:
    """Whether the page at `url` has an address of the rule's template."""
    return address_holds(rule.template.address, url)


def address_holds(address: str, url: str) -> bool:
    """Whether the page at `url` has the address of a template."""
    return _pattern(address).fullmatch(_bare(url)) is not None


def fits(rule: Rule, page: Page) -> bool:
    """Whether `page` is one of the rule's template: by its address and make, or by an address that says enough."""
    template = rule.template
    if not may_fit(rule, page.url):
        return False
    if not template.make:
        return True
    folders = template.address.split("/")[1:]
    if all(anchor.where in _SURE for anchor in rule.anchors) and any(folder not in {"*", ""} for folder in folders):
        return True
    return alike(template.make, make_of(page)) >= ALIKE


def template_of(pages: Sequence[Page]) -> Template:
    """The template of pages that are marked: their common address, and the make of all of them."""
    makes = [make_of(page) for page in pages]
    common = frozenset.intersection(*makes) if makes else frozenset()
    return Template(address_of_all(page.url for page in pages), common or (makes[0] if makes else frozenset()))


def clusters(pages: Sequence[Page]) -> list[list[Page]]:
    """The pages, those of one template together."""
    found: list[tuple[str, frozenset[str], list[Page]]] = []
    for page in pages:
        address, make = address_of(page.url), make_of(page)
        for known, its_make, members in found:
            if known == address and alike(make, its_make) >= ALIKE:
                members.append(page)
                break
        else:
            found.append((address, make, [page]))
    return [members for _address, _make, members in found]


def _parts(url: str) -> tuple[str, list[str], str]:
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part]
    if path and path[-1].partition(".")[0].lower() in {"index", "default"}:
        path = path[:-1]
    keys = sorted({key for key, _value in parse_qsl(parts.query, keep_blank_values=True)})
    return parts.netloc.lower(), path, f"?{'&'.join(f'{key}=*' for key in keys)}" if keys else ""


@lru_cache(maxsize=4_096)
def _bare(url: str) -> str:
    host, path, _query = _parts(url)
    query = urlsplit(url).query
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    return f"{host}/{'/'.join(path)}" + (f"?{'&'.join(f'{k}={v}' for k, v in pairs)}" if pairs else "")


@lru_cache(maxsize=500)
def _pattern(address: str) -> re.Pattern[str]:
    kinds = {"*": "[^/]*", EVERY: ".*"}
    return re.compile("".join(kinds.get(piece) or re.escape(piece) for piece in re.split(r"(\*\*|\*)", address)))
