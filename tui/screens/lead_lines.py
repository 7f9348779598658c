"""How a person stands in the list of leads, and what is said of them beside it."""

from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from crm.language import _
from crm.words import RoleKind
from tui.days import late, spoken
from tui.screens.lead_list import Listed
from tui.showing import Line, Piece, fit, shown
from tui.tones import stage_tone
from tui.wording import role_word, stage_word

STAGE, WARM, DAYS, NEXT = 13, 5, 5, 18
"""Cells of the columns that do not grow."""

NAME, LEAST_COURSE = 20, 10
"""Cells that nearly every name fits in; and those below which a course says nothing, so that the name has its place."""

WARM_FROM = 50
"""Warmth from which the number has the colour of warm contacts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of each column of the list in `width` cells. A list of one stage does not repeat it on every row."""

    name: int
    course: int
    stage: int
    warm: int
    days: int
    next: int

    @classmethod
    def of(cls, width: int, *, one_stage: bool, worked: bool) -> "Columns":
        """The columns for a list of leads (`worked`), or of people nobody has spoken to."""
        stage = 0 if one_stage else STAGE
        days, following = (DAYS, NEXT) if worked else (0, 0)
        rest = width - stage - WARM - days - following - 2
        name = min(max(rest // 2, NAME), 34)
        course = rest - name
        if course < LEAST_COURSE:
            name, course = max(rest, 12), 0
        return cls(name, course, stage, WARM, days, following)


def heading(columns: Columns) -> Line:
    """The names of the columns."""
    course = _("Course, programme")
    return [
        (fit(_("Name"), columns.name + 1), "dim"),
        (fit(course if cell_len(course) <= columns.course else _("Course"), columns.course), "dim"),
        (" ", ""),
        (fit(_("Stage"), columns.stage), "dim"),
        (fit(_("Warm"), columns.warm), "dim"),
        (fit(_("Days"), columns.days - 1, right=True), "dim"),
        (" " if columns.days else "", ""),
        (fit(_("Next"), columns.next), "dim"),
    ]


def row_line(row: Listed, columns: Columns, today: date) -> Line:
    """A person on one line: name, course, stage, days since the last contact, what comes next."""
    said = _("approached") if row.approached else stage_word(row.stage)
    return [
        (fit(row.name, columns.name), "strong" if row.lead_id is not None else ""),
        (" ", ""),
        (fit(taught(row), columns.course), "dim"),
        (" ", ""),
        (fit(said, columns.stage), stage_tone(row.stage)),
        (fit(row.warmth or "", columns.warm, right=True), "stage-warm" if row.warmth >= WARM_FROM else "dim"),
        (fit(row.days, columns.days - 1, right=True), "dim"),
        (" ", ""),
        *next_pieces(row, today, columns.next),
    ]


def taught(row: Listed) -> str:
    """What the person teaches and in which programme; or what they are there; or else the school."""
    more = f" +{len(row.courses) - 1}" if len(row.courses) > 1 else ""
    courses = f"{row.courses[0]}{more}" if row.courses else role_said(row)
    programme = row.programmes[0] if row.programmes else ""
    return ", ".join(part for part in (courses, programme) if part) or row.institution or ""


def role_said(row: Listed) -> str:
    """The highest role of somebody who teaches no course: "programme director"."""
    above = [role for role in row.roles if role is not RoleKind.TEACHER]
    return role_word(above[-1]) if above else ""


def next_pieces(row: Listed, today: date, width: int) -> list[Piece]:
    """The next action in `width` cells: what, and when as a person says it."""
    if row.next_on is None:
        if row.wakes_on is not None:
            return [(fit(_("rests until {day}").format(day=spoken(row.wakes_on, today)), width), "dim")]
        return [(fit("" if row.lead_id is None else "–", width), "dim")]
    when = late(row.next_on, today, brief=True)
    what = fit(row.next_what, max(width - len(when) - 1, 0))
    return [(what, ""), (" ", ""), (fit(when, width - len(what) - 1), due_tone(row.next_on, today))]


def due_tone(on: date, today: date) -> str:
    """Red for what is late; dim for what is still to come."""
    return "late" if on < today else "dim"


def said_of(row: Listed, today: date) -> list[Line]:
    """What there is to say of a person, most telling first."""
    does = ", ".join(row.courses) or role_said(row) or _("no course known")
    where: Line = [(shown(does, 200), "")]
    where += [(f" · {shown(part, 100)}", "dim") for part in (", ".join(row.programmes), row.institution) if part]
    if row.lead_id is None:
        return [where, [(_("In the map; nobody has spoken to them yet. ‹k› makes a lead, ‹l› logs a contact."), "dim")]]
    state: Line = [(stage_word(row.stage), stage_tone(row.stage))]
    if row.approached:
        state.append((f" · {_('approached, no answer yet')}", "dim"))
    if row.warmth:
        state.append((f" · {_('warm {n}').format(n=row.warmth)}", "dim"))
    if row.days is not None:
        state.append((f" · {_('last contact {n} d ago').format(n=row.days)}", "dim"))
    if row.next_on is not None:
        when = late(row.next_on, today)
        state += [(f" · {shown(row.next_what, 60)}", ""), (f" {when}", due_tone(row.next_on, today))]
    elif row.wakes_on is None:
        state.append((f" · {_('nothing planned: ‹n› plans')}", "dim"))
    state.append((f" · {_('owner {name}').format(name=shown(row.owner, 40))}", "dim"))
    return [where, state]
