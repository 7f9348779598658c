"""The heading and the title of a course's page, whole and in the order in which they are believed."""

from crawler.extraction.blocks import Line
from crawler.extraction.course_lines import is_title
from crawler.extraction.headline import FIRST_LINES
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import SURE, whole_name
from crawler.extraction.outline import Outline
from crawler.extraction.own_title import is_coded, is_frame, without_greeting
from crawler.extraction.recognisers.page_words import is_page_word
from crawler.extraction.recognisers.units import read_unit
from crawler.extraction.recognisers.vocabulary import has_digit
from crm.text import fold

LEAST_PART = 6
"""Letters of a title that a heading repeats with more words."""

LONGEST_BROKEN = 40
"""Characters of the second line of a heading whose first is one word."""


def believed_titles(outline: Outline) -> tuple[str, str]:
    """The main heading and the title, in the order in which they are believed.

    The heading first where it is of the first rank, the fuller one, or the only one with a code: the title may be the
    name of a site.
    """
    heading, title, url = outline.main_heading, outline.title, outline.page.url
    text = _whole_heading(outline, heading) if heading is not None else _bold_title(outline)
    if text == "" or heading is None or heading.level == 1 or not title or _is_fuller(text, title):
        return text, title
    return (text, title) if is_coded(text, url) and not is_coded(title, url) else (title, text)


def _whole_heading(outline: Outline, heading: Line) -> str:
    """A heading of one word with the second line that a break in it makes: "Introduction", "Linguistics".

    A term, a code, credits, a person or a school in the second line is none of the name, nor what the title leaves out.
    """
    lines = outline.page.lines[heading.index : heading.index + 3]
    if len(lines) < 2 or lines[1].box is not heading.box or (len(lines) > 2 and lines[2].box is heading.box):
        return heading.spaced
    behind, title = lines[1].text, fold(outline.page.title)
    if not _goes_on(heading.text, behind) or (fold(heading.text) in title and fold(behind) not in title):
        return heading.spaced
    return f"{heading.text} {behind}"


def _goes_on(first: str, second: str) -> bool:
    """Whether the second line of a heading may be the rest of a name that begins in the first."""
    if " " in first or len(second) > LONGEST_BROKEN or not (is_title(first) and is_title(second)):
        return False
    if first.endswith((":", ".", "?", "!")) or has_digit(first) or has_digit(second):
        return False
    return not any(
        _is_person(text) or read_unit(text) or is_page_word(text) or field_of(text) or is_frame(text)
        for text in (first, second)
    )


def _is_person(text: str) -> bool:
    named = whole_name(text)
    return named is not None and (named.score >= SURE or bool(named.parsed.titles))


def _bold_title(outline: Outline) -> str:
    """The line on top of a page without headings that stands out and is its title in full; "" where there is none."""
    title = without_greeting(outline.title)
    for line in outline.page.content[:FIRST_LINES]:
        if line.level and title and _is_fuller(line.text, title):
            return line.spaced
    return ""


def _is_fuller(heading: str, title: str) -> bool:
    """Whether a heading is the title with words before or behind it: "Introduction to Ecology (4 cr.)", "Ecology".

    Or what stands behind the colon of one that begins with the site's name: "Group of Bees: Ecology".
    """
    whole = f" {fold(heading)} "
    parts = [f" {fold(text)} " for text in (title, title.rpartition(": ")[2])]
    return any(len(part) > LEAST_PART and part in whole and len(whole) > len(part) for part in parts) or (
        whole == parts[1] != parts[0] and len(whole) > LEAST_PART
    )
