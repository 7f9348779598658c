"""A line of the tree of the map."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crm.language import _, current_language, ngettext
from crm.words import EntityKind, Stage, Target
from tui.screens.programmes_nodes import Node
from tui.showing import Line, fit, fitted, shown
from tui.tones import stage_tone
from tui.widgets.tree import Branch
from tui.wording import role_word, stage_word, target_word

if TYPE_CHECKING:
    from crm.views.tree import TreeNode

_OF_A_FORM = re.compile(r"\(\w{1,3}\)\s*:?$")
"""How the label of a form ends that is for one and for more: "Docent(en)"; nobody is called that."""

_HEADS = {EntityKind.INSTITUTION, EntityKind.UNIT, EntityKind.PROGRAMME}


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of the right part of a line; the name has what is left of the width."""

    code: int
    credits: int
    period: int
    teachers: int

    @classmethod
    def of(cls, width: int) -> "Columns":
        """The columns that suit a list of `width` cells."""
        if width >= 96:
            return cls(code=12, credits=8, period=16, teachers=24)
        return cls(code=10, credits=6, period=8, teachers=15)

    @property
    def right(self) -> int:
        """All of them together."""
        return self.code + self.credits + self.period + self.teachers


def node_line(branch: Branch[Node], width: int) -> Line:
    """A node: how deep and whether open, its name with its marks, and the columns of its kind.

    A head whose name is longer than its column takes of what its figures leave free at the right.
    """
    node, columns = branch.part.thing, Columns.of(width)
    stem, marks = branch.stem, [*_marks(node), *_known(branch.part)]
    taken = sum(cell_len(text) for text, _tone in marks)
    room = max(width - columns.right - 1 - cell_len(stem[0]) - taken, 8)
    tone = "dim" if node.state == "gone" else "strong" if node.kind in _HEADS else ""
    right = _columns(branch.part, columns)
    if node.kind in _HEADS:
        free = columns.right - cell_len("".join(text for text, _tone in right).rstrip())
        more = min(max(cell_len(shown(node.name)) - room, 0), free)
        room, right = room + more, _shorter(right, more)
    return [stem, (fit(node.name, room), tone), *marks, (" ", ""), *right]


def _shorter(line: Line, spaces: int) -> Line:
    """`line` without so many of the spaces at its end."""
    shorter = list(line)
    while spaces > 0:
        text, tone = shorter.pop()
        kept = text[:-spaces]
        spaces -= len(text) - len(kept)
        shorter += [(kept, tone)] if kept else []
    return shorter


def _marks(node: "TreeNode") -> Line:
    """What stands beside a name: new or gone, and whether the office is after it; inherited marks are dim."""
    marks: Line = []
    if node.state == "new":
        marks.append((f" {_('new')}", "new"))
    elif node.state == "gone":
        marks.append((f" {_('gone')}", "strong"))
    if node.target is not Target.UNDECIDED:
        marks.append((f" {target_word(node.target)}", "key" if node.target is Target.YES else "strong"))
    elif node.effective is not Target.UNDECIDED:
        marks.append((f" {target_word(node.effective)}", "dim"))
    return marks


def _known(part: Node) -> Line:
    """How many people there one of us knows."""
    return [(f" {_('know {n}').format(n=part.known)}", "stage-warm")] if part.known else []


def _columns(part: Node, columns: Columns) -> Line:
    node = part.thing
    if node.kind is EntityKind.COURSE:
        return [
            (fit(node.code, columns.code - 1) + " ", "dim"),
            (fit(credits_said(node.credits), columns.credits - 1, right=True) + " ", ""),
            (fit(node.period, columns.period - 1) + " ", ""),
            (fit(node.teachers, columns.teachers), ""),
        ]
    if node.kind is EntityKind.PERSON:
        return _person(part, columns)
    level = "" if node.kind is EntityKind.PROGRAMME else node.level or ""
    counts = counts_said(node)
    if node.kind is EntityKind.PROGRAMME:
        spoken = footing(part.stages, part.rests)
        return [(fit(counts, columns.code), "dim"), *fitted(spoken, columns.right - columns.code)]
    return [(fit(level, 4), ""), (fit(counts, columns.right - 4), "dim")]


def _person(part: Node, columns: Columns) -> Line:
    """What they do here and in which year where that is not sure, and how they stand or how to reach them."""
    node, first = part.thing, columns.code + columns.credits + columns.period - 2
    said = node.role_words or ""
    if node.role is not None and (not said or _OF_A_FORM.search(said)):
        said = role_word(node.role)
    if not node.confirmed and node.school_year:
        said = _("{role}, {year} not confirmed").format(role=said, year=node.school_year)
    last, tone = (node.email, "dim") if part.stage is None else (stage_word(part.stage), stage_tone(part.stage))
    if not last:
        return [(fit(said, columns.right), "dim")]
    return [(fit(said, first - 1) + " ", "dim"), (fit(last, columns.right - first), tone)]


SPOKEN = (Stage.WARM, Stage.INFORMED, Stage.EXAMPLES, Stage.AGREEMENT, Stage.SPRINT)
"""Stages of people somebody has spoken with."""


def footing(stages: Mapping[Stage, int], rests: str = "") -> Line:
    """On how many it rests, and how far one came with the people there; or that nobody was spoken to."""
    spoken: Line = [(rests, "key")] if rests else []
    for stage in SPOKEN:
        if stages.get(stage):
            spoken += [(" · ", "dim")] if spoken else []
            spoken.append((_counted(stage, stages[stage]), stage_tone(stage)))
    return spoken or [(_("nobody spoken to"), "dim")]


def _counted(stage: Stage, n: int) -> str:
    """So many people at a stage, which are people and not what they gave: "2 warm", "1 with examples"."""
    if stage is Stage.EXAMPLES:
        return _("{n} with examples").format(n=n)
    return f"{n} {stage_word(stage).lower()}"


def counts_said(node: "TreeNode") -> str:
    """ "38 progr.  612 courses  204 people", without what is not there."""
    programmes, courses, people = (node.counts.get(name, 0) for name in ("programmes", "courses", "people"))
    said = [_("{n} progr.").format(n=programmes)] if programmes else []
    if courses:
        said.append(ngettext("{n} course", "{n} courses", courses).format(n=courses))
    if people:
        said.append(ngettext("{n} pers.", "{n} pers.", people).format(n=people))
    return "  ".join(said)


def credits_said(value: float | None) -> str:
    """ "5 EC", "2,5 EC" with the comma of the language; "" when unknown."""
    if value is None:
        return ""
    number = f"{value:g}"
    return f"{number.replace('.', ',') if current_language() == 'nl' else number} EC"
