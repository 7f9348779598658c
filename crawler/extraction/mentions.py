"""Where a page names people: behind labels, in columns, as lines of their own, beside addresses, after "taught by"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from crawler.extraction.blocks import Box, Line, Page
from crawler.extraction.findings import Method
from crawler.extraction.groups import is_teaching_group
from crawler.extraction.labelling import PEOPLE_FIELDS, field_of, is_sure_label, roles_of_label
from crawler.extraction.mention import (
    LABELLED_NAME,
    SURE_NAME,
    SURNAME,
    WEAK_NAME,
    Mention,
    address_of,
    is_role,
    with_bracket,
)
from crawler.extraction.name_columns import are_details, column_by_content, columns_alike, name_parts, shortened
from crawler.extraction.naming import (
    Named,
    are_surely_names,
    is_place,
    is_surely_name,
    names_in_value,
    surnames_in_value,
    whole_name,
)
from crawler.extraction.outline import Outline
from crawler.extraction.own_page import page_owner
from crawler.extraction.pairs import Pair
from crawler.extraction.prose import (
    Phrases,
    after_role_word,
    behind_role,
    beside_addresses,
    in_phrases,
    members,
    name_before_role,
    phrases_of,
    spelt_by_address,
    titled_name,
    told_of_several,
)
from crawler.extraction.recognisers.page_words import is_group
from crawler.extraction.recognisers.role_words import may_hold_role
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.recognisers.vocabulary import REMEMBERED
from crawler.extraction.references import is_reference
from crawler.extraction.surname_first import surname_first
from crawler.extraction.tables import Grid

_BREAKS = re.compile(
    r"\s+[–—|•·-]\s+|\s*[|•·:;]\s+|\s*\(|,\s|\s{2,}|\s+(?=\S+@\S)"
    r"|\s+(?=[A-Z]{1,4}[.-]?\d[\d.]*|\+\d{2}|0\d{1,3}[ /-]\d)"
)
"""Where a name at the start of a line ends: a mark, an address, a room ("OH14"), a number to call."""
_LAST_BRACKET = re.compile(r"\(([^()]{5,250})\)[\s.]*$")
_TOGETHER = re.compile(
    r"(?:together )?(?:with|w/|met|mit|avec|samen met|zusammen mit|advisor|supervisor|promotor)\b", re.IGNORECASE
)
"""How brackets begin that name whom somebody wrote something with, or under whom."""

_CITED = re.compile(r"\s*[(\[,]?\s*(?:1[5-9]|20)\d\d\b")
"""A year right behind a name: who is quoted."""
_AND = re.compile(r"\s*&\s*|\s+(?:and|und|en|et)\s+")
MOST_TOGETHER = 3
"""People whom one heading names together."""

MOST_MENTIONS = 4_000

_JOINED_WORDS = re.compile(r"(?!Mc|Mac|De|Di|La|Le|Van|Von|Fitz|O|Da|Du)[A-Z][a-z]+[A-Z]")
"""Words that were written as one: "MySchool", "WebShop"."""

SHORT_VALUE = 24
"""Characters of a line below a label's value that may be anything that belongs to it."""

LONGEST_LIST = 2_000
"""Characters of a value that may name many people."""

FEWEST_LISTED = 4
"""People that such a value names."""

_PARTS_OF_LABEL = re.compile(r"\s*(?:[&/,;+]|\b(?:und|en|and|et)\b)\s*")
"""Between the parts of a header that says two things: "Module & lecturer"."""

_LISTED = re.compile(r"\s*[,;]\s+")

LONGEST_WHOLE = 90
"""Characters of a line that may be a name and nothing else, or a name with what somebody is."""

SENTENCE = 8
"""Spaces of a line from which on one that ends in a point is a sentence."""


def find_mentions(page: Page, pairs: list[Pair], tables: list[Grid]) -> list[Mention]:
    """All mentions in page order; a name that a label announces is not mentioned once more as a bare line."""
    found: dict[tuple[int, str], Mention] = {}
    parted = _parted(tables)
    turned = surname_first(page)
    headers = {header for grid in tables for header in grid.headers}
    labelled = [
        mention
        for mention in _behind_labels(pairs)
        if mention.line.index not in parted and mention.line.text not in headers
    ]
    for mention in [*_in_columns(page, tables), *labelled]:
        if mention.line.index not in turned:
            found.setdefault((mention.line.index, mention.key), mention)
    for mention in _turned_names(page, turned, labelled):
        found[mention.line.index, mention.key] = mention
    nobody = _other_values(pairs) | parted | turned.keys()
    phrases = phrases_of(page)
    for line in page.content:
        if line.index in nobody or len(found) > MOST_MENTIONS or line.box.tag == "pre":
            continue
        if (_is_silent(line) and not phrases) or is_reference(line.text):
            continue
        for mention in _in_line(line, phrases):
            said = mention.roles
            if mention.whole and not mention.roles:
                if is_role(mention.named) or is_group(line.text):
                    continue
                _take_heading(page, mention)
            known = found.setdefault((line.index, mention.key), mention)
            known.whole = known.whole or mention.whole
            if said and not known.roles:
                known.roles, known.words = said, mention.words
    return sorted(found.values(), key=lambda mention: mention.line.index)


def _turned_names(page: Page, turned: dict[int, Named], labelled: list[Mention]) -> Iterator[Mention]:
    """The people of lists with the surname first, with what a label above the list says of its lines."""
    said = {mention.line.index: mention for mention in labelled if mention.roles}
    for index, named in turned.items():
        line, label = page.lines[index], said.get(index)
        mention = Mention(line, named, Method.TEXT, whole=True, url=address_of(line, named.raw))
        if label is not None:
            mention.roles, mention.words, mention.sure, mention.end = label.roles, label.words, label.sure, label.end
            mention.method = label.method
        yield mention


def _parted(tables: list[Grid]) -> set[int]:
    """The lines of cells that hold a part of a name each, or a name shortened: none of them is one."""
    cells = [
        row[at]
        for grid in tables
        for at in (*name_parts(grid), *shortened(grid))
        for row in grid.rows[grid.first :]
        if len(row) == len(grid.headers)
    ]
    return {index for cell in cells for index in range(cell.start, cell.end)}


def with_subject(outline: Outline, mentions: list[Mention]) -> str:
    """The key of the name that the page is about, "" without one; a mention of it is made sure, or added."""
    subject = outline.subject
    if subject is None:
        return ""
    key = outline.subject_key
    own = [mention for mention in mentions if mention.key == key]
    for mention in own:
        mention.weak = False
    lines = outline.page.content
    at = outline.main_heading or (lines[0] if lines else None)
    if at is not None and not any(mention.whole for mention in own):
        mentions.append(Mention(at, subject, Method.HEADING, whole=True))
        mentions.sort(key=lambda mention: mention.line.index)
    return key


def _take_heading(page: Page, mention: Mention) -> None:
    """Gives a name right under a heading that announces teachers ("Dozenten") their role."""
    heading = next(page.under(mention.line), None)
    if heading is None or len(heading.text) > 60 or mention.line.index - heading.index > 60:
        return
    name = field_of(heading.text)
    if is_group(heading.text) and not (is_teaching_group(heading.text) or read_roles(heading.text)):
        return
    if name in {"teacher", "course_coordinator"} and is_sure_label(heading.text):
        mention.roles, mention.words, mention.method = roles_of_label(name, heading.text), heading.text, Method.HEADING


def _other_values(pairs: list[Pair]) -> set[int]:
    """Lines whose label says that they hold something else than our people (literature, supervisors of a thesis)."""
    lines: set[int] = set()
    for pair in pairs:
        if pair.field == "other" and not pair.line.level and is_sure_label(pair.label):
            if pair.inline:
                lines.add(pair.line.index)
            lines.update(line.index for line in pair.values[:5])
    return lines


def _behind_labels(pairs: list[Pair]) -> list[Mention]:
    mentions = []
    for pair in pairs:
        if pair.field not in PEOPLE_FIELDS:
            continue
        sure = is_sure_label(pair.label)
        least = LABELLED_NAME if sure and pair.field != "contact" else 0.5
        wide = pair.line.level > 0 and pair.field in {"contact", "person_name"}
        texts = [(pair.line, pair.inline)] if pair.inline else []
        texts += [(line, line.text) for line in pair.values[: 12 if wide else 40]]
        first = texts[0][0] if texts else pair.line
        rows = _boxes_of_names(texts) if pair.line.level and sure and len(texts) > 1 else frozenset()
        for line, text in texts:
            if pair.line.level and is_reference(text):
                continue
            if line is not first and line.box is first.box and not _are_names(text):
                break
            if pair.inline and line is not first and not pair.line.level and _is_sentence(text):
                break
            prose = wide or (len(text) > 160 and not _lists_names(text)) or (pair.line.level > 0 and _is_sentence(text))
            for named, whole in _names(text, line, prose=prose):
                enough = LABELLED_NAME if whole and sure and " " in named.natural else least
                lone = _is_lone(named) and least == LABELLED_NAME and not pair.line.level
                alone = (
                    sure and pair.field == "teacher" and text == named.raw and len(pair.values) == 1 and _is_lone(named)
                )
                listed = line.box.parent in rows and text.startswith(named.raw) and bool(line.mails)
                if pair.line.level and ((named.score < SURE_NAME and not (alone or listed)) or is_role(named)):
                    continue
                if named.score >= (SURNAME if lone or alone else enough):
                    mentions.append(
                        Mention(
                            line,
                            named,
                            pair.method,
                            roles=with_bracket(roles_of_label(pair.field, pair.label), text, named.raw),
                            words=pair.label,
                            whole=whole,
                            url=address_of(line, named.raw),
                            sure=sure,
                            end=pair.end,
                        )
                    )
    return mentions


def _boxes_of_names(texts: list[tuple[Line, str]]) -> frozenset[Box]:
    """The boxes around the lines below a label that begin with what surely is a name: ones beside those do too.

    Only those with an address: what else stands there may be what somebody is.
    """
    return frozenset(
        line.box.parent
        for line, text in texts
        if line.box.parent is not None and not _is_sentence(text)
        if is_surely_name(text) or _leading_name(text) is not None
    )


def _are_names(text: str) -> bool:
    """Whether a further line of a paragraph with a label goes on naming people, and tells of nothing else.

    Of a line of some length names must make up the better part.
    """
    if len(text) <= SHORT_VALUE or "@" in text or whole_name(text) is not None or _leading_name(text) is not None:
        return True
    return 2 * sum(len(named.raw) for named in names_in_value(text) if named.score >= LABELLED_NAME) >= len(text)


def _lists_names(text: str) -> bool:
    """Whether a long value is nothing but the names of many people: "Prof. A. Mol, Dr. B. Vos, …"."""
    parts = _LISTED.split(text) if len(text) <= LONGEST_LIST else []
    return len(parts) >= FEWEST_LISTED and 10 * sum(map(is_surely_name, parts)) >= 8 * len(parts)


def _is_sentence(text: str) -> bool:
    """Whether a line is a sentence of some length: below a heading it tells of things, and lists no names."""
    return text.endswith(".") and text.count(" ") >= SENTENCE


def _is_lone(named: Named) -> bool:
    """Whether a name is a surname alone, in capitals and small letters."""
    name = named.natural
    return name.isalpha() and len(name) > 3 and not name.isupper() and _JOINED_WORDS.match(name) is None


def _names(text: str, line: Line, *, prose: bool) -> list[tuple[Named, bool]]:
    """The names in a value, each with: is it all of the value. Of prose only names that are all of a line count."""
    linked = [anchor.text for anchor in line.anchors if anchor.url and anchor.text and anchor.text in text]
    if linked and (len(linked) > 1 or len(linked[0]) < len(text)) and len(text) < 400:
        found = [named for part in linked for named in _linked_name(part)]
        if len(found) == len(linked):
            rest = text
            for part in linked:
                rest = rest.replace(part, " , ", 1)
            rest_names = surnames_in_value(rest.strip(" ,")) or names_in_value(rest)
            return [(named, False) for named in [*found, *(n for n in rest_names if n.score >= SURNAME)]]
    surnames = surnames_in_value(text)
    if surnames:
        return [(named, False) for named in surnames]
    whole = whole_name(text)
    if whole is not None and whole.score >= SURE_NAME:
        return [(whole, True)]
    titled = titled_name(text) if "|" in text else None
    if titled is not None:
        return [(titled, True)]
    leading = _leading_name(text)
    if prose or (leading is not None and _tells_of(text, leading)):
        return [(leading, True)] if leading is not None else []
    return [(named, False) for named in names_in_value(text)]


def _tells_of(text: str, named: Named) -> bool:
    """Whether what follows a name says what somebody is: "Anna Vos, Professor of Physics, B.A., College of X"."""
    rest = text[text.find(named.raw) + len(named.raw) :].lstrip(" ,:–-|(")
    return any(reading.start == 0 for reading in read_roles(rest[:80]))


def _linked_name(text: str) -> list[Named]:
    """The name that a link in a value is, if it is one; several links are several people."""
    whole = whole_name(text)
    if whole is not None:
        return [whole]
    found = names_in_value(text)
    return [found[0]] if len(found) == 1 and found[0].score >= SURNAME else []


def _in_columns(page: Page, tables: list[Grid]) -> list[Mention]:
    mentions, alike = [], columns_alike(page, tables)
    for grid in tables:
        fields = [
            name if name in PEOPLE_FIELDS else column_by_content(page, grid, at, alike)
            for at, name in enumerate(grid.fields)
        ]
        parted, short = name_parts(grid), shortened(grid)
        mentions += _in_parts(page, grid, parted)
        columns = [
            (at, name) for at, name in enumerate(fields) if name in PEOPLE_FIELDS and at not in [*parted, *short]
        ]
        titles = [at for at, name in enumerate(grid.fields) if name in {"course_name", "taught_courses"}]
        mentions += _below_titles(page, grid)
        details = bool(columns) and are_details(page, grid)
        for row in grid.rows[grid.first :]:
            if len(row) == len(grid.headers):
                mentions += [mention for at in titles for line in page.inside(row[at]) for mention in in_brackets(line)]
            for at, name in columns:
                if at >= len(row) or len(row) != len(grid.headers):
                    continue
                for line in page.lines[row[at].start : row[at].end]:
                    for named, whole in _names(line.text, line, prose=len(line.text) > 200):
                        if named.score >= (SURNAME if _is_lone(named) else LABELLED_NAME):
                            roles = with_bracket(roles_of_label(name or "", grid.headers[at]), line.text, named.raw)
                            url = address_of(line, named.raw)
                            mentions.append(
                                Mention(
                                    line,
                                    named,
                                    Method.LABEL,
                                    roles=() if roles == ("contact",) and details else roles,
                                    words=grid.headers[at],
                                    whole=whole or name == "person_name" or details,
                                    url=url,
                                    end=row[at].end,
                                )
                            )
    return mentions


def _below_titles(page: Page, grid: Grid) -> Iterator[Mention]:
    """The people below a course's title in its cell; the column's header may say what they are to the course."""
    at = grid.fields.index("course_name") if "course_name" in grid.fields else -1
    if at < 0:
        return
    header = grid.headers[at]
    said = next((name for part in _PARTS_OF_LABEL.split(header) if (name := field_of(part)) in PEOPLE_FIELDS), None)
    roles = roles_of_label(said, header) if said is not None else ("teacher",)
    for row in grid.rows[grid.first :]:
        lines = page.lines[row[at].start + 1 : row[at].end] if len(row) == len(grid.headers) else []
        for line in lines:
            if len(line.text) <= LONGEST_LIST and (are_surely_names(line.text) or _lists_names(line.text)):
                for named, whole in _names(line.text, line, prose=False):
                    url = address_of(line, named.raw)
                    yield Mention(line, named, Method.LABEL, roles=roles, words=header, whole=whole, url=url)


def _in_parts(page: Page, grid: Grid, parts: list[int]) -> list[Mention]:
    """The people whose names stand in several cells of a row each, which are columns `parts` in the order of a name."""
    mentions = []
    for row in grid.rows[grid.first :] if parts else ():
        cells = [row[at] for at in parts] if len(row) == len(grid.headers) else []
        said = [line for cell in cells for line in page.lines[cell.start : cell.end]]
        named = whole_name(" ".join(line.text for line in said)) if said and cells[-1].end > cells[-1].start else None
        if named is not None:
            line = max(said, key=lambda line: line.index)
            mentions.append(
                Mention(line, named, Method.LABEL, words=grid.headers[parts[0]], whole=True, end=row[-1].end)
            )
    return mentions


def in_company(content: str) -> bool:
    """Whether brackets name whom somebody did something with: "(with B. Mol)"."""
    return _TOGETHER.match(content) is not None


def in_brackets(line: Line) -> list[Mention]:
    """The teachers in brackets behind a course's title: "Decision Theory (Dr. A. Jansen, B. de Vries)"."""
    match = _LAST_BRACKET.search(line.text)
    if match is None or match.start() < 4:
        return []
    content = match.group(1)
    if in_company(content):
        return []
    linked = [anchor.text for anchor in line.anchors if anchor.url and anchor.text and anchor.text in content]
    found = [named for part in linked for named in _linked_name(part)] if linked else list(names_in_value(content))
    if (
        not found
        or any(named.score < SURE_NAME for named in found)
        or sum(len(n.raw) for n in found) < 0.5 * len(content)
    ):
        return []
    return [
        Mention(line, named, Method.TEXT, roles=("teacher",), words=content, url=address_of(line, named.raw))
        for named in found
    ]


@lru_cache(maxsize=4_096)
def _leading_name(text: str) -> Named | None:
    """The name at the start of a line that begins with `text`, set off by a dash, a bracket, a comma or an address."""
    if not text[0].isalpha():
        return None
    for match in _BREAKS.finditer(text):
        named = whole_name(text[: match.start()])
        if named is not None and named.score >= SURE_NAME:
            return None if _CITED.match(text, match.start()) or is_place(text) else named
    return None


def _in_line(line: Line, phrases: Phrases) -> list[Mention]:
    text = line.text
    mentions: list[Mention] = []
    if len(text) <= LONGEST_WHOLE:
        named = (page_owner(text) if line.level else None) or name_before_role(text) or whole_name(text)
        if named is not None and (named.score >= SURE_NAME or (named.score >= WEAK_NAME and _may_be_card(line))):
            method = Method.HEADING if line.level else Method.TEXT
            weak = named.score < SURE_NAME
            return [Mention(line, named, method, whole=True, url=address_of(line, named.raw), weak=weak)]
        two = _two_names(text) if line.level else []
        if two:
            return [Mention(line, n, Method.HEADING, whole=True, url=address_of(line, n.raw)) for n in two]
    for candidate in _parts(line) if line.bold or line.anchors else ():
        told = titled_name(candidate) or name_before_role(candidate)
        named = told or whole_name(candidate)
        least = WEAK_NAME if told is not None or (" " in candidate and len(text) < 90) else SURE_NAME
        if named is not None and named.score >= least:
            weak = told is None and named.score < SURE_NAME
            mentions.append(Mention(line, named, Method.TEXT, whole=True, url=address_of(line, named.raw), weak=weak))
            break
    if not mentions and (line.mails or not _names_nobody(text)):
        mentions = _told(line)
    if line.bold and "(" in text and not mentions:
        mentions += in_brackets(line)
    if phrases:
        mentions += [mention for role, pattern in phrases for mention in in_phrases(line, role, pattern)]
    return mentions


@lru_cache(maxsize=4_096)
def _two_names(text: str) -> list[Named]:
    """The people whom a heading names, two or three and nothing else: "Anna Vos & Ben Mol"."""
    parts = _AND.split(text) if _AND.search(text) else []
    named = [whole_name(part) for part in parts]
    found = [name for name in named if name is not None and name.score >= SURE_NAME and " " in name.natural]
    return found if 1 < len(found) == len(parts) <= MOST_TOGETHER else []


def _told(line: Line) -> list[Mention]:
    """Who is named in a line that is more than a name: at its start, behind a role, of a board, beside an address."""
    text = line.text
    several = told_of_several(line)
    if several:
        return several
    leading = _leading_name(text[:70]) or titled_name(text)
    if leading is not None:
        return [Mention(line, leading, Method.TEXT, whole=True, url=address_of(line, leading.raw))]
    mentions = behind_role(line) if ":" in text or " is " in text else []
    mentions = mentions or members(line) or after_role_word(line) or beside_addresses(line)
    if not mentions and len(text) > 60 and (line.mails or "@" in text):
        mentions = spelt_by_address(line)
    return mentions


def _names_nobody(text: str) -> bool:
    """Whether `_told` finds nobody in a line of `text` without addresses: so it is with most lines of a page."""
    return _seems_silent(text) if len(text) <= REMEMBERED else False


@lru_cache(maxsize=4_096)
def _seems_silent(text: str) -> bool:
    telling = ":" in text or "@" in text or " is " in text or may_hold_role(text)
    return not telling and _leading_name(text[:70]) is None


def _is_silent(line: Line) -> bool:
    """Whether a line is nothing but text in which nobody is named: as most of a page are, on page after page."""
    if line.level or line.bold or line.anchors or line.mails or len(line.text) > REMEMBERED:
        return False
    return _holds_no_name(line.text)


@lru_cache(maxsize=4_096)
def _holds_no_name(text: str) -> bool:
    if len(text) <= LONGEST_WHOLE and (name_before_role(text) or whole_name(text)):
        return False
    return _seems_silent(text)


def _may_be_card(line: Line) -> bool:
    """Whether a line may head a card: first names alone count only there, and only among others of the kind."""
    return (bool(line.level) or line.box.tag in {"p", "div", "li", "td", "figcaption"}) and len(line.text) <= 30


def _parts(line: Line) -> list[str]:
    parts = [line.bold] if line.bold and len(line.bold) < len(line.text) else []
    anchors = [anchor.text for anchor in line.anchors if anchor.text and len(anchor.text) < len(line.text)]
    if anchors and len(line.text) <= 200 and line.text.startswith(anchors[0]):
        parts.append(anchors[0])
    return parts
