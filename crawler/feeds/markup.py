"""Records of a page whose system is known: read by the selectors of its profile, and laid over what was read anyway."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from crawler.extraction.decoding import utf8
from crawler.extraction.findings import Evidence, FoundCourse, FoundPerson, FoundRole, Method, PageFindings, PageKind
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.emails import find_emails, from_mailto
from crawler.extraction.recognisers.hidden_emails import from_attributes
from crawler.extraction.tree import parsed
from crawler.feeds.people import person_named, roles_of_title
from crawler.feeds.profiles import Profile, Records
from crawler.feeds.sheet import Sheet
from crm.text import LONGEST_DESCRIPTION, clean, fold
from crm.words import Level

if TYPE_CHECKING:
    from lxml.cssselect import CSSSelector

MOST_RECORDS = 2_000
"""Records that are read of one page."""

Element = Any
"""An element of lxml, which has no types."""


def read_records(
    profile: Profile, body: bytes, url: str, content_type: str | None, level: Level | None
) -> Sheet | None:
    """What the profile's selectors find on a page; None where they find nothing."""
    wanted = [records for records in profile.records if records.page is None or records.page.search(url)]
    root = parsed(utf8(body, content_type)) if wanted else None
    if root is None:
        return None
    sheet = Sheet(url, PageKind.OTHER, Method.PROFILE)
    for records in wanted:
        found = _selector(records.record)(root)[:MOST_RECORDS]
        for element in found[:1] if records.alone else found:
            if records.of == "person":
                _person(sheet, records, element, profile, level)
            else:
                _course(sheet, records, element)
        if found:
            sheet.findings.kind = _kind(records, sheet.findings)
    return sheet if sheet.findings.people or sheet.findings.courses else None


def lay_over(findings: PageFindings, sheet: Sheet) -> PageFindings:
    """Adds to `findings` what the profile read: the same person or course is corrected, the others are added."""
    read = sheet.findings
    if findings.kind is PageKind.OTHER:
        findings.kind = read.kind
    for place, person in enumerate(read.people):
        same = next((p for p in findings.people if fold(p.name) == fold(person.name)), None)
        if same is None:
            findings.people.append(person)
        else:
            _fill(same, person)
        _say(findings, read, "people", place, findings.people.index(same or person))
    for place, course in enumerate(read.courses):
        known = next((c for c in findings.courses if _is_same(c, course)), None)
        if known is None:
            findings.courses.append(course)
        else:
            for name in ("name", "code", "credits", "credits_text", "description", "url"):
                setattr(known, name, getattr(course, name) or getattr(known, name))
        _say(findings, read, "courses", place, findings.courses.index(known or course))
    return findings


def _fill(known: FoundPerson, person: FoundPerson) -> None:
    for name in ("email", "phone", "url", "unit"):
        setattr(known, name, getattr(person, name) or getattr(known, name))
    if not known.roles or (all(role.kind == "staff" for role in known.roles) and person.roles):
        known.roles = person.roles


def _is_same(one: FoundCourse, other: FoundCourse) -> bool:
    if one.code and other.code:
        return fold(one.code) == fold(other.code)
    return bool(one.name and other.name) and fold(one.name or "") == fold(other.name or "")


def _say(findings: PageFindings, read: PageFindings, things: str, place: int, new: int) -> None:
    start = f"{things}[{place}]"
    for evidence in read.evidence:
        if evidence.field.startswith(start):
            findings.evidence.append(
                Evidence(f"{things}[{new}]{evidence.field[len(start) :]}", evidence.text, evidence.method)
            )


def _kind(records: Records, findings: PageFindings) -> PageKind:
    if records.of == "course":
        return PageKind.COURSE if records.alone or len(findings.courses) == 1 else PageKind.COURSE_LIST
    return PageKind.PERSON if records.alone else PageKind.DIRECTORY


def _person(sheet: Sheet, records: Records, element: Element, profile: Profile, level: Level | None) -> None:
    person = person_named(_text(element, records.name))
    if person is None:
        return
    person.url = sheet.findings.url if records.alone else _address(element, records.link, sheet.findings.url)
    person.email = _mail(element, records.mail)
    person.phone = _text(element, records.phone)
    person.unit = _text(element, records.unit)
    title = _text(element, records.role)
    label = profile.labels.get(fold(title)) if title else None
    roles = [FoundRole(label, "unit", name=person.unit, text=title)] if label else roles_of_title(title, level)
    if roles is None:
        kind = records.default_role
        roles = (
            [FoundRole(kind, "unit" if person.unit else "institution", name=person.unit, text=title)] if kind else []
        )
    person.roles = roles
    sheet.person(person, key=person.url)


def _course(sheet: Sheet, records: Records, element: Element) -> None:
    heading = _text(element, records.name)
    parts = records.title.search(heading) if records.title and heading else None
    said = parts.groupdict() if parts else {"name": heading}
    name, code = clean(said.get("name") or "").strip(" .-–:"), clean(said.get("code") or "", 60)
    if not name and not code:
        return
    written = said.get("credits")
    read = read_credits(written, bare=True) if written else None
    description = _text(element, records.description, LONGEST_DESCRIPTION)
    sheet.course(
        FoundCourse(
            name or None,
            code=code or None,
            credits=read.number if read else None,
            credits_text=clean(written) if written else None,
            url=sheet.findings.url if records.alone else _address(element, records.link, sheet.findings.url),
            description=description,
        )
    )


@lru_cache(maxsize=500)
def _selector(css: str) -> "CSSSelector":
    from lxml.cssselect import CSSSelector

    return CSSSelector(css, translator="html")


def _first(element: Element, css: str | None) -> Element | None:
    if css is None:
        return None
    found = _selector(css)(element)
    return found[0] if found else None


def _text(element: Element, css: str | None, longest: int = 300) -> str | None:
    found = _first(element, css)
    return clean(" ".join(found.itertext()), longest) or None if found is not None else None


def _address(element: Element, css: str | None, base: str) -> str | None:
    found = _first(element, css)
    href = found.get("href") if found is not None else None
    try:
        address = urljoin(base, href) if href else None
    except ValueError:
        return None
    return address if address and address.startswith(("http://", "https://")) else None


def _mail(element: Element, css: str | None) -> str | None:
    """The first address that stands there: plain, as `mailto:`, or hidden in an element's attributes."""
    for found in _selector(css)(element)[:20] if css else ():
        hidden = from_attributes({str(name): str(value) for name, value in found.attrib.items()})
        address = hidden or from_mailto(found.get("href") or "")
        address = address or next(iter(find_emails(" ".join(found.itertext()))), None)
        if address:
            return address
    return None
