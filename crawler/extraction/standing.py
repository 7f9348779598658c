"""In what company somebody stands on a page: under which heading, beside which words, on what sort of page.

A heading speaks for all below it: who stands under "Alumni" is nobody's contact, whatever the line beside the name
tells of what they are elsewhere now.
"""

import re
from bisect import bisect_right
from collections import Counter
from functools import cache, cached_property

from crawler.extraction.blocks import BOLD, Line
from crawler.extraction.findings import Method
from crawler.extraction.groups import is_chair, is_outside_group, is_teaching_group
from crawler.extraction.labelling import ASSISTANT
from crawler.extraction.mention import Mention, role_before
from crawler.extraction.outline import Outline
from crawler.extraction.page_person import PagePerson
from crawler.extraction.recognisers.page_words import SAID_OF_PAGE, group_hint, is_gone, is_group, text_hint
from crawler.extraction.recognisers.vocabulary import has_digit
from crawler.extraction.word_lists import word_lists

LONGEST_HEADING = 60
"""Characters of a heading that may name a group."""

BELOW_NAME = 1
"""Lines below a name that say what somebody is rather than begin a group."""

LINES_AROUND = 11
"""Lines behind a name that may say in what company somebody stands."""

LINES_OF_CHAIR = 4
"""Lines below a professor's name in which their chair may be named."""

LINES_OF_LIFE = 60
"""Lines on top of a page in which somebody tells their age."""

_DRAWN = frozenset({"div", "p", "center", "td", "th"})
"""Boxes in which a page may draw a heading."""

_NO_CONTACT_READINGS = frozenset({"student", "phd", "emeritus", "outsider", "author"})
_NO_CONTACT_GROUPS = frozenset({"student", "alumni", "outsider"})


@cache
def _age() -> re.Pattern[str]:
    """Somebody's own age in the first person, in the years of a student: "Ik ben 17 jaar"."""
    told: dict[str, list[str]] = word_lists("phrases")["age"]
    first, old, years, on = ("|".join(map(re.escape, told[name])) for name in ("first", "old", "years", "on"))
    young = r"(?:1[2-9]|2[0-4])"
    return re.compile(
        rf"\b(?:{first})\b(?:[^.!?]{{0,40}}?\b{young}\s+(?:{old})\b|\s+{young}\s+(?:{years})\s*(?:[.,!]|(?:{on})\b|$))",
        re.IGNORECASE,
    )


def _names_group(text: str) -> bool:
    """Whether a line is the name of a group, or ends in that of people who teach: "Adjunct & Visiting Faculty"."""
    return is_group(text) or (is_teaching_group(text) and group_hint(text) is not None)


class Standing:
    """Tells for the people of one page whether they are contacts at all, and whether they stand among teachers."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._page = outline.page
        self._named: frozenset[int] = frozenset()

    def know(self, people: list[PagePerson]) -> None:
        """Takes down on which lines people are named: what stands right below a name is said of them."""
        self._named = frozenset(mention.line.index for person in people for mention in person.mentions)

    def is_no_contact(self, person: PagePerson, labelled: list[Mention]) -> bool:
        """Whether the page says that this is a student, emeritus or outsider: above the name, beside it, or of all.

        `labelled` are the mentions of the person whose label counts.
        """
        if labelled:
            helps = all(mention.roles == (ASSISTANT,) for mention in labelled)
            return helps or self._says_assistant(person) or self._is_only(person, labelled)
        if self.group_above(person) in _NO_CONTACT_GROUPS or self._has_badge(person) or self._is_young(person):
            return True
        around = [text for text in self._texts_around(person) if len(text) < LONGEST_HEADING]
        # Beside a name "Management" is a group and "Crop Management (University of X)" a subject of study.
        groups = [g for text in around if (g := group_hint(text)) and (g != "staff" or len(text.split()) <= 3)]
        if "outsider" in groups or any(map(is_outside_group, around)):
            return True
        if self._is_of_the_gone:
            return True
        if any(reading.contact and reading.kind for reading, _ in person.readings):
            return False
        said = any(reading.group in _NO_CONTACT_READINGS for reading, _ in person.readings)
        return said or (groups[0] if groups else self._outline.group) in _NO_CONTACT_GROUPS

    @cached_property
    def _is_of_the_gone(self) -> bool:
        """Whether the page is one of those who are gone: "Former faculty" stands above all of it."""
        main = self._outline.main_heading
        return main is not None and is_gone(main.text)

    def _is_young(self, person: PagePerson) -> bool:
        """Whether they tell an age at which one learns, on a page of their own or beside their name.

        Of others on a page where a student says so ("Ik ben 17 en leer hier veel") it tells nothing.
        """
        own = person.key == self._outline.subject_key
        return any(own or line in person.lines for line in self._lines_of_age)

    @cached_property
    def _lines_of_age(self) -> frozenset[int]:
        """The lines on top of the page in which somebody says that they are so young."""
        lines = [line for line in self._page.content[:LINES_OF_LIFE] if has_digit(line.text)]
        return frozenset(line.index for line in lines if _age().search(line.text))

    def _has_badge(self, person: PagePerson) -> bool:
        """Whether the line right below a name is the word for who is gone: "In memoriam", "Alumnus"."""
        at = person.main.line.index + 1
        below = self._page.lines[at].text if at < min(person.territory.end, len(self._page.lines)) else ""
        return is_gone(below)

    @staticmethod
    def _is_only(person: PagePerson, labelled: list[Mention]) -> bool:
        """Whether the lines beside a name below a heading say nothing but that this is a student or emeritus."""
        before = role_before(person.main.named)
        own = [
            r
            for r, line in person.readings
            if 2 * len(r.text) >= len(line.text) or line.text.startswith(r.text) or r.text in before
        ]
        only = bool(own) and all(reading.group in _NO_CONTACT_READINGS for reading in own)
        return only and all(mention.method == Method.HEADING for mention in labelled)

    @staticmethod
    def _says_assistant(person: PagePerson) -> bool:
        """Whether the words right behind the name, in its own line, say that a student helps: "A. Vos, grader"."""
        for mention in person.labelled:
            text = mention.line.text
            behind = text[text.find(mention.named.raw) + len(mention.named.raw) :].lstrip(" ,:–-|(")
            for reading, line in person.readings:
                if line is mention.line and reading.group == "student" and behind.startswith(reading.text):
                    return True
        return False

    def is_among_teachers(self, person: PagePerson) -> bool:
        """Whether a badge beside the name, a heading above it, or the page's heading or address says "faculty"."""
        texts = self._texts_around(person)
        if any(is_teaching_group(text) for text in texts):
            return True
        if any(group_hint(text) for text in texts if len(text) < LONGEST_HEADING):
            return False
        return any(is_teaching_group(text) for text in [*self._outline.address_words[-3:], self._outline.title])

    @cached_property
    def shows_courses(self) -> bool:
        """Whether a heading of the page, which is about one person, announces the courses they give: "Teaching"."""
        headings = [line for line in self._page.lines if line.level and len(line.text) <= LONGEST_HEADING]
        return any(
            not line.box.furniture and text_hint(line.text).get("course_list", 0.0) >= SAID_OF_PAGE for line in headings
        )

    def holds_chair(self, person: PagePerson) -> bool:
        """Whether a line right below a professor's name is the name of a chair."""
        start = person.main.line.index + 1
        near = self._page.lines[start : min(person.territory.end, start + LINES_OF_CHAIR)]
        return person.is_professor and any(is_chair(line.text) for line in near)

    def is_listed_as_teacher(self, person: PagePerson) -> bool:
        """Whether a name that stands elsewhere for a post is listed once more below a heading of those who teach."""
        for mention in person.mentions[1:LINES_OF_CHAIR]:
            heading = next(self._page.under(mention.line), None) if mention.whole else None
            if heading is not None and is_teaching_group(heading.text):
                return True
        return False

    def group_above(self, person: PagePerson) -> str | None:
        """The group that the nearest heading of a part of the page names."""
        main = self._outline.main_heading
        for mention in [person.main, *(m for m in person.mentions[:6] if m.whole)]:
            for heading in self._page.under(mention.line):
                if heading is main or len(heading.text) > LONGEST_HEADING or heading.text == self._outline.title:
                    continue
                group = group_hint(heading.text)
                if group is not None:
                    return group
        at = bisect_right(self._plain_headings, person.main.line.index) - 1
        above = self._page.lines[self._plain_headings[at]] if at >= 0 else None
        if above is None or self._is_parted(above, person.main.line):
            return None
        return group_hint(above.text)

    @cached_property
    def _plain_headings(self) -> list[int]:
        """Lines that are the name of a group and nothing else, though no heading: a page may draw its headings so.

        A heading stands once and begins its box; "PhD student" below a name is what somebody is.
        """
        drawn = [
            line
            for line in self._page.lines
            if not line.level and not line.anchors and not line.box.furniture and line.box.tag in _DRAWN
            if line.index == line.box.start and self._named.isdisjoint(range(line.index - BELOW_NAME, line.index))
            if len(line.text) <= LONGEST_HEADING and line.text[:1].isupper() and _names_group(line.text)
        ]
        counts = Counter(line.text for line in drawn)
        return [line.index for line in drawn if counts[line.text] == 1]

    def _is_parted(self, above: Line, name: Line) -> bool:
        """Whether a heading of a rank above the name's stands between a line and the name."""
        between = self._page.lines[above.index + 1 : name.index]
        return any(0 < line.level < (name.level or BOLD) for line in between)

    def _texts_around(self, person: PagePerson) -> list[str]:
        """The lines beside a name and the headings above it, nearest first."""
        start = person.main.line.index + 1
        end = min(person.territory.end, start + LINES_AROUND)
        if not person.territory.walled:
            later = bisect_right(self._plain_headings, start)
            end = min([end, *self._plain_headings[later : later + 1]])
        near = self._page.lines[start:end]
        return [line.text for line in [*near, *self._page.under(person.main.line)]]
