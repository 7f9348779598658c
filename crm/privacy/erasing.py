"""Erasing somebody (GDPR art. 17): every row that is theirs, and their name and addresses out of every other.

What stays is a keyed hash, and figures of the office without the person: a sprint keeps its course, school, students
and result, and the report what the road there took (`crm.figures.leaving`). An agreement, an example and what was said
in a lead are what somebody told the office, and go with them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from crm.case_words import CaseState, Party
from crm.clock import Clock
from crm.errors import RefusedError
from crm.figures.leaving import keep_figures
from crm.language import _, ngettext
from crm.privacy import archive, cleaning, remaining, suppression
from crm.privacy.cutting import Theirs, places_with_them
from crm.privacy.holdings import Belongings, belongings, holdings, pointers
from crm.privacy.journal import BY_EMAIL, scrub
from crm.privacy.remaining import Alone, Other, Written
from crm.privacy.subjects import Subject, not_on_the_map, person_of, subject
from crm.services import folding, team
from crm.tables import table_named
from crm.tables.core import PERSON, SEARCH_TEXT
from crm.tables.crawled import CRAWL_RUN, PAGE, SIGHTING, SOURCE
from crm.unit_of_work import Work, reading, unit_of_work
from crm.views.room import ALIVE
from crm.words import ActivityKind, Right, RunState, SuppressedWhy


@dataclass(slots=True)
class Erased:
    """What was done. `rows`: taken away or changed; `pages`: archived pages that were let go."""

    rows: int
    pages: int = 0
    touched: set[str] = field(default_factory=set)
    clean: bool = True
    """False: the freed room of the file could not be cleared yet, since another program has the database open."""
    copies: list[str] = field(default_factory=list)
    """Copies of the database beside it, which hold them still."""
    about: "About | None" = None
    """Whom it was of, and what else was found."""
    left: list[Alone] = field(default_factory=list)
    """Texts in which a surname or call name stands alone and stays."""


@dataclass(frozen=True, slots=True)
class About:
    """Whom an erasure would be of, and how much there is: what is asked before it is done."""

    subject: Subject
    rows: int
    running: int
    """Sprints of theirs that are not over."""
    alone: list[Alone] = field(default_factory=list)
    """Texts typed by the office in which only their surname or call name stands."""
    others: list[Other] = field(default_factory=list)
    """Who may be the same person, and stays."""
    lists: list[Written] = field(default_factory=list)
    """Lists that were written with them in it."""


def about(engine: Engine, said: str) -> About:
    """Whom `said` (number, e-mail address or name) means. Raises as `person_of` does."""
    with reading(engine) as session:
        return about_in(session.connection(), said)


def about_in(connection: Connection, said: str) -> About:
    """The same, in a database that is read already."""
    person_id = person_of(connection, said)
    if person_id is None:
        who = not_on_the_map(connection, said)
        return About(who, len(list(places_with_them(connection, Theirs(who)))) if who.names else 0, 0)
    found, who = belongings(connection, person_id), subject(connection, person_id)
    return About(
        who,
        found.count,
        found.running,
        remaining.alone(connection, who, found),
        remaining.others(connection, who),
        remaining.written(connection, person_id),
    )


def erase(engine: Engine, said: str, *, by: str, clock: Clock, alone: str = remaining.NONE) -> Erased:
    """Erases whom `said` means, and clears what is left of them in the file; cannot be taken back.

    An address of nobody here is put on the suppression list all the same, and cut out of every text. `alone`: the texts
    of which a surname or call name by itself is cut as well: all, none, or numbers of `About.alone`.
    Raises as `person_of` and `remaining.chosen` do; RefusedError for who may not erase, and while a crawl is running.
    """
    whom = about(engine, said)
    who, cut = whom.subject, remaining.chosen(whom.alone, alone)
    pages = archive.pages_with(engine, Theirs(who))
    with unit_of_work(engine, by=by, clock=clock) as work:
        team.require(work, Right.ERASE)
        refuse_crawling(work.session.connection(), clock)
        done = erase_rows(work, who, pages)
        for table, _key in remaining.cut_alone(work.session.connection(), who, cut):
            done.rows += 1
            done.touched.add(table)
        work.log({"erased": done.rows})
        work.cannot_be_undone()
        work.words[:] = [_("Somebody was erased, at their own request")]
    done.about, done.left = whom, [each for each in whom.alone if each not in cut]
    done.clean = cleaning.clean(engine, done.touched)
    cleaning.clean_logs(Theirs(who))
    done.copies = cleaning.copies_beside(engine)
    return done


SILENT = timedelta(minutes=15)
"""After so long without a sign of life a crawl is dead."""


def refuse_crawling(connection: Connection, clock: Clock) -> None:
    """Raises RefusedError while pages are being stored: what they say of somebody would come after the erasure."""
    busy = sa.select(SOURCE.c.name).join(CRAWL_RUN, CRAWL_RUN.c.source_id == SOURCE.c.id)
    living = (CRAWL_RUN.c.process.is_not(None), CRAWL_RUN.c.heard_at > clock.now() - SILENT)
    running = CRAWL_RUN.c.state.in_((RunState.RUNNING, RunState.FOLDING))
    name = connection.scalar(busy.where(running, *living).limit(1))
    if name is not None:
        raise RefusedError(
            _("{name} is being crawled now: wait until that is done, or stop it, and erase then.").format(name=name)
        )


def erase_rows(work: Work, who: Subject, pages: Iterable[archive.Cut] = ()) -> Erased:
    """Puts them on the suppression list and takes them out of every table, past the journal."""
    connection = work.session.connection()
    work.session.flush()
    suppression.suppress(
        work,
        emails=who.emails,
        profiles=who.profiles,
        pages=who.pages,
        names=who.names,
        places=who.places,
        why=SuppressedWhy.ERASED,
    )
    theirs = Theirs(who)
    done = Erased(0)
    found = belongings(connection, who.id) if who.id is not None else Belongings()
    done.rows += found.count
    done.touched |= {name for name, rows in {**found.theirs, **found.pointing}.items() if rows}
    done.rows += scrub(connection, found, who.emails)
    done.touched |= {"journal_entry", "journal_row"}
    keep_figures(connection, found.ids("lead"))
    _empty_what_stays(connection, found)
    _take_words_of_teacher(connection, found, done)
    _take_by_word(connection, found, who, done)
    _delete(connection, found)
    _free_cases(work, {row["case_id"] for row in found.theirs.get("proposal", ())})
    others = _move_off_their_pages(connection, who, theirs, done)
    others |= _cut_texts(connection, theirs, done)
    for page in pages:
        archive.write(connection, page)
        done.rows, done.pages = done.rows + 1, done.pages + page.drops_body
        done.touched |= {"page", "page_body"}
    work.session.expire_all()
    standing = connection.scalars(sa.select(SIGHTING.c.entity_id).where(SIGHTING.c.entity_id.in_(sorted(others))))
    folding.refold(work.session, sorted(set(standing)))
    return done


def _empty_what_stays(connection: Connection, found: Belongings) -> None:
    """Empties what rows that stay say of whom they pointed at (`emptied` of `tables.toml`), and that they did.

    PostgreSQL asks anew for every key of a row that was changed before in the same transaction.
    """
    for name, rows in found.pointing.items():
        emptied = holdings()[name].emptied
        for row in rows if emptied else ():
            table = table_named(name)
            nothing = dict.fromkeys((*emptied, *pointers(found, name, row)))
            connection.execute(sa.update(table).where(_where(table, row)).values(**nothing))


def _take_words_of_teacher(connection: Connection, found: Belongings, done: Erased) -> None:
    """What a teacher said afterwards of a sprint goes; the mark stays with the sprint, which names them no more."""
    table = table_named("evaluation")
    sprints = [row["id"] for row in found.pointing.get("sprint", ())]
    theirs = sa.and_(table.c.sprint_id.in_(sprints), table.c.party == Party.TEACHER)
    if sprints:
        gone = connection.execute(sa.delete(table).where(theirs, table.c.mark.is_(None))).rowcount
        said = sa.update(table).where(theirs, table.c.words.is_not(None)).values(words=None, may_quote=False)
        done.rows += gone + connection.execute(said).rowcount
        done.touched.add("evaluation")


def _take_by_word(connection: Connection, found: Belongings, who: Subject, done: Erased) -> None:
    """Rows that are theirs by what they say, not by a key: addresses, drafts, lines of the feed and of Today."""
    for name in BY_EMAIL:
        table = table_named(name)
        _drop(connection, table, table.c.email.in_(who.emails), done)
    change = table_named("change")
    _drop(connection, change, change.c.entity_id.in_(sorted(found.ids("entity"))), done)
    words = {f"lead:{i}" for i in found.ids("lead")} | {f"person:{i}" for i in found.ids("person")}
    for name in ("draft", "put_off"):
        table = table_named(name)
        for word in sorted(words):
            said = (table.c.about == word, table.c.about.startswith(f"{word}:"), table.c.about.endswith(f":{word}"))
            _drop(connection, table, sa.or_(*said, table.c.about.contains(f":{word}:")), done)


def _drop(connection: Connection, table: sa.Table, which: sa.ColumnElement[bool], done: Erased) -> None:
    gone = connection.execute(sa.delete(table).where(which)).rowcount
    if gone:
        done.rows += gone
        done.touched.add(table.name)


def _delete(connection: Connection, found: Belongings) -> None:
    """Deletes what is theirs; the keys of the database take along what hangs from it."""
    entities = sorted(found.ids("entity"))
    connection.execute(sa.delete(SEARCH_TEXT).where(SEARCH_TEXT.c.id.in_(entities)))
    connection.execute(sa.delete(PERSON).where(PERSON.c.id.in_(sorted(found.ids("person")))))
    connection.execute(sa.delete(table_named("entity")).where(table_named("entity").c.id.in_(entities)))


def _free_cases(work: Work, cases: Collection[int]) -> None:
    """A question that nobody else has before them is fit to offer again: past the journal, as all of an erasure."""
    connection, case, proposal = work.session.connection(), table_named("company_case"), table_named("proposal")
    alive = sa.select(proposal.c.case_id).where(proposal.c.state.in_(ALIVE))
    free = sa.and_(case.c.id.in_(sorted(cases)), case.c.state == CaseState.OFFERED, case.c.id.not_in(alive))
    day, why = work.clock.today(), _("nobody has it before them")
    for row in connection.execute(sa.select(case.c.id, case.c.company_id).where(free)).all():
        told = {"company_id": row.company_id, "case_id": row.id, "kind": ActivityKind.STAGE, "on": day, "note": why}
        states = {"from_state": CaseState.OFFERED, "to_state": CaseState.FIT}
        line = sa.insert(table_named("company_activity")).values(**told, **states, at=work.clock.now(), by=work.by)
        connection.execute(line)
        fit = sa.update(case).where(case.c.id == row.id)
        connection.execute(fit.values(state=CaseState.FIT, state_since=day, state_why=why))


def _move_off_their_pages(connection: Connection, who: Subject, theirs: Theirs, done: Erased) -> set[int]:
    """What a page of their own, or one whose address names them, said of others stands on no page any more; the page
    itself is forgotten.
    """
    gone = [row for row in connection.execute(sa.select(PAGE.c.id, PAGE.c.url)) if theirs.is_page(row.url)]
    urls = {row.url for row in gone} | set(who.pages)
    touched: set[int] = set()
    for url in sorted(urls):
        touched |= set(connection.scalars(sa.select(SIGHTING.c.entity_id).where(SIGHTING.c.page == url)))
        _drop(connection, SIGHTING, SIGHTING.c.page == url, done)
    for row in gone:
        _drop(connection, table_named("page_body"), table_named("page_body").c.page_id == row.id, done)
        _drop(connection, PAGE, PAGE.c.id == row.id, done)
    return touched


_ENCODED = {"course": "course_id", "company_case": "case_id", "example": "example_id", "agreement": "agreement_id"}
"""Tables of whose texts vectors are made, which are made anew of what is left."""


def _cut_texts(connection: Connection, theirs: Theirs, done: Erased) -> set[int]:
    """Cuts them out of every text that names them. Gives the things of the map whose sightings changed by it."""
    touched: set[int] = set()
    for table, row, changed in list(places_with_them(connection, theirs)):
        which = _where(table, row)
        if holdings()[table.name].named_goes:
            connection.execute(sa.delete(table).where(which))
        else:
            connection.execute(sa.update(table).where(which).values(**changed))
        done.rows += 1
        done.touched.add(table.name)
        if table.name in _ENCODED:
            _drop(connection, vector := table_named("text_vector"), vector.c[_ENCODED[table.name]] == row["id"], done)
        if table.name == "sighting":
            touched |= set(connection.scalars(sa.select(SIGHTING.c.entity_id).where(which)))
    return touched


def _where(table: sa.Table, row: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    return sa.and_(*(column == row[column.name] for column in table.primary_key))


def told(done: Erased) -> list[str]:
    """What was done, in sentences."""
    lines = [
        ngettext(
            "Erased: {n} row taken away or cut. They stay away: crawl and import know them by a keyed hash alone.",
            "Erased: {n} rows taken away or cut. They stay away: crawl and import know them by a keyed hash alone.",
            done.rows,
        ).format(n=done.rows)
    ]
    if not done.clean:
        lines.append(
            _(
                "The freed room in the file is not cleared yet, since another program has the database open: close it"
                " and give `werkplaats privacy sweep`."
            )
        )
    if done.copies:
        lines.append(
            _("These copies hold them still, until you remove them: {files}. One put back is erased again.").format(
                files=", ".join(done.copies)
            )
        )
    else:
        lines.append(_("Copies you made hold them still. One put back with `database restore` is erased again."))
    return [*lines, *_told_besides(done)]


def _told_besides(done: Erased) -> Iterator[str]:
    """What was left for the office to decide."""
    about = done.about
    if about is None:
        return
    if about.lists:
        yield _("They stood on lists that were written, which hold them still: {files}.").format(
            files=", ".join(f"{each.file} ({each.on.isoformat()})" for each in about.lists)
        )
    if about.others:
        yield _("May be the same person, and stays: {people}. Erase them too if so.").format(
            people=_named(about.others)
        )
    if done.left:
        yield ngettext(
            "In {n} text a surname or first name stands alone, and stays: {texts}. Correct it if it is of them.",
            "In {n} texts a surname or first name stands alone, and stays: {texts}. Correct those that are of them.",
            len(done.left),
        ).format(n=len(done.left), texts="; ".join(f"{each.about}: “{each.words}”" for each in done.left[:MOST_TOLD]))


MOST_TOLD = 10
"""Texts that are told of; how many there are is told besides."""


def _named(people: Iterable[Other]) -> str:
    return "; ".join(f"{each.id} {each.name}" + (f" ({each.beside})" if each.beside else "") for each in people)


def before(about: About) -> list[str]:
    """What whoever is to decide has to know first, in sentences: of sprints, namesakes, and names that stand alone."""
    lines = []
    if about.running:
        lines.append(
            ngettext(
                "{n} sprint goes on, and keeps its figures without the person.",
                "{n} sprints go on, and keep their figures without the person.",
                about.running,
            ).format(n=about.running)
        )
    if about.others:
        lines.append(
            _("May be the same person: {people}. If so, merge them first: then they go together.").format(
                people=_named(about.others)
            )
        )
    if about.alone:
        lines.append(
            ngettext(
                "In {n} text only a surname or first name stands, so it may be of somebody else:",
                "In {n} texts only a surname or first name stands, so they may be of somebody else:",
                len(about.alone),
            ).format(n=len(about.alone))
        )
        lines += [f"  {each.number}  {each.about}: “{each.words}”" for each in about.alone]
    return lines
