"""Study guides that are PDFs: read as pages are, each piece of evidence with the page of the document it stands on."""

import re
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from crawler.extraction.course_lines import is_title
from crawler.extraction.findings import (
    Evidence,
    FoundCourse,
    FoundPerson,
    FoundProgramme,
    FoundUnit,
    Method,
    PageFindings,
    PageKind,
)
from crawler.extraction.pdf_markup import Chapter, chapters, letters, texts
from crawler.extraction.pdf_rows import rows_of
from crawler.extraction.reader import read_page
from crawler.extraction.recognisers.document_words import without_document_word
from crawler.extraction.recognisers.school_years import find_school_years
from crm.errors import CrawlError
from crm.language import _
from crm.text import fold

_HTML = "text/html; charset=utf-8"

_LOOKED_UP = 120
"""Characters of a piece of evidence by which its page is found."""

_FRONT = 2
"""Pages at the front of a document on which the school year it holds for stands."""

_ROLE = re.compile(r"people\[\d+\]\.roles\[\d+\]")
_ITEM = re.compile(r"\w+\[\d+\]")
_BETWEEN = re.compile(r"[-_+.]+")


class UnreadablePdfError(CrawlError):
    """A document that cannot be read; the message says why."""


def read_pdf(body: bytes, url: str, *, level: str | None = None, country: str | None = "nl") -> PageFindings:
    """What the document at `url` says. Evidence begins with "PDF page 12: ".

    Links, and addresses of courses and people, are none: a document is one address. `level` and `country` as of
    `read_page`. Raises UnreadablePdfError for a document of which no page could be read.
    """
    rows = rows_of(body)
    if not rows.rows and rows.trouble is not None:
        raise UnreadablePdfError(_why(rows.trouble))
    pages = texts(rows.rows)
    found = PageFindings(url)
    for chapter in chapters(rows, _name_of(url)):
        read = _read(chapter, url, level, country)
        read.evidence = _placed(read.evidence, {page: pages.get(page, "") for page in sorted(chapter.pages)})
        _add(found, read)
    _settle(found, " ".join(cell.text for row in rows.rows if row.page <= _FRONT for cell in row.cells))
    found.title = rows.title
    return found


def _read(chapter: Chapter, url: str, level: str | None, country: str | None) -> PageFindings:
    """What a chapter says; first without the words of the document's address, which hold for the whole."""
    where = (urljoin(url, "/"), url)
    readings = (read_page(chapter.markup(), at, content_type=_HTML, level=level, country=country) for at in where)
    read = next((each for each in readings if each.courses), None)
    if read is None:
        return read_page(chapter.markup(), url, content_type=_HTML, level=level, country=country)
    if len(read.courses) == 1 and not read.courses[0].name and is_title(chapter.title):
        read.courses[0].name = chapter.title
        for role in (role for person in read.people for role in person.roles if role.of == "course"):
            role.name = role.name or chapter.title
        read.evidence.append(Evidence("courses[0].name", chapter.title, Method.HEADING))
    return read


def _add(found: PageFindings, read: PageFindings) -> None:
    """Adds what a chapter says. Somebody named before gets the roles of this chapter as well."""
    moved: dict[str, str] = {}
    for name in ("courses", "programmes", "units"):
        old, new = getattr(found, name), getattr(read, name)
        moved |= {f"{name}[{at}]": f"{name}[{at + len(old)}]" for at in range(len(new))}
        old += new
    for at, person in enumerate(read.people):
        known = next((n for n, p in enumerate(found.people) if _is_same(p, person)), None)
        if known is None:
            moved[f"people[{at}]"] = f"people[{len(found.people)}]"
            found.people.append(person)
            continue
        same = found.people[known]
        before = len(same.roles)
        same.roles += person.roles
        same.email, same.phone = same.email or person.email, same.phone or person.phone
        moved |= {f"people[{at}].roles[{n}]": f"people[{known}].roles[{before + n}]" for n in range(len(person.roles))}
    for each in read.evidence:
        head, rest = _split(each.field, moved)
        if head is not None:
            found.evidence.append(replace(each, field=head + rest))
    found.kind = read.kind if found.kind is PageKind.OTHER else found.kind
    found.language = found.language or read.language


def _is_same(one: FoundPerson, other: FoundPerson) -> bool:
    return fold(one.name) == fold(other.name) and (not one.email or not other.email or one.email == other.email)


def _split(name: str, moved: dict[str, str]) -> tuple[str | None, str]:
    """The new place of a piece of evidence, and what stands behind it in its field."""
    role = _ROLE.match(name)
    if role is not None and role.group() in moved:
        return moved[role.group()], name[role.end() :]
    item = _ITEM.match(name)
    key = item.group() if item else ""
    return moved.get(key), name[len(key) :]


def _settle(found: PageFindings, front: str) -> None:
    """What holds of the document as a whole: its school year, its kind, and that it is one address without others."""
    found.links, found.alternates, found.canonical = [], {}, None
    things: list[FoundCourse | FoundPerson | FoundProgramme | FoundUnit]
    things = [*found.courses, *found.people, *found.programmes, *found.units]
    for each in things:
        each.url = None
    years = find_school_years(front)
    year = years[0] if len(years) == 1 else None
    for course in found.courses:
        course.school_year = course.school_year or year
        course.name = without_document_word(course.name) if course.name else None
    for role in (role for person in found.people for role in person.roles):
        role.url = None
        if role.of == "course":
            role.school_year = role.school_year or year
    if len(found.courses) > 1:
        found.kind = PageKind.COURSE_LIST


def _why(trouble: str) -> str:
    return {
        "locked": _("the PDF asks for a password"),
        "damaged": _("the PDF is damaged"),
        "long": _("reading the PDF took too long or too much memory"),
    }[trouble]


def _name_of(url: str) -> str:
    """The name of the file, for a document without a title."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    return _BETWEEN.sub(" ", path.rsplit("/", 1)[-1].removesuffix(".pdf"))


def _placed(evidence: list[Evidence], pages: dict[int, str]) -> list[Evidence]:
    """Evidence with the page it stands on. What belongs to one thing is looked for where its first piece stands."""
    starts: dict[str, int] = {}
    placed = []
    for each in evidence:
        item = _ITEM.match(each.field)
        key = item.group() if item else ""
        page = _page_of(each.text, pages, starts.get(key))
        if page is not None:
            starts.setdefault(key, page)
            each = replace(each, text=f"PDF page {page}: {each.text}"[:500])  # noqa: PLW2901 - the same with its place
        placed.append(each)
    return placed


def _page_of(text: str, pages: dict[int, str], near: int | None) -> int | None:
    """The page on which `text` stands: the first one from `near` on, else the first of all."""
    words = letters(text[:_LOOKED_UP])
    if not words:
        return None
    on = [page for page, said in pages.items() if words in said]
    later = [page for page in on if near is not None and page >= near]
    return min(later or on, default=near)
