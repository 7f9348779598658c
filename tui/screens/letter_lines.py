"""What stands around a message that is being written: to whom, on what ground, who wrote before, and the keys."""

from collections.abc import Sequence
from datetime import date

from crm.language import _
from crm.messages.drafting import Drafted
from crm.messages.fields import fact_word
from crm.messages.preparing import Prepared
from crm.spoken import spoken_basis, spoken_day
from crm.words import Basis, Formality
from tui.showing import Line, shown

WIDTH = 10
"""Cells of the words before each line."""


def _labelled(label: str, *pieces: tuple[str, str]) -> Line:
    return [(f"{label:<{WIDTH}}", "dim"), *pieces]


def head_lines(draft: Drafted, today: date) -> list[Line]:
    """The lines above a message."""
    to: Line = [(shown(draft.name, 60), "strong")]
    if draft.email is None:
        to += [("  ", ""), (f"! {draft.email_trouble}", "late")]
    else:
        to += [(f"  {shown(draft.email, 80)}", "")]
    lines = [
        _labelled(_("To whom"), *to),
        _labelled(_("Basis"), *_basis(draft, today)),
        _labelled(_("Team"), *_team(draft, today)),
    ]
    along = [file.name for file in draft.files]
    if draft.noticed:
        along.append(_("privacy notice (first message)"))
    if along:
        lines.append(_labelled(_("With it"), (shown(" · ".join(along), 160), "")))
    return lines


def _basis(draft: Drafted, today: date) -> Line:
    """The ground for sending (Telecommunicatiewet 11.7), and what shows it."""
    ground = draft.basis
    if ground.basis is Basis.NONE:
        return [(spoken_basis(ground.basis), "strong"), (f"  {_('nothing they said or published invites it')}", "dim")]
    on = f" ({spoken_day(ground.on, today)})" if ground.on is not None else ""
    return [(spoken_basis(ground.basis), "strong"), (f"  “{shown(ground.evidence, 100)}”{on}", "dim")]


def _team(draft: Drafted, today: date) -> Line:
    written = draft.last_written
    if written is None:
        return [(_("nobody of us has written to them or their colleagues"), "dim")]
    day = spoken_day(written.on, today)
    if written.person_id == draft.person_id:
        return [(_("{by} wrote to them on {day}").format(by=shown(written.by, 30), day=day), "")]
    said = _("{by} wrote to {name} on {day}")
    return [(said.format(by=shown(written.by, 30), name=shown(written.name, 40), day=day), "")]


Keys = list[tuple[str, str]]
"""Keys and what they do."""


def needed_lines(missing: Sequence[str]) -> list[Line]:
    """Above a message that is not there yet: what is still to be told, and how."""
    if not missing:
        return []
    needed = ", ".join(fact_word(name) for name in missing)
    return [
        [(_("This message still needs: {facts}.").format(facts=needed), "strong")],
        [(_("It stands here once you have told that; ← → takes another message."), "dim")],
    ]


def reading_keys(prepared: Prepared | None) -> list[Line]:
    """The keys while one reads the draft, or what it still needs."""
    if prepared is None:
        return [[], _spelt([("esc", _("leave it"))])]
    draft = prepared.draft
    language = _("in English") if prepared.language == "nl" else _("in Dutch")
    first: Keys = [
        ("enter", _("open in mail")),
        ("i", _("write here")),
        ("E", _("editor")),
        ("C", _("copy")),
        ("M", "mailto"),
    ]
    second: Keys = [("L", language), ("esc", _("leave it"))]
    if draft is not None:
        second.insert(0, ("j", _("say u") if draft.form is Formality.INFORMAL else _("say je")))
    if len(prepared.others) > 1:
        second.insert(0, ("← →", _("other message")))
    if draft is None:
        first = [("enter", _("tell it"))] if prepared.missing else []
    return [_spelt(first), _spelt(second)]


def editing_keys() -> list[Line]:
    """The keys while one writes."""
    return [_spelt([("esc", _("done writing")), ("tab", _("subject or text"))])]


def asking_keys() -> list[Line]:
    """The question once it was handed over, and its answers."""
    asked: Line = [(f"{_('Was it sent?')}   ", "strong")]
    return [[*asked, *_spelt([("y", _("yes, log it")), ("n", _("no, back to it")), ("esc", _("later"))])]]


def _spelt(keys: Keys) -> Line:
    line: Line = []
    for key, words in keys:
        line += [(key, "key"), (f" {words}   ", "")]
    return line
