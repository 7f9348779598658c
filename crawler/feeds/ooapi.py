"""OOAPI v5 and OEAPI v6: the standard by which Dutch schools hand out courses, programmes and people.

Two versions, two spellings: `/programs` and `/programmes`, `/organizations` and `/organisations`, `mail` and `email`,
an object and a list for the study load. Both are read alike. Specification: open-education-api/specification.
"""

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.addresses import normalise
from crawler.answers import Answer
from crawler.extraction.findings import PageFindings, PageKind
from crawler.feeds import ooapi_records
from crawler.feeds.reader import AHEAD, DETAIL_SCORE, LIST_SCORE, MOST_FAILED, MOST_PAGES, Asked
from crawler.feeds.sheet import Sheet
from crawler.feeds.values import Record, UnreadableFeedError, json_of, records, text, whole
from crm.language import _
from crm.words import Level

PAGE_SIZE = 100
"""Records a page: one of the sizes version 5 names (10, 20, 50, 100, 250)."""

LISTS = {
    5: ("organizations", "programs", "courses", "persons"),
    6: ("organisations", "programmes", "courses", "persons"),
}
"""The lists of each version."""

_ONLY_IN_SIX = frozenset({"teachingLanguages", "organisationId", "organisation", "coordinatorIds", "programmeIds"})
_OFFERINGS = {"offerings", "course-offerings"}
_LISTS = frozenset(name for names in LISTS.values() for name in names) | _OFFERINGS
_VERSION = re.compile(r"(?i)(?:^|[/._-])v?([56])(?:\.\d+)*(?:/|$)")


class OoapiReader:
    """Reads the lists of one server. Remembers what it saw during a run only to notice a list that never ends."""

    def __init__(self, *, level: Level | None) -> None:
        """`level` is the school's, where known."""
        self._level = level
        self._seen: dict[str, set[bytes]] = {}
        self._failed: set[str] = set()

    def doors(self, base: str, body: bytes) -> list[str]:
        """The first page of every list; both spellings where neither address nor service document tells the version."""
        version = version_of(base, body)
        names = LISTS[version] if version else tuple(dict.fromkeys([*LISTS[5], *LISTS[6]]))
        return [address for name in names if (address := _page_address(_list_address(base, name), 1))]

    def is_mine(self, url: str) -> bool:
        """Whether `url` is a page of one of the lists."""
        parts = urlsplit(url)
        return parts.path.rsplit("/", 1)[-1] in _LISTS and "pageNumber=" in parts.query and "pageSize=" in parts.query

    def asked(self, url: str) -> Asked:
        """A plain request for JSON."""
        return Asked(url, {"Accept": "application/json, */*;q=0.5"})

    def is_past(self, url: str) -> bool:  # noqa: ARG002 - addresses have no year
        """Never: the addresses have no year."""
        return False

    def score(self, url: str) -> float:
        """Lists first; offerings and the courses of a programme when those are read."""
        return DETAIL_SCORE if len(_path(url).rsplit("/", 3)) > 3 and _parent(url) in _LISTS else LIST_SCORE

    def beyond(self, url: str) -> list[str]:
        """The next page, unless three in a row could not be had."""
        self._failed.add(url)
        page = _page_number(url)
        before = [_page_address(url, page - back) for back in range(1, MOST_FAILED)]
        if page >= MOST_PAGES or all(address in self._failed for address in before):
            return []
        following = _page_address(url, page + 1)
        return [following] if following else []

    def read(self, answer: Answer) -> PageFindings:
        """One page of a list. Raises UnreadableFeedError for what is none."""
        envelope = json_of(answer.body)
        said = envelope.get("items") if isinstance(envelope, dict) else envelope
        if not isinstance(said, list):
            raise UnreadableFeedError(_("the feed answered without a list of items"))
        items = records(said)
        name = _path(answer.url).rsplit("/", 1)[-1]
        sheet = Sheet(answer.url, PageKind.DIRECTORY if name == "persons" else PageKind.COURSE_LIST)
        self._read_items(sheet, name, items)
        if isinstance(envelope, dict):
            self._lead_on(sheet, answer.url, envelope, items)
        return sheet.done()

    def _read_items(self, sheet: Sheet, name: str, items: list[Record]) -> None:
        base = sheet.findings.url.partition("?")[0]
        for item in items:
            if name in {"organizations", "organisations"}:
                ooapi_records.organisation(sheet, item)
            elif name in {"programs", "programmes"}:
                ooapi_records.programme(sheet, item, self._level)
                self._link(sheet, base, item, ("programId", "programmeId"), "courses")
            elif name == "courses":
                ooapi_records.course(sheet, item, programme=_owner(base, "programs", "programmes"))
                if not _owner(base, "programs", "programmes"):
                    six = version_of(base, b"") == 6 or not _ONLY_IN_SIX.isdisjoint(item)
                    self._link(sheet, base, item, ("courseId",), "course-offerings" if six else "offerings")
            elif name == "persons":
                ooapi_records.listed_person(sheet, item)
            else:
                ooapi_records.offering(sheet, item, course=_owner(base, "courses"))

    def _link(self, sheet: Sheet, base: str, item: Record, ids: tuple[str, ...], name: str) -> None:
        number = ooapi_records.identity(item, *ids)
        if number and re.fullmatch(r"[\w.~-]{1,100}", number) and len(sheet.findings.links) < 5_000:
            query = urlsplit(sheet.findings.url).query
            address = _page_address(f"{base}/{number}/{name}?{query}", 1)
            if address:
                sheet.link(address)

    def _lead_on(self, sheet: Sheet, url: str, envelope: Record, items: list[Record]) -> None:
        """Links the pages that follow, unless the server says otherwise or hands out the same page again and again."""
        page = _page_number(url)
        said, total = whole(envelope.get("pageNumber")), whole(envelope.get("totalPages"))
        known = self._seen.setdefault(url.partition("?")[0], set())
        look = hashlib.blake2b(repr([*map(_any_identity, items)]).encode(), digest_size=16).digest()
        again = look in known
        known.add(look)
        if not items or again or said not in {None, page}:
            return
        goes_on = envelope.get("hasNextPage")
        last = page + 1 if goes_on is True else page
        if total is not None and goes_on is not False:
            last = max(last, total) if goes_on is True else total
        for following in range(page + 1, min(last, page + AHEAD, MOST_PAGES) + 1):
            address = _page_address(url, following)
            if address:
                sheet.link(address)


def version_of(base: str, body: bytes) -> int | None:
    """5 or 6, by the address or by what a service document says of its specification; None where neither tells."""
    found = _VERSION.search(_path(base)) or _VERSION.search(urlsplit(base).netloc)
    if found:
        return int(found[1])
    if body[:1] == b"{" or body.lstrip()[:1] == b"{":
        try:
            document = json_of(body)
        except UnreadableFeedError:
            return None
        said = " ".join(text(document.get(name)) or "" for name in ("specification", "version", "specificationVersion"))
        found = re.search(r"(?i)(?:^|v|/)([56])(?:[./]|$|\b)", said)
        return int(found[1]) if found else None
    return None


def _any_identity(item: Record) -> str:
    return ooapi_records.identity(item, *ooapi_records.IDENTITIES) or repr(sorted(item))[:200]


def _owner(base: str, *lists: str) -> str | None:
    """Whose sub-list this is: "…/courses/7/offerings" → "course:7"."""
    parts = base.rsplit("/", 3)
    if len(parts) < 4 or parts[1] not in lists:
        return None
    kind = {"courses": "course", "programs": "programme", "programmes": "programme"}[parts[1]]
    return f"{kind}:{parts[2]}"


def _path(url: str) -> str:
    return urlsplit(url).path


def _parent(url: str) -> str:
    return _path(url).rsplit("/", 3)[1]


def _list_address(base: str, name: str) -> str:
    parts = urlsplit(base)
    path = parts.path.rstrip("/")
    if path.rsplit("/", 1)[-1] in _LISTS:
        path = path.rsplit("/", 1)[0]
    folder = urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", ""))
    return urljoin(folder, name) + (f"?{parts.query}" if parts.query else "")


def _page_number(url: str) -> int:
    found = dict(parse_qsl(urlsplit(url).query)).get("pageNumber", "1")
    return int(found) if found.isdecimal() and len(found) < 7 else 1


def _page_address(url: str, page: int) -> str | None:
    """Page `page` of the list at `url`; what its query says besides (consumer, expand) is kept."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"pageNumber": str(page)}
    query.setdefault("pageSize", str(PAGE_SIZE))
    return normalise(urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), "")))
