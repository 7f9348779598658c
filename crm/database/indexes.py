"""Indexes made by migrations alone: full-text and trigrams over `search_text`, and what holds a live sighting single.

The last could stand with its table, but naming PostgreSQL there loads its dialect at every start (70 ms).
"""

SQLITE = (
    """
    CREATE VIRTUAL TABLE search_fts USING fts5(
        words, courses, content='search_text', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6', detail=column
    )
    """,
    """
    CREATE VIRTUAL TABLE search_trigram USING fts5(
        words, content='search_text', content_rowid='id', tokenize='trigram', detail=full
    )
    """,
    """
    CREATE TRIGGER search_text_insert AFTER INSERT ON search_text BEGIN
        INSERT INTO search_fts(rowid, words, courses) VALUES (new.id, new.words, new.courses);
        INSERT INTO search_trigram(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER search_text_delete AFTER DELETE ON search_text BEGIN
        INSERT INTO search_fts(search_fts, rowid, words, courses)
            VALUES ('delete', old.id, old.words, old.courses);
        INSERT INTO search_trigram(search_trigram, rowid, words) VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER search_text_update AFTER UPDATE OF words, courses ON search_text
    WHEN old.words <> new.words OR old.courses <> new.courses BEGIN
        INSERT INTO search_fts(search_fts, rowid, words, courses)
            VALUES ('delete', old.id, old.words, old.courses);
        INSERT INTO search_trigram(search_trigram, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_fts(rowid, words, courses) VALUES (new.id, new.words, new.courses);
        INSERT INTO search_trigram(rowid, words) VALUES (new.id, new.words);
    END
    """,
)
"""FTS5 with prefixes of one to six letters answers a keystroke over a million rows in 0.4 ms; trigrams find typos."""

POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_search_text_trigram ON search_text USING gin (words gin_trgm_ops, courses gin_trgm_ops)",
)
"""pg_trgm answers both prefixes and typos."""


LIVE_SIGHTING = """
    CREATE UNIQUE INDEX uq_sighting_live ON sighting (source_id, page, kind, mention, method)
    WHERE ended_on IS NULL AND source_id IS NOT NULL AND method <> 'manual'
    """
"""A page says one thing of one mention by one method, as long as it stands."""

BY_HAND = ("search_fts", "search_trigram", "ix_search_text", "uq_sighting_live")
"""How the names begin of what is made here: a comparison of tables and database leaves these out."""


def statements(dialect: str) -> tuple[str, ...]:
    """The DDL that makes these indexes on `dialect` ("sqlite" or "postgresql")."""
    return (LIVE_SIGHTING, *(SQLITE if dialect == "sqlite" else POSTGRESQL))
