"""A page as a flat list of lines in a tree of boxes: what every later step reads instead of the element tree.

A *line* is what a reader sees as one: the inline content between two borders of blocks or line breaks. A *box* is a
block element; it covers the lines `start` up to `end`. Lines know their box, their heading and their links.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.extraction.recognisers.vocabulary import has_digit, letter_runs

BOLD = 7
"""The level of a line that is no heading but stands all in bold."""


def by_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Phrases in small letters by their longest word, for `Page.says`: most pages have none of these words."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in map(str.lower, phrases):
        word = max(letter_runs(phrase), key=len)
        found[word] = (*found.get(word, ()), phrase)
    return found


@dataclass(slots=True, eq=False)
class Anchor:
    """A link as it stands in a line. `url` is absolute, or empty for what is no page (mail, script)."""

    url: str
    href: str
    text: str = ""


@dataclass(slots=True, eq=False)
class Box:
    """A block element: its tag, the words of its class and id, its parent, and the lines it covers."""

    tag: str
    words: str
    signature: str
    """What repeated structures have in common: the tag and the first word of its class."""
    parent: "Box | None"
    start: int
    end: int = 0
    kids: "list[Box] | tuple[()]" = ()
    furniture: bool = False
    rows: int = 1
    """Rows of its table that a cell stands in."""

    def ancestors(self) -> Iterator["Box"]:
        """The boxes around this one, nearest first."""
        box = self.parent
        while box is not None:
            yield box
            box = box.parent

    def nearest(self, *tags: str) -> "Box | None":
        """This box or the nearest around it that has one of `tags`."""
        box: Box | None = self
        while box is not None and box.tag not in tags:
            box = box.parent
        return box


@dataclass(slots=True, eq=False)
class Line:
    """One line of the page.

    `spaced` is the text with two spaces where the page shows a wide gap. `bold` is the part at the start that is set
    off (bold, strong), empty if none. `level` is 1 to 6 for headings, `BOLD` for a line that is bold throughout, or 0.
    """

    index: int
    text: str
    spaced: str
    box: Box
    level: int = 0
    bold: str = ""
    anchors: Sequence[Anchor] = ()
    mails: Sequence[str] = ()
    """Addresses that links, attributes and scripts of the line hold, decoded."""
    section: int = -1
    """Index of the heading this line stands under, -1 above the first; a heading's own is the one above it."""

    @property
    def furniture(self) -> bool:
        """True in navigation, header, footer and the like."""
        return self.box.furniture

    @property
    def lone_anchor(self) -> Anchor | None:
        """The link that makes up the whole line, if there is one."""
        if len(self.anchors) == 1 and self.anchors[0].url and len(self.anchors[0].text) >= len(self.text) - 3:
            return self.anchors[0]
        return None


@dataclass(slots=True, eq=False)
class Page:
    """What was read off a page before anybody asked what it means."""

    url: str
    title: str = ""
    lines: list[Line] = field(default_factory=list)
    root: Box | None = None
    tables: list[Box] = field(default_factory=list)
    anchors: list[tuple[Anchor, bool, bool, Box]] = field(default_factory=list)
    """Every link with: is it `nofollow`, does it sit in furniture, and the box it stands in."""
    meta: dict[str, str] = field(default_factory=dict)
    """`name` or `property` of `<meta>` → content, names in lower case."""
    language: str | None = None
    """What `<html lang>` claims."""
    canonical: str | None = None
    alternates: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    _content: list[Line] | None = None
    _numbered: list[Line] | None = None
    _small: str | None = None
    _words: frozenset[str] | None = None

    @property
    def content(self) -> list[Line]:
        """The lines outside furniture."""
        if self._content is None:
            self._content = [line for line in self.lines if not line.box.furniture]
        return self._content

    @property
    def numbered(self) -> list[Line]:
        """The lines outside furniture with a digit in them: no code and no figure can do without."""
        if self._numbered is None:
            self._numbered = [line for line in self.content if has_digit(line.spaced)]
        return self._numbered

    @property
    def small_text(self) -> str:
        """All lines in small letters, with line breaks between them."""
        if self._small is None:
            self._small = "\n".join([line.text for line in self.lines]).lower()
        return self._small

    def says(self, phrases: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether one of `phrases`, as `by_word` has them, stands in the text of the page as whole words."""
        return any(self.holds(phrases[word]) for word in self._own_words.intersection(phrases))

    def said(self, phrases: Mapping[str, tuple[str, ...]]) -> list[str]:
        """Those of `phrases`, as `by_word` has them, that stand in the text of the page."""
        text = self.small_text
        return [phrase for word in self._own_words.intersection(phrases) for phrase in phrases[word] if phrase in text]

    @property
    def _own_words(self) -> frozenset[str]:
        if self._words is None:
            self._words = frozenset(letter_runs(self.small_text))
        return self._words

    def holds(self, words: Iterable[str]) -> bool:
        """Whether one of `words`, in small letters, stands in the text of the page at all."""
        text = self.small_text
        for word in words:  # noqa: SIM110 - a generator costs several times as much here
            if word in text:
                return True
        return False

    def under(self, line: Line) -> Iterator[Line]:
        """The headings `line` stands under, nearest first."""
        at = line.section
        seen = 0
        while at >= 0 and seen < 12:
            heading = self.lines[at]
            yield heading
            at = heading.section
            seen += 1

    def inside(self, box: Box) -> list[Line]:
        """The lines that `box` covers."""
        return self.lines[box.start : box.end]

    def release(self) -> None:
        """Takes the tree of boxes apart: the page is of no use after this.

        A box and those in it hold one another, and thousands of pages of them would wait for the garbage collector,
        which took a tenth of all reading time to find them.
        """
        boxes = [self.root] if self.root is not None else []
        for box in boxes:
            box.parent = None
            boxes += box.kids
