"""What a crawl did not visit and why, and the addresses elsewhere that may be sources of their own."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables.crawled import CRAWL_RUN, PAGE, SOURCE
from crm.words import SITEMAP, LeftOut, PageState

EXAMPLES = 3
"""Addresses that are given of each reason."""

_STATES = {LeftOut.BUDGET: PageState.WAITING, LeftOut.MISSING: PageState.GONE}
"""The reasons that the state of an address is by itself."""

_IS_PAGE = PAGE.c.kind.is_distinct_from(SITEMAP)


@dataclass(frozen=True, slots=True)
class NotVisited:
    """Addresses of a source that were left for one reason."""

    why: LeftOut
    pages: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An address on another domain to which a source links. `words` are those of a link there."""

    url: str
    words: str
    pages: int
    source: str


def not_visited(session: Session, source_id: int) -> list[NotVisited]:
    """What is known of a source and was not visited, most first: what stands left out, and what waits.

    Links that were never taken up are as the last crawl counted them.
    """
    connection = session.connection()
    counts = left_out(session, source_id)
    last = sa.select(CRAWL_RUN.c.left_out).where(CRAWL_RUN.c.source_id == source_id, CRAWL_RUN.c.left_out.is_not(None))
    told: dict[str, int] = connection.scalar(last.order_by(CRAWL_RUN.c.id.desc()).limit(1)) or {}
    counts |= {LeftOut(why): pages for why, pages in told.items() if LeftOut(why) not in counts}
    found = [
        NotVisited(why, pages, tuple(connection.scalars(_of(source_id, why).order_by(PAGE.c.url).limit(EXAMPLES))))
        for why, pages in counts.items()
        if pages
    ]
    return sorted(found, key=lambda each: (-each.pages, each.why))


def left_out(session: Session, source_id: int) -> dict[LeftOut, int]:
    """How many known addresses of a source were not visited, by the reason."""
    rows = session.connection().execute(
        sa.select(PAGE.c.left_out, sa.func.count())
        .where(PAGE.c.source_id == source_id, PAGE.c.state == PageState.SKIPPED, PAGE.c.left_out.is_not(None))
        .group_by(PAGE.c.left_out)
    )
    counts = {LeftOut(why): count for why, count in rows}
    states = sa.select(PAGE.c.state, sa.func.count()).where(PAGE.c.source_id == source_id, _IS_PAGE)
    states = states.where(PAGE.c.state.in_(_STATES.values())).group_by(PAGE.c.state)
    standing = {PageState(state): count for state, count in session.connection().execute(states)}
    return counts | {why: standing[state] for why, state in _STATES.items() if state in standing}


def _of(source_id: int, why: LeftOut) -> "sa.Select[Any]":
    chosen = sa.select(PAGE.c.url).where(PAGE.c.source_id == source_id)
    if why in _STATES:
        return chosen.where(PAGE.c.state == _STATES[why], _IS_PAGE)
    return chosen.where(PAGE.c.state == PageState.SKIPPED, PAGE.c.left_out == why)


def places(session: Session, source_id: int | None = None) -> list[Place]:
    """The addresses elsewhere that the last crawls saw links to and that are no source yet; of one source or of all."""
    connection = session.connection()
    newest = sa.select(sa.func.max(CRAWL_RUN.c.id)).where(CRAWL_RUN.c.elsewhere.is_not(None))
    if source_id is not None:
        newest = newest.where(CRAWL_RUN.c.source_id == source_id)
    rows = connection.execute(
        sa.select(SOURCE.c.name, CRAWL_RUN.c.elsewhere)
        .join(SOURCE, SOURCE.c.id == CRAWL_RUN.c.source_id)
        .where(CRAWL_RUN.c.id.in_(newest.group_by(CRAWL_RUN.c.source_id)))
        .order_by(SOURCE.c.name)
    )
    known = {_host(url) for url in connection.scalars(sa.select(SOURCE.c.url))}
    found: dict[str, Place] = {}
    for name, said in rows:
        for each in said or ():
            if _host(each["url"]) not in known:
                found.setdefault(each["url"], Place(each["url"], each["words"], each["pages"], name))
    return list(found.values())


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
