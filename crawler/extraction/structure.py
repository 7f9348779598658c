"""How the programmes and parts of a school hang together, by what all pages of its site say.

A list of programmes says which pages are about one; the page of a faculty lists its own; what stands in a faculty's
folder belongs to it.
"""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.extraction.findings import Evidence, FoundPerson, FoundProgramme, Method, PageFindings, PageKind
from crawler.extraction.places import place
from crawler.extraction.programme_names import bare_name, programme_named
from crm.text import clean, fold

_OF_PROGRAMME = frozenset({"programme_coordinator", "programme_director", "internship_coordinator"})


def settle_structure(pages: list[PageFindings]) -> None:
    """Makes pages that lists of programmes name into pages of those, and says which part of the school holds which."""
    _drop_foreign_addresses(pages)
    listed = _listed(pages)
    for page in pages:
        name = listed.get(place(page.url))
        if name is not None:
            _make_programme(page, name)
    _join_twins(pages)
    about = {place(page.url): page.programmes[0] for page in pages if _is_of_programme(page)}
    for page in pages:
        _add_linked(page, about)
    _add_courses(pages, about)
    _place_by_folder(pages)


def _drop_foreign_addresses(pages: list[PageFindings]) -> None:
    """Leaves a part its address only where the page there is about it: an institute may link to its faculty's."""
    about = {place(page.url): fold(unit.name) for page in pages for unit in page.units if unit.url == page.url}
    for page in pages:
        for unit in page.units:
            if unit.url and about.get(place(unit.url)) != fold(unit.name):
                unit.url = None


def _add_courses(pages: list[PageFindings], about: dict[str, FoundProgramme]) -> None:
    """Says of courses to whose own pages a programme's page links that they are of that programme."""
    own = {place(page.url): page.courses[0] for page in pages if page.kind == PageKind.COURSE and page.courses}
    for page in pages:
        if not _is_of_programme(page):
            continue
        name = about[place(page.url)].name
        for link in page.links:
            course = own.get(place(link.url)) if not link.furniture else None
            if course is not None and name not in course.programmes:
                course.programmes = sorted({*course.programmes, name})


def _listed(pages: list[PageFindings]) -> dict[str, str]:
    """Place → name of what lists of programmes link to."""
    found: dict[str, str] = {}
    for page in pages:
        if page.kind in {PageKind.OTHER, PageKind.DIRECTORY}:
            for programme in page.programmes:
                if programme.url and place(programme.url) != place(page.url):
                    found[place(programme.url)] = programme.name
    return found


def _is_of_programme(page: PageFindings) -> bool:
    return page.kind == PageKind.PROGRAMME and bool(page.programmes)


def _make_programme(page: PageFindings, name: str) -> None:
    """Makes a page whose heading is the name of a listed programme one about that programme."""
    heading = page.hints.get("heading") or page.title or ""
    if page.kind in {PageKind.PROGRAMME, PageKind.COURSE, PageKind.PERSON}:
        return
    if fold(bare_name(heading)[0]) != fold(name):
        return
    page.kind = PageKind.PROGRAMME
    page.programmes = [programme_named(heading, url=page.url)]
    page.evidence.append(Evidence("programmes[0].name", clean(heading), Method.HEADING))
    for person in page.people:
        _of_programme(person, name)


def _join_twins(pages: list[PageFindings]) -> None:
    """Gives a programme one address where its page stands twice, in two languages that link to each other."""
    alike: dict[tuple[str, str], list[PageFindings]] = defaultdict(list)
    for page in pages:
        if _is_of_programme(page) and page.language:
            programme = page.programmes[0]
            alike[fold(programme.name), fold(programme.degree or programme.level or "")].append(page)
    address: dict[str, str] = {}
    for group in alike.values():
        first, *others = sorted(group, key=lambda page: page.url)
        for page in others:
            if page.language != first.language and _links_to(page, first) and _links_to(first, page):
                address[place(page.url)] = first.programmes[0].url or first.url
    if address:
        for page in pages:
            for programme in page.programmes:
                programme.url = address.get(place(programme.url), programme.url) if programme.url else None


def _links_to(page: PageFindings, other: PageFindings) -> bool:
    return any(place(link.url) == place(other.url) for link in page.links)


def _of_programme(person: FoundPerson, name: str) -> None:
    for role in person.roles:
        vague = role.of == "unit" and role.kind in {"teacher", "contact", "staff"}
        if role.name is None and (vague or role.kind in _OF_PROGRAMME):
            role.of, role.name = "programme", name


def _add_linked(page: PageFindings, about: dict[str, FoundProgramme]) -> None:
    """Lists on a part's page the programmes to whose pages its own text links."""
    own = next((unit.name for unit in page.units if unit.url == page.url), None)
    if own is None or page.kind not in {PageKind.OTHER, PageKind.DIRECTORY}:
        return
    known = {fold(programme.name) for programme in page.programmes}
    for link in page.links:
        target = about.get(place(link.url)) if not link.furniture else None
        if target is None or fold(target.name) in known or fold(bare_name(link.text)[0]) != fold(target.name):
            continue
        known.add(fold(target.name))
        page.evidence.append(Evidence(f"programmes[{len(page.programmes)}].name", clean(link.text), Method.TEXT))
        page.programmes.append(FoundProgramme(target.name, target.level, target.degree, target.code, target.url, own))


def _place_by_folder(pages: list[PageFindings]) -> None:
    """Gives programmes and parts without a part above them the one in whose folder their page stands."""
    folders: dict[tuple[str, str], str] = {}
    for page in pages:
        for unit in page.units:
            if unit.url == page.url and (folder := _folder(page.url)) is not None:
                folders[folder] = unit.name
    for page in pages:
        for programme in page.programmes:
            if programme.url and not programme.unit:
                programme.unit = next((folders[f] for f in _above(programme.url) if f in folders), None)
        for unit in page.units:
            if unit.url and not unit.parent:
                above = (folders[f] for f in _above(unit.url) if f in folders)
                unit.parent = next((name for name in above if fold(name) != fold(unit.name)), None)


def _folder(url: str) -> tuple[str, str] | None:
    """The folder of which `url` is the start page; None for a page in a folder, and for the start of the site."""
    parts = urlsplit(url)
    head, _, last = parts.path.rpartition("/")
    if last and last.partition(".")[0].lower() not in {"index", "default", ""}:
        return None
    return (parts.netloc.lower(), head) if head else None


def _above(url: str) -> Iterator[tuple[str, str]]:
    """The folders around the page at `url`, nearest first."""
    parts = urlsplit(url)
    head = parts.path.rstrip("/").rpartition("/")[0]
    while head:
        yield parts.netloc.lower(), head
        head = head.rpartition("/")[0]
