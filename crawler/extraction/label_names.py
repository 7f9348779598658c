"""The people whom labels announce, and the lines of which a label says that they hold nobody of the page."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.extraction.blocks import Box, Line
from crawler.extraction.labelling import PEOPLE_FIELDS, field_of, is_sure_label, roles_of_label
from crawler.extraction.mention import (
    LABELLED_NAME,
    SURE_NAME,
    SURNAME,
    Mention,
    address_of,
    is_lone,
    is_role,
    with_bracket,
)
from crawler.extraction.name_columns import is_bare_header
from crawler.extraction.naming import Named, is_surely_name, names_in_value, whole_name
from crawler.extraction.pairs import Pair, up_to_label
from crawler.extraction.recognisers.page_words import group_hint
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.references import is_reference
from crawler.extraction.tables import Grid
from crawler.extraction.value_names import leading_name, lists_names, value_names

SHORT_VALUE = 24
"""Characters of a line below a label's value that may be anything that belongs to it."""

UNSURE = 0.5
"""How likely a name is that counts behind a label which only may announce people."""

_OF_ONE_COURSE = frozenset({"course_name", "course_code", "credits", "course_coordinator", "school_year"})
FEWEST_FACTS = 3
"""Labels for facts of a course by which a page is one course's: who works for it teaches it."""

LONGEST_LABEL = 40
"""Characters of a label at the start of a line."""

SENTENCE = 8
"""Spaces of a line from which on one that ends in a point is a sentence."""


def behind_labels(pairs: list[Pair]) -> list[Mention]:
    """The people whom labels announce, with what each label says that they are."""
    of_course = len({pair.field for pair in pairs} & _OF_ONE_COURSE) >= FEWEST_FACTS
    teaches = any(pair.field == "teacher" and not pair.line.level for pair in pairs)
    return [
        mention
        for pair in (_as_of_people(pair, others_teach=teaches) for pair in pairs)
        if pair.field in PEOPLE_FIELDS
        for mention in _announced(pair, teaches=of_course and _is_staff(pair))
    ]


def _as_of_people(pair: Pair, *, others_teach: bool) -> Pair:
    """A label that names courses and people alike ("Name:") with its value, as one of people where that is somebody.

    Teaching fellows help where a course has somebody else who teaches it; a list of staff has them as a rank.
    """
    if pair.field == "assistant" and pair.line.level and not others_teach:
        return replace(pair, field="teacher") if any(r.kind == "teacher" for r in read_roles(pair.label)) else pair
    if pair.field != "course_name" or not pair.inline or not is_bare_header(pair.label):
        return pair
    somebody = is_surely_name(pair.inline) or leading_name(pair.inline) is not None
    return replace(pair, field="person_name") if somebody else pair


def _is_staff(pair: Pair) -> bool:
    """Whether a label announces people who work for what the page is about: "Medewerker(s)"."""
    if pair.field != "person_name" or pair.line.level:
        return False
    bare = pair.label.strip(" :").removesuffix("(s)")
    return any(group_hint(form) == "staff" for form in (bare, f"{bare}s"))


def _announced(pair: Pair, *, teaches: bool) -> Iterator[Mention]:
    sure, roles = is_sure_label(pair.label), roles_of_label(pair.field, pair.label)
    roles = roles or (("teacher",) if teaches else ())
    wide = pair.line.level > 0 and pair.field in {"contact", "person_name"}
    texts = [(pair.line, up_to_label(pair.inline))] if pair.inline else []
    texts += [(line, line.text) for line in pair.values[: 12 if wide else 40]]
    rows = _boxes_of_names(texts) if pair.line.level and sure and len(texts) > 1 else frozenset()
    for line, text in _naming(pair, texts):
        prose = wide or (len(text) > 160 and not lists_names(text)) or (pair.line.level > 0 and _is_sentence(text))
        for named, whole in value_names(text, line, prose=prose):
            listed = line.box.parent in rows and text.startswith(named.raw) and bool(line.mails)
            if _is_believed(pair, named, sure=sure, whole=whole, alone=text == named.raw, listed=listed):
                yield Mention(
                    line,
                    named,
                    pair.method,
                    roles=with_bracket(roles, text, named.raw),
                    words=pair.label,
                    whole=whole,
                    url=address_of(line, named.raw),
                    sure=sure,
                    end=pair.end,
                )


def _naming(pair: Pair, texts: list[tuple[Line, str]]) -> Iterator[tuple[Line, str]]:
    """Those lines of a value that may name people, up to where it goes on with something else."""
    first = texts[0][0] if texts else pair.line
    for line, text in texts:
        if pair.line.level and is_reference(text):
            continue
        if line is not first and ((line.box is first.box and not _are_names(text)) or _has_label(text)):
            return
        if line is not first and pair.inline and not pair.line.level and _is_sentence(text):
            return
        yield line, text


def _has_label(text: str) -> bool:
    """Whether a further line begins with a label of its own: "Secretariaat: A. Vos"."""
    label, mark, value = text.partition(":")
    return bool(mark and value.strip()) and len(label) <= LONGEST_LABEL and bool(field_of(label) or read_roles(label))


def _is_believed(pair: Pair, named: Named, *, sure: bool, whole: bool, alone: bool, listed: bool) -> bool:
    """Whether a name behind a label is believed; below a heading more must speak for it than in a line or cell.

    `alone`: it is all of its line; `listed`: it begins one with an address, beside others that surely are names.
    """
    certain = sure and pair.field != "contact"
    enough = LABELLED_NAME if certain or (whole and sure and " " in named.natural) else UNSURE
    lone = certain and is_lone(named)
    if not pair.line.level:
        return named.score >= (SURNAME if lone else enough)
    only = lone and alone and pair.field == "teacher" and len(pair.values) == 1
    if is_role(named) or (named.score < SURE_NAME and not (only or listed)):
        return False
    return named.score >= (SURNAME if only else enough)


def _boxes_of_names(texts: list[tuple[Line, str]]) -> frozenset[Box]:
    """The boxes around the lines below a label that begin with what surely is a name: ones beside those do too.

    Only those with an address: what else stands there may be what somebody is.
    """
    return frozenset(
        line.box.parent
        for line, text in texts
        if line.box.parent is not None and not _is_sentence(text)
        if is_surely_name(text) or leading_name(text) is not None
    )


def _are_names(text: str) -> bool:
    """Whether a further line of a paragraph with a label goes on naming people, and tells of nothing else.

    Of a line of some length names must make up the better part.
    """
    if len(text) <= SHORT_VALUE or "@" in text or whole_name(text) is not None or leading_name(text) is not None:
        return True
    return 2 * sum(len(named.raw) for named in names_in_value(text) if named.score >= LABELLED_NAME) >= len(text)


def _is_sentence(text: str) -> bool:
    """Whether a line is a sentence of some length: below a heading it tells of things, and lists no names."""
    return text.endswith(".") and text.count(" ") >= SENTENCE


_NOBODY = frozenset({"other", "degree", "level", "hours"})
"""Fields whose values name nobody: "M.Tech. (Thermal), B.E. (Mech.)" is what somebody studied."""


def other_cells(tables: list[Grid]) -> set[int]:
    """Lines of cells whose column's header says so: "D, Ge" below "Fächer" is nobody."""
    found: set[int] = set()
    for grid in tables:
        headers = zip(grid.headers, grid.fields, strict=False)
        other = [at for at, (header, field) in enumerate(headers) if field in _NOBODY and is_sure_label(header)]
        for row in grid.rows[grid.first :] if other else ():
            found.update(line for at in other if at < len(row) for line in range(row[at].start, row[at].end))
    return found


def other_values(pairs: list[Pair]) -> set[int]:
    """Lines whose label says that they hold something else than our people (literature, supervisors, a degree)."""
    lines: set[int] = set()
    for pair in pairs:
        if pair.field in _NOBODY and not pair.line.level and is_sure_label(pair.label):
            if pair.inline:
                lines.add(pair.line.index)
            lines.update(line.index for line in pair.values[:5])
    return lines
