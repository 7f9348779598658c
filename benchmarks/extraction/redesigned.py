"""How a redesign changes a page: one kind of change a function, the same on every page of the school."""

import random
from collections.abc import Callable, Sequence
from typing import Any
from zlib import crc32

from lxml import etree

Tree = Any
"""An element of lxml, which has no types."""

_LABELS = {
    "docent(en)": ("Wie geeft dit", "In goede handen bij"),
    "docent": ("Wie geeft dit", "In goede handen bij"),
    "docenten": ("Wie geven dit", "In goede handen bij"),
    "lecturer": ("Given by the hand of", "In the room"),
    "lecturers": ("Given by the hand of", "In the room"),
    "coördinator": ("Houdt het overzicht", "Trekker"),
    "coordinator": ("Keeps the overview", "Pulls the cart"),
    "contactpersoon": ("Bel gerust met", "Loket"),
    "studiepunten": ("Gewicht", "Zwaarte"),
    "ec": ("Gewicht", "Zwaarte"),
    "credits": ("Weight", "Size"),
    "code": ("Kenmerk", "Merk"),
    "vakcode": ("Kenmerk", "Merk"),
    "course code": ("Mark", "Tag"),
}
"""Labels of the demo schools, and what a redesign may call them: words no vocabulary has."""

_NEW_WORDS = ("blok", "vak", "rij", "kern", "zone", "deel", "stuk", "laag")
_BLOCKS = frozenset({"div", "p", "table", "ul", "ol", "dl", "h2", "h3", "article", "section"})
_HEADINGS = ("h1", "h2", "h3", "h4")


class Redesign:
    """One redesign. What is chosen is chosen once, by `seed`: all pages of the school change alike."""

    def __init__(self, seed: str, kinds: Sequence[str]) -> None:
        self._seed = seed
        self._kinds = kinds

    def apply(self, tree: Tree) -> None:
        """Redesigns a page in place."""
        for kind in self._kinds:
            _CHANGES[kind](self, tree)

    def choice(self, what: str, *options: str) -> str:
        """One of `options`, the same for the same `what`."""
        return random.Random(f"{self._seed} {what}").choice(options)

    def new_word(self, word: str) -> str:
        """What a class is called from now on."""
        return f"{self.choice(word, *_NEW_WORDS)}-{crc32(f'{self._seed}{word}'.encode()) % 9000 + 1000}"


def _body(tree: Tree) -> Tree:
    found = tree.find(".//body")
    return found if found is not None else tree


def _elements(tree: Tree, *tags: str) -> list[Tree]:
    return list(_body(tree).iter(*tags)) if tags else list(_body(tree).iter(etree.Element))


def _own_tables(tree: Tree) -> list[Tree]:
    """The tables that hold no other table: those of values, not of the page's frame."""
    return [table for table in _elements(tree, "table") if next(table.iterdescendants("table"), None) is None]


def _rows(table: Tree) -> list[list[Tree]]:
    return [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]


def _make(tag: str, words: str = "", text: str | None = None) -> Tree:
    made = etree.Element(tag)
    if words:
        made.set("class", words)
    made.text = text
    return made


def _into(parent: Tree, element: Tree, tag: str, words: str = "") -> Tree:
    """All that `element` holds, in a new element."""
    made = _make(tag, words, element.text)
    for kid in list(element):
        made.append(kid)
    parent.append(made)
    return made


def _replace(old: Tree, new: Tree) -> None:
    parent = old.getparent()
    if parent is None:
        return
    new.tail = old.tail
    parent.replace(old, new)
    old.tail = None


def _text(element: Tree) -> str:
    return " ".join(" ".join(element.itertext()).split())


def rename_classes(design: Redesign, tree: Tree) -> None:
    """Every class and id gets another name."""
    for element in _elements(tree):
        for name in ("class", "id"):
            if element.get(name):
                element.set(name, " ".join(design.new_word(word) for word in element.get(name).split()))


def drop_classes(design: Redesign, tree: Tree) -> None:  # noqa: ARG001 - the interface
    """No class or id is left."""
    for element in _elements(tree):
        for name in ("class", "id"):
            element.attrib.pop(name, None)


def tables_to_cards(design: Redesign, tree: Tree) -> None:
    """A row becomes a card: label above value, label and value beside each other, or a list of terms."""
    form = design.choice("card", "divs", "terms", "paragraphs")
    for table in _own_tables(tree):
        rows = [row for row in _rows(table) if row]
        if not rows:
            continue
        header = [_text(cell) for cell in rows[0]] if len(rows[0]) > 2 and all(c.tag == "th" for c in rows[0]) else []
        cards = _make("div", design.new_word("kaarten"))
        for row in rows[1:] if header else rows:
            if header:
                card = _card(row, header, design, form)
            elif len(row) == 2:
                card = _card(row[1:], [_text(row[0])], design, form)
            else:
                card = _make("div", design.new_word("kaart"))
                for cell in row:
                    _into(card, cell, "div")
            cards.append(card)
        _replace(table, cards)


def _card(cells: Sequence[Tree], labels: Sequence[str], design: Redesign, form: str) -> Tree:
    card = _make("dl" if form == "terms" else "div", design.new_word("kaart"))
    for label, cell in zip(labels, cells, strict=False):
        if form == "terms":
            card.append(_make("dt", "", label))
            _into(card, cell, "dd")
        elif form == "paragraphs":
            paragraph = _into(card, cell, "p", design.new_word("regel"))
            strong = _make("strong", "", f"{label}:")
            strong.tail = f" {paragraph.text or ''}"
            paragraph.text = None
            paragraph.insert(0, strong)
        else:
            card.append(_make("div", design.new_word("naam"), label))
            _into(card, cell, "div", design.new_word("waarde"))
    return card


def cards_to_tables(design: Redesign, tree: Tree) -> None:  # noqa: ARG001 - the interface
    """Three or more boxes of one make become the rows of a table, their blocks its cells."""
    for parent in _elements(tree, "div", "ul", "main", "section"):
        kids = [kid for kid in parent if kid.tag in {"article", "div", "li"} and len(kid) >= 2]
        same = [kid for kid in kids if kids and (kid.tag, kid.get("class")) == (kids[0].tag, kids[0].get("class"))]
        if len(same) < 3 or any(not kid.get("class") for kid in same):
            continue
        table = _make("table")
        same[0].addprevious(table)
        for kid in same:
            row = _make("tr")
            for block in list(kid):
                if block.tag != "img":
                    cell = _make("td")
                    block.tail = None
                    cell.append(block)
                    row.append(cell)
            parent.remove(kid)
            table.append(row)


def add_column(design: Redesign, tree: Tree) -> None:
    """Every table gets a column more: a number before, or a remark at the end."""
    first = design.choice("column", "first", "last") == "first"
    for table in _own_tables(tree):
        for number, row in enumerate(table.iter("tr")):
            cell = _make("th" if len(row) and row[0].tag == "th" and len(row) > 2 else "td")
            cell.text = str(number) if first and number else "" if first else "i"
            row.insert(0, cell) if first and len(row) > 2 else row.append(cell)


def reorder_rows(design: Redesign, tree: Tree) -> None:
    """Rows of labels, and items of lists of terms, come in another order: the same one on every page."""
    for table in _own_tables(tree):
        rows = [row for row in table.iter("tr") if len(row) == 2]
        parents = {row.getparent() for row in rows}
        if len(rows) < 3 or len(parents) != 1 or len(rows) != len(list(table.iter("tr"))):
            continue
        parent = parents.pop()
        for row in sorted(
            rows, key=lambda row: crc32(f"{design.choice('order', '1', '2', '3')}{_text(row[0])}".encode())
        ):
            parent.append(row)


def reorder_blocks(design: Redesign, tree: Tree) -> None:
    """The parts of the page come in another order: what stands under the second heading before the first."""
    for heading in _elements(tree, "h1"):
        parent = heading.getparent()
        parts: list[list[Tree]] = [[]]
        for block in list(heading.itersiblings()):
            if block.tag == "h2" and parts[-1]:
                parts.append([])
            parts[-1].append(block)
        if len(parts) > 1:
            turned = parts[::-1] if design.choice("blocks", "turned", "moved") == "turned" else [*parts[1:], parts[0]]
            for block in (block for part in turned for block in part):
                parent.append(block)
        return


def change_labels(design: Redesign, tree: Tree) -> None:
    """Labels are called otherwise, by words that no vocabulary has."""
    for element in _elements(tree, "th", "td", "dt", "b", "strong", "i", "div", "span", "h2", "h3", "h4"):
        bare = (element.text or "").strip().rstrip(":").lower()
        if len(element) == 0 and bare in _LABELS:
            colon = ":" if (element.text or "").strip().endswith(":") else ""
            element.text = design.choice(bare, *_LABELS[bare]) + colon
    for element in _elements(tree, "p", "li", "td", "dd"):
        text = element.text or ""
        for label, others in _LABELS.items():
            at = text.lower().find(f"{label}: ")
            if at == 0 or (at > 0 and text[at - 2 : at] in {"| ", "· "}):
                element.text = text = text[:at] + design.choice(label, *others) + text[at + len(label) :]


def change_headings(design: Redesign, tree: Tree) -> None:
    """Headings go up or down a rank, or all but the first become plain boxes."""
    form = design.choice("headings", "down", "boxes")
    for element in _elements(tree, *_HEADINGS):
        if form == "down":
            element.tag = f"h{min(int(element.tag[1]) + 1, 6)}"
        elif element.tag != "h1":
            element.set("class", f"{element.get('class') or ''} {design.new_word('kop')}".strip())
            element.tag = "div"


def add_wrappers(design: Redesign, tree: Tree) -> None:
    """Blocks get one or two boxes more around them."""
    deep = int(design.choice("wrappers", "1", "2"))
    for element in _elements(tree, *_BLOCKS):
        parent = element.getparent()
        if parent is None or parent.tag in {"table", "ul", "ol", "dl", "tr", "tbody"}:
            continue
        for step in range(deep):
            box = _make("div", design.new_word(f"om{step}{element.tag}"))
            _replace(element, box)
            box.append(element)


def lists_to_boxes(design: Redesign, tree: Tree) -> None:
    """Lists and paragraphs become plain boxes."""
    for element in _elements(tree, "ul", "ol", "li", "p", "article", "section", "dl", "dt", "dd"):
        element.set("class", f"{element.get('class') or ''} {design.new_word(element.tag)}".strip())
        element.tag = "div"


def add_boxes(design: Redesign, tree: Tree) -> None:
    """Every page gets a box with something to do, and one with news, before and behind its content."""
    for heading in _elements(tree, "h1")[:1]:
        box = _make("div", design.new_word("actie"), None)
        box.append(_make("div", "", "Kom naar de open dag op 21 november"))
        box.append(_make("div", "", "Schrijf je in voor de nieuwsbrief"))
        heading.addprevious(box)
    body = _body(tree)
    news = _make("div", design.new_word("nieuws"))
    news.append(_make("h3", "", "Nieuws"))
    news.append(_make("div", "", "Roosters voor blok 2 staan klaar"))
    body.append(news)


_CHANGES: dict[str, Callable[[Redesign, Tree], None]] = {
    made.__name__: made
    for made in (
        rename_classes,
        tables_to_cards,
        add_column,
        reorder_blocks,
        change_labels,
        add_wrappers,
        change_headings,
        lists_to_boxes,
        cards_to_tables,
        reorder_rows,
        drop_classes,
        add_boxes,
    )
}
KINDS = tuple(_CHANGES)
"""The kinds of change, by name."""
