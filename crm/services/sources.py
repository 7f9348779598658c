"""The places to map: adding one by its address, finding one, removing one."""

import ipaddress
import re
from urllib.parse import urlsplit, urlunsplit

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.database.batches import batched
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.services import folding
from crm.tables import Source
from crm.tables.core import COURSE, ENTITY, LEAD, PERSON, PROGRAMME, ROLE, SEARCH_TEXT, UNIT
from crm.tables.crawled import SIGHTING
from crm.text import LONGEST, clean, fold
from crm.unit_of_work import Work
from crm.words import Level, Method, SourceKind, Target

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"^[^/:]+:\d+(?:/|$)")
_HOST = re.compile(
    r"^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$"
)


def normalised(url: str) -> str:
    """The address as it is kept: with scheme, host in lower case, without fragment; "www.haz.example" is https.

    Raises UsageError for what is no web address.
    """
    given = clean(url, 2000)
    if not _SCHEME.match(given) or _HOST_AND_PORT.match(given):
        given = f"https://{given}"
    refused = UsageError(
        _("{url} is no web address: give one like https://www.school.example.").format(url=clean(url, 100))
    )
    try:
        parts = urlsplit(given)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError) as error:
        raise refused from error
    if parts.scheme.lower() not in {"http", "https"} or not _is_host(host) or parts.username or parts.password:
        raise refused
    shown = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        shown += f":{port}"
    return urlunsplit((parts.scheme.lower(), shown, parts.path or "/", parts.query, ""))


def _is_host(host: str) -> bool:
    if _HOST.match(host):
        return "." in host or host == "localhost"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def add(
    work: Work,
    url: str,
    *,
    name: str | None = None,
    level: Level | None = None,
    kind: SourceKind = SourceKind.AUTO,
    every_days: int = 7,
    max_pages: int = 2000,
) -> Source:
    """A new place to map. Without `name` it is called after its host.

    Raises UsageError for what is no web address or a schedule that makes no sense; RefusedError for an address or name
    that is there already.
    """
    address = normalised(url)
    if every_days < 1 or max_pages < 1:
        raise UsageError(_("A source is crawled every one or more days, for one or more pages."))
    for held in work.session.exec(select(Source)):
        if _same(held.url, address):
            raise RefusedError(_("{url} is mapped already, as {name}.").format(url=held.url, name=held.name))
    called = clean(name or "", 100)
    if called and (taken := _named(work.session, called)):
        raise RefusedError(
            _("There is a source {name} already, at {url}: choose another name.").format(name=taken.name, url=taken.url)
        )
    source = Source(
        name=called or _free_name(work.session, urlsplit(address).netloc),
        url=address,
        kind=kind,
        level=level,
        every_days=every_days,
        max_pages=max_pages,
        added_at=work.clock.now(),
    )
    work.session.add(source)
    work.session.flush()
    work.say(_("Source {name} added").format(name=source.name))
    return source


def find(session: Session, name_or_url: str) -> Source:
    """The source of that name or address.

    Raises NotFoundError naming those there are.
    """
    found = _named(session, name_or_url)
    if found is None and ("." in name_or_url or "/" in name_or_url):
        try:
            address = normalised(name_or_url)
        except UsageError:
            address = ""
        found = next((s for s in session.exec(select(Source)) if address and _same(s.url, address)), None)
    if found is None:
        names = ", ".join(session.exec(select(Source.name).order_by(Source.name).limit(10)))
        known = _("known: {names}").format(names=names) if names else _("none is added yet")
        raise NotFoundError(_("There is no source {name}; {known}.").format(name=clean(name_or_url, 100), known=known))
    return found


def move(work: Work, name_or_url: str, url: str) -> Source:
    """Gives a source another address of the same place: http where https does not answer, say.

    Raises NotFoundError, and UsageError for what is no web address.
    """
    source = find(work.session, name_or_url)
    source.url = normalised(url)
    work.session.flush()
    work.say(_("Source {name} moved to {url}").format(name=source.name, url=source.url))
    return source


def remove(work: Work, name: str) -> Source:
    """Takes a source away with its pages, crawls and sightings, and what then nothing says any more.

    Whom or what a person works with stays: its sightings remain as kept by hand. What undo brings back is the source;
    a crawl fills the map again.

    Raises NotFoundError.
    """
    source = find(work.session, name)
    assert source.id is not None
    connection = work.session.connection()
    of_source = sa.select(SIGHTING.c.entity_id).where(SIGHTING.c.source_id == source.id)
    touched = list(connection.scalars(of_source.distinct()))
    kept = _worked_with()
    by_hand = sa.update(SIGHTING).where(
        SIGHTING.c.source_id == source.id, SIGHTING.c.ended_on.is_(None), SIGHTING.c.entity_id.in_(kept)
    )
    connection.execute(by_hand.values(method=Method.MANUAL, by=work.by, source_id=None, mention="kept"))
    connection.execute(sa.delete(SIGHTING).where(SIGHTING.c.source_id == source.id))
    _drop_unsaid(work.session, touched)
    institution_id = source.institution_id
    work.session.delete(source)
    work.session.flush()
    left = [i for i in touched if i != institution_id]
    folding.refold(work.session, left)
    work.say(_("Source {name} removed").format(name=source.name))
    return source


def _worked_with() -> sa.CompoundSelect[tuple[int]]:
    """People with a lead, what holds a value by hand, their roles, and of what."""
    leads = sa.select(LEAD.c.person_id)
    manual = sa.select(SIGHTING.c.entity_id).where(SIGHTING.c.source_id.is_(None))
    people = sa.union(leads, manual).subquery()
    roles = sa.select(ROLE.c.id).where(ROLE.c.person_id.in_(sa.select(people)))
    things = sa.select(ROLE.c.of_id).where(ROLE.c.person_id.in_(sa.select(people)))
    targets = [sa.select(t.c.id).where(t.c.target != Target.UNDECIDED) for t in (UNIT, PROGRAMME, COURSE)]
    every = sa.union(leads, manual, roles, things, *targets).subquery()
    belonging = (PERSON, UNIT, PROGRAMME, COURSE)
    schools = [sa.select(t.c.institution_id).where(t.c.id.in_(sa.select(every))) for t in belonging]
    return sa.union(sa.select(every), *schools)


def _drop_unsaid(session: Session, entity_ids: list[int]) -> None:
    """Deletes those that nothing says any more. A school goes when nothing of it is left."""
    connection = session.connection()
    said = sa.select(SIGHTING.c.entity_id)
    for some in batched(entity_ids):
        connection.execute(sa.delete(SEARCH_TEXT).where(SEARCH_TEXT.c.id.in_(some), SEARCH_TEXT.c.id.not_in(said)))
        connection.execute(sa.delete(ENTITY).where(ENTITY.c.id.in_(some), ENTITY.c.id.not_in(said)))


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")


def _named(session: Session, name: str) -> Source | None:
    wanted = fold(name)
    found = session.exec(select(Source).order_by(col(Source.id)))
    return next((source for source in found if fold(source.name) == wanted and wanted), None)


def _free_name(session: Session, host: str) -> str:
    stem = clean(host.removeprefix("www."), LONGEST)
    name, number = stem, 1
    while _named(session, name) is not None:
        number += 1
        name = f"{stem} {number}"
    return name
