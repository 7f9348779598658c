"""What stands below a name and is said of it: all up to the next label, but what labels of other things announce."""

from collections.abc import Sequence

from crawler.extraction.blocks import Line, Page
from crawler.extraction.labelling import PEOPLE_FIELDS, field_of
from crawler.extraction.mention import Mention
from crawler.extraction.pairs import at_colon, is_drawn_as_label
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.turns import turn_of

_NAMES = frozenset({"person_name", "course_name"})
"""Fields of labels that say no more of somebody than the name ("Naam")."""

_FACTS_OF_PEOPLE = frozenset({"position", "email", "phone", "unit", "other"})
"""Fields of labels behind which stands more of whoever was named last; rooms and the like are `other`."""


def said_below(page: Page, mention: Mention, lines: Sequence[Line]) -> list[Line]:
    """Those of `lines`, which follow the one of `mention`, that may say what the person is whom it names."""
    turn = turn_of(mention.line)
    label = page.lines[turn.label.start].text if turn is not None else ""
    inline = bool(mention.roles or mention.said) and _is_behind_label(mention)
    kept: list[Line] = []
    telling = True
    for line in lines:
        if turn is not None and turn.begins(line):
            if not _is_of_same(line.text, only_named=field_of(label) in _NAMES):
                break
            telling = field_of(line.text) == "position"
        elif inline and is_drawn_as_label(line.text):
            field = field_of(at_colon(line.text)[0])
            if field in PEOPLE_FIELDS:
                break
            kept += [line] if field == "position" else []
        elif telling:
            kept.append(line)
    return kept


def _is_behind_label(mention: Mention) -> bool:
    """Whether a label stands before the name in its line: "Coördinator: A. Vos"."""
    text = mention.line.text
    return is_drawn_as_label(text) and len(at_colon(text)[0]) < text.find(mention.named.raw)


def _is_of_same(label: str, *, only_named: bool) -> bool:
    """Whether a further label announces more of the person named last; `only_named`: their own label was "Name"."""
    field = field_of(label)
    if field in PEOPLE_FIELDS or field in _NAMES:
        return False
    return field in _FACTS_OF_PEOPLE or (only_named and not read_roles(label))
