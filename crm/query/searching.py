"""Finding words in `search_text`: by full text on SQLite, by trigram index on PostgreSQL."""

import sqlalchemy as sa

from crm.tables.core import SEARCH_TEXT
from crm.text import fold

FTS = sa.table("search_fts", sa.column("rowid", sa.Integer), sa.column("search_fts"))
TRIGRAM = sa.table("search_trigram", sa.column("rowid", sa.Integer), sa.column("search_trigram"))


def ids_with_words(text: str, dialect: str, *, courses: bool = False) -> sa.Select[tuple[int]]:
    """The ids of all things in which every word of `text` begins a word, in any order.

    With `courses` a person is also found by words of the courses they have a role at, as in "bakker data". `text` must
    hold a letter or a figure. Words come folded (`crm.text.fold`), so nothing in them is syntax.
    """
    words = fold(text).split()
    if dialect == "sqlite":
        wanted = " ".join(f'"{word}"*' for word in words)
        return sa.select(FTS.c.rowid).where(FTS.c.search_fts.op("MATCH")(wanted if courses else f"words : ({wanted})"))
    columns = (SEARCH_TEXT.c.words, SEARCH_TEXT.c.courses) if courses else (SEARCH_TEXT.c.words,)
    found = (sa.or_(*(column.op("~")(rf"\m{word}") for column in columns)) for word in words)
    return sa.select(SEARCH_TEXT.c.id).where(*found)


def has_words(column: sa.SQLColumnExpression[str], text: str) -> sa.ColumnElement[bool]:
    """Whether every word of `text` begins a word of a folded `column`."""
    spaced = sa.literal(" ") + column
    return sa.and_(sa.true(), *(spaced.like(f"% {word}%") for word in fold(text).split()))
