"""A page that somebody can read and print, with nothing beside it."""

from collections.abc import Iterable
from html import escape

from crm.language import current_language


def printed(title: str, style: str, parts: Iterable[str]) -> str:
    """The whole page, in the current language. `parts` are HTML: what comes from outside is escaped in them."""
    return (
        f'<!doctype html><html lang="{current_language()}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body>{''.join(parts)}</body></html>\n"
    )
