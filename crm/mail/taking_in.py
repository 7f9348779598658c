"""Taking in a file of mail: every mail with what becomes of it, in one transaction and one entry of the journal."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crm.clock import Clock
from crm.errors import NotFoundError
from crm.imports.importing import Imported
from crm.imports.plan import Line, Outcome, Plan, Progress
from crm.language import _, ngettext
from crm.mail.boxes import RawMail, raw_mails
from crm.mail.case_answers import answers_in_subject
from crm.mail.known import Known, Ours, known
from crm.mail.parsing import Mail, UnreadableError, read_mail
from crm.mail.sorting import Sort, Sorted, sorted_mail
from crm.mail.writing import Writer
from crm.privacy.incoming import watch
from crm.services import leads
from crm.tables import HeldMail, Lead, Person, SeenMail
from crm.unit_of_work import Work, reading, unit_of_work
from crm.words import ActivityKind, Direction

_TAKEN = frozenset((Sort.SENT, Sort.ANSWER, Sort.AUTOMATIC, Sort.BOUNCE, Sort.HELD))
_OUTCOMES = {
    Sort.SENT: Outcome.ADDED,
    Sort.ANSWER: Outcome.ADDED,
    Sort.AUTOMATIC: Outcome.ADDED,
    Sort.BOUNCE: Outcome.ADDED,
    Sort.HELD: Outcome.LEFT_OUT,
    Sort.LEFT_OUT: Outcome.LEFT_OUT,
    Sort.SAME: Outcome.SAME,
    Sort.TWICE: Outcome.MERGED,
    Sort.REFUSED: Outcome.REFUSED,
}


@dataclass(slots=True)
class _Read:
    """The mails of a file: those that may be of somebody we know, each with its line; oldest first in the end."""

    plan: Plan
    mails: list[tuple[Mail, Line]] = field(default_factory=list)


@dataclass(slots=True)
class Taken(Imported):
    """What was taken in, by what each mail was."""

    sorts: Counter[Sort] = field(default_factory=Counter)

    @property
    def held(self) -> int:
        """How many wait to be believed."""
        return self.sorts[Sort.HELD]

    def counts(self) -> dict[str, int]:
        """How many of each sort of mail that is somebody's whom we know."""
        shown = (Sort.ANSWER, Sort.SENT, Sort.AUTOMATIC, Sort.BOUNCE, Sort.HELD)
        return {sort.value: self.sorts[sort] for sort in shown}


def import_mail(
    engine: Engine,
    path: Path,
    *,
    ours: Ours,
    by: str,
    clock: Clock,
    dry_run: bool = False,
    quotes: bool = False,
    skip: Container[Path] = (),
    progress: Progress,
) -> Taken:
    """Takes in the mail in `path`: answers and sent mail of people we know are logged, what waits is planned anew.

    Of nobody else's mail anything is kept. Dates and subjects are kept; with `quotes` also the first words of answers.
    A dry run writes nothing; the files `skip` are passed by.

    Raises FileError where the file cannot be read; whatever `progress` raises stops it.
    """
    read = _Read(Plan(path.name))
    sorts: Counter[Sort] = Counter()

    def deed(work: Work) -> None:
        watch(work)
        about = known(work.session)
        _read_all(raw_mails(path, skip), about, ours, read, clock, progress)
        _write_all(Writer(work, about, quotes), ours, read, sorts, clock)
        work.words[:] = [_sentence(path.name, sorts)]

    if dry_run:
        with reading(engine) as session:  # which takes everything back
            deed(Work(session=session, by=by, clock=clock))
        return Taken(read.plan, None, sorts)
    with unit_of_work(engine, by=by, clock=clock) as work:
        deed(work)
    return Taken(read.plan, work.entry_id, sorts)


def _read_all(
    mails: Iterable[RawMail], about: Known, ours: Ours, read: _Read, clock: Clock, progress: Progress
) -> None:
    """Reads every mail; of those that are nobody's whom we know, nothing is kept."""
    for number, raw in enumerate(mails, 1):
        progress(_("reading"), number, 0)
        line = Line(number, Outcome.LEFT_OUT, sheet=raw.file if raw.file != read.plan.file else "")
        read.plan.lines.append(line)
        try:
            mail = read_mail(raw.content)
        except UnreadableError as error:
            line.outcome, line.reason = Outcome.REFUSED, str(error)
            continue
        found = sorted_mail(mail, about, ours, clock.today())
        if found.sort in {Sort.LEFT_OUT, Sort.REFUSED} and not (mail.thread or mail.failed_id):
            line.outcome, line.reason = _OUTCOMES[found.sort], found.why
        else:
            read.mails.append((mail.bare(words=found.sort in {Sort.ANSWER, Sort.AUTOMATIC}), line))
    read.mails.sort(key=lambda one: one[0].at)


def _write_all(writer: Writer, ours: Ours, read: _Read, sorts: "Counter[Sort]", clock: Clock) -> None:
    """Sorts each mail by what is known by then, oldest first, and writes what follows from it."""
    here: set[str] = set()
    for mail, line in read.mails:
        found = sorted_mail(mail, writer.known, ours, clock.today())
        if found.sort is Sort.SAME and mail.id in here:
            found = replace(found, sort=Sort.TWICE, why=_("twice in this file"))
        here.add(mail.id)
        line.outcome, line.reason = _OUTCOMES[found.sort], found.why
        if found.sort in _TAKEN:
            line.person = found.people[0]
            line.outcome = _written(writer, mail, found) or line.outcome
            line.reason = "; ".join(part for part in (line.reason, writer.told) if part)
        sorts[found.sort] += 1


def _written(writer: Writer, mail: Mail, found: Sorted) -> Outcome | None:
    return Outcome.UPDATED if writer.take_in(mail, found) else None


def _sentence(file: str, sorts: "Counter[Sort]") -> str:
    told = (
        (sorts[Sort.ANSWER], ngettext("{n} answer", "{n} answers", sorts[Sort.ANSWER])),
        (sorts[Sort.SENT], ngettext("{n} sent", "{n} sent", sorts[Sort.SENT])),
        (sorts[Sort.AUTOMATIC], ngettext("{n} automatic reply", "{n} automatic replies", sorts[Sort.AUTOMATIC])),
        (sorts[Sort.BOUNCE], ngettext("{n} came back", "{n} came back", sorts[Sort.BOUNCE])),
        (sorts[Sort.HELD], ngettext("{n} waits to be believed", "{n} wait to be believed", sorts[Sort.HELD])),
    )
    said = ", ".join(words.format(n=n) for n, words in told if n)
    return _("Mail of {file} taken in: {said}").format(file=file, said=said)


# Mail that waits to be believed


@dataclass(frozen=True, slots=True)
class Held:
    """A mail that may not be from whom it says."""

    message_id: str
    lead_id: int
    name: str
    sender: str
    subject: str
    on: str
    why: str


def held_mails(session: Session) -> Sequence[Held]:
    """The mails that wait to be believed, newest first."""
    rows = session.exec(
        select(HeldMail, Person.name)
        .join(Lead, col(Lead.id) == col(HeldMail.lead_id))
        .join(Person, col(Person.id) == col(Lead.person_id))
        .order_by(col(HeldMail.on).desc(), col(HeldMail.message_id))
    )
    return [
        Held(row.message_id, row.lead_id, name, row.sender, row.subject, row.on.isoformat(), row.why)
        for row, name in rows
    ]


def settle_held(work: Work, message_id: str, *, believed: bool) -> int:
    """A mail that waited is believed, and logged as an answer; or it is not, and is never asked about again.

    Gives the lead. Raises NotFoundError for one that does not wait.
    """
    held = work.session.get(HeldMail, message_id)
    if held is None:
        raise NotFoundError(_("No mail {id} waits: `werkplaats mail held` lists them.").format(id=message_id))
    lead_id, subject = held.lead_id, held.subject
    activity_id = None
    if believed:
        note = subject or _("(no subject)")
        activity_id = leads.log(work, lead_id, ActivityKind.MAIL, note, on=held.on, direction=Direction.IN).id
        lead = leads.find(work, lead_id)
        writer = Writer(work, Known({}, {}, {}))
        if not answers_in_subject(work, message_id, subject, held.on, lead):
            writer.answer_is_due(lead)
    work.session.add(SeenMail(message_id=message_id, lead_id=lead_id, activity_id=activity_id, on=held.on))
    work.session.delete(held)
    work.session.flush()
    said = _("Believed: {subject}") if believed else _("Not believed: {subject}")
    work.words[:] = [said.format(subject=subject)]
    return lead_id
