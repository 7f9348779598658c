"""The one walk over the element tree: lines, boxes and links come out, and nobody walks the tree again."""

import re
from functools import cache, lru_cache

from lxml import etree

from crawler.extraction.blocks import Anchor, Box, Line, Page
from crawler.extraction.links import Resolver
from crawler.extraction.recognisers.emails import mailto_recipients
from crawler.extraction.recognisers.hidden_emails import (
    decode_cloudflare,
    emails_in_script,
    from_attributes,
    uncrypt_mailto,
)
from crm.resources import data_path

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
_MARKS = frozenset({"a", "br", *_BOLD})
_INLINE = frozenset({"span", "a", "b", "strong", "em", "i", "label", "small"})
_HEADINGS = {f"h{n}": n for n in range(1, 7)} | {"h7": 6}
_SPACE = re.compile(r"[^\S\xa0]+")
_GAP = re.compile(r"(?:\xa0 ?){2,}| ?\u2003+ ?|\t")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd]"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIL_HREF = re.compile(r"mailto:|uncryptmailto|email-protection|decryptmail|nospam", re.IGNORECASE)
_MAIL_SIGNS = re.compile(
    rb"data-(?:cfemail|md5|user|domain|[\w-]*mail)|display\s*:\s*none|visibility\s*:\s*hidden|\shidden[\s>=]",
    re.IGNORECASE,
)
_HEADER, _ASIDE = 1, 2
LONGEST_LINE = 10_000
"""Characters of one line that are read."""
MOST_PIECES = 40
"""Pieces of a block among which text of its own is looked for."""
MOST_LINES = 60_000
"""Lines of one page that are read."""


@lru_cache(maxsize=16_384)
def _are_furniture(words: str) -> bool:
    """Whether the words of a class and an id tell of furniture; a site's templates say the same ones on every page."""
    return _furniture_words().search(words) is not None


@cache
def _furniture_words() -> "re.Pattern[str]":
    import tomllib

    words = tomllib.loads(data_path("extraction/furniture.toml").read_text("utf-8"))["words"]
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?=$|[\s_-])", re.IGNORECASE)


class _Walk:
    """The state of the walk: the open boxes, the line being gathered, the headings above."""

    def __init__(self, page: Page, resolver: Resolver, *, attributes_matter: bool) -> None:
        self.page = page
        self.resolver = resolver
        self.attributes_matter = attributes_matter
        self.box = Box("html", "", None, 0, 0)
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
        self.hidden = 0
        self.seam = False
        """Whether an inline element has just ended, with nothing behind it."""

    def text(self, text: str) -> None:
        """Takes text of the page into the line being gathered."""
        self.seam = False
        self.parts.append(text)
        if self.bold and not self.plain_seen:
            self.bold_parts.append(text)
        elif not self.plain_seen and text.strip(" \t\r\n\xa0:"):
            self.plain_seen = True

    def open_block(self, tag: str, element: "etree._Element") -> None:
        """Ends the line and opens a box."""
        self.flush()
        parent = self.box
        words = f"{element.get('class') or ''} {element.get('id') or ''}" if element.attrib else " "
        box = Box(tag, words, parent, parent.depth + 1, len(self.page.lines))
        box.furniture = parent.furniture or self._is_furniture(tag, element, words)
        if tag == "table":
            self.page.tables.append(box)
        parent.kids.append(box)
        self.box = box

    @staticmethod
    def _is_furniture(tag: str, element: "etree._Element", words: str) -> bool:
        if tag in {"nav", "footer", "dialog"}:
            return tag != "dialog"
        if tag in {"body", "main", "article", "html", "table", "tr", "td"}:
            return False
        if len(words) > 1 and _are_furniture(words):
            return True
        role = element.get("role") if element.attrib else None
        return role in {"navigation", "contentinfo", "menu", "menubar", "search"}

    def close_block(self) -> None:
        """Ends the line and closes the innermost box."""
        self.flush()
        box = self.box
        if self.mails and box.tag != "button":
            self._add_line(self.mails[-1])
            self.mails = []
        box.end = len(self.page.lines)
        if box.tag == "header" and not box.furniture:
            self._judge_header(box)
        if box.parent is not None:
            self.box = box.parent

    def _judge_header(self, box: Box) -> None:
        """A page's header is furniture but for its headings; one inside the content is content."""
        if any(outer.tag in {"main", "article", "section"} for outer in box.ancestors()):
            return
        for line in self.page.lines[box.start : box.end]:
            if not line.level:
                line.box.furniture = True

    def flush(self) -> None:
        """Makes a line of what was gathered, if there is any text in it."""
        if self.parts:
            raw = "".join(self.parts)[:LONGEST_LINE]
            if self.anchor is not None:
                self.anchor.text += " " + "".join(self.parts[self.anchor_at :])
                self.anchor_at = 0
            self.parts.clear()
            if raw.strip() and len(self.page.lines) < MOST_LINES:
                self._add_line(raw)
            self.bold_parts.clear()
            self.plain_seen = False
            self.anchors = [self.anchor] if self.anchor is not None else []
            if raw.strip():
                self.mails = []
        elif self.anchor is None and self.anchors:
            self.anchors = []

    def _add_line(self, raw: str) -> None:
        if not raw.isascii() and _UNSEEN.search(raw):
            raw = _UNSEEN.sub("", raw)
        text = " ".join(raw.split())
        if not text:
            return
        spaced = text
        if "\xa0" in raw or "\u2003" in raw:
            spaced = _GAP.sub("  ", _SPACE.sub(" ", raw)).replace("\xa0", " ").strip()
        page, box = self.page, self.box
        line = Line(len(page.lines), text, spaced, box, anchors=self.anchors, mails=self.mails)
        if self.bold_parts:
            line.bold = " ".join("".join(self.bold_parts).split())
        line.level = self._level(line)
        line.hidden = self.hidden > 0
        while self.headings and line.level and not box.furniture and self.headings[-1][0] >= line.level:
            self.headings.pop()
        line.section = self.headings[-1][1] if self.headings else -1
        if line.level and not box.furniture:
            self.headings.append((line.level, line.index))
        page.lines.append(line)

    def _level(self, line: Line) -> int:
        box = line.box
        level = _HEADINGS.get(box.tag, 0)
        if not level and box.parent is not None and line.index == box.start:
            level = _HEADINGS.get(box.parent.tag, 0)
        if level or not line.bold:
            return level
        whole = len(line.bold) >= len(line.text) - 1 and len(line.text) <= 120
        return 7 if whole and box.tag not in {"td", "th", "dt", "dd"} else 0

    def meet(self, tag: str, element: "etree._Element") -> None:
        """Ends the line between two pieces that only their looks set apart; a bold label stays with its value."""
        self.seam = False
        if tag not in _INLINE or not self.parts or not _are_pieces(self.parts[-1], element):
            return
        if self.bold_parts and not self.plain_seen:
            self.parts.append("\u2003")
        else:
            self.flush()

    def script(self, code: str | None) -> None:
        """Takes the mail addresses that a script writes where it stands."""
        if code and ("write" in code or "innerHTML" in code):
            self.mails += emails_in_script(code)

    def mark(self, tag: str, element: "etree._Element") -> None:
        """Takes a link, the start of bold text or a line break."""
        if tag == "a":
            self.open_anchor(element)
        elif tag == "br":
            self.flush()
        else:
            self.bold += 1

    def open_anchor(self, element: "etree._Element") -> None:
        """Begins a link; what hides a mail address goes with the line instead."""
        href = element.get("href")
        if href is None:
            return
        if _MAIL_HREF.search(href):
            self.mails += _addresses(href)
            return
        url = self.resolver.absolute(href)
        if not url and href[:1] == "#":
            return
        self.anchor = Anchor(url, href)
        self.anchor_at = len(self.parts)
        self.anchors.append(self.anchor)
        if url:
            nofollow = "nofollow" in (element.get("rel") or "")
            self.page.anchors.append((self.anchor, nofollow, self.box.furniture))

    def close_anchor(self) -> None:
        """Ends the link and gives it its text."""
        if self.anchor is not None:
            text = self.anchor.text + "".join(self.parts[self.anchor_at :])
            self.anchor.text = " ".join(text[:2_000].split())
            self.anchor = None

    def hides(self, element: "etree._Element", tag: str) -> bool:
        """Takes note of hidden mail addresses; True where a reader would not see the element."""
        if not element.attrib:
            return False
        if tag in {"a", "span", "div", "p", "li", "td", "strong", "em"}:
            attributes = dict(element.items())
            if any(name.startswith("data-") for name in attributes):
                address = from_attributes(attributes)
                if address:
                    self.mails.append(address)
        return (element.get("hidden") is not None and tag not in _BLOCKS) or bool(
            tag not in _BLOCKS and _HIDDEN.search(element.get("style") or "")
        )


def _addresses(href: str) -> list[str]:
    """The addresses a link writes to, hidden or not."""
    if "ailto:" in href[:12] or "AILTO:" in href[:12]:
        return mailto_recipients(href)
    found = decode_cloudflare(href) if "email-protection" in href else uncrypt_mailto(href)
    return [found] if found else []


def flatten(root: "etree._Element", page: Page, resolver: Resolver, source: bytes) -> None:
    """Fills `page` with the lines, boxes and links of the tree under `root`; `source` is the page's text."""
    walk = _Walk(page, resolver, attributes_matter=_MAIL_SIGNS.search(source) is not None)
    _run(walk, root)
    walk.flush()
    for box in (page.root, walk.box):
        if box is not None:
            box.end = len(page.lines)
    _doubt_furniture(page)


def _run(walk: _Walk, root: "etree._Element") -> None:
    """The walk itself. It is one loop because it is run for every element of every page."""
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        tag = element.tag
        if event == "start":
            if walk.seam:
                walk.meet(tag, element)
            if tag == "script":
                walk.script(element.text)
            if tag in _SKIPPED or (walk.attributes_matter and walk.hides(element, tag)):
                steps.skip_subtree()
                continue
            if tag in _BLOCKS:
                walk.open_block(tag, element)
            elif tag in _MARKS:
                walk.mark(tag, element)
            text = element.text
            if text:
                walk.text(text)
            continue
        _close(walk, tag)
        tail = element.tail
        if tail:
            walk.text(tail)
        elif tag in _INLINE:
            walk.seam = True


def _are_pieces(left: str, element: "etree._Element") -> bool:
    """Whether `element` is a piece beside the one that ends in `left`, in a block that has no text of its own.

    Templates write `<span>Vakcode</span><span>KWCH6Y</span>` without a space and leave the gap to the style sheet.
    """
    right = element.text or next((child.text for child in element if child.text), None) or ""
    if not (left[-1:].isalnum() or left[-1:] in ").") or not (right[:1].isupper() or right[:1].isdigit()):
        return False
    block = element.getparent()
    if block is None or block.tag not in _BLOCKS or (block.text or "").strip() or len(left.strip()) < 2:
        return False
    return not any((child.tail or "").strip() for child in block[:MOST_PIECES])


def _close(walk: _Walk, tag: str) -> None:
    if tag in _BLOCKS:
        if walk.box.tag == tag:
            walk.close_block()
    elif tag == "a":
        walk.close_anchor()
    elif tag in _BOLD:
        walk.bold = max(walk.bold - 1, 0)


def _doubt_furniture(page: Page) -> None:
    """Takes the mark off where it would leave no page: a class word on the wrapper of everything."""
    lines = page.lines
    content = sum(1 for line in lines if not line.box.furniture)
    if len(lines) >= 3 and content * 8 < len(lines) and page.root is not None:
        stack = [page.root]
        while stack:
            box = stack.pop()
            if box.furniture and box.tag not in {"nav", "footer"}:
                box.furniture = False
            stack += [kid for kid in box.kids if kid.tag not in {"nav", "footer"}]
