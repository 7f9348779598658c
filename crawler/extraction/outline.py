"""What a page is about as far as its title, headings and address say, before anything on it is weighed."""

import re
from functools import cached_property

from crawler.extraction.blocks import BOLD, Line, Page
from crawler.extraction.kind import address_hints
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import SURE, Named, is_surely_name, whole_name
from crawler.extraction.own_page import bears_out, is_greeting, is_own, is_own_folder, page_owner
from crawler.extraction.own_title import is_coded
from crawler.extraction.prose import name_before_role
from crawler.extraction.recognisers.page_words import SAID_OF_PAGE, group_hint, is_page_word, text_hint
from crawler.extraction.terms import is_season
from crm.text import fold

TITLE_PIECES = re.compile(r"\s+[|–—·»-]\s+")
"""Between the parts of a `<title>`."""

_UNTITLED = re.compile(r"^[|–—·»-]\s+")
"""How a title begins that has no part of its own page: "– Institute of Bees"."""

_CRUMBS = re.compile(r"\s*[>»›→]\s*")
MOST_ABOVE = 8
"""Lines at the top of a page in which the path to it may stand."""
MOST_TITLE_LINES = 40
"""Lines at the top of a page without headings in which its title is looked for."""
SHORTEST_TITLE = 4
"""Characters of such a line."""
MOST_BANNER = 120
"""Lines of banner and menu that may stand above the line in which a page repeats its title."""
LONGEST_PATH = 120
"""Characters of such a path."""


class Outline:
    """Title, headings and address of one page. Each answer is worked out once."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def headings(self) -> list[Line]:
        """The page's headings outside furniture, highest rank first, then in page order."""
        lines = [line for line in self.page.content if 0 < line.level < BOLD]
        return sorted(lines, key=lambda line: (line.level, line.index))

    @cached_property
    def main_heading(self) -> Line | None:
        """What the page is about: of the headings of the first rank the one that the title repeats, else the first.

        A word for the part of the site right above another heading of its rank is none: "Courses", "Topology".
        """
        if not self.headings or self.headings[0].level > 3:
            return None
        rank = [line for line in self.headings[:3] if line.level == self.headings[0].level]
        own = self._heading_below_site(rank) or self._titled_below(rank) or self._coded_below(rank)
        if own is not None:
            return own
        if _UNTITLED.match(self.page.title) and len(rank) > 1:
            site = {fold(piece) for piece in TITLE_PIECES.split(self.page.title)}
            return next((line for line in rank if fold(line.text) not in site), rank[0])
        pieces = {fold(piece) for piece in self.title_pieces}
        same = [line for line in rank if fold(line.text) in pieces]
        within = [line for line in rank if any(" " in piece and fold(line.text).endswith(piece) for piece in pieces)]
        if same or within:
            return (same or within)[-1]
        below = len(rank) > 1 and is_page_word(rank[0].text) and rank[1].index == rank[0].index + 1
        return rank[1] if below else rank[0]

    def _coded_below(self, rank: list[Line]) -> Line | None:
        """The only other heading with a code and a name, where the one of the first rank names a part of the site.

        A system for a school's courses calls itself so on each of its pages: "Course catalogue".
        """
        first = rank[0].text
        if len(rank) != 1 or not (is_page_word(first) or text_hint(first).get("course_list", 0.0) >= SAID_OF_PAGE):
            return None
        coded = [line for line in self.headings[1:] if is_coded(line.spaced, "")]
        return coded[0] if len(coded) == 1 and coded[0].level <= 3 else None

    def _heading_below_site(self, rank: list[Line]) -> Line | None:
        """The heading that the title begins with, where those of the first rank only repeat its other parts.

        A site's name stands above the page's own heading then: "Lehre – Dr. Ada Roth" below "Dr. Ada Roth".
        """
        first, *others = map(fold, self.title_pieces[:4]) if self.title_pieces else ("",)
        if not others or len(rank) != 1 or fold(rank[0].text) not in others or fold(rank[0].text) == first:
            return None
        return next((line for line in self.headings[:8] if line.level <= 3 and fold(line.text) == first), None)

    def _titled_below(self, rank: list[Line]) -> Line | None:
        """The only heading that is the whole title, below the site's name, which is no part of that."""
        title = fold(self.page.title)
        if len(rank) != 1 or not title or fold(rank[0].text) in title or title in fold(rank[0].text):
            return None
        same = [line for line in self.headings[:MOST_ABOVE] if line.level <= 3 and fold(line.text) == title]
        return same[0] if len(same) == 1 else None

    @cached_property
    def title_pieces(self) -> list[str]:
        """The parts of the title: of the page, of the site."""
        untitled = _UNTITLED.match(self.page.title) is not None
        return [piece for piece in TITLE_PIECES.split(self.page.title) if piece] if not untitled else []

    @property
    def _behind_colon(self) -> list[str]:
        """What stands behind the colon of a title: the page, where the site's name stands before it."""
        return [rest.strip() for _, colon, rest in [self.page.title.rpartition(": ")] if colon and rest.strip()]

    @cached_property
    def title(self) -> str:
        """The title of the page without the name of the site: the part that the heading repeats, else the first."""
        heading = fold(self.main_heading.text) if self.main_heading is not None else ""
        for piece in self.title_pieces:
            if heading and fold(piece) == heading:
                return piece
        for piece in self.title_pieces:
            if " " in piece and heading.endswith(fold(piece)):
                return piece
        return self.title_pieces[0] if self.title_pieces else ""

    @cached_property
    def title_line(self) -> Line | None:
        """The line that the page's title stands in: its main heading, else the first line that the title repeats."""
        if self.main_heading is not None or not self.title:
            return self.main_heading
        title = f" {fold(self.page.title)} "
        for line in self.page.lines[:MOST_TITLE_LINES]:
            if line.box.furniture or line.lone_anchor is not None or len(line.text) < SHORTEST_TITLE:
                continue
            text = fold(line.text.partition(" (")[0])
            if text and f" {text} " in title and not is_surely_name(line.text):
                return line
        return None

    @cached_property
    def subject_line(self) -> str:
        """What the page is about: its heading of the first rank, else its title, else any heading."""
        heading = self.main_heading
        if heading is not None and (heading.level == 1 or not self.title):
            return heading.text
        return self.title

    @cached_property
    def names(self) -> list[str]:
        """Title and main heading, where there are any."""
        heading = self.main_heading or next(iter(self.headings), None)
        return [text for text in (self.title, heading.text if heading is not None else "") if text]

    @cached_property
    def subject(self) -> Named | None:
        """The person that the page is about, if its heading or title is a name, or says whose page it is.

        What only may be a name is one where the address, an e-mail or the lines below the heading bear it out.
        """
        heading = self.main_heading
        below = heading is None or heading.level > 1 or is_greeting(heading.text) or is_own_folder(self.page.url)
        below = below or (heading is not None and fold(heading.text).endswith(f" {fold(self.title)}"))
        texts = [heading.text] if heading is not None else []
        texts += [self.title, *self.title_pieces[-1:], *self._behind_colon] if below else []
        texts += [self.last_crumb] if heading is None else []
        named = [name for text in texts if text and (name := whole_name(text)) is not None]
        titled = name_before_role(heading.text) if heading is not None and heading.text else None
        titled = titled or self._titled_with_role
        named = [titled, *named] if titled is not None else named
        sure = next((name for name in named if name.score >= SURE and name.is_anchored), None)
        owners = [page_owner(text) for text in [*texts, self.page.title] if text]
        own = next((name for name in owners if name is not None and self._is_owner(name)), None)
        sure = sure or self._titled_heading
        return sure or own or next((name for name in named if bears_out(self.page, name, heading)), None)

    @cached_property
    def subject_key(self) -> str:
        """The key of that person's name, as mentions have it; "" without one."""
        return self.subject.key if self.subject is not None else ""

    @cached_property
    def _titled_heading(self) -> Named | None:
        """The sure name among the first headings that the title holds: "Ada Roth, Department of History"."""
        title = fold(self.page.title)
        for line in self.headings[:MOST_ABOVE] if title else ():
            named = whole_name(line.text) if line.level <= 3 and fold(line.text) in title else None
            if named is not None and named.score >= SURE and named.is_anchored and " " in named.natural:
                return named
        return None

    @cached_property
    def _titled_with_role(self) -> Named | None:
        """The name before a role in a title that the page repeats: "Ada Roth, Lecturer in Logic" below a banner."""
        told = name_before_role(self.page.title) if self.page.title else None
        title = fold(self.page.title)
        repeated = told is not None and any(fold(line.text) == title for line in self.page.lines[:MOST_BANNER])
        return told if repeated else None

    @property
    def is_own(self) -> bool:
        """Whether the title or the main heading says that the page is somebody's own: "Anna's home page"."""
        return any(map(is_own, [self.page.title, *self.names]))

    @cached_property
    def last_crumb(self) -> str:
        """The page itself in the path that pages without headings show above: "Department > People > *Anna Vos*"."""
        for line in self.page.lines[:MOST_ABOVE]:
            parts = _CRUMBS.split(line.text)
            if len(parts) > 2 and len(line.text) <= LONGEST_PATH:
                return parts[-1].strip(" |")
        return ""

    def _is_owner(self, name: Named) -> bool:
        """Whether a name that a title says is the page's owner's is one: a sure one, or one that the page bears out."""
        return name.score >= SURE or bears_out(self.page, name, self.main_heading)

    @cached_property
    def lists_people(self) -> bool:
        """Whether address, title or heading say that people are listed here."""
        hints = [address_hints(self.page.url)[1], *map(text_hint, self.names)]
        if any(hint.get("directory", 0.0) >= 0.5 for hint in hints) or any(map(group_hint, self.names)):
            return True
        return any(is_page_word(text) and "directory" in text_hint(text) for text in self._behind_colon)

    @cached_property
    def lists_courses(self) -> bool:
        """Whether address, title or heading say that courses are listed here."""
        hints = [address_hints(self.page.url)[1], *map(text_hint, self.names)]
        if any(hint.get("course_list", 0.0) >= 0.4 for hint in hints):
            return True
        return any(field_of(text) in {"taught_courses", "course_name"} and not whole_name(text) for text in self.names)

    @cached_property
    def is_of_term(self) -> bool:
        """Whether title or heading is a term and nothing else: what is linked below it may be given then."""
        return any(map(is_season, self.names))

    @cached_property
    def address_words(self) -> list[str]:
        """The parts of the address's path as words, first to last."""
        path = self.page.url.partition("//")[2].partition("/")[2].lower()
        return [part.replace("-", " ") for part in re.split(r"[/.?&=_]", path) if part]

    @cached_property
    def group(self) -> str | None:
        """The group of people that the page's address, heading or title names: `staff`, `student`, `outsider`, …"""
        for text in [*reversed(self.address_words[-4:]), *reversed(self.names)]:
            group = group_hint(text)
            if group:
                return group
        return None
