"""The ways in which a name may stand somewhere: as a key that is compared, and in running text."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product
from typing import Any

from crm import names
from crm.names import PersonName
from crm.resources import data_path
from crm.services import person_names
from crm.text import fold

CUT = "[…]"
"""What stands where a name was cut out."""

SHORTEST_JOINED = 8
"""Letters of a name in one word below which it may be an ordinary word ("abas" for A. Bas)."""
SHORTEST_ALONE = 3
"""Letters of a surname or call name below which it is looked for as part of a name alone."""

_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_MAILBOX = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def keys(name: str, parsed: PersonName | None = None) -> set[str]:
    """The keys under which a name is kept: whole, and by its first initial ("zoe van t hek", "z van t hek"), with the
    prefix written in full and cut short ("z v t hek").

    `parsed`: the name taken apart, where that was done already.
    """
    found = {_full_key(name, parsed), short_key(name, parsed)}
    parsed = parsed or names.parse(name)
    if parsed is not None and parsed.prefix:
        for prefix in prefixes(parsed.prefix):
            other = replace(parsed, prefix=prefix)
            found |= {names.full_key(other), short_key(name, other)}
    return found - {""}


def asked_keys(name: str, parsed: PersonName | None = None) -> set[str]:
    """The keys by which a name is looked for: whole, and by its first initial where it gives no call name.

    "Z.M. van 't Hek" may be Zoë; Zara van 't Hek is somebody else.
    """
    call_name = parsed.call_name if parsed is not None else person_names.given(name)[0]
    found = {_full_key(name, parsed)}
    return found if call_name else (found | {short_key(name, parsed)}) - {""}


@cache
def _ways() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    said = tomllib.loads(data_path("privacy/prefixes.toml").read_text(encoding="utf-8"))
    return said["words"], said["joined"]


@lru_cache(maxsize=2_000)
def prefixes(prefix: str) -> frozenset[str]:
    """The other ways to write a prefix, folded: "v d", "van d" and "vd" of "van den"."""
    words, together = _ways()
    whole = fold(prefix)
    each = product(*((word, *words.get(word, ())) for word in whole.split()))
    return frozenset({" ".join(way) for way in each} | set(together.get(whole, ()))) - {whole}


def _full_key(name: str, parsed: PersonName | None) -> str:
    return (names.full_key(parsed) if parsed is not None else "") or person_names.full_key(name)


def short_key(name: str, parsed: PersonName | None = None) -> str:
    """First initial, prefix and surname, folded; "" where there is no first name."""
    parsed = parsed or names.parse(name)
    first = _first(parsed) if parsed else ""
    return fold(f"{first} {parsed.prefix} {parsed.surname}") if parsed and first and parsed.surname else ""


def writings(name: str) -> set[str]:
    """The ways to write a name in running text, folded: natural and with the surname first, whole and by initials, and
    as addresses write it, in one word ("zoevanthek").
    """
    parsed = names.parse(name)
    found = {fold(name)}
    if parsed is None or not parsed.surname:
        return {each for each in found if " " in each}
    for given in _givens(parsed):
        natural = fold(f"{given} {parsed.prefix} {parsed.surname}")
        for prefix in (parsed.prefix, *prefixes(parsed.prefix)):
            found.add(fold(f"{given} {prefix} {parsed.surname}"))
            found.add(fold(f"{parsed.surname} {given} {prefix}"))
            found.add(fold(f"{prefix} {parsed.surname} {given}"))
        if parsed.prefix:
            found.add(f"{fold(given)} {_joined(parsed.prefix, parsed.surname)}")
        if len(joined := natural.replace(" ", "")) >= SHORTEST_JOINED:
            found.add(joined)
    return {each for each in found if " " in each or len(each) >= SHORTEST_JOINED}


def alone(name: str) -> set[str]:
    """What stands for somebody in a text without being their whole name: surname, and call name, folded."""
    parsed = names.parse(name)
    if parsed is None:
        return set()
    found = {fold(f"{parsed.prefix} {parsed.surname}"), fold(parsed.surname), fold(parsed.call_name)}
    if parsed.prefix and parsed.surname:
        found.add(_joined(parsed.prefix, parsed.surname))
    return {each for each in found if len(each) >= SHORTEST_ALONE}


def _joined(*parts: str) -> str:
    return fold(" ".join(parts)).replace(" ", "")


def _givens(parsed: PersonName) -> set[str]:
    letters = [part for part in fold(parsed.initials).split() if part]
    found = {" ".join(letters), "".join(letters), _first(parsed), parsed.call_name}
    if parsed.call_name and len(letters) > 1:
        found.add(f"{parsed.call_name} {' '.join(letters[1:])}")
    return {each for each in found if each}


def _first(parsed: PersonName) -> str:
    return fold(parsed.initials)[:1] or fold(parsed.call_name)[:1]


def cut(
    text: str, lengths: Collection[int], is_writing: Callable[[str], bool], may_begin: Callable[[str], bool]
) -> str:
    """`text` with `CUT` wherever words of one of `lengths` are a writing; the very same text where there is none."""
    pieces: list[str] = []
    done = 0
    for start, end in _found(text, sorted(lengths, reverse=True), is_writing, may_begin):
        pieces += [text[done:start], CUT]
        done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def _found(
    text: str, lengths: list[int], is_writing: Callable[[str], bool], may_begin: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    spans = [(found.start(), found.end(), fold(found[0])) for found in _WORD.finditer(text)] if lengths else []
    place = 0
    while place < len(spans):
        length = 0
        if may_begin(spans[place][2]):
            for many in lengths:
                some = spans[place : place + many]
                if len(some) == many and is_writing(" ".join(word for _s, _e, word in some)):
                    length = many
                    break
        if length:
            yield spans[place][0], spans[place + length - 1][1]
        place += length or 1


def cut_mailboxes(text: str, is_theirs: Callable[[str], bool]) -> str:
    """`text` with `CUT` for each e-mail address that is theirs."""
    if "@" not in text:
        return text
    cut_text = _MAILBOX.sub(lambda found: CUT if is_theirs(found[0]) else found[0], text)
    return text if cut_text == text else cut_text


def cut_value(value: Any, cut_text: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON value
    """A JSON value with every text in it cut."""
    if isinstance(value, str):
        return cut_text(value)
    if isinstance(value, list | tuple):
        return [cut_value(each, cut_text) for each in value]
    if isinstance(value, dict):
        return {cut_text(name) if isinstance(name, str) else name: cut_value(v, cut_text) for name, v in value.items()}
    return value
