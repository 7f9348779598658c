"""What a link behind a heading lets its reader do with the part below: "edit", "¶". It is no part of the heading."""

from functools import cache

from crawler.extraction.word_lists import word_lists
from crm.text import fold

MARKS = "¶§#"
"""Marks that link to the heading itself, alone behind a space ("C#" ends in none)."""

LONGEST_DEED = 24
"""Characters of such a link."""


@cache
def _deeds() -> frozenset[str]:
    words: list[str] = word_lists("furniture")["deeds"]
    return frozenset({fold(word) or word for word in words})


def without_deed(heading: str, last: str) -> str:
    """A heading without its last link, where that is such a deed: "Bees and Wax edit"."""
    bare = last.strip(" []()")
    if last in MARKS and not heading[: -len(last)].endswith(" "):
        return heading
    if not bare or len(bare) > LONGEST_DEED or (fold(bare) or bare) not in _deeds() or not heading.endswith(last):
        return heading
    return heading[: -len(last)].rstrip() or heading
