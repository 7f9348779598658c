"""Addresses at which a page's own words invite outsiders to bring assignments, with those words.

An address is designated only where it stands with the invitation: in its sentence, right behind it, or in the entry of
the person who says "mail me". What the school asks of its students ("Heb je een vraag?") is none.
"""

import re
from functools import cache, lru_cache

from crawler.extraction.blocks import BOLD, Line, Page, by_word
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.vocabulary import look, runs_of
from crawler.extraction.word_lists import any_as_written, word_lists
from crm.text import clean

LONGEST_LINE = 2_000
"""Characters of a line in which an invitation is looked for."""

LINES_AFTER = 5
"""Lines behind an invitation in which its address may stand."""

_SENTENCE = re.compile(
    r"(?<=[.!?])(?<![Dd]r\.)(?<!drs\.)(?<![im]r\.)(?<!prof\.)(?<!\b[A-Z]\.)\s+(?=[^\W\d_a-zà-ÿ\"“])|(?<=\S):\s+(?=[^\W\d_a-zà-ÿ])"
)
LINES_BEFORE = 12
"""Lines before "mail me" in which the address of who says so may stand."""

_TO_STUDENTS = re.compile(
    r"\b(?:u|je|jij|you|sie)\s(?:(?:een|a|als|as|are|nog)\s)*(?:student|studente|studentin|leerling)\b", re.IGNORECASE
)
_ME = re.compile(r"\b(?:mij|me|mich)\b", re.IGNORECASE)


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = word_lists("phrases")["invitations"]
    return table


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_as_written(_table()[name])})(?![\w-])", re.IGNORECASE)


@cache
def _brings() -> re.Pattern[str]:
    """ "Stuur ons uw opdracht", "Mail mij gerust uw casus": what no student is asked for with "uw"."""
    verbs = any_as_written(_table()["bring"])
    things = any_as_written(_table()["certain"])
    return re.compile(
        rf"\W*(?:{verbs})\s(?:[\w-]+\s){{0,4}}?(?:uw|ihre?)\s(?:[\w-]+\s)?(?:{things})(?![\w-])", re.IGNORECASE
    )


@cache
def _things() -> dict[str, tuple[str, ...]]:
    return by_word(_table()["things"])


@cache
def _beginnings() -> frozenset[str]:
    return runs_of(_table()["things"])


@lru_cache(maxsize=2_048)
def invitation(text: str) -> str | None:
    """The sentence of `text` that invites assignments, with the one behind it; None where none does."""
    if _beginnings().isdisjoint(look(text)[1]) or not _any("things").search(text):
        return None
    sentences = [part for part in _SENTENCE.split(text) if part]
    for at, sentence in enumerate(sentences):
        if _invites(sentence):
            first = at
            while first and _leads_in(sentences[first - 1]):
                first -= 1
            following = sentences[at + 1 : at + 2] if _says_where(sentences[at + 1 : at + 2]) else []
            return clean(" ".join([*sentences[first : at + 1], *following]), 400)
    return None


def _invites(sentence: str) -> bool:
    if len(sentence) > 400 or _TO_STUDENTS.search(sentence):
        return False
    if _any("phrases").search(sentence) or _brings().match(sentence):
        return True
    if _any("reader").match(sentence.lstrip(" \"“‘'-–")) is None:
        return False
    if _any("students").search(sentence):
        return _any("things").search(sentence) is not None
    return _any("certain").search(sentence) is not None and _any("polite").search(sentence) is not None


def _leads_in(sentence: str) -> bool:
    """Whether a sentence is the question that the invitation behind it answers, or says where to write."""
    return _says_where([sentence]) or _any("reader").match(sentence) is not None


def _says_where(sentences: list[str]) -> bool:
    return bool(sentences) and ("@" in sentences[0] or _any("bring").match(sentences[0]) is not None)


def designated_address(page: Page) -> tuple[str, str] | None:
    """(address, quote) where the page invites outsiders to bring assignments and gives an address for it."""
    for line in page.content if page.says(_things()) else ():
        if len(line.text) > LONGEST_LINE:
            continue
        quote = invitation(line.text)
        address = _address_of(page, line, quote) if quote else None
        if quote and address:
            return address, quote
    return None


def _address_of(page: Page, line: Line, quote: str) -> str | None:
    """The address that belongs to the invitation: in its words, in its line, behind it; of "mail me" before it."""
    own = [*find_emails(quote), *line.mails, *find_emails(line.text)]
    if own:
        return own[0]
    if _ME.search(quote):
        box = line.box.parent
        before = page.lines[max(box.start if box else line.index, line.index - LINES_BEFORE) : line.index]
        addresses = [a for near in before for a in (*near.mails, *find_emails(near.text))]
        if len(set(addresses)) == 1:
            return addresses[0]
    for near in page.lines[line.index + 1 : line.index + 1 + LINES_AFTER]:
        addresses = [*near.mails, *find_emails(near.text)]
        if near.box.furniture or (0 < near.level < BOLD):
            return None
        if addresses:
            return addresses[0]
    return None
