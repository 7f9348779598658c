"""The lines of the change feed: a heading for each crawl, and a sentence for each change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crm.language import _, ngettext
from crm.text import fold
from crm.words import ChangeKind, EntityKind, RoleKind
from tui.days import spoken
from tui.showing import Line, apart, shown
from tui.wording import field_word, kind_word, role_word

if TYPE_CHECKING:
    from crm.views.changes import ChangeLine


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the changes of one crawl."""

    source: str
    on: date
    counts: tuple[tuple[ChangeKind, int], ...]


def grouped(changes: Iterable["ChangeLine"], typed: str = "") -> dict[int, "Heading | ChangeLine"]:
    """The feed with a heading before each crawl's changes, by number; headings have negative ones.

    `typed` leaves out the changes in which not every word of it is found.
    """
    words = fold(typed).split()
    runs: dict[int, list[ChangeLine]] = {}
    for change in changes:
        if not words or all(
            word in fold(f"{change_word(change.change)} {sentence(change)} {change.source}") for word in words
        ):
            runs.setdefault(change.run, []).append(change)
    lines: dict[int, Heading | ChangeLine] = {}
    for run, found in runs.items():
        counted = Counter(change.change for change in found)
        counts = tuple((kind, counted[kind]) for kind in ChangeKind if counted[kind])
        lines[-run] = Heading(found[0].source, found[0].on, counts)
        lines |= {change.number: change for change in found}
    return lines


def is_heading(line: "Heading | ChangeLine") -> bool:
    """Whether the cursor steps over it."""
    return isinstance(line, Heading)


def feed_line(line: "Heading | ChangeLine", width: int, today: date) -> Line:
    """A heading, or a change as a sentence with a sign and a word before it."""
    if isinstance(line, Heading):
        said = "  ".join(f"{count} {change_word(kind)}" for kind, count in line.counts)
        left: Line = [(f"{spoken(line.on, today)}", "key"), (f"  {shown(line.source)} ", "strong")]
        used = sum(cell_len(text) for text, _tone in left)
        return apart([*left, ("─" * max(width - used - cell_len(said) - 1, 0), "rule")], [(f" {said}", "dim")], width)
    sign, tone = _SIGNS[line.change]
    mark: Line = [(_("lead"), "key")] if line.lead_id is not None else []
    return apart([(f"{sign} ", tone), (sentence(line), "")], mark, width)


_SIGNS = {
    ChangeKind.NEW: ("+", "new"),
    ChangeKind.CHANGED: ("~", "key"),
    ChangeKind.GONE: ("-", "strong"),
    ChangeKind.BACK: ("+", "new"),
}


def change_word(change: ChangeKind) -> str:
    """What happened, in a word."""
    return {
        ChangeKind.NEW: _("new"),
        ChangeKind.CHANGED: _("changed"),
        ChangeKind.GONE: _("gone"),
        ChangeKind.BACK: _("back"),
    }[change]


def sentence(change: "ChangeLine") -> str:
    """What changed, as a person would say it: "A. Smit → B. de Wit teaches UX-onderzoek from 2026-2027"."""
    name, old, new = shown(change.name), shown(change.old), shown(change.new)
    if change.field in set(RoleKind):
        return _role_sentence(RoleKind(change.field), change, name, old, new)
    if change.change is ChangeKind.CHANGED:
        field = field_word(change.field or "")
        return _("{name}: {field} {old} → {new}").format(name=name, field=field, old=old or "–", new=new or "–")
    if change.change is ChangeKind.NEW:
        return _new(change.kind).format(name=name)
    said = (
        _("{name} is on the site again ({kind})")
        if change.change is ChangeKind.BACK
        else _("{name} is no longer on the site ({kind})")
    )
    return said.format(name=name, kind=kind_word(change.kind))


def _new(kind: EntityKind) -> str:
    return {
        EntityKind.COURSE: _("New course: {name}"),
        EntityKind.PROGRAMME: _("New programme: {name}"),
        EntityKind.UNIT: _("New unit: {name}"),
        EntityKind.PERSON: _("Newly found: {name}"),
    }.get(kind, _("New: {name}"))


def _role_sentence(role: RoleKind, change: "ChangeLine", name: str, old: str, new: str) -> str:
    """`old` and `new` are names when a role passed on, else what the role is of."""
    teaches = role is RoleKind.TEACHER and change.of_kind in {None, EntityKind.COURSE}
    if change.kind is not EntityKind.ROLE:
        year = _(" from {year}").format(year=change.school_year) if change.school_year else ""
        said = _("{old} → {new} teaches {of}") if teaches else _("{old} → {new} is {role} of {of}")
        return said.format(old=old, new=new, role=role_word(role), of=name) + year
    if change.change is ChangeKind.GONE:
        said = _("{name} no longer teaches {of}") if teaches else _("{name} is no longer {role} of {of}")
    else:
        said = _("{name} teaches {of}") if teaches else _("{name} is {role} of {of}")
    return said.format(name=name, role=role_word(role), of=new or old)


def totals(changes: Sequence["Heading | ChangeLine"]) -> str:
    """How many changes stand in the list."""
    count = sum(not isinstance(change, Heading) for change in changes)
    return ngettext("{n} change", "{n} changes", count).format(n=count)
