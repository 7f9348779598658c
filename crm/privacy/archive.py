"""The archive of pages, without somebody: findings are cut, and a body that speaks of them is let go.

A body is let go rather than cut: its bytes are compressed, in any encoding, and a cut page would be no page. What it
said of others stays in its findings; the next crawl that is sent another body reads that one, and keeps it only when
it no longer speaks of them.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from crm.database.batches import batched
from crm.privacy.cutting import Theirs
from crm.privacy.stored_pages import body_text, cut_findings
from crm.tables import table_named
from crm.tables.crawled import PAGE
from crm.unit_of_work import reading

LARGEST = 200_000_000
"""Bytes of an unpacked page; more is no page."""

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Cut:
    """A page as it is to be stored. `findings` None: they name nobody and stay."""

    page_id: int
    findings: bytes | None
    drops_body: bool


def pages_with(engine: Engine, theirs: Theirs) -> list[Cut]:
    """The stored pages that speak of somebody, each as it is to be stored."""
    if not theirs.needles:
        return []
    with reading(engine) as session:
        connection = session.connection()
        ids = list(connection.scalars(sa.select(PAGE.c.id).where(PAGE.c.findings.is_not(None)).order_by(PAGE.c.id)))
        return [cut for some in batched(ids, _AT_ONCE) for cut in _some(connection, theirs, some)]


def _some(connection: Connection, theirs: Theirs, ids: Sequence[int]) -> Iterator[Cut]:
    body = table_named("page_body")
    chosen = (
        sa.select(PAGE.c.id, PAGE.c.findings, body.c.headers, body.c.body)
        .outerjoin(body, body.c.page_id == PAGE.c.id)
        .where(PAGE.c.id.in_(ids))
    )
    for row in connection.execute(chosen):
        findings = _cut(theirs, row.findings)
        in_body = row.body is not None and (findings is not None or speaks(theirs, row.headers, row.body))
        if findings is not None or in_body:
            yield Cut(row.id, findings, in_body)


def _cut(theirs: Theirs, packed: bytes) -> bytes | None:
    text = zlib.decompress(packed).decode()
    if not theirs.may_be_in(text.lower()):
        return None
    stored = json.loads(text)
    cut = cut_findings(
        stored, is_theirs=lambda person: _is_them(theirs, person), is_page=theirs.is_page, cut=theirs.cut
    )
    return None if cut is stored else zlib.compress(json.dumps(cut, ensure_ascii=False, separators=(",", ":")).encode())


def _is_them(theirs: Theirs, person: Mapping[str, Any]) -> bool:
    """Somebody on a page who has their address or page, or their name and no address of another."""
    email, url, name = (str(person.get(key) or "") for key in ("email", "url", "name"))
    if (email and theirs.cut(email) != email) or (url and theirs.is_page(url)):
        return True
    return not email and theirs.cut(name) != name


def speaks(theirs: Theirs, headers: Mapping[str, str], packed: bytes) -> bool:
    """Whether the body of a page, as it is stored, speaks of them. One of a PDF tells nothing: its findings do."""
    raw = zlib.decompressobj().decompress(packed, LARGEST)
    if raw[:5] == b"%PDF-":
        return False  # its words are in its findings; the bytes themselves are packed once more
    if not theirs.may_be_in(raw.decode("latin-1").lower()) and b"&#" not in raw and b"%40" not in raw:
        return False
    words = body_text(raw, headers.get("content-type", ""))
    return theirs.cut(words) != words


def write(connection: Connection, cut: Cut) -> None:
    """Stores a page without them."""
    body = table_named("page_body")
    if cut.findings is not None:
        connection.execute(sa.update(PAGE).where(PAGE.c.id == cut.page_id).values(findings=cut.findings))
    if cut.drops_body:
        connection.execute(sa.delete(body).where(body.c.page_id == cut.page_id))
