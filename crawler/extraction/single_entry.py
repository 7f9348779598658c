"""The one course that a page without a title of its own lists, as systems print a search's only answer."""

from crawler.extraction.blocks import Line, Page
from crawler.extraction.course_labels import PageCourse
from crawler.extraction.course_lines import is_title, read_course_line
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.labelling import field_of
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.vocabulary import has_digit
from crm.text import clean

LONGEST_ENTRY = 120
"""Characters of the line that titles a search's only answer. With a colon in it (a topic's) it must be a table's head
and hold a section's number, as labels do not.
"""


def single_entry(page: Page) -> PageCourse | None:
    """The one course that a page without a title of its own lists: a line with code and name, credits below it.

    Systems that print a search's only answer say "Class Schedule Listing" above it.
    """
    found: dict[str, tuple[Line, FoundCourse]] = {}
    for line in page.lines[:400]:
        if line.box.furniture or len(line.text) > LONGEST_ENTRY or not has_digit(line.spaced) or field_of(line.text):
            continue
        read = read_course_line(line.spaced)
        if ": " in line.text and not (read is not None and read.numbers and line.box.tag in {"th", "caption"}):
            continue
        if read is None or not read.code or not read.name or not is_title(read.name) or line.text.endswith("."):
            continue
        if field_of(read.name) == "course_code":  # "Module code BEE2001"
            continue
        found.setdefault(read.code, (line, FoundCourse(clean(read.name), code=read.code)))
        if len(found) > 1:
            return None
    for line, course in found.values():
        for below in page.lines[line.index + 1 : line.index + 25]:
            stated = read_credits(below.text) if len(below.text) <= 60 else None
            if stated is not None:
                course.credits, course.credits_text = stated.number, stated.text
                return PageCourse(
                    course, line.index, len(page.lines), [("name", clean(line.text), Method.TEXT)], listed=False
                )
    return None
