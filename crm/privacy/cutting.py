"""Cutting somebody out of text: their names, addresses and numbers, wherever they stand in the database."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote_plus

import sqlalchemy as sa
from sqlalchemy import Connection

from crm import names
from crm.privacy import writings
from crm.privacy.holdings import holdings, without
from crm.privacy.subjects import Subject
from crm.privacy.writings import CUT, cut_value
from crm.services.addresses import url_key
from crm.tables import all_tables
from crm.words import EntityKind

_RUN = re.compile(r"[a-z0-9]+")
_SHORTEST = 2


class Theirs:
    """What is somebody's in a text."""

    def __init__(self, who: Subject, *, alone: bool = False) -> None:
        """Works out every way in which they may stand there; with `alone` also as a surname or call name by itself."""
        ways = [writings.writings, *([writings.alone] if alone else [])]
        self._ways = {way for name in _called(who) for ways_of in ways for way in ways_of(name)} - who.spared
        self._lengths = {len(way.split()) for way in self._ways}
        self._first = {way.split()[0] for way in self._ways}
        self._emails = set(who.emails)
        self._pages = {url_key(page) for page in who.pages}
        literal = {*who.pages, *who.phones, *who.profiles, *(profile.rpartition("/")[2] for profile in who.profiles)}
        found = "|".join(re.escape(each) for each in sorted(literal, key=len, reverse=True) if len(each) > 5)
        self._literal = re.compile(found, re.IGNORECASE) if found else None
        self.needles = sorted(_needles(who) | (_needles_alone(who) if alone else set()))

    def cut(self, text: str) -> str:
        """`text` without them; the very same where they are not in it."""
        rest = writings.cut_mailboxes(text, lambda found: found.lower() in self._emails)
        if self._literal is not None and self._literal.search(rest):
            rest = self._literal.sub(CUT, rest)
        return writings.cut(rest, self._lengths, self._ways.__contains__, self._first.__contains__)

    def cut_value(self, value: Any) -> Any:  # noqa: ANN401 - any JSON value
        """A JSON value without them."""
        return cut_value(value, self.cut)

    def is_page(self, url: str) -> bool:
        """Whether this is a page of their own, or one whose address names them."""
        return url_key(url) in self._pages or names_in_address(url, self.cut)

    def may_be_in(self, text: str) -> bool:
        """False where a glance tells that they are not in `text`, which is in lower case."""
        return any(needle in text for needle in self.needles)


def names_in_address(url: str, cut: Callable[[str], str]) -> bool:
    """Whether a web address bears a name that `cut` takes out of text ("…/nieuws/zoe-van-t-hek-wint-prijs")."""
    words = unquote_plus(url.partition("://")[2].partition("/")[2])
    return cut(words) != words


def _called(who: Subject) -> tuple[str, ...]:
    return (*who.names, *who.former)


def _needles(who: Subject) -> set[str]:
    """Pieces without accents, one of which is in every text that holds something of them ("" is in all)."""
    found = {email.partition("@")[0] + "@" for email in who.emails}
    found |= {each.lower() for each in (*who.pages, *who.phones)}
    found |= {profile.rpartition("/")[2].lower() for profile in who.profiles}
    for name in _called(who):
        words = [max(_RUN.findall(word.lower()), key=len, default="") for word in name.split()]
        found.add(next((word for word in reversed(words) if len(word) >= _SHORTEST), ""))
    return found


def _needles_alone(who: Subject) -> set[str]:
    """The same of a surname or call name by itself."""
    parsed = [each for each in map(names.parse, _called(who)) if each is not None]
    said = {word for each in parsed for word in (each.call_name.lower(), each.surname.lower()) if word}
    runs = {max(_RUN.findall(word), key=len, default="") for word in said}
    return {run if len(run) >= _SHORTEST else "" for run in runs}


def places_with_them(
    connection: Connection, theirs: Theirs
) -> Iterator[tuple[sa.Table, Mapping[str, Any], dict[str, Any]]]:
    """Every row of which a column of text (`words` of `tables.toml`) names them: table, row, columns without them."""
    for table in all_tables():
        columns = [table.c[name] for name in holdings()[table.name].words]
        if not columns or not theirs.needles:
            continue
        near = [
            sa.func.lower(sa.cast(column, sa.String)).contains(needle, autoescape=True)
            for column in columns
            for needle in theirs.needles
        ]
        wanted = [*table.primary_key, *(column for column in columns if not column.primary_key)]
        if table.name == "sighting":
            wanted += [table.c.kind]
        for row in _read(connection, sa.select(*wanted).where(sa.or_(*near))):
            changed = {}
            for column in columns:
                left = _left(theirs, table.name, column.name, row)
                if left != row[column.name]:
                    changed[column.name] = _unlike_others(table, column, left, row)
            if changed:
                yield table, row, changed


def _read(connection: Connection, query: sa.Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]


def _unlike_others(table: sa.Table, column: sa.Column[Any], left: Any, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the column
    """What is left of a value that no two rows may share: nothing, or the rest with the row's number."""
    unique = (each for each in table.constraints if isinstance(each, sa.UniqueConstraint))
    if not any(list(each.columns) == [column] for each in unique):
        return left
    return None if column.nullable else f"{left} {row['id']}"


def _left(theirs: Theirs, table: str, column: str, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the column
    value = row[column]
    if table == "sighting" and column == "says" and row["kind"] == EntityKind.PERSON and value:
        return {name: each if name == "name" else theirs.cut_value(each) for name, each in value.items()}
    return without(table, column, value, theirs.cut_value)
