"""From what somebody typed to a query, or an error that names the closest thing known."""

import re
from collections.abc import Iterator
from datetime import date

from crm.errors import QueryError
from crm.language import _
from crm.query.terms import Age, Choice, Days, Numbers, Query, Term, Value, Words
from crm.query.vocabulary import squeezed, vocabulary
from crm.text import clean, fold

LONGEST_QUERY = 1000
"""Characters of a query that are read."""

LONGEST_AGE = 36_500
"""Days: a hundred years ago is as good as ever."""

_QUOTES = {'"': '"', "“": "”", "„": "”", "«": "»"}
_FIELD = re.compile(r"(-?)([^\W\d_][\w-]*):(?!//)(.*)", re.DOTALL)
_AGE = re.compile(r"(\d{1,4})([a-z])")
_ANY_WORDS = {"school", "course", "programme", "unit", "name"}
_NAMED = {"owner", "knows", "via"}
"""Fields that take somebody's name, or one of a few words instead."""


def parse(text: str) -> Query:
    """Takes a query apart: free words, `field:value`, `-` to exclude, quotes, `a,b` for either, `60..` for a range.

    A closed value may be cut short ("stage:inf"). Raises QueryError, which names the closest known field or value.
    """
    bounded = clean(text, LONGEST_QUERY)
    return Query(bounded, tuple(term for piece in _pieces(bounded) if (term := _term(piece)) is not None))


def _pieces(text: str) -> Iterator[str]:
    """The text cut at spaces outside quotes; a quote that is never closed runs to the end."""
    piece, closing = "", ""
    for character in text:
        if closing:
            piece += character
            closing = "" if character == closing else closing
        elif character.isspace():
            if piece:
                yield piece
            piece = ""
        else:
            piece += character
            # an apostrophe-like quote inside a word ("o"neil") opens nothing
            closing = _QUOTES.get(character, "") if piece[:-1] in {"", "-"} or piece[-2] in ":," else ""
    if piece:
        yield piece


def _term(piece: str) -> Term | None:
    said = _FIELD.fullmatch(piece)
    if said is None:
        negated = piece.startswith("-") and len(piece) > 1
        words = _unquoted(piece[1:] if negated else piece)
        return Term(None, (Words(words),), negated=negated) if fold(words) else None
    minus, name, values = said.groups()
    field = _field(name)
    listed = [_unquoted(value) for value in _listed(values)]
    taken = tuple(_value(field, value) for value in listed if value)
    if not taken:
        raise QueryError(_lacks_value(field))
    return Term(field, taken, negated=bool(minus))


def _field(name: str) -> str:
    known = vocabulary().fields
    word = squeezed(name)
    if word in known:
        return known[word]
    raise QueryError(
        _("Unknown field “{name}”: did you mean “{closest}”? Known are {known}.").format(
            name=name, closest=_closest(word, list(known)), known=", ".join(vocabulary().known_fields())
        )
    )


def _lacks_value(field: str) -> str:
    known = vocabulary().known_values(field)
    if known:
        return _("The field “{field}” lacks a value: {known}.").format(
            field=vocabulary().say("", field), known=", ".join(known)
        )
    return _("The field “{field}” lacks a value.").format(field=vocabulary().say("", field))


def _listed(values: str) -> Iterator[str]:
    """The values cut at commas outside quotes."""
    value, closing = "", ""
    for character in values:
        if not closing and character == ",":
            yield value
            value = ""
            continue
        if closing:
            closing = "" if character == closing else closing
        elif not value:
            closing = _QUOTES.get(character, "")
        value += character
    yield value


def _unquoted(text: str) -> str:
    stripped = text.strip()
    if stripped and stripped[0] in _QUOTES:
        closing = _QUOTES[stripped[0]]
        stripped = stripped[1:].removesuffix(closing)
    return stripped.strip()


def _value(field: str, text: str) -> Value:
    if field in _ANY_WORDS:
        if not fold(text):
            raise QueryError(_lacks_value(field))
        return Words(text)
    if field == "changed":
        return _age(text) or _days(field, text)
    if field in {"days", "warm"}:
        return _numbers(field, text)
    choice = _choice(field, text)
    if choice is not None:
        return choice
    if field in _NAMED:
        return Words(text)
    if field == "due":
        return _age(text) or _days(field, text)
    raise QueryError(_unknown_value(field, text))


def _choice(field: str, text: str) -> Choice | None:
    """The value said whole, or cut short so that it can be only one."""
    known = vocabulary().values[field]
    word = squeezed(text)
    if word in known:
        return Choice(known[word])
    if field in _NAMED or len(word) < 2:
        return None
    meant = {value for said, value in known.items() if said.startswith(word)}
    return Choice(meant.pop()) if len(meant) == 1 else None


def _unknown_value(field: str, text: str) -> str:
    known = vocabulary().values[field]
    closest = _closest(squeezed(text), list(known))
    return _("“{text}” is no {field}: did you mean “{closest}”? Known are {known}.").format(
        text=clean(text, 60),
        field=vocabulary().say("", field),
        closest=closest if closest == known[closest] else vocabulary().say(field, known[closest]),
        known=", ".join(vocabulary().known_values(field)),
    )


def _closest(word: str, known: list[str]) -> str:
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, known, scorer=fuzz.ratio)
    return best[0] if best is not None else known[0]


def _age(text: str) -> Age | None:
    said = _AGE.fullmatch(squeezed(text))
    if said is None or said[2] not in vocabulary().ages:
        return None
    return Age(min(int(said[1]) * vocabulary().ages[said[2]], LONGEST_AGE))


def _days(field: str, text: str) -> Days:
    first, dots, last = text.partition("..")
    try:
        if not dots:
            day = date.fromisoformat(first)
            return Days(day, day)
        return Days(_day_or_open(first), _day_or_open(last))
    except ValueError:
        known = [*vocabulary().known_values(field), "30d", "2026-12-01", "2026-12-01.."]
        raise QueryError(
            _("“{text}” is no time for {field}: it takes {known}.").format(
                text=clean(text, 60), field=vocabulary().say("", field), known=", ".join(known)
            )
        ) from None


def _day_or_open(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _numbers(field: str, text: str) -> Numbers:
    lowest, dots, highest = text.partition("..")
    try:
        low, high = (_number(side) for side in (lowest, highest if dots else lowest))
    except ValueError:
        raise QueryError(
            _("“{text}” is no number for {field}: it takes 60, 60.. or ..60.").format(
                text=clean(text, 60), field=vocabulary().say("", field)
            )
        ) from None
    return Numbers(low, high)


def _number(text: str) -> float | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}(?:[.,][0-9]{1,3})?", text):
        raise ValueError
    return float(text.replace(",", "."))
