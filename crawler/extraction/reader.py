"""One page: from bytes to findings. The steps are those of the modules beside this one, in this order."""

import logging
from typing import Any

from crawler.extraction import schema_org
from crawler.extraction.assembly import Assembly
from crawler.extraction.blocks import Page
from crawler.extraction.decoding import utf8
from crawler.extraction.drawn_state import draw_state
from crawler.extraction.drawn_tables import draw_tables
from crawler.extraction.findings import PageFindings
from crawler.extraction.flatten import flatten
from crawler.extraction.head import base_address, read_head
from crawler.extraction.links import Resolver, page_links
from crawler.extraction.other_languages import by_links
from crawler.extraction.recognisers.drawn_at import with_written_at
from crawler.extraction.structured import json_ld_things, microdata_things
from crawler.extraction.tabs import head_tabs
from crawler.extraction.tree import parsed
from crm.garbage import uncollected
from crm.text import clean

log = logging.getLogger(__name__)


def read_page(
    body: bytes | str,
    url: str,
    *,
    content_type: str | None = None,
    level: str | None = None,
    country: str | None = "nl",
) -> PageFindings:
    """What the page at `url` says. Never raises: where the reader itself breaks, the findings are empty and `problem`
    names the error, which is logged with its traceback. A page without text is no problem and says nothing.

    `content_type` is the header as the server sent it; `level` is the school's (`wo`, `hbo`, `mbo`), where known, and
    `country` its ISO 3166 code: both decide what a role word means.
    """
    try:
        with uncollected():  # `Page.release` leaves no circles
            return _read(body, url, content_type, level, country)
    except Exception as error:
        # whatever a page holds, a crawl and a reading of a folder go on; who asked is told by `problem`
        log.exception("the reader broke on %s", clean(url, 200))
        return PageFindings(url, problem=clean(f"{type(error).__name__}: {error}", 200))


def page_of(body: bytes | str, url: str, content_type: str | None = None) -> tuple[Page, schema_org.Described] | None:
    """The lines, boxes and links of a page, and what it describes to machines; None where there is nothing to read."""
    source = with_written_at(utf8(body, content_type))
    root = parsed(source)
    if root is None:
        return None
    small = source.lower()
    resolver = Resolver(url, base_address(root) if b"<base" in small else None)
    page = Page(url)
    read_head(root, page, resolver)
    draw_state(root, source)
    head_tabs(root, source)
    flatten(root, page, resolver, small)
    draw_tables(page)
    things: list[dict[str, Any]] = json_ld_things(page.json_ld) if page.json_ld else []
    if b"itemscope" in source:
        things += microdata_things(root)
    return page, schema_org.described(things)


def _read(
    body: bytes | str, url: str, content_type: str | None, level: str | None, country: str | None
) -> PageFindings:
    read = page_of(body, url, content_type)
    if read is None:
        return PageFindings(url)
    page, described = read
    findings = Assembly(page, described, level=level, country=country).findings()
    findings.links = page_links(page)
    if not findings.alternates:
        findings.alternates = by_links(findings.links, findings.language)
    page.release()
    return findings


def explained(body: bytes | str, url: str, *, level: str | None = None, country: str | None = "nl") -> str:
    """What was seen on a page, for people: lines, pairs, tables, mentions, and the scores of its kind."""
    read = page_of(body, url)
    if read is None:
        return "nothing to read"
    page, described = read
    assembly = Assembly(page, described, level=level, country=country)
    findings = assembly.findings()
    shown = [f"{url}\ntitle: {page.title}"]
    for line in page.lines:
        marks = f"{'F' if line.box.furniture else ' '}{line.level or ' '}"
        shown.append(
            f"{line.index:4d} {marks} {line.box.tag:7} {line.text[:110]}{f'  <{line.mails}>' if line.mails else ''}"
        )
    shown += [f"pair {p.field}: {p.label} = {p.text[:100]}" for p in assembly.pairs]
    shown += [
        f"table of {len(g.rows)} rows: {dict(zip(g.headers, g.fields, strict=False))}"
        for g in assembly.tables
        if g.has_header
    ]
    shown += [
        f"name {m.named.natural} ({m.named.score}) line {m.line.index} {'/'.join(m.roles)} {m.words}"
        for m in assembly.mentions
    ]
    shown.append(f"features: {assembly.features}\nscores: {findings.hints.get('scores')}")
    return "\n".join(shown)
