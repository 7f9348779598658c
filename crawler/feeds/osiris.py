"""OSIRIS, the student system of most Dutch schools: its catalogue's search, and the record of each course.

The catalogue's own page is an application without text; what it asks its server is what is asked here. Every request
needs the header `taal`, or the server answers with an error.
"""

import json
import re
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from crawler.addresses import normalise, origin
from crawler.answers import Answer
from crawler.extraction.findings import FoundCourse, FoundRole, PageFindings, PageKind
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.languages import instruction_language
from crawler.extraction.recognisers.periods import find_periods
from crawler.extraction.recognisers.school_years import school_year
from crawler.feeds.people import people_named, person_named, roles_of_title
from crawler.feeds.reader import AHEAD, DETAIL_SCORE, LIST_SCORE, MOST_FAILED, Asked
from crawler.feeds.sheet import Sheet
from crawler.feeds.values import Record, UnreadableFeedError, json_of, listed, number, prose, records, text, whole
from crm.language import _
from crm.text import fold
from crm.words import Level

PAGE_SIZE = 100
"""Courses a page."""

FURTHEST = 10_000
"""Where a list ends: the index behind the search goes no further."""

NEXT_YEAR_FROM = 5
"""The month from which next school year's catalogue is asked too; it is published bit by bit before the summer."""

_SEARCH = "/student/osiris/student/cursussen/zoeken"
_RECORD = "/student/osiris/owc/cursussen/"
_HTML_TAG = re.compile(r"<[a-zA-Z/]")


class OsirisReader:
    """Reads the catalogue of one school. `labels` says which role the heads of its list of teachers mean."""

    def __init__(self, *, level: Level | None, today: date, labels: dict[str, str]) -> None:
        """`labels`: folded words → role kind; `today` decides which school years are asked."""
        self._level, self._today, self._labels = level, today, labels
        self._failed: set[str] = set()

    def doors(self, base: str, body: bytes) -> list[str]:  # noqa: ARG002 - the start page says nothing
        """The first page of this school year's courses, and from May of next year's."""
        first = self._today.year - (self._today.month < 8)
        years = [first, first + 1] if NEXT_YEAR_FROM <= self._today.month < 8 else [first]
        return [_page(origin(base), f"{year}-{year + 1}", 0) for year in years]

    def is_mine(self, url: str) -> bool:
        """Whether `url` is a page of the search or the record of a course."""
        path = urlsplit(url).path
        return path == _SEARCH or path.startswith(_RECORD)

    def asked(self, url: str) -> Asked:
        """The search is a POST, of which the address holds year, place and size."""
        query = dict(parse_qsl(urlsplit(url).query))
        headers = {"Accept": "application/json", "taal": query.get("taal", "NL")}
        if urlsplit(url).path != _SEARCH:
            return Asked(url.partition("?")[0], headers)
        body = {
            "from": _start(url),
            "size": PAGE_SIZE,
            "sort": [{"cursus": {"order": "asc"}}, {"collegejaar": {"order": "desc"}}],
            "post_filter": {"bool": {"must": [{"terms": {"collegejaar": [query.get("collegejaar", "")]}}]}},
        }
        sent = json.dumps(body, separators=(",", ":")).encode()
        return Asked(url.partition("?")[0], headers | {"Content-Type": "application/json"}, sent)

    def is_past(self, url: str) -> bool:
        """Whether `url` is of a school year before this one."""
        year = _year(url)
        return year[:4].isdecimal() and int(year[:4]) < self._today.year - (self._today.month < 8)

    def score(self, url: str) -> float:
        """Lists first."""
        return LIST_SCORE if urlsplit(url).path == _SEARCH else DETAIL_SCORE

    def beyond(self, url: str) -> list[str]:
        """The next page, unless three in a row could not be had."""
        if urlsplit(url).path != _SEARCH:
            return []
        self._failed.add(url)
        start, year = _start(url), _year(url)
        before = [_page(origin(url), year, start - PAGE_SIZE * back) for back in range(1, MOST_FAILED)]
        if start + PAGE_SIZE >= FURTHEST or all(address in self._failed for address in before):
            return []
        return [_page(origin(url), year, start + PAGE_SIZE)]

    def read(self, answer: Answer) -> PageFindings:
        """A page of the search, or a record. Raises UnreadableFeedError for what is neither."""
        said = json_of(answer.body)
        if not isinstance(said, dict):
            raise UnreadableFeedError(_("the feed answered without a list of items"))
        if urlsplit(answer.url).path == _SEARCH:
            return self._list(answer.url, said)
        return self._record(answer.url, said)

    # --- the search -------------------------------------------------------------------------------------------------

    def _list(self, url: str, said: Record) -> PageFindings:
        hits = said.get("hits")
        if not isinstance(hits, dict) or not isinstance(hits.get("hits"), list):
            raise UnreadableFeedError(_("the feed answered without a list of items"))
        sheet = Sheet(url, PageKind.COURSE_LIST)
        found = records(hits["hits"])
        for hit in found:
            source = hit.get("_source")
            if isinstance(source, dict):
                self._course(sheet, source)
        total = hits.get("total")
        count = whole(total.get("value") if isinstance(total, dict) else total) or 0
        start, year = _start(url), _year(url)
        if found:
            last = min(count, FURTHEST, start + PAGE_SIZE * AHEAD + 1)
            for following in range(start + PAGE_SIZE, last, PAGE_SIZE):
                sheet.link(_page(origin(url), year, following))
        elif start == 0 and school_year(year) == self._this_year():
            first = int(year[:4]) - 1
            sheet.link(_page(origin(url), f"{first}-{first + 1}", 0))
        return sheet.done()

    def _this_year(self) -> str:
        first = self._today.year - (self._today.month < 8)
        return f"{first}-{first + 1}"

    def _course(self, sheet: Sheet, source: Record) -> None:
        code, name = text(source.get("cursus"), 60), text(source.get("cursus_lange_naam"))
        if not code and not name:
            return
        year = school_year(text(source.get("collegejaar")) or "", bare=True)
        own = text(source.get("id_cursus"), 40)
        course = FoundCourse(
            name or text(source.get("cursus_korte_naam")),
            code=code,
            credits=number(source.get("punten")),
            credits_text=text(source.get("punten"), 60),
            periods=_periods(source.get("blokken_nested")),
            school_year=year,
            language=_languages(source.get("voertalen")),
            url=_public(origin(sheet.findings.url), code, year),
            unit=text(source.get("faculteit_naam")),
        )
        sheet.course(course, key=f"osiris:{own}" if own else None)
        for words in _names(source.get("docenten")):
            self._hold(sheet, course, words, "docenten", "teacher")
        if own and re.fullmatch(r"[\w-]{1,40}", own):
            query = f"?collegejaar={year}" if year else ""
            sheet.link(f"{origin(sheet.findings.url)}{_RECORD}{own}{query}")

    def _hold(self, sheet: Sheet, course: FoundCourse, words: str, label: str, kind: str, *, sure: bool = True) -> None:
        one = person_named(words)
        for person in [one] if one is not None else people_named(words):
            role = FoundRole(kind, "course", name=course.name, code=course.code, url=course.url, text=label)
            role.school_year, role.doubtful = course.school_year, not sure
            person.roles = [role]
            sheet.person(person)

    # --- a record ---------------------------------------------------------------------------------------------------

    def _record(self, url: str, said: Record) -> PageFindings:
        if not isinstance(said.get("items"), list):
            raise UnreadableFeedError(_("the feed answered without a list of items"))
        fields = [
            field for rubric in records(said["items"]) for field in records(rubric.get("velden")) if field.get("waarde")
        ]
        sheet = Sheet(url, PageKind.COURSE)
        course = _described(fields)
        place = sheet.course(course)
        sheet.refer(f"osiris:{url.partition('?')[0].rsplit('/', 1)[-1]}", "courses", place, "*")
        for group in (each for field in fields for each in records(field["waarde"])):
            label = text(group.get("omschrijving")) or ""
            for words in [words for each in records(group.get("velden")) for words in _names(each.get("docent"))]:
                kind, sure = self._kind(label)
                if kind is not None:
                    self._hold(sheet, course, words, label, kind, sure=sure)
        return sheet.done()

    def _kind(self, label: str) -> tuple[str | None, bool]:
        """The role a head of the list of teachers means; doubtful where nobody knows the word, None for no contact."""
        known = self._labels.get(fold(label))
        if known is not None:
            return known, True
        roles = roles_of_title(label, self._level)
        if roles is None:
            return "contact", False
        return (roles[0].kind, True) if roles else (None, False)


def _described(fields: list[Record]) -> FoundCourse:
    """The course itself, from the fields of its record: by the field's name, else by its title."""
    said: dict[str, object] = {}
    for field in fields:
        for name in (text(field.get("veld")), text(field.get("titel"))):
            if name:
                said.setdefault(fold(name), field["waarde"])
    credits_said = text(said.get("punten") or said.get("studiepunten ects") or said.get("studiepunten"), 100)
    credits_read = read_credits(credits_said, bare=True) if credits_said else None
    year = text(said.get("collegejaar"))
    language = text(said.get("voertaal"))
    return FoundCourse(
        text(said.get("cursus lange naam")) or text(said.get("cursusnaam")),
        code=text(said.get("cursus") or said.get("cursuscode"), 60),
        credits=credits_read.number if credits_read else None,
        credits_text=credits_read.text if credits_read else None,
        school_year=school_year(year, bare=True) if year else None,
        language=instruction_language(language) if language else None,
        unit=text(said.get("faculteit")),
        description=_longest_prose(fields),
    )


def _longest_prose(fields: list[Record]) -> str | None:
    """What a record says of the contents: the first field written as a text with mark-up."""
    texts = [field["waarde"] for field in fields if isinstance(field["waarde"], str) and len(field["waarde"]) > 80]
    marked = [words for words in texts if _HTML_TAG.search(words[:2_000])]
    return next((prose(words) for words in marked or texts), None)


def _names(value: object) -> list[str]:
    """Names in a string, a list of strings, or objects with `docent`, `naam` or `name`."""
    found: list[str] = []
    for each in listed(value)[:200]:
        said = (each.get("docent") or each.get("naam") or each.get("name")) if isinstance(each, dict) else each
        words = text(said)
        if words:
            found.append(words)
    return found


def _periods(value: object) -> list[str]:
    found: list[str] = []
    for each in listed(value)[:50]:
        words = each.get("periode_omschrijving") or each.get("blok") if isinstance(each, dict) else each
        found += find_periods(text(words) or "")
    return list(dict.fromkeys(found))


def _languages(value: object) -> str | None:
    for each in listed(value):
        words = text(each.get("voertaal_omschrijving") if isinstance(each, dict) else each)
        if words and (found := instruction_language(words)):
            return found
    return None


def _public(where: str, code: str | None, year: str | None) -> str | None:
    """The address under which people see a course."""
    if not code or not year:
        return None
    return f"{where}/onderwijscatalogus/extern/cursus?cursuscode={quote(code)}&collegejaar={year[:4]}"


def _page(where: str, year: str, start: int) -> str:
    query = urlencode({"collegejaar": year, "from": start, "size": PAGE_SIZE, "taal": "NL"})
    return normalise(f"{where}{_SEARCH}?{query}") or ""


def _start(url: str) -> int:
    found = dict(parse_qsl(urlsplit(url).query)).get("from", "0")
    return int(found) if found.isdecimal() and len(found) < 7 else 0


def _year(url: str) -> str:
    return dict(parse_qsl(urlsplit(url).query)).get("collegejaar", "")
