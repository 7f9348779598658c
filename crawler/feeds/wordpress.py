"""WordPress: where its interface is open, it lists a site's staff and courses, with the address of each one's page."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.addresses import normalise
from crawler.answers import Answer
from crawler.extraction.findings import FoundRole, PageFindings, PageKind
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.page_words import text_hint, url_hint
from crawler.feeds.people import person_named, roles_of_title
from crawler.feeds.reader import LIST_SCORE, MOST_PAGES, Asked
from crawler.feeds.sheet import Sheet
from crawler.feeds.values import Record, UnreadableFeedError, json_of, prose, records, text, web_address
from crm.language import _
from crm.text import fold
from crm.words import Level

PAGE_SIZE = 100
"""Records a page: the most the interface gives."""

_API = re.compile(rb"<link\b[^>]{0,300}https://api\.w\.org/[^>]{0,300}>", re.IGNORECASE)
_HREF = re.compile(rb"href\s*=\s*[\"']([^\"'>\s]{1,500})", re.IGNORECASE)
_OWN = {
    "attachment", "nav_menu_item", "wp_block", "wp_template", "wp_template_part", "wp_navigation", "wp_global_styles",
    "wp_font_family", "wp_font_face", "post",
}  # fmt: skip
_WANTED = 0.3
"""How sure the words of a type must be that it holds people or courses (0 to 1)."""


class WordpressReader:
    """Reads the lists of post types whose names say people or courses."""

    def __init__(self, *, level: Level | None, labels: dict[str, str]) -> None:
        """`labels`: folded names of fields → `role`, `email`, `phone`, `unit`."""
        self._level, self._labels = level, labels

    def doors(self, base: str, body: bytes) -> list[str]:
        """The list of types, where the page says where its interface is."""
        tag = _API.search(body)
        href = _HREF.search(tag.group()) if tag else None
        if href is None:
            return []
        api = urljoin(base, unescape(href[1].decode("utf-8", "replace")))
        address = normalise(urljoin(api if api.endswith("/") else f"{api}/", "wp/v2/types"))
        return [address] if address and "rest_route" not in address else []

    def is_mine(self, url: str) -> bool:
        """Whether `url` is the list of types or a page of one type; a single record is not worth asking."""
        path, _mark, query = url.partition("?")
        return "/wp-json/wp/v2/" in path and (path.endswith("/types") or "per_page=" in query)

    def asked(self, url: str) -> Asked:
        """A plain request for JSON."""
        return Asked(url, {"Accept": "application/json"})

    def is_past(self, url: str) -> bool:  # noqa: ARG002 - addresses have no year
        """Never: the addresses have no year."""
        return False

    def score(self, url: str) -> float:  # noqa: ARG002 - all alike
        """Lists, every one."""
        return LIST_SCORE

    def beyond(self, url: str) -> list[str]:  # noqa: ARG002 - a page after the last is an error here
        """Nothing: the interface answers a page too far with an error."""
        return []

    def read(self, answer: Answer) -> PageFindings:
        """The types, or a page of one type. Raises UnreadableFeedError for what is neither."""
        said = json_of(answer.body)
        name = urlsplit(answer.url).path.rsplit("/", 1)[-1]
        if name == "types" and isinstance(said, dict):
            return _types(answer.url, said)
        if not isinstance(said, list):
            raise UnreadableFeedError(_("the feed answered without a list of items"))
        found = records(said)
        people = _wanted(name) == "people"
        sheet = Sheet(answer.url, PageKind.DIRECTORY if people else PageKind.OTHER)
        for record in found:
            self._record(sheet, record, people=people)
        if len(found) >= PAGE_SIZE and _page_number(answer.url) < MOST_PAGES:
            sheet.link(_page(answer.url, _page_number(answer.url) + 1))
        return sheet.done()

    def _record(self, sheet: Sheet, record: Record, *, people: bool) -> None:
        title = record.get("title")
        words = prose(title.get("rendered") if isinstance(title, dict) else title)
        address = web_address(record.get("link"))
        if address:
            sheet.link(address, words or "")
        person = person_named(words) if people and words else None
        if person is None:
            return
        said = self._fields(record)
        person.url = address
        person.email = next(iter(find_emails(said.get("email", ""))), None)
        person.phone = said.get("phone")
        person.unit = said.get("unit")
        if said.get("role"):
            roles = roles_of_title(said["role"], self._level)
            person.roles = [FoundRole("staff", "institution", text=said["role"])] if roles is None else roles
        sheet.person(person)

    def _fields(self, record: Record) -> dict[str, str]:
        """The fields a site added that a label knows: in `acf`, `meta`, or beside the others."""
        said: dict[str, str] = {}
        for part in (record.get("acf"), record.get("meta"), record):
            for name, value in part.items() if isinstance(part, dict) else ():
                label = self._labels.get(fold(str(name)[:60]))
                words = prose(value) if isinstance(value, str) else None
                if label and words:
                    said.setdefault(label, words[:200])
        return said


def _types(url: str, said: Record) -> PageFindings:
    sheet = Sheet(url, PageKind.OTHER)
    for name, kind in list(said.items())[:200]:
        base = text(kind.get("rest_base"), 100) if isinstance(kind, dict) else None
        if name in _OWN or not base or not re.fullmatch(r"[\w-]{1,100}", base):
            continue
        if _wanted(base) or _wanted(text(kind.get("name")) or ""):
            sheet.link(_page(urljoin(url, base), 1))
    return sheet.done()


def _wanted(words: str) -> str | None:
    """`people` or `courses`, where the name of a type says so."""
    hints: dict[str, float] = {}
    for hint in (url_hint(f"https://site.example/{fold(words).replace(' ', '-')}/"), text_hint(words)):
        for kind, score in hint.items():
            hints[kind] = max(hints.get(kind, 0.0), score)
    best = max(hints, key=lambda kind: hints[kind], default=None)
    if best is None or hints[best] < _WANTED:
        return None
    if best in {"directory", "person"}:
        return "people"
    return "courses" if best in {"course", "course_list", "programme"} else None


def _page(url: str, page: int) -> str:
    parts = urlsplit(url)
    query = urlencode({"page": page, "per_page": PAGE_SIZE})
    return normalise(urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))) or url


def _page_number(url: str) -> int:
    found = dict(parse_qsl(urlsplit(url).query)).get("page", "1")
    return int(found) if found.isdecimal() and len(found) < 7 else 1
