"""The command `case gaps`: open cases against free places, and whom to call."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm.language import _, ngettext
from tui.commands import output
from tui.commands.invocation import Invocation

if TYPE_CHECKING:
    from crm.views.matching.gaps import Gaps

WORDS_ONLY = typer.Option("--words-only", help=_("Leave the sentence encoders aside, as where none is installed."))


def gaps(
    run: Invocation,
    limit: Annotated[int, typer.Option(min=0, help=_("At most so many courses to call for."))] = 20,
    *,
    words_only: Annotated[bool, WORDS_ONLY] = False,
) -> None:
    """Hold open cases against free places, by theme, period and school, and list whom to call for what is short."""
    from crm.matching.encoders import installed
    from crm.views.matching.gaps import gaps as found_gaps
    from crm.views.matching.gaps import gaps_json
    from tui.commands.matching import READING_SECONDS, read_new

    encoders = () if words_only else installed()
    read_new(run, encoders, READING_SECONDS)
    with run.reading() as session:
        found = found_gaps(session, encoders, today=run.clock.today(), limit=limit)
    run.answer(gaps_json(found), lambda: _tell(found))


def _tell(found: "Gaps") -> None:
    cases = ngettext("{n} open case", "{n} open cases", found.cases).format(n=found.cases)
    places = ngettext("{n} free place", "{n} free places", found.places).format(n=found.places)
    short = ngettext("{n} case finds no place", "{n} cases find no place", len(found.without))
    output.say(f"{cases}, {places}; {short.format(n=len(found.without))}.")
    counted = (_("Cases"), _("Places"), _("Short"))
    for name, counts in ((_("Theme"), found.themes), (_("Wanted by, or starting"), found.periods)):
        output.table((name, *counted), [(one.name, one.cases, one.places, one.short or "") for one in counts])
    schools = [(one.name, one.places, one.taken) for one in found.schools]
    output.table((_("School"), _("Places"), _("Could be taken")), schools)
    if found.calls:
        output.say(_("Never approached, and would close it:"))
    rows = [
        (
            one.course.name,
            one.course.school,
            one.teacher.name if one.teacher is not None else _("no teacher known"),
            ", ".join(case.code for case in one.cases),
        )
        for one in found.calls
    ]
    output.table((_("Course"), _("School"), _("Teacher"), _("Cases")), rows)
