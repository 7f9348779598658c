"""Where something of somebody is still found: the bytes of files, packed cells unpacked, and the words of the index."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine

from crm.text import fold

_INFLATED = 200_000_000
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


def in_files(folders: Iterable[Path], words: Sequence[str]) -> list[str]:
    """Files below `folders` of which the bytes, or what is packed in them, hold one of `words`."""
    found = []
    for file in sorted({file for folder in folders for file in folder.rglob("*") if file.is_file()}):
        raw = file.read_bytes()
        if any(word in text for text in (_text(raw), *map(_text, _packed(raw))) for word in _both(words)):
            found.append(str(file))
    return found


def in_rows(engine: Engine, words: Sequence[str]) -> list[str]:
    """`table.column` and what stands there, of every cell of the database (its indexes too) that holds a word."""
    found = []
    with engine.connect() as connection:
        for name in sa.inspect(connection).get_table_names():
            for row in connection.execute(sa.text(f'SELECT * FROM "{name}"')).mappings():
                for column, value in row.items():
                    texts = [_text(value), *map(_text, _packed(value))] if isinstance(value, bytes) else [fold_(value)]
                    found += [f"{name}.{column}: {t[:200]}" for t in texts if any(word in t for word in _both(words))]
        if engine.dialect.name == "sqlite":
            found += _in_index(connection, words)
    return found


def _in_index(connection: sa.Connection, words: Sequence[str]) -> Iterator[str]:
    """Words of the full-text index: its pages hold them packed, so bytes alone would not tell."""
    for index in ("search_fts", "search_trigram"):
        connection.execute(sa.text(f"CREATE VIRTUAL TABLE temp.{index}_words USING fts5vocab(main, {index}, row)"))
        terms = set(connection.scalars(sa.text(f"SELECT term FROM temp.{index}_words")))
        connection.execute(sa.text(f"DROP TABLE temp.{index}_words"))
        wanted = {fold(word) for word in words}
        if index == "search_trigram":
            known = [word for word in wanted if len(word) > 3 and _trigrams(word) <= terms]
        else:
            known = [term for term in terms if any(word in term for word in wanted)]
        yield from (f"{index}: {term}" for term in known)


def _trigrams(word: str) -> set[str]:
    return {word[at : at + 3] for at in range(len(word) - 2)}


def fold_(value: object) -> str:
    """A value as text in lower case, as it is and folded."""
    text = str(value).lower()
    return f"{text}\n{fold(text)}"


def _both(words: Sequence[str]) -> set[str]:
    return {word.lower() for word in words} | {fold(word) for word in words}


def _text(raw: bytes) -> str:
    return fold_(raw.decode("utf-8", errors="replace"))


def _packed(raw: bytes) -> Iterator[bytes]:
    """What zlib packed anywhere in some bytes."""
    for start in _ZLIB.finditer(raw):
        try:
            yield zlib.decompressobj().decompress(raw[start.start() :], _INFLATED)
        except zlib.error:
            continue
