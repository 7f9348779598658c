"""The export: chosen people to a file, those without a ground left out and counted, and the act kept in the journal."""

from dataclasses import dataclass
from pathlib import Path

from crm.errors import UsageError
from crm.exports.contacts import selection
from crm.exports.formats import ExportFormat, write
from crm.exports.whole_file import whole_file
from crm.language import _, ngettext
from crm.services.team import require
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import Basis, Right

USUAL_BASES = frozenset(Basis) - {Basis.NONE}
"""Whoever may be mailed; `none` only on request, with a reason."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written, and how many were left out for which reason."""

    written: int
    left_out: dict[str, int]
    file: Path


def export(
    work: Work,
    *,
    format: ExportFormat,  # noqa: A002 - the word of the command line
    path: Path,
    query: str = "",
    basis: frozenset[Basis] | None = None,
    reason: str | None = None,
) -> ExportResult:
    """Writes the people that fit `query` to `path`, whole or not at all, and keeps in the journal who did so.

    `basis`: on which bases they may be mailed (default all but `none`). Nobody left: the file holds its header alone.
    Raises RefusedError for who may not; QueryError; UsageError for `none` without a reason; WerkplaatsError when
    the file cannot be written.
    """
    require(work, Right.EXPORT)
    bases = USUAL_BASES if basis is None else basis
    why = clean(reason or "")
    if Basis.NONE in bases and not why:
        raise UsageError(_("People without a basis for mail need a reason (--reason), which is kept."))
    people = selection(work.session, query, bases, clock=work.clock, me=work.by)
    with whole_file(path) as file:
        write(format, file, people.lines())
    left_out = {reason.value: count for reason, count in people.left_out.items()}
    work.say(
        ngettext("Exported {n} person to {file}", "Exported {n} people to {file}", people.written).format(
            n=people.written, file=clean(path.name, 100)
        )
    )
    work.log(
        {
            "export": format.value,
            "file": clean(path.name, 100),
            "query": clean(query),
            "bases": sorted(known.value for known in bases),
            "reason": why or None,
            "written": people.written,
            "left_out": left_out,
        }
    )
    return ExportResult(written=people.written, left_out=left_out, file=path)
