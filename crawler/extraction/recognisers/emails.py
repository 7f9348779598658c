"""E-mail addresses in text and in `mailto:` links; hidden forms are read by `hidden_emails`, owners by `email_owners`.

An address is never made up: where two readings are possible ("Lunch @ school.nl"), there is none.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from urllib.parse import unquote

from crawler.extraction.recognisers.addresses import (
    LABEL,
    LOCAL,
    LONGEST_ADDRESS,
    TOP,
    is_placeholder,
    known_top_level,
    valid_email,
)
from crawler.extraction.recognisers.vocabulary import REMEMBERED, any_of, plain, vocabulary

LONGEST = 50_000
"""Characters of a text that are looked at."""

MOST = 200
"""Addresses kept of one text."""

_DOMAIN = rf"(?:{LABEL}\.){{1,8}}{TOP}"
_ADDRESS = re.compile(rf"(?<![\w.+&%@-])({LOCAL})@({_DOMAIN})(?![\w@]|-\w)")
_RUN_ON = re.compile(rf"(?<![\w.+&%@-])({LOCAL})@((?:{LABEL}\.){{1,8}}\w{{2,40}})(?![\w@])")
_GROUP = re.compile(rf"[{{(\[]\s?((?:{LOCAL}\s?[,;|/]\s?){{1,15}}{LOCAL})\s?[}})\]]\s?@\s?({_DOMAIN})")
_SPACED = re.compile(rf"(^|[:(<|,;]\s?|\s)({LOCAL})(?:\s{{1,2}}@\s{{0,2}}|\s{{0,2}}@\s{{1,2}})({_DOMAIN})(?![\w@])")
_CUT = re.compile(rf"({LOCAL})-\s+({LOCAL}@{_DOMAIN})|({LOCAL}@[\w.-]{{1,80}})-\s+([\w.-]{{1,80}}\.{TOP})")
_DOTTED_AT = re.compile(
    rf"(?<![\w.@])([A-Za-z][\w-]{{0,40}}(?:[._][\w-]{{1,40}}){{1,4}}) (?:at|AT) ({_DOMAIN})(?![\w@]|\.\w)"
)
"""A local part with a dot, and a whole domain behind "at": "jan.jansen at school.nl", and not "look at school.nl"."""
_ALONE_AT = re.compile(rf"^([a-z][\w-]{{1,40}}) (?:at|AT) ((?!www\.){LABEL}(?:\.{LABEL}){{1,7}}\.{TOP})$", re.MULTILINE)
"""The same without a dot in the local part where a text says nothing else: "gokafor at geog.school.edu"."""
_APART = re.compile(rf"(?<![\w.@])([\w-]{{1,40}}(?:\.[\w-]{{1,40}}){{1,4}})\s?\(@({_DOMAIN})\)")
_TURNED = re.compile(r"(?<![\w.@])[A-Za-z]{2,10}(?:\.[\w-]{1,40}){1,4}@[\w.-]{1,60}(?![\w@])")
_BRACKETED = re.compile(r"[\[({<]\s{0,2}(?:[a@äæ$#*]|chez|bij|klam)")
_SET_OFF = ('"at"', "'at'", "“at”", "‘at’", "|at|", "/at/", " /a/ ", "((at))")
"""Further ways to set the word for @ off, all of them read as "(at)"."""

_SET_OFF_AT = re.compile(rf"\s?(?:{'|'.join(map(re.escape, _SET_OFF))})\s?", re.IGNORECASE)
_HYPHEN_CUT = re.compile(r"[\w.]-\s")
_PHONE_BEFORE = re.compile(r"(?:\+|0)\d[\d-]{7,}(?=[A-Za-z])")
_MAIL_BEFORE = re.compile(r"(?:E-?[Mm]ail|Mail|E-MAIL|EMAIL)(?=[A-Za-z0-9][\w.-]*$)")
_UNREADABLE = re.compile(r"[^\x20-\x7e]")


@cache
def _written_out() -> tuple[
    re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]
]:
    words = vocabulary("emails")
    open_, close = r"\s{0,2}[\[({<]\s{0,2}", r"\s{0,2}[\])}>]\s{0,2}"
    part = r"[A-Za-z0-9_][\w+'-]{0,60}"
    starred = r"\s{1,2}[*_-]{1,2}at[*_-]{1,2}\s{1,2}|(?<=\w)[_*]at[_*](?=\w)"
    at = rf"(?:{open_}{any_of(words['at'])}{close}|{starred})"
    dots = words["bare_dot"] + words["bare_dot_of_few"]

    def spoken(ats: list[str], dots: list[str]) -> re.Pattern[str]:
        at, dot = rf"\s{any_of(ats)}\s", rf"\s{any_of(dots)}\s"
        pieces = rf"{part}(?:(?:\.|{dot}){part})"
        return re.compile(rf"({pieces}{{0,6}}){at}({pieces}{{0,5}}{dot}{TOP})(?!\w)", re.IGNORECASE)

    return (
        re.compile(
            rf"[\[({{<_*-]\s{{0,2}}{any_of(words['at'])}\s{{0,2}}[\])}}>_*-]|\s{any_of(words['bare_at'])}\s",
            re.IGNORECASE,
        ),
        re.compile(at, re.IGNORECASE),
        re.compile(
            rf"{open_}{any_of(words['dot'])}{close}|\s{any_of(dots)}\s|(?<=\w)[_*]dot[_*](?=\w)",
            re.IGNORECASE,
        ),
        spoken(words["bare_at"], words["bare_dot"]),
        spoken(words["bare_at_of_few"], dots),
        re.compile(
            rf"(?<!\w){any_of(words['labels'])}\s?:\s{{0,2}}({part}(?:\.{part}){{0,6}})\s(?:at|AT)\s({_DOMAIN})(?!\w)",
            re.IGNORECASE,
        ),
    )


def find_emails(text: str) -> list[str]:
    """The addresses in `text` as written (hidden forms decoded), in order, each once; placeholders left out.

    Reads "[at]", "(dot)", "jan at school dot nl", "jan @ school.nl" behind a label, "{jan,piet}@school.nl", and
    addresses cut at a hyphen. Entities must have been decoded.
    """
    if len(text) <= REMEMBERED:
        return list(_remembered(text))
    text = text[:LONGEST]
    return _found(text) if "@" in text or may_be_written_out(text) else []


@lru_cache(maxsize=4_096)
def _remembered(text: str) -> tuple[str, ...]:
    return tuple(_found(text)) if "@" in text or may_be_written_out(text) else ()


def _found(text: str) -> list[str]:
    hidden = _written_out()[0]
    text = plain(text)
    if not text.isascii():
        text = text.replace("\uff20", "@").replace("ät", "at")
    if _SET_OFF_AT.search(text):
        text = _SET_OFF_AT.sub(" (at) ", text)
    for removed in vocabulary("emails")["removed"]:
        if removed in text:
            text = re.sub(rf"[._-]?{removed}[._-]?(?=@)|(?<=@){removed}[._-]?", "", text)
    if "(@" in text:
        text = _APART.sub(r"\1@\2", text)
    alone = _ALONE_AT.fullmatch(text)
    if alone is not None and alone[1] not in vocabulary("emails")["no_locals"]:
        text = f"{alone[1]}@{alone[2]}"
    if hidden.search(text) or _DOTTED_AT.search(text):
        text = _decoded(text)
    if _HYPHEN_CUT.search(text):
        text = _CUT.sub(_mended, text)
    found = [(match.start(), address) for match in _GROUP.finditer(text) for address in _group(match)]
    found += [
        (match.start(), _bare(match)) for match in _ADDRESS.finditer(text) if not _in_address_bar(text, match.start())
    ]
    found += [
        (match.start(), _cut_run_on(match))
        for match in _RUN_ON.finditer(text)
        if not _in_address_bar(text, match.start())
    ]
    found += [
        (match.start(2), f"{match[2]}@{match[3]}") for match in _SPACED.finditer(text) if _is_spaced_address(match)
    ]
    if not found and "@" in text:
        found = [(0, address) for address in map(_turned_round, _TURNED.findall(text)) if address]
    ordered = dict.fromkeys(address for _, address in sorted(found, key=lambda pair: pair[0]))
    seen: dict[str, str] = {}
    for address in ordered:
        if valid_email(address) and not is_placeholder(address):
            seen.setdefault(address.lower(), address)
    return list(seen.values())[:MOST]


def _turned_round(token: str) -> str:
    """The address that `token` is, read from right to left as its page shows it; "" where it is none."""
    shown = token[::-1]
    return "" if valid_email(token) or not valid_email(shown) else shown


def _may_be_dotted(lowered: str) -> bool:
    """Whether some "at" has a point or "_" in the word before it and a point in that behind, as `_DOTTED_AT` asks."""
    return any(
        ("." in (word := before.rpartition(" ")[2]) or "_" in word) and "." in behind.partition(" ")[0]
        for before, behind in pairwise(lowered.split(" at "))
    )


def may_be_written_out(text: str) -> bool:
    """A quick answer for the many texts without any address: no written-out @ can be in them, nor in a part of them."""
    lowered = text.lower()
    if (")" in text or "]" in text or "}" in text or ">" in text) and _BRACKETED.search(lowered):
        return True
    if " at " in lowered and ((_may_be_dotted(lowered) and _DOTTED_AT.search(lowered)) or _ALONE_AT.search(lowered)):
        return True
    if any(map(lowered.__contains__, _SET_OFF)):
        return True
    if (
        "\uff20" in lowered
        or "_at_" in lowered
        or "*at*" in lowered
        or "-at-" in lowered
        or (": " in lowered and " at " in lowered)
    ):
        return True
    return (" dot " in lowered or " punt " in lowered or " punkt " in lowered or " point " in lowered) and (
        _written_out()[0].search(text) is not None
    )


def _decoded(text: str) -> str:
    _, at, dot, *spoken, labelled = _written_out()
    for form in spoken:
        text = form.sub(lambda match: f" {dot.sub('.', match[1])}@{dot.sub('.', match[2])}", text)
    text = labelled.sub(lambda match: f" {match[1]}@{match[2]}", text)
    text = _DOTTED_AT.sub(lambda match: f" {match[1]}@{match[2]}", text)
    pieces = at.split(text, maxsplit=MOST)
    if len(pieces) == 1:
        return text
    joined = pieces[0]
    for piece in pieces[1:]:
        looks_local = re.search(r"[\w.+-]$", joined)
        tail = re.match(rf"(?:{LABEL}(?:\.|{dot.pattern}))+{TOP}", piece, re.IGNORECASE)
        if looks_local and tail:
            front = re.search(rf"[\w+'-]+(?:(?:\.|{dot.pattern})[\w+'-]+)*$", joined, re.IGNORECASE)
            start = front.start() if front else len(joined)
            joined = (
                joined[:start] + dot.sub(".", joined[start:]) + "@" + dot.sub(".", tail.group()) + piece[tail.end() :]
            )
        else:
            joined += " " + piece
    return joined


def _mended(match: re.Match[str]) -> str:
    """An address cut after a hyphen, where both halves look it: the half before has a dot or the @."""
    if match[3]:
        return f"{match[3]}-{match[4]}"
    return f"{match[1]}-{match[2]}" if "." in match[1] else match.group()


def _group(match: re.Match[str]) -> list[str]:
    return [f"{local.strip()}@{match[2]}" for local in re.split(r"[,;|/]", match[1])]


def _bare(match: re.Match[str]) -> str:
    return f"{_without_run_on_front(match[1])}@{match[2]}"


def _without_run_on_front(local: str) -> str:
    """The local part without a phone number or the word "E-mail" that lost its space to it."""
    for front in (_PHONE_BEFORE, _MAIL_BEFORE):
        if met := front.match(local):
            local = local[met.end() :]
    return local.lstrip("'.-")


def _cut_run_on(match: re.Match[str]) -> str:
    """An address with a word run on to it ("jan@school.nlTelefoon"), cut where the top-level domain ends; else ""."""
    front, _, last = match[2].rpartition(".")
    capital = re.match(r"([a-z]{2,12})(?=[A-Z0-9])", last)
    if capital and known_top_level(capital[1]):
        return f"{_without_run_on_front(match[1])}@{front}.{capital[1]}"
    if last.isalpha() and last.islower() and not known_top_level(last):
        for size in (2, 3, 4):
            if known_top_level(last[:size]) and last[size:] in vocabulary("emails")["run_on"]:
                return f"{_without_run_on_front(match[1])}@{front}.{last[:size]}"
    return ""


def _in_address_bar(text: str, start: int) -> bool:
    """Whether the match is the user part of an address like `https://user:key@host`."""
    token = text[max(0, start - 200) : start].rpartition(" ")[2]
    return "://" in token


def _is_spaced_address(match: re.Match[str]) -> bool:
    before, local = match[1], match[2]
    if "." in local or any(character.isdigit() for character in local):
        return not local[0].isupper() or "." in local
    return before.strip() in {":", "<"} and local.islower()


def mailto_recipients(href: str) -> list[str]:
    """The addresses a `mailto:` link writes to, in order; none for a "share this page" link ("mailto:?subject=")."""
    scheme, colon, rest = href.strip()[: LONGEST_ADDRESS * 20].partition(":")
    if not colon or scheme.strip().lower() != "mailto":
        return []
    path = rest.partition("?")[0]
    decoded = unquote(unquote(path)) if "%25" in path else unquote(path)
    decoded = plain(decoded).strip().lstrip("/")
    if valid_email(decoded):
        return [] if is_placeholder(decoded) else [decoded]
    return find_emails(re.sub(r"[,;]", " , ", _UNREADABLE.sub(" ", decoded)))


def from_mailto(href: str) -> str | None:
    """The first address a `mailto:` link writes to, or None (no such link, or one that shares the page)."""
    recipients = mailto_recipients(href)
    return recipients[0] if recipients else None
