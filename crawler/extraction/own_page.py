"""Whose page it is: the name that a title or heading gives with the words around it ("Home page of …")."""

import re
import tomllib
from functools import cache, lru_cache

from crawler.extraction.blocks import Line, Page
from crawler.extraction.kind import address_hints
from crawler.extraction.naming import Named, whole_name
from crawler.extraction.recognisers.email_owners import belongs_to
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.roles import read_roles
from crm.resources import data_path
from crm.text import fold

OWN_ADDRESS = 0.85
"""Fit of an e-mail from which it spells a name."""

LIKELY = 0.3
"""Say of a folder's word from which a page below it may be a person's."""

LONGEST_INITIALS = 3
"""Letters of a word that is too short to tell a person by."""

LINES_BELOW = 4
"""Lines below a heading in which what somebody is bears out that it names them."""

MOST_LINES = 400
"""Lines of a page in which an e-mail is looked for."""

_GENITIVE = re.compile(r"(?:['’`´]s?|(?<=[a-z])s')\s+(?=\S)")


@cache
def _words(name: str) -> tuple[str, ...]:
    words = tomllib.loads(data_path("extraction/own_pages.toml").read_text("utf-8"))[name]
    return tuple(sorted(map(fold, words), key=len, reverse=True))


def is_greeting(text: str) -> bool:
    """Whether a heading names nobody and is that of somebody's own page ("Welcome to my home page")."""
    return fold(text).strip(" !.") in _words("greetings")


@lru_cache(maxsize=4_096)
def page_owner(text: str) -> Named | None:
    """The name in a title like "Home page of Anna Vos", "Anna Vos's homepage" or "Profiel - A. Vos"; else None."""
    if len(text) > 90:
        return None
    words = text.split()
    for phrase in _words("before"):
        size = phrase.count(" ") + 1
        if len(words) > size and fold(" ".join(words[:size])).rstrip(":") == phrase:
            return whole_name(" ".join(words[size:]).lstrip(":-–| "))
    for phrase in _words("behind"):
        size = phrase.count(" ") + 1
        if len(words) > size and fold(" ".join(words[-size:])) == phrase:
            before = " ".join(words[:-size])
            return whole_name(_GENITIVE.sub(" ", f"{before} x")[:-2].rstrip(":-–| "))
    return None


def bears_out(page: Page, named: Named, heading: Line | None) -> bool:
    """Whether the address, an e-mail or the lines below the heading say that a doubtful name is one."""
    if " " not in named.natural:
        return False
    folder = address_hints(page.url)[0]
    if "~" in page.url or folder.get("person", 0.0) >= LIKELY or folder.get("directory", 0.0) >= LIKELY:
        words = [fold(word) for word in (named.parsed.surname, named.parsed.call_name) if len(word) > LONGEST_INITIALS]
        if any(word in fold(page.url[-60:]) for word in words):
            return True
    lines = [line for line in page.lines[:MOST_LINES] if line.mails or "@" in line.text]
    if any(
        belongs_to(mail, named.parsed) >= OWN_ADDRESS
        for line in lines
        for mail in (*line.mails, *find_emails(line.text))
    ):
        return True
    below = page.lines[heading.index + 1 : heading.index + 1 + LINES_BELOW] if heading is not None else []
    return any(reading.start == 0 for line in below if len(line.text) < 90 for reading in read_roles(line.text))
