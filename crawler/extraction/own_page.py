"""Whose page it is: the name that a title or heading gives with the words around it ("Home page of …")."""

import re
from functools import cache, lru_cache

from crawler.extraction.blocks import Line, Page
from crawler.extraction.kind import address_hints
from crawler.extraction.naming import Named, whole_name
from crawler.extraction.recognisers.email_owners import belongs_to
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.recognisers.units import read_unit
from crawler.extraction.word_lists import word_lists
from crm.text import fold

OWN_ADDRESS = 0.85
"""Fit of an e-mail from which it spells a name."""

BY_FIRST_NAME = 0.6
"""Fit of an e-mail that has the first name alone; enough where heading and title say the same name."""

LIKELY = 0.3
"""Say of a folder's word from which a page below it may be a person's."""

LONGEST_INITIALS = 3
"""Letters of a word that is too short to tell a person by."""

LINES_BELOW = 4
"""Lines below a heading in which what somebody is bears out that it names them."""

LONGEST_ROLE = 90
"""Characters of a line that says what somebody is."""

LONGEST_TITLE = 90
"""Characters of the longest title that says whose page it is."""

MOST_LINES = 400
"""Lines of a page in which an e-mail is looked for."""

_OWNER = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’`´.-]+(?: [^\W\d_a-zß-öø-ÿ][\w'’`´.-]*){0,3}")
"""What may be a name that nobody knows: one to four words with capitals."""

_OWN_FOLDER = re.compile(r"/~|/(?:users?|homes?|homepages?)/[\w.-]+/?", re.IGNORECASE)

_OWN_START = re.compile(r"/~[\w.-]+/?(?:(?:index|home|homepage|default|welcome)\.\w+)?$", re.IGNORECASE)

_GENITIVE = re.compile(r"(?:['’`´]s?|(?<=[a-z])s')\s+(?=\S)")


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(map(fold, word_lists("own_pages")[name]), key=len, reverse=True))


@cache
def _sized(name: str) -> tuple[tuple[str, int], ...]:
    """Phrases, longest first, and how many words each has."""
    return tuple((phrase, phrase.count(" ") + 1) for phrase in _words(name))


@cache
def _sizes(name: str) -> frozenset[int]:
    return frozenset(size for _, size in _sized(name))


def is_greeting(text: str) -> bool:
    """Whether a heading names nobody and is that of somebody's own page ("Welcome to my home page")."""
    return fold(text).strip(" !.") in _words("greetings")


@lru_cache(maxsize=4_096)
def page_owner(text: str) -> Named | None:
    """The name in a title like "Home page of Anna Vos", "Anna Vos's homepage" or "Profiel - A. Vos"; else None."""
    inner = _without_frame(text)
    return whole_name(inner) if inner is not None else None


def is_own(text: str) -> bool:
    """Whether a title says that a page is somebody's own, by a first name or another that nobody knows.

    >>> is_own("Welcome to Anna's home page")
    True
    """
    inner = _without_frame(text) if _GENITIVE.search(text) else None
    return inner is not None and _OWNER.fullmatch(inner) is not None and read_unit(inner) is None


@lru_cache(maxsize=4_096)
def _without_frame(text: str) -> str | None:
    """What stands between the words of a title that say whose page it is; None where there are none."""
    if len(text) > LONGEST_TITLE:
        return None
    words, framed = text.split(), False
    starts = {size: fold(" ".join(words[:size])).rstrip(":") for size in _sizes("before") if len(words) > size}
    for phrase, size in _sized("before"):
        if starts.get(size) == phrase:
            words, framed = " ".join(words[size:]).lstrip(":-–| ").split(), True
            break
    ends = {size: fold(" ".join(words[-size:]).strip("!.")) for size in _sizes("behind") if len(words) > size}
    for phrase, size in _sized("behind"):
        if ends.get(size) == phrase:
            before = " ".join(words[:-size])
            return _GENITIVE.sub(" ", f"{before} x")[:-2].rstrip(":-–| ")
    return " ".join(words) if framed else None


def is_own_folder(url: str) -> bool:
    """Whether an address is below a user's own folder: `/~vos/`, `/users/vos/`."""
    return _OWN_FOLDER.search(url) is not None


def is_own_start(url: str) -> bool:
    """Whether an address is the start of a user's own folder: `/~vos/`, `/~vos/home.html`."""
    return _OWN_START.search(url) is not None


def bears_out(page: Page, named: Named, heading: Line | None) -> bool:
    """Whether the address, an e-mail or the lines below the heading say that a doubtful name is one."""
    if " " not in named.natural:
        return False
    folder = address_hints(page.url)[0]
    if is_own_folder(page.url) or folder.get("person", 0.0) >= LIKELY or folder.get("directory", 0.0) >= LIKELY:
        words = [fold(word) for word in (named.parsed.surname, named.parsed.call_name) if len(word) > LONGEST_INITIALS]
        if any(word in fold(page.url[-60:]) for word in words):
            return True
    lines = [line for line in page.lines[:MOST_LINES] if line.mails or "@" in line.text]
    titled = heading is not None and fold(named.natural) in fold(page.title)
    least = BY_FIRST_NAME if titled else OWN_ADDRESS
    if any(
        belongs_to(mail, named.parsed) >= least for line in lines for mail in (*line.mails, *find_emails(line.text))
    ):
        return True
    below = page.lines[heading.index + 1 : heading.index + 1 + LINES_BELOW] if heading is not None else []
    return any(reading.start == 0 for line in below if _may_say_role(page, line) for reading in read_roles(line.text))


def _may_say_role(page: Page, line: Line) -> bool:
    """Whether a line may say what the one above it is: it stands in no footer and labels no column, term or name."""
    behind = page.lines[line.index + 1].text if line.index + 1 < len(page.lines) else ""
    labels = line.box.tag in {"th", "dt"} or line.text.endswith(":") or whole_name(behind) is not None
    return len(line.text) < LONGEST_ROLE and not line.box.furniture and not labels
