"""Who heads what, in lines below a heading that says of what sort they are: "Directeuren", "College Techniek – B. Bos".

The word for a head alone says nothing of anybody; with the thing that each line names it is a role.
"""

import re
from collections.abc import Iterator

from crawler.extraction.blocks import Line, Page
from crawler.extraction.findings import Method
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

_ENDS = re.compile(r"\s*(?:$|[,(;|]|[–—-]\s)")
"""What a name in such a line ends at."""


def headed_things(page: Page) -> Iterator[Mention]:
    """The people whom lines below a heading of heads name for a thing, each with the role that both make."""
    under = {line.index for line in page.lines if line.level and _is_of_heads(line)}
    for line in page.content if under else ():
        if line.section in under and not line.level and len(line.text) <= LONGEST_LINE:
            mention = _headed(page.lines[line.section].text, line)
            if mention is not None:
                yield mention


def _is_of_heads(line: Line) -> bool:
    """Whether a heading is a word for heads of anything and no more, which is no role: "Directeuren"."""
    if len(line.text) > LONGEST_HEADING or line.furniture:
        return False
    words = words_of(line.text)
    return bool(words) and words[-1] in role_index().heads and not read_roles(line.text)


def _headed(heading: str, line: Line) -> Mention | None:
    mark = _THING.search(line.text)
    if mark is None:
        return None
    thing, behind = line.text[: mark.start()], line.text[mark.end() :]
    named, reading = name_at_start(behind), _role(heading, thing)
    if named is None or reading is None or named.score < SURE_NAME or not _ends(behind, named):
        return None
    url = address_of(line, named.raw)
    return Mention(line, named, Method.LABEL, roles=(reading.kind or "",), words=heading, whole=True, url=url)


def _role(heading: str, thing: str) -> RoleReading | None:
    """The role of the heads of a thing."""
    found = next(iter(read_roles(f"{heading} {thing}")), None)
    return found if found is not None and found.start == 0 and found.kind and found.contact else None


def _ends(text: str, named: Named) -> bool:
    return text.startswith(named.raw) and _ENDS.match(text, len(named.raw)) is not None
