"""The archive: each page's last body with its headers, so that a better reader can read it without asking for it."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from crawler.answers import Answer
from crawler.feeds.values import LARGEST_FEED
from crm.tables.sources import Page, PageBody

LEVEL = 3
"""zlib's: half the time of its default for a tenth more bytes."""

MOST_HEADERS = 60
LONGEST_HEADER = 1_000
"""How many headers are kept, and characters of each."""

_NOT_KEPT = frozenset({"set-cookie", "set-cookie2", "www-authenticate", "authentication-info"})

_AT_ONCE = 100
"""Bodies that are taken from the database together."""


@dataclass(frozen=True, slots=True)
class Archived:
    """An answer as the archive keeps it."""

    headers: dict[str, str]
    body: bytes


def archived(headers: Mapping[str, str], body: bytes) -> Archived:
    """An answer, packed; header names in lower case. What could let somebody in elsewhere is left out."""
    kept = [(name, value[:LONGEST_HEADER]) for name, value in headers.items() if name not in _NOT_KEPT]
    return Archived(dict(kept[:MOST_HEADERS]), zlib.compress(body, LEVEL))


def answers(engine: Engine, source_id: int, only: Callable[[str], bool] | None = None) -> Iterator[tuple[int, Answer]]:
    """Every archived answer of a source with the id of its page, by address; a few at a time are in memory.

    `only` chooses them by their address.
    """
    with Session(engine) as session:
        chosen = select(Page.id, Page.url).where(Page.source_id == source_id, col(Page.findings).is_not(None))
        rows = session.exec(chosen.order_by(Page.url))
        pages = [(page_id, url) for page_id, url in rows if page_id is not None and (only is None or only(url))]
    for start in range(0, len(pages), _AT_ONCE):
        some = pages[start : start + _AT_ONCE]
        with Session(engine) as session:
            wanted = select(PageBody.page_id, PageBody.headers, PageBody.body)
            found = session.exec(wanted.where(col(PageBody.page_id).in_([page_id for page_id, _url in some])))
            bodies = {page_id: (headers, body) for page_id, headers, body in found}
        for page_id, url in some:
            if page_id in bodies:
                headers, body = bodies[page_id]
                yield page_id, Answer(url, 200, headers, _unpacked(body))


def answer_of(engine: Engine, page_id: int) -> Answer | None:
    """The archived answer of one page; None where its body is not kept."""
    wanted = select(Page.url, PageBody.headers, PageBody.body).join(PageBody, col(PageBody.page_id) == Page.id)
    with Session(engine) as session:
        row = session.exec(wanted.where(Page.id == page_id)).first()
    return Answer(row[0], 200, row[1], _unpacked(row[2])) if row is not None else None


def forget(session: Session, page_ids: list[int]) -> None:
    """Takes the bodies of pages that are no more out of the archive."""
    for start in range(0, len(page_ids), 500):
        session.execute(delete(PageBody).where(col(PageBody.page_id).in_(page_ids[start : start + 500])))


def _unpacked(body: bytes) -> bytes:
    return zlib.decompressobj().decompress(body, LARGEST_FEED)
