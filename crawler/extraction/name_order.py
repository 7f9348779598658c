"""Names written surname first and without a mark, as Flemish schools do ("Peeters An", "De Smet Katrijn").

Of some such names alone it is sure which way round they stand; where those of a page are, and none surely stands the
other way, the page writes all its names so.
"""

import re
from dataclasses import replace

from crawler.extraction.mention import Mention
from crawler.extraction.naming import Named, name_key, whole_name
from crm.names import parse
from crm.names.tokens import is_particle
from crm.names.vocabulary import is_given, is_surname

_INITIALS_LAST = re.compile(r"(?P<rest>[^\W\d_][^\d.,;()]{1,40}?) (?P<initials>(?:[A-ZÀ-Þ]\.[ -]?)+)")
"""A name with its initials last: "El Khattabi N."."""

FEWEST = 2
"""Names that surely stand surname first, from which on others are turned with them."""

MOSTLY = 4
"""So many of them to one that surely begins with the first name."""


def turn_alike(mentions: list[Mention]) -> None:
    """Turns the names of a page of which it is not sure which way round they stand, where those that are stand so."""
    if len({mention.key for mention in mentions if _may_be_turned(mention.named)}) < FEWEST:
        return
    _turn_initialled(mentions)
    doubtful: list[Mention] = []
    turned, straight = set(), set()
    for mention in mentions:
        words = _words(mention.named)
        if len(words) < 2 or mention.named.parsed.initials or "," in mention.named.raw:
            continue
        if name_key(mention.named.natural) != name_key(" ".join(words)):
            turned.add(mention.key)
        elif is_given(words[0]) and not is_surname(words[0]):
            straight.add(mention.key)
        else:
            doubtful.append(mention)
    if len(turned) < FEWEST or len(turned) < MOSTLY * len(straight):
        return
    for mention in doubtful:
        named = _turned(mention.named)
        if named is not None:
            mention.named, mention.key = named, named.key


def _turn_initialled(mentions: list[Mention]) -> None:
    """Turns "Cornelis H." where others of the page are as surely turned as "Verhelst A." is: it is no Cornelis."""
    behind = [mention for mention in mentions if _INITIALS_LAST.fullmatch(mention.named.raw)]
    turned = {mention.key for mention in behind if mention.named.parsed.surname}
    if len(turned) < FEWEST:
        return
    for mention in behind:
        match = _INITIALS_LAST.fullmatch(mention.named.raw)
        natural = f"{match['initials']} {match['rest']}" if match else ""
        parsed = parse(natural) if not mention.named.parsed.surname else None
        if parsed is not None:
            mention.named = replace(mention.named, parsed=parsed, natural=natural)
            mention.key = mention.named.key


def _may_be_turned(named: Named) -> bool:
    """Whether a name begins with what the page has last: a quick look, as on most pages there is none."""
    first, _, more = named.natural.partition(" ")
    return bool(more) and named.raw.partition("(")[0].rstrip(" ,").endswith(f" {first}")


def _words(named: Named) -> list[str]:
    """The words of a name as the page has them, without titles and what stands in brackets."""
    whole = whole_name(named.raw.partition("(")[0])
    return whole.raw.split() if whole is not None and not whole.parsed.titles else []


def _turned(named: Named) -> Named | None:
    """A name the other way round: the last word is the first name, with those before it that only are one."""
    words = _words(named)
    at = len(words) - 1
    while at > 1 and is_given(words[at - 1]) and not is_surname(words[at - 1]) and not is_particle(words[at - 1]):
        at -= 1
    natural = " ".join([*words[at:], *words[:at]])
    parsed = parse(natural)
    if is_particle(words[-1]) or parsed is None:
        return None
    return replace(named, parsed=parsed, natural=natural)
