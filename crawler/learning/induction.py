"""From one or two marks to a rule: the way to the marked pieces that varies least over the pages of the template."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.learning.rules import Anchor, Mark, Rule, Says, Template, Where
from crawler.learning.spots import Spot, Spots
from crawler.learning.templates import ALIKE, EVERY, alike, make_of, may_fit, template_of
from crawler.learning.values import Value, read_values
from crm.errors import RefusedError
from crm.language import _
from crm.text import fold

LEAST_SHARE = 0.5
"""Share of what stands at an anchor that must be what the rule says, over the pages of the template."""

BESIDE = 0.05
"""What a label in the same line or row is worth more than one in the line above."""

_TRUST = {
    Where.LABEL: 0.4,
    Where.COLUMN: 0.38,
    Where.TITLE: 0.3,
    Where.CLASS: 0.25,
    Where.HEADING: 0.2,
    Where.PATH: 0.0,
}
"""What a way to a piece is worth beside how often it leads to one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An anchor with how it does: on how many pages it leads to something, and what share of that can be meant."""

    anchor: Anchor
    pages: int
    share: float
    score: float


def learn(marks: Sequence[Mark], site: Mapping[str, Spots]) -> Rule:
    """The rule that `marks`, all of one sort, show. `site` has the places of pages, by address.

    Raises RefusedError for marks that cannot be what they say, with the reason.
    """
    says = marks[0].says
    if says is Says.NOBODY and len({fold(mark.part or mark.words) for mark in marks}) == 1:
        return _words_rule(marks)
    found = [_candidates(mark, site[mark.url]) for mark in marks]
    for mark, candidates in zip(marks, found, strict=True):
        if not candidates:
            raise RefusedError(not_one(says, mark.words))
    template = template_of([site[url].page for url in dict.fromkeys(mark.url for mark in marks)])
    members = members_of(template, site.values())
    common = set.intersection(*(set(candidates) for candidates in found))
    anchors: tuple[Anchor, ...]
    if common and (best := _best(says, common, members)) is not None:
        anchors = (best,)
    else:
        each = [_best(says, candidates, members) for candidates in found]
        if None in each:
            raise RefusedError(
                _("Nothing on these pages leads to what was marked: mark another piece of the same sort.")
            )
        anchors = tuple(dict.fromkeys(anchor for anchor in each if anchor is not None))
    return Rule(says, anchors, template, tuple(marks))


def not_one(says: Says, words: str) -> str:
    """The sentence that says why a mark is refused."""
    if says.names_somebody:
        return _("“{words}” is not recognised as a person's name, so no rule can be learnt from it.").format(
            words=words[:80]
        )
    return _("“{words}” is not recognised as what it was marked as, so no rule can be learnt from it.").format(
        words=words[:80]
    )


def members_of(template: Template, site: Iterable[Spots]) -> list[Spots]:
    """The pages of a template."""
    rule = Rule(Says.NOBODY, (), template)
    return [
        spots for spots in site if may_fit(rule, spots.page.url) and alike(template.make, make_of(spots.page)) >= ALIKE
    ]


def _words_rule(marks: Sequence[Mark]) -> Rule:
    words = fold(marks[0].part or marks[0].words)
    return Rule(Says.NOBODY, (Anchor(Where.WORDS, words),), Template(EVERY), tuple(marks))


def _candidates(mark: Mark, spots: Spots) -> dict[Anchor, Spot]:
    """The anchors that lead to the marked piece and at which it is recognised."""
    wanted = {value.key for value in marked_values(mark, spots)}
    found: dict[Anchor, Spot] = {}
    for anchor, spot in spots.of(mark.line).items():
        keys = {value.key for value in read_values(mark.says, spot)}
        if wanted and wanted <= keys and (mark.part is not None or anchor.where in _TRUST):
            found[anchor] = spot
    return found


def marked_values(mark: Mark, spots: Spots) -> list[Value]:
    """What the marked piece holds: of its `part`, else at the anchor that says most of it."""
    ways = spots.of(mark.line)
    for anchor in sorted(ways, key=lambda anchor: (not ways[anchor].told, not ways[anchor].beside, anchor)):
        values = read_values(mark.says, ways[anchor], mark.part)
        if values:
            return values
    return []


def _best(says: Says, anchors: Iterable[Anchor], members: Sequence[Spots]) -> Anchor | None:
    judged = [judge(says, anchor, members) for anchor in anchors]
    fitting = [each for each in judged if each.share >= LEAST_SHARE]
    return max(fitting, key=lambda each: (each.score, -len(each.anchor.text), each.anchor)).anchor if fitting else None


def judge(says: Says, anchor: Anchor, members: Sequence[Spots]) -> Judged:
    """How an anchor does over the pages of a template."""
    pages = spots = accepted = beside = 0
    for member in members:
        here = member.at(anchor)
        beside += sum(1 for spot in here if spot.beside)
        good = sum(1 for spot in here if read_values(says, spot))
        pages, spots, accepted = pages + (good > 0), spots + len(here), accepted + good
    share = accepted / spots if spots else 0.0
    coverage = pages / len(members) if members else 0.0
    near = BESIDE if spots and beside == spots else 0.0
    return Judged(anchor, pages, share, share / 2 + coverage / 2 + _TRUST.get(anchor.where, 0.0) + near)
