"""The lines of a crawled page as text: each with a glyph for what was found in it, and the words below."""

from typing import TYPE_CHECKING

from crm.language import _
from crm.words import Method
from tui.actions import key_of
from tui.found import FOUND
from tui.showing import Line, apart, shown
from tui.wording import method_word, says_word

if TYPE_CHECKING:
    from crawler.learning.facts import Differences
    from crawler.learning.rules import Mark
    from crawler.learning.teaching import Lesson, Piece, ShownLine


def page_line(line: "ShownLine", width: int, marked: "Mark | None" = None) -> Line:
    """A line of the page; what was found is named at the right."""
    if not line.pieces:
        tone = "dim" if line.furniture else "strong" if line.level else ""
        right: Line = [(says_word(marked.says), "here")] if marked is not None else []
        return apart([("  ", ""), (shown(line.text, 400), tone)], right, width)
    glyph, tone = FOUND.get(str(line.pieces[0].says), ("•", "key"))
    said = ", ".join(
        dict.fromkeys(says_word(piece.says) if piece.contact else _("no contact") for piece in line.pieces)
    )
    right = [(f" {said}", "dim")] if marked is None else [(f" {says_word(marked.says)}", "here")]
    return apart([(f"{glyph} ", tone), (shown(line.text, 400), tone)], right, width)


def strip_lines(line: "ShownLine | None", at: int) -> list[Line]:
    """What was found in the line under the cursor, the piece at `at` in sight; what can be done where nothing was."""
    if line is None:
        return []
    if not line.pieces:
        hint = _("Nothing was found here. Is there something?") if not line.furniture else _("Stands on every page.")
        return [[(hint, ""), (f"  {key_of('mark')}", "key"), (f" {_('says what it is.')}", "")]]
    piece = line.pieces[at % len(line.pieces)]
    glyph, tone = FOUND.get(str(piece.says), ("•", "key"))
    counted: Line = [(f"  {at % len(line.pieces) + 1}/{len(line.pieces)}", "dim")] if len(line.pieces) > 1 else []
    return [[(f"{glyph} ", tone), (shown(piece.words, 80), "strong"), (f"  {piece_said(piece)}", ""), *counted]]


def piece_said(piece: "Piece") -> str:
    """What a piece is, whose, and how it was read: "teacher, Databases, beside its label"."""
    if not piece.contact:
        return _("seen, but no contact")
    how = method_word(Method(piece.method)) if piece.method in set(Method) else ""
    return ", ".join(part for part in (says_word(piece.says), shown(piece.whose, 60), how) if part)


def lesson_lines(lesson: "Lesson", marks: int) -> list[Line]:
    """What a rule would do, in sentences and examples."""
    found = lesson.differences
    lines: list[Line] = [
        [(_("What: {what}").format(what=says_word(lesson.rule.says)), "strong")],
        [(_("Where: {where}").format(where=shown(lesson.rule.spoken, 100)), "")],
        [(_("Pages: {pages}").format(pages=shown(_pages(lesson), 100)), "dim")],
        [(_("Found on {n} of {pages} pages.").format(n=found.fitting, pages=found.pages), "")],
    ]
    if lesson.more:
        lines.append([(_("{n} more pages of this sort were not tried.").format(n=lesson.more), "dim")])
    lines += [[], *difference_lines(found)]
    if marks == 1:
        lines += [[], [(_("Learnt from one mark. A second one on another page makes it surer."), "dim")]]
    return lines


def _pages(lesson: "Lesson") -> str:
    return _("every page of the site") if lesson.rule.template.address == "**" else lesson.rule.template.address


def difference_lines(found: "Differences") -> list[Line]:
    """Gained, lost, changed: how many of what, and examples."""
    lines: list[Line] = []
    signs = {
        "gained": ("+", "new", _("gained")),
        "lost": ("-", "strong", _("lost")),
        "changed": ("~", "key", _("changed")),
    }
    for sort, (sign, tone, word) in signs.items():
        counts = getattr(found, sort)
        if not counts:
            continue
        figures = ", ".join(f"{count} × {says_word(says)}" for says, count in sorted(counts.items()))
        lines.append([(f"{sign} {word}: ", tone), (figures, "strong")])
        for each in found.examples[sort]:
            value = " → ".join(shown(text, 60) for text in (each.old, each.new) if text)
            whose = f" ({shown(each.whose, 40)})" if each.whose else ""
            lines.append([("    ", ""), (value, ""), (whose, "dim")])
    return lines or [[(_("Nothing changes: all of this was read already."), "")]]
