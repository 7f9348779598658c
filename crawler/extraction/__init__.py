"""Reads a school's page: `(html, url) -> findings`. Pure: opens no socket and no database."""
