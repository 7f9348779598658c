"""What the head of a page says: title, metadata, canonical address, other languages, whether robots may keep it."""

import re
from urllib.parse import urlsplit

from lxml import etree

from crawler.extraction.blocks import Page
from crawler.extraction.links import Resolver
from crm.text import clean

_LANGUAGE = re.compile(r"[a-zA-Z]{2}(?=$|[-_])")


def base_address(root: "etree._Element") -> str | None:
    """The page's `<base href>`."""
    for element in root.iter("base"):
        href = element.get("href")
        return str(href) if href else None
    return None


def read_head(root: "etree._Element", page: Page, resolver: Resolver) -> None:
    """Fills in what `page` takes from `<html>`, `<title>`, `<meta>`, `<link>` and JSON-LD."""
    page.language = _language(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    for element in root.iter("title", "meta", "link", "script"):
        if element.tag == "title":
            if not page.title:
                page.title = clean("".join(element.itertext()))
        elif element.tag == "meta":
            name = element.get("name") or element.get("property") or element.get("http-equiv")
            content = element.get("content")
            if name and content:
                page.meta.setdefault(name.lower(), content[:5_000])
        elif element.tag == "link":
            _take_link(element, page, resolver)
        elif "ld+json" in (element.get("type") or "").lower() and element.text:
            page.json_ld.append(element.text[:500_000])


def _take_link(element: "etree._Element", page: Page, resolver: Resolver) -> None:
    relation = (element.get("rel") or "").lower().split()
    href = element.get("href")
    if not href or not relation:
        return
    if "canonical" in relation and page.canonical is None:
        address = resolver.absolute(href)
        if address and _same_site(address, page.url):
            page.canonical = address
    elif "alternate" in relation:
        language, address = _language(element.get("hreflang")), resolver.absolute(href)
        if language and address:
            page.alternates.setdefault(language, address)


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, as far as their last two labels tell."""
    try:
        hosts = [(urlsplit(address).hostname or "").split(".")[-2:] for address in (one, other)]
    except ValueError:
        return False
    return hosts[0] == hosts[1]


def _language(tag: str | None) -> str | None:
    found = _LANGUAGE.match(tag or "")
    return found.group().lower() if found else None
