"""Where a page names people: behind labels, in columns, as lines of their own, beside addresses, after "taught by"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from crawler.extraction.blocks import Box, Line, Page
from crawler.extraction.findings import Method
from crawler.extraction.groups import is_teaching_group
from crawler.extraction.headed_things import headed_things
from crawler.extraction.label_names import behind_labels, other_cells, other_values
from crawler.extraction.labelling import field_of, is_sure_label, roles_of_label
from crawler.extraction.mention import SURE_NAME, WEAK_NAME, Mention, address_of, is_professor, is_role
from crawler.extraction.name_order import turn_alike
from crawler.extraction.naming import Named, whole_name
from crawler.extraction.outline import Outline
from crawler.extraction.own_page import page_owner
from crawler.extraction.pairs import Pair
from crawler.extraction.phrases import Phrases, in_phrases, phrases_of
from crawler.extraction.prose import (
    after_role_word,
    before_role_word,
    behind_post,
    behind_role,
    beside_addresses,
    members,
    name_before_role,
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
from crawler.extraction.table_names import in_columns, parted_lines
from crawler.extraction.tables import Grid
from crawler.extraction.told_roles import may_tell, told_roles
from crawler.extraction.value_names import behind_thing, in_brackets, leading_name

_AND = re.compile(r"\s*&\s*|\s+(?:and|und|en|et)\s+")
_LISTED = re.compile(r"\s*[,;]\s*(?:(?:and|und|en|et)\s+)?|\s+(?:and|und|en|et)\s+")
LONGEST_LISTED = 160
"""Characters of a line that lists people and nothing else."""

MOST_TOGETHER = 3
"""People whom one heading names together."""

MOST_MENTIONS = 4_000

FURTHEST_NAME = 40
"""Characters of titles before a name at the start of a paragraph."""

LONGEST_WHOLE = 90
"""Characters of a line that may be a name and nothing else, or a name with what somebody is."""


def find_mentions(page: Page, pairs: list[Pair], tables: list[Grid]) -> list[Mention]:
    """All mentions in page order; a name that a label announces is not mentioned once more as a bare line."""
    found: dict[tuple[int, str], Mention] = {}
    parted = parted_lines(tables)
    others = other_values(pairs) | other_cells(tables)
    turned = {index: named for index, named in surname_first(page).items() if index not in others}
    headers = {header for grid in tables for header in grid.headers}
    labelled = [
        mention
        for mention in behind_labels(pairs)
        if mention.line.index not in parted and mention.line.text not in headers
    ]
    for mention in [*in_columns(page, tables), *labelled, *headed_things(page)]:
        if mention.line.index not in turned:
            found.setdefault((mention.line.index, mention.key), mention)
    for mention in _turned_names(page, turned, labelled):
        found[mention.line.index, mention.key] = mention
    nobody = others | parted | turned.keys()
    phrases = phrases_of(page)
    for line in page.content:
        if line.index in nobody or len(found) > MOST_MENTIONS or line.box.tag == "pre":
            continue
        silent = _is_silent(line)
        if (silent and not phrases) or is_reference(line.text):
            continue
        for mention in in_phrases(line, phrases) if silent else _in_line(line, phrases):
            said = mention.roles
            if mention.whole and not mention.roles:
                if is_role(mention.named) or is_group(line.text):
                    continue
                _take_heading(page, mention)
            known = found.setdefault((line.index, mention.key), mention)
            known.whole = known.whole or mention.whole
            if said and not known.roles:
                known.roles, known.words = said, mention.words
    mentions = sorted(found.values(), key=lambda mention: mention.line.index)
    turn_alike(mentions)
    return mentions


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


def with_subject(outline: Outline, mentions: list[Mention]) -> str:
    """The key of the name that the page is about, "" without one; a mention of it is made sure, or added."""
    subject = outline.subject
    if subject is None:
        return ""
    key = outline.subject_key
    own = [mention for mention in mentions if mention.key == key]
    lines = outline.page.content
    titled = _titled_in_text(subject, lines) if not any(is_professor(mention.named.parsed) for mention in own) else None
    for mention in own:
        mention.weak = False
        if titled is not None:
            mention.named = replace(mention.named, parsed=titled.parsed)
    at = outline.main_heading or (lines[0] if lines else None)
    if at is not None and not any(mention.whole for mention in own):
        mentions.append(Mention(at, titled or subject, Method.HEADING, whole=True))
        mentions.sort(key=lambda mention: mention.line.index)
    return key


def _titled_in_text(subject: Named, lines: list[Line]) -> Named | None:
    """The subject of a page as a professor, where a paragraph begins so: "Prof. Anna Vos holds the chair of"."""
    name = subject.natural
    for line in lines:
        at = line.text.find(name, 0, FURTHEST_NAME + len(name))
        told = whole_name(line.text[: at + len(name)]) if at > 0 else None
        if told is not None and told.key == subject.key and is_professor(told.parsed):
            return replace(subject, parsed=told.parsed)
    return None


def _take_heading(page: Page, mention: Mention) -> None:
    """Gives a name under a heading that announces teachers ("Dozenten") their role, unless its line says another."""
    heading = next(page.under(mention.line), None)
    if heading is None or len(heading.text) > 60 or mention.line.index - heading.index > 60:
        return
    own, mark, rest = mention.line.text.partition(":")
    if mark and mention.named.raw in rest and read_roles(own):
        return
    name = field_of(heading.text)
    if is_group(heading.text) and not (is_teaching_group(heading.text) or read_roles(heading.text)):
        return
    if name in {"teacher", "course_coordinator"} and is_sure_label(heading.text):
        mention.roles, mention.words, mention.method = roles_of_label(name, heading.text), heading.text, Method.HEADING


def _in_line(line: Line, phrases: Phrases) -> list[Mention]:
    text = line.text
    mentions: list[Mention] = []
    if len(text) <= LONGEST_WHOLE:
        two = _two_names(text) if line.level else []
        if two:
            return [Mention(line, n, Method.HEADING, whole=True, url=address_of(line, n.raw)) for n in two]
        named = (page_owner(text) if line.level else None) or name_before_role(text) or whole_name(text)
        if named is not None and (named.score >= SURE_NAME or (named.score >= WEAK_NAME and _may_be_card(line))):
            method = Method.HEADING if line.level else Method.TEXT
            weak = named.score < SURE_NAME
            return [Mention(line, named, method, whole=True, url=address_of(line, named.raw), weak=weak)]
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
        mentions += in_phrases(line, phrases)
    return mentions


@lru_cache(maxsize=4_096)
def _two_names(text: str) -> list[Named]:
    """The people whom a heading names, two or three and nothing else: "Anna Vos & Ben Mol"."""
    parts = _AND.split(text) if _AND.search(text) else []
    named = [whole_name(part) for part in parts]
    found = [name for name in named if name is not None and name.score >= SURE_NAME and " " in name.natural]
    return found if 1 < len(found) == len(parts) <= MOST_TOGETHER else []


@lru_cache(maxsize=4_096)
def _listed_names(text: str) -> list[Named]:
    """The people whom a short line lists and nothing else, each with first name and surname: "Anna Vos, Ben Mol"."""
    parts = _LISTED.split(text) if len(text) <= LONGEST_LISTED else []
    named = [whole_name(part) for part in parts]
    found = [name for name in named if name is not None and name.score >= SURE_NAME and " " in name.natural]
    return found if 1 < len(found) == len(parts) and "," not in "".join(name.raw for name in found) else []


def _told(line: Line) -> list[Mention]:
    """Who is named in a line that is more than a name: at its start, behind a role, of a board, beside an address."""
    text = line.text
    several = told_of_several(line)
    if several:
        return several
    leading = leading_name(text[:70]) or titled_name(text)
    leading = (behind_thing(text) or leading) if leading is not None else None
    if leading is not None and not is_role(leading):
        listed = _listed_names(text) if text[len(leading.raw) : len(leading.raw) + 1] in {",", ";"} else []
        if listed:
            return [Mention(line, n, Method.TEXT, whole=True, url=address_of(line, n.raw)) for n in listed]
        return [Mention(line, leading, Method.TEXT, whole=True, url=address_of(line, leading.raw))]
    mentions = [*told_roles(line), *(behind_role(line) if ":" in text else behind_post(line))] or members(line)
    mentions = _with_others(mentions, [*after_role_word(line), *before_role_word(line)]) or beside_addresses(line)
    if not mentions and len(text) > 60 and (line.mails or "@" in text):
        mentions = spelt_by_address(line)
    return mentions


def _with_others(mentions: list[Mention], others: list[Mention]) -> list[Mention]:
    """`mentions` with those of `others` that name somebody else."""
    known = {mention.key for mention in mentions}
    return [*mentions, *(mention for mention in others if mention.key not in known)]


def _names_nobody(text: str) -> bool:
    """Whether `_told` finds nobody in a line of `text` without addresses: so it is with most lines of a page."""
    return _seems_silent(text) if len(text) <= REMEMBERED else False


@lru_cache(maxsize=4_096)
def _seems_silent(text: str) -> bool:
    telling = ":" in text or "@" in text or may_hold_role(text) or may_tell(text)
    return not _told(_alone(text)) if telling else leading_name(text[:70]) is None


def _alone(text: str) -> Line:
    """A line of nothing but `text`, which alone says whether `_told` finds anybody in a line without addresses."""
    return Line(0, text, text, Box("p", "", "p.", None, 0))


def _is_silent(line: Line) -> bool:
    """Whether a line is nothing but text in which nobody is named: as most of a page are, on page after page."""
    if line.level or line.bold or line.mails or len(line.text) > REMEMBERED or (line.anchors and _parts(line)):
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
