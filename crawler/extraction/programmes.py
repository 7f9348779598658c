"""Programmes: the one a page is about, and those it lists, each with the part of the school it belongs to."""

from collections.abc import Iterator
from itertools import islice

from crawler.extraction.blocks import Anchor, Line, Page
from crawler.extraction.course_lines import is_title
from crawler.extraction.findings import FoundProgramme, FoundUnit, PageKind
from crawler.extraction.naming import whole_name
from crawler.extraction.outline import Outline
from crawler.extraction.programme_facts import has_facts_below
from crawler.extraction.programme_names import bare_name, is_list_word, is_own_label, programme_named
from crawler.extraction.recognisers.page_words import text_hint, url_hint
from crawler.extraction.recognisers.units import ProgrammeReading, read_programme
from crawler.extraction.schema_org import Described
from crawler.extraction.tables import Grid, cell_text
from crawler.extraction.units import is_unit, unit_name
from crm.text import fold

LONGEST_NAME = 90
"""Characters of the longest name in a list."""

MOST_ABOVE = 3
"""Headings above a link among which one is for a list of programmes: its own group's, the list's, the page's."""

OTHER_SORT = 0.5
"""How surely words of a heading are of another sort of page, so that what stands below is none of the list above it."""

HEAD_LINES = 8
"""Lines below the heading of a programme's page in which its code and level are looked for."""


def page_programmes(
    outline: Outline,
    kind: PageKind,
    tables: list[Grid],
    described: Described,
    *,
    units: list[FoundUnit],
    level: str | None = None,
) -> list[FoundProgramme]:
    """The programme a page is about, or those it lists; what it tells machines goes first.

    A course's page lists none: which programme its labels name is said of the course. `units` are those of the page,
    the first the one it is about; `level` is the school's, and that of every programme that does not say another.
    """
    programmes = list(described.programmes)
    lists = is_list_word(outline.subject_line)
    if kind == PageKind.PROGRAMME and not programmes and outline.subject_line and not lists:
        programmes.append(_own(outline))
    if kind in {PageKind.OTHER, PageKind.DIRECTORY} or (kind == PageKind.PROGRAMME and lists):
        programmes += listed_programmes(outline, tables)
    above = _unit_above(units) if kind == PageKind.PROGRAMME else None
    own = next((unit.name for unit in units if unit.url == outline.page.url), None)
    known: dict[tuple[str, str], FoundProgramme] = {}
    for programme in programmes:
        programme.unit = programme.unit or own or above
        programme.level = programme.level or level
        known.setdefault((fold(programme.name), fold(programme.degree or "")), programme)
    return list(known.values())


def _own(outline: Outline) -> FoundProgramme:
    """The programme of the page's heading; its level, degree and code may stand in the lines below that."""
    programme = programme_named(outline.subject_line, url=outline.page.url)
    for reading in _below_heading(outline):
        if reading.code and not programme.code:
            programme.code = reading.code
            programme.level = programme.level or reading.level
        programme.degree = programme.degree or (reading.degree if reading.degree != reading.level else None)
    return programme


def _below_heading(outline: Outline) -> Iterator[ProgrammeReading]:
    heading = outline.main_heading
    start = heading.index + 1 if heading is not None else 0
    lines = [line for line in outline.page.lines[start : start + 40] if not line.box.furniture][:HEAD_LINES]
    for line in lines:
        reading = read_programme(line.text) if len(line.text) <= 160 else None
        if reading is not None and (reading.code or line.index <= start + 1):
            yield reading


def listed_programmes(outline: Outline, tables: list[Grid]) -> list[FoundProgramme]:
    """The programmes that a page lists: in a table's column, as links into their folder, below a heading for them."""
    page = outline.page
    found = list(_in_columns(page, tables))
    linked = [(line, anchor) for line in page.content for anchor in _links(line)]
    into_folder = [(line, a) for line, a in linked if line.text.startswith(a.text) and _leads_to_programme(a)]
    below = [entry for entry in linked if _is_below_list_word(page, entry[0])]
    announced = [entry for entry in linked if _is_announced(*entry)]
    of_degree = [(line, a) for line, a in linked if line.text.startswith(a.text) and _says_degree(a.text)]
    carded = [(line, a) for line, a in linked if line.text == a.text and has_facts_below(page, line)]
    for entries in (into_folder, below, of_degree, carded):
        if len({fold(anchor.text) for _line, anchor in entries}) >= 2:
            found += [_listed(page, line, anchor) for line, anchor in entries]
    found += [_listed(page, line, anchor) for line, anchor in announced]
    return found


def _says_degree(text: str) -> bool:
    """Whether a link names a programme with its degree: "Master of Science in Logic", "Logik (B.Sc.)"."""
    name, degree = bare_name(text)
    return degree is not None and name != text and (" " in degree or "." in degree or degree[1:] != degree[1:].lower())


def _in_columns(page: Page, tables: list[Grid]) -> Iterator[FoundProgramme]:
    for grid in tables:
        at = next((at for at, header in enumerate(grid.headers) if is_own_label(header)), None)
        others = {name for name in grid.fields if name} & {"course_name", "course_code", "teacher", "person_name"}
        if at is None or others:
            continue
        for row in grid.records:
            name = cell_text(page, row[at])
            if _may_be_name(name):
                anchors = [anchor for line in page.inside(row[at]) for anchor in line.anchors if anchor.url]
                said = ", ".join(f"{h} {cell_text(page, cell)}" for h, cell in zip(grid.headers, row, strict=True))
                programme = programme_named(name, url=anchors[0].url if anchors else None)
                reading = read_programme(said)
                if reading is not None:
                    programme.code, programme.level = reading.code, programme.level or reading.level
                yield programme


def _links(line: Line) -> list[Anchor]:
    """The links of a line that may be names of programmes: the line's first, or those that words announce."""
    if len(line.text) > 400:
        return []
    return [anchor for anchor in line.anchors if anchor.url and _may_be_name(anchor.text)]


def _may_be_name(text: str) -> bool:
    if not 2 < len(text) <= LONGEST_NAME or not is_title(text) or is_list_word(text) or is_unit(text):
        return False
    if text.endswith(("…", "...", "?", "!", ":")) or "@" in text:
        return False
    named = whole_name(text)
    return (named is None or named.score < 0.6) and not any(
        text_hint(text).get(kind, 0.0) >= 0.5 for kind in ("news", "events", "legal", "contact", "directory")
    )


def _leads_to_programme(anchor: Anchor) -> bool:
    folder = anchor.url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[0]
    return url_hint(f"{folder}/x").get("programme", 0.0) >= 0.4


def _is_below_list_word(page: Page, line: Line) -> bool:
    """Whether a link that begins its line stands under a heading for a list of programmes, in a group of it or none."""
    if not line.anchors or not line.text.startswith(line.anchors[0].text):
        return False
    for heading in islice(page.under(line), MOST_ABOVE):
        if is_list_word(heading.text):
            return True
        if heading.level and max(text_hint(heading.text).values(), default=0.0) >= OTHER_SORT:
            return False
    return False


def _is_announced(line: Line, anchor: Anchor) -> bool:
    """Whether the words right before a link say what it names: "verzorgt de bachelor *Bedrijfskunde*"."""
    before = line.text.partition(anchor.text)[0].split()
    if not before or not _leads_to_programme(anchor):
        return False
    name, _degree = bare_name(f"{before[-1]} {anchor.text}")
    return name != f"{before[-1]} {anchor.text}"


def _listed(page: Page, line: Line, anchor: Anchor) -> FoundProgramme:
    programme = programme_named(anchor.text, url=anchor.url)
    headings = [line, *page.under(line)]
    programme.unit = next((heading.text for heading in headings[1:] if is_unit(heading.text)), None)
    if programme.unit is None and line.level:
        programme.unit = _unit_below(page, line)
    return programme


def _unit_above(units: list[FoundUnit]) -> str | None:
    """The part of the school that a programme's page links to, if it says which: a menu names all of them."""
    linked = [unit for unit in units if unit.url]
    said = linked and (linked[0].confidence == 1.0 or len(linked) == 1)
    return linked[0].name if said else None


def _unit_below(page: Page, line: Line) -> str | None:
    """The part of the school that the words below a card's heading name."""
    box = line.box.parent
    end = min(box.end if box is not None else line.index + 1, line.index + 4)
    for near in page.lines[line.index + 1 : end]:
        name = unit_name(near.text) if len(near.text) <= 160 and not near.level else None
        if name is not None:
            return name
    return None
