"""The courses that a site's menu lists below a word for courses: "Vakken" opens "Databases", "Netwerken"."""

from crawler.extraction.blocks import Anchor, Line, Page
from crawler.extraction.course_lines import is_title
from crawler.extraction.naming import is_surely_name
from crawler.extraction.recognisers.page_words import text_hint

LONGEST_LABEL = 30
"""Characters of a menu's own word."""

LEAST_SAID = 0.4
"""How strongly that word says that courses are listed."""

FEWEST, MOST = 2, 40
"""Links below it that are a menu."""

MOST_SAID = 0.3
"""How strongly the words of a link may say that it leads to another sort of page."""


def menu_courses(page: Page) -> list[str]:
    """Addresses of the pages that a menu of the page lists as courses, in the order of the page."""
    found: dict[str, None] = {}
    for line in page.lines:
        if line.box.furniture and len(line.text) <= LONGEST_LABEL and _is_label(line):
            links = _below(page, line)
            if FEWEST <= len(links) <= MOST:
                found |= dict.fromkeys(anchor.url for anchor in links if _names_course(anchor))
    return list(found)


def _is_label(line: Line) -> bool:
    """Whether a line of a menu is a word for courses and leads nowhere else than to them."""
    return len(line.anchors) <= 1 and text_hint(line.text).get("course_list", 0.0) >= LEAST_SAID


def _below(page: Page, label: Line) -> list[Anchor]:
    """The links in the rest of the item that a label of a menu begins."""
    box = label.box
    while box.parent is not None and box.parent.furniture and box.end <= label.index + 1 and box.start == label.index:
        if box.tag == "li" and label.anchors:
            return []  # the first link of a menu, beside the others
        box = box.parent
    if box.start != label.index or box.tag in {"nav", "header", "footer"}:
        return []
    return [anchor for line in page.lines[label.index + 1 : box.end] for anchor in line.anchors if anchor.url]


def _names_course(anchor: Anchor) -> bool:
    """Whether the words of a link may be a course's name: they say of no other sort of page, and are nobody's name."""
    said = (strength for kind, strength in text_hint(anchor.text).items() if kind != "course")
    return is_title(anchor.text) and max(said, default=0.0) < MOST_SAID and not is_surely_name(anchor.text)
