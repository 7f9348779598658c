"""The one walk over the element tree: lines, boxes and links come out, and nobody walks the tree again."""

import re
from collections.abc import Callable
from functools import lru_cache

from lxml import etree

from crawler.extraction.blocks import BOLD, Anchor, Box, Line, Page
from crawler.extraction.deeds import MARKS, without_deed
from crawler.extraction.furniture import FURNITURE_ROLES, NEVER_FURNITURE, doubt_furniture, is_furniture
from crawler.extraction.links import Resolver
from crawler.extraction.recognisers.hidden_emails import addresses_of_link, emails_in_script, from_attributes

_BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 h7 header hgroup hr html legend li main menu nav ol optgroup p pre
    section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905 - thirty tags read better as words
)
_SKIPPED = frozenset(
    """script style noscript template svg math iframe object select textarea head audio video canvas map datalist
    noframes applet embed""".split()  # noqa: SIM905 - as above
)
_BOLD = frozenset({"b", "strong"})
_INLINE = frozenset({"span", "a", "b", "strong", "em", "i", "label", "small", "u", "time", "mark", "cite"})
_HOLDING_MAIL = frozenset({"a", "span", "div", "p", "li", "td", "strong", "em"})
_NO_TEXT = " \t\r\n\xa0:"
"""What stands around a bold label and says nothing."""
_HEADINGS = {f"h{n}": n for n in range(1, 7)} | {"h7": 6}
_KEPT = "\x00"
"""Stands for a space that is none to break at, while the others are joined: no text has it."""
_GAP = re.compile(r"(?:\xa0 ?){2,}")
"""Several spaces that are none to break at: what a column is set off by."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd]"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIL_HREF = re.compile(r"mailto:|uncryptmailto|email-protection|decryptmail|nospam")
_SIGNS = {
    b"data-": re.compile(rb"data-(?:cfemail|md5|user|domain|rot|[\w-]*mail)"),
    b"display": re.compile(rb"display\s*:\s*none"),
    b"visibility": re.compile(rb"visibility\s*:\s*hidden"),
    b"hidden": re.compile(rb"hidden(?<=\shidden)[\s>=]"),
}
"""What a page holds, in small letters, where attributes hide an address or an element, by the word it begins with: that
is looked for at the speed of memory, where one search for all of them took as long as parsing the page."""
_SHORTENED = re.compile(r"[a-z]{2,5}\.")
"""What is shortened, as titles are ("drs."), and goes on with no word."""
LONGEST_LINE = 10_000
"""Characters of one line that are read."""
MOST_PIECES = 40
"""Pieces of a block among which text of its own is looked for."""
FEWEST_PIECES = 3
"""Pieces of a block from which on one that begins with a small letter is a piece of its own too."""
MOST_SPANNED = 100
"""Rows of a table that one cell stands in."""
MOST_LINES = 60_000
"""Lines of one page that are read."""


_OWN_FOOT = ("article", "li", "details")
"""Blocks whose footer is their own, and not the page's, where they are cards."""
LONGEST_CARD = 12
"""Lines of a card above its footer; an article of more may be all of the page."""

OPENING = 6
"""Level of what opens a part of the page: it heads that part, below all headings."""

_OPENING = frozenset({"summary", "button"})
_OPENS = re.compile(r"accordion|collaps|expand|(?:^|[\s_-])faq", re.IGNORECASE)


def _opens(box: Box) -> bool:
    """Whether a summary or a button titles a part of the page that opens on a click: any summary, an accordion's."""
    return not box.furniture and (box.tag == "summary" or _OPENS.search(box.words) is not None)


@lru_cache(maxsize=4_096)
def _make(tag: str, name: str | None, id_: str | None) -> tuple[str, str, bool]:
    """The words and the signature of a box with that class and id, and whether its tag or words make it furniture.

    A site's templates make the same ones on every page.
    """
    words = f"{name or ''} {id_ or ''}"
    return words, f"{tag}.{words.split(' ', 1)[0]}", is_furniture(tag, words)


class _Walk:
    """The state of the walk: the open box, the line being gathered, the headings above."""

    __slots__ = (
        "anchor",
        "anchor_at",
        "anchors",
        "bold",
        "bold_parts",
        "box",
        "headings",
        "lines",
        "mails",
        "page",
        "parts",
        "plain_seen",
        "resolver",
        "with_roles",
    )

    def __init__(self, page: Page, resolver: Resolver, *, with_roles: bool) -> None:
        """`with_roles`: elements may say by `role` what they are."""
        self.with_roles = with_roles
        self.page = page
        self.lines = page.lines
        self.resolver = resolver
        self.box = Box("html", "", "html.", None, 0)
        page.root = self.box
        self.parts: list[str] = []
        self.bold_parts: list[str] = []
        self.bold = 0
        self.plain_seen = False
        self.anchor: Anchor | None = None
        self.anchor_at = 0
        self.anchors: list[Anchor] = []
        self.mails: list[str] = []
        self.headings: list[tuple[int, int]] = []

    def beside_bold(self, text: str) -> None:
        """Takes note of text in or behind what is bold in the line being gathered."""
        if self.plain_seen:
            return
        if self.bold:
            self.bold_parts.append(text)
        elif text.strip(_NO_TEXT):
            self.plain_seen = True

    def open_box(self, element: "etree._Element", tag: str) -> None:
        """Ends the line and opens a box."""
        if self.parts or self.anchors:
            self.flush()
        outer = self.box
        words, signature, furniture = _make(tag, element.get("class"), element.get("id"))
        furniture = outer.furniture or (furniture and not (tag == "footer" and self._is_card(outer)))
        if self.with_roles and not furniture and tag not in NEVER_FURNITURE:
            furniture = element.get("role") in FURNITURE_ROLES
        box = self.box = Box(tag, words, signature, outer, len(self.lines), 0, (), furniture)
        if outer.kids:
            outer.kids.append(box)
        else:
            outer.kids = [box]
        if tag == "td" and (spanned := element.get("rowspan")) is not None and spanned.isdecimal():
            box.rows = min(max(int(spanned[:4]), 1), MOST_SPANNED)
        elif tag == "table":
            self.page.tables.append(box)

    def _is_card(self, box: Box) -> bool:
        """Whether a box stands in a card, whose footer is its own."""
        card = box.nearest(*_OWN_FOOT)
        return card is not None and len(self.lines) - card.start <= LONGEST_CARD

    def close_box(self, _element: "etree._Element", tag: str) -> None:
        """Ends the line and closes the innermost box, if it is the element's."""
        box = self.box
        if box.tag != tag:
            return
        if self.parts or self.anchors:
            self.flush()
        if self.mails and box.tag != "button":
            self.add_line(self.mails[-1])
            self.mails = []
        box.end = len(self.lines)
        if tag == "header" and not box.furniture:
            self._judge_header(box)
        if box.parent is not None:
            self.box = box.parent

    def embolden(self, _element: "etree._Element", _tag: str) -> None:
        """Text is bold from here on."""
        if not self.bold and not self.bold_parts:
            self.plain_seen = bool("".join(self.parts).strip(_NO_TEXT))
        self.bold += 1

    def unbolden(self, _element: "etree._Element", _tag: str) -> None:
        """Text is as bold as it was before."""
        self.bold = max(self.bold - 1, 0)

    def break_line(self, element: "etree._Element", _tag: str) -> None:
        """Ends the line; one of a heading that goes on in small letters was broken for its looks only."""
        rest = (element.tail or "").lstrip()
        if self.parts and self.box.tag in _HEADINGS and rest[:1].islower() and not _SHORTENED.match(rest):
            self.parts.append(" ")
            return
        self.flush()

    def flush(self) -> None:
        """Makes a line of what was gathered, if there is any text in it."""
        if not self.parts:
            if self.anchors and self.anchor is None:
                self.anchors = []
            return
        whole = "".join(self.parts)
        if self.anchor is not None:
            self.anchor.text += " " + ("".join(self.parts[self.anchor_at :]) if self.anchor_at else whole)
            self.anchor_at = 0
        self.parts.clear()
        if not whole.isspace():
            if self.box.tag == "pre" and "\n" in whole:
                self.add_drawn(whole)
            elif len(self.lines) < MOST_LINES:
                self.add_line(whole[:LONGEST_LINE])
            if self.mails:
                self.mails = []
        self.bold_parts.clear()
        self.plain_seen = False
        if self.anchor is not None:
            self.anchors = [self.anchor]
        elif self.anchors:
            self.anchors = []

    def add_drawn(self, text: str) -> None:
        """Takes text whose line breaks are drawn as they are: each line is one of the page."""
        anchors, self.bold_parts = self.anchors, []
        for raw in text.split("\n")[: MOST_LINES - len(self.lines)]:
            self.anchors = [anchor for anchor in anchors if anchor.text and anchor.text in raw]
            self.add_line(raw[:LONGEST_LINE])
            self.mails = []

    def add_line(self, raw: str) -> None:
        """Takes a line of the page, if there is any text in it."""
        is_plain = raw.isascii()
        if not is_plain and _UNSEEN.search(raw):
            raw = _UNSEEN.sub("", raw)
        text = spaced = " ".join(raw.split())
        if not text:
            return
        if not is_plain and "\xa0" in raw:
            kept = " ".join(raw.replace("\xa0", _KEPT).split()).replace(_KEPT, "\xa0")
            spaced = _GAP.sub("  ", kept).replace("\xa0", " ").strip()
        box, headings, index = self.box, self.headings, len(self.lines)
        bold = " ".join("".join(self.bold_parts).split()) if self.bold_parts else ""
        level = self._level(index, text, bold)
        if level and (self.anchors or text[-1] in MARKS):
            last = self.anchors[-1].text if self.anchors else text[-1]
            text, spaced = without_deed(text, last), without_deed(spaced, last)
        if level and not box.furniture:
            while headings and headings[-1][0] >= level:
                headings.pop()
        section = headings[-1][1] if headings else -1
        if level and not box.furniture:
            headings.append((level, index))
        self.lines.append(Line(index, text, spaced, box, level, bold, self.anchors or (), self.mails or (), section))

    def _level(self, index: int, text: str, bold: str) -> int:
        box = self.box
        level = _HEADINGS.get(box.tag, 0)
        if not level and box.tag in _OPENING and _opens(box):
            level = OPENING
        if not level and index == box.start and box.parent is not None:
            level = _HEADINGS.get(box.parent.tag, 0)
        if level or not bold:
            return level
        whole = len(bold) >= len(text) - 1 and len(text) <= 120
        return BOLD if whole and box.tag not in {"td", "th", "dt", "dd"} else 0

    def _judge_header(self, box: Box) -> None:
        """A page's header is furniture but for its headings; one inside the content is content."""
        if any(outer.tag in {"main", "article", "section"} for outer in box.ancestors()):
            return
        for line in self.lines[box.start : box.end]:
            if not line.level:
                line.box.furniture = True

    def meet(self, element: "etree._Element") -> None:
        """Ends the line between two pieces that only their looks set apart; a bold label stays with its value."""
        if not _are_pieces(self.parts[-1], element):
            return
        if self.bold_parts and not self.plain_seen:
            self.parts.append("\u2003")
        else:
            self.flush()

    def script(self, code: str | None) -> None:
        """Takes the mail addresses that a script writes where it stands."""
        if code and ("write" in code or "innerHTML" in code):
            self.mails += emails_in_script(code)

    def open_anchor(self, element: "etree._Element", _tag: str) -> None:
        """Begins a link; what hides a mail address goes with the line instead."""
        href = element.get("href")
        if href is None:
            return
        small = href.lower()
        if ("mail" in small or "nospam" in small) and _MAIL_HREF.search(small):
            self.mails += addresses_of_link(href)
            return
        url = self.resolver.absolute(href)
        if not url and href[:1] == "#":
            return
        self.anchor = Anchor(url, href)
        self.anchor_at = len(self.parts)
        self.anchors.append(self.anchor)
        if url:
            nofollow = "nofollow" in (element.get("rel") or "")
            self.page.anchors.append((self.anchor, nofollow, self.box.furniture, self.box))

    def close_anchor(self, _element: "etree._Element", _tag: str) -> None:
        """Ends the link and gives it its text."""
        if self.anchor is not None:
            text = self.anchor.text + "".join(self.parts[self.anchor_at :])
            self.anchor.text = " ".join(text[:2_000].split())
            self.anchor = None

    def hides(self, element: "etree._Element", tag: str) -> bool:
        """Takes note of hidden mail addresses; True where a reader would not see the element."""
        attributes = dict(element.items())
        if not attributes:
            return False
        if tag in _HOLDING_MAIL and any(name.startswith("data-") for name in attributes):
            address = from_attributes(attributes)
            if address:
                self.mails.append(address)
        if tag in _BLOCKS:
            return False
        return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None


_Step = Callable[[_Walk, "etree._Element", str], None]  # noqa: SLF001 - lxml has no public name for it
_STARTS: dict[str, _Step] = {
    **dict.fromkeys(_BLOCKS, _Walk.open_box),
    **dict.fromkeys(_BOLD, _Walk.embolden),
    "a": _Walk.open_anchor,
    "br": _Walk.break_line,
}
_ENDS: dict[str, _Step] = {
    **dict.fromkeys(_BLOCKS, _Walk.close_box),
    **dict.fromkeys(_BOLD, _Walk.unbolden),
    "a": _Walk.close_anchor,
}
"""What is done where an element of that name begins, and where it ends."""


def flatten(root: "etree._Element", page: Page, resolver: Resolver, small: bytes) -> None:
    """Fills `page` with the lines, boxes and links of the tree under `root`; `small` is its text in small letters."""
    walk = _Walk(page, resolver, with_roles=b"role" in small)
    _run(walk, root, hiding=any(word in small and sign.search(small) for word, sign in _SIGNS.items()))
    walk.flush()
    for box in (page.root, walk.box):
        if box is not None:
            box.end = len(page.lines)
    doubt_furniture(page)


def _run(walk: _Walk, root: "etree._Element", *, hiding: bool) -> None:
    """The walk itself. It is one loop because it is run for every element of every page.

    `hiding`: attributes may hold addresses or hide elements. Space before a line says nothing.
    """
    starts, ends, parts = _STARTS, _ENDS, walk.parts
    seam = False  # an inline element has just ended, with nothing behind it
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        tag = element.tag
        if event == "start":
            if seam and tag in _INLINE and parts:
                walk.meet(element)
            seam = False
            if tag in _SKIPPED or (hiding and walk.hides(element, tag)):
                if tag == "script":
                    walk.script(element.text)
                steps.skip_subtree()
                continue
            start, text = starts.get(tag), element.text
            if start is not None:
                start(walk, element, tag)
            elif "-" in tag and _stands_alone(element):
                walk.open_box(element, tag)
        else:
            end, text = ends.get(tag), element.tail
            if end is not None:
                end(walk, element, tag)
            elif "-" in tag and _stands_alone(element):
                walk.close_box(element, tag)
            seam = not text and (seam or tag in _INLINE)
        if text and (parts or walk.anchors or not text.isspace()):
            parts.append(text)
            if walk.bold or walk.bold_parts:
                walk.beside_bold(text)


def _stands_alone(element: "etree._Element") -> bool:
    """Whether an element of the site's own making (`<course-card>`) is a block: no text stands beside it."""
    before, outer = element.getprevious(), element.getparent()
    beside = before.tail if before is not None else outer.text if outer is not None else None
    return not (beside or "").strip() and not (element.tail or "").strip()


def _are_pieces(left: str, element: "etree._Element") -> bool:
    """Whether `element` is a piece beside the one that ends in `left`, in a block that has no text of its own.

    Templates write `<span>Vakcode</span><span>KWCH6Y</span>` without a space and leave the gap to the style sheet.
    """
    right = element.text or next((child.text for child in element if child.text), None) or ""
    if not (left[-1:].isalnum() or left[-1:] in ").") or not right[:1].isalnum() or len(left.strip()) < 2:
        return False
    block = element.getparent()
    if block is None or not (block.tag in _BLOCKS or "-" in block.tag) or (block.text or "").strip():
        return False
    if right[:1].islower() and len(block) < FEWEST_PIECES and not _SHORTENED.match(right):
        return False  # one word, part of which is drawn otherwise
    return not any((child.tail or "").strip() for child in block[:MOST_PIECES])
