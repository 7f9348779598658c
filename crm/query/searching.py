"""Finding words in `search_text`: by full text on SQLite, by trigram index on PostgreSQL."""

import sqlalchemy as sa

from crm.tables import SearchText
from crm.text import fold

FTS = sa.table("search_fts", sa.column("rowid", sa.Integer), sa.column("search_fts"))
TRIGRAM = sa.table("search_trigram", sa.column("rowid", sa.Integer), sa.column("search_trigram"))


def ids_with_words(text: str, dialect: str) -> sa.Select[tuple[int]]:
    """The ids of all things in which every word of `text` begins a word, in any order.

    `text` must hold a letter or a figure. Words come folded (`crm.text.fold`), so nothing in them is syntax.
    """
    words = fold(text).split()
    if dialect == "sqlite":
        wanted = " ".join(f'"{word}"*' for word in words)
        return sa.select(FTS.c.rowid).where(FTS.c.search_fts.op("MATCH")(wanted))
    search = sa.inspect(SearchText).local_table
    return sa.select(search.c.id).where(*(search.c.words.op("~")(rf"\m{word}") for word in words))


def has_words(column: sa.SQLColumnExpression[str], text: str) -> sa.ColumnElement[bool]:
    """Whether every word of `text` begins a word of a folded `column`."""
    spaced = sa.literal(" ") + column
    return sa.and_(sa.true(), *(spaced.like(f"% {word}%") for word in fold(text).split()))
