"""What the addresses of a person tell of their name: first name, tussenvoegsel, and how the surname is spelt.

An address at work and the page on a network are mostly made of the name as the office has it. "c.a.terwestra@…" says of
C. Westra that there is a "ter" and a second initial; "linkedin.com/in/cees-garcia-1a2b3c" of C. Garcia what C. is;
"w.stokman@…" of Wiebe Stokkman that somebody's hand slipped.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import unquote

from rapidfuzz.distance import OSA

from crm.identity.bearers import Bearer
from crm.identity.mailboxes import names_function, split
from crm.identity.traits import NameTraits, nicknames_of, with_first_name, with_prefix, with_surname
from crm.names.vocabulary import folded, is_given, vocabulary

NETWORK = "linkedin.com/in/"
"""Where a page's address is made of the name."""

SLIPS_FROM = 5
"""Letters of a surname from which one that is a slip away is taken for the same."""

_CUTS = re.compile(r"[^a-z0-9]+")
_BARE = bytes(ord(chr(n).lower()) if n < 128 and chr(n).isalpha() else ord(" ") for n in range(256))
"""A character of an address as it is read, where it is no figure: points and dashes cut."""

Pieces = tuple[str, ...]


def told(bearer: Bearer, form: NameTraits) -> tuple[NameTraits, ...]:
    """The form of the name, filled in by the bearer's addresses; behind it other spellings that these have."""
    others: list[NameTraits] = []
    for pieces in _addresses(bearer):
        heard = _heard(pieces, form)
        if heard is not None:
            given, prefix, surname = heard
            if prefix and not form.prefix:
                form = with_prefix(form, prefix)
            if given and not (form.call and form.initials):
                form = _with_given(form, given)
            if surname != form.surname:
                others.append(with_surname(form, surname))
    return (form, *[with_prefix(other, form.prefix) for other in others]) if others else (form,)


def _addresses(bearer: Bearer) -> list[Pieces]:
    """The pieces of each address that is made of a name: those of a function are not."""
    emails, pages = bearer.emails, bearer.profiles
    found = []
    for email in emails if len(emails) < 2 else sorted(emails):
        local = split(email)[0]
        if not names_function(local):
            found.append(_pieces(local))
    if pages:
        found += [_pieces(_name_of_page(page)) for page in sorted(pages) if page.startswith(NETWORK)]
    return found


def _name_of_page(page: str) -> str:
    """What names the person in the address of a page: what is before the figures that tell namesakes apart."""
    words = unquote(page[len(NETWORK) :]).partition("/")[0].split("-")
    while len(words) > 1 and any(c.isdigit() for c in words[-1]):
        words.pop()
    return "-".join(words)


def _pieces(text: str) -> Pieces:
    """The words of an address, without figures."""
    plain = text if text.isascii() else _CUTS.sub(" ", folded(text))
    return tuple(plain.encode().translate(_BARE, b"0123456789").decode().split())


def _heard(pieces: Pieces, form: NameTraits) -> tuple[str, str, str] | None:
    """First name or initials (letters), tussenvoegsel (letters) and surname that the words hold; None of another."""
    if len(form.surname) < 3 or not pieces:
        return None
    halves = sorted(form.parts - {form.surname}, key=len, reverse=True) if len(form.parts) > 1 else ()
    for surname in (form.surname, *halves):
        found = _beside(pieces, surname, form)
        if found is not None:
            return found
    return _near(pieces, form) if len(pieces) > 1 else None


def _beside(pieces: Pieces, surname: str, form: NameTraits) -> tuple[str, str, str] | None:
    """What stands beside the surname, or beside this half of it."""
    if len(surname) < 3:
        return None
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if piece.endswith(surname):
            head = piece[: -len(surname)]
            if len(pieces) == 1:
                given, prefix = _apart(head, form)
                return (given, prefix, surname) if _fits(given, form) else None
            if head and not _is_prefix(head):
                continue
            return _read(pieces[:at], head, pieces[at + 1 :], surname, form)
        if len(pieces) == 1 and piece.startswith(surname):
            given = piece[len(surname) :]
            return (given, "", surname) if _fits(given, form) else None
    return None


def _read(before: Pieces, head: str, after: Pieces, surname: str, form: NameTraits) -> tuple[str, str, str] | None:
    """Given, tussenvoegsel and surname of an address of several words."""
    rest = list(before)
    particles = [head] if head else []
    while not head and len(rest) > 1 and _is_prefix(rest[-1]) and len(rest[-1]) > 1:
        particles.insert(0, rest.pop())
    own = surname in form.parts or surname == form.surname
    given = "".join(rest or (after if own and not before else ()))
    return (given, "".join(particles), surname) if _fits(given, form) else None


def _near(pieces: Pieces, form: NameTraits) -> tuple[str, str, str] | None:
    """The surname as the address spells it, a slip of the hand from that of the form."""
    if len(form.surname) < SLIPS_FROM:
        return None
    for at in range(len(pieces) - 1, 0, -1):
        for head in _heads(pieces[at], form):
            word = pieces[at][len(head) :]
            if len(word) >= SLIPS_FROM and OSA.distance(word, form.surname, score_cutoff=1) <= 1:
                heard = _read(pieces[:at], head, pieces[at + 1 :], word, form)
                return heard if heard is not None and heard[0] else None
    return None


def _heads(piece: str, form: NameTraits) -> Iterator[str]:
    """What a word of an address may begin with, where the rest is as long as the surname or a letter off.

    Nothing, or a tussenvoegsel.
    """
    longer = len(piece) - len(form.surname)
    if -2 < longer < 2:
        yield ""
    for length in range(max(2, longer - 1), min(len(piece) - 2, longer + 2)):
        head = piece[:length]
        if head == form.prefix or _is_prefix(head):
            yield head


def _apart(head: str, form: NameTraits) -> tuple[str, str]:
    """First name and tussenvoegsel of what stands before the surname in one word ("jvande" berg)."""
    if form.prefix and head.endswith(form.prefix):
        return head[: -len(form.prefix)], form.prefix
    if is_given(head):
        return head, ""
    for at in range(len(head)):
        given, prefix = head[:at], head[at:]
        if len(prefix) > 1 and _is_prefix(prefix) and (len(given) < 4 or is_given(given)):
            return given, prefix
    return head, ""


def _fits(given: str, form: NameTraits) -> bool:
    """Whether the first name or initials of an address can be those of the form."""
    if not given or not form.letters or given[0] in form.letters:
        return True
    return given.startswith(form.call) if form.call else len(given) > 2 and is_given(given)


def _with_given(form: NameTraits, given: str) -> NameTraits:
    """The form, short of call name or initials, with what of them the address adds, unless they contradict it."""
    if len(given) > 2 and (is_given(given) or len(given) > 5):
        if form.call or (form.initials and form.initials[0][0] != given[0] and not is_given(given)):
            return form
        return with_first_name(form, given, given, form.initials, nicknames_of(given))
    if form.initials or len(given) > 4 or (form.call and given[0] not in form.letters):
        return form
    return with_first_name(form, form.call, form.calls, tuple(given), form.nicknames)


@cache
def _particles() -> frozenset[str]:
    """Every tussenvoegsel of one word and two letters or more ("ter", "al"), in letters alone."""
    words = vocabulary().particles | vocabulary().surname_starts
    return frozenset(bare for word in words if len(bare := _CUTS.sub("", word)) > 1)


@lru_cache(maxsize=20_000)
def _is_prefix(text: str) -> bool:
    """Whether the letters are a tussenvoegsel of one to three words ("vander", "int")."""
    known = _particles()
    if text in known or text == "int":
        return True
    return any(text[:at] in known and _is_prefix(text[at:]) for at in range(2, len(text) - 1))
