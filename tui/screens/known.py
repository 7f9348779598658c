"""What is known of a person, line by line, each with the place that says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from crm.language import _
from crm.spoken import spoken_basis, spoken_channel, spoken_page, spoken_stop
from crm.words import Basis, Channel, EntityKind, Method, RoleKind
from tui.days import short
from tui.screens.known_done import (
    agreement_lines,
    came_lines,
    example_lines,
    ladder_lines,
    proposal_lines,
    sprint_lines,
)
from tui.screens.known_line import Known
from tui.screens.known_matches import match_lines
from tui.screens.known_warmth import warmth_lines, way_lines
from tui.showing import Line, fit, shown
from tui.wording import label_word, role_word

if TYPE_CHECKING:
    from crm.views.going_up import Upward
    from crm.views.grounds import Ground
    from crm.views.lead import HeldRole, SourcedValue
    from crm.views.matching.ranking import MatchLine
    from crm.views.person import PersonDetail

MARKS = "¹²³⁴⁵⁶⁷⁸⁹"
"""Footnote marks; of more sources than these the rest has none, and `w` tells."""

LABEL = 10
"""Cells of the label before a value."""


@dataclass(slots=True)
class Footnotes:
    """The sources of the values, numbered as they come."""

    today: date
    notes: list[str] = field(default_factory=list)

    def mark(self, value: "SourcedValue") -> str:
        """The mark of the value's source."""
        if value.page is None or value.seen_on is None:
            return ""
        day = short(value.seen_on, self.today)
        if value.method is Method.MANUAL:
            note = _("typed by {who}, {day}").format(who=shown(value.by or "?", 40), day=day)
        else:
            note = _("{page}, seen {day}").format(page=shown(bare(value.page), 60), day=day)
        if note not in self.notes:
            self.notes.append(note)
        number = self.notes.index(note)
        return MARKS[number] if number < len(MARKS) else ""

    def line(self, first: str = "") -> Line:
        """All of them on one line, the one with the mark `first` before the others."""
        pieces: Line = []
        for mark, note in sorted(zip(MARKS, self.notes, strict=False), key=lambda one: one[0] != first):
            pieces += [(mark, "key"), (f" {note}   ", "" if mark == first else "dim")]
        return pieces


def known_lines(
    detail: "PersonDetail",
    footnotes: Footnotes,
    advice: "Upward | None" = None,
    matches: "Sequence[MatchLine]" = (),
) -> list[Known]:
    """All lines of a person, in the order they are asked for.

    `advice`: the step up that is proposed; `matches`: the open cases that fit their courses.
    """
    today = footnotes.today
    return [
        *_values(detail, footnotes),
        *came_lines(detail.done, today),
        *_roles(detail.roles),
        *way_lines(detail.ways, today),
        *ladder_lines(detail.ladder, detail.above, detail.done, advice, detail.contact.lead_id or 0, today),
        *example_lines(detail.done.examples),
        *agreement_lines(detail.done.agreements),
        *sprint_lines(detail.done.sprints, today),
        *match_lines(matches),
        *proposal_lines(detail.done.proposals, today),
        *warmth_lines(detail.warmth),
        *_grounds(detail.bases, footnotes.today),
    ]


def _values(detail: "PersonDetail", footnotes: Footnotes) -> Iterator[Known]:
    for name, value in detail.values.items():
        if value.value is None and name not in {"email", "phone"}:
            continue
        shows = bare(value.value) if name == "url" and value.value else value.value
        yield Known(
            text=shows or _("not known; i fills it in"),
            tone="strong" if name == "name" else "" if value.value else "dim",
            label=fit(label_word(name), LABEL),
            mark=f" {footnotes.mark(value)}" if value.value else "",
            kind=EntityKind.PERSON,
            id=detail.contact.id,
            field=name,
            value=value.value or "",
            page=value.value if name == "url" else value.page,
        )


def _roles(roles: Sequence["HeldRole"]) -> Iterator[Known]:
    teaching = [role for role in roles if role.kind is RoleKind.TEACHER]
    if teaching:
        yield Known(_("Teaches"), heading=True)
    for role in teaching:
        parts = [f"{role.credits:g} EC" if role.credits is not None else "", role.period or "", _year(role)]
        yield _role(role, role.name, " ".join(part for part in parts if part))
    others = [role for role in roles if role.kind is not RoleKind.TEACHER]
    if others:
        yield Known(_("Is"), heading=True)
    for role in others:
        yield _role(role, f"{role_word(role.kind)} · {role.name}", _year(role))


def _role(role: "HeldRole", text: str, beside: str) -> Known:
    gone = role.gone_on is not None
    return Known(
        text=text,
        tone="dim" if gone or not role.confirmed else "",
        beside=_("gone") if gone else beside,
        kind=role.of_kind,
        id=role.of_id,
        value=role.name,
    )


def _year(role: "HeldRole") -> str:
    if role.school_year is None:
        return ""
    said = "/".join(year[-2:] for year in role.school_year.split("-"))
    return said if role.confirmed else _("{year}, not confirmed").format(year=said)


def _grounds(bases: "dict[Channel, Ground]", today: date) -> Iterator[Known]:
    """The ground for mail, and what was said of another channel."""
    yield Known(_("Basis for mail"), heading=True)
    yield from _ground(Channel.EMAIL, bases[Channel.EMAIL], today)
    for channel, ground in bases.items():
        if channel is not Channel.EMAIL and (ground.stopped is not None or ground.basis is not Basis.NONE):
            yield Known(_("Basis for {channel}").format(channel=spoken_channel(channel)), heading=True)
            yield from _ground(channel, ground, today)


def _ground(channel: Channel, ground: "Ground", today: date) -> Iterator[Known]:
    if ground.stopped is not None and ground.stopped_on is not None:
        yield Known(spoken_stop(ground.stopped), tone="late", beside=short(ground.stopped_on, today))
    if ground.basis is Basis.NONE:
        yield Known(
            _("none: stays out of mailings") if channel is Channel.EMAIL else spoken_basis(ground.basis), tone="dim"
        )
        return
    beside = short(ground.on, today) if ground.on is not None else ""
    yield Known(f"{spoken_basis(ground.basis)}: {ground.evidence}", beside=beside, page=ground.page)


def bare(page: str) -> str:
    """Where something stands, as it is shown: an address without its scheme, a line of a file."""
    return without_scheme(page).removeprefix("www.")


def without_scheme(page: str) -> str:
    """Where something stands, with the whole name of its host."""
    return spoken_page(page).removeprefix("https://").removeprefix("http://")
