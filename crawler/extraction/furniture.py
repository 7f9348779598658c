"""The frame around what a page says: menus, headers and footers, known by their tag, class or role."""

import re
from functools import cache, lru_cache

from crawler.extraction.blocks import Box, Line, Page
from crawler.extraction.word_lists import word_lists

NEVER_FURNITURE = frozenset({"body", "main", "article", "html", "table", "tr", "td", "dialog"})
"""Elements that are none, whatever their class or role says."""

FURNITURE_ROLES = frozenset({"navigation", "contentinfo", "menu", "menubar", "search"})
"""Values of `role` by which an element says that it is furniture."""

SWALLOWED = 150
"""Characters of text outside links in furniture, from which on the furniture may have swallowed the page."""


@lru_cache(maxsize=4_096)
def is_furniture(tag: str, words: str) -> bool:
    """Whether a block is furniture by its tag or the `words` of its class and id.

    A site's templates say the same ones on every page.
    """
    if tag in {"nav", "footer"}:
        return True
    return tag not in NEVER_FURNITURE and len(words) > 1 and _furniture_words().search(words) is not None


@cache
def _furniture_words() -> "re.Pattern[str]":
    furniture = word_lists("furniture")
    parts = "".join(f"(?<!{part}[_-])" for part in furniture["parts"])
    return re.compile(rf"(?:^|\s|[_-]{parts})(?:{'|'.join(furniture['words'])})(?=$|[\s_-])", re.IGNORECASE)


def doubt_furniture(page: Page) -> None:
    """Takes the mark off where it would leave no page: a class word on the wrapper of everything, or a menu that the
    page's maker did not close, so that all the text came to stand inside it."""
    lines = page.lines
    if len(lines) < 3 or page.root is None:
        return
    content = sum(1 for line in lines if not line.box.furniture)
    if content * 2 >= len(lines):
        return
    told = [(len(line.text), _menu_around(line)) for line in lines if line.lone_anchor is None]
    hidden = sum(length for length, menu in told if menu)
    if hidden >= SWALLOWED and hidden * 10 >= 7 * sum(length for length, _ in told):
        _unmark(page.root, by_class=True)
    elif content * 8 < len(lines):
        _unmark(page.root, by_class=False)


def _menu_around(line: Line) -> bool:
    """Whether a line stands in furniture that is no footer."""
    box = line.box
    return box.furniture and not any(
        outer.tag == "footer" or "foot" in outer.words for outer in (box, *box.ancestors())
    )


def _unmark(root: Box, *, by_class: bool) -> None:
    """Takes the mark of furniture off the boxes in `root`; `by_class`: not of small ones whose own class says it."""
    most = (root.end - root.start) // 2
    stack = [root]
    while stack:
        box = stack.pop()
        if by_class:
            if box.furniture and box.end - box.start <= most and is_furniture(box.tag, box.words):
                continue
            box.furniture = False
            stack += box.kids
        else:
            if box.furniture and box.tag not in {"nav", "footer"}:
                box.furniture = False
            stack += [kid for kid in box.kids if kid.tag not in {"nav", "footer"}]
