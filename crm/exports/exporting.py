"""The export: chosen people to a file, those without a ground left out and counted, and kept who was in it and why."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from crm.errors import UsageError
from crm.exports.contacts import OF_CHANNEL, LeftOutPerson, Selection, selection
from crm.exports.formats import ExportFormat, writing
from crm.exports.kept import Kept
from crm.exports.left_out import left_out_file
from crm.exports.line import ExportLine, Lines
from crm.exports.parts import Parts, digest_of
from crm.garbage import uncollected
from crm.language import _, ngettext
from crm.services.team import require
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import Basis, Channel, Recipients, Right

USUAL_BASES = frozenset(Basis) - {Basis.NONE}
"""Whoever may be reached; `none` only on request, with a reason."""

LONGEST_CAMPAIGN = 60
LONGEST_FILE = 100


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What an export shall be: which file, of whom, on which grounds (None: all but `none`), for which campaign.

    The grounds are those of the channel by which they will be reached.
    """

    format: ExportFormat
    query: str = ""
    recipients: Recipients = Recipients.PEOPLE
    basis: frozenset[Basis] | None = None
    reason: str = ""
    campaign: str = ""
    channel: Channel = Channel.EMAIL

    @property
    def bases(self) -> frozenset[Basis]:
        """The grounds on which somebody may be in it."""
        return USUAL_BASES if self.basis is None else self.basis

    def checked(self) -> "ExportWish":
        """The same with its words cleaned.

        Raises UsageError for `none` without a reason, a channel of which there are no lists, or a call list for a tool
        that mails.
        """
        why = clean(self.reason)
        if Basis.NONE in self.bases and not why:
            raise UsageError(_("People without a basis need a reason (--reason), which is kept."))
        if self.channel not in OF_CHANNEL:
            raise UsageError(_("There are lists for email and for phone."))
        if self.channel is Channel.PHONE and writing(self.format).once:
            said = _("{format} is a tool for mail: a call list is csv, excel, vcard, google, outlook or json.")
            raise UsageError(said.format(format=self.format.value))
        campaign = clean(self.campaign, LONGEST_CAMPAIGN)
        return replace(self, query=clean(self.query), reason=why, campaign=campaign)


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written, and how many were left out for which reason. `files`: more than one where a target asks it."""

    written: int
    left_out: dict[str, int]
    file: Path
    files: list[Path] = field(default_factory=list)
    run: int | None = None
    """Number under which it is kept."""


def export(
    work: Work,
    *,
    format: ExportFormat,  # noqa: A002 - the word of the command line
    path: Path,
    query: str = "",
    basis: frozenset[Basis] | None = None,
    reason: str | None = None,
    recipients: Recipients = Recipients.PEOPLE,
    campaign: str | None = None,
    channel: Channel = Channel.EMAIL,
    left_out: Path | None = None,
) -> ExportResult:
    """Writes the people that fit `query` to `path`, whole or not at all, and keeps who was in it, for what and by whom.

    `basis`: on which bases they may be reached by the channel (default all but `none`). `left_out`: a file that lists
    who stays out and why. Nobody left: the file holds its header alone. Raises RefusedError for who may not export;
    QueryError; UsageError for `none` without a reason; WerkplaatsError when a file cannot be written.
    """
    require(work, Right.EXPORT)
    wish = ExportWish(format, query, recipients, basis, reason or "", campaign or "", channel).checked()
    how = writing(format, recipients=recipients, campaign=wish.campaign)
    kept = Kept()
    with uncollected():  # rows make no circles, and looking for them costs a sixth of an export
        people = chosen(work, wish, once=how.once)
        with _listed(people, left_out), Parts(path, format, how) as parts:

            def rows_of(lines: Lines) -> Sequence[str]:
                rows = how.rows(lines)
                kept.add(lines, rows)
                return rows

            for rows in people.batches(rows_of, how.at_once):
                parts.write(rows)
        run = kept.write(work, _told(work, wish, people, parts.files))
    counts = people.counts()
    _tell(work, wish, path, people.written, counts, run)
    return ExportResult(people.written, counts, path, parts.files, run)


def _told(work: Work, wish: ExportWish, people: Selection, files: list[Path]) -> dict[str, Any]:
    """The run as it is kept."""
    return {
        "campaign": wish.campaign or None,
        "at": work.clock.now(),
        "by": work.by,
        "format": wish.format.value,
        "recipients": wish.recipients,
        "channel": wish.channel,
        "query": wish.query,
        "bases": sorted(known.value for known in wish.bases),
        "reason": wish.reason or None,
        "file": clean(files[0].name, LONGEST_FILE),
        "written": people.written,
        "left_out": people.counts(),
        "digest": digest_of(files),
    }


def chosen(work: Work, wish: ExportWish, *, once: bool) -> Selection:
    """The people of a wish. Raises QueryError."""
    return selection(
        work.session,
        wish.query,
        wish.bases,
        clock=work.clock,
        me=work.by,
        recipients=wish.recipients,
        channel=wish.channel,
        once=once,
    )


@dataclass(slots=True)
class Preview:
    """What an export would hold: its first people, how many in all, and who stays out."""

    first: list[ExportLine]
    written: int
    left_out: dict[str, int]
    out: list[LeftOutPerson]


def preview(work: Work, wish: ExportWish, *, first: int = 20, most_out: int = 1_000) -> Preview:
    """What `wish` would write, without writing it. Raises RefusedError, QueryError, UsageError as `export` does."""
    require(work, Right.EXPORT)
    wish = wish.checked()
    people = chosen(work, wish, once=writing(wish.format).once)
    shown = Preview([], 0, {}, [])

    def note(one: LeftOutPerson) -> None:
        if len(shown.out) < most_out:
            shown.out.append(one)

    people.on_left_out = note
    for lines in people.batches(list):
        shown.first += lines[: max(0, first - len(shown.first))]
    shown.written, shown.left_out = people.written, people.counts()
    return shown


@contextmanager
def _listed(people: Selection, path: Path | None) -> Iterator[None]:
    if path is None:
        yield
        return
    with left_out_file(path) as note:
        people.on_left_out = note
        yield


def _tell(work: Work, wish: ExportWish, path: Path, written: int, counts: dict[str, int], run: int) -> None:
    """One line in the journal, which undo passes by."""
    name = clean(path.name, LONGEST_FILE)
    work.say(
        ngettext("Exported {n} person to {file}", "Exported {n} people to {file}", written).format(n=written, file=name)
    )
    work.log(
        {
            "export": wish.format.value,
            "run": run,
            "campaign": wish.campaign or None,
            "of": wish.recipients.value,
            "channel": wish.channel.value,
            "file": name,
            "query": wish.query,
            "bases": sorted(known.value for known in wish.bases),
            "reason": wish.reason or None,
            "written": written,
            "left_out": counts,
        }
    )
