"""Taking in what a source says: the map afterwards is the fold over all that stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.clock import Clock
from crm.identity.places import place_key
from crm.privacy.screening import screen
from crm.privacy.swept import Newcomers
from crm.schools import BY_NAME
from crm.services import designated, embedded, feed, folding, merging, school_years, sightings, sprint_teachers
from crm.services.addresses import code_key
from crm.services.attaching import Places
from crm.services.entities import name_entities, new_entities
from crm.services.identification import Identified, identified
from crm.services.known import RESOLVED_KINDS, Known, load
from crm.services.mentions import Mention, mentions_of
from crm.services.resolution import grouped
from crm.services.roles import role_mentions
from crm.statements import SchoolSaid
from crm.tables import CrawlRun, Source
from crm.tables.core import ENTITY, INSTITUTION
from crm.tables.crawled import CRAWL_RUN, SIGHTING
from crm.text import fold
from crm.words import ChangeKind, EntityKind, Method, RunState


@dataclass(slots=True)
class Counts:
    """Of one kind of thing: how many appeared (or came back), changed and went."""

    new: int = 0
    changed: int = 0
    gone: int = 0


@dataclass(slots=True)
class RunCounts:
    """What a refresh did to the map."""

    courses: Counts = field(default_factory=Counts)
    people: Counts = field(default_factory=Counts)
    programmes: Counts = field(default_factory=Counts)


def refresh(session: Session, *, source: Source, run: CrawlRun, said: SchoolSaid, clock: Clock) -> RunCounts:
    """Folds all that `source` says now into the map, in the caller's transaction, and fills the counts of `run`.

    What `said` no longer states has ended. The result depends on the set of statements, not on their order; a second
    time changes nothing. The change feed gets a line for each difference, but for the first crawl of a source. The
    statements of `said` are used up by this.
    """
    session.flush()
    connection = session.connection()
    today = clock.today()
    assert source.id is not None
    assert run.id is not None
    screen(connection, said)
    institution_id = _institution(connection, source, said)
    source.institution_id = institution_id
    before = feed.snapshot(connection, institution_id)
    newcomers = Newcomers(connection, institution_id)
    known = load(connection, source_id=source.id, institution_id=institution_id, domain=said.domain)
    placed = _place(connection, known, institution_id, said)
    mentions = school_years.of_now(known, placed, today)
    carried = school_years.carried(known, mentions, said.pages)
    sightings.write(connection, known, mentions, source_id=source.id, on=said.on, carried=carried)
    merging.drop_unsaid_roles(connection, known)
    merging.drop_unsaid_people(connection, known, placed, mentions)
    elsewhere = known.elsewhere
    del placed, mentions, known, carried
    folding.fold_institution(connection, institution_id, besides=elsewhere)
    designated.refresh(connection, institution_id)
    embedded.refresh(connection, institution_id, today)
    newcomers.let_go()
    sprint_teachers.take_over_named(connection, institution_id)
    after = feed.snapshot(connection, institution_id)
    lines = feed.rolled_over(feed.differences(before, after), institution_id, said.name)
    if not _is_first(connection, source.id, run.id):
        feed.write(connection, lines, run_id=run.id, on=today)
    counts = _counts(lines)
    _add_counts(run, counts)
    session.add(run)
    session.flush()
    folding.forget_loaded(session)
    return counts


def confirm(session: Session, *, source: Source, run: CrawlRun, pages: Iterable[str], on: date) -> None:  # noqa: ARG001 - the run is the caller's to count in
    """Moves the last day of all that stands on `pages`, which answered that nothing changed, to `on`."""
    session.flush()
    connection = session.connection()
    wanted = sorted(set(pages))
    for start in range(0, len(wanted), 500):
        chosen = sa.and_(
            SIGHTING.c.source_id == source.id,
            SIGHTING.c.page.in_(wanted[start : start + 500]),
            SIGHTING.c.ended_on.is_(None),
        )
        connection.execute(sa.update(SIGHTING).where(chosen, SIGHTING.c.last_seen < on).values(last_seen=on))
        seen = sa.select(SIGHTING.c.entity_id).where(chosen)
        connection.execute(sa.update(ENTITY).where(ENTITY.c.id.in_(seen), ENTITY.c.last_seen < on).values(last_seen=on))
    folding.forget_loaded(session)


def _institution(connection: Connection, source: Source, said: SchoolSaid) -> int:
    """The school of `source`, made when the map does not know its domain yet."""
    known = connection.scalar(sa.select(INSTITUTION.c.id).where(INSTITUTION.c.domain == said.domain))
    if known is not None:
        return int(known)
    identity = f"institution:{said.domain}"
    named = _known_by_name(connection, said.name)
    if named is not None:
        connection.execute(sa.update(INSTITUTION).where(INSTITUTION.c.id == named).values(domain=said.domain))
        connection.execute(sa.update(ENTITY).where(ENTITY.c.id == named).values(identity=identity))
        return named
    made = new_entities(connection, EntityKind.INSTITUTION, [identity], said.on)[0]
    row = {"id": made, "name": said.name, "sort_key": fold(said.name), "domain": said.domain, "level": source.level}
    connection.execute(sa.insert(INSTITUTION), [row])
    return made


def _known_by_name(connection: Connection, name: str) -> int | None:
    """The school that a file named so and of which nobody knew the domain yet."""
    domain = f"{BY_NAME}{place_key(name)}"
    found = connection.scalar(sa.select(INSTITUTION.c.id).where(INSTITUTION.c.domain == domain))
    return None if found is None else int(found)


def _place(connection: Connection, known: Known, institution_id: int, said: SchoolSaid) -> list[Mention]:
    """All mentions of `said`, each with its entity, made where it is new."""
    mentions = mentions_of(said)
    said.let_go()
    places = Places(institution_id)
    for kind in RESOLVED_KINDS:
        own = [m for m in mentions if m.kind is kind]
        things = identified(grouped(kind, own, known), known)
        name_entities(connection, known, things, institution_id, said)
        merging.absorb(connection, known, {gone: t.entity_id for t in things for gone in t.absorbed if t.entity_id})
        _file(places, known, things)
    roles = role_mentions(connection, known, places, [m for m in mentions if m.kind is EntityKind.PERSON], said.on)
    return [_school(said, institution_id), *mentions, *roles]


def _school(said: SchoolSaid, institution_id: int) -> Mention:
    says = {"name": said.name, "level": said.level and str(said.level), "url": said.url}
    return Mention(
        kind=EntityKind.INSTITUTION,
        page=said.page,
        method=Method.HEADING,
        name="school",
        on=said.on,
        confidence=1.0,
        says={name: value for name, value in says.items() if value},
        entity_id=institution_id,
    )


def _file(places: Places, known: Known, things: list[Identified]) -> None:
    """Lets roles find the things that stand: those the source speaks of, and those others do."""
    spoken_of = set()
    for thing in things:
        if thing.kind is EntityKind.PERSON or thing.entity_id is None:
            continue
        spoken_of.add(thing.entity_id)
        facts = thing.group.facts
        every = facts.names | facts.once_names
        places.add(thing.kind, thing.entity_id, codes=facts.codes, urls=facts.urls, names=every)
        for mention in thing.mentions:
            places.saw(mention)
    for other in known.by_id.values():
        if things and other.kind is things[0].kind and other.id not in spoken_of and other.says_now and not other.gone:
            names = [fold(says["name"]) for says in other.says_now if says.get("name")]
            codes = [code_key(says["code"]) for says in other.says_now if says.get("code")]
            places.add(other.kind, other.id, codes=codes, urls=[], names=names)


def _is_first(connection: Connection, source_id: int, run_id: int) -> bool:
    """True while no crawl of the source has come to its end before this one."""
    earlier = sa.select(CRAWL_RUN.c.id).where(
        CRAWL_RUN.c.source_id == source_id, CRAWL_RUN.c.id != run_id, CRAWL_RUN.c.state == RunState.FINISHED
    )
    return connection.scalar(earlier.limit(1)) is None


def _counts(lines: list[feed.Line]) -> RunCounts:
    counts = RunCounts()
    by_kind = {
        EntityKind.COURSE: counts.courses,
        EntityKind.PERSON: counts.people,
        EntityKind.PROGRAMME: counts.programmes,
    }
    changed: dict[EntityKind, set[int]] = defaultdict(set)
    for line in lines:
        if line.kind not in by_kind:
            continue
        tally = by_kind[line.kind]
        if line.change in feed.APPEARED:
            tally.new += 1
        elif line.change is ChangeKind.GONE:
            tally.gone += 1
        else:
            changed[line.kind].add(line.entity_id)
    for kind, ids in changed.items():
        by_kind[kind].changed = len(ids)
    return counts


def _add_counts(run: CrawlRun, counts: RunCounts) -> None:
    for name, tally in _tallies(counts):
        for what in ("new", "changed", "gone"):
            column = f"{name}_{what}"
            setattr(run, column, getattr(run, column) + getattr(tally, what))


def _tallies(counts: RunCounts) -> Iterator[tuple[str, Counts]]:
    yield "courses", counts.courses
    yield "people", counts.people
    yield "programmes", counts.programmes
