"""Who heads what: the word for a head alone ("Directeuren", "Chair") says nothing, with a thing beside it it is a role.

The thing stands in the line with the name, below a heading that says of what sort all are, or the page is about it.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from crawler.extraction.blocks import BOLD, Line, Page, by_word
from crawler.extraction.findings import Method
from crawler.extraction.labelling import field_of
from crawler.extraction.mention import SURE_NAME, Mention, address_of
from crawler.extraction.naming import Named
from crawler.extraction.prose import name_at_start
from crawler.extraction.recognisers.role_words import role_index, words_of
from crawler.extraction.recognisers.roles import RoleReading, read_roles

LONGEST_HEADING = 40
"""Characters of such a heading."""

LONGEST_LINE = 120
"""Characters of a line that names a thing and who heads it."""

_THING = re.compile(r"\s+[–—-]\s+|\s*[:|]\s+|,\s+")
"""What stands between a thing and who heads it."""

_BRACKET = re.compile(r"\s+\(")

_ENDS = re.compile(r"\s*(?:$|[,(;|]|[–—-]\s)")
"""What a name in such a line ends at."""


def headed_things(page: Page) -> Iterator[Mention]:
    """The people whom lines name as heads, each with the role that the word for a head and the thing make."""
    if not page.says(_heads()):
        return
    under = {line.index for line in page.lines if line.level and not line.furniture and _is_head(line.text)}
    for line in page.content:
        if len(line.text) > LONGEST_LINE or line.level not in {0, BOLD}:
            continue
        mention = _headed(page.lines[line.section].text, line) if line.section in under else None
        mention = mention or _heads_own(page, line)
        if mention is not None:
            yield mention


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    return by_word(role_index().heads)


@lru_cache(maxsize=4_096)
def _is_head(text: str) -> bool:
    """Whether a text is a word for heads of anything and no more, which is no role: "Directeuren"."""
    if len(text) > LONGEST_HEADING:
        return False
    words = words_of(text)
    return bool(words) and words[-1] in role_index().heads and not read_roles(text) and field_of(text) is None


def _heads_own(page: Page, line: Line) -> Mention | None:
    """Whom a line names before or behind a word for a head and no more, on a page about what is headed."""
    head, line, name = _head_and_name(page, line)
    named = name_at_start(name) if name else None
    if named is None or named.score < SURE_NAME or not _ends(name, named):
        return None
    about = [heading.text for heading in page.under(line)] or [page.title]
    reading = next((found for text in about if (found := _role(head, text[:LONGEST_LINE])) is not None), None)
    return None if reading is None else _mention(line, named, reading, head)


def _head_and_name(page: Page, line: Line) -> tuple[str, Line, str]:
    """A word for a head, the line of whom it is said, and what names them: beside it, or in the line below it."""
    if line.level == BOLD or line.box.tag in {"dt", "th", "td"} or line.text.endswith(":"):
        head = line.text.rstrip(" :")
        if _is_head(head) and line.index + 1 < len(page.lines):
            below = page.lines[line.index + 1]
            return head, below, below.text
    mark = _THING.search(line.text) or _BRACKET.search(line.text)
    if mark is None:
        return "", line, ""
    first, last = line.text[: mark.start()], line.text[mark.end() :].rstrip(" )")
    if _is_head(first):
        return first, line, last
    return (last, line, first) if _is_head(last) else ("", line, "")


def _headed(heading: str, line: Line) -> Mention | None:
    mark = _THING.search(line.text)
    if mark is None:
        return None
    thing, behind = line.text[: mark.start()], line.text[mark.end() :]
    named, reading = name_at_start(behind), _role(heading, thing)
    if named is None or reading is None or named.score < SURE_NAME or not _ends(behind, named):
        return None
    return _mention(line, named, reading, heading)


def _mention(line: Line, named: Named, reading: RoleReading, words: str) -> Mention:
    url = address_of(line, named.raw)
    return Mention(line, named, Method.LABEL, roles=(reading.kind or "",), words=words, whole=True, url=url)


def _role(heading: str, thing: str) -> RoleReading | None:
    """The role of the heads of a thing."""
    found = next(iter(read_roles(f"{heading} {thing}")), None)
    return found if found is not None and found.start == 0 and found.kind and found.contact else None


def _ends(text: str, named: Named) -> bool:
    return text.startswith(named.raw) and _ENDS.match(text, len(named.raw)) is not None
