"""What is known of a thing of the map: two lines below a list, or all of it in a pane beside it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from crm.language import _, ngettext
from crm.words import EntityKind, Target
from tui.days import short
from tui.screens.known import without_scheme
from tui.screens.lead_lines import WARM_FROM
from tui.screens.programmes_lines import credits_said, footing
from tui.showing import Line, cut, fit, shown
from tui.tones import stage_tone
from tui.wording import label_word, role_word, stage_word, target_word

if TYPE_CHECKING:
    from crm.views.card import Card, Tie


def strip_lines(card: "Card", effective: Target, width: int, today: date) -> list[Line]:
    """The two lines that say the most about the thing."""
    first: Line = [(shown(card.name), "strong")]
    facts = [_fact(name, value) for name, value in card.values.items() if name in _SHORT and value not in {None, ""}]
    first += [(f" · {fact}", "") for fact in facts if fact]
    second = [*_aim(card, effective), *_standing(card), *_seen(card, today)]
    return [_within(first, width), _within(second, width)]


LABEL = 13
"""Cells of the label before a value."""

_SHORT = ("titles", "level", "code", "credits", "period", "school_year", "language", "degree", "email", "phone")
"""Values that say something in a word."""


def _fact(name: str, value: Any) -> str:  # noqa: ANN401 - a column's value
    return credits_said(value) if name == "credits" else shown(value)


def card_lines(card: "Card", effective: Target, width: int, today: date) -> list[Line]:
    """Everything that is known, for the pane beside the tree."""
    lines: list[Line] = [[(shown(card.name), "strong")]]
    if card.kind is not EntityKind.INSTITUTION and card.school:
        lines.append([(card.school, "dim")])
    lines.append([])
    for name, value in card.values.items():
        if name in {"name", "description", "url"} or value in {None, ""}:
            continue
        lines.append([(fit(label_word(name), LABEL - 1) + " ", "dim"), (shown(_fact(name, value)), "")])
    aim = _aim(card, effective)
    if aim:
        lines += [[(fit(_("target"), LABEL), "dim"), *aim[:-1]]]
        if card.target_why:
            lines.append([(" " * LABEL, ""), (f"“{shown(card.target_why)}”", "dim")])
    if card.kind is not EntityKind.PERSON:
        lines.append([(fit(_("footing"), LABEL), "dim"), *_footing(card)])
        lines += _known_lines(card)
    lines += _tie_lines(card)
    if card.values.get("description"):
        lines += [[], [(shown(card.values["description"], longest=600), "dim")]]
    lines += [[], _within(_seen(card, today), width)]
    return lines


def _known_lines(card: "Card") -> Iterable[Line]:
    """Whom we know there, a line each, the warmest first."""
    for number, one in enumerate(card.known):
        label = fit(_("we know") if number == 0 else "", LABEL)
        warm = f" {_('warm {n}').format(n=one.warmth)}"
        yield [(label, "dim"), (shown(one.name), ""), (warm, "stage-warm" if one.warmth >= WARM_FROM else "dim")]


def _tie_lines(card: "Card") -> Iterable[Line]:
    if not card.ties:
        return
    yield []
    for tie in card.ties:
        tone = "dim" if tie.gone else ""
        what = [role_word(tie.role)]
        if tie.school_year:
            what.append(_year(tie.school_year))
        if tie.gone:
            what.append(_("gone"))
        line: Line = [(shown(tie.name), tone or "strong"), (f"  {', '.join(what)}", "dim")]
        if tie.stage is not None:
            line += [("  ", ""), (stage_word(tie.stage), stage_tone(tie.stage))]
        yield line


def _year(school_year: str) -> str:
    """ "26/27" of "2026-2027"."""
    first, _dash, last = school_year.partition("-")
    return f"{first[-2:]}/{last[-2:]}" if len(first) == len(last) == 4 else school_year


def _aim(card: "Card", effective: Target) -> Line:
    """The target: its own, or inherited."""
    if card.target is not Target.UNDECIDED:
        return [(target_word(card.target), "key" if card.target is Target.YES else "strong"), (" · ", "dim")]
    if effective is not Target.UNDECIDED:
        return [(target_word(effective), ""), (f" ({_('by what stands above')})", "dim"), (" · ", "dim")]
    return []


def _standing(card: "Card") -> Line:
    """Who is there and how far one came with them; of a person: how they stand."""
    if card.kind is EntityKind.PERSON:
        said: Line = [(_("no lead yet: ‹k› makes one"), "dim")]
        if card.stage is not None:
            said = [(stage_word(card.stage), stage_tone(card.stage))]
        first = next((tie for tie in card.ties if not tie.gone), None)
        return [*said, *([(f" · {_tied(first)}", "")] if first is not None else []), (" · ", "dim")]
    names = ", ".join(dict.fromkeys(shown(tie.name) for tie in card.ties if not tie.gone))
    if card.kind is EntityKind.COURSE:
        return [(names or _("no teacher known: ‹a› adds one"), "" if names else "dim"), (" · ", "dim")]
    known = [(f" · {_('know {n}').format(n=len(card.known))}", "stage-warm")] if card.known else []
    return [*_footing(card), *known, (" · ", "dim")]


def _tied(tie: "Tie") -> str:
    return f"{role_word(tie.role)}, {shown(tie.name)}"


def _footing(card: "Card") -> Line:
    """On how many people it rests, and how many were spoken to: "204 people · 3 informed"."""
    if not card.people:
        return [(_("no people known"), "dim")]
    said: Line = [(ngettext("{n} person", "{n} people", card.people).format(n=card.people), "")]
    return [*said, (" · ", "dim"), *footing(card.stages)]


def _seen(card: "Card", today: date) -> Line:
    """When it was last seen, and where."""
    if card.gone_on is not None:
        return [(_("gone since {day}").format(day=short(card.gone_on, today)), "late")]
    if card.page is None:
        return [(_("typed by hand, {day}").format(day=short(card.first_seen, today)), "dim")]
    return [
        (_("seen {day}").format(day=short(card.last_seen, today)), "dim"),
        (f" {shown(without_scheme(card.page))}", "dim"),
    ]


def _within(line: Line, width: int) -> Line:
    """The line, cut at `width` cells."""
    left, kept = width, Line()
    for text, tone in line:
        if left <= 0:
            break
        kept.append((text if cell_len(text) <= left else cut(text, left), tone))
        left -= cell_len(text)
    return kept
