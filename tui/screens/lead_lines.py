"""How a person stands in the list of leads, and what is said of them beside it."""

from datetime import date

from crm.language import _
from tui.days import late, spoken
from tui.screens.lead_list import Listed
from tui.showing import Line, Piece, fit, shown
from tui.tones import stage_tone
from tui.wording import stage_word

STAGE, DAYS, NEXT = 14, 5, 19
"""Cells of the columns that do not grow."""


def _growing(width: int) -> tuple[int, int]:
    rest = width - STAGE - DAYS - NEXT - 2
    name = max(rest * 45 // 100, 12)
    return name, max(rest - name, 0)


def heading(width: int) -> Line:
    """The names of the columns, over rows of `width` cells."""
    name, course = _growing(width)
    return [
        (fit(_("Name"), name + 1), "dim"),
        (fit(_("Course, programme"), course + 1), "dim"),
        (fit(_("Stage"), STAGE), "dim"),
        (fit(_("Days"), DAYS - 1, right=True) + " ", "dim"),
        (fit(_("Next"), NEXT), "dim"),
    ]


def row_line(row: Listed, width: int, today: date) -> Line:
    """A person on one line: name, course, stage, days since the last contact, what comes next."""
    name, course = _growing(width)
    return [
        (fit(row.name, name), "strong" if row.lead_id is not None else ""),
        (" ", ""),
        (fit(taught(row), course), "dim"),
        (" ", ""),
        (fit(_("approached") if row.approached else stage_word(row.stage), STAGE), stage_tone(row.stage)),
        (fit(row.days, DAYS - 1, right=True) + " ", "dim"),
        *next_pieces(row, today, NEXT),
    ]


def taught(row: Listed) -> str:
    """What the person teaches and in which programme; else the school."""
    courses = (
        row.courses[0] if len(row.courses) == 1 else f"{row.courses[0]} +{len(row.courses) - 1}" if row.courses else ""
    )
    return (
        ", ".join(part for part in (courses, row.programmes[0] if row.programmes else "") if part)
        or row.institution
        or ""
    )


def next_pieces(row: Listed, today: date, width: int) -> list[Piece]:
    """The next action in `width` cells: what, and when as a person says it."""
    if row.next_on is None:
        if row.wakes_on is not None:
            return [(fit(_("rests until {day}").format(day=spoken(row.wakes_on, today)), width), "dim")]
        return [(fit("" if row.lead_id is None else "–", width), "dim")]
    when = late(row.next_on, today)
    what = fit(row.next_what, max(width - len(when) - 1, 0))
    return [(what, ""), (" ", ""), (fit(when, width - len(what) - 1), "late" if row.next_on < today else "dim")]


def said_of(row: Listed, today: date) -> list[Line]:
    """What there is to say of a person, most telling first."""
    courses = ", ".join(row.courses) or _("no course known")
    where: Line = [(shown(courses, 200), ""), (f" · {shown(', '.join(row.programmes), 100)}", "dim")]
    where.append((f" · {shown(row.institution)}", "dim"))
    if row.lead_id is None:
        return [where, [(_("In the map; nobody has spoken to them yet. a makes a lead, l logs a contact."), "dim")]]
    state: Line = [(stage_word(row.stage), stage_tone(row.stage))]
    if row.approached:
        state.append((f" · {_('approached, no answer yet')}", "dim"))
    if row.days is not None:
        state.append((f" · {_('last contact {n} d ago').format(n=row.days)}", "dim"))
    if row.next_on is not None:
        state += [
            (" · ", "dim"),
            (shown(row.next_what, 60), ""),
            (f" {late(row.next_on, today)}", "late" if row.next_on < today else "dim"),
        ]
    elif row.wakes_on is None:
        state.append((f" · {_('nothing planned: n plans')}", "dim"))
    state.append((f" · {_('owner {name}').format(name=shown(row.owner, 40))}", "dim"))
    return [where, state]
