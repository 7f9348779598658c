"""The import of answers: a table with a row each, or a reply that was pasted; in one transaction, taken back as one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine

from crm.case_words import ProposalState
from crm.clock import Clock
from crm.codes import looks_like_codes
from crm.errors import FileError, UsageError
from crm.imports.answer_columns import AnswerField, AnswerRow, recognised, row_of
from crm.imports.answer_rows import row_kinds
from crm.imports.contacts import Opened, silent
from crm.imports.files import BadRow, SheetRow, open_book
from crm.imports.files.texts import read_bytes, text_of
from crm.imports.importing import Imported
from crm.imports.plan import Line, Outcome, Plan, Progress
from crm.language import _
from crm.privacy.incoming import watch
from crm.services.answers_taken import Taken
from crm.text import clean
from crm.understanding.case_answers import read_answers
from crm.understanding.newest import newest_of
from crm.unit_of_work import Work, reading, unit_of_work

REPORT_EVERY = 100
"""Rows between two words on progress."""


def open_answers(path: Path) -> Opened:
    """The table of answers at `path`.

    Raises FileError; UsageError where no column holds a code or an address, naming those it has.
    """
    book = open_book(path, recognised)
    found = {recognised(name) for sheet in book.sheets for name in sheet.header}
    if not found & {AnswerField.CODE, AnswerField.EMAIL}:
        header = ", ".join(clean(name, 40) for name in book.sheets[0].header[:15])
        raise UsageError(
            _(
                "No column of {file} (line {line}) holds the code of a case or an e-mail address: it has {columns}."
            ).format(file=book.file, line=book.sheets[0].header_line, columns=header)
        )
    return Opened(book)


def import_answers(
    engine: Engine,
    opened: Opened,
    *,
    by: str,
    clock: Clock,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    progress: Progress = silent,
) -> Imported:
    """Takes in the answers of a table: each once, those that cannot be taken refused with line and reason.

    A dry run writes nothing. Raises FileError for a file with refused rows that was to go in whole; whatever
    `progress` raises stops it, and nothing is left behind.
    """
    return _imported(engine, opened.book.file, _rows(opened), by, clock, (dry_run, all_or_nothing), progress)


def import_reply(
    engine: Engine,
    path: Path,
    *,
    by: str,
    clock: Clock,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    progress: Progress = silent,
) -> Imported:
    """Takes in a reply that was saved or pasted as plain text: each code in it with what is answered to it.

    Raises FileError where the file cannot be read, UsageError where no code stands in it.
    """
    lines = text_of(read_bytes(path), path.name).lines
    return take_reply(
        engine, path.name, lines, by=by, clock=clock, dry_run=dry_run, all_or_nothing=all_or_nothing, progress=progress
    )


def take_reply(
    engine: Engine,
    name: str,
    written: Sequence[str],
    *,
    by: str,
    clock: Clock,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    progress: Progress = silent,
) -> Imported:
    """As `import_reply`, of the lines that are `written`; `name` says which text it is."""
    newest = newest_of("\n".join(written)).text
    found = dict(read_answers("", newest, clock.today()))
    for code in looks_like_codes(newest):
        found.setdefault(code, None)
    if not found:
        raise UsageError(
            _("No code of a case stands in {file}: is the answer above the quoted mail?").format(file=name)
        )
    lines = [(next((n for n, line in enumerate(written, 1) if code in line.upper()), 1), code) for code in found]
    rows: list[AnswerRow | Line] = []
    for number, code in lines:
        said = found[code]
        cells = {AnswerField.CODE: code}
        if said is not None:
            # Of a maybe the words that say so are its note.
            in_words = said.state is ProposalState.MAYBE and said.note is not None
            answered, note = (said.note or "", "") if in_words else (said.state.value, said.note or "")
            cells |= {AnswerField.ANSWER: answered, AnswerField.NOTE: note}
        rows.append(AnswerRow(number, cells))
    return _imported(engine, name, iter(rows), by, clock, (dry_run, all_or_nothing), progress)


def _imported(
    engine: Engine,
    file: str,
    rows: "Iterator[AnswerRow | Line]",
    by: str,
    clock: Clock,
    how: tuple[bool, bool],
    progress: Progress,
) -> Imported:
    dry_run, all_or_nothing = how
    plan = Plan(file)
    if dry_run:
        with reading(engine) as session:  # which takes everything back
            _take_all(Work(session=session, by=by, clock=clock), plan, rows, progress)
        return Imported(plan)
    with unit_of_work(engine, by=by, clock=clock) as work:
        watch(work)
        _take_all(work, plan, rows, progress)
        refused = plan.refused()
        if refused and all_or_nothing:
            raise FileError(
                _("Nothing was imported: line {line} of {file} is refused: {reason}.").format(
                    line=refused[0].line, file=file, reason=refused[0].reason
                )
            )
        work.words[:] = [_sentence(plan)]
    return Imported(plan, work.entry_id)


def _take_all(work: Work, plan: Plan, rows: "Iterator[AnswerRow | Line]", progress: Progress) -> None:
    kinds = row_kinds()
    for row in rows:
        if isinstance(row, Line):
            plan.lines.append(row)
            continue
        kind = next((one for one in kinds if one.holds(row)), None)
        taken = (
            kind.take(work, row)
            if kind is not None
            else Taken(Outcome.REFUSED, _("neither the code of a case nor an event of a mailing stands there"))
        )
        line = Line(row.line, taken.outcome, sheet=row.sheet, reason=taken.reason, person=taken.person)
        line.cells = list(row.written)
        line.name, line.shows = taken.name, taken.shows
        plan.lines.append(line)
        if len(plan.lines) % REPORT_EVERY == 0:
            progress(_("Reading"), len(plan.lines), 0)


def _rows(opened: Opened) -> "Iterator[AnswerRow | Line]":
    for sheet in opened.book.sheets:
        for row in sheet.rows():
            if isinstance(row, BadRow):
                yield Line(row.line, Outcome.REFUSED, sheet=sheet.name, reason=row.reason, cells=[row.text])
            else:
                assert isinstance(row, SheetRow)
                yield row_of(sheet, row)


def _sentence(plan: Plan) -> str:
    counts = plan.counts()
    taken = counts["added"] + counts["updated"]
    return _("Answers of {file} taken in: {n}").format(file=plan.file, n=taken)
