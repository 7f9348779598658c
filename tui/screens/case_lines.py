"""A case on one line, and in the strip below the list: whose it is, how it stands, how long it waits."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm.case_words import CaseState
from crm.language import _, ngettext
from crm.services.cases import state_word
from crm.spoken import spoken_source
from crm.words import Stage
from tui.days import late, short
from tui.showing import Line, fit, shown
from tui.tones import stage_tone

if TYPE_CHECKING:
    from crm.views.cases import CaseLine

__all__ = ["Columns", "case_line", "heading", "source_said", "state_tone", "state_word", "strip_lines", "waits_said"]

_LIKE = {
    CaseState.NEW: Stage.MAPPED,
    CaseState.FIT: Stage.WARM,
    CaseState.OFFERED: Stage.INFORMED,
    CaseState.PLACED: Stage.SPRINT,
    CaseState.DONE: Stage.AGREEMENT,
    CaseState.WITHDRAWN: Stage.DECLINED,
}
"""A state has the hue of the stage that is as far."""

_AGES = {"": "", "old": "key", "very_old": "late"}


def state_tone(state: CaseState) -> str:
    """The tone of a state."""
    return stage_tone(_LIKE[state])


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of the columns; the question has the rest."""

    company: int
    state: int
    days: int = 7
    through: int = 0

    @classmethod
    def of(cls, width: int) -> "Columns":
        """Those that suit a list of `width` cells."""
        return cls(28, 16, through=18) if width >= 110 else cls(20, 13)


def heading(width: int) -> Line:
    """The names of the columns."""
    columns = Columns.of(width)
    rest = width - columns.company - columns.state - columns.days - columns.through
    return [
        (fit(_("Company"), columns.company), "dim"),
        (fit(_("Question"), rest), "dim"),
        (fit(_("Through"), columns.through), "dim"),
        (fit(_("State"), columns.state), "dim"),
        (fit(_("Waits"), columns.days, right=True), "dim"),
    ]


def case_line(case: "CaseLine", width: int, today: date) -> Line:
    """A case; one that waits long has a sign and a colour before its days."""
    columns, age = Columns.of(width), case.age(today)
    rest = width - columns.company - columns.state - columns.days - columns.through
    days = f"{'! ' if age else ''}{case.waits(today)} {_('d')}" if case.is_open else ""
    return [
        (f"{fit(case.company, columns.company - 1)} ", "strong"),
        (f"{fit(case.title, rest - 1)} ", ""),
        (fit(case.partner or "", columns.through), "dim"),
        (fit(state_word(case.state), columns.state), state_tone(case.state)),
        (fit(days, columns.days, right=True), _AGES[age]),
    ]


def source_said(source: str) -> str:
    """Where a case or sprint was taken from, as it is said."""
    return shown(spoken_source(source))


def waits_said(case: "CaseLine", today: date) -> str:
    """How long a business waits, or since when it is as it is: "question of 9 Nov, nobody found yet"."""
    day = short(case.received_on, today)
    if not case.is_open:
        return _("{state} since {day}").format(state=state_word(case.state), day=short(case.state_since, today))
    if case.proposed:
        said = ngettext(
            "question of {day}, put to {n} teacher", "question of {day}, put to {n} teachers", case.proposed
        )
        return said.format(day=day, n=case.proposed)
    return _("question of {day}, nobody found yet").format(day=day)


def strip_lines(case: "CaseLine", today: date) -> list[Line]:
    """More of a case: the question, then who, how long, and what comes next."""
    first: Line = [(f"{case.code}  ", "key"), (shown(case.question), "")]
    second: Line = [(waits_said(case, today), _AGES[case.age(today)])]
    if case.contact:
        second.append((f" · {shown(case.contact, 40)}", "dim"))
    if case.next_what and case.next_on is not None:
        tone = "late" if case.next_on < today else ""
        second.append((f" · {shown(case.next_what, 40)}, {late(case.next_on, today)}", tone))
    if case.state_why:
        second.append((f" · {shown(case.state_why, 80)}", "dim"))
    return [first, second]
